"""What the tests of the whole program share: a service in a box, and the command line that talks to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw
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


@pytest.fixture(scope="session")
def frozen_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the program that runs without Python; it takes a minute to make."""
    import freeze

    return freeze.freeze_folder(tmp_path_factory.mktemp("frozen"))


@pytest.fixture
def contract_pdf(tmp_path: Path) -> Path:
    """A contract of two pages."""
    pages = []
    for number in (1, 2):
        page = Image.new("RGB", (1240, 1754), "white")
        ImageDraw.Draw(page).text((200, 200), f"CONTRACT, page {number}", fill="black", font_size=60)
        pages.append(page)
    path = tmp_path / "contract.pdf"
    pages[0].save(path, save_all=True, append_images=pages[1:], resolution=150)
    return path
