"""A connection to a D-Bus: calls that are answered, and signals that are heard. Linux only.

jeepney speaks D-Bus here and not Qt, because it can say of what type a number is, which many interfaces ask for; it
is what keyring talks to the Secret Service with, so nothing new is installed.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from typing import Any

from jeepney import (
    DBusAddress,
    DBusErrorResponse,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    new_method_call,
)
from jeepney.io.threading import DBusConnection, ReceiveStopped, open_dbus_connection

PATIENCE = 5.0
"""Seconds in which a call is to be answered."""
SESSION, SYSTEM = "SESSION", "SYSTEM"

_THE_BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
_log = logging.getLogger(__name__)

Hear = Callable[[str, tuple[Any, ...]], object]
"""Gets the name of a signal and what it says."""


class BusTrouble(ConnectionError):
    """There is no such bus, nobody of this name on it, or no answer."""


class Bus:
    """Calls wait for their answers: make none on the window's thread. Signals are heard on a thread of the bus."""

    def __init__(self, which: str = SESSION) -> None:
        """Raises BusTrouble."""
        try:
            self._connection: DBusConnection = open_dbus_connection(which)
        except Exception as error:  # no bus, an address that makes no sense, or one that shuts us out
            raise BusTrouble(type(error).__name__) from None
        self._lock = threading.Lock()
        self._open: dict[int, Future[Message]] = {}
        self._rules: list[tuple[MatchRule, Hear]] = []
        self._signals: queue.SimpleQueue[tuple[Hear, Message] | None] = queue.SimpleQueue()
        threading.Thread(target=self._receive, name="byfax-bus", daemon=True).start()
        threading.Thread(target=self._tell, name="byfax-bus-signals", daemon=True).start()

    def call(
        self, address: DBusAddress, method: str, signature: str = "", values: Sequence[Any] = ()
    ) -> tuple[Any, ...]:
        """Call a method and return what it answers. Raises BusTrouble."""
        message = new_method_call(address, method, signature or None, tuple(values))
        serial = next(self._connection.outgoing_serial)
        reply: Future[Message] = Future()
        with self._lock:
            self._open[serial] = reply
        try:
            self._connection.send(message, serial=serial)
            answer = reply.result(PATIENCE)
        except Exception as error:  # the bus has gone, nobody answers, or a value is none for the wire
            raise BusTrouble(type(error).__name__) from None
        finally:
            with self._lock:
                self._open.pop(serial, None)
        if answer.header.message_type is MessageType.error:
            raise BusTrouble(str(DBusErrorResponse(answer).name))
        return tuple(answer.body)

    def listen(self, address: DBusAddress, hear: Hear) -> None:
        """Have ``hear`` called with each signal of an object's interface. Raises BusTrouble."""
        rule = MatchRule(type="signal", interface=address.interface, path=address.object_path)
        with self._lock:
            self._rules.append((rule, hear))
        self.call(_THE_BUS, "AddMatch", "s", (rule.serialise(),))

    def close(self) -> None:
        """Hear and say no more."""
        with suppress(OSError):
            self._connection.interrupt()

    def _receive(self) -> None:
        # The bus may go before us, at the end of a session; whoever calls afterwards learns of that.
        with suppress(ReceiveStopped, OSError, EOFError, ValueError):
            while True:
                self._take(self._connection.receive())
        self._signals.put(None)
        with self._lock:
            for reply in self._open.values():
                reply.set_exception(BusTrouble("closed"))
            self._open.clear()
        self._connection.close()

    def _take(self, message: Message) -> None:
        answered = message.header.fields.get(HeaderFields.reply_serial)
        with self._lock:
            reply = self._open.pop(answered, None)
            rules = tuple(self._rules)
        if reply is not None:
            reply.set_result(message)
            return
        for rule, hear in rules:
            if rule.matches(message):
                self._signals.put((hear, message))

    def _tell(self) -> None:
        while (signal := self._signals.get()) is not None:
            hear, message = signal
            try:
                hear(str(message.header.fields.get(HeaderFields.member)), tuple(message.body))
            except (TypeError, ValueError, IndexError):
                _log.warning("A signal of the bus was not as its standard has it.")
