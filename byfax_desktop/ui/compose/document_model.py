"""The documents of a fax: which they are, in which order, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from byfax_desktop.engine.trouble import Trouble

_Index = QModelIndex | QPersistentModelIndex

DETAIL_ROLE = Qt.ItemDataRole.UserRole + 1
"""The second line: pages and size, or what is wrong."""
STATE_ROLE = Qt.ItemDataRole.UserRole + 2
"""A DocumentState."""
ICON_ROLE = Qt.ItemDataRole.UserRole + 3
"""The name of an icon."""


class DocumentState(Enum):
    """How far the program has looked into a document."""

    READING = "reading"
    READY = "ready"
    TROUBLE = "trouble"


@dataclass(slots=True, eq=False)
class Document:
    """One document; ``pages`` is None where only the service can count them. Two are never the same."""

    path: Path
    state: DocumentState = DocumentState.READING
    pages: int | None = None
    size: int = 0
    is_picture: bool = False
    trouble: Trouble | None = None

    @property
    def detail(self) -> str:
        """What is known, in words."""
        if self.trouble:
            return f"{self.trouble.what} {self.trouble.do}"
        if self.state is DocumentState.READING:
            return "Reading…"
        size = QLocale().formattedDataSize(self.size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
        return f"{page_words(self.pages)} · {size}"

    @property
    def icon(self) -> str:
        """The name of its icon; trouble shows before anything else."""
        if self.state is DocumentState.TROUBLE:
            return "state-warning"
        return "picture" if self.is_picture else "document"


class DocumentModel(QAbstractListModel):
    """A list of documents; ``changed`` after anything that matters for what will be sent."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._documents: list[Document] = []

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents, in the order in which they are sent."""
        return tuple(self._documents)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """How many documents there are."""
        return 0 if parent.isValid() else len(self._documents)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A document's name, its second line, its state, or all of it in words."""
        if not index.isValid():
            return None
        document = self._documents[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return document.path.name
        if role == DETAIL_ROLE:
            return document.detail
        if role == STATE_ROLE:
            return document.state
        if role == ICON_ROLE:
            return document.icon
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{document.path}\n{document.detail}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{document.path.name}, {document.detail}"
        return None

    def add(self, paths: Iterable[Path]) -> tuple[Document, ...]:
        """Append documents that are not in the list; returns those that are new."""
        known = {document.path for document in self._documents}
        new = tuple(Document(path) for path in dict.fromkeys(paths) if path not in known)
        if new:
            first = len(self._documents)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._documents.extend(new)
            self.endInsertRows()
            self.changed.emit()
        return new

    def remove(self, row: int) -> None:
        """Take a document out of the list."""
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._documents[row]
        self.endRemoveRows()
        self.changed.emit()

    def move(self, row: int, step: int) -> int:
        """Move a document ``step`` places down (or up); returns the row where it is then."""
        target = row + step
        if not 0 <= target < len(self._documents):
            return row
        self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), target + (1 if step > 0 else 0))
        self._documents.insert(target, self._documents.pop(row))
        self.endMoveRows()
        self.changed.emit()
        return target

    def clear(self) -> None:
        """Take all documents out."""
        self.beginResetModel()
        self._documents.clear()
        self.endResetModel()
        self.changed.emit()

    def learn(self, document: Document) -> None:
        """Something more is known of a document."""
        if document in self._documents:
            index = self.index(self._documents.index(document))
            self.dataChanged.emit(index, index)
            self.changed.emit()


def page_words(pages: int | None) -> str:
    """Such as 1 page, 12 pages."""
    if pages is None:
        return "Pages counted by byFax"
    return "1 page" if pages == 1 else f"{QLocale().toString(pages)} pages"
