"""Many starts, one window: what a file manager does with three chosen documents."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from desktop_session import DesktopSession, WatchedProgram, missing_tools

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"needs {', '.join(missing_tools())}")


def listed(seen: dict[str, Any], view: str) -> str:
    """All that stands in a list."""
    return "\n".join(" ".join(row["cells"]) for row in seen.get(view, {}).get("rows") or [])


def letters(folder: Path, count: int) -> list[Path]:
    """Short documents."""
    paths = [folder / f"letter {number}.txt" for number in range(count)]
    for path in paths:
        path.write_text(f"This is {path.name}.", "utf-8")
    return paths


def the_one_that_goes_on(programs: list[WatchedProgram]) -> WatchedProgram:
    """All but one have ended, without an error."""
    deadline = time.monotonic() + 60
    while (running := [each for each in programs if each.process.poll() is None]) and len(running) > 1:
        assert time.monotonic() < deadline, "more than one window"
        time.sleep(0.1)
    assert [each.process.poll() for each in programs if each not in running] == [0] * (len(programs) - 1)
    return running[0]


@pytest.mark.timeout(180)
def test_three_starts_at_once_become_one_window_with_all_files(tmp_path: Path) -> None:
    data, files = tmp_path / "data", letters(tmp_path, 3)
    with DesktopSession(tmp_path) as session:
        starts = [session.program("--demo", "--data-dir", str(data), str(path)) for path in files]
        program = the_one_that_goes_on(starts)
        program.wait_for(
            "all documents",
            lambda seen: all(path.name in listed(seen, "documents_list") for path in files),
        )
        program.wait_for("the send dialog", lambda seen: seen.get("send_dialog", {}).get("visible"))
        program.wait_for(
            "three pages", lambda seen: "3 pages" in seen.get("send_dialog_summary", {}).get("text", "")
        )
        session.press("Escape")
        program.wait_for("the end of the dialog", lambda seen: not seen.get("send_dialog", {}).get("visible"))

        link = session.program("--demo", "--data-dir", str(data), "fax:+49-30-123456")
        assert link.process.wait(60) == 0
        program.wait_for("the recipient", lambda seen: "123456" in listed(seen, "recipient_table"))
        session.press("ctrl+q")
        assert program.process.wait(20) == 0


@pytest.mark.timeout(120)
def test_after_a_start_that_was_killed_the_next_one_opens_a_window(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with DesktopSession(tmp_path) as session:
        killed = session.program("--demo", "--data-dir", str(data))
        killed.wait_for("a window", lambda seen: seen.get("main_window", {}).get("visible"))
        killed.process.kill()
        killed.process.wait(20)
        (tmp_path / "widgets.json").unlink()
        program = session.program("--demo", "--data-dir", str(data))
        program.wait_for("a window", lambda seen: seen.get("main_window", {}).get("visible"))
        session.press("ctrl+q")
        assert program.process.wait(20) == 0
