"""What surrounds the table of recipients: buttons below it, and above it how many there are and are wrong."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from byfax_desktop.ui.compose.heading import heading
from byfax_desktop.ui.icons import icon


class RecipientButtons(QWidget):
    """The ways to recipients other than typing them."""

    contacts_asked = Signal()
    paste_asked = Signal()
    import_asked = Signal()
    remove_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.contacts = self._button("recipients_contacts", "Contacts…", self.contacts_asked)
        self.paste = self._button("recipients_paste", "Paste", self.paste_asked)
        self.imports = self._button("recipients_import", "Im&port…", self.import_asked)
        self.remove = self._button("recipients_remove", "Remove", self.remove_asked)
        self.contacts.setToolTip("Choose from your contacts (Ctrl+B)")
        self.paste.setToolTip("Paste recipients (Ctrl+Shift+V, or Ctrl+V in the list)")
        self.imports.setToolTip("Import a list: CSV, Excel or vCard")
        self.remove.setToolTip("Remove the selected recipients (Del)")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.contacts)
        row.addWidget(self.paste)
        row.addWidget(self.imports)
        row.addStretch(1)
        row.addWidget(self.remove)

    def _button(self, name: str, text: str, asked: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAccessibleName(text.replace("&", "").rstrip("…"))
        button.setMinimumWidth(button.fontMetrics().horizontalAdvance(text) + 16)
        button.clicked.connect(asked)
        return button


class RecipientCount(QWidget):
    """The heading of the table, and the way to the next recipient who cannot be sent to."""

    next_asked = Signal()

    def __init__(self, table: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._count = QLabel(self)
        self._count.setObjectName("recipients_count")
        self._next = QToolButton(self)
        self._next.setObjectName("recipients_next_problem")
        self._next.setIcon(icon("state-warning"))
        self._next.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._next.setAutoRaise(True)
        self._next.setToolTip("Go to the next one (F8)")
        self._next.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = self._next.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._next.setSizePolicy(policy)
        self._next.clicked.connect(self.next_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(heading("T&o", table, self))
        row.addStretch(1)
        row.addWidget(self._next)
        row.addWidget(self._count)
        self.tell(0, 0)

    def tell(self, recipients: int, troubles: int) -> None:
        """Show how many there are, and how many of them are to be looked at."""
        locale = QLocale()
        self._count.setText(_words(recipients, locale.toString(recipients)))
        self._next.setText(f"{locale.toString(troubles)} to look at")
        self._next.setAccessibleName(f"{troubles} recipients to look at, go to the next one")
        self._next.setVisible(troubles > 0)


def _words(count: int, shown: str) -> str:
    if count == 0:
        return ""
    return "1 recipient" if count == 1 else f"{shown} recipients"
