"""The engine: everything that goes on with an account in the background, told of by one bus of events."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.account import AccountState
from byfax_desktop.engine.again import Again
from byfax_desktop.engine.answers import AnswerActions, WishAnswer
from byfax_desktop.engine.attempts import AttemptActions
from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.clock import moment
from byfax_desktop.engine.control import Control
from byfax_desktop.engine.cover_actions import CoverActions
from byfax_desktop.engine.desk import Desk
from byfax_desktop.engine.draft_actions import DraftActions
from byfax_desktop.engine.drafts import Draft
from byfax_desktop.engine.earlier import Earlier, EarlierActions
from byfax_desktop.engine.events import DraftFound, FaxQueued, FaxTakenBack, WaitingChanged, WishAnswered
from byfax_desktop.engine.fax_files import FaxFileActions, FaxFiles
from byfax_desktop.engine.fax_notes import FaxNoteActions, FaxNotes
from byfax_desktop.engine.guard.known import KnownNumbers
from byfax_desktop.engine.inbox import Inbox
from byfax_desktop.engine.intake import Intake
from byfax_desktop.engine.jobs import Job, Jobs
from byfax_desktop.engine.keeping import Keeping, KeepingActions
from byfax_desktop.engine.link import Link
from byfax_desktop.engine.loop import Loop
from byfax_desktop.engine.machine import Rules
from byfax_desktop.engine.monitor import Monitor
from byfax_desktop.engine.offer_actions import OfferActions
from byfax_desktop.engine.outbox import Outbox, OutboxActions
from byfax_desktop.engine.patience import Patience
from byfax_desktop.engine.previews import Previews
from byfax_desktop.engine.proof_actions import ProofActions
from byfax_desktop.engine.proving import Proving
from byfax_desktop.engine.reminders import Reminders
from byfax_desktop.engine.removing import RemovalActions, Removing
from byfax_desktop.engine.rest import RestActions, Rests
from byfax_desktop.engine.rhythm import InboxRhythm
from byfax_desktop.engine.sender import Sender
from byfax_desktop.engine.sent_pages import SentPages, SentPagesActions
from byfax_desktop.engine.sent_rows import SentRows
from byfax_desktop.engine.sequels import whole_history
from byfax_desktop.engine.silence import HEARING
from byfax_desktop.engine.stations import StationActions
from byfax_desktop.engine.tally import Tally, TallyActions
from byfax_desktop.engine.timeline import TimelineActions, Timelines
from byfax_desktop.engine.totals import TotalsActions
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.engine.uploads import Transfer
from byfax_desktop.engine.wishing import Wishing
from byfax_desktop.engine.words_in_pages import WordActions, WordsInPages
from byfax_desktop.engine.writing import Writing
from byfax_desktop.store.faxed import FaxedNumber, faxed_numbers
from byfax_desktop.store.kept_faxes import KeptFaxes
from byfax_desktop.store.page_words import PageWords
from byfax_desktop.store.received_count import ReceivedCount
from byfax_desktop.store.reminded import RemindedFaxes
from byfax_desktop.store.submissions import FOR_YOU, WAITING, HistoryEntry, Submission
from byfax_desktop.store.told_lists import ToldLists
from byfax_desktop.store.wishes import WishKind

if TYPE_CHECKING:
    from byfax_desktop.fax.turns import PageTurns
    from byfax_desktop.service.client import ByfaxClient

PREVIEWS_AT_ONCE = 3
FAXED_KNOWN = 10_000
"""How many of the numbers faxed last are suggested."""


class Engine(
    AnswerActions,
    AttemptActions,
    CoverActions,
    DraftActions,
    EarlierActions,
    FaxFileActions,
    FaxNoteActions,
    KeepingActions,
    OfferActions,
    OutboxActions,
    ProofActions,
    RemovalActions,
    RestActions,
    SentPagesActions,
    StationActions,
    TimelineActions,
    TallyActions,
    TotalsActions,
    WordActions,
):
    """Works for one account whose data lie in ``data_dir``; needs no window.

    All methods return at once. What they bring about comes as events on ``bus``, from threads of the engine; what
    fails comes as the trouble of a job or of the connection. ``poll_scale`` multiplies all pauses between questions
    to the service, ``rules`` say how long an answer that never came is waited for.
    Making an engine raises StoreTrouble when the data cannot be opened.
    """

    def __init__(
        self, client: ByfaxClient, data_dir: Path, poll_scale: float = 1.0, rules: Rules | None = None
    ) -> None:
        self.bus = EventBus()
        self._patience = Patience().scaled(poll_scale)
        rules = rules or Rules.standard()
        self._desk = Desk.open(data_dir)
        self._jobs = Jobs(self.bus)
        # The service takes its time over a preview: nothing else is to wait for that.
        self._preview_jobs = Jobs(self.bus, PREVIEWS_AT_ONCE)
        self._link = Link(self.bus, on_return=self._wake_all)
        self._transfers: dict[str, Job] = {}
        self._intake = Intake(self._desk)
        self._writing = Writing(self._desk)
        self._again = Again(self._desk)
        self._sender = Sender(self._desk, client, rules, self._transfer)
        self._monitor = Monitor(self._desk, client.faxout, self._patience, rules)
        self._wishing = Wishing(self._desk, self._stop_transfer, self._tell_answer)
        self._control = Control(self._desk, client.faxout, rules, self._tell_answer)
        self._outbox = Outbox(self._desk.rows, self.bus)
        self._sent_rows = SentRows(self._desk.rows, self._desk.order)
        self._inbox = Inbox(client.inbox, self._desk.received, self._desk.marks, data_dir / "inbox", self.bus)
        self._fax_notes = FaxNotes(self._desk.received.labels, self._inbox)
        self._removing = Removing(self._desk.received, self._inbox, client.inbox, self._desk.clock, self.bus)
        self._keeping = Keeping(KeptFaxes(self._desk.database), self._inbox, self._desk.owner, self.bus)
        self._tally = Tally(client.inbox, self._inbox, ReceivedCount(self._desk.database), self.bus)
        self._words_in_pages = WordsInPages(
            PageWords(self._desk.database), data_dir / "inbox", data_dir / "reading"
        )
        self._reminders = Reminders(
            RemindedFaxes(self._desk.database), self._desk.marks, self._inbox, self.bus
        )
        self._fax_files = FaxFiles(self._inbox, self._desk.received, data_dir / "lent", self.bus)
        self._sent_pages = SentPages(client.faxout, self._desk.journal, data_dir / "sent", self.bus)
        self._timelines = Timelines(self._desk, self._inbox.entry)
        self._proving = Proving(self._desk, self._sent_pages, self.bus, self._patience)
        self._rests = Rests(self._desk, self._again, self._sent_pages, self.bus)
        self._inbox_rhythm = InboxRhythm(self._inbox, self._patience)
        lists = ToldLists(self._desk.database)
        self._account = AccountState(client, data_dir / "covers", lists, self.bus, self._patience)
        self._open_covers(client.cover, data_dir)
        self._open_offers(client.inventory, lists)
        self._earlier = Earlier(self._desk, self._again, client.document, self.bus)
        self._previews = Previews(client.document, data_dir / "previews", self.bus, self._patience)
        self._waiting: WaitingChanged | None = None
        self._was_live = False
        self._change_count = -1
        self._telling = threading.Lock()
        self._loops = {
            "account": self._loop("account", self._look_at_account),
            "sender": self._loop("sender", self._send),
            "control": self._loop("control", self._carry_out),
            "outbox": self._loop("outbox", self._look_at_outbox),
            "inbox": self._loop("inbox", self._inbox_rhythm.look),
            "removing": self._loop("removing", self._remove),
            "proof": Loop("proof", self._prove, None, self._patience),
            "keeping": Loop("keeping", self._keep, None, self._patience),
            "reminders": Loop("reminders", self._remind, None, self._patience),
            "words": Loop("words", self._look_at_words, None, self._patience),
            "journal": Loop("journal", self._look_at_journal, None, self._patience),
        }

    def start(self) -> None:
        """Show what is known, and begin to look after the account."""
        self._link.begin()
        self._jobs.start("Looking for a draft", lambda _: self._find_draft(), is_quiet=True)
        self._jobs.start("Tidying up", lambda _: self._tidy(), is_quiet=True)
        self._jobs.start("Looking for deletions", lambda _: self._removing.show(), is_quiet=True)
        for loop in self._loops.values():
            loop.start()

    def close(self) -> None:
        """Stop looking and ask all jobs to end; waits for none of it. What is left goes on at the next start."""
        self._sender.stop()
        self._inbox_rhythm.stopped.set()
        self._keeping.stopped.set()
        self._fax_files.close()
        self._words_in_pages.close()
        self._removing.stopped.set()
        self._proving.stopped.set()
        for loop in self._loops.values():
            loop.close()
        self._jobs.close()
        self._preview_jobs.close()

    # What a person does

    def submit(self, draft: Draft, take_back: float = 0.0) -> str:
        """Send a fax; returns the id of the job, which ends with FaxQueued or with its trouble.

        For ``take_back`` seconds, 0 to 60, it can be taken back.
        """
        return self._jobs.start(_name(draft), lambda job: self._submit(draft, take_back, job))

    def wish(self, kind: WishKind, broadcast_ref: str, message_ref: str = "") -> str:
        """Pause, resume, cancel, resubmit or delete a fax, or one recipient's; returns the id of the job.

        The job ends with trouble where that cannot be; else it is done, or kept until the service can be reached.
        """
        return self._jobs.start(
            kind.value.capitalize(), lambda _: self._wish(kind, broadcast_ref, message_ref), is_quiet=True
        )

    def take_back(self, broadcast_refs: tuple[str, ...]) -> str:
        """Take a fax back that was just sent; returns the id of the job, which ends with FaxTakenBack or trouble."""
        return self._jobs.start("Taking a fax back", lambda job: self._take_back(broadcast_refs, job))

    def go_on(self) -> None:
        """A person has put right what stopped the queue."""
        self._jobs.start("Going on", lambda _: self._end_hold(), is_quiet=True)

    def cancel_job(self, job_id: str) -> None:
        """Ask a job to end early; where it hands a fax over, that fax is not to be sent."""
        handed_over = (ref for ref, job in tuple(self._transfers.items()) if job.job_id == job_id)
        if ref := next(handed_over, None):
            self.wish(WishKind.CANCEL, ref)
        else:
            self._jobs.cancel(job_id)
            self._preview_jobs.cancel(job_id)

    def refresh(self) -> None:
        """Ask for everything anew."""
        self._inbox_rhythm.ask_all()
        self._jobs.start("Refreshing", lambda _: self._refresh(), key="refresh", is_quiet=True)

    def wake_up(self) -> None:
        """The computer has slept: ask for everything anew, and take the time that passed for no sign of anything."""
        HEARING.lose()
        self._monitor.forget_missed()
        self.refresh()

    def watch(self, fast: bool) -> None:
        """Say whether a person watches the Outbox; then faxes on their way are looked at more often."""
        self._jobs.start("Watching", lambda _: self._watch(fast), is_quiet=True)

    def fetch_fax(self, ref: str, anew: bool = False) -> str:
        """Bring the pages of a received fax here, ``anew`` also where a file is; returns the id of the job."""
        return self._jobs.start(
            "Downloading a fax", lambda job: self._inbox.fetch(ref, job, anew), key=f"fax {anew} {ref}"
        )

    def mark_read(self, *refs: str, is_read: bool = True) -> None:
        """A person has seen these received faxes, or wants them to be as new."""
        self._jobs.start("Marking", lambda _: self._inbox.mark_read(*refs, is_read=is_read), is_quiet=True)

    def turn_fax(self, ref: str, turns: PageTurns) -> None:
        """Have the pages of a received fax lie so from now on; writes to the disk. Raises StoreTrouble."""
        self._inbox.keep_turns(ref, turns)

    def preview_document(self, path: Path) -> str:
        """Have the service make pages of a document and bring them here; returns the id of the job.

        It ends with DocumentPreviewReady or with its trouble. The same content is brought once.
        """
        return self._preview_jobs.start(
            f"Loading the pages of {path.name}", lambda job: self._previews.fetch(path, job)
        )

    # What a person reads; these read the disk

    def faxed_before(self) -> tuple[FaxedNumber, ...]:
        """The numbers that were faxed before, those faxed last first; reads the disk. Raises StoreTrouble."""
        return faxed_numbers(self._desk.database, FAXED_KNOWN)

    def history(self, broadcast_ref: str) -> tuple[HistoryEntry, ...]:
        """All that happened to a fax, in order, with what was made of it. Raises StoreTrouble."""
        return whole_history(self._desk, broadcast_ref)

    def known_numbers(self) -> KnownNumbers:
        """What is known of numbers before a fax goes to them. Raises StoreTrouble."""
        return KnownNumbers.read(self._desk)

    # On threads of the engine

    def _submit(self, draft: Draft, take_back: float, job: Job) -> None:
        refs = self._intake.take(draft, take_back, Transfer(job.progress, job.cancel))
        # Whoever presses Send expects it to be tried, whatever stopped the faxes before.
        self._sender.hold.end_now()
        seen = self._desk.journal.find(refs[0])
        self.bus.publish(FaxQueued(job.job_id, refs, moment(seen.due) if seen else None))
        self._changed()
        self._loops["sender"].wake()

    def _wish(self, kind: WishKind, broadcast_ref: str, message_ref: str) -> None:
        self._wishing.wish(kind, broadcast_ref, message_ref)
        self._changed()
        self._loops["sender"].wake()
        self._loops["control"].wake()

    def _tell_answer(self, answer: WishAnswer) -> None:
        self.bus.publish(WishAnswered(answer))

    def _tidy(self) -> None:
        self._desk.tidy()
        self._again.tidy(self._writing)
        self._fax_files.tidy()
        self._proving.hurry()
        self._loops["proof"].wake()

    def _find_draft(self) -> None:
        draft = self._writing.latest()
        if draft:
            self.bus.publish(DraftFound(draft))

    def _take_back(self, broadcast_refs: tuple[str, ...], job: Job) -> None:
        draft = self._intake.take_back(broadcast_refs)
        self._changed()
        self.bus.publish(FaxTakenBack(job.job_id, draft))

    def _end_hold(self) -> None:
        self._sender.hold.end_now()
        self._loops["sender"].wake()

    def _refresh(self) -> None:
        self._sender.hold.end_now()
        self._monitor.ask_all()
        self._wake_all()

    def _watch(self, fast: bool) -> None:
        self._monitor.watch(fast)
        if fast:
            self._loops["outbox"].wake()

    def _send(self) -> float:
        try:
            pause = self._sender.look()
        finally:
            self._changed()
            self._loops["outbox"].wake()
            self._loops["proof"].wake()
        return self._patience.idle if pause is None else min(pause, self._patience.idle)

    def _carry_out(self) -> float:
        try:
            pause = self._control.look()
        finally:
            self._changed()
        if pause is None:
            return self._patience.idle
        return pause

    def _look_at_outbox(self) -> float:
        try:
            pause = self._monitor.look()
            HEARING.regain()
            return pause
        finally:
            self._changed()
            self._loops["proof"].wake()

    def _look_at_account(self) -> float:
        self._account.look()
        return self._patience.account

    def _remind(self) -> float:
        self._reminders.look()
        return self._patience.reminders

    def _look_at_journal(self) -> float:
        """Notice what another program has done with the same journal."""
        before, self._change_count = self._change_count, self._desk.database.change_count()
        if before != self._change_count:
            self._loops["sender"].wake()
            self._loops["control"].wake()
            self._loops["removing"].wake()
        self._inbox.show()
        self._changed()
        return self._patience.journal

    def _changed(self) -> None:
        """Tell of what has changed in the journal."""
        self._outbox.show()
        journal = self._desk.journal
        with self._telling:
            # Counted inside the lock: several threads tell, and what was counted last must be heard last.
            waiting = journal.count(WAITING | FOR_YOU)
            hold = self._sender.hold.words if waiting else None
            told = WaitingChanged(
                waiting, journal.count(FOR_YOU), Trouble(hold.what, hold.advice, hold.code) if hold else None
            )
            if told != self._waiting:
                self._waiting = told
                self.bus.publish(told)
            is_live = journal.next_look() is not None
            has_settled, self._was_live = self._was_live and not is_live, is_live
        if has_settled:
            self._account.look_at_balance()

    @contextmanager
    def _transfer(self, seen: Submission) -> Iterator[Transfer]:
        with self._jobs.follow(f"Sending {seen.subject or 'a fax'}") as job:
            self._transfers[seen.broadcast_ref] = job
            try:
                yield Transfer(job.progress, job.cancel)
            finally:
                del self._transfers[seen.broadcast_ref]

    def _stop_transfer(self, broadcast_ref: str) -> None:
        job = self._transfers.get(broadcast_ref)
        if job:
            job.cancel.set()

    def _loop(self, name: str, look: Callable[[], float]) -> Loop:
        return Loop(name, look, self._link, self._patience)

    def _wake_all(self) -> None:
        for loop in self._loops.values():
            loop.wake()


def _name(draft: Draft) -> str:
    """What people call the job: the fax's subject, else its first document."""
    title = draft.subject or (draft.documents[0].name if draft.documents else "a cover page")
    return f"Sending {title}"
