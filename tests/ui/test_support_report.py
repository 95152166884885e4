"""A report for support: looked at, saved, and offered when something went wrong."""

from __future__ import annotations

import logging
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot
from shell_doubles import REAL, shell_session

from byfax_desktop.desktop.last_end import LastEnd
from byfax_desktop.desktop.paths import DataPaths
from byfax_desktop.ui.help.report_facts import report_facts
from byfax_desktop.ui.help.report_window import SupportReportWindow
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.settings.options import COUNTRY, QUIET

ROOT = Path(__file__).parents[2]
LINE = "2026-11-30 14:02:03,123 WARNING byfax_desktop.engine.jobs: to +49 30 123456 of ACME\n"


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    session = shell_session(tmp_path, REAL)
    DataPaths(tmp_path).log_file.write_text(LINE)
    return session


@pytest.fixture
def window(qtbot: QtBot, session: Session, tmp_path: Path) -> SupportReportWindow:
    window = SupportReportWindow(session, DataPaths(tmp_path).log_file)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.save_button.isEnabled)
    return window


@pytest.fixture
def main(qtbot: QtBot, session: Session) -> MainWindow:
    main = MainWindow(session, [])
    qtbot.addWidget(main)
    main.show()
    return main


def test_all_of_it_is_shown_before_it_is_saved(
    window: SupportReportWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    shown = window.text.toPlainText()
    assert "byFax Desktop: " in shown
    assert "[number]" in shown
    assert "123456" not in shown
    target = tmp_path / "report.txt"
    window.save_to(target)
    qtbot.waitUntil(lambda: "saved" in window.message.text)
    assert target.read_text("utf-8") == shown
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_it_can_be_copied(window: SupportReportWindow) -> None:
    window.copy_button.click()
    assert QGuiApplication.clipboard().text() == window.text.toPlainText()


def test_a_place_that_cannot_be_written_is_told(
    window: SupportReportWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.save_to(tmp_path / "none" / "report.txt")
    qtbot.waitUntil(lambda: "no longer there" in window.message.text)


def test_a_name_is_offered_to_save_it_under(window: SupportReportWindow) -> None:
    window.save_button.click()
    (dialog,) = window.findChildren(QFileDialog)
    assert dialog.selectedFiles()[0].endswith(".txt")
    dialog.reject()


def test_what_a_person_may_have_typed_is_not_among_the_settings(session: Session) -> None:
    session.preferences.choose(COUNTRY, "Canary")
    session.preferences.choose(QUIET, True)
    told = dict(report_facts(session).settings)
    assert (told[COUNTRY.title], told[QUIET.title]) == ("chosen", "yes")
    assert report_facts(session).account == "byFax"


def test_the_help_menu_leads_there(main: MainWindow) -> None:
    action = main.findChild(QAction, "action_save_a_report_for_support")
    assert action is not None
    action.trigger()
    (window,) = main.findChildren(SupportReportWindow)
    assert window.findChild(QPlainTextEdit, "support_report_text") is not None
    window.close()


class Record:
    """A record of runs that knows how the last one ended."""

    def __init__(self, last: LastEnd) -> None:
        self.last = last

    def begin(self) -> LastEnd:
        return self.last


def press_offer(main: MainWindow) -> None:
    button = main.findChild(QPushButton, "report_offer_action")
    assert button is not None
    button.click()


def test_after_a_crash_a_report_is_offered_once(main: MainWindow, qtbot: QtBot) -> None:
    record: Any = Record(LastEnd.CRASHED)
    main.help.begin(record)
    offer = main.notices.report
    qtbot.waitUntil(lambda: offer.text == "byFax Desktop ended unexpectedly last time.")
    press_offer(main)
    assert offer.text == ""
    (window,) = main.findChildren(SupportReportWindow)
    window.close()


def test_who_killed_the_program_is_offered_nothing(
    main: MainWindow, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    record: Any = Record(LastEnd.CUT_SHORT)
    with caplog.at_level(logging.INFO):
        main.help.begin(record)
        qtbot.waitUntil(lambda: "killed" in caplog.text)
    assert main.notices.report.text == ""


def test_something_unforeseen_offers_a_report(main: MainWindow) -> None:
    main.help.tell_unforeseen()
    assert "Something went wrong" in main.notices.report.text
    press_offer(main)
    (window,) = main.findChildren(SupportReportWindow)
    window.close()


SCRIPT = """
import ctypes, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from byfax_desktop import app
from byfax_desktop.options import WindowOptions

def look(window, record):
    print("recorded before the first paint:", [each.name for each in Path(sys.argv[1]).rglob("*.running")])
    begin(window.help, record)
    take(window)

def take(window):
    if not list(Path(sys.argv[1], "logs").glob("*.running")) or not getattr(window.help, "told", None):
        QTimer.singleShot(10, lambda: take(window))
        return
    print("offered", window.notices.report.text)
    exec(sys.argv[2])

def tell(door, last):
    taken(door, last)
    door.told = last

from byfax_desktop.ui.help.door import HelpDoor
begin, taken = HelpDoor.begin, HelpDoor._take_last_end
HelpDoor._take_last_end = tell
HelpDoor.begin = lambda door, record: look(door._window, record)
sys.exit(app.run_window(WindowOptions(data_dir=Path(sys.argv[1]))))
"""


def started(folder: Path, end: str) -> str:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", SCRIPT, str(folder), end]
    ended = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    return ended.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="has other signals")
def test_the_start_after_a_native_crash_offers_it_and_the_next_does_not(tmp_path: Path) -> None:
    close, folder = "window.close()", tmp_path / "data"
    first = started(folder, "ctypes.string_at(0)")
    assert "recorded before the first paint: []" in first
    assert "offered \n" in first
    assert "ended unexpectedly" in started(folder, close)
    assert "offered \n" in started(folder, close)
