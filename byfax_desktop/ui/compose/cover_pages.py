"""The cover page as it will be faxed, with its texts where this computer can put them in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from byfax_desktop.ui.compose.document_words import page_words
from byfax_desktop.ui.covers.look import CoverLook
from byfax_desktop.ui.covers.shelf import CoverShelf
from byfax_desktop.ui.session import Session

if TYPE_CHECKING:
    from byfax_desktop.engine.cover_fields import CoverFields
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.fax.wanted import FaxLook
    from byfax_desktop.ui.widgets.page_viewer import PageViewer


class CoverPages(QWidget):
    """The page viewer of cover pages, made when there is a first one to show."""

    def __init__(self, session: Session, shelf: CoverShelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._look = CoverLook(session, shelf, self)
        self._fax_look: FaxLook | None = None
        self._made: PageViewer | None = None
        self._note = QLabel(self)
        self._note.setObjectName("cover_note")
        self._note.setWordWrap(True)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._note.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._note)
        self._look.ready.connect(self._take)
        self._look.failed.connect(self._fail)

    @property
    def viewer(self) -> PageViewer:
        """The page viewer."""
        if self._made is None:
            from byfax_desktop.ui.widgets.page_viewer import PageViewer

            self._made = PageViewer(self._session.pages, self, "cover_pages")
            layout = self.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.addWidget(self._made, 1)
        return self._made

    def show_cover(self, ref: str, fields: CoverFields, fax_look: FaxLook) -> None:
        """Show a cover with these texts; until it is made, what was shown before stays."""
        self._fax_look = fax_look
        if self.viewer.path is None:
            self.viewer.show_notice("cover", "Making the page…", "")
        else:
            self.viewer.set_look(fax_look)
        self._look.show(ref, fields)

    def stop(self) -> None:
        """No cover page is to be seen."""
        self._look.stop()
        self._tell("")
        if self._made is not None:
            self._made.show_notice("cover", "Making the page…", "")

    def _take(self, path: Path, pages: int, why_plain: str) -> None:
        self.viewer.show_document(path, pages, look=self._fax_look)
        longer = "" if pages == 1 else f"With these texts the cover page takes {page_words(pages)}."
        self._tell(why_plain or longer)

    def _fail(self, trouble: Trouble) -> None:
        self.viewer.show_trouble(trouble)
        self._tell("")

    def _tell(self, note: str) -> None:
        self._note.setText(note)
        self._note.setVisible(bool(note))
