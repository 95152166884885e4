"""Lets files, pictures and text be dropped anywhere on a widget, whatever lies below the mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QWidget

from byfax_desktop.ui.compose.clipboard import can_be_taken
from byfax_desktop.ui.compose.document_list import DocumentList
from byfax_desktop.ui.compose.drop_veil import DropVeil

_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class DropRoom(Protocol):
    """A part of the widget that takes some things for itself."""

    def rect(self) -> QRect:
        """Its room."""
        ...

    def mapFrom(self, widget: QWidget, place: QPoint, /) -> QPoint:
        """A place of the whole widget as one of its own."""
        ...

    def mapTo(self, widget: QWidget, place: QPoint, /) -> QPoint:
        """A place of its own as one of the whole widget."""
        ...

    def can_drop(self, mime: QMimeData) -> bool:
        """Whether it wants this."""
        ...

    def drop(self, mime: QMimeData) -> None:
        """Take it."""
        ...


class DropTarget(QObject):
    """Takes what comes from other programs for ``take``, and says so while it is above.

    What is above the ``room`` is taken by that, if it wants it, wherever it comes from.
    """

    def __init__(
        self, widget: QWidget, take: Callable[[QMimeData], None], room: DropRoom | None = None
    ) -> None:
        super().__init__(widget)
        self._widget = widget
        self._take = take
        self._room = room
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
            room = self._room_for(event)
            if room is not None:
                event.acceptProposedAction()
                room.drop(event.mimeData())
            elif event.source() is None:
                event.acceptProposedAction()
                self._take(event.mimeData())
            return True
        return False

    def _consider(self, event: QDragEnterEvent) -> bool:
        room = self._room_for(event)
        if room is not None:
            event.acceptProposedAction()
            area = QRect(room.mapTo(self._widget, room.rect().topLeft()), room.rect().size())
            self._veil.cover(area, "Drop to add as recipients")
        elif event.source() is None and can_be_taken(event.mimeData()):
            event.acceptProposedAction()
            self._veil.cover()
        else:
            self._veil.hide()
        return True

    def _room_for(self, event: QDropEvent) -> DropRoom | None:
        room = self._room
        if room is None or not room.rect().contains(room.mapFrom(self._widget, event.position().toPoint())):
            return None
        return room if room.can_drop(event.mimeData()) else None
