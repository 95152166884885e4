"""Brings accounts and the window together: opens one at the start, and another when a person asks for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.late_engine import LateEngine
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.workers import Workers

if TYPE_CHECKING:
    from byfax_desktop.desktop.accounts import Account
    from byfax_desktop.engine.engine import Engine
    from byfax_desktop.options import WindowOptions
    from byfax_desktop.ui.accounts.opening import AccountOpener, Opened
    from byfax_desktop.ui.accounts.welcome import Welcome

WORKERS = 3
"""More than one: a service that does not answer must not keep a person from trying the demo meanwhile."""

_SET_UP = "Set up the &account…"


class AccountDesk(QObject):
    """Opens accounts on threads of its own; ``make_opener`` runs there too, for it imports what takes long."""

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        engine: LateEngine,
        make_opener: Callable[[], AccountOpener],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._late = engine
        self._make_opener = make_opener
        self._opener: AccountOpener | None = None
        self._engine: Engine | None = None
        self._welcome: Welcome | None = None
        self._lock = threading.Lock()
        self._workers = Workers("byfax-account", WORKERS, self)
        window.account_asked.connect(self.ask)

    def begin(self, options: WindowOptions) -> None:
        """Open the account that is wanted, or ask for one."""
        self._window.status.show_opening()
        self._workers.run(lambda: self._use_opener().open_wanted(options), self._begun)

    def ask(self) -> None:
        """Ask which account to use."""
        from byfax_desktop.ui.accounts.welcome import Welcome

        if self._welcome is None:
            self._welcome = Welcome(self._window)
            self._welcome.demo_chosen.connect(self._try_demo)
            self._welcome.account_chosen.connect(self._open_known)
            self._welcome.credentials_entered.connect(self._check_and_save)
            self._welcome.finished.connect(self._forget_welcome)
            self._workers.run(lambda: self._use_opener().known(), self._offer)
        self._welcome.open()

    def close(self) -> None:
        """The window has gone: have the engine stop, and wait for nothing."""
        self._session.bridge.stop()
        if self._engine:
            self._engine.close()

    def _use_opener(self) -> AccountOpener:
        with self._lock:
            if self._opener is None:
                self._opener = self._make_opener()
            return self._opener

    def _offer(self, result: tuple[Account, ...] | Trouble) -> None:
        if self._welcome and not isinstance(result, Trouble):
            self._welcome.offer(result)

    def _open_known(self, ref: str) -> None:
        self._workers.run(lambda: self._use_opener().open_known(ref), self._entered)

    def _try_demo(self) -> None:
        self._workers.run(lambda: self._use_opener().open_demo(), self._entered)

    def _check_and_save(self, base_url: str, api_key: str, api_secret: str) -> None:
        self._workers.run(
            lambda: self._use_opener().check_and_save(base_url, api_key, api_secret), self._entered
        )

    def _begun(self, result: Opened | Trouble | None) -> None:
        if result is None:
            self._session.set_account(None)
            # A window that began hidden in the tray interrupts nobody.
            if self._window.isVisible():
                self.ask()
        elif isinstance(result, Trouble):
            self._session.set_account(None)
            self._window.tell_trouble(result, _SET_UP)
        else:
            self._open(result)

    def _entered(self, result: Opened | Trouble) -> None:
        if isinstance(result, Trouble):
            if self._welcome:
                self._welcome.tell_trouble(result)
            return
        self._open(result)
        if self._welcome:
            self._welcome.accept()

    def _open(self, opened: Opened) -> None:
        if self._engine:
            self._engine.close()
        self._window.tabs.make_all()
        self._engine = opened.engine
        self._late.use(opened.engine)
        self._session.bridge.listen_to(opened.engine.bus)
        self._session.set_account(opened.account)
        opened.engine.start()

    def _forget_welcome(self) -> None:
        self._welcome = None
