"""What is known of the chosen fax, with its history, which has to be read from the disk."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.outbox.facts import broadcast_facts, message_facts
from byfax_desktop.ui.widgets.fact_panel import FactPanel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from byfax_desktop.engine.attempts import Attempt
    from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
    from byfax_desktop.store.submissions import HistoryEntry
    from byfax_desktop.ui.session import Session


class FaxDetail(FactPanel):
    """Shows a fax at once, and what happened to it as soon as that is read."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("outbox_facts", parent)
        self._session = session
        self._entry: OutboxEntry | None = None
        self._message: OutboxMessage | None = None
        self._told: tuple[HistoryEntry, ...] = ()
        self._tries: tuple[Attempt, ...] = ()
        self._is_reading = self._is_stale = False

    def show_fax(self, entry: OutboxEntry, message: OutboxMessage | None) -> None:
        """Show a broadcast, or the fax of one of its recipients."""
        if self._ref != entry.broadcast.broadcast_ref:
            self._told, self._tries = (), ()
        self._entry, self._message = entry, message
        self._draw()
        self.read_again()

    def clear(self) -> None:
        """Show nothing."""
        self._entry = self._message = None
        self._told, self._tries = (), ()
        super().clear()

    def read_again(self) -> None:
        """Something may have happened to the fax that is shown."""
        if self._entry is None:
            return
        self._is_stale = self._is_reading
        if not self._is_reading:
            self._is_reading = True
            ref = self._entry.broadcast.broadcast_ref
            engine = self._session.engine
            self._session.workers.run(
                lambda: (engine.history(ref), engine.attempts(ref)), partial(self._take, ref)
            )

    @property
    def _ref(self) -> str:
        return self._entry.broadcast.broadcast_ref if self._entry else ""

    def _take(self, ref: str, result: tuple[tuple[HistoryEntry, ...], tuple[Attempt, ...]] | Trouble) -> None:
        self._is_reading = False
        # A history that cannot be read is left out: a disk in trouble is told of where it matters more.
        if ref == self._ref and not isinstance(result, Trouble):
            self._told, self._tries = result
            self._draw()
        if self._is_stale:
            self.read_again()

    def _draw(self) -> None:
        if self._entry and self._message:
            self.show_facts(message_facts(self._entry, self._message, self._told, self._tries))
        elif self._entry:
            self.show_facts(broadcast_facts(self._entry, self._told, self._tries))
