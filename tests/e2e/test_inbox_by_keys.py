"""Received faxes on the real window, by keys alone: from fax to fax, saved, found by their words, and answered."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from desktop_session import DesktopSession, missing_tools

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"needs {', '.join(missing_tools())}")

_LOOKS = 30
"""At the window, a tenth of a second apart, between two searches."""


@pytest.mark.timeout(240)
def test_a_fax_is_read_saved_and_answered(tmp_path: Path) -> None:
    with DesktopSession(tmp_path) as session:
        program = session.program("--demo", "--data-dir", str(tmp_path / "data"))
        program.wait_for("an account", lambda seen: "Demo" in seen.get("status_account", {}).get("text", ""))
        session.press("ctrl+3")
        program.wait_for("faxes", lambda seen: seen.get("inbox_faxes", {}).get("rows"))
        program.wait_for("the first fax", lambda seen: "Page 1 of 2" in str(seen))
        first = program.widgets()["inbox_caption"]["text"]

        session.press("Return", "alt+Down", "alt+Down")
        third = program.wait_for(
            "the third fax: of the second no pages came",
            lambda seen: (
                seen["inbox_caption"]["text"] != first
                and "Page 1 of 1" in str(seen)
                and seen["inbox_caption"]["text"]
            ),
        )
        session.press("ctrl+s")
        program.wait_for("the place to save", lambda seen: seen.get("inbox_save_dialog", {}).get("visible"))
        session.press("ctrl+a")
        session.type(str(tmp_path / "copy.pdf"))
        session.press("Return")
        program.wait_for(
            "the copy",
            lambda seen: "A copy was saved as" in seen.get("inbox_message_text", {}).get("text", ""),
        )
        assert (tmp_path / "copy.pdf").read_bytes().startswith(b"%PDF")

        session.press("alt+Up")
        program.wait_for("the fax before it", lambda seen: seen["inbox_caption"]["text"] != third)
        session.press("shift+F4")
        subject = program.wait_for(
            "the reply", lambda seen: seen["subject"]["visible"] and seen["subject"]["text"]
        )
        assert subject.startswith("Re: fax of ")

        session.press("ctrl+q")
        assert program.process.wait(20) == 0


@pytest.mark.timeout(240)
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs Tesseract")
def test_a_word_of_a_page_leads_to_the_fax(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "settings.ini").write_text("[inbox]\nfind_words=true\n", "utf-8")
    with DesktopSession(tmp_path) as session:
        program = session.program("--demo", "--data-dir", str(data))
        program.wait_for("an account", lambda seen: "Demo" in seen.get("status_account", {}).get("text", ""))
        session.press("ctrl+3")
        program.wait_for("faxes", lambda seen: seen.get("inbox_faxes", {}).get("rows"))

        looks = 0

        def is_found(seen: dict[str, object]) -> bool:
            nonlocal looks
            # Now and then anew: the pages are read in the background.
            if looks % _LOOKS == 0:
                session.press("ctrl+f", "ctrl+a")
                session.type("confirmation")
            looks += 1
            return "Page 2 · " in str(seen.get("inbox_faxes"))

        program.wait_for("the page with the word", is_found, 120)
        session.press("ctrl+q")
        assert program.process.wait(20) == 0
