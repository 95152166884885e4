"""The telephone line of the service in a box: takes every fax from step to step until its fate is met."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from decimal import Decimal

from byfax_desktop.sandbox.basics import new_ref
from byfax_desktop.sandbox.fates import Fate, fate
from byfax_desktop.sandbox.pace import Pace
from byfax_desktop.sandbox.pages import PageMaker
from byfax_desktop.sandbox.store import Store
from byfax_desktop.sandbox.submit import PRICE_A_PAGE
from byfax_desktop.sandbox.things import FINAL, Account, Broadcast, Did, Document, Inbound, Message

DIAL_SECONDS = 2.5
PAGE_SECONDS = 2.0
QUEUE_SECONDS = 1.5
RETRY_SECONDS = 5.0
"""How long things take at speed 1."""

_log = logging.getLogger(__name__)


class Line:
    """Works on a thread of its own; ``step`` does what is due, for tests that hold the clock."""

    def __init__(self, store: Store, pace: Pace, maker: PageMaker) -> None:
        self._store = store
        self._pace = pace
        self._maker = maker
        self._wake = threading.Event()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="byfax-line", daemon=True)
        self._steps: Mapping[str, Callable[[Message, Broadcast], None]] = {
            "PENDING": self._prepare,
            "PREPARING": self._prepare,
            "READY": self._queue,
            "SUBMITTED": self._dial,
            "DELIVERING": self._deliver,
        }

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def wake(self) -> None:
        """There is something new to do."""
        self._wake.set()

    def close(self) -> None:
        """Stop after the step that is under way."""
        self._closed = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(10)

    def step(self) -> float | None:
        """Do all that is due; returns the seconds until something is due again, ``None`` when nothing waits."""
        for document in self._store.all(Document):
            self._convert(document)
        for message in self._store.all(Message):
            if message.state in self._steps and message.due <= self._pace.now():
                self._advance(message)
        waiting = [m.due for m in self._store.all(Message) if m.state in self._steps]
        waiting += [d.ready_at for d in self._store.all(Document) if d.ready_at > self._pace.now()]
        if not waiting:
            return None
        return max(0.0, (min(waiting) - self._pace.now()).total_seconds())

    def _run(self) -> None:
        while not self._closed:
            self._wake.clear()
            try:
                pause = self.step()
            except Exception:
                if self._closed:
                    return
                _log.exception("the line")
                pause = 1.0
            self._wake.wait(pause)

    def _convert(self, document: Document) -> None:
        """Make a document's pages ahead, as the service does for FINE and TEXT; a failure is noted on it."""
        if document.fault or document.group == "UNK" or self._maker.has(document):
            return
        try:
            self._maker.document(document, "FINE", "TEXT")
        except Exception as trouble:
            _log.info("%s could not be converted: %s", document.ref, type(trouble).__name__)
            document.fault = "FILE_CONVERTION_FAILED"
            self._store.save(document)

    def _advance(self, message: Message) -> None:
        broadcast = self._store.find(Broadcast, message.broadcast_ref)
        assert broadcast is not None
        with self._store.lock:
            self._steps[message.state](message, broadcast)
            self._store.save(message)

    def _prepare(self, message: Message, broadcast: Broadcast) -> None:
        try:
            message.blob, message.pages_total = self._maker.fax(broadcast, message, self._pace.now())
        except Exception as trouble:
            _log.info("%s could not be prepared: %s", message.ref, type(trouble).__name__)
            self._end(message, "FAILED", "FILE_CONVERTION_FAILED")
            return
        message.state, message.due = "READY", self._pace.later(QUEUE_SECONDS / 2)

    def _queue(self, message: Message, _broadcast: Broadcast) -> None:
        message.state, message.due = "SUBMITTED", self._pace.later(QUEUE_SECONDS)

    def _dial(self, message: Message, _broadcast: Broadcast) -> None:
        message.state, message.reason = "DELIVERING", ""
        message.attempt += 1
        message.pages_sent = 0
        message.call_started, message.fax_started, message.call_ended = self._pace.now(), None, None
        message.due = self._pace.later(DIAL_SECONDS)

    def _deliver(self, message: Message, broadcast: Broadcast) -> None:
        known = fate(message.recipient.number, frozenset(did.number for did in self._store.all(Did)))
        if message.fax_started is None and not self._answered(message, broadcast, known):
            return
        dropped_at = None
        if known.drops_after_page is not None:
            dropped_at = min(known.drops_after_page, message.pages_total - 1)
        if dropped_at is not None and message.pages_sent >= dropped_at:
            self._end(message, "FAILED", known.reason)
        elif message.pages_sent < message.pages_total:
            message.pages_sent += 1
            message.due = self._pace.later(PAGE_SECONDS)
        else:
            self._arrived(message, broadcast)

    def _answered(self, message: Message, broadcast: Broadcast, known: Fate) -> bool:
        """Whether a fax machine took the call; if not, the message has its next state."""
        engaged = message.retries_done < known.busy_tries
        if engaged or (not known.delivered and known.drops_after_page is None):
            reason = "BUSY" if engaged else known.reason
            message.call_ended = self._pace.now()
            if (engaged or known.retried) and message.retries_done < broadcast.busy_retry:
                message.retries_done += 1
                message.state, message.reason = "SUBMITTED", reason
                message.due = self._pace.later(RETRY_SECONDS)
            else:
                self._end(message, "FAILED", reason)
            return False
        message.fax_started = self._pace.now()
        return True

    def _arrived(self, message: Message, broadcast: Broadcast) -> None:
        self._end(message, "SUCCESS", "SUCCESS")
        message.delivered = message.call_ended
        cost = PRICE_A_PAGE * message.pages_total
        message.cost = str(cost)
        account = self._store.find(Account, "account")
        assert account is not None
        account.balance = str(max(Decimal(0), Decimal(account.balance) - cost))
        self._store.save(account)
        if any(did.number == message.recipient.number for did in self._store.all(Did)):
            self._store.save(self._inbound(message, broadcast))

    def _inbound(self, message: Message, broadcast: Broadcast) -> Inbound:
        sender = broadcast.sender
        assert message.call_started is not None
        assert message.call_ended is not None
        return Inbound(
            new_ref(),
            message.recipient.number,
            sender.number or "",
            message.call_ended,
            (sender.company or sender.name or "BYFAX")[:20],
            message.pages_total,
            broadcast.quality,
            duration=round((message.call_ended - message.call_started).total_seconds()),
            blob=message.blob,
        )

    def _end(self, message: Message, state: str, reason: str) -> None:
        assert state in FINAL
        message.state, message.reason = state, reason
        message.call_ended = self._pace.now()
