"""Service, api-key and api-secret; of an account that is here its name too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QWidget

from byfax_desktop.desktop.accounts import PRODUCTION_URL, TEST_URL
from byfax_desktop.ui.accounts.entry import Entry

if TYPE_CHECKING:
    from byfax_desktop.desktop.accounts import Account

_OTHER = 2
_LONGEST_TITLE = 60
_WHERE = "byFax gives you both with your account."
_KEPT = "What you leave empty stays as it is. Faxes and everything else of the account stay."


class CredentialsForm(QWidget):
    """What is entered stays until the form goes; the secret is shown as dots."""

    def __init__(self, parent: QWidget | None = None, account: Account | None = None) -> None:
        """``account`` is that to be changed; its service stays, for its faxes are there."""
        super().__init__(parent)
        self.setObjectName("credentials_form")
        self._account = account
        self._title = _line(self, "credentials_title", "Name of the account", "")
        self._service = QComboBox(self)
        self._url = _line(self, "credentials_url", "Address of the service", "https://…")
        self._key = _line(self, "credentials_key", "api-key", "")
        self._secret = _line(self, "credentials_secret", "api-secret", "")
        self._service.setObjectName("credentials_service")
        self._service.setAccessibleName("Service")
        self._service.addItem("Production", PRODUCTION_URL)
        self._service.addItem("Test: faxes are not delivered", TEST_URL)
        self._service.addItem("Other address")
        self._service.currentIndexChanged.connect(self._show_address)
        self._secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._arrange()
        self._show_address(0)
        self.setFocusProxy(self._title if account else self._key)
        if account:
            self._show_known(account)

    @property
    def entry(self) -> Entry:
        """As entered."""
        return Entry(
            self._service.currentData() or self._url.text().strip(),
            self._key.text(),
            self._secret.text(),
            self._title.text(),
            self._account.ref if self._account else "",
        )

    def missing(self) -> tuple[str, str] | None:
        """What is not filled in, as two sentences; the keyboard goes there."""
        wanted = [(self._url, "address"), (self._key, "api-key"), (self._secret, "api-secret")]
        for line, what in [(self._title, "name")] if self._account else wanted:
            if not line.isHidden() and not line.text().strip():
                line.setFocus()
                return f"The {what} is missing.", f"Enter the {what}, then check again."
        return None

    def clear_secret(self) -> None:
        """Forget the secret as soon as it is kept elsewhere."""
        self._secret.clear()

    def _show_known(self, account: Account) -> None:
        self._title.setText(account.title)
        self._title.selectAll()
        place = self._service.findData(account.base_url)
        self._service.setCurrentIndex(_OTHER if place < 0 else place)
        self._url.setText(account.base_url)
        self._service.setEnabled(False)
        self._url.setEnabled(False)
        for line in (self._key, self._secret):
            line.setPlaceholderText("unchanged")

    def _show_address(self, index: int) -> None:
        for part in (self._url, self._form.labelForField(self._url)):
            part.setVisible(index == _OTHER)
        if index == _OTHER:
            self._url.setFocus()

    def _arrange(self) -> None:
        self._title.setMaxLength(_LONGEST_TITLE)
        where = QLabel(_KEPT if self._account else _WHERE, self)
        where.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        where.setWordWrap(True)
        where.setTextFormat(Qt.TextFormat.PlainText)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.addRow("&Name", self._title)
        self._form.setRowVisible(self._title, self._account is not None)
        self._form.addRow("Se&rvice", self._service)
        self._form.addRow("&Address", self._url)
        self._form.addRow("api-&key", self._key)
        self._form.addRow("api-se&cret", self._secret)
        self._form.addRow("", where)


def _line(parent: QWidget, name: str, accessible: str, placeholder: str) -> QLineEdit:
    line = QLineEdit(parent)
    line.setObjectName(name)
    line.setAccessibleName(accessible)
    line.setPlaceholderText(placeholder)
    return line
