"""The welcome: try the demo, or enter what byFax gave you."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QCommandLinkButton,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.ui.accounts.answers import AnswerBar
from byfax_desktop.ui.accounts.credentials_form import CredentialsForm
from byfax_desktop.ui.accounts.kinds import mark_of, service_of
from byfax_desktop.ui.icons import icon

if TYPE_CHECKING:
    from byfax_desktop.desktop.accounts import Account
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.ui.accounts.entry import Entry, MixedUp, NotKept

_CHOICE, _FORM = 0, 1
_TITLE_WIDTH = 320


class Welcome(QDialog):
    """Tells what a person chose; whoever listens ends it with ``accept``, or tells the trouble."""

    demo_chosen = Signal()
    account_chosen = Signal(str)
    """The ref of an account that was entered before."""
    credentials_entered = Signal(object)
    """An Entry."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self.setWindowTitle("Welcome to byFax Desktop")
        self.setMinimumWidth(520)
        self._headline = _headline("Send a fax in a minute", self)
        self._message = AnswerBar("welcome_message", self)
        self._pages = QStackedWidget(self)
        self._demo = _choice(
            "welcome_demo",
            "Try the &demo",
            "A fax service inside this program. Nothing is really sent, and it costs nothing.",
            "demo",
        )
        self._account = _choice(
            "welcome_account",
            "I &have an api-key",
            "Use your byFax account. Its api-key and api-secret are kept in this computer's keyring.",
            "key",
        )
        self._form = CredentialsForm(self)
        self._buttons = QDialogButtonBox(self)
        self._back = self._button("welcome_back", "&Back", QDialogButtonBox.ButtonRole.ResetRole)
        self._save = self._button("welcome_save", "Check and &save", QDialogButtonBox.ButtonRole.AcceptRole)
        self._later = self._button("welcome_later", "Not now", QDialogButtonBox.ButtonRole.RejectRole)
        self._connect()
        self._arrange()
        self._turn_to(_CHOICE)

    def offer(self, accounts: Sequence[Account]) -> None:
        """Offer accounts that were entered before, so that none has to be entered again."""
        for place, account in enumerate(accounts):
            title = self.fontMetrics().elidedText(account.title, Qt.TextElideMode.ElideRight, _TITLE_WIDTH)
            title = title.replace("&", "&&")
            choice = _choice(
                f"welcome_known_{place + 1}", f"Use {title}", service_of(account), mark_of(account).icon
            )
            choice.setAccessibleName(f"Use {account.title}")
            choice.clicked.connect(partial(self._use, account.ref))
            self._choices.insertWidget(place, choice)

    def tell(self, answer: Trouble | MixedUp | NotKept) -> None:
        """Say why it did not work, and what would; everything that was entered stays."""
        self._wait_for_answer(False)
        if self._pages.currentIndex() == _FORM:
            self._form.setFocus()
        self._message.tell(answer)

    def _turn_to(self, page: int) -> None:
        self._message.clear()
        self._pages.setCurrentIndex(page)
        self._back.setVisible(page == _FORM)
        self._save.setVisible(page == _FORM)
        self._save.setDefault(page == _FORM)
        (self._form if page == _FORM else self._demo).setFocus()

    def _use(self, ref: str) -> None:
        self._wait_for_answer(True, "Opening the account…")
        self.account_chosen.emit(ref)

    def _try_demo(self) -> None:
        self._wait_for_answer(True, "Starting the demo service…")
        self.demo_chosen.emit()

    def _check(self) -> None:
        missing = self._form.missing()
        if missing:
            self._message.warn(*missing)
            return
        self._enter(self._form.entry)

    def _enter(self, entry: Entry) -> None:
        self._wait_for_answer(True, "Asking the service…")
        self.credentials_entered.emit(entry)

    def _wait_for_answer(self, waiting: bool, text: str = "") -> None:
        self._pages.setEnabled(not waiting)
        self._back.setEnabled(not waiting)
        self._save.setEnabled(not waiting)
        if waiting:
            self._message.note(text)

    def _button(self, name: str, text: str, role: QDialogButtonBox.ButtonRole) -> QPushButton:
        button = self._buttons.addButton(text, role)
        button.setObjectName(name)
        button.setAccessibleName(text.replace("&", ""))
        button.setAutoDefault(False)
        return button

    def _connect(self) -> None:
        self._demo.clicked.connect(self._try_demo)
        self._account.clicked.connect(lambda: self._turn_to(_FORM))
        self._back.clicked.connect(lambda: self._turn_to(_CHOICE))
        self._save.clicked.connect(self._check)
        self._later.clicked.connect(self.reject)
        self._message.entered.connect(self._enter)

    def _arrange(self) -> None:
        choice = QWidget(self)
        self._choices = QVBoxLayout(choice)
        self._choices.setContentsMargins(0, 0, 0, 0)
        self._choices.addWidget(self._demo)
        self._choices.addWidget(self._account)
        self._choices.addStretch(1)
        self._pages.addWidget(choice)
        self._pages.addWidget(self._form)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        for part in (self._headline, self._message, self._pages):
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(self._buttons)


class _Choice(QCommandLinkButton):
    """A command link that shows when it has the keyboard, which not every style does."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, with a frame around the one that Enter would press."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self.palette().color(QPalette.ColorRole.Highlight))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


def _headline(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setObjectName("welcome_headline")
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 1.5)
    font.setWeight(font.Weight.DemiBold)
    label.setFont(font)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _choice(name: str, text: str, description: str, icon_name: str) -> QCommandLinkButton:
    button = _Choice(text, description)
    button.setObjectName(name)
    button.setAccessibleName(text.replace("&", ""))
    button.setAccessibleDescription(description)
    button.setIcon(icon(icon_name))
    button.setAutoDefault(True)
    return button
