"""The account's own numbers: what is said of them, and what can be done with one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from tab_doubles import NOON, make_session, own_number

from byfax_desktop.engine.events import NumbersChanged
from byfax_desktop.service.records import Did
from byfax_desktop.service.states import DidState, DidType
from byfax_desktop.ui.message_bar import MessageBar
from byfax_desktop.ui.numbers import texts
from byfax_desktop.ui.numbers.facts import did_facts
from byfax_desktop.ui.numbers.tab import NumbersTab
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.widgets.fact_panel import FactPanel
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


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("", ["1", "2"]),
        ("minsk", ["1", "2"]),
        ("berlin", ["2"]),
        ("belarus", ["1"]),
        ("+375 17 00", ["1"]),
        ("17000", ["1"]),
        ("030 12", ["2"]),
        ("ends", ["2"]),
        ("free", ["2"]),
        ("no such", []),
    ],
)
def test_numbers_are_looked_for(tab: NumbersTab, session: Session, sought: str, found: list[str]) -> None:
    soon = datetime.now(UTC) + timedelta(days=12)
    tell(
        session,
        own_number("1"),
        own_number(
            "2",
            number="+493012345",
            formatted="+49 30 12345",
            city="Berlin, not Minsk",
            did_type=DidType.TOLL_FREE,
            reserved_till=soon,
        ),
    )
    tab.search.setText(sought)

    assert [did.ref for did in tab.model.records] == found
    assert tab.view.isVisible() == bool(found)


def test_a_search_among_thousands_has_nothing_to_look_up(
    tab: NumbersTab, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is said of a number takes a number library and a calendar: not for each key, nor for the first one."""
    ready: list[int] = []
    prepare = texts.prepare
    monkeypatch.setattr(texts, "prepare", lambda dids: (prepare(dids), ready.append(len(dids))))
    tell(session, *(own_number(f"n{at}", formatted=f"No. {at}") for at in range(3000)))
    qtbot.waitUntil(lambda: ready == [3000])
    monkeypatch.setattr(texts, "place", lambda _: pytest.fail("looked up"))
    tab.search.setText("No. 2999")

    assert [did.ref for did in tab.model.records] == ["n2999"]


def test_where_nothing_is_found_all_are_a_key_away(tab: NumbersTab, session: Session, qtbot: QtBot) -> None:
    tell(session, own_number("1"))
    tab.search.setText("nowhere")
    notice = tab.findChild(Notice, "numbers_nothing_found")
    assert isinstance(notice, Notice)
    assert notice.isVisible()
    assert facts(tab) == ""
    notice.action_triggered.emit()

    assert tab.search.text() == ""
    assert tab.view.isVisible()
    assert facts(tab).startswith("+375 17 000 0001")


def test_keys_lead_to_the_search_and_back(tab: NumbersTab, session: Session, qtbot: QtBot) -> None:
    tell(session, own_number("1"))
    tab.activateWindow()
    tab.view.setFocus()
    qtbot.keyClick(tab.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(tab.search.hasFocus)
    qtbot.keyClick(tab.search, Qt.Key.Key_Down)
    qtbot.waitUntil(tab.view.hasFocus)


def test_the_chosen_number_stays_chosen_when_news_come(tab: NumbersTab, session: Session) -> None:
    tell(session, own_number("1"), own_number("2"))
    tab.view.setCurrentIndex(tab.model.index(1, 0))
    tell(session, own_number("0"), own_number("1"), own_number("2", inbox_count=99))

    assert tab.view.currentIndex().row() == 2
    assert "Faxes at byFax: 99" in facts(tab)


def facts(tab: NumbersTab) -> str:
    panel = tab.findChild(FactPanel)
    assert isinstance(panel, FactPanel)
    return panel.shown.as_text() if panel.shown else ""


def bar(tab: NumbersTab) -> MessageBar:
    found = tab.findChild(MessageBar, "numbers_message")
    assert isinstance(found, MessageBar)
    return found


def test_all_that_is_known_is_told() -> None:
    did = own_number(
        "R1",
        did_type=DidType.GEOGRAPHIC,
        area_code="17",
        state_a2="MI",
        address_ref="A1",
        reserved_at=NOON,
        can_extend=True,
        can_cancel=True,
    )
    told = did_facts(did, NOON)

    values = dict(told.facts)
    assert told.title == "+375 17 000 0001"
    assert (values["Country"], values["Region"], values["City"]) == ("Belarus", "MI", "Minsk")
    assert (values["Area code"], values["Type"]) == ("17", "Number of a city or region")
    assert values["Address"] == "One of yours goes with this number"
    assert values["You can"] == "extend it, cancel it (on the byFax website)"
    assert (values["Faxes at byFax"], values["Number ref"]) == ("18", "R1")
    assert {"Yours since", "Yours till"} <= set(values)


@pytest.mark.parametrize(
    ("changes", "advice"),
    [
        ({}, ""),
        ({"state": DidState.VERIFY_FAILED}, "another address"),
        ({"state": DidState.VERIFY_PENDING}, "papers"),
        ({"reserved_till": NOON + timedelta(days=7), "can_extend": True}, "Extend it"),
        ({"reserved_till": NOON + timedelta(days=7)}, "cannot be extended"),
        ({"state": DidState.EXPIRED, "can_restore": True}, "still be restored"),
        ({"state": DidState("HOVERING"), "state_message": "wind"}, "byFax adds: “wind”"),
    ],
)
def test_what_to_do_is_said(changes: dict[str, Any], advice: str) -> None:
    told = did_facts(own_number("1", **changes), NOON).advice
    assert advice in told
    assert bool(advice) == bool(told)


@pytest.mark.parametrize("kind", [each for each in DidType if each is not DidType.UNKNOWN])
def test_every_type_of_the_contract_has_words(kind: DidType) -> None:
    told = dict(did_facts(own_number("1", did_type=kind)).facts)["Type"]
    assert "byFax says" not in told


def test_a_type_that_is_newer_than_the_contract_is_told_as_it_is() -> None:
    assert dict(did_facts(own_number("1", did_type=DidType("MOON"))).facts)["Type"] == "byFax says “MOON”"


def test_a_number_of_which_nothing_is_known_does_no_harm() -> None:
    told = did_facts(Did(ref=""))
    assert told.title == "A number that is being set up"
    assert dict(told.facts) == {"Faxes at byFax": "0"}


def test_numbers_that_end_soon_are_named_in_their_order() -> None:
    def number(name: str, days: float) -> Did:
        return own_number(name, formatted=name, reserved_till=NOON + timedelta(days=days))

    assert texts.warning([number("a", 31)], NOON) == ""
    assert texts.warning([number("b", 30), number("c", 1)], NOON) == "c ends within a day, b ends in 30 days."
    many = texts.warning([number(str(day), day) for day in range(2, 9)], NOON)
    assert many == "2 ends in 2 days, 3 ends in 3 days, 4 ends in 4 days, and 4 more end soon."


def test_a_warning_is_seen_until_it_is_sent_away(tab: NumbersTab, session: Session) -> None:
    ending = own_number("1", reserved_till=datetime.now(UTC) + timedelta(days=6.5))
    tell(session, ending, own_number("2"))
    assert "ends in 7 days" in bar(tab).text
    bar(tab).clear()
    tell(session, replace(ending, inbox_count=19), own_number("2"))
    assert bar(tab).text == "", "the same is not said twice"
    tell(session, replace(ending, reserved_till=datetime.now(UTC) + timedelta(days=0.5)))
    assert "ends within a day" in bar(tab).text
    tell(session, own_number("1"))
    assert bar(tab).text == "", "it was extended"


def test_another_account_sees_nothing_of_the_one_before(tab: NumbersTab, session: Session) -> None:
    tell(session, own_number("1"))
    session.set_account(None)
    assert tab.model.rowCount() == 0
    assert not tab.view.isVisible()
