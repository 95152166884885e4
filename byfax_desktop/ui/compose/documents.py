"""The documents of the fax: the list with its buttons, and a place to drop files while there are none.

What is done to them here, and to their pages, can be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.fax.treatment import Treatment
from byfax_desktop.fax.trouble import shown_name
from byfax_desktop.ui.compose.document import named
from byfax_desktop.ui.compose.document_buttons import DocumentButtons
from byfax_desktop.ui.compose.document_history import DocumentHistory, add_undo_keys
from byfax_desktop.ui.compose.document_list import DocumentList
from byfax_desktop.ui.compose.document_model import Document, DocumentModel, DocumentState
from byfax_desktop.ui.compose.document_options import DocumentOptions
from byfax_desktop.ui.compose.document_reader import DocumentReader
from byfax_desktop.ui.compose.document_sources import DocumentSources
from byfax_desktop.ui.compose.drop_veil import DropArea
from byfax_desktop.ui.compose.heading import heading
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.session import Session

if TYPE_CHECKING:
    from byfax_desktop.fax.inspect import DocumentInfo
    from byfax_desktop.fax.wanted import FaxDocument

_EMPTY, _LIST = 0, 1


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
        self._options = DocumentOptions(self.history, self._treat, self)
        self.message = MessageBar("documents_message", self)
        self.note = MessageBar("documents_note", self)
        self._empty = DropArea("documents_empty", self)
        self._list = DocumentList(self.model, session.pages, self)
        self._sources = DocumentSources(session, self.note, self)
        self._told_of: Document | None = None
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
        """Append files, look into them, and show the first of the new ones; folders become what is in them."""
        self._list.dress()
        self.note.clear()
        self.history.begin()
        new = self.model.add(paths)
        if new:
            self.history.note(f"add {named(new)}", new[0])
            self._look_into_all()
            self._list.select(new[:1])
        elif paths:
            name = shown_name(paths[0].name)
            words = f"“{name}” is in the list already." if len(paths) == 1 else "All are in the list already."
            self.note.tell(Tone.NOTE, words, "Ctrl+D takes a document twice.")

    def fill(self, documents: Sequence[FaxDocument]) -> None:
        """Have the documents of a fax that was written before, with what was chosen for them."""
        self._list.dress()
        new = [Document(each.path, treatment=each.treatment, password=each.password) for each in documents]
        self.model.append(new)
        self.history.clear()
        self._look_into_all()
        if new:
            self._list.select(new[:1])

    def take(self, mime: QMimeData) -> None:
        """Make documents of what was dropped or pasted."""
        self._sources.take(mime)

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
        self._sources.choose()

    def clear(self) -> None:
        """Take all documents out; there is no way back."""
        self.note.clear()
        self._reader.look_into(())
        self.model.clear()
        self.history.clear()
        self._ever.clear()
        self._options.close()

    def point_at_wrong(self) -> None:
        """Go to the first document that cannot be sent, or to where one is missing."""
        documents = self.model.documents
        wrong = [document for document in documents if document.obstacle]
        if wrong:
            self._list.select(wrong[:1])
        (self._list if documents else self._empty.button).setFocus(Qt.FocusReason.OtherFocusReason)

    def remove_selected(self) -> None:
        """Take the selected documents out; the one after them is selected then."""
        gone = self._list.selected
        if not gone:
            return
        had_keyboard = self._list.hasFocus()
        row = self.model.documents.index(gone[0])
        self._change(f"remove {named(gone)}", gone, lambda: self.model.remove(set(gone)))
        self._look_into_all()
        self._list.select(self.model.documents[row : row + 1] or self.model.documents[-1:])
        if had_keyboard and not self.model.rowCount():
            # Where the keys that undo work.
            self._empty.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def move_selected(self, step: int) -> None:
        """Move the selected documents by a place."""
        moved, current = self._list.selected, self.current
        if moved:
            self._change(f"move {named(moved)}", moved, lambda: self.model.move(set(moved), step))
            self._list.select(moved, current)

    def duplicate_selected(self) -> None:
        """Have the selected documents once more, each below itself, with choices of its own."""
        chosen = self._list.selected
        if chosen:
            copies: list[Document] = []
            self._change(
                f"duplicate {named(chosen)}",
                chosen,
                lambda: copies.extend(self.model.duplicate(set(chosen))),
            )
            self._look_into_all()
            self._list.select(copies)

    @property
    def current(self) -> Document | None:
        """The document whose pages are seen."""
        return self._list.current

    def turn_selected(self, step: int) -> None:
        """Turn the pages of the selected documents by so many quarters, clockwise."""
        from byfax_desktop.ui.compose.page_options import turned

        chosen = self._list.selected
        turning = [document for document in chosen if document.can_be_treated]
        if turning:
            turns = {each: turned(each.treatment, step) for each in turning}
            self._change(f"turn {named(turning)}", turning, lambda: self.model.treat_all(turns))
        if len(turning) < len(chosen):
            (self._told_of, *_) = (each for each in chosen if not each.can_be_treated)
            self.note.tell(
                Tone.NOTE, "byFax makes the pages of this document.", "To turn it, save it as PDF."
            )

    def show_options(self) -> None:
        """Open the page options of the selected document beside the list."""
        self._options.open(self.current)

    def changeEvent(self, event: QEvent) -> None:
        """While the fax is being sent nothing of it can be changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange and not self.isEnabled():
            self._options.close()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another tab is shown: the page options belong to this one."""
        super().hideEvent(event)
        if not event.spontaneous():
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
            self._change(words, [document], lambda: self.model.treat(document, treatment), thing)

    def _change(
        self, words: str, documents: Sequence[Document], change: Callable[[], object], thing: str = ""
    ) -> None:
        """Do it so that it can be undone."""
        self.history.begin()
        change()
        self.history.note(words, documents[0], thing)

    def _place(self, documents: Sequence[Document], row: int) -> None:
        """Documents were dragged to before this row."""
        if documents:
            current, moved = self.current, set(documents)
            self._change(f"move {named(documents)}", documents, lambda: self.model.place(moved, row))
            self._list.select(documents, current)

    def _take_apart(self, folder: Document, paths: Sequence[Path]) -> None:
        """A folder was looked through: what is in it stands in its place, as one step with its coming."""
        if folder not in self.model.documents:
            return
        known = {document.path for document in self.model.documents}
        new = [Document(path) for path in paths if path not in known]
        was_current = self.current is folder
        self.history.amend(folder, f"add {named(new)}", new, lambda: self.model.replace(folder, new))
        self._look_into_all()
        if was_current:
            self._list.select(new[:1] or self.model.documents[:1])

    def _show_restored(self, document: Document) -> None:
        """A change of this document was undone, or made again."""
        self._look_into_all()
        if document in self.model.documents:
            self._list.select([document])

    def _look_into_all(self) -> None:
        documents = self.model.documents
        self._ever.update(dict.fromkeys(document.path for document in documents))
        self._reader.look_into(documents)

    def _show_learned(self, document: Document) -> None:
        if self.current is document:
            self._show_selection()

    def _show(self) -> None:
        """Fit buttons, list and options to what there is."""
        count = self.model.rowCount()
        self._stack.setCurrentIndex(_LIST if count else _EMPTY)
        self._fit_buttons()
        self._options.follow(self.current)

    def _fit_buttons(self) -> None:
        rows = sorted({index.row() for index in self._list.selectedIndexes()})
        self._buttons.fit(self.model.rowCount(), rows)

    def _show_selection(self) -> None:
        self.history.settle()
        if self._told_of is not None and self.current is not self._told_of:
            self._told_of = None
            self.note.clear()
        self._show()
        self.selected.emit(self.current)

    def _connect(self) -> None:
        self.model.changed.connect(self._show)
        self.model.changed.connect(self.message.clear)
        self.model.modelReset.connect(self._show_selection)
        self.model.learned.connect(self._show_learned)
        self.model.dropped.connect(self._place)
        self._list.selectionModel().currentChanged.connect(self._show_selection)
        self._list.selectionModel().selectionChanged.connect(self._fit_buttons)
        self._list.looked_at.connect(self.looked_at)
        self._reader.found_folder.connect(self._sources.open_folder)
        self._sources.found.connect(self.add)
        self._sources.opened.connect(self._take_apart)
        self._empty.action_triggered.connect(self.choose)
        self._buttons.add.clicked.connect(self.choose)
        self._buttons.remove.clicked.connect(self.remove_selected)
        self._buttons.up.clicked.connect(lambda: self.move_selected(-1))
        self._buttons.down.clicked.connect(lambda: self.move_selected(1))
        self._buttons.options.clicked.connect(self.show_options)
        self.history.restored.connect(self._show_restored)
        self._list.doubleClicked.connect(self._open_row)
        self._list.customContextMenuRequested.connect(
            lambda spot: self._buttons.menu.popup(self._list.viewport().mapToGlobal(spot))
        )
        self._buttons.offer("documents_add_folder", "Add a &folder…", self._sources.choose_folder)
        self._buttons.offer("documents_add_earlier", "Add from &earlier faxes…", self._sources.choose_earlier)
        self._buttons.menu.addSeparator()
        self._buttons.offer("documents_duplicate", "&Duplicate", self.duplicate_selected, "Ctrl+D")
        self._buttons.offer("documents_take_out", "&Remove", self.remove_selected, "Del")
        self._list.on_key("Ctrl+D", self.duplicate_selected)
        self._list.on_key("Del", self.remove_selected)
        self._list.on_key("Alt+Up", lambda: self.move_selected(-1))
        self._list.on_key("Alt+Down", lambda: self.move_selected(1))
        for keys in ("Alt+Return", "Alt+Enter"):
            self._list.on_key(keys, self.show_options)
        for keys in ("Return", "Enter", "F2"):
            self._list.on_key(keys, self.ask_password)
        add_undo_keys(self, self.history.undo, self.history.redo)

    def _open_row(self) -> None:
        document = self.current
        if document is not None and document.state is DocumentState.PROTECTED:
            self.ask_password()
        else:
            self.show_options()

    def _arrange(self) -> None:
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading("&Documents", self._list, self))
        column.addWidget(self.message)
        column.addWidget(self.note)
        column.addWidget(self._stack, 1)
        column.addWidget(self._buttons)
