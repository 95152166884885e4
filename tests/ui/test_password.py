"""Asking for the password of a protected document."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from shell_doubles import DocumentFacts
from tab_doubles import StandInPages

from byfax_desktop.engine.trouble import Trouble, as_trouble
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind
from byfax_desktop.ui.compose.password import PasswordDialog, is_protected

SECRET = Path("/tmp/salary & more.pdf")
LOCKED = as_trouble(DocumentTrouble.of(TroubleKind.ENCRYPTED, SECRET))


@pytest.fixture
def pages() -> StandInPages:
    return StandInPages()


@pytest.fixture
def dialog(qtbot: QtBot, pages: StandInPages) -> PasswordDialog:
    asked: PasswordDialog = PasswordDialog(SECRET, pages)  # type: ignore[arg-type]
    asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(asked)
    with qtbot.waitExposed(asked):
        asked.show()
    return asked


def line(dialog: PasswordDialog) -> QLineEdit:
    found = dialog.findChild(QLineEdit, "password")
    assert isinstance(found, QLineEdit)
    return found


def opener(dialog: PasswordDialog) -> QPushButton:
    found = dialog.findChild(QPushButton, "password_open")
    assert isinstance(found, QPushButton)
    return found


def enter(dialog: PasswordDialog, password: str) -> None:
    line(dialog).clear()
    QTest.keyClicks(line(dialog), password)
    QTest.keyClick(line(dialog), Qt.Key.Key_Return)


def message(dialog: PasswordDialog) -> str:
    return dialog._message.text


def test_the_password_that_opens_it_is_told_once(
    dialog: PasswordDialog, pages: StandInPages, qtbot: QtBot
) -> None:
    enter(dialog, "sesame")
    assert [(each.path, each.password) for each in pages.open] == [(SECRET, "sesame")]
    assert not opener(dialog).isEnabled()
    facts = DocumentFacts(3)
    with qtbot.waitSignal(dialog.accepted), qtbot.waitSignal(dialog.opened) as heard:
        pages.open[0].callback(facts)
    assert heard.args == [facts, "sesame"]
    assert line(dialog).text() == "", "nothing keeps it here"


def test_a_wrong_password_is_told_in_place(dialog: PasswordDialog, pages: StandInPages) -> None:
    enter(dialog, "wrong")
    pages.fail(LOCKED)
    assert message(dialog) == "Wrong password. Check it and try again."
    assert dialog.isVisible()
    assert line(dialog).selectedText(), "the next key replaces it"
    QTest.keyClicks(line(dialog), "s")
    assert message(dialog) == ""


def test_other_trouble_is_told_as_it_is(dialog: PasswordDialog, pages: StandInPages) -> None:
    enter(dialog, "sesame")
    pages.fail(Trouble("It is gone.", "Find it."))
    assert message(dialog) == "It is gone. Find it."


def test_it_can_be_read_only_where_a_person_wants_that(dialog: PasswordDialog) -> None:
    assert line(dialog).echoMode() is QLineEdit.EchoMode.Password
    shown = dialog.findChild(QCheckBox, "password_shown")
    assert isinstance(shown, QCheckBox)
    shown.setChecked(True)
    assert line(dialog).echoMode() is QLineEdit.EchoMode.Normal
    shown.setChecked(False)
    assert line(dialog).echoMode() is QLineEdit.EchoMode.Password


def test_nothing_is_tried_without_a_password_or_twice_at_once(
    dialog: PasswordDialog, pages: StandInPages
) -> None:
    QTest.keyClick(line(dialog), Qt.Key.Key_Return)
    assert not opener(dialog).isEnabled()
    assert pages.open == []
    enter(dialog, "a")
    dialog._try()
    assert len(pages.open) == 1


def test_closing_it_forgets_what_was_typed(dialog: PasswordDialog, pages: StandInPages) -> None:
    enter(dialog, "sesame")
    dialog.reject()
    assert pages.open == []
    assert line(dialog).text() == ""


def test_it_says_whose_password_and_where_it_stays(dialog: PasswordDialog) -> None:
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert "&Password of “salary && more.pdf”" in texts
    assert "The password stays on this computer and is not stored." in texts


def test_only_protected_documents_are_taken_for_such() -> None:
    assert is_protected(SECRET, LOCKED)
    assert not is_protected(SECRET, as_trouble(DocumentTrouble.of(TroubleKind.BROKEN, SECRET)))
