"""How much memory a piece of Python takes at most, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_ENDING = """
import re
status = pathlib.Path("/proc/self/status").read_text()
print(re.search(r"VmHWM:\\s*(\\d+)", status)[1])
"""


def peak_memory(code: str, *arguments: str | Path) -> tuple[str, int]:
    """What the code printed in one line, and the most memory it had, in KiB.

    ``ru_maxrss`` would not do: it begins with that of the process which started this one.
    """
    if not Path("/proc/self/status").exists():
        pytest.skip("this system does not say how much memory a process had")
    run = subprocess.run(
        [sys.executable, "-c", f"import pathlib, sys\n{code}\n{_ENDING}", *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    printed, kib = run.stdout.rsplit(maxsplit=1)
    return printed.strip(), int(kib)
