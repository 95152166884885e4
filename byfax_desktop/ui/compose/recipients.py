"""To whom the fax goes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from byfax_desktop.ui.compose.heading import heading
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry, recipients_of
from byfax_desktop.ui.compose.recipient_model import RecipientModel
from byfax_desktop.ui.compose.recipient_table import RecipientTable
from byfax_desktop.ui.message_bar import MessageBar

if TYPE_CHECKING:
    from byfax_desktop.engine.drafts import DraftRecipient


class RecipientsPanel(QWidget):
    """The table of recipients, and a message where something is wrong with it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recipients_panel")
        self.region = home_region()
        self.model = RecipientModel(self.region, self)
        self.message = MessageBar("recipients_message", self)
        self.table = RecipientTable(self.model, self)
        self.table.paste_asked.connect(self._paste)
        self.model.changed.connect(self.message.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading("T&o", self.table, self))
        column.addWidget(self.message)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def point_at_wrong(self) -> None:
        """Go to the first number that is wrong, or to where one is missing."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.setCurrentIndex(self.model.first_wrong)
        self.table.scrollTo(self.model.first_wrong)

    def add(self, entries: Iterable[RecipientEntry]) -> None:
        """Append recipients."""
        self.model.add(entries)

    def recipients(self) -> tuple[DraftRecipient, ...]:
        """The recipients as a draft has them, numbers as typed."""
        return tuple(entry.as_recipient(entry.number) for entry in self.model.entries)

    def _paste(self) -> None:
        self.model.add(recipients_of(QGuiApplication.clipboard().text()))


def home_region() -> str | None:
    """The country whose numbers may be typed without a country code: that of the system's settings."""
    locale = QLocale.system()
    if locale.language() == QLocale.Language.C:
        return None
    return QLocale.territoryToCode(locale.territory()) or None
