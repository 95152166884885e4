"""Which of the received faxes are listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from byfax_desktop.engine.contacts.folding import digits_of
from byfax_desktop.store.sent_filter import number_digits

if TYPE_CHECKING:
    from byfax_desktop.engine.events import InboxEntry


class Kind(Enum):
    """What a person wants to see of what came in."""

    ALL = "All faxes"
    NEW = "New"
    READ = "Read"
    WITH_PAGES = "With pages"
    WITHOUT_PAGES = "Without pages"


_IS_KIND: dict[Kind, Callable[[InboxEntry], bool]] = {
    Kind.ALL: lambda _: True,
    Kind.NEW: lambda entry: entry.unread,
    Kind.READ: lambda entry: not entry.unread,
    Kind.WITH_PAGES: lambda entry: entry.fax.has_file,
    Kind.WITHOUT_PAGES: lambda entry: not entry.fax.has_file,
}


@dataclass(frozen=True, slots=True)
class InboxSift:
    """What the faxes that are wanted have in common; without a field, all.

    Each word of ``text`` is in the sender's name, number, station id, or the fax's ref; a text that is a number is
    found however it is written. ``since`` and ``until`` are milliseconds since 1970, and the latter is not within.
    """

    did: str = ""
    kind: Kind = Kind.ALL
    since: int | None = None
    until: int | None = None
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether everything is wanted."""
        return self == InboxSift()

    def pick(
        self, entries: Iterable[InboxEntry], name_of: Callable[[str | None], str], stays: str = ""
    ) -> tuple[InboxEntry, ...]:
        """Those that match, in their order; ``name_of`` knows whose a number is.

        The fax with the ref ``stays`` is among them whatever has become of it: somebody looks at it.
        """
        if self.is_empty:
            return tuple(entries)
        words = self.text.casefold().split()
        sought = number_digits(self.text)
        return tuple(
            entry
            for entry in entries
            if entry.fax.ref == stays
            or (self._fits(entry) and (not words or _has(entry, words, sought, name_of)))
        )

    def _fits(self, entry: InboxEntry) -> bool:
        if (self.did and entry.fax.did != self.did) or not _IS_KIND[self.kind](entry):
            return False
        if self.since is None and self.until is None:
            return True
        if entry.fax.received is None:
            return False
        at = entry.fax.received.timestamp() * 1000
        return (self.since is None or at >= self.since) and (self.until is None or at < self.until)


def _has(entry: InboxEntry, words: list[str], digits: str, name_of: Callable[[str | None], str]) -> bool:
    fax = entry.fax
    if digits and (digits in fax.sender or digits in digits_of(fax.remote_sid or "")):
        return True
    text = f"{name_of(fax.sender)}\n{fax.sender}\n{fax.remote_sid or ''}\n{fax.ref}".casefold()
    return all(word in text for word in words)
