"""The proof of a sent fax on the real window, by keys alone: its report is made, looked at and saved."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from desktop_session import DesktopSession, missing_tools

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"needs {', '.join(missing_tools())}")

OWN_NUMBER = "+375170000001"


@pytest.mark.timeout(240)
def test_the_report_of_a_fax_is_saved(tmp_path: Path, contract_pdf: Path) -> None:
    saved = tmp_path / "report.pdf"
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

        program.click_cell("outbox_faxes", 0)
        session.press("ctrl+r")
        program.wait_for("the report", lambda seen: seen.get("report_save", {}).get("enabled"))
        session.press("alt+s")
        program.wait_for("where to save it", lambda seen: seen.get("report_place", {}).get("visible"))
        session.press("ctrl+a")
        session.type(str(saved))
        session.press("Return")
        program.wait_for("that it is saved", lambda seen: seen["report_message"]["visible"])
        session.press("Escape")
        program.wait_for("the list", lambda seen: not seen.get("report_window", {}).get("visible"))

    with pypdfium2.PdfDocument(saved) as report:
        text = report[0].get_textpage().get_text_range()
    assert "DELIVERED" in text
    assert "Page 1 of 2 as it was sent" in text
