"""The address book of this computer: read once, kept in memory, and written with every change."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from byfax_desktop.engine.contacts.index import ContactIndex
from byfax_desktop.store.address_book import FILE_NAME, AddressBook, BookChange
from byfax_desktop.store.faxed import FaxedNumber

Making = Callable[[ContactIndex], BookChange]
"""What makes a change out of the address book as it is when the change is made."""


class Contacts:
    """May be used by all threads. ``index`` can be asked at any time; everything else reads or writes the disk.

    All methods raise StoreTrouble, and then nothing has changed.
    """

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / FILE_NAME
        self._lock = threading.Lock()
        self._book: AddressBook | None = None
        self._seen = 0
        self._index = ContactIndex()

    @property
    def index(self) -> ContactIndex:
        """The address book as it was last read; empty before that."""
        return self._index

    def refresh(self) -> bool:
        """Read the file where it was not read yet, or another program has written to it; whether that was so."""
        with self._lock:
            return self._catch_up(self._opened())

    def apply(self, making: BookChange | Making) -> BookChange:
        """Make a change; returns the one that undoes it."""
        with self._lock:
            book = self._opened()
            self._catch_up(book)
            undoing = book.apply(making if isinstance(making, BookChange) else making(self._index))
            self._read(book)
            return undoing

    def know_faxed(self, faxed: Iterable[FaxedNumber]) -> None:
        """Suggest these numbers too, and no others that aren't in the address book; touches no disk."""
        with self._lock:
            known = {each.number: each for each in faxed}
            if known != self._index.faxed:
                self._index = ContactIndex.of(self._index.contacts, self._index.groups, known.values())

    def close(self) -> None:
        """Close the file; it is opened again when it is needed."""
        with self._lock:
            if self._book:
                self._book.close()
            self._book = None
            self._seen = 0

    def _opened(self) -> AddressBook:
        if self._book is None:
            self._book = AddressBook(self._path)
        return self._book

    def _catch_up(self, book: AddressBook) -> bool:
        """Read what others have written since it was read last; whether there was anything."""
        seen = book.change_count()
        if seen == self._seen:
            return False
        self._read(book)
        self._seen = seen
        return True

    def _read(self, book: AddressBook) -> None:
        self._index = ContactIndex.of(book.contacts(), book.groups(), self._index.faxed.values())
