"""The fax that is being composed: the panels it is entered in, read and filled together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from byfax_desktop.ui.compose.cover import CoverPanel
from byfax_desktop.ui.compose.documents import DocumentsPanel
from byfax_desktop.ui.compose.fax_options import FaxOptions
from byfax_desktop.ui.compose.options import OptionsRow
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.compose.recipients import RecipientsPanel
from byfax_desktop.ui.compose.sender import SenderRow
from byfax_desktop.ui.compose.sender_book import Sender

if TYPE_CHECKING:
    from collections.abc import Sequence

    from byfax_desktop.engine.drafts import Draft, Origin
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.fax.wanted import FaxLook
    from byfax_desktop.ui.compose.document_model import Document
    from byfax_desktop.ui.session import Session


class ComposedFax(QObject):
    """``changed`` whenever something else would be sent, ``typed_changed`` when the draft is another one."""

    changed = Signal()
    typed_changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.documents = DocumentsPanel(session)
        self.recipients = RecipientsPanel(session)
        self.cover = CoverPanel(session)
        self.sender_row = SenderRow(session)
        self.options = OptionsRow(session)
        self._origin: Origin | None = None
        for changed in (
            self.documents.model.changed,
            self.recipients.model.changed,
            self.cover.changed,
            self.options.changed,
        ):
            changed.connect(self.typed_changed)
        self.typed_changed.connect(self.changed)
        self.sender_row.changed.connect(self.changed)
        self.cover.shelf.pages_changed.connect(self.changed)
        self.changed.connect(self._show_texts)
        self.recipients.merge.row_changed.connect(self.changed)
        self.sender_row.chosen.connect(self._take_sender)
        self.sender_row.keep_asked.connect(self._keep_sender)

    @property
    def is_blank(self) -> bool:
        """Whether a new fax would lose nothing."""
        nothing = not self.documents.model.documents and not self.recipients.model.entries
        return nothing and self.cover.is_blank

    @property
    def origin(self) -> Origin | None:
        """The earlier fax that this one is made of; a rest is none without the pages that did not arrive."""
        pages = self._origin.pages if self._origin else None
        is_there = pages is None or any(each.path == pages for each in self.documents.model.documents)
        return self._origin if is_there else None

    @property
    def page_count(self) -> int | None:
        """All pages to be sent with the cover page's, blank ones among them; None where nobody knows yet."""
        counts = [document.chosen_pages for document in self._sent_documents()]
        if None in counts:
            return None
        return sum(count or 0 for count in counts) + self.cover.pages

    @property
    def obstacles(self) -> tuple[Trouble, ...]:
        """Why documents that are to be sent cannot be."""
        return tuple(filter(None, (document.obstacle for document in self._sent_documents())))

    def to_send(self) -> Draft:
        """What is to be sent, to nobody yet; without the documents of which no page is chosen."""
        return self._draft(self._sent_documents())

    def to_first(self) -> Draft:
        """What the first recipient gets, or the one who was chosen for that; numbers as they are dialled."""
        from byfax_desktop.ui.compose.fax_look import with_numbers

        entry = self.recipients.merge.entry
        return with_numbers(self.to_send(), (entry,) if entry else (), self.recipients.region)

    def typed(self) -> Draft | None:
        """All that was entered, as it was typed; None where that is nothing."""
        if self.is_blank:
            return None
        return replace(self._draft(self.documents.model.documents), recipients=self.recipients.recipients())

    def look_of(self, document: Document) -> FaxLook:
        """How a document will come out of the machine of the first recipient."""
        from byfax_desktop.ui.compose.fax_look import fax_look

        return fax_look(document, self.documents.model.documents, self.to_first(), self.cover.pages)

    def fill(self, draft: Draft) -> None:
        """Have what is in a draft too; one that is made of an earlier fax is from whom that was."""
        self._origin = draft.origin
        if draft.origin and not draft.sender.is_empty:
            self.sender_row.fill(draft.sender)
        self.recipients.add(RecipientEntry.of(each) for each in draft.recipients)
        self.cover.fill(draft.cover_ref, draft.subject, draft.cover_text)
        self.options.choose(FaxOptions.of(draft))
        self.documents.fill(draft.fax_documents)

    def clear(self) -> None:
        """Take everything out."""
        if self._origin is not None:
            self._origin = None
            self.sender_row.recall()
        self.documents.clear()
        self.recipients.model.keep(())
        self.cover.clear()
        self.options.clear()

    def remember(self) -> None:
        """It is sent: the next one begins with its sender and options, unless those were an earlier fax's."""
        if self._origin is not None:
            return
        self.sender_row.remember()
        self.options.remember()

    def _draft(self, documents: Sequence[Document]) -> Draft:
        from byfax_desktop.engine.drafts import Draft

        draft = Draft(
            documents=tuple(document.path for document in documents),
            treatments=tuple(document.treatment for document in documents),
            passwords=tuple(document.password for document in documents),
            sender=self.sender_row.identity(),
            cover_ref=self.cover.cover_ref,
            cover_text=self.cover.message,
            subject=self.cover.subject,
            origin=self.origin,
        )
        return self.options.options.put_into(draft)

    def _sent_documents(self) -> tuple[Document, ...]:
        """All but those of which no page is chosen, unless that leaves nothing to send."""
        documents = self.documents.model.documents
        sent = tuple(document for document in documents if document.chosen_pages != 0)
        return sent if sent or self.cover.cover_ref else documents

    def _show_texts(self) -> None:
        """Let a person look at what each recipient gets, where that differs."""
        from byfax_desktop.ui.compose.merge import MergeTexts

        header = self.options.options.header
        self.recipients.merge.show_texts(MergeTexts(self.cover.subject, self.cover.message, header or ""))

    def _take_sender(self, sender: Sender) -> None:
        """What goes with the sender that was chosen."""
        if sender.header is not None:
            self.options.change(header=sender.header)
        if sender.cover_ref is not None:
            self.cover.box.choose(sender.cover_ref)

    def _keep_sender(self, title: str) -> None:
        sender = self.sender_row.as_sender(title)
        header, cover_ref = self.options.options.header, self.cover.cover_ref
        self.sender_row.book.keep(replace(sender, header=header, cover_ref=cover_ref))
