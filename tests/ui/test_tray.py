"""The icon in the tray: what it says, what can be done from there, and that no window is lost behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot
from shell_doubles import REAL, shell_session
from tab_doubles import DictSettings, received

from byfax_desktop.engine.events import (
    Connection,
    ConnectionChanged,
    InboxChanged,
    OutboxChanged,
    WaitingChanged,
)
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.computer.snooze import Snooze
from byfax_desktop.ui.computer.tray import HOPE, Tray
from byfax_desktop.ui.computer.tray_icon import SIZES, tray_icon
from byfax_desktop.ui.computer.tray_state import TrayState, tray_words
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.settings.options import STAY, TRAY
from byfax_desktop.ui.tab_bar import COMPOSE, INBOX, OUTBOX, Counts

NOON = datetime(2026, 11, 23, 12, 0)
CONNECTIONS = ["", "connecting", "online", "offline", "refused"]


class System:
    """The computer's tray, which comes and goes as a test has it."""

    def __init__(self) -> None:
        self.has_tray = True


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> System:
    system = System()
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: system.has_tray)
    return system


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path, REAL)


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> Iterator[MainWindow]:
    window = MainWindow(session)
    qtbot.addWidget(window)
    window.show()
    yield window
    window.can_hide = lambda: False
    QGuiApplication.setQuitOnLastWindowClosed(True)


@pytest.fixture
def tray(window: MainWindow, session: Session, system: System) -> Tray:
    tray = Tray(window, session, Snooze(session.settings, lambda: NOON))
    window.can_hide = tray.can_hide
    window.hidden_away.connect(tray.hide_away)
    return tray


def action(tray: Tray, name: str) -> QAction:
    found = [each for each in tray.menu.findChildren(QAction) if each.objectName() == name]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("connection", "counts", "is_held", "state"),
    [
        ("online", Counts(), False, TrayState.IDLE),
        ("online", Counts(live=3), False, TrayState.SENDING),
        ("online", Counts(live=3, unread=1), False, TrayState.UNREAD),
        ("online", Counts(live=3, unread=1, for_you=1), False, TrayState.TROUBLE),
        ("offline", Counts(live=3, unread=1), False, TrayState.OFFLINE),
        ("offline", Counts(live=1), True, TrayState.OFFLINE),
        ("online", Counts(live=1), True, TrayState.TROUBLE),
        ("refused", Counts(), False, TrayState.TROUBLE),
        ("", Counts(), False, TrayState.IDLE),
    ],
)
def test_the_state_is_what_matters_most(
    connection: str, counts: Counts, is_held: bool, state: TrayState
) -> None:
    assert tray_words("byFax", connection, counts, is_held).state is state


def test_the_tip_tells_all_counts() -> None:
    words = tray_words("byFax", "offline", Counts(2, 1, 3), is_held=True)
    assert (
        words.tip
        == "byFax Desktop – byFax\nOffline · All faxes wait · 1 needs you · 2 on their way · 3 unread"
    )
    assert tray_words("", "", Counts()).tip == "byFax Desktop"


counts = st.integers(0, 10_000)


@given(st.sampled_from(CONNECTIONS), st.builds(Counts, counts, counts, counts, counts), st.booleans())
def test_whoever_is_needed_is_told_so_and_no_count_is_left_out(
    connection: str, counted: Counts, is_held: bool
) -> None:
    words = tray_words("A", connection, counted, is_held)
    assert (words.state is TrayState.TROUBLE) >= bool(counted.for_you)
    for number in (counted.live, counted.for_you, counted.unread):
        assert not number or str(number) in words.tip


def test_each_state_has_a_picture_of_its_own_in_every_size(qtbot: QtBot) -> None:
    for size in SIZES:
        pictures = [tray_icon(state).pixmap(size, size).toImage() for state in TrayState]
        assert all(picture.width() == size for picture in pictures)
        assert all(a != b for i, a in enumerate(pictures) for b in pictures[:i])


def test_the_icon_follows_what_happens(tray: Tray, session: Session) -> None:
    session.bridge.outbox_changed.emit(OutboxChanged(None, live=1, for_you=1))
    session.bridge.inbox_changed.emit(InboxChanged((received("f1"), received("f2", unread=False))))
    assert tray.icon.toolTip() == "byFax Desktop – byFax\n1 needs you · 1 on its way · 1 unread"
    assert action(tray, "tray_outbox").text() == "O&utbox (2)"
    assert action(tray, "tray_inbox").text() == "&Inbox (1)"
    session.bridge.connection_changed.emit(ConnectionChanged(Connection.OFFLINE, Trouble("Away.", "Wait.")))
    session.bridge.waiting_changed.emit(WaitingChanged(1, 0, Trouble("No money.", "Pay.")))
    assert "Offline · All faxes wait" in tray.icon.toolTip()
    session.set_account(None)
    assert tray.icon.toolTip() == "byFax Desktop"


def test_the_menu_leads_back_into_the_window(tray: Tray, window: MainWindow) -> None:
    for name, index in (("tray_outbox", OUTBOX), ("tray_inbox", INBOX), ("tray_new_fax", COMPOSE)):
        window.hide()
        action(tray, name).trigger()
        assert window.isVisible()
        assert window.tabs.currentIndex() == index
    window.hide()
    tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert window.isVisible()


def test_closing_the_window_ends_the_program_unless_a_person_wants_otherwise(
    tray: Tray, window: MainWindow, session: Session
) -> None:
    assert not tray.can_hide()
    session.preferences.choose(STAY, True)
    window.close()
    assert not window.isVisible()
    assert not QGuiApplication.quitOnLastWindowClosed()
    window.come_to_front()
    tray.fit()
    assert QGuiApplication.quitOnLastWindowClosed()


def test_a_window_that_came_from_the_tray_ends_the_program_at_once_where_it_is_not_to_stay(
    tray: Tray, window: MainWindow, session: Session
) -> None:
    session.preferences.choose(STAY, True)
    window.close()
    window.come_to_front()
    session.preferences.choose(STAY, False)
    QGuiApplication.setQuitOnLastWindowClosed(False)
    window.close()
    assert QGuiApplication.quitOnLastWindowClosed()


def test_quit_ends_it_all_the_same(tray: Tray, window: MainWindow, session: Session, qtbot: QtBot) -> None:
    session.preferences.choose(STAY, True)
    with qtbot.assertNotEmitted(window.hidden_away):
        action(tray, "tray_quit").trigger()
    assert not window.isVisible()


def test_without_a_tray_closing_ends_the_program(tray: Tray, session: Session, system: System) -> None:
    session.preferences.choose(STAY, True)
    system.has_tray = False
    assert not tray.can_hide()
    system.has_tray = True
    session.preferences.choose(TRAY, False)
    assert not tray.can_hide()


def test_a_hidden_window_comes_back_when_the_tray_goes(
    tray: Tray, window: MainWindow, session: Session, system: System
) -> None:
    session.preferences.choose(STAY, True)
    window.close()
    system.has_tray = False
    tray.fit()
    assert window.isVisible()


def test_a_hidden_start_waits_for_a_tray_and_shows_the_window_when_none_comes(
    tray: Tray, window: MainWindow, system: System
) -> None:
    window.hide()
    system.has_tray = False
    tray.begin_hidden()
    for _ in range(HOPE - 1):
        tray.fit()
    assert not window.isVisible()
    tray.fit()
    assert window.isVisible()


def test_a_hidden_start_stays_hidden_in_a_tray_that_comes_late(
    tray: Tray, window: MainWindow, system: System
) -> None:
    window.hide()
    system.has_tray = False
    tray.begin_hidden()
    system.has_tray = True
    for _ in range(2 * HOPE):
        tray.fit()
    assert not window.isVisible()


def test_the_icon_goes_when_a_person_does_not_want_it(tray: Tray, session: Session) -> None:
    assert tray.icon.isVisible()
    session.preferences.choose(TRAY, False)
    assert not tray.icon.isVisible()


def test_notifications_are_paused_and_go_on_from_the_menu(tray: Tray, session: Session) -> None:
    assert not action(tray, "tray_snooze_end").isEnabled()
    action(tray, "tray_snooze_60").trigger()
    assert action(tray, "tray_snooze_end").text() == "&Go on now (paused till 13:00)"
    assert Snooze(session.settings, lambda: NOON).till == NOON + timedelta(hours=1)
    assert tray.icon.toolTip().endswith("Notifications paused till 13:00")
    action(tray, "tray_snooze_end").trigger()
    assert "paused" not in tray.icon.toolTip()
    assert Snooze(session.settings, lambda: NOON).till is None


def test_a_pause_is_over_at_its_time_and_tells_so(qtbot: QtBot) -> None:
    now = [NOON]
    snooze = Snooze(DictSettings(), lambda: now[0])
    snooze.begin(30)
    now[0] += timedelta(minutes=30)
    assert snooze.till is None


@pytest.mark.parametrize(
    "kept", ["", "tomorrow", "2126-11-23T12:00:00", "2026-11-23T12:30:00+00:00", None, 7]
)
def test_a_pause_that_makes_no_sense_is_none(qtbot: QtBot, kept: Any) -> None:
    settings = DictSettings()
    settings.setValue("notify/snoozed_till", kept)
    assert Snooze(settings, lambda: NOON).till is None


def test_locked_it_tells_nothing(tray: Tray, window: MainWindow, session: Session) -> None:
    session.bridge.outbox_changed.emit(OutboxChanged(None, live=2, for_you=1))
    assert action(tray, "tray_outbox").text() != "O&utbox"
    session.set_locked(True)
    assert tray.icon.toolTip() == "byFax Desktop is locked"
    assert action(tray, "tray_outbox").text() == "O&utbox"
    session.bridge.connection_changed.emit(ConnectionChanged(Connection.OFFLINE))
    assert tray.icon.toolTip() == "byFax Desktop is locked"
    session.set_locked(False)
    assert action(tray, "tray_outbox").text() != "O&utbox"
