"""The end of the send dialog: what pressing the button will do, and the button that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from byfax_desktop.ui.compose.composed import ComposedFax
from byfax_desktop.ui.compose.document_model import DocumentState
from byfax_desktop.ui.elided import ElidedLabel
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.widgets.announce import announce

if TYPE_CHECKING:
    from byfax_desktop.service.records import Balance

_LONG = 90 * 60
"""Seconds from which hours are told."""


class Footer(QWidget):
    """``send_asked`` and ``keep_asked`` by mouse or mnemonic."""

    send_asked = Signal()
    keep_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._summary = ElidedLabel(self, max_width=600)
        self._summary.setObjectName("send_dialog_summary")
        self._keep = QPushButton("&Keep as draft", self)
        self._keep.setObjectName("keep_draft")
        self._send = QPushButton(icon("send"), "&Send", self)
        self._send.setObjectName("send_now")
        keys = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)
        self._send.setToolTip(keys.replace("Return", "Enter"))
        self._send.setMinimumHeight(round(self._send.sizeHint().height() * 1.25))
        for button in (self._keep, self._send):
            # Plain Enter never sends: a fax can't be called back.
            button.setAutoDefault(False)
        self._keep.clicked.connect(self.keep_asked)
        self._send.clicked.connect(self.send_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._summary, 1)
        row.addWidget(self._keep)
        row.addWidget(self._send)

    def show_fax(
        self, fax: ComposedFax, seconds: float | None, balance: Balance | None, in_the_way: int = 0
    ) -> None:
        """Say what would be sent; ``seconds`` are those on the line to one number.

        The button leads to what stands in the way, where that is anything.
        """
        words = summary(fax, seconds, balance)
        if words != self._summary.text():
            self._summary.setText(words)
            announce(self._summary, words)
        does = f"&Fix {_count(in_the_way, 'problem')}" if in_the_way else send_words(fax)
        self._send.setText(does)
        self._send.setAccessibleName(does.replace("&", ""))

    def show_sending(self, is_sending: bool) -> None:
        """While it is handed over nothing can be pressed."""
        self._send.setEnabled(not is_sending)
        self._keep.setEnabled(not is_sending)


def send_words(fax: ComposedFax) -> str:
    """What the button does."""
    pages = fax.page_count
    documents = fax.documents.model.documents
    if pages:
        return f"&Send {_count(pages, 'page')}"
    return f"&Send {_count(len(documents), 'document')}" if documents and pages is None else "&Send"


def summary(fax: ComposedFax, seconds: float | None, balance: Balance | None) -> str:
    """Such as ``4 pages to 3 numbers · about 12 min on the line · balance 25.50 EUR``."""
    documents = fax.documents.model.documents
    if any(document.state is DocumentState.READING for document in documents):
        return "Reading the documents…"
    people = len(fax.recipients.model.entries)
    pages = fax.page_count
    what = _count(pages, "page") if pages is not None else _count(len(documents), "document")
    pieces = [
        f"{what} to {_count(people, 'number')}" if people else what,
        _time(seconds * max(1, people)) if seconds else "",
        f"balance {_money(balance)}" if balance and balance.value is not None else "",
    ]
    return " · ".join(filter(None, pieces))


def _time(seconds: float) -> str:
    from byfax_desktop.ui.compose.document_words import time_words

    hours = round(seconds / 3600)
    return f"about {_count(hours, 'hour')} on the line" if seconds >= _LONG else time_words(seconds)


def _money(balance: Balance) -> str:
    from byfax_desktop.ui.widgets.texts import money

    return money(balance.value, balance.currency or "")


def _count(number: int, noun: str) -> str:
    return f"{QLocale().toString(number)} {noun}{'' if number == 1 else 's'}"
