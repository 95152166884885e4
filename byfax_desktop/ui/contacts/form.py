"""The dialog in which a contact is written."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.engine.contacts.index import title_of
from byfax_desktop.engine.contacts.reading import LONGEST_NAME, LONGEST_NOTE
from byfax_desktop.store.address_book import StoredContact
from byfax_desktop.ui.compose.recipient_meanings import in_full
from byfax_desktop.ui.contacts.book import ContactBook
from byfax_desktop.ui.contacts.number_fields import NumberFields
from byfax_desktop.ui.contacts.rows import short
from byfax_desktop.ui.message_bar import MessageBar, Tone

_WIDTH = 560


class ContactForm(QDialog):
    """``kept`` with the contact as it was written; one without an id is new."""

    kept = Signal(object)

    def __init__(
        self, book: ContactBook, contact: StoredContact, region: str | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("contact_form")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Edit contact" if contact.id else "New contact")
        self._book = book
        self._contact = contact
        self._region = region
        self.message = MessageBar("contact_message", self)
        self.name = _field("contact_name", "Name", contact.name, self)
        self.company = _field("contact_company", "Company", contact.company, self)
        self.numbers = NumberFields(region, self)
        self.numbers.show_numbers(contact.numbers)
        self.note = QPlainTextEdit(contact.note, self)
        self._buttons = QDialogButtonBox(self)
        self._arrange()
        self.numbers.changed.connect(self._note_numbers)
        self.message.action_triggered.connect(self.numbers.take_offer)
        self._note_numbers()

    def accept(self) -> None:
        """Keep it, if nothing is wrong with it."""
        trouble = self._wrong()
        if trouble:
            self.message.tell(Tone.WARNING, trouble, action="&Use it" if self.numbers.offer else "")
            return
        self.kept.emit(self._written())
        super().accept()

    def _wrong(self) -> str:
        typed = self.numbers.typed
        if not typed or not all(each.is_sure for each in typed):
            self.numbers.point_at_wrong()
            wrong = next((each for each in typed if not each.is_sure), None)
            return in_full(wrong, self._region) if wrong else "A contact needs a fax number."
        if not self.name.text().strip() and not self.company.text().strip():
            self.name.setFocus()
            return "A contact needs a name or a company."
        return ""

    def _written(self) -> StoredContact:
        return replace(
            self._contact,
            name=" ".join(self.name.text().split()),
            company=" ".join(self.company.text().split()),
            numbers=tuple(dict.fromkeys(each.e164 for each in self.numbers.typed)),
            note=self.note.toPlainText().strip()[:LONGEST_NOTE],
        )

    def _note_numbers(self) -> None:
        """Two people may share a machine; but it may also be a slip."""
        others = {
            short(title_of(other))
            for each in self.numbers.typed
            if each.e164
            for other in self._book.index.with_number(each.e164)
            if other.id != self._contact.id
        }
        names = ", ".join(f"“{name}”" for name in sorted(others)[:2])
        if others:
            self.message.tell(Tone.NOTE, f"{names} has this number too.")
        else:
            self.message.clear()

    def _arrange(self) -> None:
        self.note.setObjectName("contact_note")
        self.note.setAccessibleName("Note")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(5 * self.fontMetrics().lineSpacing())
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow("&Name", self.name)
        form.addRow("&Company", self.company)
        label = QLabel("&Fax numbers", self)
        label.setBuddy(self.numbers.first)
        form.addRow(label, self.numbers)
        form.addRow("N&ote", self.note)
        save = self._buttons.addButton("&Save", QDialogButtonBox.ButtonRole.AcceptRole)
        save.setObjectName("contact_save")
        save.setDefault(True)
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel).setObjectName("contact_cancel")
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.message)
        column.addLayout(form)
        column.addStretch(1)
        column.addWidget(self._buttons)
        self.resize(_WIDTH, self.sizeHint().height())


def _field(name: str, spoken: str, text: str, parent: QWidget) -> QLineEdit:
    field = QLineEdit(text, parent)
    field.setObjectName(name)
    field.setAccessibleName(spoken)
    field.setMaxLength(LONGEST_NAME)
    field.setCursorPosition(0)
    return field
