"""The cover pages as rows to be managed: picture, name, and what is going on with each or went wrong."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QIcon

from byfax_desktop.ui.covers.shelf import CoverShelf
from byfax_desktop.ui.icons import icon

_Index = QModelIndex | QPersistentModelIndex

PICTURE = QSize(40, 57)


class CoverRows(QAbstractListModel):
    """Follows the shelf; ``tell`` puts words below the name of a cover."""

    def __init__(self, shelf: CoverShelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._refs = shelf.refs
        self._words: dict[str, str] = {}
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
            picture = self._shelf.picture(ref)
            return QIcon(picture) if picture else icon("cover")
        return None

    def _reload(self) -> None:
        self.beginResetModel()
        self._refs = self._shelf.refs
        self.endResetModel()

    def _touch(self, ref: str) -> None:
        if ref in self._refs:
            index = self.index(self._refs.index(ref))
            self.dataChanged.emit(index, index)
