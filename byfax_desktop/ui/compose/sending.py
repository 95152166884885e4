"""From Send in Compose, through the send dialog, to the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from byfax_desktop.ui.compose.composed import ComposedFax
from byfax_desktop.ui.compose.submission import Submission

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from byfax_desktop.engine.checks import Problem
    from byfax_desktop.engine.drafts import Draft
    from byfax_desktop.engine.events import FaxQueued
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.ui.send_dialog.dialog import SendDialog
    from byfax_desktop.ui.session import Session


class Sending(QObject):
    """Ends with one of ``queued``, ``found_problems`` and ``failed``; while the dialog is open it tells the last two.

    Documents that are still being read are waited for.
    """

    queued = Signal(object)
    """FaxQueued."""
    found_problems = Signal(object)
    """A tuple of Problem: nothing was sent."""
    failed = Signal(object)
    """Trouble: nothing was sent, or nobody knows."""
    changed = Signal()
    """It is on its way, or is not any more."""

    def __init__(self, session: Session, fax: ComposedFax, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._fax = fax
        self._window = parent
        self._draft_id = ""
        self._is_waiting = False
        self._dialog: SendDialog | None = None
        self._submission = Submission(session, self)
        self._submission.running_changed.connect(self._note_running)
        self._submission.handed_over.connect(self._close)
        self._submission.found_problems.connect(self._tell_problems)
        self._submission.failed.connect(self._tell_failure)
        self._submission.queued.connect(self._finish)
        fax.documents.model.changed.connect(self._go_on)
        session.account_changed.connect(self._leave)

    @property
    def is_running(self) -> bool:
        """Whether a fax is between Send and the journal."""
        return self._submission.is_running

    @property
    def is_under_way(self) -> bool:
        """Whether it runs, or waits for documents that are being read."""
        return self.is_running or self._is_waiting

    @property
    def is_meant(self) -> bool:
        """Whether a person has pressed Send, here or in the dialog, and the fax is not in the journal yet."""
        return self.is_under_way or (self._dialog is not None and self._dialog.is_meant)

    @property
    def dialog(self) -> SendDialog | None:
        """The send dialog, while it is open."""
        return self._dialog

    def review(self, draft_id: str) -> None:
        """Show the whole fax before it is sent."""
        if self._dialog is None:
            from byfax_desktop.ui.send_dialog.dialog import SendDialog

            self._draft_id = draft_id
            self._dialog = SendDialog(self._session, self._fax, self._window)
            self._dialog.send_asked.connect(lambda: self.send(self._draft_id))
            self._dialog.edit_asked.connect(self._fax.recipients.table.setFocus)
            self._dialog.finished.connect(self._forget_dialog)
            self._dialog.open()

    def send(self, draft_id: str) -> None:
        """Send what is there under this id."""
        if self.is_running:
            return
        self._draft_id = draft_id
        self._is_waiting = self._fax.documents.is_reading
        if not self._is_waiting:
            fax, people = self._fax, self._fax.recipients
            fax.remember()
            self._submission.begin(self._draft(), people.model.entries, people.region, fax.obstacles)
        self.changed.emit()

    def forget(self) -> None:
        """What is sent next is another fax, even if it should be just like this one; nothing is waited for."""
        self._is_waiting = False
        self._submission.forget()

    def _draft(self) -> Draft:
        from dataclasses import replace

        return replace(self._fax.to_send(), draft_id=self._draft_id)

    def _go_on(self) -> None:
        if self._is_waiting and not self._fax.documents.is_reading:
            self._is_waiting = False
            self.send(self._draft_id)

    def _note_running(self, is_running: bool) -> None:
        if self._dialog is not None:
            self._dialog.show_sending(is_running)
        self.changed.emit()

    def _tell_problems(self, problems: Sequence[Problem]) -> None:
        if self._dialog is not None:
            self._dialog.show_problems(problems)
        else:
            self.found_problems.emit(problems)

    def _tell_failure(self, trouble: Trouble) -> None:
        if self._dialog is not None:
            self._dialog.show_trouble(trouble)
        else:
            self.failed.emit(trouble)

    def _finish(self, event: FaxQueued) -> None:
        self._close()
        self.queued.emit(event)

    def _close(self) -> None:
        if self._dialog is not None:
            self._dialog.accept()

    def _leave(self) -> None:
        """Another account has other covers, numbers and senders."""
        if self._dialog is not None:
            self._dialog.reject()

    def _forget_dialog(self) -> None:
        self._dialog = None
