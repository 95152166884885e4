"""The status bar: whose account, what it holds, what is going on, what waits, and whether the service is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QStatusBar, QToolButton, QWidget

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.jobs_view import JobsView
from byfax_desktop.ui.session import Session

if TYPE_CHECKING:
    from byfax_desktop.desktop.accounts import Account
    from byfax_desktop.engine.events import BalanceChanged, ConnectionChanged, WaitingChanged

DEMO_TEXT = "Demo account · nothing is really sent"
TEST_TEXT = "Test account · faxes are not delivered"
_CHOOSE = "Click to use, add or change accounts."

_CONNECTIONS = {
    "connecting": ("state-waiting", "Connecting…"),
    "online": ("online", "Online"),
    "offline": ("offline", "Offline"),
    "refused": ("refused", "Sign-in refused"),
}
_ICON = QSize(16, 16)
_TINT = 60
"""How much of the tint's colour, of 255, the ground takes on."""


class StatusBar(QStatusBar):
    """Left the account and its balance, right the running jobs, the faxes that wait, and the connection."""

    accounts_asked = Signal()
    connection_asked = Signal()
    waiting_asked = Signal()
    """A person wants to see the faxes that wait."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_bar")
        self.setSizeGripEnabled(False)
        self._account = AccountPlace(self)
        self._balance = _flat_button(self, "status_balance")
        self._waiting = _flat_button(self, "status_waiting")
        self._connection = _flat_button(self, "status_connection")
        self._told_waiting: WaitingChanged | None = None
        self._is_offline = False
        self._jobs = JobsView(session.engine, session.bridge, self)
        self.addWidget(self._account)
        self.addWidget(self._balance)
        self.addPermanentWidget(self._jobs)
        self.addPermanentWidget(self._waiting)
        self.addPermanentWidget(self._connection)
        self._account.clicked.connect(self.accounts_asked)
        self._balance.clicked.connect(session.engine.refresh)
        self._connection.clicked.connect(self.connection_asked)
        self._waiting.clicked.connect(self.waiting_asked)
        self._balance.setToolTip("Balance of the account. Click to ask again.")
        session.account_changed.connect(self.show_account)
        session.bridge.balance_changed.connect(self._show_balance)
        session.bridge.connection_changed.connect(self._show_connection)
        session.bridge.waiting_changed.connect(self._note_waiting)
        self.show_account(session.account)

    def show_account(self, account: Account | None) -> None:
        """Say whose account is open; a demo is plainly marked as one. What was known of the one before goes."""
        self._jobs.forget_all()
        self._balance.hide()
        self._connection.hide()
        self._waiting.hide()
        self._told_waiting, self._is_offline = None, False
        self._account.show_account(account)

    @property
    def account_place(self) -> QToolButton:
        """Where the account stands, and its menu opens."""
        return self._account

    def show_opening(self) -> None:
        """An account is being opened."""
        self._account.tint = ""
        _tell(self._account, "account", "Opening the account…", "")

    def _show_balance(self, event: BalanceChanged) -> None:
        balance = event.balance
        if balance.value is None:
            return
        amount = QLocale().toString(float(balance.value), "f", 2)
        text = f"Balance {amount} {balance.currency or ''}".strip()
        _tell(self._balance, "balance", text, self._balance.toolTip())
        self._balance.show()

    def _show_connection(self, event: ConnectionChanged) -> None:
        icon_name, text = _CONNECTIONS[event.state.value]
        trouble = event.trouble
        tip = f"{trouble.what} {trouble.do}" if trouble else "Connection to the byFax service"
        _tell(self._connection, icon_name, text, tip)
        self._connection.show()
        self._is_offline = event.state.value == "offline"
        self._show_waiting()

    def _note_waiting(self, event: WaitingChanged) -> None:
        self._told_waiting = event
        self._show_waiting()

    def _show_waiting(self) -> None:
        told = self._told_waiting
        if told is None or not told.waiting:
            self._waiting.hide()
            return
        icon_name = "state-warning" if told.for_you else "state-waiting"
        text = _waiting_words(told, self._is_offline)
        _tell(self._waiting, icon_name, text, "Faxes that byFax does not have yet. Click to see them.")
        self._waiting.show()


def _waiting_words(told: WaitingChanged, is_offline: bool) -> str:
    """Such as 2 waiting · 1 needs you."""
    number = QLocale().toString
    words = []
    if by_itself := told.waiting - told.for_you:
        later = ", sent when byFax can be reached again" if is_offline else ""
        words.append(f"{number(by_itself)} waiting{later}")
    if told.for_you:
        words.append(f"{number(told.for_you)} {'needs' if told.for_you == 1 else 'need'} you")
    return " · ".join(words)


class AccountPlace(QToolButton):
    """Whose account is open; the ground of one that delivers nothing is tinted, beside its icon and words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tint = ""
        self.setPopupMode(QToolButton.ToolButtonPopupMode.DelayedPopup)
        _flatten(self, "status_account")

    def show_account(self, account: Account | None) -> None:
        """Say whose account is open."""
        if account is None:
            self.tint = ""
            _tell(self, "account", "No account", "Click to set up an account.")
            return
        # Not before there is an account to show: the first paint is not to wait for it.
        from byfax_desktop.ui.accounts.kinds import mark_of

        mark = mark_of(account)
        self.tint = mark.tint
        if account.is_demo:
            _tell(self, mark.icon, DEMO_TEXT, f"Faxes stay on this computer. {_CHOOSE}")
        elif mark.tint:
            _tell(self, mark.icon, TEST_TEXT, f"{account.title}\nService: {account.base_url}\n{_CHOOSE}")
        else:
            _tell(self, mark.icon, account.title, f"Service: {account.base_url}\n{_CHOOSE}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, on a tinted ground where the account is none that delivers."""
        if self.tint:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            edge, ground = QColor(self.tint), QColor(self.tint)
            ground.setAlpha(_TINT)
            painter.setPen(edge)
            painter.setBrush(ground)
            painter.drawRoundedRect(self.rect().adjusted(0, 1, -1, -2), 4, 4)
            painter.end()
        super().paintEvent(event)


def _flat_button(parent: QWidget, name: str) -> QToolButton:
    button = QToolButton(parent)
    _flatten(button, name)
    return button


def _flatten(button: QToolButton, name: str) -> None:
    button.setObjectName(name)
    button.setAutoRaise(True)
    button.setIconSize(_ICON)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)


def _tell(button: QToolButton, icon_name: str, text: str, tip: str) -> None:
    button.setIcon(icon(icon_name))
    shown = button.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, 320)
    button.setText(shown.replace("&", "&&"))
    button.setToolTip(tip if shown == text else f"{text}\n{tip}")
    button.setAccessibleName(text)
    button.setAccessibleDescription(tip)
