"""The received faxes as people see them, brought up to date fax by fax: there may be many thousands."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.events import InboxChanged, InboxEntry
from byfax_desktop.engine.frozen import thaw
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.fax.turns import PageTurns
from byfax_desktop.service.records import InboundFax
from byfax_desktop.store.fax_labels import Label
from byfax_desktop.store.removals import Removal, RemovalState

if TYPE_CHECKING:
    from byfax_desktop.store.received import ReceivedFax, ReceivedFaxes

_Place = tuple[int, str]


class InboxList:
    """A fax of which nothing has changed stays the same object. For one thread at a time."""

    def __init__(self, received: ReceivedFaxes, cache: Path) -> None:
        """``cache`` is the folder in which pages lie."""
        self._received = received
        self._cache = cache
        self._sequence = -1
        self._is_told = False
        self.labels: Mapping[int, Label] = {}
        """All by their ids, as they were told last."""
        self._entries: dict[str, InboxEntry] = {}
        self._reports: dict[str, str] = {}
        self._places: dict[str, _Place] = {}
        self._order: list[_Place] = []
        """Sorted: the newest first, those of one moment by their refs."""

    def read(self) -> InboxChanged | None:
        """All faxes, the newest first; None where nothing has changed since. Raises StoreTrouble."""
        sequence = self._received.sequence()
        if self._is_told and sequence == self._sequence:
            return None
        labels, before = self._received.labels.all(), self.labels
        self.labels = {label.id: label for label in labels}
        changed = [self._take(row) for row in self._received.changed(self._sequence)]
        self._sequence = sequence
        if self._is_told and not any(changed) and self.labels == before:
            return None
        self._is_told = True
        return InboxChanged(tuple(self._entries[ref] for _, ref in self._order), labels)

    def _take(self, row: ReceivedFax) -> bool:
        """Whether that changes anything."""
        before = self._entries.get(row.ref)
        entry = self._entry(row, before) if row.is_listed else None
        self._set_place(row.ref, (-row.received, row.ref) if entry else None)
        if entry is None:
            self._entries.pop(row.ref, None)
            self._reports.pop(row.ref, None)
            return before is not None
        if entry == before:
            return False
        self._entries[row.ref] = entry
        return True

    def _entry(self, row: ReceivedFax, before: InboxEntry | None) -> InboxEntry:
        report = row.report or "{}"
        if before is not None and self._reports[row.ref] == report:
            fax = before.fax
        else:
            fax = thaw(InboundFax, report)
            self._reports[row.ref] = report
        return inbox_entry(row, fax, self._cache, self.labels)

    def _set_place(self, ref: str, place: _Place | None) -> None:
        before = self._places.get(ref)
        if place == before:
            return
        if before is not None:
            del self._order[bisect_left(self._order, before)]
            del self._places[ref]
        if place is not None:
            self._places[ref] = place
            if not self._order or place > self._order[-1]:
                self._order.append(place)
            else:
                insort(self._order, place)


def inbox_entry(row: ReceivedFax, fax: InboundFax, cache: Path, labels: Mapping[int, Label]) -> InboxEntry:
    """A received fax as it is shown; ``fax`` is what its report says, ``labels`` are all by their ids."""
    return InboxEntry(
        fax,
        path_of(row, cache),
        unread=not row.is_read,
        is_gone=row.is_gone,
        not_deleted=_refusal(row.removal),
        note=row.note,
        turns=PageTurns.from_text(row.turns),
        labels=tuple(label for id, label in labels.items() if id in row.labels) if row.labels else (),
    )


def _refusal(removal: Removal | None) -> Trouble | None:
    if removal is None or removal.state is not RemovalState.REFUSED:
        return None
    return Trouble(removal.what, removal.advice)


def path_of(row: ReceivedFax, cache: Path) -> Path | None:
    """Where the pages of a fax lie on this computer, if they do."""
    if row.file_name is None:
        return None
    path = cache / row.file_name
    return path if path.is_file() else None
