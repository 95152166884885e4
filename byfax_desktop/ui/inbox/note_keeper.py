"""Keeps the notes of received faxes as they are typed: one after the other, and again where one could not be kept."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from byfax_desktop.engine.trouble import Trouble

if TYPE_CHECKING:
    from byfax_desktop.desktop.accounts import Account
    from byfax_desktop.ui.session import Session

RETRY_MS = 5000
"""After how long a note is tried again that could not be kept."""


class NoteKeeper(QObject):
    """A note is given up by nobody but its fax: it stays here until it is on the disk."""

    troubled = Signal(object)
    """Why a note is not kept yet."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: dict[tuple[Account | None, str], str] = {}
        self._under_way: tuple[Account | None, str] | None = None
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._retry.timeout.connect(self._next)
        session.account_changed.connect(self._next)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._keep_all_now)

    def keep(self, ref: str, text: str) -> None:
        """Keep this in place of what was noted on the fax."""
        self._waiting[self._session.account, ref] = text
        self._next()

    def waiting(self, ref: str) -> str | None:
        """What is still to be kept of a fax of the open account."""
        return self._waiting.get((self._session.account, ref))

    def _next(self) -> None:
        mine = [key for key in self._waiting if key[0] == self._session.account]
        if self._under_way is not None or not mine or self._retry.isActive():
            return
        key = self._under_way = mine[0]
        ref, text, engine = key[1], self._waiting[key], self._session.engine
        self._session.workers.run(lambda: engine.keep_fax_note(ref, text), partial(self._take, text))

    def _take(self, text: str, result: Trouble | None) -> None:
        key, self._under_way = self._under_way, None
        assert key is not None
        if isinstance(result, Trouble):
            self._retry.start()
            self.troubled.emit(result)
            return
        if self._waiting.get(key) == text:
            del self._waiting[key]
        self._next()

    def _keep_all_now(self) -> None:
        """The program ends, and with it the threads that would keep them."""
        for (account, ref), text in list(self._waiting.items()):
            if account == self._session.account:
                with suppress(Exception):  # nobody is left who could be told
                    self._session.engine.keep_fax_note(ref, text)
