"""What the program says of itself."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import qVersion
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from shell_doubles import shell_session

from byfax_desktop import __version__
from byfax_desktop.ui.help.about_window import AboutWindow
from byfax_desktop.ui.main_window import MainWindow


@pytest.fixture
def about(qtbot: QtBot, tmp_path: Path) -> AboutWindow:
    session = shell_session(tmp_path)
    about = AboutWindow(session)
    # The workers end with the session, which nothing else keeps here.
    about.setProperty("session", session)
    qtbot.addWidget(about)
    about.show()
    qtbot.waitUntil(lambda: "zeep" in about.text)
    return about


def test_it_tells_the_versions_and_where_secrets_are(about: AboutWindow) -> None:
    title, what = about.findChild(QLabel, "about_title"), about.findChild(QLabel, "about_what")
    assert title is not None
    assert what is not None
    assert __version__ in title.text()
    assert "keyring" in what.text()
    shown = about.facts.toPlainText()
    for version in (qVersion(), sqlite3.sqlite_version):
        assert version in shown


def test_the_packages_are_shown_with_their_licences(about: AboutWindow) -> None:
    assert "lxml" in about.facts.toPlainText()
    (line,) = [line for line in about.text.splitlines() if line.startswith("lxml ")]
    assert "BSD" in line


def test_all_of_it_can_be_copied(about: AboutWindow) -> None:
    button = about.findChild(QPushButton, "about_copy")
    assert button is not None
    button.click()
    assert QGuiApplication.clipboard().text() == about.text
    assert f"byFax Desktop: {__version__}" in about.text


def test_the_help_menu_leads_there(qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(shell_session(tmp_path), [])
    qtbot.addWidget(window)
    action = window.findChild(QAction, "action_about_byfax_desktop")
    assert action is not None
    action.trigger()
    (about,) = window.findChildren(AboutWindow)
    assert about.isVisible()
    about.close()
