"""From the engine's bus to Qt: each event becomes a signal on the thread of the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from byfax_desktop.engine.bus import EventBus
    from byfax_desktop.engine.events import Event


class EngineBridge(QObject):
    """One signal per event type of ``engine.events``; each carries the event itself.

    The engine publishes on its own threads; what is connected here runs on the thread this object lives on, in the
    order of publishing, and nothing of a bus arrives any more once another is listened to.
    """

    connection_changed = Signal(object)
    balance_changed = Signal(object)
    outbox_changed = Signal(object)
    inbox_changed = Signal(object)
    faxes_unread = Signal(object)
    inbox_tallied = Signal(object)
    numbers_changed = Signal(object)
    offers_changed = Signal(object)
    covers_changed = Signal(object)
    cover_preview_ready = Signal(object)
    filled_cover_ready = Signal(object)
    document_preview_ready = Signal(object)
    earlier_document_ready = Signal(object)
    job_started = Signal(object)
    job_progress = Signal(object)
    job_finished = Signal(object)
    fax_queued = Signal(object)
    fax_taken_back = Signal(object)
    draft_found = Signal(object)
    waiting_changed = Signal(object)
    fax_pages_ready = Signal(object)
    fax_files_ready = Signal(object)
    sent_pages_ready = Signal(object)
    evidence_ready = Signal(object)
    rest_ready = Signal(object)
    wish_answered = Signal(object)
    keeping_troubled = Signal(object)
    notes_changed = Signal(object)
    removal_wished = Signal(object)
    faxes_restored = Signal(object)
    faxes_deleted = Signal(object)

    _arrived = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus: EventBus | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self._arrived.connect(self._hand_on, Qt.ConnectionType.QueuedConnection)

    def listen_to(self, bus: EventBus) -> None:
        """Hand on what ``bus`` publishes from now on, and nothing of the one before."""
        self.stop()
        self._bus = bus
        self._unsubscribe = bus.subscribe(lambda event: self._arrived.emit(bus, event))

    def stop(self) -> None:
        """Hand on nothing any more."""
        if self._unsubscribe:
            self._unsubscribe()
        self._bus = self._unsubscribe = None

    @Slot(object, object)
    def _hand_on(self, bus: EventBus, event: Event) -> None:
        if bus is self._bus:
            getattr(self, _SIGNALS[type(event).__name__]).emit(event)


# By name, because the events' own module is not needed, and not imported, before the first paint.
_SIGNALS = {
    "ConnectionChanged": "connection_changed",
    "BalanceChanged": "balance_changed",
    "OutboxChanged": "outbox_changed",
    "InboxChanged": "inbox_changed",
    "FaxesUnread": "faxes_unread",
    "InboxTallied": "inbox_tallied",
    "NumbersChanged": "numbers_changed",
    "OffersChanged": "offers_changed",
    "CoversChanged": "covers_changed",
    "CoverPreviewReady": "cover_preview_ready",
    "FilledCoverReady": "filled_cover_ready",
    "DocumentPreviewReady": "document_preview_ready",
    "EarlierDocumentReady": "earlier_document_ready",
    "JobStarted": "job_started",
    "JobProgress": "job_progress",
    "JobFinished": "job_finished",
    "FaxQueued": "fax_queued",
    "FaxTakenBack": "fax_taken_back",
    "DraftFound": "draft_found",
    "WaitingChanged": "waiting_changed",
    "FaxPagesReady": "fax_pages_ready",
    "FaxFilesReady": "fax_files_ready",
    "SentPagesReady": "sent_pages_ready",
    "EvidenceReady": "evidence_ready",
    "RestReady": "rest_ready",
    "WishAnswered": "wish_answered",
    "KeepingTroubled": "keeping_troubled",
    "NotesChanged": "notes_changed",
    "RemovalWished": "removal_wished",
    "FaxesRestored": "faxes_restored",
    "FaxesDeleted": "faxes_deleted",
}
