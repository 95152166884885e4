"""Looks through all recipients for those that a person has to look at, a little at a time."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from byfax_desktop.ui.compose.recipient_lines import RecipientEntry, maker
from byfax_desktop.ui.compose.recipient_meanings import understood

if TYPE_CHECKING:
    from byfax_desktop.engine.drafts import DraftRecipient
    from byfax_desktop.engine.recipients.typed_number import TypedNumber
    from byfax_desktop.ui.workers import Workers

    _Fax = tuple[object, ...]

_SLICE = 0.003
"""Seconds at a time: typing goes on between."""
_SPARE = 1000
"""Recipients that are kept though they are in the table no more."""
_AT_ONCE = 100
_RULES = "byfax_desktop.engine.recipients.numbers_typed"


class RecipientCheck(QObject):
    """``changed`` when all have been looked at, and when numbers begin to be understood."""

    changed = Signal()

    def __init__(self, region: str | None, workers: Workers | None, parent: QObject | None = None) -> None:
        """With ``workers``, the rules of numbers are loaded by one of these; without, when they are needed."""
        super().__init__(parent)
        self._region = region
        self._workers = workers
        self._is_loading = False
        self._entries: Sequence[RecipientEntry] = ()
        self._place = 0
        self._seen: dict[_Fax, int] = {}
        self._found = 0
        self._ready = 0
        """So many of them are made for a draft."""
        self._names: dict[str, None] = {}
        self._columns: tuple[str, ...] = ()
        self._repeated: frozenset[_Fax] = frozenset()
        self._troubles = 0
        self._made: dict[int, tuple[RecipientEntry, DraftRecipient]] = {}
        """By the entry's id, for to make them of ten thousand takes time."""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)

    @property
    def troubles(self) -> int:
        """How many recipients cannot be sent to as they are, as it was when all had been looked at last."""
        return self._troubles

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns that the recipients' lists had, as it was then."""
        return self._columns

    @property
    def is_running(self) -> bool:
        """Whether some have not been looked at yet."""
        return self._timer.isActive()

    def recipients(self, entries: Sequence[RecipientEntry]) -> tuple[DraftRecipient, ...]:
        """These as a draft has them; at once for those that were looked at before."""
        made = self._made
        self._make(entry for entry in entries if id(entry) not in made)
        return tuple(made[id(entry)][1] for entry in entries)

    def begin(self, entries: Sequence[RecipientEntry]) -> None:
        """Look at these from the first one on."""
        self._entries = entries
        self._place = self._found = self._ready = 0
        self._seen, self._names = {}, {}
        self._timer.start(0)

    def meaning(self, text: str) -> TypedNumber | None:
        """What a number means; None while the rules for that are being loaded."""
        return understood(text, self._region) if self._is_ready() else None

    def is_wrong(self, entry: RecipientEntry) -> bool:
        """Whether a recipient cannot be sent to as it is."""
        meaning = self.meaning(entry.number)
        return meaning is not None and (not meaning.is_sure or self.is_repeated(entry, meaning))

    def is_repeated(self, entry: RecipientEntry, meaning: TypedNumber) -> bool:
        """Whether the same fax is to go to the same number twice."""
        return _fax(entry, meaning) in self._repeated

    def _go_on(self) -> None:
        """Recipients are made first: soon after a change the draft is kept."""
        until = perf_counter() + _SLICE
        while self._ready < len(self._entries) and perf_counter() < until:
            some = self._entries[self._ready : self._ready + _AT_ONCE]
            self._make(entry for entry in some if id(entry) not in self._made)
            self._ready += _AT_ONCE
        if not self._is_ready():
            self._timer.stop()  # until they are loaded
            return
        while self._place < len(self._entries) and perf_counter() < until:
            self._look_at(self._entries[self._place])
            self._place += 1
        if self._place >= len(self._entries):
            self._end()

    def _look_at(self, entry: RecipientEntry) -> None:
        self._names.update((name, None) for name, _ in entry.values)
        meaning = understood(entry.number, self._region)
        if not meaning.is_sure:
            self._found += 1
            return
        fax = _fax(entry, meaning)
        self._seen[fax] = self._seen.get(fax, 0) + 1

    def _make(self, entries: Iterable[RecipientEntry]) -> None:
        as_recipient = maker()
        for entry in entries:
            self._made[id(entry)] = (entry, as_recipient(entry, entry.number))

    def _end(self) -> None:
        self._timer.stop()
        self._repeated = frozenset(fax for fax, times in self._seen.items() if times > 1)
        self._troubles = self._found + sum(self._seen[fax] for fax in self._repeated)
        self._columns = tuple(self._names)
        self._seen = {}
        if len(self._made) > _SPARE + len(self._entries):
            self._made = {id(entry): self._made[id(entry)] for entry in self._entries}
        self.changed.emit()

    def _is_ready(self) -> bool:
        if self._workers is None or (_RULES in sys.modules and not self._is_loading):
            return True
        if not self._is_loading:
            self._is_loading = True
            self._timer.stop()
            self._workers.run(_load, lambda _: self._note_loaded())
        return False

    def _note_loaded(self) -> None:
        self._is_loading = False
        self.changed.emit()
        self._timer.start(0)


def _fax(entry: RecipientEntry, meaning: TypedNumber) -> _Fax:
    """What makes two recipients get the same fax."""
    return (meaning.e164, entry.subject, entry.header, entry.greeting, entry.values)


def _load() -> None:
    understood("+1", None)
