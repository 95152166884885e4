"""The cover pages as rows to be managed: picture, name, and what is going on with each or went wrong."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from byfax_desktop.ui.covers.shelf import CoverShelf

_Index = QModelIndex | QPersistentModelIndex

PICTURE = QSize(40, 57)
_SHARP = 2
"""Pictures have so many dots for each of the list, for screens that show them."""


class CoverRows(QAbstractListModel):
    """Follows the shelf; ``tell`` puts words below the name of a cover."""

    def __init__(self, shelf: CoverShelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._refs = shelf.refs
        self._words: dict[str, str] = {}
        self._icons: dict[int, QIcon] = {}
        shelf.changed.connect(self._reload)
        shelf.picture_changed.connect(self._touch)

    @property
    def refs(self) -> tuple[str, ...]:
        """The covers from top to bottom."""
        return self._refs

    def tell(self, ref: str, words: str) -> None:
        """Say this of a cover; nothing where ``words`` are empty."""
        self._words[ref] = words
        self._touch(ref)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """How many covers there are."""
        return 0 if parent.isValid() else len(self._refs)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cover's name and the words below it, and its picture."""
        if not index.isValid():
            return None
        ref = self._refs[index.row()]
        said = filter(None, (self._shelf.title(ref), self._words.get(ref, "")))
        if role == Qt.ItemDataRole.DisplayRole:
            return "\n".join(said)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(said)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon(ref)
        return None

    def _icon(self, ref: str) -> QIcon:
        """The page of a cover, a blank sheet as long as that is not known."""
        picture = self._shelf.picture(ref)
        key = picture.cacheKey() if picture else 0
        if key not in self._icons:
            self._icons[key] = _page_icon(picture)
        return self._icons[key]

    def _reload(self) -> None:
        self.beginResetModel()
        self._icons.clear()
        self._refs = self._shelf.refs
        self.endResetModel()

    def _touch(self, ref: str) -> None:
        if ref in self._refs:
            index = self.index(self._refs.index(ref))
            self.dataChanged.emit(index, index)


def _page_icon(picture: QPixmap | None) -> QIcon:
    """A sheet with an edge, which looks the same where it is selected."""
    page = QPixmap(PICTURE * _SHARP)
    page.fill(QColor("white"))
    painter = QPainter(page)
    if picture:
        smooth = Qt.TransformationMode.SmoothTransformation
        painter.drawPixmap(0, 0, picture.scaled(page.size(), Qt.AspectRatioMode.KeepAspectRatio, smooth))
    painter.setPen(QColor("gray"))
    painter.drawRect(page.rect().adjusted(0, 0, -1, -1))
    painter.end()
    shown = QIcon(page)
    shown.addPixmap(page, QIcon.Mode.Selected)
    return shown
