"""The documents of the fax: the list with its buttons, and a place to drop files while there are none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListView,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.compose.document_model import Document, DocumentModel, DocumentState
from byfax_desktop.ui.compose.drop_veil import DropArea
from byfax_desktop.ui.compose.heading import heading
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.message_bar import MessageBar
from byfax_desktop.ui.session import Session

if TYPE_CHECKING:
    from byfax_desktop.fax.inspect import DocumentInfo
    from byfax_desktop.ui.page_jobs import PageRequest

_FOLDER_KEY = "compose/folder"
_EMPTY, _LIST = 0, 1
_FILTER = (
    "Documents (*.pdf *.tif *.tiff *.png *.jpg *.jpeg *.txt *.doc *.docx *.xls *.xlsx *.ppt *.pptx *.odt *.rtf);;"
    "All files (*)"
)


class DocumentsPanel(QWidget):
    """Holds the documents; ``selected`` tells which of them is to be looked at, or None."""

    selected = Signal(object)
    removed = Signal(object)
    """The path of a document that a person took out."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("documents_panel")
        self._session = session
        self._requests: dict[Document, PageRequest] = {}
        self.model = DocumentModel(self)
        self.message = MessageBar("documents_message", self)
        self._empty = DropArea("documents_empty", self)
        self._list = _list_view(self.model, self)
        self._stack = QStackedWidget(self)
        self._add = QPushButton(icon("add"), "&Add documents…", self)
        self._remove = _tool("documents_remove", "remove", "Remove the document (Del)", self)
        self._up = _tool("documents_up", "up", "Move the document up (Alt+Up)", self)
        self._down = _tool("documents_down", "down", "Move the document down (Alt+Down)", self)
        self._empty.tell(
            "drop", "Drop documents here", "PDF, pictures, text and Office files.", "&Add documents…"
        )
        self._arrange()
        self._connect()
        self.setFocusProxy(self._list)
        self._show()

    def add(self, paths: Sequence[Path]) -> None:
        """Append documents, look into them, and show the first of the new ones."""
        self._dress_list()
        new = self.model.add(paths)
        for document in new:
            take = partial(self._take, document)
            self._requests[document] = self._session.pages.inspect(document.path, take)
        if new:
            self._select(self.model.documents.index(new[0]))

    @property
    def is_reading(self) -> bool:
        """Whether a document is still being looked into."""
        return bool(self._requests)

    @property
    def unsendable(self) -> tuple[Path, ...]:
        """The documents that were looked into and cannot be sent."""
        return tuple(document.path for document in self.model.documents if document.trouble)

    def choose(self) -> None:
        """Ask for files in a dialog; it is not waited for."""
        dialog = QFileDialog(
            self, "Add documents", str(self._session.settings.value(_FOLDER_KEY) or ""), _FILTER
        )
        dialog.setObjectName("add_documents")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._take_chosen)
        dialog.open()

    def clear(self) -> None:
        """Take all documents out."""
        self._forget_requests()
        self.model.clear()

    def point_at_wrong(self) -> None:
        """Go to the first document that cannot be sent, or to where one is missing."""
        states = [document.state for document in self.model.documents]
        if DocumentState.TROUBLE in states:
            self._select(states.index(DocumentState.TROUBLE))
        (self._list if states else self._empty.button).setFocus(Qt.FocusReason.OtherFocusReason)

    def remove_selected(self) -> None:
        """Take the selected document out; the next one is selected then."""
        row = self._list.currentIndex().row()
        if row < 0:
            return
        document = self.model.documents[row]
        request = self._requests.pop(document, None)
        if request:
            request.cancel()
        self.model.remove(row)
        self._select(min(row, self.model.rowCount() - 1))
        self.removed.emit(document.path)

    def move_selected(self, step: int) -> None:
        """Move the selected document."""
        row = self._list.currentIndex().row()
        if row >= 0:
            self._select(self.model.move(row, step))

    def _take(self, document: Document, result: DocumentInfo | Trouble) -> None:
        self._requests.pop(document, None)
        if isinstance(result, Trouble):
            document.state, document.trouble = DocumentState.TROUBLE, result
        else:
            document.state, document.pages, document.size = DocumentState.READY, result.pages, result.size
            document.is_picture = result.mime.startswith("image/")
        self.model.learn(document)
        current = self._list.currentIndex().row()
        if current >= 0 and self.model.documents[current] is document:
            self.selected.emit(document)

    def _take_chosen(self, files: list[str]) -> None:
        self._session.settings.setValue(_FOLDER_KEY, str(Path(files[0]).parent))
        self.add([Path(file) for file in files])

    def _select(self, row: int) -> None:
        self._list.setCurrentIndex(self.model.index(row) if row >= 0 else QModelIndex())

    def _dress_list(self) -> None:
        """Have documents painted in our way, which is of no use before there is one."""
        from byfax_desktop.ui.compose.document_delegate import DocumentDelegate

        if not isinstance(self._list.itemDelegate(), DocumentDelegate):
            self._list.setItemDelegate(DocumentDelegate(self._list))

    def _show(self) -> None:
        """Fit buttons and list to what there is."""
        count = self.model.rowCount()
        self._stack.setCurrentIndex(_LIST if count else _EMPTY)
        row = (
            self._list.currentIndex().row()
        )  # which the list chooses itself when it gets the keyboard just now
        self._add.setVisible(count > 0)
        self._remove.setEnabled(row >= 0)
        self._up.setEnabled(row > 0)
        self._down.setEnabled(0 <= row < count - 1)
        for button in (self._remove, self._up, self._down):
            button.setVisible(count > 0)

    def _show_selection(self) -> None:
        row = self._list.currentIndex().row()
        documents = self.model.documents
        self._show()
        self.selected.emit(documents[row] if 0 <= row < len(documents) else None)

    def _forget_requests(self) -> None:
        for request in self._requests.values():
            request.cancel()
        self._requests.clear()

    def _connect(self) -> None:
        self.model.changed.connect(self._show)
        self.model.changed.connect(self.message.clear)
        self.model.modelReset.connect(self._show_selection)
        self._list.selectionModel().currentChanged.connect(self._show_selection)
        self._empty.action_triggered.connect(self.choose)
        self._add.clicked.connect(self.choose)
        self._remove.clicked.connect(self.remove_selected)
        self._up.clicked.connect(lambda: self.move_selected(-1))
        self._down.clicked.connect(lambda: self.move_selected(1))
        self.destroyed.connect(partial(_cancel_all, self._requests))
        self._key("Del", self.remove_selected)
        self._key("Alt+Up", lambda: self.move_selected(-1))
        self._key("Alt+Down", lambda: self.move_selected(1))

    def _key(self, keys: str, do: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self._list)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(do)

    def _arrange(self) -> None:
        self._add.setObjectName("documents_add")
        self._add.setAccessibleName("Add documents")
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._list)
        buttons = QHBoxLayout()
        buttons.addWidget(self._add)
        buttons.addStretch(1)
        for button in (self._remove, self._up, self._down):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading("&Documents", self._list, self))
        column.addWidget(self.message)
        column.addWidget(self._stack, 1)
        column.addLayout(buttons)


def _list_view(model: DocumentModel, parent: QWidget) -> QListView:
    view = QListView(parent)
    view.setObjectName("documents_list")
    view.setAccessibleName("Documents")
    view.setModel(model)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    return view


def _tool(name: str, icon_name: str, text: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setIcon(icon(icon_name))
    button.setToolTip(text)
    button.setAccessibleName(text.partition(" (")[0])
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _cancel_all(requests: dict[Document, PageRequest]) -> None:
    for request in requests.values():
        request.cancel()
