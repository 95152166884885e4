"""How the program ended last, found out from what it left."""

from __future__ import annotations

import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from byfax_desktop.desktop.last_end import CRASH_FILE, LastEnd, RunRecord
from byfax_desktop.desktop.paths import DataPaths

ROOT = Path(__file__).parents[2]
SCRIPT = """
import ctypes, os, signal, sys
from pathlib import Path
from byfax_desktop.desktop.last_end import RunRecord
from byfax_desktop.desktop.paths import DataPaths

record = RunRecord(DataPaths(Path(sys.argv[1])), "window")
print(record.begin().name, flush=True)
secret = "canary of a fax"
{end}
"""
CRASH = "ctypes.string_at(0)"
KILL = "os.kill(os.getpid(), signal.SIGKILL)"
ERROR = """
try:
    raise ValueError(secret)
except ValueError as error:
    record.fail(error)
record.end()
"""


def run(folder: Path, end: str = "record.end()") -> tuple[str, int]:
    """How the run before ended, as this run sees it, and the exit code of this run."""
    command = [sys.executable, "-c", SCRIPT.format(end=end), str(folder)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    return ended.stdout.strip(), ended.returncode


@pytest.fixture
def crash(tmp_path: Path) -> Path:
    return tmp_path / "logs" / CRASH_FILE


def test_a_good_end_leaves_nothing_to_tell(tmp_path: Path) -> None:
    assert run(tmp_path) == ("GOOD", 0)
    assert run(tmp_path) == ("GOOD", 0)


@pytest.mark.skipif(sys.platform == "win32", reason="has other signals")
def test_a_native_crash_is_told_once_with_the_frames_only(tmp_path: Path, crash: Path) -> None:
    assert run(tmp_path, CRASH)[1] == -signal.SIGSEGV
    assert run(tmp_path)[0] == "CRASHED"
    assert run(tmp_path)[0] == "GOOD"
    text = crash.read_text()
    assert "Segmentation fault" in text
    assert "string_at" in text
    assert "canary" not in text
    assert stat.S_IMODE(crash.stat().st_mode) == 0o600


def test_an_error_that_ends_the_program_is_told_without_its_words(tmp_path: Path, crash: Path) -> None:
    assert run(tmp_path, ERROR) == ("GOOD", 0)
    assert run(tmp_path)[0] == "CRASHED"
    assert "ValueError" in crash.read_text()
    assert "canary of a fax" not in crash.read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="has other signals")
def test_who_kills_it_wanted_that(tmp_path: Path, crash: Path) -> None:
    assert run(tmp_path, KILL)[1] == -signal.SIGKILL
    assert run(tmp_path)[0] == "CUT_SHORT"
    assert run(tmp_path)[0] == "GOOD"
    assert not crash.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="has other signals")
def test_a_later_crash_takes_the_place_of_an_earlier_one(tmp_path: Path, crash: Path) -> None:
    run(tmp_path, ERROR)
    run(tmp_path, CRASH)
    run(tmp_path)
    assert "ValueError" not in crash.read_text()
    assert list(crash.parent.iterdir()) == [crash]


def test_an_error_before_the_window_stands_is_recorded_too(tmp_path: Path) -> None:
    record = RunRecord(DataPaths(tmp_path), "window")
    record.fail(RuntimeError("early"))
    record.end()
    assert (tmp_path / "logs" / "window.running").read_text().endswith("RuntimeError\n")
    assert record.begin() is LastEnd.GOOD  # it comes too late, and must not record what has ended


def test_nothing_of_an_earlier_crash_stays_in_what_an_early_error_leaves(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path)
    left = paths.log_file.with_name("window.running")
    left.write_text("Fatal Python error\n" * 100)
    RunRecord(paths, "window").fail(RuntimeError("early"))
    assert "Fatal" not in left.read_text()


def test_windows_on_the_same_data_have_records_of_their_own(tmp_path: Path) -> None:
    RunRecord(DataPaths(tmp_path), "window-abc").fail(RuntimeError("of another account"))
    assert run(tmp_path)[0] == "GOOD"
