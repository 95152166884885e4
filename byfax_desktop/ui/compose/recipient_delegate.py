"""Typing into the table of recipients: who may be meant is offered, and the blank row says what it is for."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from byfax_desktop.ui.compose.recipient_columns import Column
from byfax_desktop.ui.compose.recipient_offers import RecipientOffers, Suggest

_Index = QModelIndex | QPersistentModelIndex

_LONGEST = 1000
"""Letters that can be typed into a cell."""
_HINTS = {Column.NAME: "Name", Column.COMPANY: "Company", Column.NUMBER: "Fax number"}
_MARGIN = 4


class RecipientDelegate(QStyledItemDelegate):
    """``meant`` with the row and the Suggestion that was taken for it."""

    meant = Signal(int, object)

    def __init__(self, suggest: Suggest, region: str | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._offers = RecipientOffers(suggest, region, parent)
        self._offers.taken.connect(self._take)
        self._editor: QLineEdit | None = None
        self._row = -1

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """A line; in names, companies and numbers it offers who may be meant."""
        editor = super().createEditor(parent, option, index)
        if isinstance(editor, QLineEdit):
            editor.setMaxLength(max(_LONGEST, len(index.data(Qt.ItemDataRole.EditRole) or "")))
            editor.setObjectName("recipient_editor")
            editor.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
            if index.column() == Column.NUMBER:
                editor.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            if index.column() in _HINTS:
                self._editor, self._row = editor, index.row()
                editor.textEdited.connect(lambda text: self._offers.offer(text, editor))
        return editor

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """Take what was typed; nobody is offered any more."""
        self._offers.hide()
        super().setModelData(editor, model, index)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Keys go to the offers first; these go when the field does."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._offers.heed(event):
            return True
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if event.type() == QEvent.Type.ShortcutOverride and is_escape and self._offers.isVisible():
            event.accept()  # it closes the offers, not the window
            return True
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self._offers.hide()
        return super().eventFilter(editor, event)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """The platform's own cell; in the blank row it says in grey what belongs there."""
        super().paint(painter, option, index)
        column = index.column()
        if column in _HINTS and index.row() == index.model().rowCount() - 1:
            is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            role = QPalette.ColorRole.HighlightedText if is_chosen else QPalette.ColorRole.PlaceholderText
            grey = option.palette.color(role)
            room = option.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
            painter.save()
            painter.setPen(grey)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, _HINTS[Column(column)])
            painter.restore()

    def _take(self, suggestion: object) -> None:
        editor = self._editor
        if editor is not None:
            self._editor = None
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
            self.meant.emit(self._row, suggestion)
