"""The rest of a fax that broke off, on the real window and by keys alone: what did not arrive, and only by Send."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from desktop_session import DesktopSession, WatchedProgram, missing_tools
from PIL import Image, ImageDraw

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"needs {', '.join(missing_tools())}")

DROPS = "+4930123456"


def contract(path: Path, pages: int) -> Path:
    """A document of so many pages."""
    sheets = []
    for number in range(1, pages + 1):
        sheet = Image.new("RGB", (1240, 1754), "white")
        ImageDraw.Draw(sheet).text((200, 300), f"Clause {number}", fill="black", font_size=80)
        sheets.append(sheet)
    sheets[0].save(path, save_all=True, append_images=sheets[1:], resolution=150)
    return path


def said(seen: dict[str, Any], name: str) -> str:
    return str(seen.get(name, {}).get("text", ""))


def rows(seen: dict[str, Any]) -> str:
    return str(seen.get("outbox_faxes", {}).get("rows", ""))


def send(session: DesktopSession, program: WatchedProgram) -> None:
    """Press Send, and type the last digits of a number at which no fax has arrived."""
    program.wait_for("the question", lambda seen: seen.get("guard_digits_0", {}).get("visible"))
    session.press("ctrl+Return")
    session.type(DROPS[-4:])
    session.press("ctrl+Return")
    program.wait_for("it to go", lambda seen: not seen.get("send_now", {}).get("visible"))


@pytest.mark.timeout(240)
def test_the_rest_follows_behind_a_page_that_says_so(tmp_path: Path) -> None:
    document = contract(tmp_path / "contract.pdf", 4)
    with DesktopSession(tmp_path) as session:
        program = session.program("--demo", "--data-dir", str(tmp_path / "data"), str(document))
        program.wait_for("the send dialog", lambda seen: seen.get("send_now", {}).get("visible"))
        session.type(DROPS)
        session.press("Return")
        program.wait_for(
            "the number", lambda seen: "4 pages to 1 number" in said(seen, "send_dialog_summary")
        )
        send(session, program)
        session.press("ctrl+2")
        program.wait_for("its end", lambda seen: "hung up" in rows(seen))
        program.wait_for(
            "the best thing to do", lambda seen: "rest" in said(seen, "outbox_facts_deed").replace("&", "")
        )

        program.click_cell("outbox_faxes", 0)
        session.press("ctrl+shift+F4")
        program.wait_for("the send dialog", lambda seen: seen.get("send_now", {}).get("visible"))
        program.wait_for(
            "what it is", lambda seen: "pages 2 to 4 of 4" in said(seen, "send_origin_message_text")
        )
        program.wait_for("its pages", lambda seen: "4 pages to 1 number" in said(seen, "send_dialog_summary"))
        session.press("alt+b")
        program.wait_for(
            "the page to be left out", lambda seen: "3 pages to 1 number" in said(seen, "send_dialog_summary")
        )
        session.press("alt+b")
        program.wait_for(
            "the page to be back", lambda seen: "4 pages to 1 number" in said(seen, "send_dialog_summary")
        )
        send(session, program)
        program.wait_for(
            "both in the list",
            lambda seen: rows(seen).count("+49 30 123456") == 2 and "Waiting" not in rows(seen),
        )
        program.wait_for("the end of both", lambda seen: rows(seen).count("hung up") == 2)

        program.wait_for(
            "where it comes from",
            lambda seen: any(
                "This is the rest, pages 2 to 4" in str(widget.get("text", ""))
                for name, widget in seen.items()
                if name.startswith("outbox_facts_history")
            ),
        )
        session.press("ctrl+q")
        assert program.process.wait(20) == 0
