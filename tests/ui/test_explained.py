"""Every control of the option panels says what it does, to whoever asks by Shift+F1 or rests the mouse on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QWhatsThis,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shell_doubles import shell_session

from byfax_desktop.store.kept_faxes import KeepForm, KeepRule
from byfax_desktop.store.proofs import ProofForm, ProofPlace, ProofRule
from byfax_desktop.ui.compose.page_options import PageOptions
from byfax_desktop.ui.compose.tab import ComposeTab
from byfax_desktop.ui.help.explained import WHATS_THIS, explain
from byfax_desktop.ui.inbox.keeping import KeepingDialog
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.outbox.report_keeping import ReportKeepingDialog
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.settings.dialog import SettingsDialog

CONTROLS = (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit)
LEAST, MOST = 15, 220
"""Characters of one or two sentences."""
SAYS_ITSELF = (QPushButton,)
"""Buttons with words on them that do at once what they say."""


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path)


def settings(session: Session, tmp_path: Path) -> QWidget:
    return SettingsDialog(session.preferences)


def page_options(session: Session, tmp_path: Path) -> QWidget:
    return PageOptions()


def keeping(session: Session, tmp_path: Path) -> QWidget:
    rule = KeepRule("", KeepForm.TIFF, "/faxes", "{from}")
    return KeepingDialog((rule,), ("+375170000001",))


def report_keeping(session: Session, tmp_path: Path) -> QWidget:
    return ReportKeepingDialog(
        (
            ProofRule(ProofPlace.ACCOUNT, ProofForm.EVIDENCE),
            ProofRule(ProofPlace.FOLDER, ProofForm.NONE),
        )
    )


def send_dialog(session: Session, tmp_path: Path) -> QWidget:
    tab = ComposeTab(session)
    session.setProperty("tab", tab)
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Anna")
    tab.add_documents([letter])
    tab.review()
    dialog = tab.sending.dialog
    assert dialog is not None
    return dialog.choices


def compose_options(session: Session, tmp_path: Path) -> QWidget:
    from byfax_desktop.ui.compose.options import OptionsRow

    return OptionsRow(session)


WINDOWS = (settings, page_options, keeping, report_keeping, send_dialog, compose_options)


@pytest.fixture(params=WINDOWS)
def window(
    request: pytest.FixtureRequest, qtbot: QtBot, session: Session, tmp_path: Path
) -> Iterator[QWidget]:
    make: Callable[[Session, Path], QWidget] = request.param
    window = make(session, tmp_path)
    yield window
    window.deleteLater()


def controls(window: QWidget) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, CONTROLS) or isinstance(widget, (QScrollBar, *SAYS_ITSELF)):
            continue
        inner = isinstance(widget.parentWidget(), (QAbstractSpinBox, QComboBox, QLineEdit, QDialogButtonBox))
        if not inner and not widget.objectName().startswith("qt_"):
            yield widget


def said(widget: QWidget) -> str:
    return widget.whatsThis() or widget.toolTip()


def test_every_control_says_what_it_does(window: QWidget) -> None:
    found = [(type(each).__name__, each.objectName(), said(each)) for each in controls(window)]
    assert found
    assert [each for each in found if not LEAST <= len(each[2]) <= MOST] == []


def test_no_explanation_is_of_something_that_is_gone(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    windows = [make(session, tmp_path) for make in WINDOWS]
    names = {each.objectName() for window in windows for each in window.findChildren(QWidget)}
    assert set(WHATS_THIS) - names == set()


def test_shift_f1_tells_it(qtbot: QtBot, session: Session) -> None:
    options = PageOptions()
    qtbot.addWidget(options)
    explain(options)
    with qtbot.waitActive(options):
        options.show()
    line = options.findChild(QLineEdit, "page_choice")
    assert line is not None
    QTest.keyClick(line, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    shown = [each for each in QApplication.topLevelWidgets() if each.inherits("QWhatsThat")]
    assert len(shown) == 1
    QWhatsThis.hideText()


def test_the_help_menu_asks_what_something_is(qtbot: QtBot, session: Session) -> None:
    main = MainWindow(session, [])
    qtbot.addWidget(main)
    main.show()
    action = main.findChild(QAction, "action_what's_this?")
    assert action is not None
    action.trigger()
    assert QWhatsThis.inWhatsThisMode()
    QWhatsThis.leaveWhatsThisMode()
