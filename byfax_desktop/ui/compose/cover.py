"""The cover page with its subject and message."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.ui.compose.heading import field_label
from byfax_desktop.ui.covers.shelf import EXPECTED, CoverShelf
from byfax_desktop.ui.covers.strip import CoverStrip
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.widgets.focus import comes_by_hand

_MESSAGE_LINES = 3


class CoverPanel(QWidget):
    """The subject goes with every fax; a message stands on the cover page, so it needs one."""

    changed = Signal()
    """A person has chosen or typed something."""
    looked_at = Signal()
    """A person is at the cover page: this is the time to see it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cover_panel")
        self._session = session
        self.shelf = CoverShelf(session, self)
        self.box = CoverStrip(self.shelf, self)
        self.notice = MessageBar("cover_message", self)
        self._manage = _tool("cover_manage", "more", "Manage cover pages…", self)
        self._see = _tool("cover_see", "pages", "See the page", self)
        self._subject = QLineEdit(self)
        self._message = QPlainTextEdit(self)
        self._set_up()
        self._arrange()
        self._connect()
        self._show()

    @property
    def cover_ref(self) -> str | None:
        """The chosen cover."""
        return self.box.cover_ref

    @property
    def pages(self) -> int:
        """How many pages the cover takes, as far as that is known."""
        return self.shelf.pages(self.cover_ref) if self.cover_ref else 0

    @property
    def subject(self) -> str:
        """As typed."""
        return self._subject.text().strip()

    @property
    def message(self) -> str:
        """The text for the cover page; empty where there is none to put it on."""
        return self._message.toPlainText().strip() if self.box.cover_ref else ""

    @property
    def is_blank(self) -> bool:
        """Whether a person has entered nothing here."""
        typed = self.subject or self._message.toPlainText().strip()
        return not typed and self.box.cover_ref is None

    def clear(self) -> None:
        """Back to no cover page, no subject, no message."""
        self.box.choose(None)
        self._subject.clear()
        self._message.clear()

    def fill(self, cover_ref: str | None, subject: str, message: str) -> None:
        """Have these; a cover page that the account no longer has is left out, the message for it is kept."""
        self.box.choose(cover_ref)
        self._subject.setText(subject)
        self._message.setPlainText(message)

    def write_message(self) -> None:
        """Let a person type the message."""
        self._message.setFocus()

    def manage(self) -> None:
        """Open the window in which cover pages are added and changed."""
        from byfax_desktop.ui.covers.manage import ManageCovers

        ManageCovers(self._session, self.shelf, self).open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keyboard comes to the message: the page that it is for is of use."""
        if isinstance(event, QFocusEvent) and event.gotFocus() and comes_by_hand(event):
            self.looked_at.emit()
        return super().eventFilter(watched, event)

    def _note_choice(self) -> None:
        """With the keyboard in the row of cards it is a person who chooses."""
        if self.box.hasFocus():
            self.looked_at.emit()

    def _tell_lost(self, title: str) -> None:
        name = "of this draft" if title == EXPECTED else f"“{title}”"
        self.notice.tell(
            Tone.WARNING, f"The cover page {name} is no longer in this account.", "Choose another one."
        )

    def _note_used(self) -> None:
        """A fax was queued, and Compose still has what it was made of."""
        if self.box.cover_ref:
            self.shelf.note_used(self.box.cover_ref)

    def _show(self) -> None:
        has_cover = self.box.cover_ref is not None
        self.notice.clear()
        self._see.setEnabled(has_cover)
        self._message.setEnabled(has_cover)
        self._message.setPlaceholderText("" if has_cover else "Choose a cover page to write a message on it.")

    def _connect(self) -> None:
        for signal in (self.box.currentIndexChanged, self._subject.textChanged, self._message.textChanged):
            signal.connect(self.changed)
        self.box.currentIndexChanged.connect(self._show)
        self.box.currentIndexChanged.connect(self._note_choice)
        self.box.looked_at.connect(self.looked_at)
        self.box.lost.connect(self._tell_lost)
        self._see.clicked.connect(self.looked_at)
        self._manage.clicked.connect(self.manage)
        self._message.installEventFilter(self)
        self._session.bridge.fax_queued.connect(self._note_used)

    def _set_up(self) -> None:
        self._subject.setObjectName("subject")
        self._subject.setAccessibleName("Subject")
        self._subject.setMaxLength(250)
        self._message.setObjectName("message")
        self._message.setAccessibleName("Message on the cover page")
        self._message.setTabChangesFocus(True)
        height = self._message.fontMetrics().lineSpacing() * _MESSAGE_LINES + 14
        self._message.setMinimumHeight(height)
        self._message.setMaximumHeight(round(height * 1.6))

    def _arrange(self) -> None:
        tools = QVBoxLayout()
        tools.addWidget(self._manage)
        tools.addWidget(self._see)
        tools.addStretch(1)
        choice = QHBoxLayout()
        choice.addWidget(self.box, 1)
        choice.addLayout(tools)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.notice)
        form = QFormLayout()
        column.addLayout(form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(field_label("Cover pa&ge", self.box, self), choice)
        form.addRow(field_label("Sub&ject", self._subject, self), self._subject)
        form.addRow(field_label("&Message", self._message, self), self._message)


def _tool(name: str, icon_name: str, text: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setIcon(icon(icon_name))
    button.setToolTip(text)
    button.setAccessibleName(text)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
