"""The pages of the selected document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from byfax_desktop.ui.compose.document_model import Document, DocumentState
from byfax_desktop.ui.page_jobs import PageJobs

if TYPE_CHECKING:
    from byfax_desktop.ui.widgets.page_viewer import PageViewer


class Preview(QWidget):
    """The page viewer, and in words why it shows nothing; made when there is a first document to show."""

    def __init__(self, pages: PageJobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self._made: PageViewer | None = None
        QVBoxLayout(self).setContentsMargins(0, 0, 0, 0)

    @property
    def viewer(self) -> PageViewer:
        """The page viewer."""
        if self._made is None:
            from byfax_desktop.ui.widgets.page_viewer import PageViewer

            self._made = PageViewer(self._pages, self, "compose_pages")
            layout = self.layout()
            assert layout
            layout.addWidget(self._made)
        return self._made

    def show_document(self, document: Document | None) -> None:
        """Show a document as far as it is known."""
        if document is None:
            self.viewer.show_notice("pages", "Select a document to see its pages", "")
        elif document.trouble:
            self.viewer.show_trouble(document.trouble)
        elif document.state is DocumentState.READING:
            self.viewer.show_notice("pages", "Reading…", "")
        elif document.pages is None:
            self.viewer.show_notice(
                "document", "byFax converts this document", "Its pages can be seen here only in PDF."
            )
        elif self.viewer.path != document.path:
            self.viewer.show_document(document.path, document.pages)
