"""How the program stands with the service, gathered from everything that asks it regularly."""

from __future__ import annotations

import threading
from collections.abc import Callable

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.events import Connection, ConnectionChanged
from byfax_desktop.engine.trouble import Trouble, as_trouble
from byfax_desktop.service.errors import AuthorizationRefused, LocalFileError, NotSent, OutcomeUnknown

_WORST_FIRST = (Connection.OFFLINE, Connection.ONLINE, Connection.REFUSED, Connection.CONNECTING)


class Link:
    """Publishes a change of the connection once, however many notice it; ``on_return`` is called when it is back."""

    def __init__(self, bus: EventBus, on_return: Callable[[], None]) -> None:
        self._bus = bus
        self._on_return = on_return
        self._lock = threading.Lock()
        self._seen: dict[str, ConnectionChanged] = {}
        self._told: ConnectionChanged | None = None

    def begin(self) -> None:
        """Nobody has asked the service yet."""
        self._note("", ConnectionChanged(Connection.CONNECTING))

    def found(self, asker: str) -> None:
        """The service has answered."""
        before = self._note(asker, ConnectionChanged(Connection.ONLINE))
        if before in (Connection.OFFLINE, Connection.REFUSED):
            self._on_return()

    def lost(self, asker: str, failure: Exception) -> None:
        """The service did not answer, or not as it should."""
        self._note(asker, _meaning(failure))

    def _note(self, asker: str, change: ConnectionChanged) -> Connection | None:
        with self._lock:
            before = self._seen.get(asker)
            self._seen[asker] = change
            overall = self._overall()
            is_news = overall != self._told
            self._told = overall
            if is_news:
                # Inside the lock: many threads tell of changes, and the latest must be heard last.
                self._bus.publish(overall)
        return before.state if before else None

    def _overall(self) -> ConnectionChanged:
        """One that cannot reach the service tells of the network; one that is refused, only of its own right."""
        state = next(
            state for state in _WORST_FIRST if any(seen.state is state for seen in self._seen.values())
        )
        troubles = (seen.trouble for seen in self._seen.values() if seen.state is state and seen.trouble)
        return ConnectionChanged(state, next(troubles, None))


def _meaning(failure: Exception) -> ConnectionChanged:
    trouble: Trouble = as_trouble(failure)
    if isinstance(failure, AuthorizationRefused):
        return ConnectionChanged(Connection.REFUSED, trouble)
    if isinstance(failure, (NotSent, OutcomeUnknown)) and not isinstance(failure, LocalFileError):
        return ConnectionChanged(Connection.OFFLINE, trouble)
    return ConnectionChanged(Connection.ONLINE, trouble)
