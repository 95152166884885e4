"""The sender: takes what the journal has to send, one submission after another, and sees each to a known end."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from byfax_desktop.engine import machine
from byfax_desktop.engine.clock import milliseconds
from byfax_desktop.engine.machine import Rules, Words
from byfax_desktop.engine.merging import send_moment
from byfax_desktop.engine.queue_hold import QueueHold
from byfax_desktop.engine.reports import submit_changes
from byfax_desktop.engine.search import search
from byfax_desktop.engine.submission import (
    draft_of,
    fax_file,
    message_request,
    request_digest,
    submit_request,
)
from byfax_desktop.engine.trouble import as_trouble
from byfax_desktop.engine.uploads import Transfer, Uploads
from byfax_desktop.engine.verdicts import Verdict, verdict_of_failure
from byfax_desktop.service.errors import Cancelled, NotFound, NotSent, Refused
from byfax_desktop.service.requests import FaxDocument
from byfax_desktop.store.submissions import Change, DocumentRow, FaxState, Submission
from byfax_desktop.store.wishes import WishKind

if TYPE_CHECKING:
    from byfax_desktop.engine.desk import Desk
    from byfax_desktop.engine.drafts import Draft
    from byfax_desktop.service.client import ByfaxClient
    from byfax_desktop.service.records import SubmitResult

_log = logging.getLogger(__name__)

_TO_DO = (FaxState.QUEUED, FaxState.UNKNOWN, FaxState.DOUBT)

STALE = Words(
    "stale",
    "This fax has waited for more than a day.",
    "Send it now if it is still wanted, or cancel it.",
)
LATE = Words(
    "late",
    "The time at which this fax should go out has passed.",
    "Send it now if it is still wanted, or cancel it.",
)
CLOCK = Words(
    "clock",
    "The clock of this computer has jumped, so the time at which this fax should go out is in doubt.",
    "Check the clock, then send the fax now or cancel it.",
)
ALTERED = Words(
    "altered",
    "The copy of this fax on this computer is not what was sent.",
    "Send the fax again from the original documents.",
)
_LATE_BY = 5 * 60 * 1000


class Sender:
    """Works on the journal of one account; several may, in several processes: each submission is leased."""

    def __init__(
        self,
        desk: Desk,
        client: ByfaxClient,
        rules: Rules,
        transfer_for: Callable[[Submission], AbstractContextManager[Transfer]],
        only: frozenset[str] | None = None,
    ) -> None:
        """``transfer_for`` tells of progress and may cancel; ``only`` restricts the work to these broadcast refs."""
        self._desk = desk
        self._client = client
        self._rules = rules
        self._transfer_for = transfer_for
        self._only = only
        self._uploads = Uploads(client.document, desk.spool.path)
        self._stopped = threading.Event()
        self.hold = QueueHold(desk, rules)

    def look(self) -> float | None:
        """Do all that is due; returns the seconds until there is more to do, or None when nothing waits.

        Raises what keeps the service from being reached; the submissions are then where they were.
        """
        self._desk.take_up()
        # This engine has one sender, and it does nothing yet: what it owns it has let go of in the middle.
        self._desk.journal.recover(self._desk.owner.name, self._desk.clock.now())
        while not self._stopped.is_set() and (seen := self._next()) is not None:
            self._work(seen)
        return self._pause()

    def stop(self) -> None:
        """Begin nothing more."""
        self._stopped.set()

    def _next(self) -> Submission | None:
        """The next one, leased."""
        now = self._desk.clock.now()
        for seen in self.hold.allowed(self._due(now), now):
            if self._desk.journal.claim(seen, self._desk.owner.name):
                return seen
        return None

    def _due(self, now: int) -> tuple[Submission, ...]:
        if self._only is None:
            return self._desk.journal.due(_TO_DO, now)
        return tuple(each for each in self._mine() if each.due <= now and each.owner is None)

    def _mine(self) -> tuple[Submission, ...]:
        found = map(self._desk.journal.find, self._only or ())
        return tuple(each for each in found if each and each.state in _TO_DO)

    def _work(self, seen: Submission) -> None:
        try:
            if seen.state is FaxState.QUEUED:
                self._send(seen)
            else:
                self._settle(seen)
        finally:
            self._desk.journal.release(seen.id, self._desk.owner.name)

    # From queued to the service's answer

    def _send(self, seen: Submission) -> None:
        if self._wants_cancel(seen):
            self._step(seen, machine.called_off(seen, self._desk.clock.now()))
            return
        recipients = self._desk.journal.recipients(seen.id)
        documents = self._desk.journal.documents(seen.id)
        if request_digest(seen.request or "", recipients, documents) != seen.digest:
            self._step(seen, machine.held(ALTERED))
            return
        draft = draft_of(seen, recipients)
        if words := self._too_late(seen, draft):
            self._step(seen, machine.held(words))
            return
        placed = self._upload(seen, draft, documents)
        if placed is None:
            return
        begun, uploaded = placed
        # An upload takes its time, in which a person may have had second thoughts.
        if self._wants_cancel(begun):
            self._step(begun, machine.called_off(begun, self._desk.clock.now()))
            return
        self._submit(begun, uploaded, draft)

    def _too_late(self, seen: Submission, draft: Draft) -> Words | None:
        now = self._desk.clock.now()
        if now - seen.intent > self._rules.patience:
            return STALE
        moment = send_moment(draft, draft.recipients[0])
        if moment is None or seen.code == machine.CONFIRMED:
            return None
        send_at = milliseconds(moment)
        if send_at > seen.intent and now > send_at + _LATE_BY:
            return LATE
        return CLOCK if self._desk.clock.has_jumped() else None

    def _upload(
        self, seen: Submission, draft: Draft, documents: tuple[DocumentRow, ...]
    ) -> tuple[Submission, tuple[FaxDocument, ...]] | None:
        """See that the service has the documents; None when it does not, and the submission has its next step."""
        if not documents:
            return seen, ()
        begun = self._step(seen, machine.begin_upload(seen, len(documents)))
        if begun is None:
            return None
        try:
            if draft.prepared:
                return begun, (self._tiff(documents[0]),)
            with self._transfer_for(begun) as transfer:
                refs = self._uploads.place(documents, transfer)
        except Exception as failure:  # whatever it was, no fax was sent by it
            self._upload_failed(begun, failure)
            return None
        for position, (document, ref) in enumerate(zip(documents, refs, strict=True)):
            if ref != document.ref:
                self._desk.journal.rename_document(seen.id, position, ref)
        return begun, tuple(FaxDocument(ref) for ref in refs)

    def _tiff(self, document: DocumentRow) -> FaxDocument:
        """Prepared pages travel with the submission, but only where the service lacks them."""
        try:
            self._client.faxout.check_tiff_exists(document.ref)
        except NotFound:
            return FaxDocument(document.ref, fax_file(document.name, self._uploads.source(document)))
        return FaxDocument(document.ref)

    def _upload_failed(self, begun: Submission, failure: Exception) -> None:
        verdict = verdict_of_failure(failure)
        change = machine.upload_failed(begun, verdict, _words(failure), self._desk.clock.now(), self._rules)
        self._step(begun, change)
        self._after_failure(verdict, failure)

    def _submit(self, seen: Submission, documents: tuple[FaxDocument, ...], draft: Draft) -> None:
        begun = self._step(seen, machine.begin_submit(seen))
        if begun is None:
            return
        try:
            result = self._call(begun, documents, draft)
        except Exception as failure:  # also one that nobody foresaw: the request may have left
            verdict = verdict_of_failure(failure)
            self._step(begun, machine.attempt_failed(begun, verdict, _words(failure), self._desk.clock.now()))
            self._after_failure(verdict, failure)
            return
        self.hold.lift()
        changes = submit_changes(self._desk.journal.recipients(seen.id), result.recipients)
        now = self._desk.clock.now()
        self._step(
            begun,
            machine.incomplete(begun, now) if changes is None else machine.accepted(changes, now),
        )

    def _call(self, begun: Submission, documents: tuple[FaxDocument, ...], draft: Draft) -> SubmitResult:
        recipients = self._desk.journal.recipients(begun.id)
        faxout = self._client.faxout
        with self._transfer_for(begun) as transfer:
            if not draft.prepared:
                request = submit_request(begun, draft, recipients, documents, self._desk.spool.folder)
                return faxout.submit(request, cancel=transfer.cancel)
            message = message_request(begun, draft, recipients[0], documents[0])
            return faxout.submit_message(message, progress=transfer.progress, cancel=transfer.cancel)

    # From no answer to a known end

    def _settle(self, seen: Submission) -> None:
        recipients = self._desk.journal.recipients(seen.id)
        is_settled = self._desk.clock.now() - seen.since >= self._rules.graces[-1]
        try:
            found = search(self._client.faxout, seen, recipients, is_settled)
        except Refused as refusal:
            if verdict_of_failure(refusal) is Verdict.HOLD:
                self.hold.begin(_words(refusal))
            raise
        now = self._desk.clock.now()
        if found is not None:
            self.hold.lift()
            self._step(seen, machine.was_found(found, now))
        else:
            self._step(seen, machine.was_not_found(seen, self._wants_cancel(seen), now, self._rules))

    def _wants_cancel(self, seen: Submission) -> bool:
        wishes = self._desk.wishes.of(seen.id)
        return any(wish.kind is WishKind.CANCEL for wish in wishes if wish.state in ("open", "asked"))

    # What both need

    def _step(self, seen: Submission, change: Change) -> Submission | None:
        after = self._desk.journal.step(seen, change, self._desk.clock.now(), self._desk.owner.name)
        if after is None:
            _log.info("Somebody else has taken a step with submission %d", seen.id)
        return after

    def _after_failure(self, verdict: Verdict, failure: Exception) -> None:
        """Stop the queue where every fax would fail alike; go on with the next where only this one did."""
        if verdict is Verdict.HOLD:
            self.hold.begin(_words(failure))
        if isinstance(failure, Cancelled):
            return
        if verdict in (Verdict.NOT_SENT, Verdict.HOLD) or not isinstance(failure, (Refused, NotSent)):
            raise failure

    def _pause(self) -> float | None:
        if self._only is None:
            due = self._desk.journal.next_due(_TO_DO)
        else:
            due = min((each.due for each in self._mine()), default=None)
        if due is None:
            return None
        return max(0.0, (self.hold.not_before(due) - self._desk.clock.now()) / 1000)


def _words(failure: Exception) -> Words:
    trouble = as_trouble(failure)
    code = failure.code.value if isinstance(failure, Refused) else type(failure).__name__
    return Words(code, trouble.what, trouble.do)
