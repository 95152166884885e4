"""What a person does with accounts: switch, add, check, change, try by a fax to oneself, and remove them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.accounts.traces import forget_settings
from byfax_desktop.ui.widgets.texts import money

if TYPE_CHECKING:
    from byfax_desktop.desktop.accounts import Account
    from byfax_desktop.service.records import Balance
    from byfax_desktop.ui.accounts.desk import AccountDesk
    from byfax_desktop.ui.accounts.entry import Entry, MixedUp, NotKept
    from byfax_desktop.ui.accounts.entry_dialog import EntryDialog
    from byfax_desktop.ui.accounts.opening import AccountOpener, Opened
    from byfax_desktop.ui.accounts.removal import Removal
    from byfax_desktop.ui.accounts.window import AccountsWindow
    from byfax_desktop.ui.main_window import MainWindow
    from byfax_desktop.ui.session import Session
    from byfax_desktop.ui.status_bar import StatusBar

    _Kept = Opened | Account | MixedUp | NotKept
    _Keep = Callable[[AccountOpener, Entry, Callable[[], bool]], _Kept]


class AccountManager(QObject):
    """Opens the menu, the window and the dialogs of accounts, and has the desk do what is asked for in them."""

    def __init__(self, desk: AccountDesk, window: MainWindow, session: Session) -> None:
        super().__init__(desk)
        self._desk = desk
        self._main = window
        self._session = session
        self._window: AccountsWindow | None = None
        desk.changed.connect(self._list)

    def open(self) -> None:
        """Show the window of accounts."""
        if self._window is None:
            from byfax_desktop.ui.accounts.window import AccountsWindow

            self._window = AccountsWindow(self._main)
            self._window.finished.connect(self._forget_window)
            self._window.use_asked.connect(self._use)
            self._window.add_asked.connect(self.add)
            self._window.check_asked.connect(self._check)
            self._window.change_asked.connect(self._change)
            self._window.test_asked.connect(self._test)
            self._window.remove_asked.connect(self._ask_to_remove)
        self._window.open()
        self._list()

    def offer_menu(self, bar: StatusBar) -> None:
        """Show the menu above the account's place in the status bar."""
        self._desk.run(lambda opener: opener.accounts(), partial(self._show_menu, bar))

    def add(self) -> None:
        """Ask for the key and secret of another account."""
        self._open_entry(None, lambda opener, entry, wanted: opener.check_and_save(entry, wanted))

    def _show_menu(self, bar: StatusBar, accounts: tuple[Account, ...] | Trouble) -> None:
        from byfax_desktop.ui.accounts.menu import account_menu

        if isinstance(accounts, Trouble):
            self._main.tell_trouble(accounts)
            return
        menu = account_menu(accounts, self._session.account, bar, self._use, self.add, self.open)
        place = bar.account_place
        menu.popup(place.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _list(self) -> None:
        if self._window:
            self._desk.run(lambda opener: opener.accounts(), self._show)

    def _show(self, accounts: tuple[Account, ...] | Trouble) -> None:
        if self._window is None:
            return
        if isinstance(accounts, Trouble):
            self._window.tell_trouble(accounts)
        elif not accounts:
            self._window.reject()
            self._desk.ask()
        else:
            self._window.show_accounts(accounts, self._session.account)

    def _use(self, ref: str) -> None:
        self._desk.use(ref, self._tell_trouble)

    def _tell_trouble(self, trouble: Trouble) -> None:
        """Say it where a person is looking."""
        (self._window or self._main).tell_trouble(trouble)

    def _check(self, ref: str) -> None:
        if self._window:
            self._window.begin("Asking the service…")
        self._desk.run(lambda opener: opener.check(ref), self._tell_checked)

    def _tell_checked(self, result: Balance | Trouble) -> None:
        if self._window is None:
            return
        if isinstance(result, Trouble):
            self._window.tell_trouble(result)
            return
        holds = money(result.value, result.currency or "")
        self._window.tell_done("byFax knows this account." + (f" Its balance is {holds}." if holds else ""))

    def _change(self, account: Account) -> None:
        self._open_entry(account, lambda opener, entry, wanted: opener.check_and_keep(entry, wanted))

    def _open_entry(self, account: Account | None, keep: _Keep) -> None:
        from byfax_desktop.ui.accounts.entry_dialog import EntryDialog

        dialog = EntryDialog(self._room(), account)
        then = partial(self._entered, dialog)

        def enter(entry: Entry) -> None:
            request = self._desk.enter(keep, entry, then)
            dialog.finished.connect(request.cancel)

        dialog.entered.connect(enter)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _entered(self, dialog: EntryDialog, result: _Kept | Trouble) -> None:
        from byfax_desktop.ui.accounts.entry import MixedUp, NotKept
        from byfax_desktop.ui.accounts.opening import Opened

        if isinstance(result, (Trouble, MixedUp, NotKept)):
            dialog.tell(result)
            return
        dialog.accept()
        if isinstance(result, Opened):
            self._desk.open(result)
        elif self._is_open(result.ref):
            # Its engine works with the key and secret from before.
            self._desk.leave()
            self._desk.reopen()
        else:
            self._list()

    def _test(self) -> None:
        from byfax_desktop.ui.accounts.self_test_dialog import SelfTestDialog

        account, run = self._session.account, self._desk.run
        if account:
            ref = account.ref
            SelfTestDialog(
                self._session,
                account,
                lambda then: run(lambda opener: opener.check(ref), then),
                lambda then: run(lambda opener: opener.own_numbers(ref), then),
                self._room(),
            ).open()

    def _ask_to_remove(self, ref: str) -> None:
        self._desk.run(lambda opener: opener.removal(ref), self._show_removal)

    def _show_removal(self, removal: Removal | Trouble) -> None:
        from byfax_desktop.ui.accounts.removal_dialog import RemovalDialog

        if isinstance(removal, Trouble):
            self._tell_trouble(removal)
            return
        dialog = RemovalDialog(removal, self._room())
        dialog.decided.connect(partial(self._remove, removal.account.ref))
        dialog.open()

    def _remove(self, ref: str, wipe: bool) -> None:
        is_open = self._is_open(ref)
        if is_open:
            self._desk.leave()
        self._desk.run(lambda opener: opener.remove(ref, wipe), partial(self._removed, ref, wipe, is_open))

    def _removed(self, ref: str, wipe: bool, was_open: bool, result: Trouble | None) -> None:
        if isinstance(result, Trouble):
            self._tell_trouble(result)
        elif wipe:
            forget_settings(self._session.settings, ref)
        if was_open:
            self._desk.reopen()
        else:
            self._list()

    def _is_open(self, ref: str) -> bool:
        return self._session.account is not None and self._session.account.ref == ref

    def _room(self) -> QWidget:
        return self._window or self._main

    def _forget_window(self) -> None:
        self._window = None
