"""How one page is painted."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPalette

_PAPER = QColor(Qt.GlobalColor.white)
_EDGE = QColor(0, 0, 0, 70)
_INK = QColor(70, 70, 70)
"""For words on paper, which is white whatever the palette."""
_VEIL = QColor(255, 255, 255, 190)
_MARGIN = 16
_PADDING = 8
_WRITING = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class PageState:
    """What is to be seen of a page: its picture, words on a blank sheet without one, and why it is not sent."""

    image: QImage | None
    words: str = ""
    left_out: str = ""


def paint_page(painter: QPainter, rect: QRect, sight: QRect, state: PageState) -> None:
    """Paint a page into ``rect``, of which ``sight`` is the part of the view that is seen.

    Words stand in the middle of what is seen of the page, wherever one has scrolled to.
    """
    painter.setPen(_EDGE)
    painter.setBrush(_PAPER)
    painter.drawRect(rect.adjusted(-1, -1, 0, 0))
    seen = rect.intersected(sight)
    if state.image is None:
        _write(painter, seen, state.words)
        return
    _draw(painter, rect, seen, state.image)
    if state.left_out:
        painter.fillRect(seen, _VEIL)
        _label(painter, seen, state.left_out)


def _draw(painter: QPainter, rect: QRect, seen: QRect, image: QImage) -> None:
    ratio = painter.device().devicePixelRatioF()
    # From a pixel of the screen on, or a picture of the right size would not go there as it is.
    left, top = round(rect.left() * ratio) / ratio, round(rect.top() * ratio) / ratio
    across, down = rect.width() * ratio / image.width(), rect.height() * ratio / image.height()
    if abs(rect.width() * ratio - image.width()) < 2 and abs(rect.height() * ratio - image.height()) < 2:
        across = down = 1.0  # they differ by what was rounded
    # Dots are shown as they are where all become equally large, or large enough that nobody sees the difference.
    is_even = across >= 2 or across == 1
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not is_even)
    # Only the part in sight, in whole dots: the painter knows no lengths over 32,767 pixels.
    first = (floor((seen.left() - left) * ratio / across), floor((seen.top() - top) * ratio / down))
    last = (ceil((seen.right() + 1 - left) * ratio / across), ceil((seen.bottom() + 1 - top) * ratio / down))
    part = QRect(*first, last[0] - first[0], last[1] - first[1]).intersected(image.rect())
    painter.drawImage(
        QRectF(
            left + part.left() * across / ratio,
            top + part.top() * down / ratio,
            part.width() * across / ratio,
            part.height() * down / ratio,
        ),
        image,
        QRectF(part),
    )


def words_rect(metrics: QFontMetrics, rect: QRect, sight: QRect, words: str) -> QRect:
    """Where ``paint_page`` writes the words of a page without a picture."""
    return metrics.boundingRect(_inside(rect.intersected(sight)), _WRITING, words)


def _write(painter: QPainter, room: QRect, words: str) -> None:
    painter.setPen(_INK)
    painter.drawText(_inside(room), _WRITING, words)


def _label(painter: QPainter, room: QRect, words: str) -> None:
    """Words on a plate in the colours of the window."""
    painter.save()
    font = QFont(painter.font())
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    text = painter.boundingRect(_inside(room), _WRITING, words)
    plate = QRectF(text).adjusted(-2 * _PADDING, -_PADDING, 2 * _PADDING, _PADDING)
    plate.moveCenter(QPointF(room.center()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_EDGE)
    palette = QPalette()
    painter.setBrush(palette.window())
    painter.drawRoundedRect(plate, 4, 4)
    painter.setPen(palette.windowText().color())
    painter.drawText(plate, _WRITING, words)
    painter.restore()


def _inside(room: QRect) -> QRect:
    return room.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
