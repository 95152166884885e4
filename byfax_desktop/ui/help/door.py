"""The Help menu, and the way to each of its windows: one of each, made when a person first wants it."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.menus import Menus
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.session import Session

if TYPE_CHECKING:
    from byfax_desktop.desktop.last_end import LastEnd, RunRecord

_UNFORESEEN = "Something went wrong inside byFax Desktop."
_GO_ON = "You can go on working; if something looks wrong, start it again."
_ENDED = "byFax Desktop ended unexpectedly last time."
_SAVE_REPORT = "Save a report…"


class HelpDoor(QObject):
    """Opens what helps a person on; ``offer`` is where a report is offered when something went wrong."""

    def __init__(self, session: Session, window: QMainWindow, offer: MessageBar) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._offer = offer
        offer.action_triggered.connect(self._report_offered)

    def fill(self, menus: Menus) -> None:
        """Append the Help menu to the bar."""
        menu = menus.menu("&Help")
        menus.action(menu, "&Keyboard shortcuts", ("F1",), self.show_keys, "help")
        menu.addSeparator()
        menus.action(menu, "Save a &report for support…", (), self.show_report, "save")
        menu.addSeparator()
        menus.action(menu, "&About byFax Desktop", (), self.show_about, "info")

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

    def begin(self, record: RunRecord) -> None:
        """Record this run from now on, and offer a report if the last one crashed."""
        self._session.workers.run(record.begin, self._take_last_end)

    def tell_unforeseen(self) -> None:
        """Say that something went wrong that nobody foresaw, and offer a report."""
        self._offer.tell(Tone.TROUBLE, _UNFORESEEN, _GO_ON, action=_SAVE_REPORT)

    @property
    def _log_file(self) -> Path:
        from byfax_desktop.desktop.paths import DataPaths

        return DataPaths(self._session.data_dir).log_file

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
