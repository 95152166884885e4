"""The pages of the selected document."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from byfax_desktop.ui.compose.document_model import Document, DocumentState
from byfax_desktop.ui.page_jobs import PageJobs
from byfax_desktop.ui.widgets.page_viewer import PageViewer


class Preview(QWidget):
    """The page viewer, and in words why it shows nothing."""

    def __init__(self, pages: PageJobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewer = PageViewer(pages, self, "compose_pages")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._viewer)
        self.show_document(None)

    def show_document(self, document: Document | None) -> None:
        """Show a document as far as it is known."""
        if document is None:
            self._viewer.show_notice("pages", "Select a document to see its pages", "")
        elif document.trouble:
            self._viewer.show_trouble(document.trouble)
        elif document.state is DocumentState.READING:
            self._viewer.show_notice("pages", "Reading…", "")
        elif document.pages is None:
            self._viewer.show_notice(
                "document", "byFax converts this document", "Its pages can be seen here only in PDF."
            )
        elif self._viewer.path != document.path:
            self._viewer.show_document(document.path, document.pages)
