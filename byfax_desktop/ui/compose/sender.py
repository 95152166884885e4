"""Whom the fax says it is from; remembered from one fax to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimeZone, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from byfax_desktop.ui.compose.heading import field_label
from byfax_desktop.ui.compose.sender_book import Sender, SenderBook
from byfax_desktop.ui.compose.sender_menu import SenderMenu
from byfax_desktop.ui.message_bar import MessageBar
from byfax_desktop.ui.session import Session

if TYPE_CHECKING:
    from byfax_desktop.desktop.accounts import Account
    from byfax_desktop.engine.drafts import SenderIdentity
    from byfax_desktop.engine.events import NumbersChanged

_KEY = "sender/{}/{}"
_TIMEZONE = "timezone"


class SenderRow(QWidget):
    """Name, company, and a fax number: one of the account's own, or any other. Each account has its sender."""

    changed = Signal()
    chosen = Signal(object)
    """A Sender whose header line and cover page are to be taken too."""
    keep_asked = Signal(str)
    """What is entered is to be kept as a sender of this title, with the header line and the cover page of the fax."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sender_row")
        self._session = session
        self.message = MessageBar("sender_message", self)
        self._name = _line("sender_name", "Your name", self)
        self._company = _line("sender_company", "Your company", self)
        self._numbers = QComboBox(self)
        self._numbers.setObjectName("sender_number")
        self._numbers.setAccessibleName("Your fax number")
        self._numbers.setEditable(True)
        self._numbers.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._number = _line("sender_number_text", "Your fax number", self)
        self._numbers.setLineEdit(self._number)
        self._timezone = ""
        self.book = SenderBook(session, self)
        self._menu_button = SenderMenu(self.book, lambda: self._timezone, self)
        self._menu_button.chosen.connect(self.choose)
        self._menu_button.keep_asked.connect(self.keep_asked)
        self._menu_button.timezone_chosen.connect(self._take_timezone)
        self._recall(session.account)
        self._arrange()
        for line in (self._name, self._company, self._number):
            line.textChanged.connect(self.message.clear)
            line.textChanged.connect(self.changed)
        session.bridge.numbers_changed.connect(self._offer)
        session.account_changed.connect(self._recall)
        self.setFocusProxy(self._name)

    def choose(self, sender: Sender) -> None:
        """Send as this one."""
        self._show(sender)
        self.chosen.emit(sender)
        self.changed.emit()

    def use_number(self, number: str) -> None:
        """Send from this number (E.164) from now on; name and company stay."""
        from byfax_desktop.engine.numbers import format_number

        self._number.setText(format_number(number))
        self._number.setCursorPosition(0)
        self.remember()

    def fill(self, sender: SenderIdentity) -> None:
        """Send as an earlier fax was sent; a header line and a cover page come with that fax."""
        self._show(sender)
        self.changed.emit()

    @property
    def current(self) -> Sender | None:
        """The kept sender that is entered here, if it is one."""
        mine = self.as_sender("")
        return next(
            (
                each
                for each in self.book.senders
                if (each.name, each.company, each.number) == (mine.name, mine.company, mine.number)
            ),
            None,
        )

    def as_sender(self, title: str) -> Sender:
        """What is entered, as a sender that can be kept."""
        name, company, number = (line.text().strip() for _, line in self._lines())
        return Sender(title, name, company, number, self._timezone)

    def identity(self) -> SenderIdentity:
        """Who it is, with the time zone of this computer where the sender has none of their own."""
        from byfax_desktop.engine.drafts import SenderIdentity

        zone = self._timezone or bytes(QTimeZone.systemTimeZoneId().data()).decode()
        return SenderIdentity(
            self._name.text().strip(), self._company.text().strip(), self._number.text().strip(), zone
        )

    def _show(self, sender: Sender | SenderIdentity) -> None:
        for line, text in (
            (self._name, sender.name),
            (self._company, sender.company),
            (self._number, sender.number),
        ):
            line.setText(text)
            line.setCursorPosition(0)
        self._timezone = sender.timezone

    def _take_timezone(self, name: str) -> None:
        self._timezone = name
        self.changed.emit()

    def remember(self) -> None:
        """Keep what was entered for the next fax of this account."""
        account = self._session.account
        if account is None:
            return
        for key, line in self._lines():
            self._session.settings.setValue(_KEY.format(account.ref, key), line.text().strip())
        self._session.settings.setValue(_KEY.format(account.ref, _TIMEZONE), self._timezone)

    def recall(self) -> None:
        """Show who sent from this account last, as far as that is kept."""
        account = self._session.account
        if account is None:
            return
        self._timezone = str(self._session.settings.value(_KEY.format(account.ref, _TIMEZONE)) or "")
        for key, line in self._lines():
            kept = str(self._session.settings.value(_KEY.format(account.ref, key)) or "")
            if kept:
                line.setText(kept)

    def _recall(self, account: Account | None) -> None:
        """Show who sent from this account; the number of another account is not to be sent from it."""
        if account is not None:
            self._numbers.clear()
            self._number.clear()
            self.recall()

    def _offer(self, event: NumbersChanged) -> None:
        """List the account's own numbers; one who has said nothing yet sends from the first of them."""
        from byfax_desktop.engine.numbers import format_number

        typed = self._number.text()
        self._numbers.clear()
        self._numbers.addItems(
            [format_number(f"+{did.number.lstrip('+')}") for did in event.dids if did.number]
        )
        nobody = not any(line.text().strip() for _, line in self._lines() if line is not self._number)
        self._numbers.setCurrentIndex(0 if nobody and not typed and self._numbers.count() else -1)
        if typed or not nobody:
            self._number.setText(typed)
        self._number.setCursorPosition(0)

    def _lines(self) -> tuple[tuple[str, QLineEdit], ...]:
        return ("name", self._name), ("company", self._company), ("number", self._number)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.addWidget(field_label("F&rom", self._name, self))
        row.addWidget(self._name, 4)
        row.addWidget(self._company, 4)
        row.addWidget(self._numbers, 5)
        row.addWidget(self._menu_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.message)
        column.addLayout(row)


def _line(name: str, placeholder: str, parent: QWidget) -> QLineEdit:
    line = QLineEdit(parent)
    line.setObjectName(name)
    line.setAccessibleName(placeholder)
    line.setPlaceholderText(placeholder)
    return line
