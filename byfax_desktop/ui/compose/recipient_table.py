"""The table of recipients: typing starts an entry, Tab goes on to the next cell, Del removes, pasting adds rows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from byfax_desktop.ui.compose.recipient_columns import OPTIONAL, Column
from byfax_desktop.ui.compose.recipient_model import RecipientModel
from byfax_desktop.ui.widgets.history_action import HISTORY_KEYS

_Cursor = QAbstractItemView.CursorAction
_Trigger = QAbstractItemView.EditTrigger
_Standard = QKeySequence.StandardKey
_CLAIMED = (_Standard.Paste, _Standard.Copy)
_LEAST = 3
"""Rows that are in sight, however small the window."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ALT = Qt.KeyboardModifier.AltModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier


class RecipientTable(QTableView):
    """Shows a RecipientModel. Tab leaves the table unless a cell is being edited, as keyboard users expect."""

    paste_asked = Signal()
    details_asked = Signal()
    history_asked = Signal()
    offer_asked = Signal()
    """One of the numbers that may be meant in the current row is to be taken."""

    def __init__(self, model: RecipientModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recipient_table")
        self.setAccessibleName("Recipients")
        self.setModel(model)
        self._recipients = model
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.setEditTriggers(_Trigger.AnyKeyPressed | _Trigger.EditKeyPressed | _Trigger.DoubleClicked)
        self.clicked.connect(self._click)
        self.doubleClicked.connect(self._double_click)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        rows = _LEAST * self.verticalHeader().defaultSectionSize()
        self.setMinimumHeight(rows + self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth())
        self._sorted_by = -1
        self._order = Qt.SortOrder.AscendingOrder
        self._set_widths()

    def selected_rows(self) -> list[int]:
        """The rows in which something is selected, the blank one not among them."""
        last = self._recipients.rowCount() - 1
        rows: set[int] = set()
        selection = self.selectionModel().selection()
        for part in map(selection.at, range(selection.size())):
            rows.update(range(part.top(), min(part.bottom() + 1, last)))
        return sorted(rows)

    def select_rows(self, rows: list[int]) -> None:
        """Have the current cells of these rows selected, and the first of them in sight."""
        column = max(0, self.currentIndex().column())
        chosen = QItemSelection()
        for row in rows:
            index = self._recipients.index(row, column)
            chosen.select(index, index)
        if rows:
            current = self._recipients.index(rows[0], column)
            self.selectionModel().setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(current)
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def commit(self) -> None:
        """Take what is being typed."""
        if self.state() is QAbstractItemView.State.EditingState:
            self.setFocus()

    def remove_selected(self) -> None:
        """Take the selected recipients out; the cursor goes to the one after them."""
        rows = self.selected_rows()
        if rows:
            self._recipients.remove(rows)
            index = self._recipients.index(rows[0], max(0, self.currentIndex().column()))
            self.setCurrentIndex(index)

    def move_selected(self, step: int) -> None:
        """Move the selected recipients one row up (-1) or down (1)."""
        self.select_rows(sorted(self._recipients.move(self.selected_rows(), step)))

    def copy_selected(self) -> None:
        """Put the selected recipients on the clipboard, as spreadsheets and this table take them."""
        entries = [self._recipients.entry_at(row) for row in self.selected_rows()]
        fields = ((each.name, each.company, each.number) for each in entries)
        lines = ("\t".join(" ".join(text.split()) for text in texts) for texts in fields)
        if entries:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def sort_by(self, column: int) -> None:
        """Order the recipients by a column, the other way round the next time."""
        again = column == self._sorted_by and self._order is Qt.SortOrder.AscendingOrder
        self._order = Qt.SortOrder.DescendingOrder if again else Qt.SortOrder.AscendingOrder
        self._sorted_by = column
        self._recipients.sort_rows(column, self._order)

    def moveCursor(self, action: _Cursor, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Step over the columns that cannot be typed into."""
        index = super().moveCursor(action, modifiers)
        if action not in (_Cursor.MoveNext, _Cursor.MovePrevious):
            return index
        while index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsEditable:
            index = self._beside(index, 1 if action is _Cursor.MoveNext else -1)
        return index

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes on below: what is typed next is another recipient and must not overwrite this one."""
        super().closeEditor(editor, hint)
        index = self.currentIndex()
        below = index.siblingAtRow(index.row() + 1)
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache and below.isValid():
            self.setCurrentIndex(below)

    def event(self, event: QEvent) -> bool:
        """Claim the keys that mean something else outside the table: paste and copy."""
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and any(map(event.matches, _CLAIMED)):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del removes, Enter edits, Alt moves and tells more, and everything else is as in any table."""
        if event.matches(_Standard.Paste):
            self.paste_asked.emit()
        elif event.matches(_Standard.Copy):
            self.copy_selected()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_selected()
        elif event.modifiers() & _ALT and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.move_selected(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.modifiers() & _ALT and event.key() in _ENTER:
            self.details_asked.emit()
        elif event.modifiers() == _CONTROL and event.key() == Qt.Key.Key_Period:
            self.offer_asked.emit()
        elif QKeySequence(event.keyCombination()) == QKeySequence(HISTORY_KEYS):
            self.history_asked.emit()
        elif event.modifiers() & _CONTROL and event.key() in _ENTER:
            event.ignore()  # sends the fax
        elif event.key() in _ENTER:
            self._enter(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin where the next number is to be typed."""
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(self.model().rowCount() - 1, Column.NUMBER))
        super().focusInEvent(event)

    def _click(self, index: QModelIndex) -> None:
        """A click on a blank cell wants to type, one on a question to answer; one on a filled cell selects it."""
        if index.column() == Column.MEANING and self._recipients.offers(index.row()):
            self.offer_asked.emit()
        elif not index.data(Qt.ItemDataRole.EditRole):
            self._edit(index)

    def _double_click(self, index: QModelIndex) -> None:
        if index.column() in (Column.MEANING, Column.GREETING):
            self.details_asked.emit()

    def _enter(self, index: QModelIndex) -> None:
        if index.column() in (Column.MEANING, Column.GREETING):
            asks = index.column() == Column.MEANING and self._recipients.offers(index.row())
            (self.offer_asked if asks else self.details_asked).emit()
        else:
            self._edit(index)

    def _edit(self, index: QModelIndex) -> None:
        is_free = self.state() is not QAbstractItemView.State.EditingState
        if is_free and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def _beside(self, index: QModelIndex, step: int) -> QModelIndex:
        """The next cell that is shown, in the next row after the last."""
        shown = [each for each in Column if not self.isColumnHidden(each)]
        place = (shown.index(Column(index.column())) if index.column() in shown else 0) + step
        row = (index.row() + place // len(shown)) % self.model().rowCount()
        return self.model().index(row, shown[place % len(shown)])

    def _set_widths(self) -> None:
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self.sort_by)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        width = self.fontMetrics().horizontalAdvance
        for column, room in (
            (Column.NUMBER, width("+000 00 0000 00000")),
            (Column.MEANING, width("Emergency number") + 26),
        ):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, room + 12)
        for column in OPTIONAL:
            self.setColumnHidden(column, True)
