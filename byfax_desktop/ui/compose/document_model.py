"""The documents of a fax: which they are, in which order, and what is known of and chosen for each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.fax.treatment import PLAIN, Treatment
from byfax_desktop.ui.compose.document_words import page_words, size_words, time_words, treatment_words

_Index = QModelIndex | QPersistentModelIndex

DETAIL_ROLE = Qt.ItemDataRole.UserRole + 1
"""The second line: pages, size and choices, or what is wrong."""
STATE_ROLE = Qt.ItemDataRole.UserRole + 2
"""A DocumentState."""
ICON_ROLE = Qt.ItemDataRole.UserRole + 3
"""The name of an icon."""

_MADE_HERE = "It is made into fax pages on this computer, and those are sent."


class DocumentState(Enum):
    """How far the program has looked into a document."""

    READING = "reading"
    READY = "ready"
    PROTECTED = "protected"
    """It opens with a password that nobody has entered yet."""
    TROUBLE = "trouble"


@dataclass(slots=True, eq=False)
class Document:
    """One document; ``pages`` is None where only the service can count them. Two are never the same.

    ``seconds`` on the line are None until all its pages were seen as fax. ``service_pages`` are those that the
    service made, and how many.
    """

    path: Path
    state: DocumentState = DocumentState.READING
    pages: int | None = None
    size: int = 0
    is_picture: bool = False
    trouble: Trouble | None = None
    treatment: Treatment = PLAIN
    password: str = field(default="", repr=False)
    seconds: float | None = None
    service_pages: tuple[Path, int] | None = None

    @property
    def can_be_treated(self) -> bool:
        """Whether this computer makes its pages, and so can do anything to them."""
        return self.state is DocumentState.READY and self.pages is not None

    @property
    def chosen_pages(self) -> int | None:
        """How many pages are chosen, blank ones among them; None where nobody knows."""
        if self.pages is None:
            return self.service_pages[1] if self.service_pages else None
        return self.treatment.pages.count(self.pages)

    @property
    def obstacle(self) -> Trouble | None:
        """Why it cannot be sent as it is."""
        name = f"“{self.path.name}”"
        if self.state is DocumentState.PROTECTED:
            return Trouble(f"{name} is protected by a password.", "Enter the password, or remove it.")
        if self.trouble:
            return Trouble(f"{name} cannot be sent as it is.", "Put it right, or remove it.")
        if self.state is DocumentState.READY and self.chosen_pages == 0:
            return Trouble(f"{name} has no page left to send.", "Choose other pages of it, or remove it.")
        return None

    @property
    def detail(self) -> str:
        """What is known and chosen, in words."""
        if self.state is DocumentState.PROTECTED:
            return "Protected: enter the password to add it"
        if self.trouble:
            return f"{self.trouble.what} {self.trouble.do}"
        if self.state is DocumentState.READING:
            return "Reading…"
        if self.chosen_pages == 0:
            return f"None of its {page_words(self.pages)} is left to send. Choose others."
        pages = self.service_pages[1] if self.service_pages else self.pages
        known = [page_words(pages), size_words(self.size), *treatment_words(self.treatment)]
        if self.password:
            known.append("opened with its password")
        if self.seconds is not None:
            known.append(time_words(self.seconds))
        return " · ".join(known)

    @property
    def icon(self) -> str:
        """The name of its icon; trouble shows before anything else."""
        if self.state is DocumentState.PROTECTED:
            return "key"
        if self.obstacle:
            return "state-warning"
        return "picture" if self.is_picture else "document"

    @property
    def tip(self) -> str:
        """Where it lies, and what becomes of it."""
        made_here = self.can_be_treated and (self.password or not self.treatment.is_plain)
        return "\n".join([str(self.path), self.detail, *([_MADE_HERE] if made_here else [])])


Kept = tuple[tuple[Document, Treatment], ...]
"""A list of documents with what was chosen for them, to come back to."""


class DocumentModel(QAbstractListModel):
    """A list of documents; ``changed`` after anything that matters for what will be sent."""

    changed = Signal()
    learned = Signal(object)
    """More is known of this Document."""

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
            return document.tip
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{document.path.name}, {document.detail}"
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
        for row in reversed(range(len(self._documents))):
            if self._documents[row] not in wanted:
                self._take_out(row)
        for row, document in enumerate(wanted):
            self._put(document, row)
        for row, (document, treatment) in enumerate(kept):
            if document.treatment != treatment:
                document.treatment, document.seconds = treatment, None
                self._tell(row)
        self.changed.emit()

    def treat(self, document: Document, treatment: Treatment) -> None:
        """Choose what is done to a document of the list."""
        self.restore(tuple((each, treatment if each is document else kept) for each, kept in self.kept))

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
        self._take_out(row)
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

    def _take_out(self, row: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._documents[row]
        self.endRemoveRows()

    def _put(self, document: Document, row: int) -> None:
        """Have a document at ``row``, where all rows above are right."""
        if document not in self._documents:
            self.beginInsertRows(QModelIndex(), row, row)
            self._documents.insert(row, document)
            self.endInsertRows()
            return
        now = self._documents.index(document)
        if now != row:
            self.beginMoveRows(QModelIndex(), now, now, QModelIndex(), row)
            self._documents.insert(row, self._documents.pop(now))
            self.endMoveRows()
