"""Starting with the computer."""

from __future__ import annotations

import plistlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.cli.arguments import parse
from byfax_desktop.desktop.autostart import (
    HIDDEN,
    DesktopEntry,
    LaunchAgent,
    autostart,
    exec_line,
    program_command,
)
from byfax_desktop.options import WindowOptions

COMMAND = ["/opt/by fax/byfax-desktop", HIDDEN]
words = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"], max_codepoint=0x2FFF), min_size=1).filter(
    str.isprintable
)


def read_back(line: str) -> list[str]:
    """What a desktop makes of an Exec key: the value's backslashes, then field codes, then quotes."""
    line = line.replace("\\\\", "\\").replace("%%", "%")
    found, word, is_quoted, at = [], "", False, 0
    while at < len(line):
        letter = line[at]
        if is_quoted and letter == "\\":
            at += 1
            word += line[at]
        elif letter == '"':
            if is_quoted:
                found.append(word)
                word = ""
            is_quoted = not is_quoted
        elif is_quoted:
            word += letter
        at += 1
    return found


@given(st.lists(words, min_size=1, max_size=5))
def test_whatever_stands_in_a_command_it_is_the_same_when_it_is_run(command: list[str]) -> None:
    assert read_back(exec_line(command)) == command


@pytest.mark.parametrize("word", ["a\nb", "\0", "a\u2028b", "\x1b"])
def test_what_an_entry_cannot_hold_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="control"):
        exec_line([word])


def test_an_entry_is_written_for_its_owner_and_removed(tmp_path: Path) -> None:
    entry, path = DesktopEntry(tmp_path / "autostart"), tmp_path / "autostart" / "byfax-desktop.desktop"
    assert not entry.is_on()
    entry.turn_off()
    for _ in range(2):
        entry.turn_on(COMMAND)
        assert entry.is_on()
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_back(path.read_text("utf-8").split("Exec=")[1].splitlines()[0]) == COMMAND
    if shutil.which("desktop-file-validate"):
        done = subprocess.run(["desktop-file-validate", str(path)], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout
    entry.turn_off()
    assert not entry.is_on()
    assert not path.exists()


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false", "Hidden = True"])
def test_an_entry_that_a_desktop_switched_off_is_off(tmp_path: Path, line: str) -> None:
    (tmp_path / "byfax-desktop.desktop").write_text(f"[Desktop Entry]\n{line}\n", "utf-8")
    assert not DesktopEntry(tmp_path).is_on()


def test_a_launch_agent_says_the_same(tmp_path: Path) -> None:
    agent = LaunchAgent(tmp_path)
    agent.turn_on(COMMAND)
    (path,) = tmp_path.iterdir()
    assert plistlib.loads(path.read_bytes())["ProgramArguments"] == COMMAND
    assert agent.is_on()
    agent.turn_off()
    assert not agent.is_on()


@pytest.mark.skipif(sys.platform != "linux", reason="XDG")
def test_the_place_is_the_one_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    autostart({"XDG_CONFIG_HOME": str(tmp_path / "config")}).turn_on(COMMAND)
    assert (tmp_path / "config" / "autostart" / "byfax-desktop.desktop").is_file()
    monkeypatch.setenv("HOME", str(tmp_path))
    autostart({"XDG_CONFIG_HOME": "relative"}).turn_on(COMMAND)
    assert (tmp_path / ".config" / "autostart" / "byfax-desktop.desktop").is_file()


def test_the_command_starts_this_program_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert program_command({}) == [sys.executable, "-m", "byfax_desktop"]
    script = tmp_path / "byfax-desktop"
    script.touch()
    monkeypatch.setattr(sys, "argv", [str(script)])
    assert program_command({}) == [str(script)]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert program_command({}) == [sys.executable]
    assert program_command({"APPIMAGE": "/home/me/byFax.AppImage"}) == ["/home/me/byFax.AppImage"]


def test_it_says_again_whose_data_they_are(tmp_path: Path) -> None:
    whose = WindowOptions(account="ACME", data_dir=tmp_path).whose
    options = parse([HIDDEN, *whose])
    assert (options.hidden, options.account, options.data_dir) == (True, "ACME", tmp_path)
    assert parse(list(WindowOptions(demo=True).whose)).demo
    assert WindowOptions().whose == ()
