"""What is known of the chosen fax, with its history, which has to be read from the disk."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.outbox.facts import broadcast_facts, message_facts
from byfax_desktop.ui.outbox.texts import broadcast_title
from byfax_desktop.ui.widgets.fact_panel import FactPanel, Facts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from byfax_desktop.engine.attempts import Attempt
    from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
    from byfax_desktop.store.submissions import HistoryEntry
    from byfax_desktop.ui.session import Session

_MANY = 200
"""To more recipients than this a fax is large."""


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
        is_other = self._ref != entry.broadcast.broadcast_ref
        if is_other:
            self._told, self._tries = (), ()
        self._entry, self._message = entry, message
        if is_other and self._is_large:
            # Till the rest is put together, at least nothing of another fax is seen.
            self.show_facts(Facts(broadcast_title(entry), "blank", ""))
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
            ref, message_ref = self._entry.broadcast.broadcast_ref, self._message_ref
            engine = self._session.engine
            self._session.workers.run(
                lambda: (engine.history(ref), engine.attempts(message_ref) if message_ref else ()),
                partial(self._take, ref),
            )

    @property
    def _ref(self) -> str:
        return self._entry.broadcast.broadcast_ref if self._entry else ""

    @property
    def _message_ref(self) -> str:
        """Whose tries are told; of several recipients nobody's are."""
        messages = (self._message,) if self._message else self._entry.messages if self._entry else ()
        return messages[0].message.message_ref if len(messages) == 1 else ""

    @property
    def _is_large(self) -> bool:
        """Whether putting together what is known takes longer than the window may stand still."""
        return self._entry is not None and self._message is None and len(self._entry.messages) > _MANY

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
            make = partial(broadcast_facts, self._entry, self._told, self._tries)
            if self._is_large:
                self._session.workers.run(make, partial(self._show_made, self._entry))
            else:
                self.show_facts(make())

    def _show_made(self, entry: OutboxEntry, facts: Facts | Trouble) -> None:
        if entry is self._entry and self._message is None and isinstance(facts, Facts):
            self.show_facts(facts)
