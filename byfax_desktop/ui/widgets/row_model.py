"""A table of frozen records, one a row, that changes in place as new snapshots come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.widgets.announced import announced
from byfax_desktop.ui.widgets.row_steps import carry_out, row_steps, rows_before, unique_keys
from byfax_desktop.ui.widgets.tips import plain_tip

T = TypeVar("T")
AnyIndex = QModelIndex | QPersistentModelIndex

CHUNK = 500
"""How many rows a view learns of at a time."""

_ROOT = QModelIndex()
# Made once: a view asks for those of every cell when thousands are selected.
_ROW_FLAGS = (
    Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
    | Qt.ItemFlag.ItemIsDragEnabled
)


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """What one column shows of a record."""

    title: str
    text: Callable[[T], str]
    icon: Callable[[T], str] | None = None
    """The name of an icon before the text; an empty name stands for none."""
    right: bool = False


@dataclass(frozen=True, slots=True)
class RowKind(Generic[T]):
    """What a model knows about its records: their refs, and how a row is spoken and printed."""

    ref: Callable[[T], str]
    sentence: Callable[[T], str]
    """The row in one sentence, for those who hear it; it belongs to the first column."""
    bold: Callable[[T], bool]


class RowModel(QAbstractTableModel, Generic[T]):
    """Rows keep their identity by their records' refs: selection and scroll position survive every snapshot."""

    def __init__(self, columns: Sequence[Column[T]], kind: RowKind[T], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._kind = kind
        self._records: Sequence[T] = ()
        self._reach = CHUNK
        self._is_changing = False
        self._rows: list[T] = []
        self._keys: list[tuple[str, int]] = []

    @property
    def records(self) -> tuple[T, ...]:
        """All records in the order of their rows, also those that the view does not know yet."""
        return tuple(self._records)

    def record(self, index: AnyIndex) -> T | None:
        """The record of an index; None for an invalid one."""
        return self._rows[index.row()] if index.isValid() else None

    def between(self, first: int, last: int) -> Sequence[T]:
        """The records of these rows, both included."""
        return self._rows[first : last + 1]

    def reach(self, row: int) -> None:
        """Let the view know of a row, and of all above it."""
        if row >= len(self._rows) and not self._is_changing:
            self._reach = max(self._reach, row + 1)
            self._show_reach()

    def show(self, records: Sequence[T]) -> None:
        """Hold these records, announcing only what differs from before."""
        if self._rows:
            # What was in sight before new rows came on top stays within reach.
            self._reach += rows_before(map(self._kind.ref, records), self._kind.ref(self._rows[0]))
        else:
            self._reach = CHUNK
        self._records = records
        self._show_reach()

    def show_again(self) -> None:
        """What is said of the records has changed, though they have not."""
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def canFetchMore(self, parent: AnyIndex) -> bool:
        """Whether there are records beyond those that the view knows."""
        return not parent.isValid() and not self._is_changing and self._reach < len(self._records)

    def fetchMore(self, parent: AnyIndex) -> None:
        """Let the view know of some more: thousands at once would hold up the window."""
        if self.canFetchMore(parent):
            self._reach += CHUNK
            self._show_reach()

    def _show_reach(self) -> None:
        # A view that hears of new rows may ask for more at once: not before these stand.
        self._is_changing = True
        records = self._records[: self._reach]
        keys = unique_keys(self._kind.ref(record) for record in records)
        for step in row_steps(self._keys, keys):
            with announced(self, _ROOT, step):
                carry_out(step, self._rows, records.__getitem__)
                carry_out(step, self._keys, keys.__getitem__)
        changed = [row for row, record in enumerate(records) if self._rows[row] is not record]
        self._rows = list(records)
        if changed:
            last = self.index(changed[-1], len(self._columns) - 1)
            self.dataChanged.emit(self.index(changed[0], 0), last)
        self._is_changing = False

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """One row a record."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        """As many as were given."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(self._columns[section])
        return None

    def data(self, index: AnyIndex, role: int = 0) -> Any:
        """What a cell shows, says and hints at."""
        record = self.record(index)
        if record is None:
            return None
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(record)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(column.text(record))
        if role == Qt.ItemDataRole.DecorationRole:
            name = column.icon(record) if column.icon else ""
            return icon(name) if name else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(column)
        if role == Qt.ItemDataRole.FontRole and self._kind.bold(record):
            return _bold()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(record, index.column())
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Rows can be dragged out of views in which dragging is enabled."""
        return _ROW_FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def _spoken(self, record: T, column: int) -> str:
        if column == 0:
            return self._kind.sentence(record)
        return f"{self._columns[column].title}: {self._columns[column].text(record)}"

    @staticmethod
    def _alignment(column: Column[T]) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font
