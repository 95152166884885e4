"""The recipients of a fax as a table: what was typed, how its numbers are understood, and a blank row at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from byfax_desktop.ui.compose.recipient_check import RecipientCheck
from byfax_desktop.ui.compose.recipient_columns import (
    FIELDS,
    TITLES,
    Column,
    number_data,
    sort_key,
    text_data,
)
from byfax_desktop.ui.compose.recipient_history import RecipientHistory, Splice
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.compose.recipient_meanings import offers_of

if TYPE_CHECKING:
    from byfax_desktop.engine.drafts import DraftRecipient
    from byfax_desktop.ui.workers import Workers

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_LAST = max(Column)
_BLANK = RecipientEntry()


class RecipientModel(QAbstractTableModel):
    """Rows of RecipientEntry, and always one blank row more to type into; ``changed`` after every edit.

    ``checked`` when all rows have been looked at, some time after a change.
    """

    changed = Signal()
    checked = Signal()

    def __init__(
        self, region: str | None, parent: QObject | None = None, workers: Workers | None = None
    ) -> None:
        """``region`` (ISO 3166 alpha-2) is the country of numbers that are typed without a country code."""
        super().__init__(parent)
        self._region = region
        self._rows = [_BLANK]
        self._kept: tuple[RecipientEntry, ...] | None = ()
        self._check = RecipientCheck(region, workers, self)
        self._check.changed.connect(self._tell_checked)
        self.history = RecipientHistory(self._put_back, self)

    @property
    def entries(self) -> tuple[RecipientEntry, ...]:
        """The recipients as typed, without blank rows."""
        if self._kept is None:
            self._kept = tuple(entry for entry in self._rows if entry.number.strip() or not entry.is_blank)
        return self._kept

    def recipients(self) -> tuple[DraftRecipient, ...]:
        """The recipients as a draft has them, numbers as typed."""
        return self._check.recipients(self.entries)

    @property
    def trouble_count(self) -> int:
        """How many recipients cannot be sent to as they are, as far as is known."""
        return self._check.troubles

    @property
    def is_checking(self) -> bool:
        """Whether some recipients have not been looked at yet."""
        return self._check.is_running

    @property
    def first_wrong(self) -> QModelIndex:
        """The first number that cannot be dialled as it is, else the number of the blank row."""
        row = self.wrong_beside(-1)
        return self.index(self._count if row is None else row, Column.NUMBER)

    def wrong_beside(self, row: int, step: int = 1) -> int | None:
        """The row of the next such number below (1) or above (-1) a row, and so on round the table."""
        count = self._count
        places = ((row + step * way) % count for way in range(1, count + 1))
        return next((place for place in places if self._is_wrong(self._rows[place])), None)

    def columns(self) -> tuple[str, ...]:
        """The names of what can be filled into texts: the columns of lists, as known when ``checked``, and our own."""
        own = self._check.columns
        taken = {name.casefold() for name in own}
        return (*own, *(each for each in ("Name", "Company", "Number") if each.casefold() not in taken))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """The recipients and the blank row."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """All, of which the table may hide some."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """The titles of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return TITLES[section]
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Everything that is text can be edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in FIELDS else flags

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """A field as typed (to edit it) or as understood (to read it); a wrong number is marked, and says why."""
        if not index.isValid():
            return None
        entry, column = self.entry_at(index.row()), index.column()
        if role == _Role.AccessibleTextRole and index.row() == self._count:
            return f"{TITLES[column]}, new row"
        if role == _Role.EditRole and column in FIELDS:
            return getattr(entry, FIELDS[Column(column)])
        if column not in (Column.NUMBER, Column.MEANING):
            return text_data(entry, column, role)
        return None if entry.is_blank else self._number_data(entry, column, role)

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:
        """Take what was typed; typing into the blank row makes it a recipient."""
        if role != _Role.EditRole or index.column() not in FIELDS:
            return False
        entry = self.entry_at(index.row())
        change: dict[str, Any] = {FIELDS[Column(index.column())]: str(value or "").strip()}
        self.put(index.row(), replace(entry, **change))
        return True

    def entry_at(self, row: int) -> RecipientEntry:
        """The recipient in a row; a blank one in the last."""
        return self._rows[row]

    def put(self, row: int, entry: RecipientEntry) -> None:
        """Have another recipient in a row; the blank row becomes one, unless that is blank as well."""
        if entry == self._rows[row]:
            return
        if row < self._count:
            self._change("edit a recipient", row, (self._rows[row],), (entry,))
            return
        self._rows[row] = entry
        self.dataChanged.emit(self.index(row, 0), self.index(row, _LAST))
        self._insert(row + 1, (_BLANK,))
        self._note(Splice("add a recipient", row, (), (entry,)))

    def put_all(self, row: int, entries: Sequence[RecipientEntry]) -> None:
        """Have these recipients in place of the one in a row, or of the blank row."""
        old = tuple(self._rows[row : min(row + 1, self._count)])
        self._change(f"add {_people(entries)}", row, old, tuple(entries))

    def offers(self, row: int) -> tuple[str, ...]:
        """The numbers, E.164, that may be meant in a row; none where nothing is asked."""
        entry = self.entry_at(row)
        meaning = None if entry.is_blank else self._check.meaning(entry.number)
        return offers_of(meaning) if meaning else ()

    def number_at(self, row: int) -> str:
        """The number of a row in E.164; empty where it is none that a fax can be sent to."""
        entry = self.entry_at(row)
        meaning = None if entry.is_blank else self._check.meaning(entry.number)
        return meaning.e164 if meaning and meaning.is_sure else ""

    def add(self, entries: Iterable[RecipientEntry]) -> None:
        """Append recipients before the blank row."""
        new = tuple(entries)
        if new:
            self._change(f"add {_people(new)}", self._count, (), new)

    def remove(self, rows: Iterable[int]) -> None:
        """Take recipients out; the blank row stays."""
        doomed = {row for row in rows if 0 <= row < self._count}
        if doomed:
            first, last = min(doomed), max(doomed) + 1
            left = tuple(self._rows[row] for row in range(first, last) if row not in doomed)
            self._change(f"remove {_people(doomed)}", first, tuple(self._rows[first:last]), left)

    def move(self, rows: Iterable[int], step: int) -> list[int]:
        """Move recipients one row up (-1) or down (1), if none would leave the list; returns their rows then."""
        moving = sorted({row for row in rows if row < self._count}, reverse=step > 0)
        then = [row + step for row in moving]
        if not moving or not 0 <= min(then) <= max(then) < self._count:
            return moving
        order = list(self._rows)
        for row in moving:
            order[row], order[row + step] = order[row + step], order[row]
        first, last = min(*moving, *then), max(*moving, *then) + 1
        self._change("move", first, tuple(self._rows[first:last]), tuple(order[first:last]))
        return then

    def sort_rows(self, column: int, order: Qt.SortOrder) -> None:
        """Order the recipients once by a column; where they are alike they stay as they are."""
        is_down = order is Qt.SortOrder.DescendingOrder
        rows = tuple(self._rows[:-1])
        ordered = tuple(sorted(rows, key=lambda entry: sort_key(entry, column), reverse=is_down))
        if ordered != rows:
            self._change("sort", 0, rows, ordered)

    def keep(self, entries: Iterable[RecipientEntry]) -> None:
        """Have these recipients and no others; there is no way back."""
        self.beginResetModel()
        self._rows = [*entries, _BLANK]
        self.endResetModel()
        self.history.clear()
        self._tell_changed()

    @property
    def _count(self) -> int:
        """The rows without the blank one."""
        return len(self._rows) - 1

    def _change(
        self, words: str, row: int, old: tuple[RecipientEntry, ...], new: tuple[RecipientEntry, ...]
    ) -> None:
        self._splice(row, len(old), new)
        self._note(Splice(words, row, old, new))

    def _note(self, change: Splice) -> None:
        self.history.note(change)
        self._tell_changed()

    def _put_back(self, row: int, count: int, entries: tuple[RecipientEntry, ...]) -> None:
        self._splice(row, count, entries)
        self._tell_changed()

    def _splice(self, row: int, count: int, new: Sequence[RecipientEntry]) -> None:
        """Have ``new`` entries in place of ``count``: rows change as far as both go, the rest comes or goes below."""
        both = min(count, len(new))
        self._rows[row : row + both] = new[:both]
        if both:
            self.dataChanged.emit(self.index(row, 0), self.index(row + both - 1, _LAST))
        if len(new) > both:
            self._insert(row + both, new[both:])
        elif count > both:
            self.beginRemoveRows(QModelIndex(), row + both, row + count - 1)
            del self._rows[row + both : row + count]
            self.endRemoveRows()

    def _insert(self, row: int, entries: Sequence[RecipientEntry]) -> None:
        self.beginInsertRows(QModelIndex(), row, row + len(entries) - 1)
        self._rows[row:row] = entries
        self.endInsertRows()

    def _is_wrong(self, entry: RecipientEntry) -> bool:
        return not entry.is_blank and self._check.is_wrong(entry)

    def _number_data(self, entry: RecipientEntry, column: int, role: int) -> Any:
        meaning = self._check.meaning(entry.number)
        if meaning is None:
            is_number = column == Column.NUMBER and role == _Role.DisplayRole
            return text_data(entry, column, role) if is_number else None
        is_repeated = self._check.is_repeated(entry, meaning)
        return number_data(entry, meaning, is_repeated, column, self._region, role)

    def _tell_changed(self) -> None:
        self._kept = None
        self._check.begin(self.entries)
        self.changed.emit()

    def _tell_checked(self) -> None:
        self.dataChanged.emit(self.index(0, Column.NUMBER), self.index(self._count, Column.MEANING))
        self.checked.emit()


def _people(those: Sequence[object] | set[int]) -> str:
    return "a recipient" if len(those) == 1 else f"{len(those):,} recipients"
