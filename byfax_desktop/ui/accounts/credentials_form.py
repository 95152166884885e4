"""Service, api-key and api-secret."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QWidget

from byfax_desktop.desktop.accounts import PRODUCTION_URL, TEST_URL

_OTHER = 2
_WHERE = "byFax gives you both with your account."


class CredentialsForm(QWidget):
    """What is entered stays until the form goes; the secret is shown as dots."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("credentials_form")
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
        self.setFocusProxy(self._key)

    @property
    def base_url(self) -> str:
        """The address of the chosen service."""
        return self._service.currentData() or self._url.text().strip()

    @property
    def api_key(self) -> str:
        """As entered."""
        return self._key.text()

    @property
    def api_secret(self) -> str:
        """As entered."""
        return self._secret.text()

    def missing(self) -> tuple[str, str] | None:
        """What is not filled in, as two sentences; the keyboard goes there."""
        for line, what in ((self._url, "address"), (self._key, "api-key"), (self._secret, "api-secret")):
            if not line.isHidden() and not line.text().strip():
                line.setFocus()
                return f"The {what} is missing.", f"Enter the {what}, then check again."
        return None

    def _show_address(self, index: int) -> None:
        for part in (self._url, self._form.labelForField(self._url)):
            part.setVisible(index == _OTHER)
        if index == _OTHER:
            self._url.setFocus()

    def _arrange(self) -> None:
        where = QLabel(_WHERE, self)
        where.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        where.setWordWrap(True)
        where.setTextFormat(Qt.TextFormat.PlainText)
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
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
