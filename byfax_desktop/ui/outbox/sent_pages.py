"""The pages of a sent fax as they went: fetched when they are first wanted, then shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from byfax_desktop.ui.widgets.page_viewer import PageViewer

if TYPE_CHECKING:
    from pathlib import Path

    from byfax_desktop.engine.events import JobFinished, JobProgress, SentPagesReady
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.fax.inspect import DocumentInfo
    from byfax_desktop.ui.outbox.wishes import Target
    from byfax_desktop.ui.session import Session
    from byfax_desktop.ui.workers import Request

_PAUSE_MS = 150
"""Who runs through the list with an arrow key does not want each fax on the way."""
_FETCHING = "Fetching the pages…"


class SentPagesPane(QWidget):
    """Shows the pages that went to one recipient; all that may go wrong on the way is said in their place."""

    def __init__(self, session: Session, parent: QWidget | None = None, name: str = "outbox") -> None:
        """``name`` begins the object names."""
        super().__init__(parent)
        self.setObjectName(f"{name}_sent_pages")
        self._session = session
        self._seen: object = None
        """What decides about what is shown; while it stays the same, so does the person's place in the pages."""
        self._ref = self._job = ""
        self._path: Path | None = None
        self._is_broken = False
        """Whether what came cannot be shown: only another copy can help."""
        self._inspection: Request | None = None
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._viewer = PageViewer(session.pages, self, name=f"{name}_pages")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._viewer)
        self.setFocusProxy(self._viewer)
        self._connect()
        self.clear()

    @property
    def viewer(self) -> PageViewer:
        """What shows the pages."""
        return self._viewer

    def clear(self) -> None:
        """Show nothing."""
        self._leave()
        self._viewer.show_notice("pages", "No fax is selected.", "Select one to see its pages.")

    def show_target(self, target: Target) -> None:
        """Show the pages of this fax, or say why there are none."""
        from byfax_desktop.ui.outbox.went import no_pages, recipient_of

        recipient, obstacle = recipient_of(target), no_pages(target)
        message = recipient.message if recipient else None
        seen = (target.refs, message and (message.message_ref, message.attempt), obstacle)
        if seen == self._seen:
            return
        self._leave()
        self._seen = seen
        if obstacle is not None or message is None:
            self._viewer.show_notice("pages", *(obstacle or ("", "")))
            return
        self._ref = message.message_ref
        self._viewer.show_notice("pages", _FETCHING, "")
        self._pause.start()

    def _connect(self) -> None:
        bridge = self._session.bridge
        bridge.sent_pages_ready.connect(self._take_pages)
        bridge.job_progress.connect(self._show_progress)
        bridge.job_finished.connect(self._end_job)
        self._pause.timeout.connect(self._fetch)
        self._viewer.action_triggered.connect(self._fetch)

    def _leave(self) -> None:
        self._pause.stop()
        self._seen = self._path = None
        self._is_broken = False
        self._ref = self._job = ""
        if self._inspection is not None:
            self._inspection.cancel()
            self._inspection = None

    def _fetch(self) -> None:
        if self._ref:
            self._viewer.show_notice("pages", _FETCHING, "")
            self._job = self._session.engine.fetch_sent(self._ref, anew=self._is_broken)

    def _take_pages(self, event: SentPagesReady) -> None:
        if event.job_id == self._job and self._path is None:
            self._path = event.path
            self._viewer.show_notice("pages", "Opening the pages…", "")
            self._inspection = self._session.pages.inspect(event.path, self._show_pages)

    def _show_progress(self, event: JobProgress) -> None:
        if event.job_id == self._job and event.total > 0 and self._path is None:
            percent = min(100, 100 * event.done // event.total)
            self._viewer.show_notice("pages", _FETCHING, f"{percent} %")

    def _end_job(self, event: JobFinished) -> None:
        if event.job_id == self._job and event.trouble is not None:
            self._viewer.show_trouble(event.trouble, "Try again")

    def _show_pages(self, info: DocumentInfo | Trouble) -> None:
        """Show what really is in the file: the service's number of pages may be another."""
        from byfax_desktop.engine.trouble import Trouble

        self._inspection = None
        if isinstance(info, Trouble):
            self._path, self._is_broken = None, True
            self._viewer.show_trouble(info, "Try again")
        elif self._path is not None:
            self._viewer.show_document(self._path, info.pages or 1)
