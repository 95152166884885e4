"""Senders that are kept, and chosen for a fax."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QInputDialog, QMenu
from shell_doubles import DEMO, REAL, shell_session

from byfax_desktop.ui.compose.sender import SenderRow
from byfax_desktop.ui.compose.sender_book import Sender, SenderBook

OFFICE = Sender("Office", "Anna", "ACME", "+49 30 123456", "Europe/Berlin", "<From>|x", "C1")


@pytest.fixture
def session(qtbot, tmp_path):
    made = shell_session(tmp_path)
    made.set_account(REAL)
    return made


@pytest.fixture
def row(qtbot, session):
    made = SenderRow(session)
    qtbot.addWidget(made)
    return made


def test_a_sender_is_there_again_with_all_it_has(session):
    SenderBook(session).keep(OFFICE)

    assert SenderBook(session).senders == (OFFICE,)


def test_the_same_title_is_the_same_sender(session):
    book = SenderBook(session)
    book.keep(OFFICE)
    book.keep(Sender("Home"))
    book.keep(Sender("Office", "Bob"))

    assert [(each.title, each.name) for each in book.senders] == [("Home", ""), ("Office", "Bob")]


def test_a_new_title_takes_the_place_of_its_namesake(session):
    book = SenderBook(session)
    book.keep(OFFICE)
    book.keep(Sender("Home"))

    book.rename("Office", "Home")

    assert [(each.title, each.name) for each in book.senders] == [("Home", "Anna")]


def test_each_account_has_its_own_and_none_has_none(session):
    book = SenderBook(session)
    book.keep(OFFICE)
    session.set_account(DEMO)
    assert book.senders == ()

    session.set_account(None)
    book.keep(OFFICE)

    assert book.senders == ()


@pytest.mark.parametrize(
    "stored", ["{", "7", '[{"title": 7}]', '[{"nobody": "x"}]', '[{"title": "a", "header": 7}]']
)
def test_what_was_never_stored_is_no_sender(session, stored):
    session.settings.setValue(f"senders/{REAL.ref}", stored)

    assert SenderBook(session).senders == ()


def test_a_chosen_sender_is_who_sends(qtbot, row):
    with qtbot.waitSignal(row.chosen) as heard:
        row.choose(OFFICE)

    identity = row.identity()
    assert heard.args == [OFFICE]
    assert (identity.name, identity.company, identity.number) == ("Anna", "ACME", "+49 30 123456")
    assert identity.timezone == "Europe/Berlin"


def test_it_is_known_which_of_them_is_entered(row):
    row.book.keep(OFFICE)
    assert row.current is None

    row.choose(OFFICE)

    assert row.current == OFFICE


def test_another_account_s_sender_has_no_zone_of_this_one(session, row):
    row.choose(Sender("Far", "Anna", timezone="Asia/Tokyo"))

    session.set_account(DEMO)

    assert row.identity().timezone != "Asia/Tokyo"


class TestMenu:
    def actions(self, row):
        menu = row._menu_button.menu()
        menu.aboutToShow.emit()
        return {action.text(): action for action in menu.actions() if not action.isSeparator()}

    def test_senders_are_chosen_by_their_titles(self, qtbot, row):
        row.book.keep(Sender("Smith & Sons", "Smith"))

        self.actions(row)["Smith && Sons"].trigger()

        assert row.identity().name == "Smith"

    def test_what_is_entered_is_kept_under_a_title_that_is_asked_for(self, qtbot, row):
        self.actions(row)["&Keep this sender as…"].trigger()
        dialog = row.findChild(QInputDialog)
        dialog.setTextValue(" Office ")

        with qtbot.waitSignal(row.keep_asked) as heard:
            dialog.accept()

        assert heard.args == ["Office"]

    def test_the_time_zone_of_the_sender_is_chosen_and_remembered(self, qtbot, session, row):
        self.actions(row)["&Time zone: this computer's…"].trigger()
        dialog = row.findChild(QInputDialog, "sender_timezone")
        dialog.setTextValue("Asia/Tokyo")
        with qtbot.waitSignal(row.changed):
            dialog.accept()
        row.remember()

        assert row.identity().timezone == "Asia/Tokyo"
        assert row.as_sender("Far").timezone == "Asia/Tokyo"
        assert "&Time zone: Asia/Tokyo…" in self.actions(row)
        again = SenderRow(session)
        qtbot.addWidget(again)
        assert again.identity().timezone == "Asia/Tokyo"

    def test_a_sender_can_be_forgotten(self, row):
        row.book.keep(OFFICE)
        self.actions(row)
        (forget,) = (
            each for each in row._menu_button.menu().findChildren(QMenu) if each.title() == "&Forget"
        )

        forget.actions()[0].trigger()

        assert row.book.senders == ()
        assert "&Forget" not in self.actions(row)
