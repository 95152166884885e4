"""Reads a timeline in the background: its newest entries, more as they are wanted, and all of it again on news."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from byfax_desktop.engine.timeline import PAGE
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.store.timeline import BEGIN

if TYPE_CHECKING:
    from byfax_desktop.engine.correspondents import Correspondent
    from byfax_desktop.engine.timeline import EntriesRead, TimelineHead
    from byfax_desktop.engine.timeline_entries import TimelineEntry
    from byfax_desktop.store.timeline import Place, TimelineFilter
    from byfax_desktop.ui.session import Session
    from byfax_desktop.ui.workers import Request

_PAUSE_MS = 300
"""News come one upon the other while faxes are on their way, and letters while somebody types."""
_ALL = 1_000_000_000


class TimelineReading(QObject):
    """``read`` with all entries that were read so far, the newest first, and whether they are all there are.

    ``summed`` with the TimelineHead, ``troubled`` with the Trouble that kept either from being read.
    """

    read = Signal(object, bool)
    summed = Signal(object)
    troubled = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._whom: Correspondent | None = None
        self._which: TimelineFilter | None = None
        self._entries: tuple[TimelineEntry, ...] = ()
        self._wanted = PAGE
        """How many entries are to be shown, if there are so many."""
        self._requests: dict[str, Request] = {}
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._read_again)
        for news in (
            session.bridge.outbox_changed,
            session.bridge.inbox_changed,
            session.bridge.notes_changed,
        ):
            news.connect(self.look_again)

    def ask(self, whom: Correspondent, which: TimelineFilter, at_once: bool = True) -> None:
        """Read another timeline, or other entries of it; ``at_once`` or after a moment, in which more may change."""
        self._whom, self._which, self._wanted = whom, which, PAGE
        self._pause.stop()
        if at_once:
            self._read_again()
        else:
            self._pause.start()

    def look_again(self) -> None:
        """Something has changed: read again what is shown, and what it amounts to."""
        if self._whom is not None and not self._pause.isActive():
            self._pause.start()

    def more(self) -> None:
        """Read the entries that follow."""
        self._wanted = len(self._entries) + PAGE
        if "entries" in self._requests:
            return  # what is being read is taken first
        after = self._entries[-1].place if self._entries else BEGIN
        self._read(after, PAGE, self._entries)

    def all(self) -> None:
        """Read everything that follows."""
        self._wanted = _ALL
        self._read(BEGIN, _ALL, ())

    def stop(self) -> None:
        """Nothing more is wanted."""
        self._pause.stop()
        for request in self._requests.values():
            request.cancel()
        self._requests.clear()

    def _read_again(self) -> None:
        self._read(BEGIN, self._wanted, ())
        engine, whom = self._session.engine, self._whom
        if whom is not None:
            self._ask("head", self._session.workers.run(lambda: engine.timeline_head(whom), self._take_head))

    def _read(self, after: Place, limit: int, before: tuple[TimelineEntry, ...]) -> None:
        engine, whom, which = self._session.engine, self._whom, self._which
        if whom is None or which is None:
            return
        self._ask(
            "entries",
            self._session.workers.run(
                lambda: engine.timeline(whom, which, after, limit),
                lambda result: self._take(before, result),
            ),
        )

    def _ask(self, what: str, request: Request) -> None:
        """What was asked before of the same is no longer wanted."""
        if before := self._requests.get(what):
            before.cancel()
        self._requests[what] = request

    def _take(self, before: tuple[TimelineEntry, ...], result: EntriesRead | Trouble) -> None:
        self._requests.pop("entries", None)
        if isinstance(result, Trouble):
            self.troubled.emit(result)
            return
        self._entries = (*before, *result.entries)
        self.read.emit(self._entries, result.is_last)
        if not result.is_last and len(self._entries) < self._wanted:
            self.more()

    def _take_head(self, result: TimelineHead | Trouble) -> None:
        self._requests.pop("head", None)
        # Where the entries cannot be read either, that is told once.
        if not isinstance(result, Trouble):
            self.summed.emit(result)
