"""The account's own numbers: what is said of them, and what can be done with one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from tab_doubles import NOON, make_session, own_number

from byfax_desktop.engine.events import NumbersChanged
from byfax_desktop.service.records import Did
from byfax_desktop.service.states import DidState
from byfax_desktop.ui.numbers import texts
from byfax_desktop.ui.numbers.tab import NumbersTab
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.widgets.notice import Notice


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> NumbersTab:
    tab = NumbersTab(session)
    qtbot.addWidget(tab)
    with qtbot.waitExposed(tab):
        tab.show()
    return tab


def tell(session: Session, *dids: Did) -> None:
    session.bridge.numbers_changed.emit(NumbersChanged(dids))


def button(tab: NumbersTab, name: str) -> QPushButton:
    found = tab.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


@pytest.mark.parametrize(
    ("state", "days", "text", "icon_name"),
    [
        ("ACTIVE", 400, "Active till 28 Dec 2027", "state-delivered"),
        ("ACTIVE", 12, "Ends in 12 days", "state-warning"),
        ("EXPIRING", 12, "Ends in 12 days", "state-warning"),
        ("EXPIRING", 90, "Ends in 90 days", "state-warning"),
        ("EXPIRING", 0.5, "Ends within a day", "state-warning"),
        ("EXPIRING", -3, "Ended on 20 Nov 2026", "state-warning"),
        ("EXPIRED", -3, "Ended on 20 Nov 2026", "state-stopped"),
        ("ACTIVE", None, "Active", "state-delivered"),
        ("EXPIRING", None, "Ends soon", "state-warning"),
        ("EXPIRED", None, "Ended", "state-stopped"),
        ("VERIFY_PENDING", None, "Waiting for your address to be checked", "state-waiting"),
        ("VERIFY_FAILED", 5, "Your address was not accepted", "state-failed"),
        ("UNKNOWN", None, "Not known", "state-unknown"),
        ("HOVERING", None, "byFax says “HOVERING”", "state-unknown"),
    ],
)
def test_the_state_is_told_with_the_date_that_matters(
    state: str, days: float | None, text: str, icon_name: str
) -> None:
    till = None if days is None else NOON + timedelta(days=days)
    words = texts.state(own_number("1", state=DidState(state), reserved_till=till), now=NOON)
    assert (words.text, words.icon_name) == (text, icon_name)


@pytest.mark.parametrize("state", [state for state in DidState if state is not DidState.UNKNOWN])
def test_every_state_of_the_contract_has_words(state: DidState) -> None:
    words = texts.state(own_number("1", state=state), now=NOON)
    assert words.icon_name != "state-unknown"


def test_the_place_is_city_and_country_by_name() -> None:
    assert texts.place(own_number("1")) == "Minsk, Belarus"
    assert texts.place(own_number("1", city=None)) == "Belarus"
    assert texts.place(own_number("1", number="", country_a3="XYZ")) == "Minsk, XYZ"
    assert texts.place(own_number("1", number="", city=None, country_a3="")) == "–"


def test_a_number_is_shown_as_the_service_writes_it() -> None:
    assert texts.number(own_number("1")) == "+375 17 000 0001"
    assert texts.number(own_number("1", formatted="")) == "+375 17 000-00-01"


def test_the_numbers_are_listed_with_their_faxes(tab: NumbersTab, session: Session) -> None:
    tell(session, own_number("1"), own_number("2", inbox_count=1200))
    row = [tab.model.index(1, column).data() for column in range(4)]
    assert row[:2] == ["+375 17 000 0001", "Minsk, Belarus"]
    assert row[3] == "1,200"
    spoken = tab.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("+375 17 000 0001, Minsk, Belarus, ")
    assert spoken.endswith(", 18 faxes")


def test_no_number_is_told(tab: NumbersTab, session: Session) -> None:
    tell(session)
    found = tab.findChild(Notice, "numbers_notice")
    assert isinstance(found, Notice)
    assert found.isVisible()
    assert found.text.startswith("You have no fax number yet.")


def test_a_number_can_be_copied_shown_and_faxed_to(tab: NumbersTab, session: Session, qtbot: QtBot) -> None:
    tell(session, own_number("1"), own_number("2", number="+375170000002"))
    tab.view.setCurrentIndex(tab.model.index(1, 0))
    button(tab, "numbers_copy").click()
    assert QGuiApplication.clipboard().text() == "+375170000002"
    with qtbot.waitSignal(tab.faxes_asked) as asked:
        button(tab, "numbers_show_faxes").click()
    assert asked.args == ["+375170000002"]
    with qtbot.waitSignal(tab.fax_to) as wanted:
        button(tab, "numbers_fax_to").click()
    assert wanted.args == ["+375170000002"]


def test_enter_on_a_number_shows_its_faxes(tab: NumbersTab, session: Session, qtbot: QtBot) -> None:
    tell(session, own_number("1"))
    with qtbot.waitSignal(tab.faxes_asked):
        qtbot.keyClick(tab.view, Qt.Key.Key_Return)


def test_nothing_can_be_done_with_a_number_that_is_not_there_yet(
    tab: NumbersTab, session: Session, qtbot: QtBot
) -> None:
    tell(session, own_number("1", number="", formatted=""))
    with qtbot.assertNotEmitted(tab.faxes_asked):
        qtbot.keyClick(tab.view, Qt.Key.Key_Return)
    assert not button(tab, "numbers_copy").isEnabled()
    assert not button(tab, "numbers_fax_to").isEnabled()


def test_another_account_sees_nothing_of_the_one_before(tab: NumbersTab, session: Session) -> None:
    tell(session, own_number("1"))
    session.set_account(None)
    assert tab.model.rowCount() == 0
    assert not tab.view.isVisible()
