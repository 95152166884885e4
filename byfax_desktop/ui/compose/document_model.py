"""The documents of a fax: which they are, in which order, and what is known of and chosen for each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from byfax_desktop.fax.treatment import Treatment
from byfax_desktop.ui.compose.document import Document as Document
from byfax_desktop.ui.compose.document import DocumentState as DocumentState

_Index = QModelIndex | QPersistentModelIndex

DETAIL_ROLE = Qt.ItemDataRole.UserRole + 1
"""The second line: pages, size and choices, or what is wrong."""
STATE_ROLE = Qt.ItemDataRole.UserRole + 2
"""A DocumentState."""
ICON_ROLE = Qt.ItemDataRole.UserRole + 3
"""The name of an icon."""
DOCUMENT_ROLE = Qt.ItemDataRole.UserRole + 4
"""The Document itself."""

ROWS_MIME = "application/x-byfax-document-rows"
"""What is dragged within the list."""

Kept = tuple[tuple[Document, Treatment], ...]
"""A list of documents with what was chosen for them, to come back to."""


class DocumentModel(QAbstractListModel):
    """A list of documents; ``changed`` after anything that matters for what will be sent."""

    changed = Signal()
    learned = Signal(object)
    """More is known of this Document."""
    dropped = Signal(object, int)
    """Documents (a tuple) were dragged to before this row."""

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
            return document.name
        if role == DOCUMENT_ROLE:
            return document
        if role == DETAIL_ROLE:
            return document.detail
        if role == STATE_ROLE:
            return document.state
        if role == ICON_ROLE:
            return document.icon
        if role == Qt.ItemDataRole.ToolTipRole:
            return document.tip
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{document.name}, {document.detail}"
        return None

    @property
    def kept(self) -> Kept:
        """The documents as they stand, and what is chosen for each."""
        return tuple((document, document.treatment) for document in self._documents)

    def restore(self, kept: Kept) -> None:
        """Have these documents and choices again; rows that stay keep their place and selection."""
        if kept == self.kept:
            return
        wanted = [document for document, _ in kept]
        stays = set(wanted)
        gone = [row for row, document in enumerate(self._documents) if document not in stays]
        for first, last in reversed(_runs(gone)):
            self._take_out(first, last)
        self._put_in(wanted)
        self._put_in_order(wanted)
        for row, (document, treatment) in enumerate(kept):
            if document.treatment != treatment:
                document.treatment, document.seconds = treatment, None
                self._tell(row)
        self.changed.emit()

    def treat(self, document: Document, treatment: Treatment) -> None:
        """Choose what is done to a document of the list."""
        self.treat_all({document: treatment})

    def treat_all(self, treatments: Mapping[Document, Treatment]) -> None:
        """Choose what is done to each of these."""
        self.restore(tuple((each, treatments.get(each, kept)) for each, kept in self.kept))

    def add(self, paths: Iterable[Path]) -> tuple[Document, ...]:
        """Append files that are not in the list; returns the documents that are new."""
        known = {document.path for document in self._documents}
        return self.append([Document(path) for path in dict.fromkeys(paths) if path not in known])

    def append(self, new: Sequence[Document]) -> tuple[Document, ...]:
        """Append documents, which may be files that are in the list already."""
        self.restore((*self.kept, *((document, document.treatment) for document in new)))
        return tuple(new)

    def duplicate(self, documents: Collection[Document]) -> tuple[Document, ...]:
        """Have each of these once more, right below itself; returns the new ones."""
        copies = {document: document.copied() for document in self._documents if document in documents}
        pairs = ((each, *([copies[each]] if each in copies else [])) for each in self._documents)
        self._arrange([document for pair in pairs for document in pair])
        return tuple(copies.values())

    def replace(self, old: Document, new: Sequence[Document]) -> None:
        """Have others in the place of a document."""
        place = self._documents.index(old)
        self._arrange([*self._documents[:place], *new, *self._documents[place + 1 :]])

    def remove(self, documents: Collection[Document]) -> None:
        """Take documents out of the list."""
        self._arrange([document for document in self._documents if document not in documents])

    def move(self, documents: Collection[Document], step: int) -> None:
        """Move documents one place up (-1) or down (1); where the first of them cannot go on, none moves."""
        order = self._documents if step < 0 else self._documents[::-1]
        if not order or order[0] in documents:
            return
        moved = list(order)
        for row in range(1, len(moved)):
            if moved[row] in documents:
                moved[row - 1], moved[row] = moved[row], moved[row - 1]
        self._arrange(moved if step < 0 else moved[::-1])

    def place(self, documents: Collection[Document], row: int) -> None:
        """Have documents together before what is at ``row`` now; they keep their order."""
        moved = [document for document in self._documents if document in documents]
        before = [document for document in self._documents[:row] if document not in documents]
        after = [document for document in self._documents[row:] if document not in documents]
        self._arrange([*before, *moved, *after])

    def clear(self) -> None:
        """Take all documents out."""
        self.beginResetModel()
        self._documents.clear()
        self.endResetModel()
        self.changed.emit()

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Documents can be dragged, and dropped between others."""
        flags = super().flags(index)
        return flags | (Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled)

    def supportedDropActions(self) -> Qt.DropAction:
        """Within the list documents are moved."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Only what comes from this list is taken here; files are the business of all of Compose."""
        return [ROWS_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Which rows are dragged."""
        data = QMimeData()
        rows = ",".join(str(row) for row in sorted(index.row() for index in indexes))
        data.setData(ROWS_MIME, QByteArray(rows.encode()))
        return data

    def dropMimeData(
        self,
        data: QMimeData,
        action: Qt.DropAction,
        row: int,
        column: int,  # noqa: ARG002
        parent: _Index,  # noqa: ARG002
    ) -> bool:
        """Tell of a drop; whoever hears it moves them, so that it can be undone."""
        if not data.hasFormat(ROWS_MIME) or action is not Qt.DropAction.MoveAction:
            return False
        rows = [int(each) for each in bytes(data.data(ROWS_MIME).data()).decode().split(",") if each]
        dragged = tuple(self._documents[each] for each in rows if each < len(self._documents))
        self.dropped.emit(dragged, row if row >= 0 else len(self._documents))
        return False  # the view is not to remove what was moved

    def learn(self, document: Document) -> None:
        """Something more is known of a document."""
        if document in self._documents:
            self._tell(self._documents.index(document))
            self.changed.emit()
            self.learned.emit(document)

    def time(self, document: Document, seconds: float | None) -> None:
        """It is known how long a document takes, or not known any more; nothing else of the fax changes by that."""
        if document in self._documents and document.seconds != seconds:
            document.seconds = seconds
            self._tell(self._documents.index(document))

    def _tell(self, row: int) -> None:
        self.dataChanged.emit(self.index(row), self.index(row))

    def _arrange(self, documents: Sequence[Document]) -> None:
        self.restore(tuple((document, document.treatment) for document in documents))

    def _take_out(self, first: int, last: int) -> None:
        self.beginRemoveRows(QModelIndex(), first, last)
        del self._documents[first : last + 1]
        self.endRemoveRows()

    def _put_in(self, wanted: Sequence[Document]) -> None:
        """Insert those that are not there, each after the one that is before it among the wanted."""
        known = set(self._documents)
        row = 0
        for is_new, group in groupby(wanted, key=lambda document: document not in known):
            documents = list(group)
            if is_new:
                self.beginInsertRows(QModelIndex(), row, row + len(documents) - 1)
                self._documents[row:row] = documents
                self.endInsertRows()
            row += len(documents)

    def _put_in_order(self, wanted: Sequence[Document]) -> None:
        for row, document in enumerate(wanted):
            if self._documents[row] is not document:
                now = self._documents.index(document, row)
                self.beginMoveRows(QModelIndex(), now, now, QModelIndex(), row)
                self._documents.insert(row, self._documents.pop(now))
                self.endMoveRows()


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of the rows that stand together."""
    groups = (list(group) for _, group in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]))
    return [(group[0][1], group[-1][1]) for group in groups]
