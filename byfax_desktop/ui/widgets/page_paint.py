"""How one page is painted."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

_PAPER = QColor(Qt.GlobalColor.white)
_EDGE = QColor(0, 0, 0, 60)
_PALE = QColor(96, 96, 96)
_MARGIN = 16


def paint_page(painter: QPainter, rect: QRect, sight: QRect, image: QImage | None, stand_in: str) -> None:
    """Paint a page into ``rect``: its picture, or a blank sheet with the ``stand_in`` text.

    ``sight`` is the part of the view that is seen: there the text is written, wherever one has scrolled to.
    """
    painter.setPen(_EDGE)
    painter.setBrush(_PAPER)
    painter.drawRect(rect.adjusted(-1, -1, 0, 0))
    if image is None:
        _write(painter, rect.intersected(sight), stand_in)
        return
    # Scaling costs time and sharpness: a picture of the right size goes on the screen as it is.
    device = painter.device().devicePixelRatioF()
    exact = abs(image.width() - rect.width() * device) < 1
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not exact)
    painter.drawImage(QRectF(rect), image, QRectF(image.rect()))


def _write(painter: QPainter, room: QRect, text: str) -> None:
    painter.setPen(_PALE)
    painter.drawText(
        room.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN),
        Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
        text,
    )
