"""A page as a picture on the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from byfax_desktop.ui.page_image import PageImage
from byfax_desktop.ui.widgets.page_pictures import Cancellable, PageSource

if TYPE_CHECKING:
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.fax.wanted import WantedPage


class PageCopy(QObject):
    """Copies one page at a time, in all its dots; ``tell`` hears in words how it went."""

    def __init__(
        self, source: PageSource, tell: Callable[[str], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._tell = tell
        self._request: Cancellable | None = None

    def copy(self, wanted: WantedPage, quarter_turns: int) -> None:
        """Put a page on the clipboard, turned clockwise, in place of one that is still on its way there."""
        self.stop()
        self._request = self._source.page(
            wanted, lambda result: self._take(wanted.index, result), quarter_turns
        )

    def stop(self) -> None:
        """Leave the clipboard as it is."""
        if self._request is not None:
            self._request.cancel()
            self._request = None

    def _take(self, page: int, result: PageImage | Trouble) -> None:
        self._request = None
        if isinstance(result, PageImage):
            QGuiApplication.clipboard().setImage(result.image)
            self._tell(f"Page {page + 1} was copied.")
        else:
            self._tell(f"{result.what} {result.do}")
