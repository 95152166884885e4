"""The sent faxes as a tree: broadcasts, and under each its recipients."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.outbox.branch import Branch, Line
from byfax_desktop.ui.outbox.columns import COLUMNS, STATE_COLUMN
from byfax_desktop.ui.widgets.announced import announced
from byfax_desktop.ui.widgets.row_steps import carry_out, row_steps, rows_before, unique_keys

if TYPE_CHECKING:
    from byfax_desktop.engine.events import OutboxEntry, OutboxMessage

AnyIndex = QModelIndex | QPersistentModelIndex

CHUNK = 300
"""How many broadcasts a view learns of at a time."""

_ROOT = QModelIndex()
_TOP = 0
"""The internal id of broadcasts; that of a recipient is the serial number of its branch."""


class OutboxModel(QAbstractItemModel):
    """Rows keep their identity by ref: selection, expansion and scroll position survive every snapshot."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[OutboxEntry, ...] = ()
        self._reach = CHUNK
        self._is_changing = False
        self._branches: list[Branch] = []
        self._rows: dict[int, int] = {}
        self._serials = count(_TOP + 1)

    @property
    def entries(self) -> tuple[OutboxEntry, ...]:
        """The snapshot that is shown, also what the view does not know of yet."""
        return self._entries

    def show(self, entries: tuple[OutboxEntry, ...]) -> None:
        """Hold these broadcasts, announcing only what differs from before."""
        if self._branches:
            # What was in sight before new rows came on top stays within reach.
            refs = (entry.broadcast.broadcast_ref for entry in entries)
            self._reach += rows_before(refs, self._branches[0].key[0])
        else:
            self._reach = CHUNK
        self._entries = entries
        self._show_reach()

    def canFetchMore(self, parent: AnyIndex) -> bool:
        """Whether there are broadcasts beyond those that the view knows."""
        return not parent.isValid() and not self._is_changing and self._reach < len(self._entries)

    def fetchMore(self, parent: AnyIndex) -> None:
        """Let the view know of some more: thousands at once would hold up the window."""
        if self.canFetchMore(parent):
            self._reach += CHUNK
            self._show_reach()

    def _show_reach(self) -> None:
        # A view that hears of new rows may ask for more at once: not before these stand.
        self._is_changing = True
        entries = self._entries[: self._reach]
        keys = unique_keys(entry.broadcast.broadcast_ref for entry in entries)
        for step in row_steps([branch.key for branch in self._branches], keys):
            with announced(self, _ROOT, step):
                carry_out(
                    step, self._branches, lambda row: Branch(next(self._serials), keys[row], entries[row])
                )
                self._rows = {branch.serial: row for row, branch in enumerate(self._branches)}
        changed = [row for row, entry in enumerate(entries) if self._branches[row].entry is not entry]
        for row in changed:
            self._update(row, entries[row])
        self._announce(_ROOT, changed)
        self._is_changing = False

    def grow_older(self) -> None:
        """Time has passed: what is said of a fax on its way depends on for how long nothing was heard of it."""
        from byfax_desktop.engine.states import entry_is_live

        for row, branch in enumerate(self._branches):
            if entry_is_live(branch.entry):
                branch.say_anew()
                place = self.createIndex(row, 0, _TOP)
                self._announce(_ROOT, [row])
                self._announce(place, range(branch.shown))

    def find(self, broadcast_ref: str) -> QModelIndex:
        """The place of a broadcast; an invalid one where the view does not know it."""
        rows = (row for row, each in enumerate(self._branches) if each.key[0] == broadcast_ref)
        row = next(rows, None)
        return QModelIndex() if row is None else self.createIndex(row, 0, _TOP)

    def entry(self, index: AnyIndex) -> OutboxEntry | None:
        """The broadcast of an index, or the one that a recipient's index belongs to."""
        branch = self._branch(index)
        return branch.entry if branch else None

    def message(self, index: AnyIndex) -> OutboxMessage | None:
        """The recipient of an index; None for a broadcast."""
        branch = self._branch(index)
        if branch is None or index.internalId() == _TOP:
            return None
        return branch.lines[index.row()].item

    def index(self, row: int, column: int, parent: AnyIndex = _ROOT) -> QModelIndex:
        """The index of a broadcast, or of a recipient under its broadcast's first column."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        serial = self._branches[parent.row()].serial if parent.isValid() else _TOP
        return self.createIndex(row, column, serial)

    def parent(self, index: AnyIndex | None = None) -> Any:
        """The broadcast of a recipient; without an index, the object that owns the model."""
        if index is None:
            return super().parent()
        row = self._rows.get(index.internalId()) if index.isValid() else None
        return QModelIndex() if row is None else self.createIndex(row, 0, _TOP)

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """How many broadcasts there are, or recipients of one."""
        if not parent.isValid():
            return len(self._branches)
        if parent.column() > 0 or parent.internalId() != _TOP:
            return 0
        return self._branches[parent.row()].count

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:  # noqa: ARG002 - the signature is Qt's
        """The same at both levels."""
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].title
        return COLUMNS[section].alignment if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: AnyIndex, role: int = 0) -> Any:
        """What a cell shows, says and hints at."""
        line = self._line(index)
        if line is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return line.text(index.column())
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(line.words.icon_name) if index.column() == STATE_COLUMN else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return COLUMNS[index.column()].alignment
        return line.spoken(index.column()) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _line(self, index: AnyIndex) -> Line[OutboxEntry] | Line[OutboxMessage] | None:
        """What the row of an index says."""
        branch = self._branch(index)
        if branch is None:
            return None
        return branch.line if index.internalId() == _TOP else branch.lines[index.row()]

    def _branch(self, index: AnyIndex) -> Branch | None:
        if not index.isValid():
            return None
        serial = index.internalId()
        return self._branches[index.row() if serial == _TOP else self._rows[serial]]

    def _update(self, row: int, entry: OutboxEntry) -> None:
        """Give a broadcast its new entry; recipients keep their rows by message ref."""
        branch, place = self._branches[row], self.createIndex(row, 0, _TOP)
        for step in branch.steps_to(entry):
            with announced(self, place, step):
                branch.apply(step, entry)
        if branch.hold(entry):
            self._announce(place, range(branch.count))

    def _announce(self, place: QModelIndex, rows: list[int] | range) -> None:
        if rows:
            last = self.index(rows[-1], len(COLUMNS) - 1, place)
            self.dataChanged.emit(self.index(rows[0], 0, place), last)
