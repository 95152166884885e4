"""The rows of a list as they will be taken: first what becomes of each, then its cells as they were read."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from byfax_desktop.ui.compose.recipient_meanings import in_full, in_short, left_to_right, mark_of
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.widgets.tips import plain_tip, shown_text

if TYPE_CHECKING:
    from byfax_desktop.engine.recipients.lists import Findings
    from byfax_desktop.engine.recipients.table import Table

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_LONGEST = 120
"""Letters of a cell that are shown."""
_VERDICT = "What becomes of it"


class Sight(Enum):
    """Which rows are shown."""

    ALL = "All rows"
    UNSURE = "Those that need a number"
    TWICE = "Those that are there twice"


class ImportRows(QAbstractTableModel):
    """Any number of rows; nothing is made of those that nobody looks at."""

    def __init__(self, region: str | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._region = region
        self._table: Table | None = None
        self._findings: Findings | None = None
        self._surplus: frozenset[int] = frozenset()
        self._places: Sequence[int] = ()

    def show_table(self, table: Table) -> None:
        """Have the rows of this table, of which nothing is known yet."""
        self.beginResetModel()
        self._table, self._findings = table, None
        self._surplus = frozenset()
        self._places = range(len(table.rows))
        self.endResetModel()

    def show_findings(self, findings: Findings | None) -> None:
        """Say what becomes of each row; None while that is found out again."""
        self._findings = findings
        self._surplus = findings.surplus if findings else frozenset()
        if self._places:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._places) - 1, 0))

    def see(self, sight: Sight) -> None:
        """Show these rows only."""
        self.beginResetModel()
        self._places = range(len(self._table.rows) if self._table else 0)
        if self._findings and sight is Sight.UNSURE:
            self._places = self._findings.unsure
        elif self._findings and sight is Sight.TWICE:
            self._places = self._findings.twice
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Those that are shown."""
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """What becomes of it, and the columns of the list."""
        return 0 if parent.isValid() or self._table is None else 1 + len(self._table.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """The names of the columns, and the numbers of the rows."""
        if role != _Role.DisplayRole or self._table is None:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self._places[section] + 1
        return shown_text(self._table.columns[section - 1][:_LONGEST]) if section else _VERDICT

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """What a cell shows, says and hints at."""
        if not index.isValid() or self._table is None:
            return None
        place = self._places[index.row()]
        if index.column() == 0:
            return self._verdict(place, role)
        text = shown_text(" ".join(self._table.rows[place][index.column() - 1][:_LONGEST].split()))
        if role in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return text
        return plain_tip(text) if role == _Role.ToolTipRole else None

    def _verdict(self, place: int, role: int) -> Any:
        if self._findings is None:
            return "…" if role == _Role.DisplayRole else None
        number = self._findings.outcomes[place].number
        again = "Twice · " if place in self._surplus else ""
        if role == _Role.DecorationRole:
            return icon("state-unknown" if again else mark_of(number))
        if role == _Role.DisplayRole:
            shown = f"{left_to_right(shown_text(number.shown))} · " if number.is_sure else ""
            return f"{again}{shown}{in_short(number, self._region)}"
        if role in (_Role.ToolTipRole, _Role.AccessibleTextRole):
            words = shown_text(f"{again}{in_full(number, self._region)}")
            return plain_tip(words) if role == _Role.ToolTipRole else words
        return None
