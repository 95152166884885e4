"""The real window is killed in the middle of writing a fax, and has it again at the next start."""

from __future__ import annotations

import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from desktop_session import DesktopSession, missing_tools

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"needs {', '.join(missing_tools())}")


def is_kept(data: Path) -> bool:
    """Whether the draft with its number is on the disk."""
    for path in data.rglob("faxes.db"):
        with closing(sqlite3.connect(path)) as database:
            drafts = database.execute("SELECT content FROM draft").fetchall()
        if any("123450" in content for (content,) in drafts):
            return True
    return False


@pytest.mark.timeout(240)
def test_a_fax_that_is_being_written_survives_a_kill(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Anna", encoding="utf-8")
    data = tmp_path / "data"
    with DesktopSession(tmp_path) as session:
        program = session.program("--demo", "--data-dir", str(data), str(letter))
        program.wait_for("an account", lambda seen: "Demo" in seen.get("status_account", {}).get("text", ""))
        program.wait_for("the send dialog", lambda seen: seen.get("send_now", {}).get("visible"))
        session.type("+4930123450")
        session.press("Return")
        program.wait_for("the number", lambda seen: seen["send_summary"]["text"] == "1 page to 1 number")
        program.wait_for("the draft on the disk", lambda _seen: is_kept(data))
        os.kill(program.process.pid, signal.SIGKILL)
        program.process.wait(20)
        (tmp_path / "widgets.json").unlink()  # what the dead one showed

        again = session.program("--demo", "--data-dir", str(data))
        again.wait_for(
            "the fax", lambda seen: seen.get("send_summary", {}).get("text") == "1 page to 1 number"
        )
        session.press("ctrl+q")
        assert again.process.wait(20) == 0
