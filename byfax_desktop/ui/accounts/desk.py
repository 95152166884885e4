"""Brings accounts and the window together: opens one at the start, and another when a person asks for it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.late_engine import LateEngine
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.notices import SET_UP
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.workers import Request, Workers

if TYPE_CHECKING:
    from byfax_desktop.desktop.accounts import Account
    from byfax_desktop.engine.engine import Engine
    from byfax_desktop.options import WindowOptions
    from byfax_desktop.ui.accounts.entry import Entry, MixedUp, NotKept
    from byfax_desktop.ui.accounts.managing import AccountManager
    from byfax_desktop.ui.accounts.opening import AccountOpener, Opened
    from byfax_desktop.ui.accounts.welcome import Welcome

    _Result = TypeVar("_Result")

WORKERS = 3
"""More than one: a service that does not answer must not keep a person from trying the demo meanwhile."""


class AccountDesk(QObject):
    """Opens accounts on threads of its own; ``make_opener`` runs there too, for it imports what takes long.

    ``changed`` when the list of accounts, or which of them is open, may have become another.
    """

    changed = Signal()

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
        self._manager: AccountManager | None = None
        self._entering: Request | None = None
        self._failure: Trouble | None = None
        """Why there is no account, though one was to be opened."""
        self._lock = threading.Lock()
        self._workers = Workers("byfax-account", WORKERS, self)
        window.account_asked.connect(self.ask)
        window.accounts_asked.connect(self.manage)
        window.status.accounts_asked.connect(self._offer_menu)

    def begin(self, options: WindowOptions) -> None:
        """Open the account that is wanted, or ask for one."""
        self._window.status.show_opening()
        self.run(lambda opener: opener.open_wanted(options), self._begun)

    def run(
        self, work: Callable[[AccountOpener], _Result], then: Callable[[_Result | Trouble], None]
    ) -> None:
        """Have something done with accounts on a thread; ``then`` gets what came of it."""
        self._workers.run(lambda: work(self._use_opener()), then)

    def enter(
        self,
        keep: Callable[[AccountOpener, Entry, Callable[[], bool]], _Result],
        entry: Entry,
        then: Callable[[_Result | Trouble], None],
    ) -> Request:
        """Have something entered kept; once the request is cancelled, it is kept no more."""
        return self._workers.run_heeding(
            lambda request: keep(self._use_opener(), entry, lambda: not request.cancelled), then
        )

    def ask(self) -> None:
        """Ask which account to use."""
        from byfax_desktop.ui.accounts.welcome import Welcome

        if self._welcome is None:
            self._welcome = Welcome(self._window)
            self._welcome.demo_chosen.connect(self._try_demo)
            self._welcome.account_chosen.connect(self._open_known)
            self._welcome.credentials_entered.connect(self._check_and_save)
            self._welcome.finished.connect(self._forget_welcome)
            self.run(lambda opener: opener.accounts(), self._offer)
            if self._failure:
                self._welcome.tell(self._failure)
        self._welcome.open()

    def manage(self) -> None:
        """Open the window of accounts."""
        self._use_manager().open()

    def use(self, ref: str, tell: Callable[[Trouble], object]) -> None:
        """Open an account that is in the list, unless it is open; where that fails, the one before goes on."""
        if self._session.account is None or self._session.account.ref != ref:
            self.run(lambda opener: opener.open_known(ref), partial(self._switched, tell))

    def open(self, opened: Opened) -> None:
        """Work for this account from now on."""
        self._leave()
        self._failure = None
        self._window.tabs.make_all()
        self._engine = opened.engine
        self._late.use(opened.engine)
        self._session.bridge.listen_to(opened.engine.bus)
        self._session.set_account(opened.account)
        opened.engine.start()
        self.changed.emit()

    def leave(self) -> None:
        """Work for no account: what is open is to be changed."""
        self._leave()
        self._session.set_account(None)
        self._window.status.show_opening()

    def reopen(self) -> None:
        """Work for the account in use again, or ask for one where there is none."""
        self.run(lambda opener: opener.open_current(), self._begun)

    def close(self) -> None:
        """The window has gone: have the engine stop, and wait for nothing."""
        self._session.bridge.stop()
        if self._engine:
            self._engine.close()

    def _leave(self) -> None:
        if self._engine:
            self._engine.close()
        self._engine = None
        self._late.use(None)
        self._session.bridge.stop()

    def _use_opener(self) -> AccountOpener:
        with self._lock:
            if self._opener is None:
                self._opener = self._make_opener()
            return self._opener

    def _use_manager(self) -> AccountManager:
        if self._manager is None:
            from byfax_desktop.ui.accounts.managing import AccountManager

            self._manager = AccountManager(self, self._window, self._session)
        return self._manager

    def _offer_menu(self) -> None:
        if self._session.account is None:
            self.ask()
        else:
            self._use_manager().offer_menu(self._window.status)

    def _offer(self, result: tuple[Account, ...] | Trouble) -> None:
        if self._welcome and not isinstance(result, Trouble):
            self._welcome.offer([account for account in result if not account.is_demo])

    def _open_known(self, ref: str) -> None:
        self.run(lambda opener: opener.open_known(ref), self._entered)

    def _try_demo(self) -> None:
        self.run(lambda opener: opener.open_demo(), self._entered)

    def _check_and_save(self, entry: Entry) -> None:
        self._entering = self.enter(
            lambda opener, given, is_wanted: opener.check_and_save(given, is_wanted), entry, self._entered
        )

    def _begun(self, result: Opened | Trouble | None) -> None:
        if result is None:
            self._session.set_account(None)
            # A window that began hidden in the tray interrupts nobody.
            if self._window.isVisible():
                self.ask()
        elif isinstance(result, Trouble):
            self._failure = result
            self._leave()
            self._session.set_account(None)
            self._window.tell_trouble(result, SET_UP)
        else:
            self.open(result)
        self.changed.emit()

    def _switched(self, tell: Callable[[Trouble], object], result: Opened | Trouble) -> None:
        if isinstance(result, Trouble):
            tell(result)
        else:
            self.open(result)

    def _entered(self, result: Opened | MixedUp | NotKept | Trouble) -> None:
        from byfax_desktop.ui.accounts.opening import Opened

        if isinstance(result, Opened):
            self.open(result)
            if self._welcome:
                self._welcome.accept()
        elif self._welcome:
            self._welcome.tell(result)

    def _forget_welcome(self) -> None:
        if self._entering:
            self._entering.cancel()
        if self._welcome:
            # What was entered goes with it.
            self._welcome.deleteLater()
        self._welcome = None
