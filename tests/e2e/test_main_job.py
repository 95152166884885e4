"""The main job on the real window: a PDF is dragged in, a number typed, Send pressed, and the fax comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from desktop_session import DesktopSession, missing_tools

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"needs {', '.join(missing_tools())}")

OWN_NUMBER = "+375170000001"


def rows(seen: dict[str, Any], view: str) -> str:
    """Everything that a view's rows say."""
    return str(seen.get(view, {}).get("rows", ""))


@pytest.mark.timeout(240)
def test_a_fax_goes_out_and_comes_in(tmp_path: Path, contract_pdf: Path) -> None:
    with DesktopSession(tmp_path) as session:
        program = session.program("--demo", "--data-dir", str(tmp_path / "data"))
        program.wait_for("an account", lambda seen: "Demo" in seen.get("status_account", {}).get("text", ""))

        box = program.wait_for("the window", lambda seen: seen.get("main_window", {}).get("box"))

        session.drag_source(contract_pdf)
        session.drag((50, 30), (box[0] + box[2] // 4, box[1] + box[3] // 2))
        program.wait_for("the document", lambda seen: "contract.pdf" in rows(seen, "documents_list"))
        program.wait_for("its pages", lambda seen: seen["send_summary"]["text"].startswith("2 pages"))

        program.click_cell("recipient_table", 2)
        session.type(OWN_NUMBER)
        session.press("Return")
        program.wait_for("the number", lambda seen: seen["send_summary"]["text"] == "2 pages to 1 number")
        program.click("send_button")
        program.wait_for("the send dialog", lambda seen: seen.get("send_now", {}).get("visible"))
        session.press("Return")
        session.press("ctrl+Return")
        program.wait_for("the question", lambda seen: seen.get("guard_digits_0", {}).get("visible"))
        session.press("ctrl+Return")
        session.type(OWN_NUMBER[-4:])
        session.press("ctrl+Return")

        program.wait_for(
            "the fax in the Outbox", lambda seen: "+375 17 000-00-01" in rows(seen, "outbox_faxes")
        )
        program.wait_for("its delivery", lambda seen: "Delivered, 2 pages" in rows(seen, "outbox_faxes"))

        session.press("ctrl+3", "F5")
        program.wait_for(
            "the fax in the Inbox", lambda seen: seen["inbox_count"]["text"].startswith("5 faxes")
        )
        program.click_cell("inbox_faxes", 0)
        program.wait_for("its pages", lambda seen: "Page 1 of 2" in str(seen))
        received = list((tmp_path / "data").rglob("inbox/*"))
        assert any(path.read_bytes()[:4] == b"II*\0" for path in received)

        session.press("ctrl+q")
        assert program.process.wait(20) == 0


@pytest.mark.timeout(120)
def test_the_first_start_offers_the_demo(tmp_path: Path) -> None:
    with DesktopSession(tmp_path) as session:
        program = session.program("--data-dir", str(tmp_path / "data"))
        program.click("welcome_demo")
        program.wait_for("the demo", lambda seen: "Demo" in seen.get("status_account", {}).get("text", ""))
        program.wait_for(
            "its balance", lambda seen: "25.50" in seen.get("status_balance", {}).get("text", "")
        )
        session.press("ctrl+4")
        program.wait_for("its numbers", lambda seen: "+375 17 000-00-02" in rows(seen, "numbers_list"))
