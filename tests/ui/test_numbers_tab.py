"""The account's own numbers: what is said of them, and what can be done with one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QTabWidget
from pytestqt.qtbot import QtBot
from tab_doubles import NOON, make_session, own_number

from byfax_desktop.engine.events import Connection, ConnectionChanged, NumbersChanged, OffersChanged
from byfax_desktop.engine.offered import KnownOffers, Told
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.records import Did, DidGroup
from byfax_desktop.service.states import DidAddressType, DidState, DidType
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


def test_what_is_told_of_a_number_before_the_tab_is_seen_has_room(qtbot: QtBot, session: Session) -> None:
    tabs = QTabWidget()
    qtbot.addWidget(tabs)
    tabs.addTab(QLabel("another tab"), "Compose")
    tabs.addTab(NumbersTab(session), "Numbers")
    tabs.resize(1120, 600)
    with qtbot.waitExposed(tabs):
        tabs.show()
    tell(session, own_number("D1", state=DidState.EXPIRING, area_code="17", can_extend=True))
    tabs.setCurrentIndex(1)

    panel = tabs.findChild(FactPanel, "numbers_facts")
    assert isinstance(panel, FactPanel)
    qtbot.waitUntil(panel.verticalScrollBar().isVisible)
    values = [each for each in panel.findChildren(QLabel) if each.isVisible() and each.text()]
    qtbot.waitUntil(lambda: all(each.height() >= each.heightForWidth(each.width()) for each in values))


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
        ("ACTIVE", 1, "Ends within a day", "state-warning"),
        ("ACTIVE", 7, "Ends in 7 days", "state-warning"),
        ("ACTIVE", 30, "Ends in 30 days", "state-warning"),
        ("ACTIVE", 30.1, "Active till 23 Dec 2026", "state-delivered"),
        ("EXPIRING", -0.1, "Ended on 23 Nov 2026", "state-warning"),
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
    tell(session, own_number("1"), own_number("2", inbox_count=1200, did_type=DidType.TOLL_FREE))
    row = [tab.own.model.index(1, column).data() for column in range(5)]
    assert row[:3] == ["+375 17 000 0001", "Minsk, Belarus", "Free for callers"]
    assert row[4] == "1,200"
    spoken = tab.own.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("+375 17 000 0001, Minsk, Belarus, ")
    assert spoken.endswith(", 18 faxes")


def test_no_number_is_told(tab: NumbersTab, session: Session) -> None:
    tell(session)
    assert notice(tab).text.startswith("You have no fax number yet.")


def test_a_number_can_be_copied_shown_and_faxed_to(tab: NumbersTab, session: Session, qtbot: QtBot) -> None:
    tell(session, own_number("1"), own_number("2", number="+375170000002"))
    tab.own.view.setCurrentIndex(tab.own.model.index(1, 0))
    button(tab, "numbers_copy").click()
    assert QGuiApplication.clipboard().text() == "+375170000002"
    with qtbot.waitSignal(tab.faxes_asked) as asked:
        button(tab, "numbers_show_faxes").click()
    assert asked.args == ["+375170000002"]
    with qtbot.waitSignal(tab.sender_asked) as used:
        button(tab, "numbers_use_as_sender").click()
    assert used.args == ["+375170000002"]
    with qtbot.waitSignal(tab.fax_to) as wanted:
        button(tab, "numbers_fax_to").click()
    assert wanted.args == ["+375170000002"]


def test_enter_on_a_number_shows_its_faxes(tab: NumbersTab, session: Session, qtbot: QtBot) -> None:
    tell(session, own_number("1"))
    with qtbot.waitSignal(tab.faxes_asked):
        qtbot.keyClick(tab.own.view, Qt.Key.Key_Return)


def test_nothing_can_be_done_with_a_number_that_is_not_there_yet(
    tab: NumbersTab, session: Session, qtbot: QtBot
) -> None:
    tell(session, own_number("1", number="", formatted=""))
    with qtbot.assertNotEmitted(tab.faxes_asked):
        qtbot.keyClick(tab.own.view, Qt.Key.Key_Return)
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
    tab.own.search.setText(sought)

    assert [did.ref for did in tab.own.model.records] == found
    assert tab.own.view.isVisible() == bool(found)


def test_a_search_among_thousands_has_nothing_to_look_up(
    tab: NumbersTab, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is said of a number takes a number library and a calendar: not for each key, nor for the first one."""
    ready: list[int] = []
    said_of = texts.said_of
    monkeypatch.setattr(texts, "said_of", lambda dids: (ready.append(len(dids)), said_of(dids))[1])
    tell(session, *(own_number(f"n{at}", formatted=f"No. {at}") for at in range(3000)))
    tab.own.search.setText("No. 2999")
    qtbot.waitUntil(lambda: tab.own.model.rowCount() == 1)
    monkeypatch.setattr(texts, "place", lambda _: pytest.fail("looked up"))
    tab.own.search.setText("No. 299")
    tab.own.search.setText("No. 2999")

    assert [did.ref for did in tab.own.model.records] == ["n2999"]
    assert ready == [3000]


def test_where_nothing_is_found_all_are_a_key_away(tab: NumbersTab, session: Session, qtbot: QtBot) -> None:
    tell(session, own_number("1"))
    tab.own.search.setText("nowhere")
    notice = tab.findChild(Notice, "numbers_nothing_found")
    assert isinstance(notice, Notice)
    assert notice.isVisible()
    assert facts(tab) == ""
    notice.action_triggered.emit()

    assert tab.own.search.text() == ""
    assert tab.own.view.isVisible()
    assert facts(tab).startswith("+375 17 000 0001")


def test_keys_lead_to_the_search_and_back(tab: NumbersTab, session: Session, qtbot: QtBot) -> None:
    tell(session, own_number("1"))
    tab.activateWindow()
    tab.own.view.setFocus()
    qtbot.keyClick(tab.own.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(tab.own.search.hasFocus)
    qtbot.keyClick(tab.own.search, Qt.Key.Key_Down)
    qtbot.waitUntil(tab.own.view.hasFocus)


def test_the_chosen_number_stays_chosen_when_news_come(tab: NumbersTab, session: Session) -> None:
    tell(session, own_number("1"), own_number("2"))
    tab.own.view.setCurrentIndex(tab.own.model.index(1, 0))
    tell(session, own_number("0"), own_number("1"), own_number("2", inbox_count=99))

    assert tab.own.view.currentIndex().row() == 2
    assert "Faxes at byFax: 99" in facts(tab)


def facts(tab: NumbersTab) -> str:
    panel = tab.findChild(FactPanel, "numbers_facts")
    assert isinstance(panel, FactPanel)
    return panel.shown.as_text() if panel.shown else ""


def notice(tab: NumbersTab) -> Notice:
    found = tab.findChild(Notice, "numbers_notice")
    assert isinstance(found, Notice)
    assert found.isVisible()
    return found


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
    told = did_facts(did, now=NOON)

    values = dict(told.facts)
    assert told.title == "+375 17 000 0001"
    assert (values["Country"], values["Region"], values["City"]) == ("Belarus", "MI", "Minsk")
    assert (values["Area code"], values["Type"]) == ("17", "Number of a city or region")
    assert values["Address"] == "One of yours goes with this number."
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
    told = did_facts(own_number("1", **changes), now=NOON).advice
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


def ending(days: float, **facts: Any) -> Did:
    return own_number("1", reserved_till=datetime.now(UTC) + timedelta(days=days), **facts)


def test_a_warning_that_was_sent_away_comes_back_as_the_end_comes_near(
    tab: NumbersTab, session: Session
) -> None:
    tell(session, ending(29.5), own_number("2"))
    assert "ends in 30 days" in bar(tab).text
    bar(tab).clear()
    tell(session, ending(7.5, inbox_count=19), own_number("2"))
    assert bar(tab).text == "", "the same is not said each day"
    tell(session, ending(6.5))
    assert "ends in 7 days" in bar(tab).text
    bar(tab).clear()
    tell(session, ending(1.5))
    assert bar(tab).text == ""
    tell(session, ending(0.5))
    assert "ends within a day" in bar(tab).text
    tell(session, own_number("1"))
    assert bar(tab).text == "", "it was extended"


def test_a_warning_that_is_still_there_says_how_it_stands_now(tab: NumbersTab, session: Session) -> None:
    tell(session, ending(6.5))
    tell(session, ending(4.5))
    assert "ends in 5 days" in bar(tab).text


def test_the_number_that_ends_first_is_a_click_away(tab: NumbersTab, session: Session) -> None:
    later = replace(ending(20), ref="0")
    tell(session, later, *(own_number(f"n{at}") for at in range(900)), ending(5))
    tab.own.search.setText("n1")
    bar(tab).action_triggered.emit()

    assert tab.own.search.text() == ""
    current = tab.own.model.record(tab.own.view.currentIndex())
    assert current is not None
    assert current.ref == "1"


def test_another_account_sees_nothing_of_the_one_before(tab: NumbersTab, session: Session) -> None:
    tell(session, own_number("1"))
    session.set_account(None)
    assert tab.own.model.rowCount() == 0
    assert not tab.own.view.isVisible()


def test_a_number_that_cannot_be_seen_without_a_right_is_told_so(tab: NumbersTab, session: Session) -> None:
    trouble = Trouble("Your account may not do this.", "Ask whoever manages the byFax account.")
    session.bridge.numbers_changed.emit(NumbersChanged((), trouble))
    assert notice(tab).text == "Your account may not do this. Ask whoever manages the byFax account."


def test_while_byfax_cannot_be_reached_that_is_said_in_place_of_the_numbers(
    tab: NumbersTab, session: Session
) -> None:
    trouble = Trouble("byFax can't be reached.", "Wait.")
    session.bridge.connection_changed.emit(ConnectionChanged(Connection.OFFLINE, trouble))
    assert notice(tab).text.startswith("byFax can't be reached.")
    tell(session, own_number("1"))
    assert tab.own.view.isVisible()
    session.bridge.connection_changed.emit(ConnectionChanged(Connection.OFFLINE, trouble))
    assert tab.own.view.isVisible(), "what was told stays in sight"


def test_numbers_of_the_last_time_are_shown_with_their_age(tab: NumbersTab, session: Session) -> None:
    yesterday = datetime.now().astimezone().replace(hour=14, minute=2) - timedelta(days=1)
    session.bridge.numbers_changed.emit(NumbersChanged((own_number("1"),), as_of=yesterday))
    age = tab.findChild(QLabel, "numbers_age")
    assert isinstance(age, QLabel)
    assert age.text() == "As of yesterday 14:02"
    tell(session, own_number("1"))
    assert age.text() == ""


def test_one_without_a_number_is_led_to_those_that_can_be_had(tab: NumbersTab, session: Session) -> None:
    tell(session)
    notice(tab).action_triggered.emit()
    assert tab.explorer.isVisible()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that the browser is to show."""
    urls: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: urls.append(url.toString()) is None)
    return urls


@pytest.mark.parametrize(
    ("changes", "deeds"),
    [
        ({}, []),
        ({"can_extend": True, "can_cancel": True}, ["extend", "cancel"]),
        ({"state": DidState.EXPIRED, "can_restore": True}, ["restore"]),
        ({"state": DidState.VERIFY_FAILED}, ["address"]),
    ],
)
def test_the_website_does_what_the_service_allows(
    tab: NumbersTab, session: Session, changes: dict[str, Any], deeds: list[str]
) -> None:
    tell(session, own_number("1", **changes))
    menu = button(tab, "numbers_website").menu()
    menu.aboutToShow.emit()
    offered = [action.objectName().removeprefix("numbers_website_") for action in menu.actions()]
    assert offered == deeds
    assert button(tab, "numbers_website").isEnabled() == bool(deeds)


def test_the_website_is_opened_at_its_start_and_what_to_choose_there_is_said(
    tab: NumbersTab, session: Session, qtbot: QtBot, opened: list[str]
) -> None:
    tell(session, own_number("https://evil.example/", can_extend=True, formatted="+375 17 1\u202e"))
    menu = button(tab, "numbers_website").menu()
    menu.aboutToShow.emit()
    with qtbot.waitSignal(tab.noted) as noted:
        menu.actions()[0].trigger()
    assert opened == ["https://byfax.biz"]
    assert noted.args == [
        "The byFax website is being opened. Sign in there, then choose +375 17 1 among your numbers and extend it."
    ]


def test_where_no_browser_opens_the_address_is_told(
    tab: NumbersTab, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    tell(session, own_number("1", can_restore=True, state=DidState.EXPIRED))
    deed = tab.findChild(QPushButton, "numbers_facts_deed")
    assert isinstance(deed, QPushButton)
    with qtbot.waitSignal(tab.troubled) as troubled:
        deed.click()
    assert troubled.args is not None
    assert troubled.args[0].do == "Open https://byfax.biz yourself, and sign in there."


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"can_extend": True}, None),
        ({"can_extend": True, "reserved_till": NOON + timedelta(days=7)}, "extend"),
        ({"reserved_till": NOON + timedelta(days=7)}, None),
        ({"state": DidState.EXPIRED, "can_restore": True}, "restore"),
        ({"state": DidState.VERIFY_PENDING, "can_extend": True}, "address"),
    ],
)
def test_what_presses_is_a_button(changes: dict[str, Any], name: str | None) -> None:
    deed = did_facts(own_number("1", **changes), now=NOON).deed
    assert (deed.name if deed else None) == name


def test_what_the_address_must_be_is_asked_for_once_a_number_was_looked_at(
    tab: NumbersTab, session: Session, qtbot: QtBot
) -> None:
    engine: Any = session.engine
    tell(session, own_number("1", group_ref="G1", address_ref="A"), own_number("2", group_ref="G1"))
    qtbot.waitUntil(lambda: engine.offers_asked == [("group", "G1")])
    group = DidGroup("G1", "BLR", address_type=DidAddressType.LOCAL, has_regulation=True)
    known = KnownOffers().having(("group", "G1", ""), Told((group,), NOON))
    session.bridge.offers_changed.emit(OffersChanged(known))

    needed = "Needs an address in the area of the number."
    assert f"Address: {needed} One of yours goes with this number." in facts(tab)
    tab.own.view.setCurrentIndex(tab.own.model.index(1, 0))
    assert f"Address: {needed}\n" in facts(tab)
    assert len(engine.offers_asked) == 1


def test_odd_numbers_are_shown_all_the_same(tab: NumbersTab, session: Session) -> None:
    odd = own_number(
        "r\0",
        number="375170000009",
        formatted="\u202e\0" + "9" * 300,
        city="\u202eשלום\n" * 60,
        country_a3="<b>",
        state=DidState("<i>x\0" * 50),
        did_type=DidType("<img>"),
        state_message="\0" * 5 + "m" * 300,
        reserved_till=datetime(9998, 12, 31, tzinfo=UTC),
    )
    tell(session, odd, Did(), Did(ref="x", number="nonsense", state=DidState.EXPIRING))
    for row in range(3):
        tab.own.view.setCurrentIndex(tab.own.model.index(row, 0))
        for column in range(5):
            assert "\0" not in str(tab.own.model.index(row, column).data())
        assert "\u202e" not in facts(tab)
    assert texts.dialled(odd) == "+375170000009"
    assert texts.warning([replace(odd, state=DidState.EXPIRING, reserved_till=None)]).startswith(
        "9" * 60 + "…"
    )


def test_everything_is_in_the_menu_of_the_list_too(tab: NumbersTab, session: Session, qtbot: QtBot) -> None:
    tell(session, own_number("1", can_extend=True))
    assert [action.text().replace("&", "") for action in tab.own.view.actions()] == [
        "Copy number",
        "Show faxes",
        "Use as sender",
        "Fax to this number",
        "On the byFax website",
    ]
    tab.activateWindow()
    tab.own.view.setFocus()
    qtbot.keyClick(tab.own.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "+375170000001"


def test_the_days_go_by_also_without_news(
    tab: NumbersTab, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(session, ending(31))
    assert bar(tab).text == ""
    later = datetime.now(UTC) + timedelta(days=3)
    monkeypatch.setattr(texts, "right_now", lambda: later)
    hours = tab.own.findChild(QTimer)
    assert isinstance(hours, QTimer)
    hours.timeout.emit()
    assert "ends in 28 days" in bar(tab).text
    assert "Ends in 28 days" in facts(tab)


def test_the_two_views_are_a_key_apart(tab: NumbersTab, session: Session, qtbot: QtBot) -> None:
    tell(session, own_number("1"))
    tab.activateWindow()
    tab.own.view.setFocus()
    qtbot.keyClick(tab, Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(tab.explorer.search.hasFocus)
    qtbot.keyClick(tab, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(tab.own.view.hasFocus)
    tab.choice.setFocus()
    qtbot.keyClick(tab.choice, Qt.Key.Key_Right)
    assert tab.explorer.isVisible()
    assert tab.choice.hasFocus(), "one who goes through the titles stays there"


def test_the_keyboard_reaches_everything_in_its_order(
    tab: NumbersTab, session: Session, qtbot: QtBot
) -> None:
    tell(session, ending(5, can_extend=True))
    tab.choice.setFocus()
    names = []
    for _ in range(13):
        focused = QGuiApplication.focusObject()
        assert focused is not None
        names.append(focused.objectName().removeprefix("numbers_"))
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert names == [
        "views",
        "message_action",
        "message_close",
        "search",
        "list",
        "facts",
        "facts_copy",
        "facts_deed",
        "copy",
        "show_faxes",
        "use_as_sender",
        "fax_to",
        "website",
    ]


def test_a_word_without_end_is_wrapped_and_not_scrolled_to(
    tab: NumbersTab, session: Session, qtbot: QtBot
) -> None:
    tab.resize(800, 560)
    tell(session, own_number("1", state=DidState("HOVERING"), state_message="m" * 300))
    panel = tab.findChild(FactPanel, "numbers_facts")
    assert isinstance(panel, FactPanel)
    qtbot.wait(1)
    assert panel.horizontalScrollBar().maximum() == 0
    assert "m" * 300 in facts(tab), "what is copied is what byFax said"
