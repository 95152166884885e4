"""The sent faxes that match what a person looks for, read in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from byfax_desktop.engine.events import OutboxEntry
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.store.sent_filter import SentFilter
    from byfax_desktop.ui.session import Session
    from byfax_desktop.ui.workers import Request

_PAUSE_MS = 120
"""Who types does not want what each letter finds."""


class Sift(QObject):
    """``found`` with the entries that match what was asked for last."""

    found = Signal(object)
    troubled = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._which: SentFilter | None = None
        self._request: Request | None = None
        self._is_stale = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._look)

    def ask(self, which: SentFilter) -> None:
        """Look for other faxes, as soon as no more is typed."""
        self._drop()
        self._which = which
        self._pause.start()

    def look_again(self, which: SentFilter) -> None:
        """Something may have happened to the faxes."""
        self._which = which
        if self._request is not None:
            self._is_stale = True
        elif not self._pause.isActive():
            self._look()

    def stop(self) -> None:
        """Nothing is looked for any more."""
        self._drop()
        self._which = None

    def _drop(self) -> None:
        self._pause.stop()
        self._is_stale = False
        if self._request is not None:
            self._request.cancel()
            self._request = None

    def _look(self) -> None:
        which, engine = self._which, self._session.engine
        if which is not None:
            self._request = self._session.workers.run(lambda: engine.sent_faxes(which), self._take)

    def _take(self, result: tuple[OutboxEntry, ...] | Trouble) -> None:
        from byfax_desktop.engine.trouble import Trouble

        self._request = None
        is_stale, self._is_stale = self._is_stale, False
        if isinstance(result, Trouble):
            self.troubled.emit(result)
        else:
            self.found.emit(result)
        if is_stale:
            self._look()
