"""Which of the received faxes are listed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from byfax_desktop.engine.clock import moment
from byfax_desktop.engine.contacts.folding import digits_of
from byfax_desktop.store.sent_filter import number_digits

if TYPE_CHECKING:
    from byfax_desktop.engine.events import InboxEntry
    from byfax_desktop.service.requests import FaxFilter


class Kind(Enum):
    """What a person wants to see of what came in."""

    ALL = "All faxes"
    NEW = "New"
    READ = "Read"
    WITH_PAGES = "With pages"
    WITHOUT_PAGES = "Without pages"
    WITH_NOTE = "With a note"
    COMPLETE = "Received completely"
    FAILED = "Failed"
    ONLY_HERE = "No longer at byFax"


_SUCCESS = "SUCCESS"
_IS_KIND: dict[Kind, Callable[[InboxEntry], bool]] = {
    Kind.ALL: lambda _: True,
    Kind.NEW: lambda entry: entry.unread,
    Kind.READ: lambda entry: not entry.unread,
    Kind.WITH_PAGES: lambda entry: entry.fax.has_file,
    Kind.WITHOUT_PAGES: lambda entry: not entry.fax.has_file,
    Kind.WITH_NOTE: lambda entry: bool(entry.note),
    Kind.COMPLETE: lambda entry: entry.fax.state.value == _SUCCESS,
    Kind.FAILED: lambda entry: entry.fax.state.value != _SUCCESS,
    Kind.ONLY_HERE: lambda entry: entry.is_gone,
}


_AT_SERVICE: dict[Kind, tuple[bool | None, bool | None]] = {
    Kind.ALL: (None, None),
    Kind.WITH_PAGES: (None, True),
    Kind.WITHOUT_PAGES: (None, False),
    Kind.COMPLETE: (True, None),
    Kind.FAILED: (False, None),
}
"""The kinds that the service knows too: whether the call ended well, and whether there is a file."""


@dataclass(frozen=True, slots=True)
class InboxSift:
    """What the faxes that are wanted have in common; without a field, all.

    Each word of ``text`` is in the sender's name, number, station id, or the fax's ref, labels and note; a text that is
    a number is found however it is written. ``since`` and ``until`` are milliseconds since 1970, and the latter is not
    within. ``label`` is the id of one that they have.
    """

    did: str = ""
    kind: Kind = Kind.ALL
    since: int | None = None
    until: int | None = None
    text: str = ""
    label: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether everything is wanted."""
        return self == InboxSift()

    def at_service(self) -> FaxFilter | None:
        """The same as the service's own filter; None where it has none for it."""
        if self.text or self.label or self.kind not in _AT_SERVICE:
            return None
        from byfax_desktop.service.requests import FaxFilter

        is_success, has_file = _AT_SERVICE[self.kind]
        # The last moment of the service is within.
        till = None if self.until is None else moment(self.until - 1)
        since = None if self.since is None else moment(self.since)
        return FaxFilter(self.did or None, since, till, is_success, has_file)

    def pick(
        self, entries: Iterable[InboxEntry], said: Said, stays: str = "", in_pages: Collection[str] = ()
    ) -> tuple[InboxEntry, ...]:
        """Those that match, in their order; ``said`` knows what is said of them.

        The fax with the ref ``stays`` is among them whatever has become of it: somebody looks at it. ``in_pages`` are
        the refs of those in whose pages the text was read.
        """
        if self.is_empty:
            return tuple(entries)
        words = self.text.casefold().split()
        found = (
            said.having(entries, words, number_digits(self.text), {stays, *in_pages}) if words else entries
        )
        if self == InboxSift(text=self.text):
            return tuple(found)
        return tuple(entry for entry in found if entry.fax.ref == stays or self._fits(entry))

    def _fits(self, entry: InboxEntry) -> bool:
        if (self.did and entry.fax.did != self.did) or not _IS_KIND[self.kind](entry):
            return False
        if self.label and all(label.id != self.label for label in entry.labels):
            return False
        if self.since is None and self.until is None:
            return True
        if entry.fax.received is None:
            return False
        at = entry.fax.received.timestamp() * 1000
        return (self.since is None or at >= self.since) and (self.until is None or at < self.until)


class Words(NamedTuple):
    """What is said of a fax, as it is looked for."""

    entry: InboxEntry
    text: str
    """In folded letters."""
    sender: str
    station: str
    """The digits of the station id."""


class Said:
    """Makes what is said of each fax ready for a search once: there may be thousands, and each key is a search."""

    def __init__(self, name_of: Callable[[str | None], str]) -> None:
        """``name_of`` knows whose a number is."""
        self._name_of = name_of
        self._words: dict[str, Words] = {}

    def of(self, entry: InboxEntry) -> Words:
        """What is said of a fax as it is now."""
        known = self._words.get(entry.fax.ref)
        if known is None or known.entry is not entry:
            known = self._words[entry.fax.ref] = self._said(entry)
        return known

    def having(
        self, entries: Iterable[InboxEntry], words: Sequence[str], digits: str, others_too: Collection[str]
    ) -> Iterator[InboxEntry]:
        """Those of which all these folded words are said, or a number with these digits, and others by their refs."""
        first, others = words[0], words[1:]
        for entry in entries:
            said = self.of(entry)
            text = said.text
            # Written out, for this is what a key of a search takes with thousands of faxes.
            if (
                (first in text and all(map(text.__contains__, others)))
                or (digits and (digits in said.sender or digits in said.station))
                or entry.fax.ref in others_too
            ):
                yield entry

    def prepare(self, entries: Iterable[InboxEntry]) -> None:
        """Have it all ready, on any thread."""
        for entry in entries:
            self.of(entry)

    def forget(self) -> None:
        """Numbers have other names now, or these are the faxes of somebody else."""
        self._words.clear()

    def _said(self, entry: InboxEntry) -> Words:
        fax = entry.fax
        labels = "\n".join(label.name for label in entry.labels)
        parts = (self._name_of(fax.sender), fax.sender, fax.remote_sid or "", fax.ref, labels, entry.note)
        return Words(entry, "\n".join(parts).casefold(), fax.sender, digits_of(fax.remote_sid or ""))
