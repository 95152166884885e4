"""From the start of the program to a number in Minsk on the real window, by keys alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest
from desktop_session import DesktopSession, missing_tools

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"needs {', '.join(missing_tools())}")

BROWSER = """#!/bin/sh
printf '%s\\n' "$@" >> "{log}"
"""


def text(seen: dict[str, Any], name: str) -> str:
    return str(seen.get(name, {}).get("text", ""))


def places(seen: dict[str, Any]) -> list[str]:
    """The first column of the list."""
    return [row["cells"][0] for row in seen.get("offers_list", {}).get("rows") or []]


def stand_in_browser(folder: Path, session: DesktopSession) -> Path:
    """What the desktop starts in place of a browser; it notes the addresses."""
    log, tools = folder / "opened", folder / "bin"
    tools.mkdir()
    program = tools / "xdg-open"
    program.write_text(BROWSER.format(log=log), "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    session.environment["PATH"] = f"{tools}{os.pathsep}{session.environment['PATH']}"
    return log


@pytest.mark.timeout(180)
def test_a_number_in_minsk_is_found_and_one_is_sent_from_by_keys(tmp_path: Path) -> None:
    with DesktopSession(tmp_path) as session:
        log = stand_in_browser(tmp_path, session)
        program = session.program("--demo", "--data-dir", str(tmp_path / "data"))
        program.wait_for("the own numbers", lambda seen: seen.get("numbers_list", {}).get("rows"))
        session.press("ctrl+4")
        session.press("alt+e")
        program.wait_for("the countries", lambda seen: "Belarus ›" in places(seen))
        session.type("minsk")
        program.wait_for("its country", lambda seen: places(seen) == ["Belarus ›"])
        session.press("Return", "Return")
        program.wait_for("its numbers", lambda seen: "Minsk" in places(seen))
        told = program.wait_for(
            "Minsk", lambda seen: seen if "Minsk" in text(seen, "offers_facts_title") else None
        )
        assert text(told, "offers_facts_title") == "+375 17 …, Minsk, Belarus"
        assert "papers as proof" in text(told, "offers_facts_advice")
        session.press("Return")
        program.wait_for("what to choose there", lambda seen: "website" in text(seen, "window_message_text"))
        program.wait_for("the browser", lambda _: log.exists() and log.read_text("utf-8"))
        assert log.read_text("utf-8").strip() == "https://byfax.biz"

        session.press("BackSpace")
        program.wait_for("the countries again", lambda seen: "Germany ›" in places(seen))
        session.press("alt+m")
        session.press("Down")
        program.wait_for("the second number", lambda seen: text(seen, "numbers_facts_title").endswith("02"))
        session.press("alt+s")
        program.wait_for("the sender", lambda seen: text(seen, "sender_number_text") == "+375 17 000-00-02")
        session.press("ctrl+q")
        assert program.process.wait(20) == 0
