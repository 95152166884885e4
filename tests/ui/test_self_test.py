"""The fax to oneself that shows whether an account works, step by step."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from sent_in_memory import tell
from shell_doubles import DEMO, REAL, engine_of, shell_session
from tab_doubles import entry, local_entry, message, received

from byfax_desktop.desktop.accounts import TEST_URL, Account
from byfax_desktop.engine.events import FaxQueued, InboxChanged, JobFinished, LocalState, OutboxEntry
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import Balance, InboundFax, Message
from byfax_desktop.service.states import BroadcastState, RecipientState
from byfax_desktop.store.submissions import FaxState
from byfax_desktop.ui.accounts.self_test import Step, is_of, write_test_page
from byfax_desktop.ui.accounts.self_test_dialog import SelfTestDialog
from byfax_desktop.ui.session import Session

NUMBER = "+375170000001"
CALLED = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


class Service:
    """Answers the dialog's two questions at once, as the test says."""

    def __init__(self) -> None:
        self.balance: Balance | Trouble = Balance(StateCode.SUCCESS, None, Decimal("25.5"), "EUR")
        self.numbers: tuple[str, ...] | Trouble = (NUMBER, "+375170000002")

    def check(self, then: Callable[[Balance | Trouble], None]) -> None:
        then(self.balance)

    def list(self, then: Callable[[tuple[str, ...] | Trouble], None]) -> None:
        then(self.numbers)


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path, REAL)


def open_dialog(qtbot: QtBot, session: Session, service: Service, account: Account = REAL) -> SelfTestDialog:
    dialog = SelfTestDialog(session, account, service.check, service.list)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def press(dialog: SelfTestDialog, name: str) -> None:
    button = dialog.findChild(QPushButton, f"self_test_{name}")
    assert isinstance(button, QPushButton)
    assert button.isEnabled(), name
    button.click()


def said(dialog: SelfTestDialog, step: Step) -> str:
    label = dialog.findChild(QLabel, f"self_test_{step.name.lower()}")
    assert isinstance(label, QLabel)
    return label.accessibleName()


def queued(qtbot: QtBot, session: Session, dialog: SelfTestDialog) -> None:
    """Start the test and have its fax in the journal."""
    press(dialog, "start")
    qtbot.waitUntil(lambda: bool(engine_of(session).drafts))
    session.bridge.fax_queued.emit(FaxQueued("job", ("a",)))


def handed(*, state: RecipientState = RecipientState.PENDING, **facts: Any) -> OutboxEntry:
    """The fax as byFax has it."""
    ends = state is not RecipientState.PENDING
    told = message("a-1", number=NUMBER, state=state, call_started=CALLED, **facts)
    sent = entry("a", (told,), state=BroadcastState.DONE if ends else BroadcastState.PROCESSING)
    return replace(sent, local=LocalState(FaxState.ACCEPTED, is_there=True))


def test_it_says_what_it_costs_and_sends_nothing_before_it_is_told_to(
    qtbot: QtBot, session: Session, service: Service
) -> None:
    dialog = open_dialog(qtbot, session, service)
    assert "costs what a fax of one page costs" in dialog.findChild(QLabel, "self_test_what").text()
    assert engine_of(session).drafts == []


@pytest.mark.parametrize(
    ("account", "words"), [(DEMO, "costs nothing"), (Account("t", "T", TEST_URL), "delivers no faxes")]
)
def test_it_says_what_is_different_where_nothing_is_delivered(
    qtbot: QtBot, session: Session, service: Service, account: Account, words: str
) -> None:
    dialog = open_dialog(qtbot, session, service, account)
    assert words in dialog.findChild(QLabel, "self_test_what").text()


def test_a_fax_to_oneself_is_followed_from_the_key_to_the_inbox(
    qtbot: QtBot, session: Session, service: Service
) -> None:
    dialog = open_dialog(qtbot, session, service)
    numbers = dialog.findChild(QComboBox, "self_test_number")
    assert isinstance(numbers, QComboBox)
    assert numbers.count() == 2
    queued(qtbot, session, dialog)
    (draft,) = engine_of(session).drafts
    assert [each.number for each in draft.recipients] == [NUMBER]
    assert "test fax" in draft.documents[0].read_text("utf-8")
    assert said(dialog, Step.BALANCE) == "Balance: done. 25.50 EUR"
    assert said(dialog, Step.HANDED).startswith("Handed over to byFax: under way")

    tell(session, handed())
    qtbot.waitUntil(lambda: said(dialog, Step.CALLED).startswith("Number called, fax delivered: under way"))
    tell(session, handed(state=RecipientState.SUCCESS, pages_total=1, pages_sent=1))
    qtbot.waitUntil(lambda: said(dialog, Step.RECEIVED).startswith("Received in the Inbox: under way"))
    assert engine_of(session).refreshed == 1

    old = received("old", received=CALLED - timedelta(days=1))
    session.bridge.inbox_changed.emit(InboxChanged((old,)))
    assert said(dialog, Step.RECEIVED).startswith("Received in the Inbox: under way")
    new = received("new", received=CALLED + timedelta(seconds=30), pages=1)
    session.bridge.inbox_changed.emit(InboxChanged((new, old)))
    assert said(dialog, Step.RECEIVED) == (
        "Received in the Inbox: done. 1 page. Sending and receiving both work."
    )
    assert dialog.text.count("✓") == len(Step)
    press(dialog, "copy")
    assert QGuiApplication.clipboard().text() == dialog.text
    QGuiApplication.clipboard().clear()


def test_a_fax_that_came_in_before_it_was_told_as_delivered_counts(
    qtbot: QtBot, session: Session, service: Service
) -> None:
    dialog = open_dialog(qtbot, session, service)
    queued(qtbot, session, dialog)
    new = received("new", received=CALLED + timedelta(seconds=30), pages=1)
    session.bridge.inbox_changed.emit(InboxChanged((new,)))
    tell(session, handed(state=RecipientState.SUCCESS))
    qtbot.waitUntil(lambda: said(dialog, Step.RECEIVED).startswith("Received in the Inbox: done"))


def test_a_key_that_is_refused_ends_it_with_what_to_do(
    qtbot: QtBot, session: Session, service: Service
) -> None:
    service.balance = Trouble("byFax does not know this api-key.", "Compare it.")
    dialog = open_dialog(qtbot, session, service)
    press(dialog, "start")
    assert said(dialog, Step.KEY) == "Key accepted: failed. byFax does not know this api-key. Compare it."
    assert said(dialog, Step.HANDED) == "Handed over to byFax: not yet."
    assert engine_of(session).drafts == []
    service.balance = Balance(StateCode.SUCCESS, None, Decimal(1), "EUR")
    press(dialog, "start")
    assert said(dialog, Step.KEY).startswith("Key accepted: done")


def test_without_money_nothing_is_sent(qtbot: QtBot, session: Session, service: Service) -> None:
    service.balance = Balance(StateCode.SUCCESS, None, Decimal(0), "EUR")
    dialog = open_dialog(qtbot, session, service)
    press(dialog, "start")
    assert "Top it up" in said(dialog, Step.BALANCE)
    assert engine_of(session).drafts == []


def test_a_page_that_cannot_be_made_says_why(qtbot: QtBot, session: Session, service: Service) -> None:
    dialog = open_dialog(qtbot, session, service)
    press(dialog, "start")
    qtbot.waitUntil(lambda: bool(engine_of(session).drafts))
    session.bridge.job_finished.emit(JobFinished("another", Trouble("Not this.", "")))
    session.bridge.job_finished.emit(JobFinished("job", Trouble("The disk is full.", "Free some space.")))
    assert said(dialog, Step.DOCUMENT) == "Document made: failed. The disk is full. Free some space."


def test_while_byfax_is_not_reached_the_reason_stands_beside_the_step(
    qtbot: QtBot, session: Session, service: Service
) -> None:
    dialog = open_dialog(qtbot, session, service)
    queued(qtbot, session, dialog)
    tell(session, local_entry(FaxState.QUEUED, trouble=Trouble("byFax cannot be reached.", "Check it.")))
    qtbot.waitUntil(lambda: "byFax cannot be reached." in said(dialog, Step.HANDED))
    assert "under way" in said(dialog, Step.HANDED)


def test_a_call_that_fails_says_why_and_what_to_do(qtbot: QtBot, session: Session, service: Service) -> None:
    dialog = open_dialog(qtbot, session, service)
    queued(qtbot, session, dialog)
    tell(session, handed(state=RecipientState.FAILED, reason=StateCode.BUSY))
    qtbot.waitUntil(lambda: said(dialog, Step.CALLED).startswith("Number called, fax delivered: failed"))
    assert "Busy" in said(dialog, Step.CALLED)
    assert dialog.text.count("✕") == 1


def test_what_takes_too_long_ends_with_words(qtbot: QtBot, session: Session, service: Service) -> None:
    dialog = open_dialog(qtbot, session, service)
    queued(qtbot, session, dialog)
    tell(session, handed(state=RecipientState.SUCCESS))
    qtbot.waitUntil(lambda: said(dialog, Step.RECEIVED).startswith("Received in the Inbox: under way"))
    dialog._test._patience.timeout.emit()
    assert "See at byFax whether this number receives faxes." in said(dialog, Step.RECEIVED)


def test_another_account_ends_it(qtbot: QtBot, session: Session, service: Service) -> None:
    dialog = open_dialog(qtbot, session, service)
    queued(qtbot, session, dialog)
    session.set_account(DEMO)
    assert "Another account was opened." in said(dialog, Step.HANDED)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [((), "no fax number"), (Trouble("byFax cannot be reached.", "Check it."), "cannot be reached")],
)
def test_without_a_number_it_cannot_begin(
    qtbot: QtBot, session: Session, service: Service, numbers: Any, words: str
) -> None:
    service.numbers = numbers
    dialog = open_dialog(qtbot, session, service)
    assert words in dialog.findChild(QLabel, "self_test_message_text").text()
    assert not dialog.findChild(QPushButton, "self_test_start").isEnabled()


@pytest.mark.parametrize(
    ("fax", "is_ours"),
    [
        (InboundFax("1", NUMBER, received=CALLED), True),
        (InboundFax("1", NUMBER, received=CALLED - timedelta(seconds=90)), True),
        (InboundFax("1", NUMBER, received=CALLED - timedelta(minutes=5)), False),
        (InboundFax("1", "+375170000002", received=CALLED), False),
        (InboundFax("1", NUMBER), False),
    ],
)
def test_only_a_fax_to_this_number_after_the_call_can_be_the_one(fax: InboundFax, is_ours: bool) -> None:
    assert is_of(Message(call_started=CALLED), NUMBER, fax) is is_ours


def test_the_page_is_for_its_owner_alone(tmp_path: Path) -> None:
    page = write_test_page(tmp_path / "self-test")
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert stat.S_IMODE(page.parent.stat().st_mode) == 0o700
