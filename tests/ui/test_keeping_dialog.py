"""Where new faxes are saved: the dialog, and the way to it from the Inbox."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialogButtonBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from tab_doubles import StandInEngine, make_session, own_number, received

from byfax_desktop.engine.events import InboxChanged, NumbersChanged
from byfax_desktop.store.kept_faxes import KeepForm, KeepRule
from byfax_desktop.store.trouble import StoreTrouble
from byfax_desktop.ui.inbox.keeping import KeepingDialog
from byfax_desktop.ui.inbox.tab import InboxTab
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.widgets.notice import Notice

MINSK = "+375170000001"
FOR_ALL = KeepRule("", KeepForm.TIFF, "/faxes", "{from}")


class Hands:
    """A person at the dialog."""

    def __init__(self, qtbot: QtBot, dialog: KeepingDialog) -> None:
        self._qtbot = qtbot
        self.dialog = dialog
        self.wanted: list[tuple[tuple[KeepRule, ...], bool]] = []
        dialog.wanted.connect(lambda rules, with_old: self.wanted.append((rules, with_old)))

    @property
    def save(self) -> QPushButton:
        buttons = self.dialog.findChild(QDialogButtonBox)
        assert isinstance(buttons, QDialogButtonBox)
        return buttons.button(QDialogButtonBox.StandardButton.Save)

    @property
    def example(self) -> str:
        label = self.dialog.findChild(QLabel, "keeping_example")
        assert isinstance(label, QLabel)
        return label.text()

    def box(self, name: str) -> QComboBox:
        box = self.dialog.findChild(QComboBox, name)
        assert isinstance(box, QComboBox)
        return box

    def line(self, name: str) -> QLineEdit:
        line = self.dialog.findChild(QLineEdit, name)
        assert isinstance(line, QLineEdit)
        return line

    def choose(self, name: str, words: str) -> None:
        """As by keyboard: the entry that begins so."""
        self._qtbot.keyClicks(self.box(name), words)

    def write_pattern(self, pattern: str) -> None:
        line = self.line("keeping_pattern")
        line.selectAll()
        self._qtbot.keyClicks(line, pattern)


def opened(qtbot: QtBot, *rules: KeepRule) -> Hands:
    dialog = KeepingDialog(rules, (MINSK,))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return Hands(qtbot, dialog)


def test_at_first_nothing_is_saved(qtbot: QtBot) -> None:
    hands = opened(qtbot)
    assert hands.box("keeping_form").currentText() == "Do not save"
    assert hands.example == ""
    assert not hands.line("keeping_pattern").isEnabled()
    hands.save.click()
    assert hands.wanted == [((), False)]


def test_without_a_folder_nothing_can_be_saved(qtbot: QtBot) -> None:
    hands = opened(qtbot)
    hands.choose("keeping_form", "PDF")
    assert not hands.save.isEnabled()
    assert hands.save.toolTip() == "Choose a folder first"
    hands.dialog.use_folder("/faxes")
    hands.save.click()
    assert hands.wanted == [((KeepRule("", KeepForm.PDF, "/faxes", "{date} {time} {from}"),), False)]


def test_who_chooses_a_folder_wants_faxes_saved(qtbot: QtBot) -> None:
    hands = opened(qtbot)
    hands.dialog.use_folder("/faxes")
    assert hands.box("keeping_form").currentText() == "PDF"


def test_the_example_follows_the_pattern(qtbot: QtBot) -> None:
    hands = opened(qtbot, FOR_ALL)
    assert hands.example == "For example: 4930123456.tif"
    hands.write_pattern("{station}/{to} {pages}p")
    assert hands.example == "For example: ACME_375170000001 3p.tif"
    hands.choose("keeping_form", "PDF")
    assert hands.example.endswith("3p.pdf")
    hands.write_pattern("{date}")
    assert str(datetime.now().astimezone().year) in hands.example


def test_a_number_may_have_a_rule_of_its_own(qtbot: QtBot) -> None:
    hands = opened(qtbot, FOR_ALL)
    hands.box("keeping_number").setCurrentIndex(1)
    assert hands.box("keeping_form").currentText() == "As for all numbers"
    hands.choose("keeping_form", "PDF")
    assert hands.line("keeping_folder").text() == "/faxes"
    hands.dialog.use_folder("/minsk")
    hands.box("keeping_number").setCurrentIndex(0)
    assert hands.line("keeping_folder").text() == "/faxes"
    hands.save.click()
    own = KeepRule(MINSK, KeepForm.PDF, "/minsk", "{date} {time} {from}")
    assert hands.wanted == [((FOR_ALL, own), False)]


def test_a_rule_of_a_number_can_be_taken_back(qtbot: QtBot) -> None:
    hands = opened(qtbot, FOR_ALL, KeepRule(MINSK, KeepForm.NONE, "", ""))
    hands.box("keeping_number").setCurrentIndex(1)
    assert hands.box("keeping_form").currentText() == "Do not save"
    hands.choose("keeping_form", "As")
    hands.save.click()
    assert hands.wanted == [((FOR_ALL,), False)]


def test_faxes_that_are_here_are_saved_by_choice(qtbot: QtBot) -> None:
    hands = opened(qtbot, FOR_ALL)
    old = hands.dialog.findChild(QCheckBox, "keeping_old")
    assert isinstance(old, QCheckBox)
    qtbot.keyClick(old, Qt.Key.Key_Space)
    hands.save.click()
    assert hands.wanted == [((FOR_ALL,), True)]


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


@pytest.fixture
def engine(session: Session) -> StandInEngine:
    assert isinstance(session.engine, StandInEngine)
    return session.engine


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> InboxTab:
    tab = InboxTab(session)
    qtbot.addWidget(tab)
    tab.show()
    return tab


def dialogs(tab: InboxTab) -> list[KeepingDialog]:
    return tab.findChildren(KeepingDialog)


def open_dialog(qtbot: QtBot, tab: InboxTab) -> KeepingDialog:
    action = tab.findChild(QAction, "inbox_keeping_action")
    assert isinstance(action, QAction)
    assert action in tab.list.view.actions()
    action.trigger()
    qtbot.waitUntil(lambda: bool(dialogs(tab)))
    return dialogs(tab)[0]


def test_what_is_chosen_goes_to_the_engine(
    qtbot: QtBot, tab: InboxTab, session: Session, engine: StandInEngine
) -> None:
    engine.rules = (FOR_ALL,)
    session.bridge.inbox_changed.emit(InboxChanged((received("a", did="+4989000"),)))
    session.bridge.numbers_changed.emit(NumbersChanged((own_number("n"),)))
    dialog = open_dialog(qtbot, tab)
    numbers = dialog.findChild(QComboBox, "keeping_number")
    assert isinstance(numbers, QComboBox)
    assert [numbers.itemData(place) for place in range(numbers.count())] == ["", MINSK, "+4989000"]
    with qtbot.waitSignal(tab.noted) as told:
        dialog.findChild(QDialogButtonBox).accepted.emit()
    assert told.args == ["New faxes are saved automatically from now on."]
    assert engine.rules_set == [((FOR_ALL,), False)]


def test_that_nothing_is_saved_any_more_is_said(qtbot: QtBot, tab: InboxTab) -> None:
    dialog = open_dialog(qtbot, tab)
    with qtbot.waitSignal(tab.noted) as told:
        dialog.findChild(QDialogButtonBox).accepted.emit()
    assert told.args == ["New faxes are not saved automatically any more."]


def test_rules_that_cannot_be_read_are_trouble(qtbot: QtBot, tab: InboxTab, engine: StandInEngine) -> None:
    engine.rules = StoreTrouble("The disk is full.", "Free some space, then try again.")
    action = tab.findChild(QAction, "inbox_keeping_action")
    assert isinstance(action, QAction)
    with qtbot.waitSignal(tab.troubled) as told:
        action.trigger()
    assert told.args[0].what == "The disk is full."
    assert dialogs(tab) == []


def test_rules_that_cannot_be_kept_are_trouble(qtbot: QtBot, tab: InboxTab, engine: StandInEngine) -> None:
    dialog = open_dialog(qtbot, tab)
    engine.rules = StoreTrouble("The disk is full.", "Free some space, then try again.")
    with qtbot.waitSignal(tab.troubled):
        dialog.findChild(QDialogButtonBox).accepted.emit()


def test_the_dialog_of_another_account_goes(qtbot: QtBot, tab: InboxTab, session: Session) -> None:
    dialog = open_dialog(qtbot, tab)
    with qtbot.waitSignal(dialog.rejected):
        session.set_account(None)


def test_an_empty_inbox_offers_it_too(qtbot: QtBot, tab: InboxTab, session: Session) -> None:
    session.bridge.inbox_changed.emit(InboxChanged(()))
    notice = tab.findChild(Notice, "inbox_notice")
    assert isinstance(notice, Notice)
    assert notice.button.accessibleName() == "Save new faxes automatically…"
    notice.button.click()
    qtbot.waitUntil(lambda: bool(dialogs(tab)))
