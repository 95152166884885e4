"""The list of documents on the screen: several can be selected, and dragged to another place."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from byfax_desktop.ui.compose.document_model import Document, DocumentModel
from byfax_desktop.ui.page_jobs import PageJobs
from byfax_desktop.ui.widgets.focus import comes_by_hand

_Flag = QItemSelectionModel.SelectionFlag


class DocumentList(QListView):
    """Shows a DocumentModel; the current document is the one whose pages are seen."""

    looked_at = Signal()
    """A person is at the list."""

    def __init__(self, documents: DocumentModel, pages: PageJobs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("documents_list")
        self.setAccessibleName("Documents")
        self._documents = documents
        self._pages = pages
        self.setModel(documents)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.clicked.connect(self.looked_at)

    @property
    def current(self) -> Document | None:
        """The document whose pages are seen."""
        row = self.currentIndex().row()
        documents = self._documents.documents
        return documents[row] if 0 <= row < len(documents) else None

    @property
    def selected(self) -> tuple[Document, ...]:
        """All that are selected, in their order; the current one if it alone is."""
        documents = self._documents.documents
        rows = sorted({index.row() for index in self.selectedIndexes()})
        return tuple(documents[row] for row in rows if row < len(documents))

    def select(self, documents: Iterable[Document], current: Document | None = None) -> None:
        """Select these; the first of them, or ``current``, is the one whose pages are seen."""
        wanted = list(documents)
        rows = {document: row for row, document in enumerate(self._documents.documents)}
        selection = QItemSelection()
        for document in wanted:
            if document in rows:
                index = self._documents.index(rows[document])
                selection.select(index, index)
        first = rows.get(current or (wanted[0] if wanted else None))  # type: ignore[arg-type] # None is in no dict
        at = QModelIndex() if first is None else self._documents.index(first)
        self.selectionModel().setCurrentIndex(at, _Flag.NoUpdate)
        self.selectionModel().select(selection, _Flag.ClearAndSelect)

    def on_key(self, keys: str, do: Callable[[], object]) -> None:
        """Have these keys do it while the list has the keyboard."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(do)

    def dress(self) -> None:
        """Have documents painted in our way, which is of no use before there is one."""
        from byfax_desktop.ui.compose.document_delegate import DocumentDelegate
        from byfax_desktop.ui.compose.document_thumbnails import Thumbnails

        if isinstance(self.itemDelegate(), DocumentDelegate):
            return
        thumbnails = Thumbnails(self._pages, self)
        thumbnails.arrived.connect(self.viewport().update)
        self._documents.modelReset.connect(thumbnails.forget)
        delegate = DocumentDelegate(thumbnails, self)
        delegate.follow(self._documents)
        self.setItemDelegate(delegate)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard is here: a person is at the list."""
        super().focusInEvent(event)
        if comes_by_hand(event):
            self.looked_at.emit()
