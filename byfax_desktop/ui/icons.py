"""Our icons: one-colour SVGs of ``resources/icons``, painted in the colour of the palette's text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
)

_FOLDERS = (Path(__file__).parent.parent / "resources", Path(__file__).parents[2] / "resources")


def icon(name: str) -> QIcon:
    """The icon ``resources/icons/<name>.svg``; follows light and dark by itself. Raises KeyError if there is none."""
    return QIcon(_TextColoured(name, _svg(name)))


def resource(name: str) -> Path:
    """A file of ``resources/``: beside the package in a checkout, inside it where it is installed."""
    for folder in _FOLDERS:
        if (folder / name).is_file():
            return folder / name
    raise KeyError(name)


@cache
def _svg(name: str) -> bytes:
    return resource(f"icons/{name}.svg").read_bytes()


class _TextColoured(QIconEngine):
    """Paints the shape of an SVG in the palette's text colour of the moment."""

    def __init__(self, name: str, svg: bytes) -> None:
        super().__init__()
        self._name = name
        self._svg = svg

    def clone(self) -> QIconEngine:
        """Another one of the same shape."""
        return _TextColoured(self._name, self._svg)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint into ``rect``."""
        ratio = painter.device().devicePixelRatioF()
        pixmap = self.pixmap(rect.size() * ratio, mode, state)
        pixmap.setDevicePixelRatio(ratio)
        painter.drawPixmap(rect.topLeft(), pixmap)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:  # noqa: ARG002
        """A picture of ``size`` device pixels; drawn once for each colour, for lists ask for it with every row."""
        colour = _colour(mode)
        key = f"{self._name} {size.width()} {size.height()} {colour.rgba()}"
        pixmap = QPixmap()
        if not QPixmapCache.find(key, pixmap):
            pixmap = self._draw(size, colour)
            QPixmapCache.insert(key, pixmap)
        return pixmap

    def _draw(self, size: QSize, colour: QColor) -> QPixmap:
        from PySide6.QtSvg import QSvgRenderer

        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(self._svg).render(painter, QRectF(QPointF(), size))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(pixmap.rect(), colour)
        painter.end()
        return pixmap


def _colour(mode: QIcon.Mode) -> QColor:
    palette = QGuiApplication.palette()
    if mode is QIcon.Mode.Disabled:
        return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
    if mode is QIcon.Mode.Selected:
        return palette.color(QPalette.ColorRole.HighlightedText)
    return palette.color(QPalette.ColorRole.WindowText)
