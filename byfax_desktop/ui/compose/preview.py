"""The pages of the selected document as they will be faxed, and in words why there are none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.compose.document_model import Document, DocumentState
from byfax_desktop.ui.compose.service_pages import ServicePages
from byfax_desktop.ui.session import Session

if TYPE_CHECKING:
    from byfax_desktop.fax.wanted import FaxLook
    from byfax_desktop.ui.widgets.page_viewer import PageViewer

PAUSE_MS = 150
"""After the last of quick changes pages are made anew, not after each."""


class Preview(QWidget):
    """The page viewer, made when there is a first document to show; ``look_of`` tells how its pages come out."""

    password_asked = Signal()
    turn_asked = Signal(int)
    """A person wants the document turned by so many quarters."""
    timed = Signal(object, object)
    """A Document and the seconds that all its pages take on the line."""
    learned = Signal(object)
    """More is known of a Document: the service has made its pages."""

    def __init__(
        self, session: Session, look_of: Callable[[Document], FaxLook], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._look_of = look_of
        self._document: Document | None = None
        self._troubles: dict[Document, Trouble] = {}
        self._made: PageViewer | None = None
        self._service = ServicePages(session, self)
        self._service.ready.connect(self._take_pages)
        self._service.failed.connect(self._take_trouble)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._take_look)
        QVBoxLayout(self).setContentsMargins(0, 0, 0, 0)

    @property
    def viewer(self) -> PageViewer:
        """The page viewer."""
        if self._made is None:
            from byfax_desktop.ui.widgets.page_viewer import PageViewer, Turns

            self._made = PageViewer(self._session.pages, self, "compose_pages", Turns.BY_OWNER)
            self._made.turn_asked.connect(self.turn_asked)
            self._made.action_triggered.connect(self._act)
            self._made.page_seconds.connect(self._add_up)
            layout = self.layout()
            assert layout
            layout.addWidget(self._made)
        return self._made

    def show_document(self, document: Document | None) -> None:
        """Show a document as far as it is known."""
        is_same, self._document = document is self._document, document
        if document is None:
            self.viewer.show_notice("pages", "Select a document to see its pages", "")
        elif document.state is DocumentState.PROTECTED:
            self.viewer.show_notice(
                "key",
                f"“{document.path.name}” is protected by a password",
                "Its pages can be seen and sent once it is opened.",
                "Enter the password…",
            )
        elif document.trouble:
            self.viewer.show_trouble(document.trouble)
        elif document.state is DocumentState.READING:
            self.viewer.show_notice("pages", "Reading…", "")
        elif document.pages is None and document.service_pages is None:
            self._tell_of_service(document)
        elif not is_same or self.viewer.path is None:
            self._open(document)

    def keep_only(self, documents: Sequence[Document]) -> None:
        """Other documents are gone from Compose."""
        self._service.keep_only(documents)

    def refresh(self) -> None:
        """Something has changed that may show in the pages; they follow soon."""
        self._pause.start()

    def _open(self, document: Document) -> None:
        path, pages = document.service_pages or (document.path, document.pages or 1)
        self.viewer.show_document(path, pages, password=document.password, look=self._look_of(document))

    def _take_look(self) -> None:
        if self._document is not None and self._made is not None and self._made.path is not None:
            self._made.set_look(self._look_of(self._document))

    def _tell_of_service(self, document: Document) -> None:
        trouble = self._troubles.get(document)
        if self._service.is_asked(document):
            self.viewer.show_notice("document", "byFax is making the pages…", "They are shown here then.")
        elif trouble:
            self.viewer.show_trouble(trouble, "Try again")
        else:
            self.viewer.show_notice(
                "document",
                "byFax converts this document",
                "To show its pages, it is uploaded to byFax now; nothing is sent.",
                "Show its pages",
            )

    def _act(self) -> None:
        """The button of the notice was pressed."""
        document = self._document
        if document is None:
            return
        if document.state is DocumentState.PROTECTED:
            self.password_asked.emit()
        elif document.state is DocumentState.READY:
            self._troubles.pop(document, None)
            self._service.ask(document)
            self.show_document(document)

    def _take_pages(self, document: Document) -> None:
        self.learned.emit(document)
        if document is self._document:
            self.show_document(document)

    def _take_trouble(self, document: Document, trouble: Trouble) -> None:
        self._troubles[document] = trouble
        if document is self._document:
            self.show_document(document)

    def _add_up(self) -> None:
        if self._pause.isActive():
            return  # a picture of the look before, which is about to change
        document = self._document
        if document is not None and document.pages == len(self.viewer.seconds):
            self.timed.emit(document, sum(self.viewer.seconds.values()))
