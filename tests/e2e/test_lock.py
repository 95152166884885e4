"""The lock on a real screen, by keys alone, with a real keyring."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from desktop_session import DesktopSession, missing_tools
from real_keyring import begin_keyring, missing_keyring

_MISSING = [*missing_tools(), *missing_keyring()]
pytestmark = pytest.mark.skipif(bool(_MISSING), reason=f"needs {', '.join(_MISSING)}")

SESAME = "canary-sesame"


def is_visible(seen: dict[str, Any], name: str) -> bool:
    return bool(seen.get(name, {}).get("visible"))


def is_locked(seen: dict[str, Any]) -> bool:
    return is_visible(seen, "lock_passphrase") and not is_visible(seen, "tabs")


def is_open(seen: dict[str, Any]) -> bool:
    return is_visible(seen, "tabs") and not is_visible(seen, "lock_page")


def is_online(seen: dict[str, Any]) -> bool:
    return bool(seen.get("status_connection", {}).get("text") == "Online")


def press(session: DesktopSession, title: str, *keys: str) -> None:
    session.run("xdotool", "search", "--sync", "--onlyvisible", "--name", title, "windowactivate", "--sync")
    if keys:
        session.press(*keys)


@pytest.mark.timeout(240)
def test_chosen_locked_opened_and_locked_again_at_the_next_start_by_keys_alone(
    tmp_path: Path, contract_pdf: Path
) -> None:
    data = tmp_path / "data"
    arguments = ("--demo", "--data-dir", str(data))
    with DesktopSession(tmp_path, "900x600x24") as session:
        begin_keyring(session, tmp_path)
        program = session.program(*arguments)
        program.wait_for("the account", is_online)
        press(session, "Demo – byFax Desktop", "ctrl+comma")
        program.wait_for("the settings", lambda seen: is_visible(seen, "settings_search"))
        press(session, "^Settings", "ctrl+f")
        session.type("lock byfax")
        program.wait_for("the option", lambda seen: is_visible(seen, "option_lock_after"))
        session.press("Tab", "Tab", "Down")
        program.wait_for("the question", lambda seen: is_visible(seen, "passphrase_first"))
        session.picture(tmp_path / "passphrase.png")
        press(session, "Passphrase of the lock")
        session.type(SESAME)
        session.press("Tab")
        session.type(SESAME)
        session.press("Return")
        program.wait_for("its end", lambda seen: not is_visible(seen, "passphrase_first"))
        press(session, "^Settings", "Escape")
        program.wait_for("the window alone", lambda seen: not is_visible(seen, "settings"))

        press(session, "Demo – byFax Desktop", "ctrl+shift+k")
        program.wait_for("the lock", is_locked)
        session.picture(tmp_path / "locked.png")
        # What is opened meanwhile is seen only afterwards.
        assert session.program(*arguments, str(contract_pdf)).process.wait(60) == 0
        press(session, "^byFax Desktop$", "ctrl+2")
        session.type("open barley")
        session.press("Return")
        program.wait_for(
            "the refusal", lambda seen: "not the pass" in seen.get("lock_message_text", {}).get("text", "")
        )
        session.picture(tmp_path / "refused.png")
        assert is_locked(program.widgets())
        assert not is_visible(program.widgets(), "send_dialog")
        session.type(SESAME)
        session.press("Return")
        program.wait_for("the fax", lambda seen: is_open(seen) and is_visible(seen, "send_dialog"))
        session.picture(tmp_path / "opened.png")
        press(session, "^Send fax", "Escape")
        program.wait_for("the window", lambda seen: not is_visible(seen, "send_dialog"))
        press(session, "Demo – byFax Desktop", "ctrl+q")
        assert program.process.wait(20) == 0

        program = session.program(*arguments)
        program.wait_for("the lock", is_locked)
        program.wait_for("the account behind it", is_online)
        press(session, "^byFax Desktop$")
        session.type(SESAME)
        session.press("Return")
        program.wait_for("the window", is_open)
        kept = [path for path in data.rglob("*") if path.is_file() and SESAME.encode() in path.read_bytes()]
        assert kept == []
