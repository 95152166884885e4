"""What a file of contacts holds, a row each: what becomes of it, and whether it is taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from byfax_desktop.engine.contacts.merging import Fate, Outcome
from byfax_desktop.ui.compose.recipient_meanings import shown_number
from byfax_desktop.ui.contacts.rows import short
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.widgets.tips import plain_tip, shown_text

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole

_TITLES = ("Name", "Company", "Fax number", "What becomes of it")
_NAME, _COMPANY, _NUMBER, _FATE = range(4)
_TAKEN = frozenset({Fate.NEW, Fate.ADDS})
_ICONS = {
    Fate.NEW: "add",
    Fate.ADDS: "state-delivered",
    Fate.KNOWN: "state-stopped",
    Fate.ASKS: "state-unknown",
    Fate.REFUSED: "state-failed",
}
_WORDS = {Fate.NEW: ("Is new.", ""), Fate.ASKS: ("", "Tick it to take it.")}
"""What is said before and after the words of an outcome."""


class ImportRows(QAbstractTableModel):
    """Rows that can be taken have a tick; ``ticked`` after each that changes."""

    ticked = Signal()

    def __init__(self, region: str | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._region = region
        self._outcomes: Sequence[Outcome] = ()
        self._ticked: set[int] = set()
        self._places: list[int] = []

    @property
    def agreed(self) -> frozenset[int]:
        """The places of those who are taken though something was asked."""
        return frozenset(each for each in self._ticked if self._outcomes[each].fate is Fate.ASKS)

    @property
    def left(self) -> frozenset[int]:
        """The places of those who could be taken, and are not wanted."""
        able = (place for place, each in enumerate(self._outcomes) if each.fate in _TAKEN)
        return frozenset(able) - self._ticked

    @property
    def wanted(self) -> int:
        """How many are taken."""
        return len(self._ticked)

    def told(self, index: _Index) -> str:
        """All that is to be said of a row."""
        return self._text(self._outcomes[self._places[index.row()]], _FATE) if index.isValid() else ""

    def counts(self) -> Counter[Fate]:
        """How many have each fate."""
        return Counter(each.fate for each in self._outcomes)

    def show_outcomes(self, outcomes: Sequence[Outcome]) -> None:
        """Have these rows, all of them in sight; what asks for nothing is ticked."""
        self.beginResetModel()
        self._outcomes = outcomes
        self._ticked = {place for place, each in enumerate(outcomes) if each.fate in _TAKEN}
        self._places = list(range(len(outcomes)))
        self.endResetModel()

    def show_only(self, fates: Iterable[Fate]) -> None:
        """Have only the rows with these fates in sight; all for none."""
        wanted = frozenset(fates)
        self.beginResetModel()
        self._places = [
            place for place, each in enumerate(self._outcomes) if not wanted or each.fate in wanted
        ]
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Those in sight."""
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Four."""
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """The titles of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return _TITLES[section] if role == _Role.DisplayRole else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """The first column of a row that can be taken is ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == _NAME and self._can_be_taken(self._places[index.row()]):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """What a cell shows, says and hints at."""
        if not index.isValid():
            return None
        place, column = self._places[index.row()], index.column()
        if role == _Role.CheckStateRole and column == _NAME and self._can_be_taken(place):
            return Qt.CheckState.Checked if place in self._ticked else Qt.CheckState.Unchecked
        text = self._text(self._outcomes[place], column)
        if role == _Role.DisplayRole:
            return text
        if role == _Role.ToolTipRole:
            return plain_tip(text)
        if role == _Role.DecorationRole and column == _FATE:
            return icon(_ICONS[self._outcomes[place].fate])
        if role == _Role.AccessibleTextRole:
            return self._spoken(place) if column == _NAME else f"{_TITLES[column]}: {text}"
        return None

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:
        """Tick a row, or not."""
        if role != _Role.CheckStateRole or not self.flags(index) & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        place = self._places[index.row()]
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self._ticked.add(place)
        else:
            self._ticked.discard(place)
        self.dataChanged.emit(index, index)
        self.ticked.emit()
        return True

    def _can_be_taken(self, place: int) -> bool:
        fate = self._outcomes[place].fate
        return fate in _TAKEN or fate is Fate.ASKS

    def _text(self, outcome: Outcome, column: int) -> str:
        who = outcome.candidate
        if column == _NAME:
            return short(who.name or who.company)
        if column == _COMPANY:
            return short(who.company)
        if column == _NUMBER:
            return ", ".join(shown_number(number, self._region) for number in who.numbers)
        before, after = _WORDS.get(outcome.fate, ("", ""))
        return shown_text(" ".join(filter(None, (before, outcome.words, after))))

    def _spoken(self, place: int) -> str:
        return ", ".join(
            filter(None, (self._text(self._outcomes[place], each) for each in range(len(_TITLES))))
        )
