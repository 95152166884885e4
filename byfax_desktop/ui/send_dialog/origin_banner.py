"""What became of the fax that this one is made of, above the new one; and the page that says which fax goes on here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from byfax_desktop.ui.compose.composed import ComposedFax
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.send_dialog import pages_field
from byfax_desktop.ui.widgets.texts import short_time

if TYPE_CHECKING:
    from byfax_desktop.engine.drafts import Origin
    from byfax_desktop.ui.compose.document_model import Document


class OriginBanner(QWidget):
    """Hidden for a fax that is made anew."""

    def __init__(self, fax: ComposedFax, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("send_origin")
        self._fax = fax
        self._bar = MessageBar("send_origin_message", self)
        self._begin = QCheckBox("&Begin with a page that says which fax is continued", self)
        self._begin.setObjectName("send_origin_notice")
        self._begin.toggled.connect(self._take)
        self._told: Origin | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._bar)
        column.addWidget(self._begin)
        fax.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        origin = self._fax.origin
        if origin != self._told:
            self._told = origin
            if origin is None:
                self._bar.clear()
            else:
                self._bar.tell(Tone.NOTE, origin_words(origin))
        notice = self._notice()
        self._begin.setVisible(notice is not None)
        self._begin.setChecked(notice is not None and pages_field.is_sent(notice))
        self.setVisible(origin is not None)

    def _notice(self) -> Document | None:
        path = self._told.notice if self._told else None
        documents = self._fax.documents.model.documents
        return next((each for each in documents if each.path == path), None)

    def _take(self, is_wanted: bool) -> None:
        notice = self._notice()
        if notice is not None and pages_field.is_sent(notice) != is_wanted:
            pages_field.set_sent(self._fax.documents, notice, is_wanted)


def origin_words(origin: Origin) -> str:
    """Such as: Sent 09:12 — not delivered: busy."""
    from byfax_desktop.store.submissions import SequelKind

    when = short_time(origin.sent)
    sequel = origin.sequel
    if sequel.kind is SequelKind.FORWARD:
        return f"Made of the fax sent {when} — {origin.outcome}."
    if sequel.kind is SequelKind.AGAIN:
        return f"Sent {when} — {origin.outcome}."
    reason = f"{origin.outcome[:1].lower()}{origin.outcome[1:]}"
    broke = f"Sent {when} — broke off after page {sequel.first_page - 1}: {reason}."
    if sequel.first_page == sequel.last_page:
        what = f"This is page {sequel.last_page} of {origin.total}"
    else:
        what = f"These are pages {sequel.first_page} to {sequel.last_page} of {origin.total}"
    return f"{broke} {what}, {_ANEW if origin.is_made_anew else _AS_IT_WAS}."


_ANEW = "made anew of the documents that are kept here, with a new header line"
_AS_IT_WAS = "with the header line of then"
