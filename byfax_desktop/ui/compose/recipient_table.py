"""The table of recipients: typing starts an entry, Tab goes on to the next cell, Del removes, pasting adds rows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from byfax_desktop.ui.compose.recipient_columns import OPTIONAL, Column
from byfax_desktop.ui.compose.recipient_model import RecipientModel

_Cursor = QAbstractItemView.CursorAction
_Trigger = QAbstractItemView.EditTrigger


class RecipientTable(QTableView):
    """Shows a RecipientModel. Tab leaves the table unless a cell is being edited, as keyboard users expect."""

    paste_asked = Signal()

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
        self.clicked.connect(self._type_into_blank)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        self._set_widths()

    def commit(self) -> None:
        """Take what is being typed."""
        if self.state() is QAbstractItemView.State.EditingState:
            self.setFocus()

    def remove_selected(self) -> None:
        """Take the selected recipients out."""
        self._recipients.remove(index.row() for index in self.selectedIndexes())

    def moveCursor(self, action: _Cursor, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Step over the column that cannot be edited."""
        index = super().moveCursor(action, modifiers)
        if action not in (_Cursor.MoveNext, _Cursor.MovePrevious) or index.column() != Column.MEANING:
            return index
        if action is _Cursor.MovePrevious:
            return index.siblingAtColumn(Column.NUMBER)
        return self.model().index((index.row() + 1) % self.model().rowCount(), Column.NAME)

    def event(self, event: QEvent) -> bool:
        """Claim the paste key: outside the table it adds documents."""
        is_paste = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Paste)
        if is_paste and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del removes, Enter edits, and everything else is as in any table."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_asked.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_selected()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin where the next number is to be typed."""
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(self.model().rowCount() - 1, Column.NUMBER))
        super().focusInEvent(event)

    def _type_into_blank(self, index: QModelIndex) -> None:
        """A click on a blank cell wants to type; one on a filled cell selects it."""
        if not index.data(Qt.ItemDataRole.EditRole):
            self._edit(index)

    def _edit(self, index: QModelIndex) -> None:
        is_free = self.state() is not QAbstractItemView.State.EditingState
        if is_free and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def _set_widths(self) -> None:
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        width = self.fontMetrics().horizontalAdvance
        for column, room in (
            (Column.NUMBER, width("+000 00 0000 00000")),
            (Column.MEANING, width("Check the number") + 26),
        ):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, room + 12)
        for column in OPTIONAL:
            self.setColumnHidden(column, True)
