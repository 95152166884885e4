"""Below the documents: the pages of the selected one, or the cover page while a person is at that."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from byfax_desktop.ui.compose.cover import CoverPanel
from byfax_desktop.ui.compose.cover_pages import CoverPages
from byfax_desktop.ui.compose.documents import DocumentsPanel
from byfax_desktop.ui.compose.preview import PAUSE_MS, Preview
from byfax_desktop.ui.session import Session

if TYPE_CHECKING:
    from byfax_desktop.engine.drafts import Draft


class PagesArea(QStackedWidget):
    """Hidden while there is neither; ``draft_of`` makes the draft to the first recipient."""

    def __init__(
        self,
        session: Session,
        preview: Preview,
        documents: DocumentsPanel,
        cover: CoverPanel,
        draft_of: Callable[[], Draft],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pages_area")
        self._session = session
        self._preview = preview
        self._documents = documents
        self._cover = cover
        self._draft_of = draft_of
        self._pages = CoverPages(session, cover.shelf, self)
        self.addWidget(preview)
        self.addWidget(self._pages)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._take_texts)
        documents.selected.connect(self.show_documents)
        documents.looked_at.connect(self.show_documents)
        documents.model.changed.connect(self._fit)
        cover.looked_at.connect(self.show_cover)
        cover.box.currentIndexChanged.connect(self._fit)
        self._fit()

    @property
    def shows_cover(self) -> bool:
        """Whether it is the cover page that is seen."""
        return self.currentWidget() is self._pages

    @property
    def cover_pages(self) -> CoverPages:
        """Where the cover page is shown."""
        return self._pages

    def prepare(self) -> None:
        """Load what the first page needs, so that nothing waits for that when it is to be shown."""
        self._session.workers.run(_load, lambda _: None)

    def show_cover(self) -> None:
        """Show the chosen cover page."""
        if self._cover.cover_ref is not None:
            self.setCurrentWidget(self._pages)
            self.show()
            self._pause.start(0)

    def show_documents(self) -> None:
        """Show the pages of the selected document, if there is one."""
        if self._documents.model.documents and self.shows_cover:
            self.setCurrentWidget(self._preview)
            self._pages.stop()

    def refresh(self) -> None:
        """Something has changed that may show in the pages; they follow soon."""
        self._preview.refresh()
        if self.shows_cover:
            self._pause.start(PAUSE_MS)

    def _fit(self) -> None:
        """There are other documents, or another cover."""
        has_cover, has_documents = self._cover.cover_ref is not None, bool(self._documents.model.documents)
        self.setVisible(has_cover or has_documents)
        if has_cover and (self.shows_cover or not has_documents):
            self.show_cover()
        elif not has_cover and self.shows_cover:
            self.setCurrentWidget(self._preview)
            self._pages.stop()

    def _take_texts(self) -> None:
        ref = self._cover.cover_ref
        if ref is None or not self.shows_cover:
            return
        from datetime import UTC, datetime

        from byfax_desktop.engine.cover_fields import cover_fields
        from byfax_desktop.ui.compose.fax_look import cover_look

        draft, documents = self._draft_of(), self._documents.model.documents
        counts = [document.chosen_pages for document in documents]
        pages = None if None in counts else self._cover.pages + sum(count or 0 for count in counts)
        fields = cover_fields(draft, pages, datetime.now(UTC))
        self._pages.show_cover(ref, fields, cover_look(documents, draft, self._cover.pages))


def _load() -> None:
    import byfax_desktop.engine.cover_fields
    import byfax_desktop.ui.compose.fax_look
    import byfax_desktop.ui.widgets.page_viewer  # noqa: F401
