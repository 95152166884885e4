"""The button on a page that could not be shown."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.widgets.page_canvas import PageCanvas
from byfax_desktop.ui.widgets.page_pictures import PagePictures

_GAP = 16


class PageRetry(QPushButton):
    """Stands below the words of the first page in sight that failed, and asks for all that did."""

    def __init__(self, canvas: PageCanvas, pictures: PagePictures) -> None:
        super().__init__(icon("retry"), "Try again", canvas.viewport())
        self._canvas = canvas
        self._pictures = pictures
        self.setObjectName("page_retry")
        self.setAccessibleName("Try to show the page again")
        self.hide()
        self.clicked.connect(self.retry)

    @property
    def failed(self) -> list[int]:
        """The pages in sight that could not be shown."""
        return [page for page in self._canvas.in_sight if self._pictures.trouble(page)]

    def place(self) -> None:
        """Find its place, or none where all is well."""
        failed = self.failed
        if failed:
            words = self._canvas.words_rect(failed[0])
            self.adjustSize()
            self.move(QPoint(words.center().x() - self.width() // 2, words.bottom() + _GAP))
        elif self.hasFocus():
            self._canvas.setFocus()
        self.setVisible(bool(failed))

    def retry(self) -> None:
        """Ask for them again."""
        self._pictures.retry(self.failed)
        self.place()
        self._canvas.viewport().update()
