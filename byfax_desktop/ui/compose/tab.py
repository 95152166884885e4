"""Compose: documents, recipients, cover page and options become a fax."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.compose.composed import ComposedFax
from byfax_desktop.ui.compose.document_history import add_undo_keys
from byfax_desktop.ui.compose.draft_keeper import DraftKeeper
from byfax_desktop.ui.compose.drop_target import DropTarget
from byfax_desktop.ui.compose.pages_area import PagesArea
from byfax_desktop.ui.compose.pasted import PastedFiles
from byfax_desktop.ui.compose.preview import Preview
from byfax_desktop.ui.compose.problem_places import ProblemPlaces
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.compose.send_row import SendRow
from byfax_desktop.ui.compose.sending import Sending
from byfax_desktop.ui.compose.summary import summary
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.session import Session

if TYPE_CHECKING:
    from byfax_desktop.engine.drafts import Draft
    from byfax_desktop.engine.events import FaxQueued


class ComposeTab(QWidget):
    """``queued`` when a fax is in the Outbox and Compose is blank; ``account_asked`` when there is no account."""

    queued = Signal()
    account_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compose_tab")
        self._session = session
        self.fax = fax = ComposedFax(session, self)
        self.documents, self.recipients, self.cover = fax.documents, fax.recipients, fax.cover
        self.sender_row, self.options = fax.sender_row, fax.options
        self._preview = Preview(session, fax.look_of, self)
        self._pages = PagesArea(session, self._preview, self.documents, self.cover, fax.to_first, self)
        self.message = MessageBar("compose_message", self)
        self._send_row = SendRow(self)
        self.sending = Sending(session, fax, self)
        self._places = ProblemPlaces(fax, self.message, self.setFocus)
        self._keeper = DraftKeeper(session, fax.typed, self)
        self._pasted = PastedFiles(session, self.documents.removed, self)
        self._form = self._arrange()
        self._connect()
        self._show_documents()

    @property
    def is_sending(self) -> bool:
        """Whether a fax is between Send and the journal."""
        return self.sending.is_running

    @property
    def is_blank(self) -> bool:
        """Whether a new fax would lose nothing."""
        return self.fax.is_blank

    def finish(self) -> None:
        """Do what the first paint did without."""
        self._drops.quiet_fields()
        self._pages.prepare()

    def add_documents(self, paths: Sequence[Path]) -> None:
        """Append documents; not while a fax is being sent, for they would go with it."""
        if not self.is_sending:
            self.documents.add(paths)

    def add_recipient(self, number: str) -> None:
        """Append a recipient of whom only the number (E.164) is known; not while a fax is being sent."""
        if not self.is_sending:
            self.recipients.add([RecipientEntry(number=number)])

    def paste(self) -> None:
        """Make documents of what is on the clipboard."""
        if not self.is_sending:
            self.documents.take(QGuiApplication.clipboard().mimeData())

    def choose_documents(self) -> None:
        """Ask for documents in a dialog."""
        if not self.is_sending:
            self.documents.choose()

    def new_fax(self) -> None:
        """Begin anew; what is here stays among the drafts."""
        if not self.is_sending:
            self._set_aside()
            self.recipients.setFocus()

    def discard(self) -> None:
        """Take everything out for good, if a person wants that."""
        if self.is_sending or self.fax.is_blank:
            return
        from byfax_desktop.ui.question import ask

        gone = "Its documents stay where they are; numbers and texts are lost."
        ask(self, "discard_question", "Discard this fax?", gone, ("&Discard", "&Keep it"), self._clear)

    def open_draft(self, draft: Draft) -> None:
        """Have this here, and under its id if it has one; what was here stays among the drafts."""
        if not self.is_sending:
            self._set_aside()
            self._keeper.take_up(draft.draft_id)
            self.fax.fill(draft)

    def open_reply(self, draft: Draft) -> None:
        """Have an answer here, on the cover page that was used last; the keyboard is where the next words belong."""
        if self.is_sending:
            return
        covers = self.fax.cover.shelf.refs
        self.open_draft(replace(draft, cover_ref=covers[0] if covers else None))
        if not draft.recipients:
            self.message.tell(Tone.NOTE, "The number of the sender is not known.", "Enter it under To.")
            self.recipients.setFocus()
        elif covers:
            self.fax.cover.write_message()
        elif not draft.documents:
            self.message.tell(Tone.NOTE, "Add the documents that you want to answer with.")

    def show_drafts(self) -> None:
        """Open the window of drafts and templates."""
        from byfax_desktop.ui.compose.drafts_window import DraftsWindow

        window = DraftsWindow(self._session, "" if self.fax.is_blank else self._keeper.draft_id, self)
        window.chosen.connect(self.open_draft)
        window.deleted.connect(lambda draft: self._pasted.forget(draft.documents))
        window.open()

    def keep_as_template(self) -> None:
        """Ask for a name, and keep what is here to begin other faxes with."""
        draft = self.fax.typed()
        if draft is None:
            self.message.tell(Tone.NOTE, "There is nothing to keep yet.", "Add documents or numbers first.")
            return
        from byfax_desktop.ui.widgets.name_question import ask_name

        what = "Documents, recipients, texts and options, but no time, are kept as:"
        keep = partial(self._keep_template, draft)
        ask_name(self, "template_name", "Keep as template", what, draft.subject, keep)

    def put_back(self, job_id: str, draft: Draft) -> None:
        """Have here what this job was to send and was taken back; what was here stays among the drafts."""
        self._pasted.release(job_id)
        self._set_aside()
        self.fax.fill(draft)

    def forget_sent(self, job_id: str) -> None:
        """The fax of this job cannot be taken back any more: what was pasted for it is not needed."""
        self._pasted.forget(self._pasted.release(job_id))

    def review(self) -> None:
        """Show the whole fax in the send dialog; where there is nothing to show, say what is missing."""
        if self.fax.is_blank:
            self.send()
        elif self._is_ready():
            self.sending.review(self._keeper.draft_id)

    def send(self) -> None:
        """Send what is here, if nothing is wrong with it; documents that are still being read are waited for."""
        if self._is_ready():
            self.sending.send(self._keeper.draft_id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to where the next number is typed. (A focus proxy would cut the tab order here.)"""
        self.recipients.table.setFocus(event.reason())

    def _is_ready(self) -> bool:
        """Whether there is an account, and nothing being sent."""
        if self.is_sending:
            return False
        self.recipients.table.commit()
        self._places.clear()
        if self._session.account is None:
            self.message.tell(
                Tone.WARNING,
                "There is no account to send with yet.",
                "Try the demo, or enter your api-key.",
                action="Set up the account…",
            )
        return self._session.account is not None

    def _keep_template(self, draft: Draft, name: str) -> None:
        from byfax_desktop.store.drafts import DraftKind

        self._session.engine.keep_as(DraftKind.TEMPLATE, name, draft)
        self.message.tell(Tone.DONE, f"The fax is kept as the template “{name}”.")

    def _set_aside(self) -> None:
        if self.fax.is_blank:
            return
        self._keeper.set_aside()
        self._empty()
        self.message.tell(Tone.NOTE, "The fax that was here is kept among the drafts.")

    def _clear(self) -> None:
        gone = self._empty()
        self._keeper.drop()
        self._pasted.forget(gone)

    def _tell_failure(self, trouble: Trouble) -> None:
        self.message.tell(Tone.TROUBLE, trouble.what, trouble.do, trouble.details)

    def _queued(self, event: FaxQueued) -> None:
        gone = self._empty()
        self._keeper.drop()
        self._pasted.hold(event.job_id, gone)
        self.queued.emit()

    def _empty(self) -> tuple[Path, ...]:
        """Take everything out; returns the documents that were there."""
        gone = self.documents.ever
        self.sending.forget()
        self.fax.clear()
        self._places.clear()
        self.recipients.setFocus()
        return gone

    def _show_sending(self) -> None:
        self._form.setEnabled(not self.is_sending)
        self.setAcceptDrops(not self.is_sending)
        self._tell_summary()

    def _show_options(self) -> None:
        """Another quality or content: nobody knows any more how long pages take."""
        for document in self.documents.model.documents:
            self.documents.model.time(document, None)

    def _show_documents(self) -> None:
        self._preview.keep_only(self.documents.model.documents)
        self._tell_summary()

    def _tell_summary(self) -> None:
        text = summary(
            self.documents.model.documents,
            self.cover.cover_ref is not None,
            len(self.recipients.model.entries),
        )
        self._send_row.tell(text, self.sending.is_under_way)

    def _connect(self) -> None:
        self.documents.selected.connect(self._preview.show_document)
        self.documents.model.changed.connect(self._show_documents)
        self._preview.password_asked.connect(self.documents.ask_password)
        self._preview.turn_asked.connect(self.documents.turn_selected)
        self._preview.timed.connect(self.documents.model.time)
        self._preview.learned.connect(self.documents.model.learn)
        add_undo_keys(self._preview, self.documents.history.undo, self.documents.history.redo)
        self.fax.changed.connect(self._pages.refresh)
        self.fax.changed.connect(self._tell_summary)
        self.fax.typed_changed.connect(self._keeper.touch)
        self.options.changed.connect(self._show_options)
        self.options.more_asked.connect(self.review)
        self._keeper.found.connect(self.fax.fill)
        self.message.action_triggered.connect(self.account_asked)
        self._send_row.send_asked.connect(self.review)
        self.sending.changed.connect(self._show_sending)
        self.sending.found_problems.connect(self._places.tell)
        self.sending.queued.connect(self._queued)
        self.sending.failed.connect(self._tell_failure)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)

    def _arrange(self) -> QWidget:
        left = QSplitter(Qt.Orientation.Vertical, self)
        left.addWidget(self.documents)
        left.addWidget(self._pages)
        left.setSizes([220, 380])
        left.setChildrenCollapsible(False)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.addWidget(self.recipients, 1)
        for part in (self.cover, self.sender_row, self.options):
            column.addWidget(part)
        form = QSplitter(Qt.Orientation.Horizontal, self)
        form.setObjectName("compose_form")
        form.addWidget(left)
        form.addWidget(right)
        form.setSizes([440, 660])
        form.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 8, 12, 8)
        whole.addWidget(form, 1)
        whole.addWidget(self.message)
        whole.addWidget(self._send_row)
        self._drops = DropTarget(self, self.documents.take, self.recipients)
        return form
