"""The transmission report of a sent fax: made, looked at, copied, saved and printed."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QStandardPaths, Qt, QTemporaryDir
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QPushButton, QVBoxLayout, QWidget

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.page_image import PageImage
from byfax_desktop.ui.widgets.page_viewer import PageViewer

if TYPE_CHECKING:
    from byfax_desktop.engine.events import JobFinished, OutboxEntry, OutboxMessage, SentPagesReady
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.fax.inspect import DocumentInfo
    from byfax_desktop.ui.session import Session
    from byfax_desktop.ui.workers import Request

_SIZE = (760, 860)
_PICTURE_WIDTH = 1000
"""Dots of the first page: it is printed 10 to 12 cm wide."""
_COPY_WIDTH = 1240
"""Dots of a copied page: A4 at 150 to the inch."""
_COPY_KEYS = "Ctrl+Shift+C"
_FOLDER = "outbox/report_folder"
_NAME = "Fax report {result} {date} {time} {to} {subject}"


class ReportWindow(QDialog):
    """Shows the report as soon as it is made; without the picture of the first page where byFax has none."""

    def __init__(
        self,
        session: Session,
        entry: OutboxEntry,
        message: OutboxMessage | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("report_window")
        self.setWindowTitle("Transmission report")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self._session = session
        self._entry = entry
        self._message = entry.messages[0] if message is None and len(entry.messages) == 1 else message
        self._folder = _LentFolder()
        self._path: Path | None = None
        self._job = ""
        self._requests: list[Request] = []
        self._viewer = PageViewer(session.pages, self, name="report_pages")
        self._bar = MessageBar("report_message", self)
        self._save = QPushButton(icon("save"), "&Save as PDF…", self)
        self._save.setObjectName("report_save")
        self._save.clicked.connect(self._ask_where)
        self._print = QPushButton(icon("print"), "&Print…", self)
        self._print.setObjectName("report_print")
        self._print.clicked.connect(self._ask_printer)
        self._copy = QPushButton(icon("copy"), "&Copy", self)
        self._copy.setObjectName("report_copy")
        self._copy.setToolTip(f"Copy the report as picture and as text ({_COPY_KEYS})")
        QShortcut(QKeySequence(_COPY_KEYS), self, self._copy.click)
        self._copy.clicked.connect(self._copy_text)
        self._pages = 0
        for button in (self._save, self._print, self._copy):
            button.setEnabled(False)
        self._arrange()
        session.bridge.sent_pages_ready.connect(self._take_pages)
        session.bridge.job_finished.connect(self._end_job)
        # What is seen must not change under the eyes of whoever saves it, nor be another account's.
        session.account_changed.connect(self.reject)
        self._begin()

    @property
    def viewer(self) -> PageViewer:
        """What shows the report."""
        return self._viewer

    @property
    def message_bar(self) -> MessageBar:
        """How saving went."""
        return self._bar

    def save_to(self, target: Path) -> None:
        """Save the report there, in the background."""
        if self._path is None:
            return
        from byfax_desktop.ui.inbox.saving import save_copy

        source = self._path
        self._session.settings.setValue(_FOLDER, str(target.parent))
        self._requests.append(self._session.workers.run(lambda: save_copy(source, target), self._tell_saved))

    def done(self, result: int) -> None:
        """Nothing that comes later is wanted."""
        for request in self._requests:
            request.cancel()
        self._folder.give_back()
        super().done(result)

    def _begin(self) -> None:
        self._viewer.show_notice("pages", "Making the report…", "")
        if self._message is not None and _has_ended(self._message):
            self._job = self._session.engine.fetch_sent(self._message.message.message_ref)
        if not self._job:
            self._make(None)

    def _take_pages(self, event: SentPagesReady) -> None:
        if event.job_id == self._job:
            self._job = ""
            from byfax_desktop.fax.wanted import WantedPage

            wanted = WantedPage(event.path, 0, _PICTURE_WIDTH)
            self._requests.append(self._session.pages.page(wanted, self._take_picture))

    def _end_job(self, event: JobFinished) -> None:
        if event.job_id == self._job and event.trouble is not None:
            self._job = ""
            self._make(None)

    def _take_picture(self, result: PageImage | Trouble) -> None:
        self._make(result.image if isinstance(result, PageImage) else None)

    def _make(self, picture: QImage | None) -> None:
        path = self._folder.path / "report.pdf"
        work = partial(_write, self._entry, self._message, picture, path)
        self._requests.append(self._session.workers.run(work, self._take_report))

    def _take_report(self, result: Path | Trouble) -> None:
        if isinstance(result, Path):
            self._path = result
            self._requests.append(self._session.pages.inspect(result, self._show))
        else:
            self._viewer.show_trouble(result)

    def _show(self, info: DocumentInfo | Trouble) -> None:
        from byfax_desktop.engine.trouble import Trouble

        self._save.setEnabled(True)
        if isinstance(info, Trouble):
            self._viewer.show_trouble(info)
        elif self._path is not None:
            self._pages = info.pages or 1
            self._print.setEnabled(True)
            self._copy.setEnabled(True)
            self._viewer.show_document(self._path, self._pages)

    def _ask_where(self) -> None:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, "Save the report", str(self._session.settings.value(_FOLDER) or usual))
        dialog.setObjectName("report_place")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(suggested_name(self._entry, self._message))
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def _copy_text(self) -> None:
        """Have the words made, then the picture: a program takes of both what it can use."""
        work = partial(_text, self._entry, self._message)
        self._requests.append(self._session.workers.run(work, self._copy_picture))

    def _copy_picture(self, text: str | Trouble) -> None:
        if not isinstance(text, str):
            self._tell_trouble(text)
        elif self._path is not None:
            from byfax_desktop.fax.wanted import WantedPage

            wanted = WantedPage(self._path, 0, _COPY_WIDTH)
            self._requests.append(self._session.pages.page(wanted, partial(self._put_on_clipboard, text)))

    def _put_on_clipboard(self, text: str, result: PageImage | Trouble) -> None:
        if not isinstance(result, PageImage):
            self._tell_trouble(result)
            return
        content = QMimeData()
        content.setText(text)
        content.setImageData(result.image)
        QGuiApplication.clipboard().setMimeData(content)
        first = " (the picture has its first page)" if self._pages > 1 else ""
        self._bar.tell(Tone.DONE, f"The report was copied as text and as picture{first}.")

    def _ask_printer(self) -> None:
        if self._path is None:
            return
        from byfax_desktop.ui.printing import print_pages

        printing = print_pages(self, self._session, self._path, self._pages, "Transmission report")
        # Who closes the window meanwhile still wants all pages: their file stays until then.
        self._folder.take()
        printing.destroyed.connect(self._folder.give_back)
        printing.done.connect(self._tell_printed)
        printing.troubled.connect(self._tell_trouble)

    def _tell_printed(self, words: str) -> None:
        self._bar.tell(Tone.DONE, words)

    def _tell_trouble(self, trouble: Trouble) -> None:
        self._bar.tell(Tone.TROUBLE, trouble.what, trouble.do, trouble.details)

    def _tell_saved(self, result: Path | Trouble) -> None:
        if isinstance(result, Path):
            self._bar.tell(Tone.DONE, f"The report was saved as “{result.name}”.")
        else:
            self._tell_trouble(result)

    def _arrange(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.addButton(self._print, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self._copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self._save, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._bar)
        column.addWidget(self._viewer, 1)
        column.addWidget(buttons)
        self._viewer.setFocus()


class _LentFolder:
    """A private folder that goes as soon as all who use it have given it back; its maker is the first."""

    def __init__(self) -> None:
        self._folder = QTemporaryDir()
        self._users = 1

    @property
    def path(self) -> Path:
        return Path(self._folder.path())

    def take(self) -> None:
        self._users += 1

    def give_back(self, *_: object) -> None:
        self._users -= 1
        if not self._users:
            self._folder.remove()


def suggested_name(entry: OutboxEntry, message: OutboxMessage | None) -> str:
    """Such as ``Fax report OK 2026-11-23 14-02 Anna.pdf``, which every system takes."""
    from byfax_desktop.engine.clock import milliseconds
    from byfax_desktop.engine.evidence import ProvedFax
    from byfax_desktop.engine.proof_names import proof_name

    created = entry.broadcast.created
    return proof_name(ProvedFax(entry, message), milliseconds(created) if created else 0, _NAME)


def _has_ended(message: OutboxMessage) -> bool:
    from byfax_desktop.engine.states import message_is_final

    return message_is_final(message.message)


def _write(entry: OutboxEntry, message: OutboxMessage | None, picture: QImage | None, path: Path) -> Path:
    """Draw the report into a folder of its own; takes a while. Raises OSError."""
    from byfax_desktop.engine.report_paper import draw_report
    from byfax_desktop.engine.sent_report import report_of
    from byfax_desktop.fax.private import create_private

    with create_private(path) as file:
        file.write(draw_report(report_of(entry, message, datetime.now(UTC)), _png(picture)))
    return path


def _text(entry: OutboxEntry, message: OutboxMessage | None) -> str:
    """The words of the report; with thousands of recipients this takes a while."""
    from byfax_desktop.engine.sent_report import report_of, report_text

    return report_text(report_of(entry, message, datetime.now(UTC)))


def _png(picture: QImage | None) -> bytes:
    if picture is None:
        return b""
    content = QBuffer()
    content.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(content, b"png").write(picture)
    return bytes(content.data().data())
