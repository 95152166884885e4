"""The window with the page options of the current document, beside the list of documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from byfax_desktop.fax.treatment import Treatment
from byfax_desktop.ui.compose.document_history import DocumentHistory
from byfax_desktop.ui.compose.document_model import Document

if TYPE_CHECKING:
    from byfax_desktop.ui.compose.page_options import PageOptions

_GAP = 16


class DocumentOptions(QObject):
    """Made when it is first opened; ``treat`` is told what is chosen: the treatment, words for it, and the thing."""

    def __init__(
        self, history: DocumentHistory, treat: Callable[[Treatment, str, str], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._history = history
        self._treat = treat
        self._room = parent
        self._window: PageOptions | None = None

    def open(self, document: Document | None) -> None:
        """Show the options of a document where they hide neither the documents nor their pages."""
        window = self._made()
        window.show_document(document)
        if not window.isVisible():
            window.adjustSize()
            beside = self._room.mapToGlobal(self._room.rect().topRight()) + QPoint(_GAP, 0)
            screen = self._room.screen().availableGeometry()
            window.move(max(screen.left(), min(beside.x(), screen.right() - window.width())), beside.y())
        window.show()
        window.raise_()
        window.activateWindow()

    def follow(self, document: Document | None) -> None:
        """Another document is the current one, or more is known of it."""
        if self._window is not None:
            self._window.show_document(document)

    def close(self) -> None:
        """They are of no use now."""
        if self._window is not None:
            self._window.close()

    def _made(self) -> PageOptions:
        if self._window is None:
            from byfax_desktop.ui.compose.page_options import PageOptions

            self._window = PageOptions(self._room)
            self._window.chosen.connect(self._treat)
            self._window.undo_asked.connect(self._history.undo)
            self._window.redo_asked.connect(self._history.redo)
        return self._window
