"""A fax to one's own number, followed step by step: from the key to the Inbox."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.widgets.texts import money

if TYPE_CHECKING:
    from byfax_desktop.engine.events import FaxQueued, InboxChanged, JobFinished, OutboxEntry
    from byfax_desktop.service.records import Balance, InboundFax, Message
    from byfax_desktop.ui.session import Session

PATIENCE_MS = 15 * 60 * 1000
"""How long nothing may happen in a step before the test ends; the fax itself goes on."""
_FOLDER, _NAME = "self-test", "byFax test.txt"
_SLACK = timedelta(minutes=2)
"""By how much the clocks of the sending and the receiving side of byFax may differ."""
_TEXT = """byFax Desktop

This is a test fax.

It was sent by byFax Desktop to one of its own numbers at {moment}.
If you can read this in the Inbox, sending and receiving both work.
"""
_GO_ON = "The fax goes on without this test; see the Outbox."


class Step(Enum):
    """The steps, in the order in which they are taken; the value is what stands beside the mark."""

    KEY = "Key accepted"
    BALANCE = "Balance"
    DOCUMENT = "Document made"
    HANDED = "Handed over to byFax"
    CALLED = "Number called, fax delivered"
    RECEIVED = "Received in the Inbox"


class Stand(Enum):
    """How it stands with a step; the value is its icon."""

    WAITING = "state-waiting"
    UNDER_WAY = "state-active"
    DONE = "state-delivered"
    FAILED = "state-failed"


@dataclass(frozen=True, slots=True)
class StepTold:
    """How it stands with a step now, in words."""

    step: Step
    stand: Stand
    words: str = ""


class SelfTest(QObject):
    """One test of the open account. ``check`` asks the service for the balance, and answers by a callback."""

    told = Signal(object)
    """A StepTold, each time that something is new."""
    ended = Signal(bool)
    """All is well, or not."""

    def __init__(
        self,
        session: Session,
        check: Callable[[Callable[[Balance | Trouble], None]], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._check = check
        self._number = self._job_id = self._ref = ""
        self._step: Step | None = None
        self._called: Message | None = None
        self._inbox: tuple[InboundFax, ...] = ()
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._give_up)
        bridge = session.bridge
        bridge.fax_queued.connect(self._note_queued)
        bridge.job_finished.connect(self._note_finished)
        bridge.outbox_changed.connect(self._look)
        bridge.inbox_changed.connect(self._note_inbox)
        session.account_changed.connect(self._lose_account)

    @property
    def is_running(self) -> bool:
        """Whether a step is under way."""
        return self._step is not None

    def begin(self, number: str) -> None:
        """Send a fax to ``number`` (E.164), one of the account's own, and follow it."""
        self._number = number
        self._enter(Step.KEY)
        self._check(self._checked)

    def stop(self) -> None:
        """Follow it no more."""
        self._patience.stop()
        self._step = None

    def _checked(self, result: Balance | Trouble) -> None:
        if self._step is not Step.KEY:
            return
        if isinstance(result, Trouble):
            self._fail(result.what, result.do)
            return
        self._done("byFax knows the api-key and api-secret.", Step.BALANCE)
        if result.value is not None and result.value <= 0:
            self._fail("There is no money in the account.", "Top it up at byFax, then test again.")
            return
        self._done(money(result.value, result.currency or "") or "byFax does not tell it.", Step.DOCUMENT)
        folder = self._session.data_dir / _FOLDER
        self._session.workers.run(lambda: write_test_page(folder), self._written)

    def _written(self, page: Path | Trouble) -> None:
        if self._step is not Step.DOCUMENT:
            return
        if isinstance(page, Trouble):
            self._fail(page.what, page.do)
            return
        from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity

        self._job_id = self._session.engine.submit(
            Draft(
                documents=(page,),
                recipients=(DraftRecipient(self._number, "Test to myself"),),
                sender=SenderIdentity("byFax Desktop", number=self._number),
                subject="Test fax",
                prepared=True,
            )
        )

    def _note_queued(self, event: FaxQueued) -> None:
        if self._step is Step.DOCUMENT and event.job_id == self._job_id:
            self._ref = event.broadcast_refs[0]
            self._done("One page, made on this computer.", Step.HANDED)
            self._look()

    def _note_finished(self, event: JobFinished) -> None:
        if self._step is Step.DOCUMENT and event.job_id == self._job_id and event.trouble:
            self._fail(event.trouble.what, event.trouble.do)

    def _look(self, _event: object = None) -> None:
        if self._step in (Step.HANDED, Step.CALLED):
            engine, ref = self._session.engine, self._ref

            def read() -> OutboxEntry | None:
                row = engine.sent_row(ref, False)
                found = engine.sent_faxes([row], False) if row is not None else {}
                return found[row].entry if row in found else None

            self._session.workers.run(read, self._show)

    def _show(self, entry: OutboxEntry | Trouble | None) -> None:
        if self._step not in (Step.HANDED, Step.CALLED) or entry is None:
            return
        if isinstance(entry, Trouble):
            self._fail(entry.what, entry.do)
            return
        from byfax_desktop.engine.words import StateKind, broadcast_words

        words = broadcast_words(entry)
        local, trouble = entry.local, entry.local.trouble if entry.local else None
        if self._step is Step.HANDED and local and local.is_there:
            self._done("byFax has the fax.", Step.CALLED)
        if words.kind in (StateKind.FAILED, StateKind.STOPPED):
            self._fail(f"{words.text}.", trouble.do if trouble else _advice(entry))
        elif words.kind is StateKind.DELIVERED and entry.messages:
            self._called = entry.messages[0].message
            self._done(words.text, Step.RECEIVED)
            self._session.engine.refresh()
            self._seek()
        elif self._step:
            advice = f"{trouble.what} {trouble.do}" if trouble else words.text
            self._tell(self._step, Stand.UNDER_WAY, advice)

    def _note_inbox(self, event: InboxChanged) -> None:
        if self._step:
            self._inbox = tuple(entry.fax for entry in event.faxes)
            self._seek()

    def _seek(self) -> None:
        if self._step is Step.RECEIVED and self._called:
            found = next(filter(partial(is_of, self._called, self._number), self._inbox), None)
            if found:
                pages = "1 page" if found.pages in (None, 1) else f"{found.pages} pages"
                self._tell(Step.RECEIVED, Stand.DONE, f"{pages}. Sending and receiving both work.")
                self.stop()
                self.ended.emit(True)

    def _enter(self, step: Step) -> None:
        self._step = step
        self._patience.start()
        self._tell(step, Stand.UNDER_WAY)

    def _done(self, words: str, then: Step) -> None:
        assert self._step is not None
        self._tell(self._step, Stand.DONE, words)
        self._enter(then)

    def _fail(self, what: str, do: str) -> None:
        assert self._step is not None
        self._tell(self._step, Stand.FAILED, f"{what} {do}".strip())
        self.stop()
        self.ended.emit(False)

    def _tell(self, step: Step, stand: Stand, words: str = "") -> None:
        self.told.emit(StepTold(step, stand, words))

    def _give_up(self) -> None:
        if self._step is Step.RECEIVED:
            what = "It was delivered, but has not come into the Inbox for 15 minutes."
            self._fail(what, "See at byFax whether this number receives faxes.")
        else:
            self._fail("Nothing has happened for 15 minutes.", _GO_ON)

    def _lose_account(self) -> None:
        if self._step:
            self._fail("Another account was opened.", _GO_ON)


def is_of(sent: Message, number: str, fax: InboundFax) -> bool:
    """Whether a received fax can be the one that was sent: both times are byFax's own."""
    begun = sent.call_started or sent.fax_started or sent.call_ended
    is_after = begun is None or (fax.received is not None and fax.received >= begun - _SLACK)
    return fax.did == number and is_after


def write_test_page(folder: Path) -> Path:
    """The document of a test, in a folder for its owner alone. Raises OSError."""
    from byfax_desktop.desktop.paths import private_folder, write_private

    path = private_folder(folder) / _NAME
    write_private(path, _TEXT.format(moment=f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S %Z}"))
    return path


def _advice(entry: OutboxEntry) -> str:
    """What to do about a number that was not reached."""
    from byfax_desktop.service.sentences import sentence

    reason = entry.messages[0].message.reason if entry.messages else None
    told = sentence(reason) if reason else None
    return f"{told.what} {told.do}" if told else "See the Outbox for what can be done."
