"""Calls and signals on a D-Bus, and what happens when it is not there."""

from __future__ import annotations

import queue
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from private_bus import PrivateBus, missing_bus_tools

if sys.platform != "linux" or missing_bus_tools():
    pytest.skip("needs a D-Bus", allow_module_level=True)

from jeepney import DBusAddress

from byfax_desktop.desktop.bus import Bus, BusTrouble

THE_BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
NOBODY = DBusAddress("/biz/byfax", "biz.byfax.Nobody", "biz.byfax.Nobody")
NAME = "biz.byfax.Test"


@pytest.fixture
def private_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateBus]:
    with PrivateBus() as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        yield bus


def test_a_call_is_answered(private_bus: PrivateBus) -> None:
    bus = Bus()
    assert bus.call(THE_BUS, "NameHasOwner", "s", ("org.freedesktop.DBus",)) == (True,)
    bus.close()


def test_signals_are_heard_by_those_who_listen(private_bus: PrivateBus) -> None:
    bus, other = Bus(), Bus()
    heard: queue.SimpleQueue[tuple[str, tuple[Any, ...]]] = queue.SimpleQueue()
    bus.listen(THE_BUS, lambda name, said: heard.put((name, said)))
    other.call(THE_BUS, "RequestName", "su", (NAME, 0))
    while (signal := heard.get(timeout=10))[1][0] != NAME:
        assert signal[0] in ("NameAcquired", "NameOwnerChanged")
    assert signal[0] == "NameOwnerChanged"
    bus.close()
    other.close()


def test_a_listener_that_stumbles_hears_the_next(private_bus: PrivateBus) -> None:
    bus, other = Bus(), Bus()
    heard: queue.SimpleQueue[str] = queue.SimpleQueue()

    def hear(name: str, said: tuple[Any, ...]) -> None:
        heard.put(name)
        raise IndexError

    bus.listen(THE_BUS, hear)
    for number in range(2):
        other.call(THE_BUS, "RequestName", "su", (f"{NAME}{number}", 0))
    assert [heard.get(timeout=10) for _ in range(2)]
    bus.close()
    other.close()


@pytest.mark.parametrize(
    "call",
    [
        (NOBODY, "Hello"),
        (THE_BUS, "NoSuchMethod"),
        (THE_BUS, "NameHasOwner", "u", (1,)),
        (THE_BUS, "NameHasOwner", "s", (object(),)),
    ],
)
def test_what_cannot_be_called_is_trouble_and_the_connection_lives_on(
    private_bus: PrivateBus, call: tuple[Any, ...]
) -> None:
    bus = Bus()
    with pytest.raises(BusTrouble):
        bus.call(*call)
    assert bus.call(THE_BUS, "NameHasOwner", "s", (NAME,)) == (False,)
    bus.close()


@pytest.mark.parametrize("address", ["", "nonsense", "unix:path=/nowhere/bus", "tcp:host=localhost,port=1"])
def test_a_computer_without_a_bus_says_so(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    with pytest.raises(BusTrouble):
        Bus()


def test_a_bus_that_goes_is_trouble_at_the_next_call_only(private_bus: PrivateBus) -> None:
    bus = Bus()
    private_bus.end()
    with pytest.raises(BusTrouble):
        bus.call(THE_BUS, "NameHasOwner", "s", (NAME,))
    bus.close()


def test_a_computer_without_a_bus_is_nothing_unforeseen():
    """What is an OSError is told in words where it matters, and fills no log."""
    assert issubclass(BusTrouble, OSError)
