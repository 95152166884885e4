"""The documents of the fax: the list with its buttons, and a place to drop files while there are none.

What is done to them here, and to their pages, can be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.fax.treatment import Treatment
from byfax_desktop.ui.compose.document_buttons import DocumentButtons
from byfax_desktop.ui.compose.document_history import DocumentHistory, add_undo_keys
from byfax_desktop.ui.compose.document_model import Document, DocumentModel, DocumentState
from byfax_desktop.ui.compose.document_reader import DocumentReader
from byfax_desktop.ui.compose.drop_veil import DropArea
from byfax_desktop.ui.compose.heading import heading
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.session import Session

if TYPE_CHECKING:
    from byfax_desktop.fax.inspect import DocumentInfo
    from byfax_desktop.fax.wanted import FaxDocument
    from byfax_desktop.ui.compose.page_options import PageOptions

_FOLDER_KEY = "compose/folder"
_EMPTY, _LIST = 0, 1
_GAP = 16
_FILTER = (
    "Documents (*.pdf *.tif *.tiff *.png *.jpg *.jpeg *.webp *.bmp *.gif *.heic *.txt *.md *.html *.htm "
    "*.doc *.docx *.xls *.xlsx *.ppt *.pptx *.odt *.ods *.odp *.rtf);;"
    "All files (*)"
)


class DocumentsPanel(QWidget):
    """Holds the documents; ``selected`` tells which of them is to be looked at, or None."""

    selected = Signal(object)
    looked_at = Signal()
    """A person is at the list of documents."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("documents_panel")
        self._session = session
        self.model = DocumentModel(self)
        self._reader = DocumentReader(session.pages, self.model, self)
        self.history = DocumentHistory(self.model, self)
        self._ever: dict[Path, None] = {}
        self._options: PageOptions | None = None
        self.message = MessageBar("documents_message", self)
        self._empty = DropArea("documents_empty", self)
        self._list = _list_view(self.model, self)
        self._stack = QStackedWidget(self)
        self._buttons = DocumentButtons(self.history, self)
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
        self.history.begin()
        new = self.model.add(paths)
        if new:
            words = new[0].path.name if len(new) == 1 else f"{len(new)} documents"
            self.history.note(f"add {words}", new[0])
            self._look_into_all()
            self._select(self.model.documents.index(new[0]))

    def fill(self, documents: Sequence[FaxDocument]) -> None:
        """Have the documents of a fax that was written before, with what was chosen for them."""
        self._dress_list()
        new = {each.path: each for each in documents}
        for document in self.model.add(list(new)):
            document.treatment = new[document.path].treatment
            document.password = new[document.path].password
        self.history.clear()
        self._look_into_all()
        if new:
            self._select(0)

    @property
    def is_reading(self) -> bool:
        """Whether a document is still being looked into."""
        return self._reader.is_reading

    @property
    def obstacles(self) -> tuple[Trouble, ...]:
        """Why documents that were looked into cannot be sent."""
        return tuple(filter(None, (document.obstacle for document in self.model.documents)))

    @property
    def ever(self) -> tuple[Path, ...]:
        """The documents that are here, and those that were since the list was blank and could come back."""
        return tuple(self._ever)

    def removed(self) -> tuple[Path, ...]:
        """The documents that were taken out and could come back."""
        listed = {document.path for document in self.model.documents}
        return tuple(path for path in self._ever if path not in listed)

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
        """Take all documents out; there is no way back."""
        self._reader.look_into(())
        self.model.clear()
        self.history.clear()
        self._ever.clear()
        if self._options is not None:
            self._options.close()

    def point_at_wrong(self) -> None:
        """Go to the first document that cannot be sent, or to where one is missing."""
        documents = self.model.documents
        wrong = [row for row, document in enumerate(documents) if document.obstacle]
        if wrong:
            self._select(wrong[0])
        (self._list if documents else self._empty.button).setFocus(Qt.FocusReason.OtherFocusReason)

    def remove_selected(self) -> None:
        """Take the selected document out; the next one is selected then."""
        row = self._list.currentIndex().row()
        if row < 0:
            return
        document = self.model.documents[row]
        had_keyboard = self._list.hasFocus()
        self.history.begin()
        self.model.remove(row)
        self.history.note(f"remove {document.path.name}", document)
        self._look_into_all()
        self._select(min(row, self.model.rowCount() - 1))
        if had_keyboard and not self.model.rowCount():
            # Where the keys that undo work.
            self._empty.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def move_selected(self, step: int) -> None:
        """Move the selected document."""
        document = self.current
        if document is not None:
            self.history.begin()
            row = self.model.move(self.model.documents.index(document), step)
            self.history.note(f"move {document.path.name}", document)
            self._select(row)

    @property
    def current(self) -> Document | None:
        """The selected document."""
        row = self._list.currentIndex().row()
        return self.model.documents[row] if 0 <= row < self.model.rowCount() else None

    def turn_selected(self, step: int) -> None:
        """Turn the pages of the selected document by so many quarters, clockwise."""
        from byfax_desktop.ui.compose.page_options import turned

        document = self.current
        if document is None:
            return
        if document.can_be_treated:
            self._treat(turned(document.treatment, step), f"turn {document.path.name}")
        else:
            self.message.tell(
                Tone.NOTE, "byFax makes the pages of this document.", "To turn it, save it as PDF."
            )

    def show_options(self) -> None:
        """Open the page options of the selected document beside the list."""
        options = self._made_options()
        options.show_document(self.current)
        if not options.isVisible():
            options.adjustSize()
            # Where it hides neither the documents nor their pages.
            beside = self.mapToGlobal(self.rect().topRight()) + QPoint(_GAP, 0)
            room = self.screen().availableGeometry()
            options.move(max(room.left(), min(beside.x(), room.right() - options.width())), beside.y())
        options.show()
        options.raise_()
        options.activateWindow()

    def changeEvent(self, event: QEvent) -> None:
        """While the fax is being sent nothing of it can be changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange and not self.isEnabled() and self._options is not None:
            self._options.close()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another tab is shown: the page options belong to this one."""
        super().hideEvent(event)
        if self._options is not None and not event.spontaneous():
            self._options.close()

    def ask_password(self) -> None:
        """Ask for the password of the selected document, if it needs one."""
        document = self.current
        if document is None or document.state is not DocumentState.PROTECTED:
            return
        from byfax_desktop.ui.compose.password import PasswordDialog

        dialog = PasswordDialog(document.path, self._session.pages, self)
        dialog.opened.connect(partial(self._unlock, document))
        dialog.open()

    def _unlock(self, document: Document, info: DocumentInfo, password: str) -> None:
        document.password = password
        self._reader.take(document, info)

    def _treat(self, treatment: Treatment, words: str, thing: str = "") -> None:
        document = self.current
        if document is not None and document.can_be_treated:
            self.history.begin()
            self.model.treat(document, treatment)
            self.history.note(words, document, thing)

    def _made_options(self) -> PageOptions:
        if self._options is None:
            from byfax_desktop.ui.compose.page_options import PageOptions

            self._options = PageOptions(self)
            self._options.chosen.connect(self._treat)
            self._options.undo_asked.connect(self.history.undo)
            self._options.redo_asked.connect(self.history.redo)
        return self._options

    def _show_restored(self, document: Document) -> None:
        """A change of this document was undone, or made again."""
        self._look_into_all()
        documents = self.model.documents
        if document in documents:
            self._select(documents.index(document))

    def _look_into_all(self) -> None:
        documents = self.model.documents
        self._ever.update(dict.fromkeys(document.path for document in documents))
        self._reader.look_into(documents)

    def _show_learned(self, document: Document) -> None:
        if self.current is document:
            self._show_selection()

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
        """Fit buttons, list and options to what there is."""
        count = self.model.rowCount()
        self._stack.setCurrentIndex(_LIST if count else _EMPTY)
        # Which the list chooses itself when it gets the keyboard just now.
        row = self._list.currentIndex().row()
        self._buttons.fit(count, row)
        if self._options is not None:
            self._options.show_document(self.current)

    def _show_selection(self) -> None:
        self._show()
        self.selected.emit(self.current)

    def _connect(self) -> None:
        self.model.changed.connect(self._show)
        self.model.changed.connect(self.message.clear)
        self.model.modelReset.connect(self._show_selection)
        self.model.learned.connect(self._show_learned)
        self._list.selectionModel().currentChanged.connect(self._show_selection)
        self._empty.action_triggered.connect(self.choose)
        self._buttons.add.clicked.connect(self.choose)
        self._buttons.remove.clicked.connect(self.remove_selected)
        self._buttons.up.clicked.connect(lambda: self.move_selected(-1))
        self._buttons.down.clicked.connect(lambda: self.move_selected(1))
        self._buttons.options.clicked.connect(self.show_options)
        self.history.restored.connect(self._show_restored)
        self._list.doubleClicked.connect(self._open_row)
        self._list.clicked.connect(self.looked_at)
        self._key("Del", self.remove_selected)
        self._key("Alt+Up", lambda: self.move_selected(-1))
        self._key("Alt+Down", lambda: self.move_selected(1))
        for keys in ("Alt+Return", "Alt+Enter"):
            self._key(keys, self.show_options)
        for keys in ("Return", "Enter", "F2"):
            self._key(keys, self.ask_password)
        add_undo_keys(self, self.history.undo, self.history.redo)

    def _open_row(self) -> None:
        document = self.current
        if document is not None and document.state is DocumentState.PROTECTED:
            self.ask_password()
        else:
            self.show_options()

    def _key(self, keys: str, do: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self._list)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(do)

    def _arrange(self) -> None:
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading("&Documents", self._list, self))
        column.addWidget(self.message)
        column.addWidget(self._stack, 1)
        column.addWidget(self._buttons)


def _list_view(model: DocumentModel, parent: QWidget) -> QListView:
    view = QListView(parent)
    view.setObjectName("documents_list")
    view.setAccessibleName("Documents")
    view.setModel(model)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    return view
