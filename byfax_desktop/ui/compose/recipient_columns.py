"""The columns of the table of recipients, and what stands in their cells."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.compose.recipient_meanings import in_full, in_short, left_to_right, mark_of
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.widgets.tips import plain_tip, shown_text

if TYPE_CHECKING:
    from byfax_desktop.engine.recipients.typed_number import TypedNumber

_Role = Qt.ItemDataRole
_LONGEST = 200
"""Letters of a cell that are shown; nobody reads more of a name."""


class Column(IntEnum):
    """The columns; MEANING says how the number was understood. Those after it are shown where they are wanted."""

    NAME = 0
    COMPANY = 1
    NUMBER = 2
    MEANING = 3
    SUBJECT = 4
    HEADER = 5
    GREETING = 6


TITLES = ("Name", "Company", "Fax number", "Country", "Subject", "Page header", "Greeting")
OPTIONAL = (Column.SUBJECT, Column.HEADER, Column.GREETING)
FIELDS = {
    Column.NAME: "name",
    Column.COMPANY: "company",
    Column.NUMBER: "number",
    Column.SUBJECT: "subject",
    Column.HEADER: "header",
}
"""Those that are typed into."""
TWICE = "This fax goes to the number twice. Take one of the two out, or give it another subject."


def text_data(entry: RecipientEntry, column: int, role: int) -> str | None:
    """What a cell shows that holds only text."""
    if role not in (_Role.DisplayRole, _Role.ToolTipRole, _Role.AccessibleTextRole):
        return None
    text = _greeting(entry) if column == Column.GREETING else str(getattr(entry, FIELDS[Column(column)]))
    shown = shown_text(text[:_LONGEST])
    return plain_tip(shown) if role == _Role.ToolTipRole else shown


def number_data(
    entry: RecipientEntry, meaning: TypedNumber, repeated: bool, column: int, region: str | None, role: int
) -> Any:
    """What the number and its meaning show; ``repeated`` when another recipient is the same."""
    if role == _Role.DisplayRole and column == Column.NUMBER:
        return left_to_right(shown_text((meaning.shown if meaning.is_sure else entry.number)[:_LONGEST]))
    if role == _Role.DisplayRole:
        return "Listed twice" if repeated else in_short(meaning, region)
    if role == _Role.DecorationRole and column == Column.MEANING:
        return icon("state-unknown" if repeated else mark_of(meaning))
    if role in (_Role.ToolTipRole, _Role.AccessibleTextRole):
        words = f"{in_full(meaning, region)}{' ' + TWICE if repeated else ''}"
        return plain_tip(shown_text(words)) if role == _Role.ToolTipRole else shown_text(words)
    return None


def sort_key(entry: RecipientEntry, column: int) -> tuple[bool, str]:
    """By what rows are ordered: empty cells last, letters whatever their case, numbers by their digits."""
    if column in (Column.NUMBER, Column.MEANING):
        text = "".join(c for c in entry.number if c.isdigit())
    else:
        text = _greeting(entry) if column == Column.GREETING else getattr(entry, FIELDS[Column(column)])
    return not text, text.casefold()


def _greeting(entry: RecipientEntry) -> str:
    if entry.greeting is None:
        return ""
    return f"{entry.greeting.name or entry.greeting.path.name} ({entry.greeting.language.value})"
