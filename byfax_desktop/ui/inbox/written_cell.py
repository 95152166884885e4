"""The cells of the list in which labels and the note of a fax stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.inbox import texts
from byfax_desktop.ui.inbox.label_look import paint_chips
from byfax_desktop.ui.widgets.roomy_rows import RoomyRows

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from byfax_desktop.engine.events import InboxEntry

AnyIndex = QModelIndex | QPersistentModelIndex
_MARGIN, _AIR, _ICON = 4, 3, 14


class WrittenCell(RoomyRows):
    """Labels first, then the beginning of the note behind its icon."""

    def __init__(self, entry_of: Callable[[AnyIndex], InboxEntry | None], parent: QWidget) -> None:
        """``entry_of`` knows the fax of a row."""
        super().__init__(parent)
        self._entry_of = entry_of

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """The platform's own ground, and on it what is written."""
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        plain.icon = QIcon()
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, option.widget)
        entry = self._entry_of(index)
        if entry is None:
            return
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        role = plain.palette.ColorRole.HighlightedText if is_selected else plain.palette.ColorRole.Text
        ink = plain.palette.color(role)
        painter.save()
        painter.setFont(plain.font)
        room = option.rect.adjusted(_MARGIN, _AIR, -_MARGIN, -_AIR)
        left = paint_chips(painter, room, entry.labels, plain.palette, ink) if entry.labels else room.left()
        rest = QRect(left, room.top(), room.right() - left + 1, room.height())
        words = texts.note_line(entry)
        if words and rest.width() > 2 * _ICON:
            if entry.note:
                shape = QRect(rest.left(), rest.center().y() - _ICON // 2, _ICON, _ICON)
                mode = QIcon.Mode.Selected if is_selected else QIcon.Mode.Normal
                icon("note").paint(painter, shape, mode=mode)
                rest.setLeft(rest.left() + _ICON + _AIR)
            painter.setPen(ink)
            shown = plain.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
