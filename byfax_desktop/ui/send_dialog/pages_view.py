"""The left side of the send dialog: every page of the fax as it goes out, the cover page first."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from byfax_desktop.ui.compose.composed import ComposedFax
from byfax_desktop.ui.compose.document_model import Document
from byfax_desktop.ui.covers.look import CoverLook
from byfax_desktop.ui.elided import ElidedLabel
from byfax_desktop.ui.send_dialog.fax_pages import WHOLE_FAX, FaxPages, FaxPart
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.widgets.page_viewer import PageViewer, Turns

PAUSE_MS = 150
"""After the last of quick changes pages are made anew, not after each."""


class PagesView(QWidget):
    """Follows the fax; ``timed`` when more is known of its time on the line."""

    timed = Signal()
    shown = Signal(object)
    """A tuple of FaxPart: what the pages are of now."""

    def __init__(self, session: Session, fax: ComposedFax, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fax = fax
        self._pages = FaxPages(session.pages)
        self._cover = CoverLook(session, fax.cover.shelf, self)
        self._cover_page: tuple[str, Path, int] | None = None
        self.viewer = PageViewer(self._pages, self, "send_pages", Turns.BY_OWNER)
        self._note = ElidedLabel(self, max_width=2000)
        self._note.setObjectName("send_cover_note")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        self._cover.ready.connect(self._take_cover)
        self.viewer.turn_asked.connect(self._turn)
        self.viewer.page_seconds.connect(self.timed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.viewer)
        column.addWidget(self._note)
        self.refresh()

    @property
    def seconds(self) -> float | None:
        """About how long the fax takes on the line, by the pages that were seen; None before the first."""
        seen = self.viewer.seconds
        pages = self._pages.count
        return sum(seen.values()) / len(seen) * pages if seen and pages else None

    def touch(self) -> None:
        """Something has changed; the pages follow soon."""
        self._pause.start()

    def refresh(self) -> None:
        """Show the pages as they are now; where they are the same ones, at the place where they were."""
        before = [(part.path, part.pages) for part in self._pages.parts]
        self._ask_for_cover()
        self._pages.set_parts([*self._cover_parts(), *self._document_parts()])
        self._note.setVisible(bool(self._cover_parts() and self._note.text()))
        now = [(part.path, part.pages) for part in self._pages.parts]
        if not now:
            self.viewer.show_notice("pages", *_nothing_to_show(self._fax))
        elif now == before:
            self.viewer.set_look(self._pages.look)
        else:
            self.viewer.show_document(WHOLE_FAX, self._pages.count, look=self._pages.look)
        self.shown.emit(self._pages.parts)

    def show_document(self, document: object, page: int = 0) -> None:
        """Go to a page of a document, from 0."""
        self.viewer.canvas.go_to(self._pages.first_of(document) + page)

    def _document_parts(self) -> list[FaxPart]:
        return [part for document in self._fax.documents.model.documents if (part := self._part(document))]

    def _part(self, document: Document) -> FaxPart | None:
        """None for one of which there are no pages to show."""
        path, pages = document.service_pages or (document.path, document.pages)
        if not pages or document.trouble:
            return None
        return FaxPart(document, path, pages, self._fax.look_of(document), document.password)

    def _cover_parts(self) -> list[FaxPart]:
        if self._cover_page is None or self._cover_page[0] != self._fax.cover.cover_ref:
            return []
        from byfax_desktop.ui.compose.fax_look import cover_look

        _, path, pages = self._cover_page
        documents = self._fax.documents.model.documents
        return [FaxPart("cover", path, pages, cover_look(documents, self._fax.to_first(), pages))]

    def _ask_for_cover(self) -> None:
        from byfax_desktop.engine.cover_fields import cover_fields

        ref = self._fax.cover.cover_ref
        if ref:
            fields = cover_fields(self._fax.to_first(), self._fax.page_count, datetime.now(UTC))
            self._cover.show(ref, fields)
        else:
            self._cover.stop()

    def _take_cover(self, path: Path, pages: int, why_plain: str) -> None:
        ref = self._fax.cover.cover_ref
        if ref:
            self._note.setText(why_plain)
            self._cover_page = ref, path, pages
            self.refresh()

    def _turn(self, step: int) -> None:
        """Turn the document of the page that is looked at."""
        part, _ = self._pages.place(self.viewer.canvas.page)
        if isinstance(part.owner, Document) and part.owner.can_be_treated:
            from byfax_desktop.ui.compose.page_options import turned

            model = self._fax.documents.model
            model.treat(part.owner, turned(part.owner.treatment, step))


def _nothing_to_show(fax: ComposedFax) -> tuple[str, str]:
    if fax.documents.model.documents:
        return "byFax makes the pages of these documents", "They go out as byFax converts them."
    return "Nothing to show yet", "Add a document, or choose a cover page."
