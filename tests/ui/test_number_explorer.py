"""Finding a number to rent: the way through countries and states, the search, and what is said when nothing comes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from offer_samples import BELARUS, CALIFORNIA, STATES, group, known
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from shell_doubles import DEMO, engine_of, shell_session

from byfax_desktop.engine.events import Connection, ConnectionChanged, JobFinished, OffersChanged
from byfax_desktop.engine.offered import KnownOffers, Told
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.message_bar import MessageBar
from byfax_desktop.ui.numbers.explorer import NumberExplorer
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.widgets.fact_panel import FactPanel
from byfax_desktop.ui.widgets.notice import Notice

OFFLINE = Trouble("byFax can't be reached.", "Check the internet connection.")
REFUSED = Trouble("Your account may not do this.", "Ask whoever manages the byFax account.")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    session = shell_session(tmp_path)
    session.settings.setValue("numbers/region", "BY")
    return session


@pytest.fixture
def explorer(qtbot: QtBot, session: Session) -> NumberExplorer:
    explorer = NumberExplorer(session)
    qtbot.addWidget(explorer)
    with qtbot.waitExposed(explorer):
        explorer.show()
    explorer.activateWindow()
    return explorer


class Service:
    """The engine's answers."""

    def __init__(self, qtbot: QtBot, session: Session, explorer: NumberExplorer) -> None:
        self._qtbot = qtbot
        self._bridge = session.bridge
        self._explorer = explorer
        self.asked = engine_of(session).offers_asked

    def say(self, offers: KnownOffers, trouble: Trouble | None = None) -> None:
        """Everything that was asked for so far is answered."""
        self._bridge.offers_changed.emit(OffersChanged(offers))
        for number in range(1, len(self.asked) + 1):
            self._bridge.job_finished.emit(JobFinished(f"offer {number}", trouble))
        self._qtbot.waitUntil(lambda: text(self._explorer, "offers_refresh") == "&Refresh")


@pytest.fixture
def service(qtbot: QtBot, session: Session, explorer: NumberExplorer) -> Service:
    return Service(qtbot, session, explorer)


def part(explorer: NumberExplorer, kind: type[QWidget], name: str) -> Any:
    found = explorer.findChild(kind, name)
    assert found is not None, name
    return found


def text(explorer: NumberExplorer, name: str) -> str:
    return str(part(explorer, QWidget, name).text())


def listed(explorer: NumberExplorer) -> list[str]:
    model = explorer.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def chosen(explorer: NumberExplorer) -> str:
    return str(explorer.view.currentIndex().siblingAtColumn(0).data())


def notice(explorer: NumberExplorer) -> Notice:
    found = part(explorer, Notice, "offers_notice")
    assert isinstance(found, Notice)
    assert found.isVisible()
    return found


def bar(explorer: NumberExplorer) -> MessageBar:
    found = part(explorer, MessageBar, "offers_message")
    assert isinstance(found, MessageBar)
    return found


def press(qtbot: QtBot, explorer: NumberExplorer, key: Qt.Key, *keys: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(explorer.view, key, *keys)


def test_the_countries_are_asked_for_when_somebody_looks(explorer: NumberExplorer, service: Service) -> None:
    assert service.asked == [("look", "", "", False)]
    assert notice(explorer).text == "Asking byFax which numbers there are…"
    service.say(known())
    assert listed(explorer) == ["Belarus ›", "Germany ›", "United States ›"]
    assert chosen(explorer) == "Belarus ›", "one's own country is at hand"
    assert text(explorer, "offers_count") == "3 countries"


def test_a_number_in_minsk_is_found_in_three_steps(
    explorer: NumberExplorer, service: Service, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) is None)
    service.say(known())
    explorer.search.setFocus()
    qtbot.keyClicks(explorer.search, "minsk")
    assert listed(explorer) == ["Belarus ›"]
    qtbot.keyClick(explorer.search, Qt.Key.Key_Return)
    press(qtbot, explorer, Qt.Key.Key_Return)
    assert service.asked[-1] == ("look", "BLR", "", False)
    service.say(known(BLR=(group("G", "Gomel", "232"), *BELARUS)))

    assert chosen(explorer) == "Minsk"
    assert explorer.focusWidget() is explorer.view
    with qtbot.waitSignal(explorer.noted) as noted:
        press(qtbot, explorer, Qt.Key.Key_Return)
    assert opened == ["https://byfax.biz"]
    assert noted.args is not None
    assert "order a number that begins with +375 17 (Minsk, Belarus)" in noted.args[0]


def test_the_way_leads_into_states_and_back(explorer: NumberExplorer, service: Service, qtbot: QtBot) -> None:
    everything = known(states=STATES, USA_CA=CALIFORNIA)
    service.say(everything)
    explorer.view.setCurrentIndex(explorer.model.index(2, 0))
    press(qtbot, explorer, Qt.Key.Key_Return)
    service.say(everything)
    assert listed(explorer) == ["California ›", "New York ›"]
    press(qtbot, explorer, Qt.Key.Key_Return)
    service.say(everything)
    assert (listed(explorer), text(explorer, "offers_here")) == (["Los Angeles"], "California")
    assert [call[1:3] for call in service.asked] == [("", ""), ("USA", ""), ("USA", "CA")]
    press(qtbot, explorer, Qt.Key.Key_Backspace)
    assert chosen(explorer) == "California ›"
    press(qtbot, explorer, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert chosen(explorer) == "United States ›", "one comes back to where one was"


def test_every_place_on_the_way_is_a_button(explorer: NumberExplorer, service: Service) -> None:
    service.say(known(states=STATES, USA_CA=CALIFORNIA))
    explorer.go("USA", "CA")
    service.say(known(states=STATES, USA_CA=CALIFORNIA))
    step = part(explorer, QToolButton, "offers_step_1")
    assert (step.text(), step.accessibleName()) == ("United States", "Go to United States")
    step.click()
    assert listed(explorer) == ["California ›", "New York ›"]
    part(explorer, QToolButton, "offers_step_0").click()
    assert "Germany ›" in listed(explorer)


def test_what_was_known_is_shown_with_its_age_while_byfax_is_asked(
    explorer: NumberExplorer, session: Session, service: Service, qtbot: QtBot
) -> None:
    old = known().having(("groups", "BLR", ""), Told(BELARUS, datetime(2026, 1, 2, 3, 4, tzinfo=UTC)))
    service.say(old)
    explorer.go("BLR")
    assert listed(explorer) == ["Minsk", "Brest"]
    assert text(explorer, "offers_age") == "Asking byFax…"
    service.say(old)
    assert text(explorer, "offers_age").startswith("As of ")


def test_refreshing_asks_for_what_is_listed(explorer: NumberExplorer, service: Service) -> None:
    service.say(known(BLR=BELARUS))
    explorer.go("BLR")
    service.say(known(BLR=BELARUS))
    part(explorer, QPushButton, "offers_refresh").click()
    assert service.asked[-1] == ("look", "BLR", "", True)
    service.say(known(BLR=(*BELARUS, group("G", "Gomel", "232"))))
    assert listed(explorer) == ["Gomel", "Minsk", "Brest"]


def test_asking_can_be_called_off(explorer: NumberExplorer, session: Session, service: Service) -> None:
    cancel = part(explorer, QPushButton, "offers_refresh")
    assert cancel.accessibleName() == "Cancel asking byFax"
    cancel.click()
    assert engine_of(session).cancelled == ["offer 1"]
    service.say(KnownOffers())
    assert notice(explorer).text == "Nothing is known of the numbers there yet."
    notice(explorer).action_triggered.emit()
    assert service.asked[-1] == ("look", "", "", True)


def test_a_failure_takes_nothing_away_and_is_told(explorer: NumberExplorer, service: Service) -> None:
    service.say(known(BLR=BELARUS), OFFLINE)
    assert bar(explorer).text == "byFax can't be reached. Check the internet connection."
    assert listed(explorer) != []
    explorer.go("DEU")
    assert bar(explorer).text == ""
    service.say(known(BLR=BELARUS), OFFLINE)
    assert notice(explorer).text.startswith("byFax can't be reached.")
    notice(explorer).action_triggered.emit()
    assert service.asked[-1] == ("look", "DEU", "", True)


def test_what_the_window_says_already_is_not_said_twice(
    explorer: NumberExplorer, session: Session, service: Service
) -> None:
    session.bridge.connection_changed.emit(ConnectionChanged(Connection.OFFLINE, OFFLINE))
    service.say(known(), OFFLINE)
    assert bar(explorer).text == ""
    asked = len(service.asked)
    session.bridge.connection_changed.emit(ConnectionChanged(Connection.ONLINE))
    assert len(service.asked) == asked + 1, "it is asked for again"


def test_who_may_not_look_is_told_so(explorer: NumberExplorer, service: Service) -> None:
    service.say(KnownOffers(), REFUSED)
    assert notice(explorer).text == "Your account may not do this. Ask whoever manages the byFax account."


def test_a_place_without_numbers_is_said_to_have_none(explorer: NumberExplorer, service: Service) -> None:
    service.say(known(DEU=()))
    explorer.go("DEU")
    service.say(known(DEU=()))
    assert notice(explorer).text == "byFax has no numbers there now."
    notice(explorer).action_triggered.emit()
    assert "Belarus ›" in listed(explorer)


def test_a_search_that_finds_nothing_says_where_to_look(explorer: NumberExplorer, service: Service) -> None:
    service.say(known(BLR=BELARUS))
    explorer.search.setText("atlantis")
    assert notice(explorer).text.startswith("Nothing that is known so far matches.")
    notice(explorer).action_triggered.emit()
    assert explorer.search.text() == ""
    assert len(listed(explorer)) == 3


def test_ones_own_country_is_the_first_to_be_looked_into(explorer: NumberExplorer, service: Service) -> None:
    service.say(known())
    explorer.search.setText("минск")
    assert notice(explorer).button.text() == "Look in Belarus"
    notice(explorer).action_triggered.emit()
    assert service.asked[-1] == ("look", "BLR", "", False)
    service.say(known(BLR=BELARUS))
    assert listed(explorer) == ["Minsk", "Brest"]


def test_a_search_names_places_in_full_and_says_what_it_looked_in(
    explorer: NumberExplorer, service: Service
) -> None:
    service.say(known(states=STATES, BLR=BELARUS, USA_CA=CALIFORNIA))
    explorer.search.setText("s")
    assert "Los Angeles, California, United States" in listed(explorer)
    assert "1 of 3 countries" in text(explorer, "offers_here")
    explorer.search.setText("minsk")
    assert listed(explorer) == ["Minsk, Belarus"]
    assert text(explorer, "offers_count") == "1 match"
    explorer.search.clear()
    assert listed(explorer)[0] == "Belarus ›"


def test_only_what_can_be_had_now_is_listed_if_one_likes(explorer: NumberExplorer, service: Service) -> None:
    only = part(explorer, QCheckBox, "offers_only_available")
    service.say(known(BLR=BELARUS, DEU=(group("X", "Berlin", "30", "DEU", is_available=False),)))
    explorer.go("BLR")
    only.setChecked(True)
    assert listed(explorer) == ["Minsk"]
    explorer.go("DEU")
    assert notice(explorer).text.startswith("None of these can be had now.")
    notice(explorer).action_triggered.emit()
    assert not only.isChecked()
    assert listed(explorer) == ["Berlin"]


def test_all_states_can_be_looked_into_at_once(explorer: NumberExplorer, service: Service) -> None:
    service.say(known(states=STATES, USA_CA=CALIFORNIA))
    everywhere = part(explorer, QPushButton, "offers_all_states")
    assert not everywhere.isVisible()
    explorer.go("USA")
    service.say(known(states=STATES, USA_CA=CALIFORNIA))
    assert everywhere.isVisible()
    everywhere.click()
    assert service.asked[-1] == ("states", "USA")
    service.say(known(states=STATES, USA_CA=CALIFORNIA, USA_NY=()))
    assert not everywhere.isVisible()


def test_a_group_is_looked_at_once_somebody_stays_with_it(
    explorer: NumberExplorer, session: Session, service: Service, qtbot: QtBot
) -> None:
    service.say(known(BLR=BELARUS))
    explorer.go("BLR")
    service.say(known(BLR=BELARUS))
    qtbot.waitUntil(lambda: service.asked[-1] == ("group", "M"))
    gone = group("M", "Minsk", "17", is_available=False)
    service.say(known(BLR=BELARUS).having(("group", "M", ""), Told((gone,), datetime.now(UTC))))
    panel = part(explorer, FactPanel, "offers_facts")
    assert panel.shown.state == "No number can be had now"


def test_why_a_group_could_not_be_looked_at_is_said_beside_it(
    explorer: NumberExplorer, session: Session, service: Service, qtbot: QtBot
) -> None:
    service.say(known(BLR=BELARUS))
    explorer.go("BLR")
    service.say(known(BLR=BELARUS))
    qtbot.waitUntil(lambda: service.asked[-1] == ("group", "M"))
    session.bridge.job_finished.emit(JobFinished(f"offer {len(service.asked)}", OFFLINE))
    panel = part(explorer, FactPanel, "offers_facts")
    assert "not known: byFax can't be reached." in panel.shown.advice
    told = Told((BELARUS[1],), datetime.now(UTC))
    explorer.view.setCurrentIndex(explorer.model.index(1, 0))
    explorer.view.setCurrentIndex(explorer.model.index(0, 0))
    qtbot.waitUntil(lambda: service.asked[-1] == ("group", "M") and service.asked.count(("group", "M")) == 2)
    service.say(known(BLR=BELARUS).having(("group", "M", ""), told))
    assert "not known" not in panel.shown.advice


def test_a_list_that_is_newer_than_what_was_said_of_a_group_is_right(
    explorer: NumberExplorer, service: Service, qtbot: QtBot
) -> None:
    service.say(known(BLR=BELARUS))
    explorer.go("BLR")
    service.say(known(BLR=BELARUS))
    qtbot.waitUntil(lambda: service.asked[-1] == ("group", "M"))
    old = Told((group("M", "Minsk", "17", is_available=False),), datetime(2020, 1, 1, tzinfo=UTC))
    service.say(known(BLR=BELARUS).having(("group", "M", ""), old))
    assert part(explorer, FactPanel, "offers_facts").shown.state == "Numbers can be had now"


def test_a_trouble_that_was_sent_away_stays_away(explorer: NumberExplorer, service: Service) -> None:
    service.say(known(), OFFLINE)
    bar(explorer).clear()
    explorer.search.setText("b")
    assert bar(explorer).text == ""
    part(explorer, QPushButton, "offers_refresh").click()
    service.say(known(), OFFLINE)
    assert bar(explorer).text != "", "but it is told of the next question"


def test_the_menu_of_the_list_does_what_the_keys_do(
    explorer: NumberExplorer, service: Service, qtbot: QtBot
) -> None:
    service.say(known(BLR=BELARUS))
    enabled = {action.objectName(): action.isEnabled() for action in explorer.view.actions()}
    assert enabled == {
        "offers_open_action": True,
        "offers_back_action": False,
        "offers_get_action": False,
        "offers_copy_action": True,
    }
    explorer.go("BLR")
    explorer.view.actions()[3].trigger()
    assert QGuiApplication.clipboard().text() == "+375 17"
    enabled = {action.objectName(): action.isEnabled() for action in explorer.view.actions()}
    assert not enabled["offers_open_action"]
    assert enabled["offers_back_action"]
    assert enabled["offers_get_action"]


def test_the_keyboard_reaches_everything_in_its_order(
    explorer: NumberExplorer, service: Service, qtbot: QtBot
) -> None:
    service.say(known(states=STATES, USA_CA=CALIFORNIA))
    explorer.go("USA")
    service.say(known(states=STATES, USA_CA=CALIFORNIA))
    explorer.search.setFocus()
    names = []
    for _ in range(9):
        focused = QGuiApplication.focusObject()
        assert focused is not None
        names.append(focused.objectName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert names == [
        "offers_search",
        "offers_only_available",
        "offers_step_0",
        "offers_all_states",
        "offers_refresh",
        "offers_list",
        "offers_facts",
        "offers_facts_copy",
        "offers_facts_deed",
    ]


def test_everything_has_a_name_for_those_who_hear_it(explorer: NumberExplorer, service: Service) -> None:
    service.say(known(states=STATES, BLR=BELARUS))
    for kind in (QPushButton, QToolButton, QCheckBox):
        for widget in explorer.findChildren(kind):
            if widget.isVisible() and widget.objectName():
                assert widget.accessibleName() or widget.text(), widget.objectName()


def test_another_account_sees_nothing_of_the_one_before(
    explorer: NumberExplorer, session: Session, service: Service
) -> None:
    service.say(known(BLR=BELARUS))
    explorer.go("BLR")
    explorer.search.setText("m")
    session.set_account(DEMO)
    assert listed(explorer) == []
    assert explorer.search.text() == ""
    assert service.asked[-1] == ("look", "", "", False)


def test_without_an_account_that_is_said(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = shell_session(tmp_path, None)
    monkeypatch.setattr(session.engine, "look_at_offers", lambda *_: "")
    explorer = NumberExplorer(session)
    qtbot.addWidget(explorer)
    explorer.show()
    assert notice(explorer).text.startswith("There is no account yet.")


def test_thousands_of_groups_are_listed_and_searched(explorer: NumberExplorer, service: Service) -> None:
    many = tuple(group(f"g{at}", f"City {at}", str(at)) for at in range(5000))
    service.say(known(BLR=many))
    explorer.search.setText("city 4999")
    assert listed(explorer) == ["City 4999, Belarus"]
    explorer.search.clear()
    explorer.go("BLR")
    assert text(explorer, "offers_count") == "5,000 kinds of numbers"
    assert isinstance(part(explorer, QLabel, "offers_count"), QLabel)
