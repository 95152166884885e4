"""What the tests of the whole program share: a service in a box, and the command line that talks to it."""

from __future__ import annotations

import pytest
from run_cli import CommandLine


@pytest.fixture(scope="module")
def sandbox():
    from byfax_desktop.sandbox.server import Sandbox

    with Sandbox(speed=100.0) as running:
        yield running


@pytest.fixture
def byfax(sandbox, tmp_path):
    """The command line with the sandbox's address and credentials in its environment."""
    credentials = {"BYFAX_API_KEY": "demo-key", "BYFAX_API_SECRET": "demo-secret"}
    return CommandLine(tmp_path / "data", BYFAX_URL=sandbox.url, **credentials)
