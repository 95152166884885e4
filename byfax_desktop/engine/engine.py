"""The engine: everything that goes on with an account in the background, told of by one bus of events."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.account import AccountState
from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.drafts import Draft
from byfax_desktop.engine.events import FaxSubmitted
from byfax_desktop.engine.inbox import Inbox
from byfax_desktop.engine.jobs import Job, Jobs
from byfax_desktop.engine.link import Link
from byfax_desktop.engine.loop import Loop
from byfax_desktop.engine.outbox import Outbox
from byfax_desktop.engine.patience import Patience
from byfax_desktop.engine.rhythm import InboxRhythm, OutboxRhythm
from byfax_desktop.engine.sender import Sender
from byfax_desktop.engine.uploads import Transfer
from byfax_desktop.store.database import Database
from byfax_desktop.store.received import ReceivedFaxes
from byfax_desktop.store.sent import SentFaxes

if TYPE_CHECKING:
    from byfax_desktop.service.client import ByfaxClient

DATABASE_NAME = "faxes.db"


class Engine:
    """Works for one account whose data lie in ``data_dir``; needs no window.

    All methods return at once. What they bring about comes as events on ``bus``, from threads of the engine; what
    fails comes as the trouble of a job or of the connection. ``poll_scale`` multiplies all pauses.
    Making an engine raises StoreTrouble when the data cannot be opened.
    """

    def __init__(self, client: ByfaxClient, data_dir: Path, poll_scale: float = 1.0) -> None:
        self.bus = EventBus()
        patience = Patience().scaled(poll_scale)
        database = Database(data_dir / DATABASE_NAME)
        sent = SentFaxes(database)
        self._jobs = Jobs(self.bus)
        self._link = Link(self.bus, on_return=self._wake_all)
        self._sender = Sender(client, sent, data_dir / "spool", patience)
        self._inbox = Inbox(client.inbox, ReceivedFaxes(database), data_dir / "inbox", self.bus)
        self._account = AccountState(client, data_dir / "covers", self.bus, patience)
        outbox = Outbox(client.faxout, sent, self.bus)
        self._outbox_rhythm = OutboxRhythm(outbox, patience, on_settled=self._account.look_at_balance)
        self._inbox_rhythm = InboxRhythm(self._inbox, patience)
        self._loops = (
            Loop("account", lambda: self._look_at_account(patience), self._link, patience),
            Loop("outbox", self._outbox_rhythm.look, self._link, patience),
            Loop("inbox", self._inbox_rhythm.look, self._link, patience),
        )

    def start(self) -> None:
        """Begin to look after the account."""
        self._link.begin()
        for loop in self._loops:
            loop.start()

    def close(self) -> None:
        """Stop looking and ask all jobs to end; waits for none of it."""
        for loop in self._loops:
            loop.close()
        self._jobs.close()

    def submit(self, draft: Draft) -> str:
        """Send a fax; returns the id of the job, which ends with FaxSubmitted or with its trouble."""
        return self._jobs.start(_name(draft), lambda job: self._submit(draft, job))

    def cancel_job(self, job_id: str) -> None:
        """Ask a job to end early."""
        self._jobs.cancel(job_id)

    def refresh(self) -> None:
        """Ask for everything anew."""
        self._outbox_rhythm.ask_all()
        self._inbox_rhythm.ask_all()
        self._wake_all()

    def watch(self, fast: bool) -> None:
        """Say whether a person watches the Outbox; then faxes on their way are looked at more often."""
        self._outbox_rhythm.is_watched = fast
        if fast:
            self._wake("outbox")

    def fetch_fax(self, ref: str) -> str:
        """Bring the pages of a received fax here; returns the id of the job."""
        return self._jobs.start(
            "Downloading a fax", lambda job: self._inbox.fetch(ref, job), key=f"fax {ref}"
        )

    def mark_read(self, ref: str) -> None:
        """A person has seen this received fax."""
        self._jobs.start("Marking a fax as read", lambda _: self._inbox.mark_read(ref), is_quiet=True)

    def fetch_cover_preview(self, ref: str) -> str:
        """Bring the preview of a cover page here; returns the id of the job."""
        fetch = self._account.fetch_cover_preview
        return self._jobs.start("Loading a cover page", lambda job: fetch(ref, job), key=f"cover {ref}")

    def _submit(self, draft: Draft, job: Job) -> None:
        try:
            sent = self._sender.send(draft, Transfer(job.progress, job.cancel))
        finally:
            self._outbox_rhythm.ask_new()
            self._wake("outbox")
        self.bus.publish(FaxSubmitted(job.job_id, sent.broadcast_refs[0], sent.refused))

    def _look_at_account(self, patience: Patience) -> float:
        self._account.look()
        return patience.account

    def _wake_all(self) -> None:
        for loop in self._loops:
            loop.wake()

    def _wake(self, name: str) -> None:
        for loop in self._loops:
            if loop.name == name:
                loop.wake()


def _name(draft: Draft) -> str:
    """What people call the job: the fax's subject, else its first document."""
    title = draft.subject or (draft.documents[0].name if draft.documents else "a cover page")
    return f"Sending {title}"
