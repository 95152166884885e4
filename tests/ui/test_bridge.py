"""From the engine's threads to the window's."""

from __future__ import annotations

import threading
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from pytestqt.qtbot import QtBot
from tab_doubles import NOON

from byfax_desktop.engine.answers import WishAnswer
from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.drafts import Draft
from byfax_desktop.engine.events import (
    BalanceChanged,
    Connection,
    ConnectionChanged,
    CoverPreviewReady,
    CoversChanged,
    DocumentPreviewReady,
    DraftFound,
    EarlierDocumentReady,
    Event,
    EvidenceReady,
    FaxesDeleted,
    FaxesRestored,
    FaxesUnread,
    FaxFilesReady,
    FaxPagesReady,
    FaxQueued,
    FaxTakenBack,
    FilledCoverReady,
    InboxChanged,
    InboxTallied,
    JobFinished,
    JobProgress,
    JobStarted,
    KeepingTroubled,
    NotesChanged,
    NumbersChanged,
    OffersChanged,
    OutboxChanged,
    RemovalWished,
    RestReady,
    SentPagesReady,
    WaitingChanged,
    WishAnswered,
)
from byfax_desktop.engine.offered import KnownOffers
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import Balance
from byfax_desktop.service.requests import FaxFilter
from byfax_desktop.store.removals import RemovalScope
from byfax_desktop.store.wishes import WishKind
from byfax_desktop.ui.bridge import EngineBridge

EVENTS: tuple[tuple[str, Event], ...] = (
    ("connection_changed", ConnectionChanged(Connection.ONLINE)),
    ("balance_changed", BalanceChanged(Balance(StateCode.SUCCESS, None, Decimal("1"), "EUR"))),
    ("outbox_changed", OutboxChanged(None)),
    ("inbox_changed", InboxChanged(())),
    ("numbers_changed", NumbersChanged(())),
    ("covers_changed", CoversChanged(())),
    ("cover_preview_ready", CoverPreviewReady("c", Path("p"))),
    ("earlier_document_ready", EarlierDocumentReady("j", Path("p"))),
    ("filled_cover_ready", FilledCoverReady("j", Path("p"))),
    ("document_preview_ready", DocumentPreviewReady(Path("d"), Path("p"))),
    ("job_started", JobStarted("j", "Sending")),
    ("job_progress", JobProgress("j", 1, 2)),
    ("job_finished", JobFinished("j")),
    ("fax_queued", FaxQueued("j", ("b",))),
    ("fax_taken_back", FaxTakenBack("j", Draft())),
    ("draft_found", DraftFound(Draft())),
    ("waiting_changed", WaitingChanged(2, 1)),
    ("fax_pages_ready", FaxPagesReady("f", Path("p"))),
    ("faxes_unread", FaxesUnread(())),
    ("inbox_tallied", InboxTallied(FaxFilter(), 3, 2)),
    ("fax_files_ready", FaxFilesReady("j", (Path("a.pdf"),))),
    ("sent_pages_ready", SentPagesReady("j", "m", Path("p"))),
    ("evidence_ready", EvidenceReady("j", Path("p"))),
    ("rest_ready", RestReady("j", Draft())),
    ("wish_answered", WishAnswered(WishAnswer(WishKind.PAUSE, "b", "", NOON))),
    ("keeping_troubled", KeepingTroubled(Trouble("a", "b"))),
    ("notes_changed", NotesChanged()),
    ("offers_changed", OffersChanged(KnownOffers())),
    ("removal_wished", RemovalWished(("f",), RemovalScope.EVERYWHERE, 10)),
    ("faxes_restored", FaxesRestored(("f",))),
    ("faxes_deleted", FaxesDeleted(("f",))),
)


@pytest.mark.parametrize(("signal", "event"), EVENTS, ids=[name for name, _ in EVENTS])
def test_each_event_has_its_signal(qtbot: QtBot, signal: str, event: Event) -> None:
    bus, bridge = EventBus(), EngineBridge()
    bridge.listen_to(bus)
    with qtbot.waitSignal(getattr(bridge, signal)) as heard:
        bus.publish(event)
    assert heard.args == [event]


def test_no_event_is_forgotten() -> None:
    assert {type(event) for _, event in EVENTS} == set(get_args(Event))


def test_what_another_thread_publishes_arrives_on_the_thread_of_the_window(qtbot: QtBot) -> None:
    bus, bridge = EventBus(), EngineBridge()
    bridge.listen_to(bus)
    heard_on: list[threading.Thread] = []
    bridge.job_started.connect(lambda _: heard_on.append(threading.current_thread()))
    thread = threading.Thread(target=bus.publish, args=(JobStarted("j", "Sending"),))
    with qtbot.waitSignal(bridge.job_started):
        thread.start()
    assert heard_on == [threading.main_thread()]


def test_a_publisher_does_not_wait_for_the_window(qtbot: QtBot) -> None:
    bus, bridge = EventBus(), EngineBridge()
    bridge.listen_to(bus)
    heard: list[object] = []
    bridge.job_started.connect(heard.append)
    bus.publish(JobStarted("j", "Sending"))
    assert heard == []
    qtbot.waitUntil(lambda: len(heard) == 1)


def test_nothing_of_the_account_before_arrives_any_more(qtbot: QtBot) -> None:
    before, now, bridge = EventBus(), EventBus(), EngineBridge()
    heard: list[object] = []
    bridge.job_started.connect(heard.append)
    bridge.listen_to(before)
    before.publish(JobStarted("old", "on its way when the account changes"))
    bridge.listen_to(now)
    before.publish(JobStarted("old", "later"))
    now.publish(JobStarted("new", "Sending"))
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [JobStarted("new", "Sending")]
    bridge.stop()
    now.publish(JobStarted("new", "after the end"))
    with qtbot.assertNotEmitted(bridge.job_started, wait=50):
        pass
