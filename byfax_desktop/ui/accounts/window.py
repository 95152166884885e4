"""The window of accounts: which there are, which one is open, and what can be done with each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.ui.accounts.kinds import mark_of, service_of
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.message_bar import MessageBar, Tone

if TYPE_CHECKING:
    from byfax_desktop.desktop.accounts import Account
    from byfax_desktop.engine.trouble import Trouble

_SIZE = QSize(640, 400)
_ICON = QSize(24, 24)


class AccountsWindow(QDialog):
    """Tells what a person wants done with an account, by its ref; ``change_asked`` with the Account itself."""

    use_asked = Signal(str)
    add_asked = Signal()
    check_asked = Signal(str)
    change_asked = Signal(object)
    test_asked = Signal()
    remove_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("accounts_window")
        self.setWindowTitle("Accounts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_SIZE)
        self._accounts: tuple[Account, ...] = ()
        self._open_ref = ""
        self._message = MessageBar("accounts_message", self)
        self._list = QListWidget(self)
        self._use = self._button("use", "&Use this account", lambda: self._tell(self.use_asked.emit))
        self._check = self._button("check", "C&heck", lambda: self._tell(self.check_asked.emit))
        self._change = self._button("change", "&Change…", self._ask_change)
        self._test = self._button("test", "&Test with a fax…", self.test_asked.emit)
        self._remove = self._button("remove", "&Remove…", lambda: self._tell(self.remove_asked.emit))
        self._add = self._button("add", "&Add account…", self.add_asked.emit)
        self._close = self._button("close", "Close", self.reject)
        self._arrange()
        self._list.currentRowChanged.connect(self._fit)
        self._list.itemActivated.connect(lambda _: self._tell(self.use_asked.emit))
        self._list.setFocus()
        self._fit()

    def show_accounts(self, accounts: Sequence[Account], current: Account | None) -> None:
        """List these; what was chosen stays chosen."""
        chosen = self._chosen.ref if self._chosen else current.ref if current else ""
        self._accounts = tuple(accounts)
        self._open_ref = current.ref if current else ""
        self._list.clear()
        for account in accounts:
            self._list.addItem(self._item(account))
        refs = [account.ref for account in accounts]
        self._list.setCurrentRow(refs.index(chosen) if chosen in refs else 0)
        self._fit()

    def begin(self, words: str) -> None:
        """Say what goes on."""
        self._message.tell(Tone.NOTE, words)

    def tell_done(self, words: str) -> None:
        """Say what came of it."""
        self._message.tell(Tone.DONE, words)

    def tell_trouble(self, trouble: Trouble) -> None:
        """Say why it did not work."""
        self._message.tell(Tone.TROUBLE, trouble.what, trouble.do, trouble.details)

    @property
    def _chosen(self) -> Account | None:
        row = self._list.currentRow()
        return self._accounts[row] if 0 <= row < len(self._accounts) else None

    def _tell(self, tell: Callable[[str], object]) -> None:
        if self._chosen:
            self._message.clear()
            tell(self._chosen.ref)

    def _ask_change(self) -> None:
        if self._chosen:
            self._message.clear()
            self.change_asked.emit(self._chosen)

    def _item(self, account: Account) -> QListWidgetItem:
        is_open = account.ref == self._open_ref
        title = "Demo" if account.is_demo else account.title
        title = f"{title}  (in use)" if is_open else title
        words = service_of(account)
        if not account.in_keyring:
            words += " · key and secret only until the program ends"
        item = QListWidgetItem(icon(mark_of(account).icon), f"{title}\n{words}")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}, {words}")
        font = item.font()
        font.setBold(is_open)
        item.setFont(font)
        return item

    def _fit(self) -> None:
        chosen = self._chosen
        is_open = chosen is not None and chosen.ref == self._open_ref
        self._use.setEnabled(chosen is not None and not is_open)
        self._check.setEnabled(chosen is not None)
        self._change.setEnabled(chosen is not None and not chosen.is_demo)
        self._test.setEnabled(is_open)
        self._test.setToolTip("" if is_open else "Use the account first.")
        self._remove.setEnabled(chosen is not None)

    def _button(self, name: str, text: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(f"accounts_{name}")
        button.setAccessibleName(text.replace("&", "").rstrip("…"))
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: do())
        return button

    def _arrange(self) -> None:
        self._list.setObjectName("accounts_list")
        self._list.setAccessibleName("Accounts")
        self._list.setIconSize(_ICON)
        self._list.setWordWrap(True)
        self._list.setSpacing(2)
        buttons = QVBoxLayout()
        buttons.setSpacing(8)
        for button in (self._use, self._check, self._change, self._test, self._remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self._list, 1)
        middle.addLayout(buttons)
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addStretch(1)
        foot.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._message)
        column.addLayout(middle, 1)
        column.addLayout(foot)
