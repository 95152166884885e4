"""Choosing documents of earlier faxes, to be faxed again."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListView,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.fax.trouble import shown_name
from byfax_desktop.ui.compose.document_words import size_words
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.widgets.notice import Notice
from byfax_desktop.ui.widgets.page_viewer import PageViewer
from byfax_desktop.ui.widgets.texts import short_time, shown_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from byfax_desktop.engine.earlier import EarlierDocument
    from byfax_desktop.engine.events import EarlierDocumentReady, JobFinished
    from byfax_desktop.fax.inspect import DocumentInfo
    from byfax_desktop.ui.page_jobs import PageRequest

_Index = QModelIndex | QPersistentModelIndex
_EMPTY, _LIST = 0, 1
_SIZE = (820, 520)


class EarlierDocuments(QAbstractListModel):
    """Documents with a line on the fax that they went with."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._documents: tuple[EarlierDocument, ...] = ()

    def keep(self, documents: Sequence[EarlierDocument]) -> None:
        """Have these."""
        self.beginResetModel()
        self._documents = tuple(documents)
        self.endResetModel()

    def document(self, row: int) -> EarlierDocument:
        """The document in a row."""
        return self._documents[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """How many there are."""
        return 0 if parent.isValid() else len(self._documents)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Both lines; an icon."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DecorationRole:
            return icon("document")
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _lines(self._documents[index.row()])
        return None


class EarlierDialog(QDialog):
    """``chosen`` tells the paths of copies that were made of what was chosen."""

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("earlier_documents")
        self.setWindowTitle("Documents of earlier faxes")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._documents = EarlierDocuments(self)
        self._found = QSortFilterProxyModel(self)
        self.message = MessageBar("earlier_message", self)
        self._search = QLineEdit(self)
        self._list = QListView(self)
        self._notice = Notice("earlier_notice", self)
        self._stack = QStackedWidget(self)
        self._viewer = PageViewer(session.pages, self, "earlier_pages")
        self._look: PageRequest | None = None
        self._wanted: dict[EarlierDocument, Path | None] = {}
        self._jobs: dict[str, EarlierDocument] = {}
        kinds = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        self._set_up()
        self._arrange()
        self._connect()
        self._notice.tell("pages", "Reading…", "")
        self._read = session.workers.run(session.engine.earlier_documents, self._take)
        self._show_found()

    def done(self, result: int) -> None:
        """Nothing that is still being read is wanted."""
        self._read.cancel()
        for job in self._jobs:
            self._session.engine.cancel_job(job)
        self._jobs.clear()
        self._drop_look()
        super().done(result)

    @property
    def selected(self) -> tuple[EarlierDocument, ...]:
        """Those that are selected, from top to bottom."""
        rows = sorted(index.row() for index in self._list.selectedIndexes())
        return tuple(self._at(row) for row in rows)

    def accept(self) -> None:
        """Make copies of what is selected, of which byFax is asked for what is not here; then tell them."""
        selected = self.selected
        if not selected or self._wanted:
            return
        self._add_button.setEnabled(False)
        self._wanted = dict.fromkeys(selected)
        engine = self._session.engine
        self._jobs = {engine.fetch_earlier(each): each for each in selected if not each.is_here}
        if self._jobs:
            self.message.tell(Tone.NOTE, "Fetching from byFax…")
        here = [each for each in selected if each.is_here]
        self._read = self._session.workers.run(
            lambda: {each: engine.earlier_copy(each) for each in here}, self._take_copies
        )

    def _take(self, result: tuple[EarlierDocument, ...] | Trouble) -> None:
        if isinstance(result, Trouble):
            self._notice.tell("state-warning", result.what, result.do)
            return
        self._documents.keep(result)
        self._search.setEnabled(bool(result))
        self._show_found()
        if result:
            self._list.setCurrentIndex(self._found.index(0, 0))
            self._search.setFocus()

    def _take_copies(self, result: dict[EarlierDocument, Path] | Trouble) -> None:
        if isinstance(result, Trouble):
            self._give_up(result)
        else:
            self._wanted.update(result)
            self._tell_if_all()

    def _take_fetched(self, event: EarlierDocumentReady) -> None:
        document = self._jobs.pop(event.job_id, None)
        if document in self._wanted:
            self._wanted[document] = event.path
            self._tell_if_all()

    def _finish(self, event: JobFinished) -> None:
        if event.trouble and self._jobs.pop(event.job_id, None):
            self._give_up(event.trouble)

    def _tell_if_all(self) -> None:
        paths = [path for path in self._wanted.values() if path is not None]
        if len(paths) == len(self._wanted):
            self.chosen.emit(tuple(paths))
            super().accept()

    def _give_up(self, trouble: Trouble) -> None:
        self._wanted.clear()
        self._jobs.clear()
        self._show_selected()
        self.message.tell(Tone.TROUBLE, trouble.what, trouble.do, trouble.details)

    def _show_found(self) -> None:
        found = self._found.rowCount()
        self._stack.setCurrentIndex(_LIST if found else _EMPTY)
        if self._documents.rowCount():
            self._notice.tell("document", "Nothing found", "Search for another name, subject or recipient.")
        elif not found:
            self._notice.tell(
                "outbox", "No documents of earlier faxes", "Those that you send from here are kept."
            )
        self._show_selected()

    def _show_selected(self) -> None:
        self._add_button.setEnabled(
            bool(self._list.selectedIndexes()) and self._stack.currentIndex() == _LIST
        )

    def _show_pages(self) -> None:
        """Show the current document, as soon as it is known how many pages it has."""
        self._drop_look()
        row = self._list.currentIndex().row()
        if row < 0:
            self._viewer.show_notice("pages", "Select a document to see its pages", "")
            return
        if not self._at(row).is_here:
            self._viewer.show_notice("document", "It is not on this computer", "byFax may still have it.")
            return
        path = self._at(row).path
        self._look = self._session.pages.inspect(path, partial(self._open, path))

    def _open(self, path: Path, result: DocumentInfo | Trouble) -> None:
        self._look = None
        if isinstance(result, Trouble) or result.pages is None:
            self._viewer.show_notice("document", "Its pages cannot be shown here", "It can be faxed anyway.")
        else:
            self._viewer.show_document(path, result.pages)

    def _drop_look(self) -> None:
        if self._look is not None:
            self._look.cancel()
        self._look = None

    def _at(self, row: int) -> EarlierDocument:
        return self._documents.document(self._found.mapToSource(self._found.index(row, 0)).row())

    def _connect(self) -> None:
        self._search.textChanged.connect(self._found.setFilterFixedString)
        self._search.textChanged.connect(self._show_found)
        self._list.selectionModel().currentChanged.connect(self._show_pages)
        self._list.selectionModel().selectionChanged.connect(self._show_selected)
        self._list.doubleClicked.connect(self.accept)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._session.bridge.earlier_document_ready.connect(self._take_fetched)
        self._session.bridge.job_finished.connect(self._finish)
        self._session.account_changed.connect(self.reject)

    def _set_up(self) -> None:
        self._found.setSourceModel(self._documents)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._search.setObjectName("earlier_search")
        self._search.setAccessibleName("Search")
        self._search.setPlaceholderText("Search for a name, subject or recipient")
        self._search.setClearButtonEnabled(True)
        self._search.setEnabled(False)
        self._list.setObjectName("earlier_list")
        self._list.setAccessibleName("Documents of earlier faxes")
        self._list.setModel(self._found)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._list.setUniformItemSizes(True)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._add_button = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._add_button.setObjectName("earlier_add")
        self._add_button.setText("&Add")
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setObjectName("earlier_cancel")

    def _arrange(self) -> None:
        self._stack.addWidget(self._notice)
        self._stack.addWidget(self._list)
        left = QWidget(self)
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self._search)
        side.addWidget(self._stack, 1)
        halves = QSplitter(Qt.Orientation.Horizontal, self)
        halves.addWidget(left)
        halves.addWidget(self._viewer)
        halves.setSizes([420, 400])
        halves.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.addWidget(self.message)
        column.addWidget(halves, 1)
        column.addWidget(self._buttons)
        self._viewer.show_notice("pages", "Select a document to see its pages", "")
        self.resize(*_SIZE)


def _lines(document: EarlierDocument) -> str:
    """Its name; below it when it was sent, how large it is, to whom, and the subject."""
    to = shown_number(document.to) if document.to.startswith("+") else document.to
    others = f" + {document.recipients - 1}" if document.recipients > 1 else ""
    facts = (
        short_time(document.sent),
        size_words(document.row.size),
        f"to {shown_name(to)}{others}" if to else "",
        shown_name(document.subject) if document.subject else "",
        "" if document.is_here else "at byFax",
    )
    return f"{shown_name(document.name)}\n{' · '.join(filter(None, facts))}"
