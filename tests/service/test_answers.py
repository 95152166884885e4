"""What becomes of wishes, over real HTTP: the service in a box answers for each recipient, and the engine tells it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from heard_events import HeardEvents
from sent_now import sent_now

from byfax_desktop.engine.answers import WishAnswer
from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity
from byfax_desktop.engine.engine import Engine
from byfax_desktop.engine.events import OutboxChanged, WishAnswered
from byfax_desktop.engine.states import entry_is_live
from byfax_desktop.sandbox.server import Sandbox
from byfax_desktop.service.client import ByfaxClient, Credentials
from byfax_desktop.store.wishes import WishKind

ARRIVES, BUSY = "+4930123450", "+4930123452"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with Sandbox(speed=200) as box:
        client = ByfaxClient(box.url, Credentials("demo-key", "demo-secret"))
        made = Engine(client, tmp_path / "account", poll_scale=0.02)
        made.start()
        yield made
        made.close()


@pytest.fixture
def heard(engine: Engine) -> HeardEvents:
    return HeardEvents(engine.bus)


@pytest.fixture
def sent(engine: Engine, heard: HeardEvents, tmp_path: Path) -> str:
    """The ref of a broadcast that one of two recipients got."""
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all")
    people = (DraftRecipient(ARRIVES, "Anna"), DraftRecipient(BUSY, "Bob"))
    engine.submit(Draft((letter,), people, SenderIdentity("Me"), retries=0))

    def has_ended(_: OutboxChanged) -> bool:
        entries = sent_now(engine)
        return bool(entries) and not entry_is_live(entries[0])

    heard.wait_for(OutboxChanged, has_ended, timeout=60)
    ref: str = sent_now(engine)[0].broadcast.broadcast_ref
    return ref


def answered(engine: Engine, heard: HeardEvents, kind: WishKind, ref: str) -> WishAnswer:
    engine.wish(kind, ref)
    told = heard.wait_for(WishAnswered, lambda event: event.answer.kind is kind, timeout=60)
    answer: WishAnswer = told.answer
    return answer


def words(answer: WishAnswer) -> list[tuple[str, str]]:
    return [(item.name, item.trouble.what if item.trouble else "") for item in answer.items]


def test_sent_again_is_only_who_did_not_get_it(engine: Engine, heard: HeardEvents, sent: str) -> None:
    assert words(answered(engine, heard, WishKind.RESUBMIT, sent)) == [("Bob", "")]
    assert words(engine.answers(sent)[0]) == [("Bob", "")]


def test_a_cancel_that_comes_too_late_says_so_of_each(engine: Engine, heard: HeardEvents, sent: str) -> None:
    assert words(answered(engine, heard, WishKind.CANCEL, sent)) == [
        ("Anna", "It was delivered before."),
        ("Bob", "It had failed before."),
    ]


def test_a_delete_is_told_of_each(engine: Engine, heard: HeardEvents, sent: str) -> None:
    assert words(answered(engine, heard, WishKind.DELETE, sent)) == [("Anna", ""), ("Bob", "")]
    assert not sent_now(engine)
