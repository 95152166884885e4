"""All sent faxes as a table: of each row its place is known, and what it says as soon as it was in sight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QPalette

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.outbox.columns import COLUMNS, STATE_COLUMN
from byfax_desktop.ui.outbox.days import day_words
from byfax_desktop.ui.outbox.lines import Lines
from byfax_desktop.ui.outbox.rows import Added, Gone, RowKey, Rows, Step

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
    from byfax_desktop.store.sent_order import SentPlaces
    from byfax_desktop.ui.outbox.line import Line

AnyIndex = QModelIndex | QPersistentModelIndex

MOST_STEPS = 50
"""More faxes than this that move at once are shown in their new order at a stroke."""
UNREAD = "…"
"""What a row says until it was read."""

_ROOT = QModelIndex()
_ROLE = Qt.ItemDataRole
# As numbers, for every cell is asked for seven of them each time that it is drawn.
_DISPLAY, _DECORATION, _ALIGNMENT = (
    int(each) for each in (_ROLE.DisplayRole, _ROLE.DecorationRole, _ROLE.TextAlignmentRole)
)
_TIP, _SPOKEN = int(_ROLE.ToolTipRole), int(_ROLE.AccessibleTextRole)
_FONT, _FOREGROUND, _BACKGROUND = (
    int(each) for each in (_ROLE.FontRole, _ROLE.ForegroundRole, _ROLE.BackgroundRole)
)
_ANSWERED = frozenset({_DISPLAY, _DECORATION, _ALIGNMENT, _TIP, _SPOKEN, _FONT, _FOREGROUND, _BACKGROUND})
_ROW_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_DAY_FLAGS = Qt.ItemFlag.ItemNeverHasChildren


class OutboxModel(QAbstractTableModel):
    """Rows keep their identity by id: whoever holds an index holds the same fax after each change.

    ``wanted`` tells that rows are to be read, because somebody asked for them or they have changed; ``changing`` and
    ``settled`` stand around each change of the rows; ``sort_asked`` tells by which column a person wants them sorted,
    and whether the largest is to come first.
    """

    wanted = Signal()
    changing = Signal()
    settled = Signal()
    sort_asked = Signal(int, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Rows | None = None
        self._lines = Lines()
        self._at_hand: dict[int, Line | None] = {}
        self._heard_day = -1
        self._bold = QFont()
        self._bold.setBold(True)

    # What it is given

    def show(self, rows: Rows | None) -> None:
        """Hold these rows in place of those before; None for none."""
        self.changing.emit()
        self.beginResetModel()
        if rows is None or self._rows is None or rows.view.flat != self._rows.view.flat:
            # An id is that of a fax in the one list, and that of a recipient in the other.
            self._lines.clear()
        self._rows = rows
        self._at_hand.clear()
        self._heard_day = -1
        self.endResetModel()
        self.settled.emit()

    def take_changes(self, considered: Collection[int], places: SentPlaces) -> bool:
        """Of these ids, let stand those that have a place, there; False where they are too many for that."""
        if self._rows is None or len(considered) > MOST_STEPS:
            return False
        self.changing.emit()
        for step in self._rows.steps(considered, places):
            self._carry_out(step)
        self.settled.emit()
        return True

    def take_lines(self, lines: Mapping[int, Line]) -> None:
        """What rows say was read; a row that was asked for and is not among them says what it said."""
        rows: list[int] = []
        self._at_hand.clear()
        self._lines.take(lines)
        for row_id in lines:
            rows.extend(self._rows_of(row_id))
        for first, last in _runs(sorted(rows)):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    def make_stale(self, row_ids: Iterable[int] | None = None) -> None:
        """What these rows say may have changed, or what all do: it is read again when they are in sight."""
        self._lines.make_stale(row_ids)
        self._at_hand.clear()
        self.wanted.emit()

    # What it tells

    @property
    def rows(self) -> Rows | None:
        """The rows, each by what it is."""
        return self._rows

    @property
    def lines(self) -> Lines:
        """What the rows say, as far as it was read."""
        return self._lines

    def key(self, index: AnyIndex) -> RowKey | None:
        """By what a row is the same wherever it stands; None for a day."""
        return self._rows.key(index.row()) if self._rows is not None and index.isValid() else None

    def find(self, key: RowKey) -> QModelIndex:
        """Where the row with this key is; an invalid index where it is not listed."""
        row = self._rows.find(key) if self._rows is not None else None
        return QModelIndex() if row is None else self.index(row, 0)

    def entry(self, index: AnyIndex) -> OutboxEntry | None:
        """The fax of a row, or that which a recipient's row belongs to; None where it is not read yet."""
        line = self._line(index.row()) if index.isValid() else None
        return line.entry if line else None

    def message(self, index: AnyIndex) -> OutboxMessage | None:
        """The recipient of a row; None for a fax."""
        line = self._line(index.row()) if index.isValid() else None
        return line.message if line else None

    def level(self, index: AnyIndex) -> int:
        """How far a row is set in: not at all a day and all rows of a flat list, by one a fax, by two a recipient."""
        key = self.key(index)
        if key is None or self._rows is None or self._rows.view.flat:
            return 0
        return 1 if key.position < 0 else 2

    # Folding

    def is_foldable(self, index: AnyIndex) -> bool:
        """Whether a row is that of a fax to several."""
        key = self.key(index)
        return (
            key is not None and key.position < 0 and self._rows is not None and self._rows.people(key.id) > 1
        )

    def is_unfolded(self, index: AnyIndex) -> bool:
        """Whether the recipients of a fax stand below it."""
        key = self.key(index)
        return (
            key is not None and key.position < 0 and self._rows is not None and self._rows.below(key.id) > 0
        )

    def fold(self, index: AnyIndex, is_unfolded: bool = False) -> None:
        """Take the recipients of a fax away, or, with ``is_unfolded``, put them below it."""
        key = self.key(index)
        if key and self._rows is not None:
            self.changing.emit()
            for step in self._rows.fold_steps(key.id, is_unfolded):
                self._carry_out(step)
            self.settled.emit()
            fax = self.find(RowKey(key.id))
            self.dataChanged.emit(fax, fax)

    def hear_day(self, row: int) -> None:
        """Have this row say aloud on which day it was sent: whoever moves there by keys passes over its title."""
        self._heard_day = row

    # What Qt asks

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """How many rows there are, read or not."""
        return 0 if parent.isValid() or self._rows is None else len(self._rows)

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        """As many as there are columns of the Outbox."""
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """A day can be neither chosen nor gone to."""
        if not index.isValid() or self._rows is None:
            return Qt.ItemFlag.NoItemFlags
        return _ROW_FLAGS if self._rows.day(index.row()) is None else _DAY_FLAGS

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for the rows in another order: SQLite sorts, and that takes a while."""
        if column >= 0:
            self.sort_asked.emit(column, order == Qt.SortOrder.DescendingOrder)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == _ROLE.DisplayRole:
            return COLUMNS[section].title
        if role == _ROLE.InitialSortOrderRole:
            order = Qt.SortOrder
            return order.DescendingOrder if COLUMNS[section].falls_first else order.AscendingOrder
        return COLUMNS[section].alignment if role == _ROLE.TextAlignmentRole else None

    def data(self, index: AnyIndex, role: int = 0) -> Any:
        """What a cell shows, says and hints at."""
        if role not in _ANSWERED or self._rows is None or not index.isValid():
            return None
        row, column = index.row(), index.column()
        line = self._line(row)
        if line is None:
            day = self._rows.day(row)
            return self._of_day(day, column, role) if day else _of_unread(column, role)
        if role == _DISPLAY:
            return line.text(column)
        if role == _DECORATION:
            return icon(line.words.icon_name) if column == STATE_COLUMN else None
        if role == _ALIGNMENT:
            return COLUMNS[column].alignment
        if role == _TIP:
            return line.text(column)
        return self._spoken(row, column, line) if role == _SPOKEN else None

    def _of_day(self, day: date, column: int, role: int) -> Any:
        if role == _FONT:
            return self._bold
        if role == _BACKGROUND:
            return QGuiApplication.palette().brush(QPalette.ColorRole.Window)
        if role == _FOREGROUND:
            return QGuiApplication.palette().brush(QPalette.ColorRole.WindowText)
        return day_words(day) if column == 0 and role in (_DISPLAY, _SPOKEN) else None

    def _spoken(self, row: int, column: int, line: Line) -> str:
        told, index = line.spoken(column), self.index(row, 0)
        if column or self._rows is None:
            return told
        if self.is_foldable(index):
            told += ", recipients below" if self.is_unfolded(index) else ", recipients folded away"
        day = self._rows.day_above(row) if row == self._heard_day else None
        return f"{day_words(day)}. {told}" if day else told

    def _line(self, row: int) -> Line | None:
        """What a row says; where that is not known, or not any more, it is wanted. None for a day too."""
        if row in self._at_hand:
            return self._at_hand[row]
        key = self._rows.key(row) if self._rows is not None else None
        if key is None:
            return None
        line = self._lines.get(key.id)
        if self._lines.miss(key.id):
            self.wanted.emit()
        if line is not None and key.position >= 0:
            line = line.person(key.position)
        if not self._lines.is_stale(key.id):
            self._at_hand[row] = line
        return line

    def _rows_of(self, row_id: int) -> range:
        """The row of a fax, and those of its recipients below it."""
        row = self._rows.find(RowKey(row_id)) if self._rows is not None else None
        below = self._rows.below(row_id) if self._rows is not None else 0
        return range(0) if row is None else range(row, row + 1 + below)

    def _carry_out(self, step: Step) -> None:
        assert self._rows is not None
        with self._announced(step):
            self._rows.carry_out(step)
            self._at_hand.clear()

    @contextmanager
    def _announced(self, step: Step) -> Iterator[None]:
        """What is done inside is the ``step``."""
        if isinstance(step, Added):
            self.beginInsertRows(_ROOT, step.first, step.first + len(step.rows) - 1)
            yield
            self.endInsertRows()
        elif isinstance(step, Gone):
            self.beginRemoveRows(_ROOT, step.first, step.last)
            yield
            self.endRemoveRows()
        else:
            self.beginMoveRows(_ROOT, step.first, step.last, _ROOT, step.target)
            yield
            self.endMoveRows()


def _of_unread(column: int, role: int) -> Any:
    if role == _FOREGROUND:
        return QGuiApplication.palette().brush(QPalette.ColorRole.PlaceholderText)
    if role == _SPOKEN:
        return "Being read"
    return UNREAD if column == 0 and role == _DISPLAY else None


def _runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    """The first and last of neighbouring rows."""
    for place, row in enumerate(rows):
        if place == 0 or row != rows[place - 1] + 1:
            first = row
        if place + 1 == len(rows) or rows[place + 1] != row + 1:
            yield first, row
