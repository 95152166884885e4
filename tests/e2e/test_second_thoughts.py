"""Second thoughts on the real window: a fax is taken back, sent, paused, let go on, and deleted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from desktop_session import DesktopSession, WatchedProgram, missing_tools

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"needs {', '.join(missing_tools())}")

NUMBER = "+4930123450"


def first_row(seen: dict[str, Any]) -> str:
    """What the newest fax says."""
    rows = seen.get("outbox_faxes", {}).get("rows") or [{"cells": []}]
    return " ".join(rows[0]["cells"])


def summary(seen: dict[str, Any]) -> str:
    """What the send dialog says will be sent; nothing while it is closed."""
    return str(seen.get("send_dialog_summary", {}).get("text", ""))


def send_to_new_number(session: DesktopSession, program: WatchedProgram) -> None:
    """Press Send in the dialog, and type the last digits of a number that no fax has gone to."""
    program.wait_for("the question", lambda seen: seen.get("guard_digits_0", {}).get("visible"))
    session.press("ctrl+Return")
    session.type(NUMBER[-4:])
    session.press("ctrl+Return")


@pytest.mark.timeout(240)
def test_a_person_may_change_their_mind(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Anna", encoding="utf-8")
    data = tmp_path / "data"
    data.mkdir()
    (data / "settings.ini").write_text("[fax]\ntake_back_seconds=30\n", encoding="utf-8")
    with DesktopSession(tmp_path) as session:
        program = session.program("--demo", "--data-dir", str(data), str(letter))
        program.wait_for("an account", lambda seen: "Demo" in seen.get("status_account", {}).get("text", ""))
        program.wait_for("the page", lambda seen: "1 page" in summary(seen))
        session.type(NUMBER)
        session.press("Return")
        program.wait_for("the number", lambda seen: "1 page to 1 number" in summary(seen))

        send_to_new_number(session, program)
        program.wait_for("the blank form", lambda seen: not seen["documents_list"]["rows"])
        program.click("sent_message_action")
        program.wait_for(
            "the fax in Compose", lambda seen: seen["send_summary"]["text"] == "1 page to 1 number"
        )
        program.wait_for("its row", lambda seen: "Taken back before it was sent" in first_row(seen))

        program.click("send_button")
        program.wait_for("the send dialog", lambda seen: seen.get("send_now", {}).get("visible"))
        send_to_new_number(session, program)
        program.wait_for("the new fax", lambda seen: "Waiting to be sent" in first_row(seen))
        program.click("outbox_pause")
        program.wait_for("the pause", lambda seen: "Paused before it was sent" in first_row(seen))
        program.wait_for("who is needed", lambda seen: seen["status_waiting"]["text"] == "1 needs you")
        program.click("outbox_resume")
        program.wait_for("its delivery", lambda seen: "Delivered, 1 page" in first_row(seen))

        program.click_cell("outbox_faxes", 0)
        session.press("Delete")
        program.wait_for("the question", lambda seen: seen.get("wish_question", {}).get("visible"))
        session.press("alt+d")
        program.wait_for("the row to go", lambda seen: "Taken back" in first_row(seen))
        session.press("ctrl+q")
        assert program.process.wait(20) == 0
