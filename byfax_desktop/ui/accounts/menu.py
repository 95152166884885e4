"""The menu of accounts at the left of the status bar: which one is open, and the way to the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from byfax_desktop.ui.accounts.kinds import mark_of, service_of
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.widgets.texts import without_mnemonic

if TYPE_CHECKING:
    from byfax_desktop.desktop.accounts import Account

_TITLE_WIDTH = 280


def account_menu(
    accounts: Sequence[Account],
    current: Account | None,
    parent: QWidget,
    use: Callable[[str], object],
    add: Callable[[], object],
    manage: Callable[[], object],
) -> QMenu:
    """A menu for one showing: ``use`` with the ref of an account that was chosen."""
    menu = QMenu(parent)
    menu.setObjectName("account_menu")
    menu.setAccessibleName("Accounts")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    group = QActionGroup(menu)
    for place, account in enumerate(accounts, 1):
        is_open = current is not None and account.ref == current.ref
        action = menu.addAction(icon(mark_of(account).icon), _words(account, is_open, menu))
        action.setObjectName(f"account_menu_{place}")
        action.setCheckable(True)
        action.setChecked(is_open)
        action.triggered.connect(partial(_call, partial(use, account.ref)))
        group.addAction(action)
    menu.addSeparator()
    for name, text, icon_name, do in (
        ("add", "&Add an account…", "add", add),
        ("manage", "&Manage accounts…", "account", manage),
    ):
        action = menu.addAction(icon(icon_name), text)
        action.setObjectName(f"account_menu_{name}")
        action.triggered.connect(partial(_call, do))
    return menu


def _words(account: Account, is_open: bool, menu: QMenu) -> str:
    title = "Demo" if account.is_demo else account.title
    title = menu.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, _TITLE_WIDTH)
    return without_mnemonic(f"{title}{' (in use)' if is_open else ''}  –  {service_of(account)}")


def _call(do: Callable[[], object], _checked: bool = False) -> None:
    do()
