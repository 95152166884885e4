"""What a person writes on received faxes, turns and deletes, in the real window that is killed in the middle."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from desktop_session import DesktopSession, WatchedProgram, missing_tools

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"needs {', '.join(missing_tools())}")


def kept(data: Path, query: str) -> Iterable[object]:
    """The first column of what a query finds in the account's data."""
    for path in data.rglob("faxes.db"):
        with closing(sqlite3.connect(path)) as database:
            yield from (row[0] for row in database.execute(query).fetchall())


def open_inbox(session: DesktopSession, data: Path) -> WatchedProgram:
    """The program with the first fax of the demo selected."""
    program = session.program("--demo", "--data-dir", str(data))
    program.wait_for("an account", lambda seen: "Demo" in seen.get("status_account", {}).get("text", ""))
    session.press("ctrl+3")
    program.wait_for("faxes", lambda seen: seen.get("inbox_faxes", {}).get("rows"))
    program.click_cell("inbox_faxes", 0)
    program.wait_for("its pages", lambda seen: "Page 1 of" in str(seen))
    return program


@pytest.mark.timeout(300)
def test_a_note_and_a_turn_survive_a_kill(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with DesktopSession(tmp_path) as session:
        program = open_inbox(session, data)
        session.press("F2")
        session.type("Call back")
        program.wait_for(
            "the note on the disk", lambda _: "Call back" in kept(data, "SELECT note FROM received_fax")
        )
        program.click("inbox_pages_canvas")
        session.press("ctrl+r", "ctrl+r")
        program.wait_for(
            "the turn on the disk", lambda _: "[2, []]" in kept(data, "SELECT turns FROM received_fax")
        )
        os.kill(program.process.pid, signal.SIGKILL)
        program.process.wait(20)
        (tmp_path / "widgets.json").unlink()  # what the dead one showed

        again = open_inbox(session, data)
        again.wait_for("the note", lambda seen: seen.get("inbox_note", {}).get("text") == "Call back")
        session.press("ctrl+q")
        assert again.process.wait(20) == 0


@pytest.mark.timeout(300)
def test_a_fax_that_was_deleted_comes_back_by_a_key(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with DesktopSession(tmp_path) as session:
        program = open_inbox(session, data)
        before = len(program.widgets()["inbox_faxes"]["rows"])
        session.press("Delete")
        program.wait_for("one less", lambda seen: len(seen["inbox_faxes"]["rows"]) == before - 1)
        program.wait_for("the offer", lambda seen: seen["inbox_removal"]["visible"])
        session.press("ctrl+z")
        program.wait_for("all of them", lambda seen: len(seen["inbox_faxes"]["rows"]) == before)
        assert list(kept(data, "SELECT state FROM removal")) == []
        session.press("ctrl+q")
        assert program.process.wait(20) == 0
