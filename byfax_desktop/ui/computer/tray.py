"""The icon in the tray: how things stand at a glance, and a way to bring the window back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from byfax_desktop.ui.accounts.kinds import name_of
from byfax_desktop.ui.computer.snooze import SNOOZES, Snooze
from byfax_desktop.ui.computer.tray_icon import tray_icon
from byfax_desktop.ui.computer.tray_state import TrayState, TrayWords, tray_words
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.settings.options import STAY, TRAY
from byfax_desktop.ui.tab_bar import INBOX, OUTBOX, Counts

if TYPE_CHECKING:
    from byfax_desktop.engine.events import ConnectionChanged, WaitingChanged

LOOK = 2000
"""Milliseconds between looks whether there is a tray: it may come after the program, and go before it."""
HOPE = 30
"""Looks for a tray that a hidden start waits for before it shows its window."""


class Tray(QObject):
    """An icon as long as there is a tray and a person wants it. A window is never hidden where it could not return."""

    def __init__(self, window: MainWindow, session: Session, snooze: Snooze) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._snooze = snooze
        self._icon = QSystemTrayIcon(self)
        self._connection = ""
        self._is_held = False
        self._hope = 0
        self.menu = QMenu()
        self._fill_menu()
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(self._activate)
        self._look = QTimer(self, interval=LOOK)
        self._look.timeout.connect(self.fit)
        self._look.start()
        self._connect()
        self._show_state()
        self.fit()

    @property
    def icon(self) -> QSystemTrayIcon:
        """What stands in the tray."""
        return self._icon

    def can_hide(self) -> bool:
        """Whether closing the window leaves the program in the tray; where it does not, that is its end."""
        can = self._session.preferences.value(STAY) and self._is_there()
        if not can:
            QGuiApplication.setQuitOnLastWindowClosed(True)
        return can

    def hide_away(self) -> None:
        """The window was hidden: the program goes on, though no window is left."""
        QGuiApplication.setQuitOnLastWindowClosed(False)

    def begin_hidden(self) -> None:
        """Wait for a tray without a window, and show the window where none comes."""
        self._hope = HOPE
        self.hide_away()
        self.fit()

    def fit(self) -> None:
        """Show the icon or take it away, and never leave a hidden window without one."""
        wanted = self._session.preferences.value(TRAY) and QSystemTrayIcon.isSystemTrayAvailable()
        if wanted != self._icon.isVisible():
            self._icon.setVisible(wanted)
        if self._window.isVisible():
            self._hope = 0
            QGuiApplication.setQuitOnLastWindowClosed(True)
        elif not self._is_there():
            self._hope -= 1
            if self._hope < 0:
                self._window.come_to_front()

    def _is_there(self) -> bool:
        return self._icon.isVisible() and QSystemTrayIcon.isSystemTrayAvailable()

    def _connect(self) -> None:
        self._window.tabs.counted.connect(self._show_state)
        self._session.bridge.connection_changed.connect(self._note_connection)
        self._session.bridge.waiting_changed.connect(self._note_waiting)
        self._session.account_changed.connect(self._forget)
        self._session.locked_changed.connect(self._show_state)
        self._session.preferences.changed.connect(self.fit)
        self._snooze.changed.connect(self._show_state)

    def _note_connection(self, event: ConnectionChanged) -> None:
        self._connection = event.state.value
        self._show_state()

    def _note_waiting(self, event: WaitingChanged) -> None:
        self._is_held = event.hold is not None
        self._show_state()

    def _forget(self) -> None:
        self._connection, self._is_held = "", False
        self._show_state()

    def _show_state(self) -> None:
        account, counts = self._session.account, self._window.tabs.counts
        title = name_of(account) if account else ""
        till = self._snooze.till
        paused = f"{till:%H:%M}" if till else ""
        words = tray_words(title, self._connection, counts, self._is_held, paused)
        if self._session.is_locked:
            counts, words = Counts(), TrayWords(TrayState.IDLE, "byFax Desktop is locked")
        self._icon.setIcon(tray_icon(words.state))
        self._icon.setToolTip(words.tip)
        self._outbox.setText(_counted("O&utbox", counts.live + counts.for_you))
        self._inbox.setText(_counted("&Inbox", counts.unread))
        self._resume.setEnabled(bool(paused))
        self._resume.setText(f"&Go on now (paused till {paused})" if paused else "&Go on now")

    def _fill_menu(self) -> None:
        self.menu.setObjectName("tray_menu")
        self._add(self.menu, "tray_open", "&Open byFax Desktop", self._window.come_to_front)
        self._add(self.menu, "tray_new_fax", "&New fax", self._new_fax)
        self.menu.addSeparator()
        self._outbox = self._add(self.menu, "tray_outbox", "O&utbox", partial(self._show_tab, OUTBOX))
        self._inbox = self._add(self.menu, "tray_inbox", "&Inbox", partial(self._show_tab, INBOX))
        self.menu.addSeparator()
        pause = self.menu.addMenu("&Pause notifications")
        for minutes, title in SNOOZES:
            self._add(pause, f"tray_snooze_{minutes}", title, partial(self._snooze.begin, minutes))
        self._resume = self._add(pause, "tray_snooze_end", "&Go on now", self._snooze.end)
        self.menu.addSeparator()
        self._add(self.menu, "tray_quit", "&Quit", self._window.quit)

    def _add(self, menu: QMenu, name: str, title: str, do: Callable[[], object]) -> QAction:
        action = menu.addAction(title)
        action.setObjectName(name)
        action.triggered.connect(lambda _checked=False: do())
        return action

    def _new_fax(self) -> None:
        self._window.come_to_front()
        if not self._session.is_locked:
            self._window.new_fax()

    def _show_tab(self, index: int) -> None:
        self._window.come_to_front()
        self._window.show_tab(index)

    def _activate(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self._window.come_to_front()


def _counted(title: str, number: int) -> str:
    return f"{title} ({number})" if number else title
