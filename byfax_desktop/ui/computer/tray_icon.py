"""The pictures of the tray: the program's icon, with a badge in a corner for each state."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from byfax_desktop.ui.computer.tray_state import TrayState
from byfax_desktop.ui.icons import resource

SIZES = (16, 22, 24, 32, 48, 64)
"""Pixels of what trays ask for."""

_COLOURS = {
    TrayState.TROUBLE: QColor("#c62828"),
    TrayState.OFFLINE: QColor("#616161"),
    TrayState.UNREAD: QColor("#e65100"),
    TrayState.SENDING: QColor("#2e7d32"),
}
_BADGE = 0.62
"""How much of the icon's side a badge takes: at 16 pixels, less could not be told apart."""
_SHAPE = 0.72
_FADED = 0.45


@cache
def tray_icon(state: TrayState) -> QIcon:
    """The icon of a state in all sizes; it is the same on light and dark, for nobody can tell what a tray is."""
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(_picture(state, size))
    return icon


def _picture(state: TrayState, size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(_FADED if state is TrayState.OFFLINE else 1.0)
    QSvgRenderer(str(resource("icons/byfax-desktop.svg"))).render(painter, QRectF(0, 0, size, size))
    painter.setOpacity(1.0)
    if state in _COLOURS:
        side = round(size * _BADGE)
        _paint_badge(painter, state, QRect(size - side, size - side, side, side))
    painter.end()
    return pixmap


def _paint_badge(painter: QPainter, state: TrayState, place: QRect) -> None:
    """A disc with a rim, and the state's sign on it in white."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.white)
    painter.drawEllipse(place)
    rim = max(1, place.width() // 12)
    painter.setBrush(_COLOURS[state])
    painter.drawEllipse(place.adjusted(rim, rim, -rim, -rim))
    side = round(place.width() * _SHAPE)
    sign = QRect(0, 0, side, side)
    sign.moveCenter(place.center())
    painter.drawPixmap(sign.topLeft(), _white(state.value, side))


def _white(name: str, side: int) -> QPixmap:
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(str(resource(f"icons/{name}.svg"))).render(painter, QRectF(0, 0, side, side))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(pixmap.rect(), Qt.GlobalColor.white)
    painter.end()
    return pixmap
