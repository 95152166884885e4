"""Accounts on a real screen, by keys alone, with no keyring, a real one, and a locked one; and where secrets may be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desktop_session import DesktopSession, WatchedProgram, missing_tools
from real_keyring import PASSWORD, PROMPT, begin_keyring, lock_keyring, missing_keyring

from byfax_desktop.sandbox.server import Sandbox
from byfax_desktop.sandbox.service import Login

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"needs {', '.join(missing_tools())}")

KEY, SECRET = "canary-key-4711", "canary-secret-0815"


@pytest.fixture
def service() -> Iterator[Sandbox]:
    """A service that knows nobody but the canary."""
    with Sandbox(speed=20.0) as running:
        running._server.login = Login(KEY, SECRET)
        yield running


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def start(session: DesktopSession, data: Path) -> WatchedProgram:
    return session.program("--data-dir", str(data))


def text(seen: dict[str, Any], name: str) -> str:
    return str(seen.get(name, {}).get("text", ""))


def is_visible(seen: dict[str, Any], name: str) -> bool:
    return bool(seen.get(name, {}).get("visible"))


def is_online(seen: dict[str, Any]) -> bool:
    return text(seen, "status_connection") == "Online" and is_visible(seen, "status_connection")


def enter_account(session: DesktopSession, program: WatchedProgram, url: str, key: str, secret: str) -> None:
    """From the first start to the press of Enter that has the credentials checked."""
    program.wait_for("the welcome", lambda seen: is_visible(seen, "welcome_account"))
    press(session, "Welcome to byFax Desktop", "alt+h")
    program.wait_for("the form", lambda seen: is_visible(seen, "credentials_key"))
    session.press("alt+r", "End")
    program.wait_for("the address", lambda seen: is_visible(seen, "credentials_url"))
    session.type(url)
    session.press("alt+k")
    session.type(key)
    session.press("alt+c")
    session.type(secret)
    session.press("Return")


def press(session: DesktopSession, title: str, *keys: str) -> None:
    """Keys for the window with this title, once it has the keyboard."""
    session.run("xdotool", "search", "--sync", "--onlyvisible", "--name", title, "windowactivate", "--sync")
    if keys:
        session.press(*keys)


def quit_by_keys(session: DesktopSession, program: WatchedProgram) -> None:
    press(session, "byFax Desktop$", "ctrl+q")
    assert program.process.wait(20) == 0


def files_with(word: str, folder: Path) -> list[str]:
    """All files below a folder that hold a word."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return [str(path) for path in found if word.encode() in path.read_bytes()]


def processes_with(word: str, root: int) -> list[str]:
    """The processes below one, itself included, that show a word in their arguments or their environment."""
    parents = {
        int(path.name): int((path / "stat").read_text().rpartition(")")[2].split()[1])
        for path in Path("/proc").iterdir()
        if path.name.isdigit() and (path / "stat").exists()
    }
    family = {root}
    while grown := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= grown
    shown = [Path(f"/proc/{pid}/{what}") for pid in family for what in ("cmdline", "environ")]
    return [str(path) for path in shown if path.exists() and word.encode() in path.read_bytes()]


def see_that_nothing_leaks(program: WatchedProgram, folder: Path) -> None:
    """Not in a file (the keyring's own are encrypted), not in a process, and not in a field that is still there."""
    program.wait_for("no field with a secret", lambda seen: not text(seen, "credentials_secret"))
    for word in (KEY, SECRET):
        assert files_with(word, folder) == []
        assert processes_with(word, program.process.pid) == []


@pytest.mark.timeout(300)
def test_without_a_keyring_swapped_secrets_a_fax_to_oneself_and_removal_by_keys_alone(
    tmp_path: Path, data: Path, service: Sandbox
) -> None:
    with DesktopSession(tmp_path, "900x600x24") as session:
        program = start(session, data)
        enter_account(session, program, service.url, SECRET, KEY)
        program.wait_for("the swap", lambda seen: "each other's place" in text(seen, "welcome_message_text"))
        session.picture(tmp_path / "swapped.png")
        session.press("Return")
        program.wait_for("no keyring", lambda seen: "no keyring" in text(seen, "welcome_message_text"))
        session.picture(tmp_path / "no-keyring.png")
        session.press("alt+u")
        program.wait_for("the account", is_online)
        see_that_nothing_leaks(program, tmp_path)

        press(session, "127.0.0.1 – byFax Desktop", "alt+f", "a")
        program.wait_for("the accounts", lambda seen: seen.get("accounts_test", {}).get("enabled"))
        press(session, "^Accounts$", "alt+h")
        program.wait_for("the balance", lambda seen: "balance is" in text(seen, "accounts_message_text"))
        session.picture(tmp_path / "accounts.png")
        session.press("alt+t")
        program.wait_for("the numbers", lambda seen: seen.get("self_test_start", {}).get("enabled"))
        press(session, "Test with a fax", "alt+s")
        program.wait_for("the test", lambda seen: text(seen, "self_test_message_text"), 120)
        session.picture(tmp_path / "self-test.png")
        assert text(program.widgets(), "self_test_message_text") == "Everything works."
        see_that_nothing_leaks(program, tmp_path)

        session.press("Escape")
        program.wait_for("its end", lambda seen: not is_visible(seen, "self_test"))
        press(session, "^Accounts$", "alt+r")
        program.wait_for("the question", lambda seen: is_visible(seen, "account_removal_wipe"))
        press(session, "Remove account", "alt+a")
        program.wait_for("what is lost", lambda seen: "for good" in text(seen, "account_removal_fate"))
        session.picture(tmp_path / "removal.png")
        session.press("alt+r")
        program.wait_for("the welcome", lambda seen: is_visible(seen, "welcome_demo"))
        assert list((data / "accounts").iterdir()) == []
        see_that_nothing_leaks(program, tmp_path)


@pytest.mark.skipif(bool(missing_keyring()), reason=f"needs {', '.join(missing_keyring())}")
@pytest.mark.timeout(300)
def test_a_real_keyring_keeps_an_account_over_a_restart_and_a_locked_one_is_told(
    tmp_path: Path, data: Path, service: Sandbox
) -> None:
    with DesktopSession(tmp_path) as session:
        begin_keyring(session, tmp_path)
        program = start(session, data)
        enter_account(session, program, service.url, f' "{KEY}" ', SECRET)
        program.wait_for("the account", is_online)
        see_that_nothing_leaks(program, tmp_path)
        quit_by_keys(session, program)

        program = start(session, data)
        program.wait_for("the account", is_online)
        see_that_nothing_leaks(program, tmp_path)
        quit_by_keys(session, program)

        lock_keyring(session)
        program = start(session, data)
        press(session, PROMPT, "Escape")
        program.wait_for("the lock", lambda seen: "keyring of this computer is locked" in trouble(seen))
        session.picture(tmp_path / "locked.png")
        see_that_nothing_leaks(program, tmp_path)
        program.click("window_message_action")
        program.wait_for("the way on", lambda seen: is_visible(seen, "welcome_known_1"))
        session.picture(tmp_path / "locked-welcome.png")
        program.click("welcome_known_1")
        press(session, PROMPT)
        session.type(PASSWORD)
        session.press("Return")
        program.wait_for("the account", is_online)
        see_that_nothing_leaks(program, tmp_path)


def trouble(seen: dict[str, Any]) -> str:
    return text(seen, "window_message_text")
