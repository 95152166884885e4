"""Looking for a newer version: when a person asks, and each week if they want that. Only a click opens a page."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from byfax_desktop import __version__
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.message_bar import Tone
from byfax_desktop.ui.settings.options import LOOK_WEEKLY, VERSION_ADDRESS

if TYPE_CHECKING:
    from byfax_desktop.desktop.newer_version import PublishedVersion
    from byfax_desktop.ui.notices import Notices
    from byfax_desktop.ui.session import Session

WEEK = 7 * 24 * 3600
_EACH_HOUR_MS = 3600 * 1000
LOOKED_AT = "program/looked_at"
"""Seconds since 1970 of the last look of the week."""

_OPEN = "Open its page…"
_NO_ADDRESS = Trouble(
    "This copy of byFax Desktop does not know where newer versions are told.",
    "Enter the address in Settings, Connection, or look on the website from which you have the program.",
)


class VersionCheck(QObject):
    """Tells what it finds in ``notices``."""

    def __init__(self, session: Session, notices: Notices, clock: Callable[[], float] = time.time) -> None:
        super().__init__(notices)
        self._session = session
        self._notices = notices
        self._clock = clock
        self._page = ""
        self._is_looking = False
        self._timer = QTimer(self, interval=_EACH_HOUR_MS)
        self._timer.timeout.connect(self.look_weekly)
        notices.newer.action_triggered.connect(self.open_page)

    def begin(self) -> None:
        """Look now and then from now on, if that is wanted."""
        self.look_weekly()
        self._timer.start()

    def look(self) -> None:
        """Look because a person asked: whatever comes of it is told."""
        if not self._address:
            self._notices.tell_trouble(_NO_ADDRESS)
        elif not self._is_looking:
            self._notices.tell_note("Looking for a newer version…")
            self._ask(self._tell)

    def look_weekly(self) -> None:
        """Look if a week has passed since the last time, and a person wants that; only a newer version is told."""
        if self._address and self._session.preferences.value(LOOK_WEEKLY) and self._is_due():
            self._session.settings.setValue(LOOKED_AT, int(self._clock()))
            self._ask(self._tell_newer)

    def open_page(self) -> None:
        """Show the page of the newer version in the browser."""
        if not QDesktopServices.openUrl(QUrl(self._page)):
            self._notices.tell_trouble(Trouble("No browser could be opened.", f"Open {self._page} yourself."))

    @property
    def _address(self) -> str:
        return self._session.preferences.value(VERSION_ADDRESS)

    def _is_due(self) -> bool:
        kept = str(self._session.settings.value(LOOKED_AT) or "")
        passed = self._clock() - int(kept) if kept.isdecimal() and len(kept) < 12 else WEEK
        # A clock that was set back must not keep it from looking for years.
        return not 0 <= passed < WEEK

    def _ask(self, tell: Callable[[PublishedVersion | Trouble], object]) -> None:
        self._is_looking = True
        look = partial(_look, self._address, self._session)
        self._session.workers.run(look, partial(self._take, tell))

    def _take(
        self, tell: Callable[[PublishedVersion | Trouble], object], result: PublishedVersion | Trouble
    ) -> None:
        self._is_looking = False
        tell(result)

    def _tell(self, result: PublishedVersion | Trouble) -> None:
        self._notices.message.clear()
        if isinstance(result, Trouble):
            self._notices.tell_trouble(result)
        elif not self._tell_newer(result):
            self._notices.tell_note(f"This is the newest version of byFax Desktop: {__version__}.")

    def _tell_newer(self, result: PublishedVersion | Trouble) -> bool:
        """Whether there is one; a look that nobody asked for fails in silence."""
        from byfax_desktop.desktop.newer_version import is_newer

        if isinstance(result, Trouble):
            logging.getLogger(__name__).info("No look for a newer version: %s", result.details)
            return False
        if not is_newer(result.version, __version__):
            return False
        self._page = result.page
        words = f"There is a newer version of byFax Desktop: {result.version}. This is {__version__}."
        self._notices.newer.tell(Tone.NOTE, words, action=_OPEN)
        return True


def _look(address: str, session: Session) -> PublishedVersion:
    """Raises LookFailed. It may wait for the network."""
    from byfax_desktop.desktop.newer_version import published_version
    from byfax_desktop.desktop.paths import DataPaths
    from byfax_desktop.desktop.proxy import proxy_for
    from byfax_desktop.desktop.secrets import SecretStore

    proxy = proxy_for(address, DataPaths(session.data_dir).settings_file, SecretStore)
    return published_version(address, proxy)
