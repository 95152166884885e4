"""Errors that nobody foresaw."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from byfax_desktop.ui.crash import CrashReport


@pytest.fixture
def report(qtbot: QtBot) -> Iterator[CrashReport]:
    report = CrashReport()
    uninstall = report.install()
    yield report
    uninstall()


def fail() -> None:
    raise ValueError("".join(("text ", "of a fax")))


def raise_unforeseen() -> None:
    try:
        fail()
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def test_it_is_logged_and_told(report: CrashReport, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR), qtbot.waitSignal(report.crashed):
        raise_unforeseen()
    assert "ValueError" in caplog.text
    assert "in fail" in caplog.text
    assert "text of a fax" not in caplog.text


def test_an_error_on_another_thread_is_told_on_the_thread_of_the_window(
    report: CrashReport, qtbot: QtBot
) -> None:
    told_on: list[threading.Thread] = []
    report.crashed.connect(lambda: told_on.append(threading.current_thread()))
    thread = threading.Thread(target=fail)
    with qtbot.waitSignal(report.crashed):
        thread.start()
    assert told_on == [threading.main_thread()]


def test_the_hooks_of_before_come_back(qtbot: QtBot) -> None:
    before = sys.excepthook, threading.excepthook
    CrashReport().install()()
    assert (sys.excepthook, threading.excepthook) == before


def test_an_interrupt_of_the_terminal_is_no_crash(
    report: CrashReport, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    interrupt = KeyboardInterrupt()
    with qtbot.assertNotEmitted(report.crashed, wait=50):
        sys.excepthook(KeyboardInterrupt, interrupt, None)
    assert "KeyboardInterrupt" in capsys.readouterr().err
