"""The Help menu, and the way to each of its windows: one of each, made when a person first wants it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow, QWhatsThis, QWidget
from shiboken6 import isValid

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.menus import Menus
from byfax_desktop.ui.message_bar import Tone
from byfax_desktop.ui.notices import Notices
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.tab_bar import COMPOSE, INBOX, NUMBERS, OUTBOX, Tabs

if TYPE_CHECKING:
    from byfax_desktop.desktop.last_end import LastEnd, RunRecord
    from byfax_desktop.ui.help.log_window import LogWindow
    from byfax_desktop.ui.help.manual_window import ManualWindow
    from byfax_desktop.ui.help.version_check import VersionCheck

_Window = TypeVar("_Window", bound=QWidget)

_CHAPTERS = {COMPOSE: "first-fax", OUTBOX: "states", INBOX: "inbox", NUMBERS: "numbers"}
_UNFORESEEN = "Something went wrong inside byFax Desktop."
_GO_ON = "You can go on working; if something looks wrong, start it again."
_ENDED = "byFax Desktop ended unexpectedly last time."
_SAVE_REPORT = "Save a report…"


class HelpDoor(QObject):
    """Opens what helps a person on, and offers in ``notices`` a report when something went wrong."""

    def __init__(self, session: Session, window: QMainWindow, tabs: Tabs, notices: Notices) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._tabs = tabs
        self._offer = notices.report
        self._notices = notices
        self._versions: VersionCheck | None = None
        self._manual: ManualWindow | None = None
        self._log: LogWindow | None = None
        self._offer.action_triggered.connect(self._report_offered)

    def fill(self, menus: Menus) -> None:
        """Append the Help menu to the bar."""
        menu = menus.menu("&Help")
        menus.action(menu, "&Manual", ("F1",), self.show_manual, "help")
        menus.action(menu, "&Keyboard shortcuts", ("Ctrl+F1",), self.show_keys)
        menus.action(menu, "&What's this?", (), QWhatsThis.enterWhatsThisMode)
        menu.addSeparator()
        menus.action(menu, "&Log…", (), self.show_log, "document")
        menus.action(menu, "Save a &report for support…", (), self.show_report, "save")
        menu.addSeparator()
        menus.action(menu, "Look for a &newer version", (), self.look_for_newer_version, "refresh")
        menus.action(menu, "&About byFax Desktop", (), self.show_about, "info")

    def show_manual(self) -> None:
        """Open the manual at the chapter of the tab that is shown, or bring it to the front there."""
        from byfax_desktop.ui.help.manual_window import ManualWindow

        chapter = _CHAPTERS[self._tabs.currentIndex()]
        self._manual = self._come(self._manual, lambda: ManualWindow(self._session, chapter, self._window))
        self._manual.show_chapter(chapter)

    def show_keys(self) -> None:
        """Open the list of the keyboard shortcuts."""
        from byfax_desktop.ui.about import show_keys

        show_keys(self._window)

    def show_about(self) -> None:
        """Open what the program is made of."""
        from byfax_desktop.ui.help.about_window import AboutWindow

        AboutWindow(self._session, self._window).open()

    def show_report(self) -> None:
        """Open the report for support."""
        from byfax_desktop.ui.help.report_window import SupportReportWindow

        SupportReportWindow(self._session, self._log_file, self._window).open()

    def show_log(self) -> None:
        """Open the log of today, or bring it to the front."""
        from byfax_desktop.ui.help.log_window import LogWindow

        self._log = self._come(self._log, lambda: LogWindow(self._session, self._log_file, self._window))

    def look_for_newer_version(self) -> None:
        """Look now, and tell what comes of it."""
        self._version_check().look()

    def close(self) -> None:
        """Close the windows that stand beside the main one."""
        for window in (self._log, self._manual):
            if window is not None and isValid(window):
                window.close()

    def begin(self, record: RunRecord) -> None:
        """Record this run from now on, and offer a report if the last one crashed; look for a newer version."""
        self._session.workers.run(record.begin, self._take_last_end)
        self._version_check().begin()

    def tell_unforeseen(self) -> None:
        """Say that something went wrong that nobody foresaw, and offer a report."""
        self._offer.tell(Tone.TROUBLE, _UNFORESEEN, _GO_ON, action=_SAVE_REPORT)

    @property
    def _log_file(self) -> Path:
        from byfax_desktop.desktop.paths import DataPaths

        return DataPaths(self._session.data_dir).log_file

    def _version_check(self) -> VersionCheck:
        """Made when it is first needed, which is after the first paint."""
        from byfax_desktop.ui.help.version_check import VersionCheck

        self._versions = self._versions or VersionCheck(self._session, self._notices)
        return self._versions

    @staticmethod
    def _come(window: _Window | None, make: Callable[[], _Window]) -> _Window:
        """The window at the front, made where there is none or it was closed."""
        if window is None or not isValid(window):
            window = make()
        window.show()
        window.raise_()
        window.activateWindow()
        return window

    def _take_last_end(self, last: LastEnd | Trouble) -> None:
        from byfax_desktop.desktop.last_end import LastEnd

        if last is LastEnd.CRASHED:
            self._offer.tell(Tone.WARNING, _ENDED, action=_SAVE_REPORT)
        elif last is not LastEnd.GOOD:
            why = last.details if isinstance(last, Trouble) else "it was killed, or ended with the computer"
            logging.getLogger(__name__).info("The end of the last run is not known: %s", why)

    def _report_offered(self) -> None:
        self._offer.clear()
        self.show_report()
