"""The recipients of a fax as a table: what was typed, how its numbers are understood, and a blank row at the end."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.icons import icon

if TYPE_CHECKING:
    from byfax_desktop.engine.numbers import FaxNumber, NumberTrouble

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class Column(IntEnum):
    """The columns; the last one cannot be edited: it says how the number was understood."""

    NAME = 0
    COMPANY = 1
    NUMBER = 2
    MEANING = 3


_TITLES = ("Name", "Company", "Fax number", "Country")
_FIELDS = ("name", "company", "number")


class RecipientModel(QAbstractTableModel):
    """Rows of RecipientEntry, and always one blank row more to type into; ``changed`` after every edit."""

    changed = Signal()

    def __init__(self, region: str | None, parent: QObject | None = None) -> None:
        """``region`` (ISO 3166 alpha-2) is the country of numbers that are typed without a country code."""
        super().__init__(parent)
        self._region = region
        self._entries = [RecipientEntry()]

    @property
    def entries(self) -> tuple[RecipientEntry, ...]:
        """The recipients as typed, without blank rows."""
        return tuple(entry for entry in self._entries if not entry.is_blank)

    @property
    def first_wrong(self) -> QModelIndex:
        """The first number that cannot be dialled, else the number of the blank row."""
        wrong = (r for r, entry in enumerate(self._entries) if not entry.is_blank and self._is_wrong(entry))
        return self.index(next(wrong, len(self._entries) - 1), Column.NUMBER)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """The recipients and the blank row."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Four."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """The titles of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return _TITLES[section]
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Everything but the meaning can be edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if index.column() == Column.MEANING else flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """A field as typed (to edit it) or as understood (to read it); a wrong number is marked, and says why."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == _Role.AccessibleTextRole and index.row() == len(self._entries) - 1:
            return f"{_TITLES[index.column()]}, new row"
        if role == _Role.EditRole and index.column() != Column.MEANING:
            return getattr(entry, _FIELDS[index.column()])
        if index.column() < Column.NUMBER:
            return self._text(entry, index.column(), role)
        return None if entry.is_blank else self._number_data(entry, index.column(), role)

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:
        """Take what was typed; typing into the blank row makes it a recipient."""
        text = str(value or "").strip()
        if role != _Role.EditRole or index.column() == Column.MEANING:
            return False
        row = index.row()
        if text == getattr(self._entries[row], _FIELDS[index.column()]):
            return True
        setattr(self._entries[row], _FIELDS[index.column()], text)
        self.dataChanged.emit(self.index(row, 0), self.index(row, Column.MEANING))
        if row == len(self._entries) - 1:
            self._insert(row + 1, [RecipientEntry()])
        self.changed.emit()
        return True

    def add(self, entries: Iterable[RecipientEntry]) -> None:
        """Append recipients before the blank row."""
        new = list(entries)
        if new:
            self._insert(len(self._entries) - 1, new)
            self.changed.emit()

    def remove(self, rows: Iterable[int]) -> None:
        """Take recipients out; the blank row stays."""
        doomed = sorted({row for row in rows if row < len(self._entries) - 1}, reverse=True)
        for row in doomed:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._entries[row]
            self.endRemoveRows()
        if doomed:
            self.changed.emit()

    def keep(self, entries: Iterable[RecipientEntry]) -> None:
        """Have these recipients and no others."""
        self.beginResetModel()
        self._entries = [*entries, RecipientEntry()]
        self.endResetModel()
        self.changed.emit()

    def _insert(self, row: int, entries: list[RecipientEntry]) -> None:
        self.beginInsertRows(QModelIndex(), row, row + len(entries) - 1)
        self._entries[row:row] = entries
        self.endInsertRows()

    def _is_wrong(self, entry: RecipientEntry) -> bool:
        return bool(getattr(understood(entry.number, self._region), "what", None))

    def _text(self, entry: RecipientEntry, column: int, role: int) -> str | None:
        wanted = (_Role.DisplayRole, _Role.ToolTipRole, _Role.AccessibleTextRole)
        return str(getattr(entry, _FIELDS[column])) if role in wanted else None

    def _number_data(self, entry: RecipientEntry, column: int, role: int) -> Any:
        meaning = understood(entry.number, self._region)
        what = getattr(meaning, "what", None)
        if what:
            return _wrong_data(entry, f"{what} {getattr(meaning, 'do', '')}", column, role)
        return _right_data(meaning, column, role)  # type: ignore[arg-type]


@lru_cache(maxsize=4096)
def understood(text: str, region: str | None) -> FaxNumber | NumberTrouble:
    """How a typed number is understood, or why it cannot be."""
    from byfax_desktop.engine.numbers import NumberTrouble, parse_number

    try:
        return parse_number(text, region)
    except NumberTrouble as trouble:
        return trouble


def country_name(iso2: str) -> str:
    """The name of a country in the person's language; empty for none."""
    territory = QLocale.codeToTerritory(iso2) if iso2 else QLocale.Country.AnyTerritory
    return "" if territory == QLocale.Country.AnyTerritory else QLocale.territoryToString(territory)


def _right_data(number: FaxNumber, column: int, role: int) -> Any:
    country = country_name(number.country_iso2)
    if role == _Role.DisplayRole:
        return number.display if column == Column.NUMBER else country
    if role == _Role.DecorationRole and column == Column.MEANING:
        return icon("state-warning" if number.warning else "state-delivered")
    if role in (_Role.ToolTipRole, _Role.AccessibleTextRole):
        return " ".join(filter(None, (number.display, country, number.warning)))
    return None


def _wrong_data(entry: RecipientEntry, reason: str, column: int, role: int) -> Any:
    if role == _Role.DisplayRole:
        return entry.number if column == Column.NUMBER else "Check the number"
    if role == _Role.DecorationRole and column == Column.MEANING:
        return icon("state-failed")
    if role in (_Role.ToolTipRole, _Role.AccessibleTextRole):
        return reason
    return None
