"""The contacts as rows of a table that can be dragged to a fax."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from byfax_desktop.engine.contacts.index import full_name
from byfax_desktop.store.address_book import StoredContact
from byfax_desktop.ui.compose.recipient_meanings import country_name, shown_number, understood
from byfax_desktop.ui.contacts.book import ContactBook
from byfax_desktop.ui.contacts.mime import CONTACT_IDS, CONTACTS, mime_of
from byfax_desktop.ui.widgets.row_model import Column, RowKind, RowModel
from byfax_desktop.ui.widgets.texts import NOTHING
from byfax_desktop.ui.widgets.tips import shown_text

_Index = QModelIndex | QPersistentModelIndex
_LONGEST = 200
"""Letters of a cell that are shown; nobody reads more of a name."""


class ContactRows(RowModel[StoredContact]):
    """One row a contact; numbers as people of ``region`` write them."""

    def __init__(self, book: ContactBook, region: str | None, parent: QObject | None = None) -> None:
        super().__init__(_columns(book, region), _kind(region), parent)

    def contact(self, row: int) -> StoredContact | None:
        """The contact of a row that a view knows of."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Rows can be chosen and dragged."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def mimeTypes(self) -> list[str]:
        """Our own, and plain text."""
        return [CONTACTS, CONTACT_IDS, "text/plain"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """What is dragged: the contacts of these cells, each once."""
        rows = {index.row(): index for index in indexes}
        return mime_of(each for row in sorted(rows) if (each := self.record(rows[row])) is not None)

    def supportedDragActions(self) -> Qt.DropAction:
        """They stay in the address book."""
        return Qt.DropAction.CopyAction


def short(text: str) -> str:
    """A text from outside as a cell shows it."""
    return shown_text(text[:_LONGEST])


def _columns(book: ContactBook, region: str | None) -> tuple[Column[StoredContact], ...]:
    return (
        Column("Name", lambda each: short(each.name or each.company) or NOTHING),
        Column("Company", lambda each: short(each.company if each.name else "")),
        Column("Fax number", lambda each: _numbers(each, region)),
        Column("Country", lambda each: _country(each, region)),
        Column("Lists", lambda each: _lists(book, each)),
    )


def _kind(region: str | None) -> RowKind[StoredContact]:
    return RowKind(
        ref=lambda each: each.id,
        sentence=lambda each: ", ".join(filter(None, (short(full_name(each)), _numbers(each, region)))),
        bold=lambda _: False,
    )


def _numbers(contact: StoredContact, region: str | None) -> str:
    if not contact.numbers:
        return ""
    more = len(contact.numbers) - 1
    return shown_number(contact.numbers[0], region) + (f" and {more} more" if more else "")


def _country(contact: StoredContact, region: str | None) -> str:
    return country_name(understood(contact.numbers[0], region).country) if contact.numbers else ""


def _lists(book: ContactBook, contact: StoredContact) -> str:
    return ", ".join(short(group.name) for group in book.index.groups_of(contact.id))
