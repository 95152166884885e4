"""Received faxes leave the real window as files: dragged into a mail program, and copied."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from desktop_session import DesktopSession, WatchedProgram, missing_tools

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"needs {', '.join(missing_tools())}")

_LOOKS = 4
"""After so many looks at the window all that it had to hear of the file is heard."""


def inbox(session: DesktopSession, data: Path) -> WatchedProgram:
    """The program with the pages of the first fax of the demo on the screen."""
    program = session.program("--demo", "--data-dir", str(data))
    program.wait_for("an account", lambda seen: "Demo" in seen.get("status_account", {}).get("text", ""))
    session.press("ctrl+3")
    program.wait_for("faxes", lambda seen: seen.get("inbox_faxes", {}).get("rows"))
    program.click_cell("inbox_faxes", 0)
    program.wait_for("its pages", lambda seen: "Page 1 of" in str(seen))
    return program


def cell(seen: dict[str, Any], name: str) -> tuple[int, int]:
    """The middle of the first cell of a view."""
    x, y = seen[name]["viewport"]
    left, top, width, height = seen[name]["cells"][0]
    return x + left + width // 2, y + top + height // 2


def middle(seen: dict[str, Any], name: str) -> tuple[int, int]:
    """The middle of a widget."""
    left, top, width, height = seen[name]["box"]
    return left + width // 2, top + height // 2


def lent(data: Path) -> list[Path]:
    """What lies ready for other programs."""
    return [path for path in data.rglob("lent/*/*/*") if not path.name.startswith(".")]


def until_it_is_dragged(program: WatchedProgram, data: Path) -> None:
    """The file is there, and the window has had the time to hear of it."""
    program.wait_for("the file", lambda _: bool(lent(data)))
    seen: list[float] = []

    def again(_: object) -> bool:
        at = program.snapshot.stat().st_mtime
        if at not in seen:
            seen.append(at)
        return len(seen) > _LOOKS

    program.wait_for("the drag", again)


def wait_for(what: str, path: Path) -> None:
    """Until a file is there."""
    end = time.monotonic() + 60
    while not path.exists():
        assert time.monotonic() < end, f"no {what}"
        time.sleep(0.1)


@pytest.mark.timeout(240)
@pytest.mark.parametrize("place", ["inbox_faxes", "inbox_drag_handle"])
def test_a_fax_is_dragged_into_a_letter_as_pdf(tmp_path: Path, place: str) -> None:
    told, data = tmp_path / "told.json", tmp_path / "data"
    with DesktopSession(tmp_path) as session:
        program = inbox(session, data)
        session.drop_window(told)
        start = cell(program.widgets(), place) if place == "inbox_faxes" else middle(program.widgets(), place)
        session.drag(
            start,
            (50, 30),
            begun=lambda: until_it_is_dragged(program, data),
            arrived=lambda: wait_for("drag over the letter", told.with_suffix(".over")),
        )
        wait_for("drop", told)
        [[name, begin]] = json.loads(told.read_text("utf-8"))
        assert name.endswith(".pdf")
        assert begin == "%PDF-"

        session.press("ctrl+q")
        assert program.process.wait(20) == 0


@pytest.mark.timeout(240)
def test_who_has_no_mouse_copies_the_fax(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with DesktopSession(tmp_path) as session:
        program = inbox(session, data)
        session.press("ctrl+c")
        program.wait_for(
            "the note",
            lambda seen: seen.get("inbox_message_text", {}).get("text", "").startswith("1 fax was copied."),
        )
        [path] = lent(data)
        assert path.read_bytes().startswith(b"%PDF-")

        session.press("ctrl+q")
        assert program.process.wait(20) == 0
