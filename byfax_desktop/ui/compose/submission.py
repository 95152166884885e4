"""From Send to the journal: checked on a worker, handed to the engine, from where the fax is sent whatever happens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.take_back_time import take_back_time

if TYPE_CHECKING:
    from byfax_desktop.engine.checks import Problem
    from byfax_desktop.engine.drafts import Draft, SenderIdentity
    from byfax_desktop.engine.events import FaxQueued, JobFinished

    _Checked = tuple[Draft, tuple[Problem, ...]]

_TOLD = 5
"""Recipients of whom it is told one by one that something is wrong with them."""


class Submission(QObject):
    """One at a time. Ends with exactly one of ``found_problems``, ``queued`` and ``failed``.

    A draft that is handed over again as it is, because nobody knows what became of it, keeps the ``draft_id`` with
    which it came first: then it is sent once. One that was changed is another fax.
    """

    found_problems = Signal(object)
    """A tuple of Problem: nothing was sent."""
    queued = Signal(object)
    """FaxQueued."""
    failed = Signal(object)
    """Trouble: nothing was sent, or nobody knows."""
    handed_over = Signal()
    """Nothing is wrong with it; the engine has it now."""
    running_changed = Signal(bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._is_running = False
        self._job_id = ""
        self._handed_over: Draft | None = None
        session.bridge.fax_queued.connect(self._queue)
        session.bridge.job_finished.connect(self._finished)
        session.account_changed.connect(self._lose)

    @property
    def is_running(self) -> bool:
        """Whether a fax is between Send and the journal."""
        return self._is_running

    def begin(
        self,
        draft: Draft,
        entries: Sequence[RecipientEntry],
        region: str | None,
        obstacles: Sequence[Trouble] = (),
    ) -> None:
        """Send ``draft`` to these recipients, whose numbers are as typed.

        ``obstacles`` are why documents that were looked into cannot be sent; the checks look only at the files.
        """
        self._set_running(True)
        self._session.workers.run(lambda: checked(draft, entries, region, obstacles), self._hand_over)

    def forget(self) -> None:
        """What is sent next is another fax, even if it should be just like the one before."""
        self._handed_over = None

    def _hand_over(self, result: _Checked | Trouble) -> None:
        if isinstance(result, Trouble):
            self._end_with_trouble(result)
            return
        draft, problems = result
        if problems:
            self._set_running(False)
            self.found_problems.emit(problems)
        else:
            ready = self._named(draft)
            self._job_id = self._session.engine.submit(ready, take_back_time(self._session.settings))
            self.handed_over.emit()

    def _named(self, draft: Draft) -> Draft:
        """The draft with the id under which it is sent once."""
        import uuid
        from dataclasses import replace

        before = self._handed_over
        if before is not None and replace(draft, draft_id=before.draft_id) == before:
            return before
        is_first = before is None and draft.draft_id
        self._handed_over = named = draft if is_first else replace(draft, draft_id=uuid.uuid4().hex)
        return named

    def _queue(self, event: FaxQueued) -> None:
        if self._is_running and event.job_id == self._job_id:
            self.forget()
            self._set_running(False)
            self.queued.emit(event)

    def _finished(self, event: JobFinished) -> None:
        if self._is_running and event.job_id == self._job_id:
            self._end_with_trouble(event.trouble or _no_answer())

    def _lose(self) -> None:
        """Another account was opened: what the engine of the one before says no longer arrives."""
        if self._is_running:
            self._end_with_trouble(_no_answer())

    def _end_with_trouble(self, trouble: Trouble) -> None:
        self._set_running(False)
        self.failed.emit(trouble)

    def _set_running(self, running: bool) -> None:
        self._is_running = running
        self._job_id = ""
        self.running_changed.emit(running)


def checked(
    draft: Draft, entries: Sequence[RecipientEntry], region: str | None, obstacles: Sequence[Trouble]
) -> _Checked:
    """The draft with its numbers as E.164, and what is wrong with it; reads the disk, so it runs on a worker."""
    from dataclasses import replace

    from byfax_desktop.engine.checks import problems

    recipients = tuple(entry.as_recipient(e164(entry.number, region)) for entry in entries)
    ready = replace(draft, recipients=recipients, sender=_sender(draft.sender, region))
    found = _with_unsure(problems(ready), unsure_numbers(entries, region))
    if obstacles:
        found = (*map(_problem, obstacles), *(p for p in found if p.field != "documents"))
    return ready, found


def _problem(obstacle: Trouble) -> Problem:
    from byfax_desktop.engine.checks import Problem

    return Problem("documents", obstacle.what, obstacle.do)


def _with_unsure(found: tuple[Problem, ...], unsure: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """What a person is asked of numbers, in place of what the checks make of the same numbers."""
    if not unsure:
        return found
    documents = tuple(each for each in found if each.field == "documents")
    return (*documents, *unsure, *(each for each in found if each.field not in ("documents", "recipients")))


def unsure_numbers(entries: Sequence[RecipientEntry], region: str | None) -> tuple[Problem, ...]:
    """The recipients of whom a person has to say which number is meant: the first few, and how many more."""
    from byfax_desktop.engine.checks import Problem
    from byfax_desktop.ui.compose.recipient_meanings import in_full, understood

    meanings = (understood(entry.number, region) for entry in entries)
    unsure = [meaning for meaning in meanings if not meaning.is_sure]
    told = [Problem("recipients", in_full(meaning, region), "") for meaning in unsure[:_TOLD]]
    if len(unsure) > _TOLD:
        told.append(Problem("recipients", f"{len(unsure) - _TOLD:,} more numbers are to be looked at.", ""))
    return tuple(told)


def _sender(sender: SenderIdentity, region: str | None) -> SenderIdentity:
    from dataclasses import replace

    return replace(sender, number=e164(sender.number, region))


def e164(text: str, region: str | None) -> str:
    """The number to dial; what is none stays as it was typed, for the checks to name it."""
    from byfax_desktop.ui.compose.recipient_meanings import understood

    return understood(text, region).e164 or text


def _no_answer() -> Trouble:
    return Trouble(
        "The program does not know whether the fax was sent.",
        "Look into the Outbox before you send it again.",
    )
