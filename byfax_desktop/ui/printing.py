"""Pages printed on paper: the system's own dialog, then one page after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtWidgets import QDialog, QWidget

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtPrintSupport import QPrinter

    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.fax.turns import PageTurns
    from byfax_desktop.ui.page_image import PageImage
    from byfax_desktop.ui.session import Session
    from byfax_desktop.ui.workers import Request

WIDTH = 1728
"""Dots of a page on its way to the printer: as many as a fax has."""


def print_pages(
    parent: QWidget, session: Session, path: Path, pages: int, title: str, turns: PageTurns | None = None
) -> Printing:
    """Ask for a printer, and print the pages of the document at ``path``; it is called ``title`` there.

    ``turns`` say how they are to lie, if not as they are.
    """
    # Not at the start: it brings the printers of the system with it.
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    # Not the window's: who closes it meanwhile still wants the pages.
    printing = Printing(session, printer, path, pages, session, turns)
    dialog = QPrintDialog(printer, parent)
    dialog.setObjectName("print_dialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setMinMax(1, pages)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.accepted.connect(printing.start)
    dialog.rejected.connect(printing.stop)
    QDialog.open(dialog)  # its own wants a slot by name
    return printing


class Printing(QObject):
    """Prints one page at a time, so that the window stays awake; goes away by itself at its end."""

    done = Signal(str)
    """What to say at the end."""
    troubled = Signal(object)
    """The Trouble that ended it."""

    def __init__(
        self,
        session: Session,
        printer: QPrinter,
        path: Path,
        pages: int,
        parent: QObject,
        turns: PageTurns | None = None,
    ) -> None:
        super().__init__(parent)
        self._turns = turns
        self._source = session.pages
        self._printer = printer
        self._path = path
        self._pages = pages
        self._next = self._last = 0
        self._painter: QPainter | None = None
        self._request: Request | None = None

    def start(self) -> None:
        """Print what was chosen in the dialog; all pages where nothing was."""
        first, last = self._printer.fromPage(), self._printer.toPage()
        self._next = max(first, 1) - 1
        self._last = min(last or self._pages, self._pages)
        self._ask()

    def stop(self) -> None:
        """Print no more."""
        if self._request is not None:
            self._request.cancel()
        self._end()

    def _ask(self) -> None:
        from byfax_desktop.fax.wanted import WantedPage

        turns = self._turns.of(self._next) if self._turns else 0
        self._request = self._source.page(WantedPage(self._path, self._next, WIDTH), self._take, turns)

    def _take(self, result: PageImage | Trouble) -> None:
        from byfax_desktop.engine.trouble import Trouble

        self._request = None
        if isinstance(result, Trouble):
            self.troubled.emit(result)
            self._end()
        elif not self._paint(result.image):
            self.troubled.emit(
                Trouble(
                    "The printer does not take the pages.", "Check that it is switched on, then print again."
                )
            )
            self._end()
        else:
            self._next += 1
            if self._next < self._last:
                self._ask()
            else:
                self._end()
                self.done.emit("The pages were given to the printer.")

    def _paint(self, image: QImage) -> bool:
        """Draw one page as large as the paper allows, lying across where it is wider than high."""
        is_wide = image.width() > image.height()
        layout = QPageLayout.Orientation
        self._printer.setPageOrientation(layout.Landscape if is_wide else layout.Portrait)
        if self._painter is None:
            painter = QPainter()
            if not painter.begin(self._printer):
                return False
            self._painter = painter
        elif not self._printer.newPage():
            return False
        room = self._painter.viewport()
        size = image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(room.topLeft(), size)
        place.moveCenter(room.center())
        self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._painter.drawImage(place, image)
        return True

    def _end(self) -> None:
        if self._painter is not None:
            self._painter.end()
            self._painter = None
        self.deleteLater()
