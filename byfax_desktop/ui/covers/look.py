"""What a cover page will look like with its texts: made anew a moment after they change."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.covers.shelf import CoverShelf
from byfax_desktop.ui.session import Session

if TYPE_CHECKING:
    from byfax_desktop.engine.cover_fields import CoverFields
    from byfax_desktop.engine.events import CoverPreviewReady, FilledCoverReady, JobFinished
    from byfax_desktop.fax.inspect import DocumentInfo
    from byfax_desktop.ui.page_jobs import PageRequest

PAUSE_MS = 500
_EXAMPLE = "This is byFax's own example; your texts are put in when the fax is sent."


class CoverLook(QObject):
    """``ready`` tells the file, how many pages it has, and why the texts are not in it, empty where they are."""

    ready = Signal(object, int, str)
    failed = Signal(object)
    """Trouble: there is nothing to be seen of the cover at all."""

    def __init__(self, session: Session, shelf: CoverShelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shelf = shelf
        self._wanted: tuple[str, CoverFields] | None = None
        self._job = ""
        self._plain_job = ""
        self._why_plain = ""
        self._request: PageRequest | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._begin)
        session.bridge.filled_cover_ready.connect(self._take_filled)
        session.bridge.cover_preview_ready.connect(self._take_preview)
        session.bridge.job_finished.connect(self._finish)
        session.account_changed.connect(self.stop)

    def show(self, ref: str, fields: CoverFields) -> None:
        """Have this seen: at once where it is another cover, soon where its texts have changed."""
        if (ref, fields) == self._wanted:
            return
        is_another = self._wanted is None or self._wanted[0] != ref
        self._wanted = (ref, fields)
        self._pause.start(0 if is_another else PAUSE_MS)

    def stop(self) -> None:
        """Nothing is to be seen any more."""
        self._wanted = None
        self._pause.stop()
        self._drop()

    def _begin(self) -> None:
        if self._wanted is not None:
            self._drop()
            self._job = self._session.engine.preview_cover(*self._wanted)

    def _drop(self) -> None:
        """Call off what is under way."""
        if self._job:
            self._session.engine.cancel_job(self._job)
        if self._request is not None:
            self._request.cancel()
        self._job = self._plain_job = ""
        self._request = None

    def _take_filled(self, event: FilledCoverReady) -> None:
        if self._job and event.job_id == self._job:
            self._job = ""
            self._count(event.path, "")

    def _finish(self, event: JobFinished) -> None:
        if event.trouble is None:
            return
        if self._job and event.job_id == self._job:
            self._job = ""
            self._why_plain = f"{event.trouble.what} {_EXAMPLE}"
            self._show_plain()
        elif self._plain_job and event.job_id == self._plain_job:
            self._plain_job = ""
            self.failed.emit(event.trouble)

    def _show_plain(self) -> None:
        """The service's own picture of the cover, without the texts."""
        assert self._wanted
        ref = self._wanted[0]
        known = self._shelf.page(ref)
        if known is not None:
            self._count(known, self._why_plain)
        else:
            self._plain_job = self._session.engine.fetch_cover_preview(ref)

    def _take_preview(self, event: CoverPreviewReady) -> None:
        if self._wanted is None or event.cover_ref != self._wanted[0]:
            return
        if self._plain_job:
            self._plain_job = ""
            self._count(event.path, self._why_plain)
        elif not self._job and not self._pause.isActive():
            self._begin()  # the cover may have been replaced; what is made of the same file is made once

    def _count(self, path: Path, why_plain: str) -> None:
        self._request = self._session.pages.inspect(path, partial(self._tell, path, why_plain))

    def _tell(self, path: Path, why_plain: str, result: DocumentInfo | Trouble) -> None:
        self._request = None
        if isinstance(result, Trouble):
            self.failed.emit(result)
        else:
            pages = result.pages or 1
            self.ready.emit(path, pages, why_plain)
            if self._wanted is not None and not why_plain:
                self._shelf.note_pages(self._wanted[0], pages)
