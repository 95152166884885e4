"""The pages of one received fax: fetched when they are first wanted, shown, and then known as read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from byfax_desktop.fax.turns import UPRIGHT
from byfax_desktop.ui.inbox import texts
from byfax_desktop.ui.widgets.page_viewer import PageViewer

if TYPE_CHECKING:
    from byfax_desktop.engine.events import FaxPagesReady, InboxEntry, JobFinished, JobProgress
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.fax.inspect import DocumentInfo
    from byfax_desktop.fax.turns import PageTurns
    from byfax_desktop.ui.session import Session
    from byfax_desktop.ui.workers import Request

_PAUSE_MS = 150
"""Who runs through the list with an arrow key does not want each fax on the way."""


class FaxReader(QWidget):
    """Shows the fax it is told of; all that may go wrong on the way is said in the place of the pages."""

    changed = Signal()
    """Another fax is shown, or the pages of this one have come or gone."""
    troubled = Signal(object)
    """Why pages do not stay turned: a Trouble."""

    def __init__(self, session: Session, parent: QWidget | None = None, name: str = "inbox") -> None:
        """``name`` begins the object names."""
        super().__init__(parent)
        self.setObjectName(f"{name}_reader")
        self._page_of: Callable[[str], int | None] = lambda _: None
        self._session = session
        self._entry: InboxEntry | None = None
        self._path: Path | None = None
        self._pages = 0
        self._job = ""
        self._is_broken = False
        self._inspection: Request | None = None
        self._turning: Request | None = None
        self._turned: dict[str, PageTurns] = {}
        """How the pages of faxes lie that were turned, until it is on the disk."""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._viewer = PageViewer(session.pages, self, name=f"{name}_pages")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._viewer)
        self.setFocusProxy(self._viewer)
        self._connect()
        self.show_entry(None)

    @property
    def entry(self) -> InboxEntry | None:
        """The fax that is shown, or on its way."""
        return self._entry

    @property
    def path(self) -> Path | None:
        """Where its pages lie; None as long as they are not here."""
        return self._path

    @property
    def pages(self) -> int:
        """How many are shown; 0 while there are none in sight."""
        return self._pages

    @property
    def turns(self) -> PageTurns:
        """How its pages lie."""
        return self._viewer.page_turns

    @property
    def viewer(self) -> PageViewer:
        """What shows the pages."""
        return self._viewer

    def begin_at(self, page_of: Callable[[str], int | None]) -> None:
        """Show a fax, by its ref, from the page (from 0) that this says; from the first where it says nothing."""
        self._page_of = page_of

    def show_entry(self, entry: InboxEntry | None) -> None:
        """Show another fax, or nothing."""
        self._leave()
        self._entry = entry
        self.changed.emit()
        if entry is None:
            self._viewer.show_notice("pages", "No fax is selected.", "Select one to see its pages.")
        elif not entry.fax.has_file:
            self._viewer.show_notice(
                "state-warning", "No pages of this fax were received.", texts.no_pages(entry.fax)
            )
            self._mark_read()
        elif entry.path is not None:
            self._open(entry.path)
        else:
            self._viewer.show_notice("pages", "Fetching the pages…", "")
            self._pause.start()

    def update_entry(self, entry: InboxEntry) -> None:
        """Take over news of the fax that is shown; what is seen of it changes only where it must."""
        before, self._entry = self._entry, entry
        if (
            before is None
            or before.fax.has_file != entry.fax.has_file
            or (before.path != entry.path and self._path is None)
        ):
            self.show_entry(entry)
        elif self._path is not None and entry.fax.ref not in self._turned:
            self._viewer.set_turns(entry.turns)

    def _connect(self) -> None:
        bridge = self._session.bridge
        bridge.fax_pages_ready.connect(self._take_pages)
        bridge.job_progress.connect(self._show_progress)
        bridge.job_finished.connect(self._end_job)
        self._pause.timeout.connect(self._fetch)
        self._viewer.shown.connect(self._mark_read)
        self._viewer.turned.connect(self._keep_turns)
        self._viewer.action_triggered.connect(self._act)

    def _leave(self) -> None:
        self._pause.stop()
        self._job = ""
        self._is_broken = False
        if self._inspection is not None:
            self._inspection.cancel()
            self._inspection = None
        self._path = None
        self._pages = 0

    def _act(self) -> None:
        """The button in the place of the pages: it ends what is under way, or begins it again."""
        if self._job:
            self._session.engine.cancel_job(self._job)
        else:
            self._fetch()

    def _fetch(self) -> None:
        if self._entry is not None:
            self._viewer.show_notice("pages", "Fetching the pages…", "", "Cancel")
            self._job = self._session.engine.fetch_fax(self._entry.fax.ref, self._is_broken)

    def _take_pages(self, event: FaxPagesReady) -> None:
        if self._entry is not None and event.ref == self._entry.fax.ref and self._path is None:
            self._open(event.path)

    def _show_progress(self, event: JobProgress) -> None:
        if event.job_id == self._job and event.total > 0 and self._path is None:
            percent = min(100, 100 * event.done // event.total)
            self._viewer.show_notice("pages", "Fetching the pages…", f"{percent} %", "Cancel")

    def _end_job(self, event: JobFinished) -> None:
        if event.job_id == self._job and event.trouble is not None:
            self._job = ""
            self._viewer.show_trouble(event.trouble, "Try again")

    def _open(self, path: Path) -> None:
        """Show what really is in the file: the service's number of pages may be another."""
        self._pause.stop()
        self._job = ""
        self._set_path(path)
        self._viewer.show_notice("pages", "Opening the pages…", "")
        self._inspection = self._session.pages.inspect(path, self._show_pages)

    def _show_pages(self, info: DocumentInfo | Trouble) -> None:
        from byfax_desktop.engine.trouble import Trouble

        self._inspection = None
        if isinstance(info, Trouble):
            # The same file would be as broken the next time.
            self._is_broken = True
            self._set_path(None)
            self._viewer.show_trouble(info, "Try again")
        elif self._path is not None:
            self._pages = info.pages or 1
            self._viewer.show_document(self._path, self._pages, turns=self._kept_turns())
            page = self._page_of(self._entry.fax.ref) if self._entry else None
            if page:
                self._viewer.canvas.go_to(page)
            self.changed.emit()

    def _kept_turns(self) -> PageTurns:
        if self._entry is None:
            return UPRIGHT
        return self._turned.get(self._entry.fax.ref, self._entry.turns)

    def _keep_turns(self, turns: PageTurns) -> None:
        """What was turned stays so. One after the other: of two at once the first might be written last."""
        if self._entry is None:
            return
        self._turned[self._entry.fax.ref] = turns
        if self._turning is None:
            self._write_turns()

    def _write_turns(self) -> None:
        ref, turns = next(iter(self._turned.items()))
        engine = self._session.engine
        self._turning = self._session.workers.run(
            lambda: engine.turn_fax(ref, turns), partial(self._take_turned, ref, turns)
        )

    def _take_turned(self, ref: str, turns: PageTurns, result: Trouble | None) -> None:
        self._turning = None
        if self._turned.get(ref) == turns:
            del self._turned[ref]
        if result is not None:
            self.troubled.emit(result)
        if self._turned:
            self._write_turns()

    def _mark_read(self) -> None:
        if self._entry is not None and self._entry.unread:
            self._session.engine.mark_read(self._entry.fax.ref)

    def _set_path(self, path: Path | None) -> None:
        if path != self._path:
            self._path = path
            self.changed.emit()
