"""Lets files, pictures and text be dropped anywhere on a widget, whatever lies below the mouse."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QWidget

from byfax_desktop.ui.compose.clipboard import can_be_taken
from byfax_desktop.ui.compose.document_list import DocumentList
from byfax_desktop.ui.compose.drop_veil import DropVeil

_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class DropTarget(QObject):
    """Takes what comes from other programs for ``take``, and says so while it is above."""

    def __init__(self, widget: QWidget, take: Callable[[QMimeData], None]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._take = take
        self._veil = DropVeil(widget)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def quiet_fields(self) -> None:
        """Have the fields below the widget no longer take files as text; documents are dragged within their list."""
        for field in (*self._widget.findChildren(QLineEdit), *self._widget.findChildren(QAbstractScrollArea)):
            if isinstance(field, DocumentList):
                continue
            field.setAcceptDrops(False)
            if isinstance(field, QAbstractScrollArea):
                field.viewport().setAcceptDrops(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        """Show the veil while files are above, and take what is dropped."""
        if event.type() in _DRAGS and isinstance(event, QDragEnterEvent):
            return self._consider(event)
        if event.type() == QEvent.Type.DragLeave:
            self._veil.hide()
            return True
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self._veil.hide()
            if event.source() is None:
                event.acceptProposedAction()
                self._take(event.mimeData())
            return True
        return False

    def _consider(self, event: QDragEnterEvent) -> bool:
        if event.source() is None and can_be_taken(event.mimeData()):
            event.acceptProposedAction()
            self._veil.cover()
        return True
