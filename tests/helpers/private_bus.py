"""A D-Bus of a test's own, and the programs that it needs."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping

NEEDED = ("dbus-daemon",)


def missing_bus_tools(*more: str) -> list[str]:
    """The programs that are needed and that the computer lacks."""
    return [tool for tool in (*NEEDED, *more) if shutil.which(tool) is None]


class PrivateBus:
    """A session bus that starts the services of the computer as they are asked for; use as a context manager."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
        self.process = subprocess.Popen(
            command, env=dict(environment), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()

    def __enter__(self) -> PrivateBus:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """End the bus, and with it everything that is on it."""
        self.process.terminate()
        self.process.communicate(timeout=10)
