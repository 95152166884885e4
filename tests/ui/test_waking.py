"""A computer that slept, or came to another network."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shell_doubles import engine_of, shell_session

from byfax_desktop.ui.computer import waking as module
from byfax_desktop.ui.computer.waking import GAP, TICK, Waking
from byfax_desktop.ui.session import Session


class Clock:
    """Seconds since the computer was started."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.setattr(module, "SETTLE", 10)
    return Clock()


@pytest.fixture
def waking(session: Session, clock: Clock) -> Waking:
    return Waking(session, clock, session)


def test_a_clock_that_jumped_means_that_the_computer_slept(
    waking: Waking, session: Session, clock: Clock, qtbot: QtBot
) -> None:
    clock.now += 8 * 3600
    waking.look()
    qtbot.waitUntil(lambda: engine_of(session).woken == 1)
    assert engine_of(session).refreshed == 0


def test_a_look_that_is_a_little_late_means_nothing(
    waking: Waking, session: Session, clock: Clock, qtbot: QtBot
) -> None:
    for _ in range(5):
        clock.now += TICK + GAP
        waking.look()
    waking.note_network()
    qtbot.waitUntil(lambda: engine_of(session).refreshed == 1)
    assert engine_of(session).woken == 0


def test_several_signs_of_one_awakening_ask_once(
    waking: Waking, session: Session, clock: Clock, qtbot: QtBot
) -> None:
    waking.note_network()
    waking.note_sleep()
    clock.now += 3600
    waking.look()
    waking.note_network()
    qtbot.waitUntil(lambda: engine_of(session).woken == 1)
    waking.note_network()
    qtbot.waitUntil(lambda: engine_of(session).refreshed == 1)
    assert engine_of(session).woken == 1


@pytest.mark.skipif(sys.platform != "linux", reason="logind")
def test_the_word_of_logind_is_heard(
    session: Session, clock: Clock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from private_bus import PrivateBus, missing_bus_tools

    if missing_bus_tools():
        pytest.skip("needs a D-Bus")
    from jeepney import DBusAddress, new_signal
    from jeepney.io.blocking import open_dbus_connection

    from byfax_desktop.desktop import sleep

    with PrivateBus() as bus:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address)
        waking = Waking(session, clock, session)
        waking.begin()
        qtbot.waitUntil(lambda: waking._listener is not None)
        login = open_dbus_connection(bus.address)
        address = DBusAddress(sleep._LOGIN.object_path, interface=sleep._LOGIN.interface)
        for is_going_to_sleep in (True, False):
            login.send(new_signal(address, "PrepareForSleep", "b", (is_going_to_sleep,)))
        qtbot.waitUntil(lambda: engine_of(session).woken == 1)
        login.close()
        waking.close()


def test_a_computer_without_logind_works_by_the_clock(
    session: Session, clock: Clock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere")
    waking = Waking(session, clock, session)
    waking.begin()
    clock.now += 3600
    waking.look()
    qtbot.waitUntil(lambda: engine_of(session).woken == 1)
