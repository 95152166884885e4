"""The history with somebody on the real window, by keys alone: opened, read, noted in, and closed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from desktop_session import DesktopSession, missing_tools

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"needs {', '.join(missing_tools())}")

OWN_NUMBER = "+375170000001"


def entries(seen: dict[str, Any]) -> list[list[str]]:
    return [row["cells"] for row in seen.get("timeline_entries", {}).get("rows", [])]


@pytest.mark.timeout(240)
def test_a_note_is_written_into_the_history_of_a_sent_fax(tmp_path: Path, contract_pdf: Path) -> None:
    with DesktopSession(tmp_path) as session:
        program = session.program("--demo", "--data-dir", str(tmp_path / "data"), str(contract_pdf))
        program.wait_for("the send dialog", lambda seen: seen.get("send_now", {}).get("visible"))
        session.type(OWN_NUMBER)
        session.press("Return")
        session.press("ctrl+Return")
        program.wait_for("the question", lambda seen: seen.get("guard_digits_0", {}).get("visible"))
        session.press("ctrl+Return")
        session.type(OWN_NUMBER[-4:])
        session.press("ctrl+Return")
        session.press("ctrl+2")
        program.wait_for(
            "its delivery",
            lambda seen: "Delivered, 2 pages" in str(seen.get("outbox_faxes", {}).get("rows", "")),
        )

        session.press("ctrl+h")
        program.wait_for(
            "the fax in the history",
            lambda seen: any(row[0] == "Sent" and row[3] == "Delivered, 2 pages" for row in entries(seen)),
        )
        program.wait_for("its pages", lambda seen: seen.get("timeline_sent_pages_canvas", {}).get("visible"))
        assert "1 fax sent (1 delivered)" in program.widgets()["timeline_sums"]["text"]

        session.press("ctrl+shift+n")
        program.wait_for("the new note", lambda seen: seen.get("timeline_note_text", {}).get("visible"))
        session.type("Called: it has arrived.")
        session.press("ctrl+Return")
        program.wait_for("the note", lambda seen: "Called: it has arrived." in str(entries(seen)))
        program.wait_for("the sum", lambda seen: "1 note" in seen["timeline_sums"]["text"])
        session.picture(tmp_path / "history.png")

        session.press("Escape")
        program.wait_for("its end", lambda seen: not seen.get("timeline_window", {}).get("visible"))
        session.press("ctrl+h")
        program.wait_for("the note again", lambda seen: "Called: it has arrived." in str(entries(seen)))
