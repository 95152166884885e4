"""Compose: documents, recipients, cover page and options become a fax."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.compose import clipboard
from byfax_desktop.ui.compose.cover import CoverPanel
from byfax_desktop.ui.compose.document_history import add_undo_keys
from byfax_desktop.ui.compose.documents import DocumentsPanel
from byfax_desktop.ui.compose.draft_keeper import DraftKeeper
from byfax_desktop.ui.compose.drop_target import DropTarget
from byfax_desktop.ui.compose.fax_options import FaxOptions
from byfax_desktop.ui.compose.options import OptionsRow
from byfax_desktop.ui.compose.pages_area import PagesArea
from byfax_desktop.ui.compose.pasted import PastedFiles
from byfax_desktop.ui.compose.preview import Preview
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.compose.recipients import RecipientsPanel
from byfax_desktop.ui.compose.send_row import SendRow
from byfax_desktop.ui.compose.sender import SenderRow
from byfax_desktop.ui.compose.sender_book import Sender
from byfax_desktop.ui.compose.submission import Submission
from byfax_desktop.ui.compose.summary import summary
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.session import Session

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from byfax_desktop.engine.checks import Problem
    from byfax_desktop.engine.drafts import Draft
    from byfax_desktop.engine.events import FaxQueued
    from byfax_desktop.fax.wanted import FaxLook
    from byfax_desktop.ui.compose.document_model import Document


class ComposeTab(QWidget):
    """``queued`` when a fax is in the Outbox and Compose is blank; ``account_asked`` when there is no account."""

    queued = Signal()
    account_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compose_tab")
        self._session = session
        self.documents = DocumentsPanel(session, self)
        self._preview = Preview(session, self._look_of, self)
        self.recipients = RecipientsPanel(self)
        self.cover = CoverPanel(session, self)
        self._pages = PagesArea(
            session, self._preview, self.documents, self.cover, self._draft_to_first, self
        )
        self.sender_row = SenderRow(session, self)
        self.options = OptionsRow(session, self)
        self.message = MessageBar("compose_message", self)
        self._send_row = SendRow(self)
        self._submission = Submission(session, self)
        self._keeper = DraftKeeper(session, self._typed, self)
        self._pasted = PastedFiles(session, self.documents.removed, self)
        self._is_waiting = False
        self._form = self._arrange()
        self._connect()
        self._show_documents()

    @property
    def is_sending(self) -> bool:
        """Whether a fax is between Send and the journal."""
        return self._submission.is_running

    @property
    def is_blank(self) -> bool:
        """Whether a new fax would lose nothing."""
        nothing = not self.documents.model.documents and not self.recipients.model.entries
        return nothing and self.cover.is_blank

    def finish(self) -> None:
        """Do what the first paint did without."""
        self._drops.quiet_fields()

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
        if self.is_sending:
            return
        mime = QGuiApplication.clipboard().mimeData()
        files = clipboard.files_of(mime)
        content = clipboard.content_of(mime)
        if files:
            self.add_documents(files)
        elif content:
            keep = partial(clipboard.keep, content, self._session.data_dir)
            self._session.workers.run(keep, self._take_pasted)

    def choose_documents(self) -> None:
        """Ask for documents in a dialog."""
        if not self.is_sending:
            self.documents.choose()

    def new_fax(self) -> None:
        """Begin anew; asks where something would be lost."""
        if self.is_sending:
            return
        if self.is_blank:
            self.recipients.setFocus()
            return
        self._ask_to_clear("Begin a new fax?", "&New fax", self._clear)

    def put_back(self, job_id: str, draft: Draft) -> None:
        """Have here what this job was to send and was taken back; asks where something else would be lost."""
        self._pasted.release(job_id)
        if self.is_blank:
            self._fill(draft)
            return
        box = self._ask_to_clear(
            "The fax was taken back. Put it into Compose?", "&Put it there", lambda: self._replace(draft)
        )
        box.rejected.connect(lambda: self._pasted.forget(draft.documents))

    def forget_sent(self, job_id: str) -> None:
        """The fax of this job cannot be taken back any more: what was pasted for it is not needed."""
        self._pasted.forget(self._pasted.release(job_id))

    def send(self) -> None:
        """Send what is here, if nothing is wrong with it; documents that are still being read are waited for."""
        if self.is_sending:
            return
        self.recipients.table.commit()
        self._clear_messages()
        if self._session.account is None:
            self.message.tell(
                Tone.WARNING,
                "There is no account to send with yet.",
                "Try the demo, or enter your api-key.",
                action="Set up the account…",
            )
            return
        self._is_waiting = self.documents.is_reading
        self._tell_summary()
        if not self._is_waiting:
            self._begin()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to where the next number is typed. (A focus proxy would cut the tab order here.)"""
        self.recipients.table.setFocus(event.reason())

    def _ask_to_clear(self, question: str, yes: str, then: Callable[[], None]) -> QMessageBox:
        from byfax_desktop.ui.question import ask

        gone = "The documents, numbers and texts that are in Compose now are taken out."
        return ask(self, "new_fax_question", question, gone, (yes, "&Keep this one"), then)

    def _begin(self) -> None:
        self.sender_row.remember()
        entries, region = self.recipients.model.entries, self.recipients.region
        self._submission.begin(self._draft(), entries, region, self.documents.obstacles)

    def _draft(self) -> Draft:
        from byfax_desktop.engine.drafts import Draft

        documents = self.documents.model.documents
        draft = Draft(
            draft_id=self._keeper.draft_id,
            documents=tuple(document.path for document in documents),
            treatments=tuple(document.treatment for document in documents),
            passwords=tuple(document.password for document in documents),
            sender=self.sender_row.identity(),
            cover_ref=self.cover.box.cover_ref,
            cover_text=self.cover.message,
            subject=self.cover.subject,
        )
        return self.options.options.put_into(draft)

    def _look_of(self, document: Document) -> FaxLook:
        """How a document will come out of the machine of the first recipient."""
        from byfax_desktop.ui.compose.fax_look import fax_look

        return fax_look(document, self.documents.model.documents, self._draft_to_first())

    def _draft_to_first(self) -> Draft:
        from byfax_desktop.ui.compose.fax_look import with_numbers

        entries = self.recipients.model.entries[:1]
        return with_numbers(self._draft(), entries, self.recipients.region)

    def _typed(self) -> Draft | None:
        """All that is in Compose, as it was typed; None where that is nothing."""
        from dataclasses import replace

        from byfax_desktop.engine.drafts import DraftRecipient

        if self.is_blank:
            return None
        entries = self.recipients.model.entries
        people = tuple(DraftRecipient(each.number, each.name, each.company) for each in entries)
        return replace(self._draft(), recipients=people)

    def _tell_problems(self, problems: Sequence[Problem]) -> None:
        """Each problem beside what it is about; the keyboard goes to the first."""
        places = {
            "documents": (self.documents.message, self.documents.point_at_wrong),
            "recipients": (self.recipients.message, self.recipients.point_at_wrong),
            "sender": (self.sender_row.message, self.sender_row.setFocus),
        }
        for field in dict.fromkeys(problem.field for problem in problems):
            bar, _ = places.get(field, (self.message, self.setFocus))
            mine = [f"{problem.what} {problem.do}" for problem in problems if problem.field == field]
            bar.tell(Tone.WARNING, "\n".join(mine))
        places.get(problems[0].field, (self.message, self.setFocus))[1]()

    def _tell_failure(self, trouble: Trouble) -> None:
        self.message.tell(Tone.TROUBLE, trouble.what, trouble.do, trouble.details)

    def _queued(self, event: FaxQueued) -> None:
        self._pasted.hold(event.job_id, self._empty())
        self.queued.emit()

    def _clear(self) -> None:
        self._pasted.forget(self._empty())

    def _empty(self) -> tuple[Path, ...]:
        """Take everything out; returns the documents that were there."""
        self._is_waiting = False
        gone = self.documents.ever
        self._submission.forget()
        self.documents.clear()
        self.recipients.model.keep(())
        self.cover.clear()
        self.options.clear()
        self._clear_messages()
        self.recipients.setFocus()
        self._keeper.begin_another()
        return gone

    def _replace(self, draft: Draft) -> None:
        self._clear()
        self._fill(draft)

    def _fill(self, draft: Draft) -> None:
        self.recipients.add(RecipientEntry(each.name, each.company, each.number) for each in draft.recipients)
        self.cover.fill(draft.cover_ref, draft.subject, draft.cover_text)
        self.options.choose(FaxOptions.of(draft))
        self.documents.fill(draft.fax_documents)

    def _take_sender(self, sender: Sender) -> None:
        """What goes with the sender that was chosen."""
        if sender.header is not None:
            self.options.change(header=sender.header)
        if sender.cover_ref is not None:
            self.cover.box.choose(sender.cover_ref)

    def _keep_sender(self, title: str) -> None:
        from dataclasses import replace

        sender = self.sender_row.as_sender(title)
        header, cover_ref = self.options.options.header, self.cover.box.cover_ref
        self.sender_row.book.keep(replace(sender, header=header, cover_ref=cover_ref))

    def _clear_messages(self) -> None:
        for bar in (self.message, self.documents.message, self.recipients.message, self.sender_row.message):
            bar.clear()

    def _show_running(self, running: bool) -> None:
        self._form.setEnabled(not running)
        self.setAcceptDrops(not running)
        self._tell_summary()

    def _show_options(self) -> None:
        """Another quality or content: nobody knows any more how long pages take."""
        for document in self.documents.model.documents:
            self.documents.model.time(document, None)

    def _show_documents(self) -> None:
        self._preview.keep_only(self.documents.model.documents)
        self._tell_summary()
        if self._is_waiting and not self.documents.is_reading:
            self._is_waiting = False
            self.send()

    def _tell_summary(self) -> None:
        text = summary(
            self.documents.model.documents,
            self.cover.box.cover_ref is not None,
            len(self.recipients.model.entries),
        )
        self._send_row.tell(text, self.is_sending or self._is_waiting)

    def _take_pasted(self, result: Path | Trouble) -> None:
        if isinstance(result, Trouble):
            self._tell_failure(result)
        else:
            self.add_documents([result])

    def _connect(self) -> None:
        self.documents.selected.connect(self._preview.show_document)
        self.documents.model.changed.connect(self._show_documents)
        self._preview.password_asked.connect(self.documents.ask_password)
        self._preview.turn_asked.connect(self.documents.turn_selected)
        self._preview.timed.connect(self.documents.model.time)
        self._preview.learned.connect(self.documents.model.learn)
        add_undo_keys(self._preview, self.documents.history.undo, self.documents.history.redo)
        self.recipients.model.changed.connect(self._tell_summary)
        self.cover.box.currentIndexChanged.connect(self._tell_summary)
        for changed in (
            self.documents.model.changed,
            self.recipients.model.changed,
            self.cover.changed,
            self.options.changed,
        ):
            changed.connect(self._keeper.touch)
            changed.connect(self._pages.refresh)
        self.sender_row.changed.connect(self._pages.refresh)
        self.sender_row.chosen.connect(self._take_sender)
        self.sender_row.keep_asked.connect(self._keep_sender)
        self.options.changed.connect(self._show_options)
        self._keeper.found.connect(self._fill)
        self.message.action_triggered.connect(self.account_asked)
        self._send_row.send_asked.connect(self.send)
        self._submission.running_changed.connect(self._show_running)
        self._submission.found_problems.connect(self._tell_problems)
        self._submission.queued.connect(self._queued)
        self._submission.failed.connect(self._tell_failure)
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
        self._drops = DropTarget(self, self.add_documents)
        return form
