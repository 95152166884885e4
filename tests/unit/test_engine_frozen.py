"""Drafts and the service's records survive being stored."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.engine.drafts import Draft, DraftRecipient, Greeting, GreetingLanguage, SenderIdentity
from byfax_desktop.engine.frozen import (
    digest,
    freeze,
    freeze_draft,
    freeze_extras,
    thaw,
    thaw_draft,
    thaw_recipient,
)
from byfax_desktop.fax.geometry import Mode
from byfax_desktop.fax.page_choice import PageChoice
from byfax_desktop.fax.treatment import PLAIN, Cut, Treatment
from byfax_desktop.fax.wanted import FaxDocument
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import Broadcast, InboundFax, Message
from byfax_desktop.service.states import BroadcastState, FaxMode, FaxQuality, InboundState, RecipientState

TEXT = st.text(
    st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
)
TIMES = st.none() | st.datetimes(datetime(1900, 1, 1), datetime(9998, 12, 31), timezones=st.just(UTC)).map(
    lambda when: when.replace(microsecond=0)
)
TREATMENTS = st.builds(
    Treatment,
    st.none() | st.sampled_from(Mode),
    st.integers(0, 3),
    st.just(PageChoice(((1, 3), (7, None)))),
    st.integers(-100, 100),
    st.builds(Cut, *[st.integers(0, 100)] * 4),
    st.booleans(),
)
GREETINGS = st.none() | st.builds(
    Greeting, TEXT.filter(bool).map(Path), st.sampled_from(GreetingLanguage), TEXT
)
RECIPIENTS = st.builds(
    DraftRecipient,
    TEXT,
    TEXT,
    TEXT,
    TEXT,
    TEXT,
    GREETINGS,
    st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple),
)
MONEY = st.none() | st.decimals(0, 1000, places=4, allow_nan=False)
NUMBERS = st.none() | st.integers(0, 10**6)
REASONS = st.none() | st.sampled_from(StateCode) | st.just(StateCode("A_CODE_OF_TOMORROW"))


@given(
    st.builds(
        Draft,
        documents=st.lists(TEXT.filter(bool).map(Path), max_size=3).map(tuple),
        recipients=st.lists(RECIPIENTS, max_size=3).map(tuple),
        sender=st.builds(SenderIdentity, TEXT, TEXT, TEXT, TEXT),
        cover_ref=st.none() | TEXT,
        cover_text=TEXT,
        subject=TEXT,
        quality=st.sampled_from([FaxQuality.FINE, FaxQuality.STANDARD]),
        mode=st.sampled_from([FaxMode.TEXT, FaxMode.PHOTO]),
        header=st.none() | TEXT,
        retries=st.integers(0, 10),
        priority=st.none() | st.integers(1, 100),
        send_at=st.none() | st.datetimes(timezones=st.just(UTC)) | st.datetimes(),
        prepared=st.booleans(),
        draft_id=TEXT,
        treatments=st.lists(TREATMENTS, max_size=3).map(tuple),
    )
)
def test_a_draft_comes_back_as_it_was(draft):
    assert thaw_draft(freeze_draft(draft)) == draft


def test_a_password_is_never_stored_nor_shown():
    draft = Draft(documents=(Path("a.pdf"),), passwords=("open sesame",))

    assert "sesame" not in freeze_draft(draft)
    assert "sesame" not in repr(draft) + repr(draft.fax_documents)
    assert thaw_draft(freeze_draft(draft)).passwords == ()


@pytest.mark.parametrize("kept", [None, 7, [], {"mode": "loud"}, {"unheard": 1}, {"pages": "all"}])
def test_a_choice_for_a_document_that_cannot_be_read_any_more_is_none(kept):
    frozen = json.loads(freeze_draft(Draft(documents=(Path("a"), Path("b")), treatments=(PLAIN, PLAIN))))
    frozen["treatments"] = [kept, {"quarter_turns": 1}]

    assert thaw_draft(json.dumps(frozen)).treatments == (PLAIN, Treatment(quarter_turns=1))


def test_documents_go_with_what_is_to_be_done_to_them():
    turned = Treatment(quarter_turns=1)
    draft = Draft(
        documents=(Path("a"), Path("b"), Path("c")), treatments=(turned,), passwords=("", "p", "", "more")
    )

    assert draft.fax_documents == (
        FaxDocument(Path("a"), turned),
        FaxDocument(Path("b"), PLAIN, "p"),
        FaxDocument(Path("c")),
    )


@given(
    st.builds(
        Message,
        state_code=st.sampled_from(StateCode),
        message_ref=TEXT,
        state=st.sampled_from(RecipientState) | st.just(RecipientState("TOMORROW")),
        reason=REASONS,
        attempt=NUMBERS,
        pages_sent=NUMBERS,
        cost=MONEY,
        call_started=TIMES,
    )
)
def test_a_recipients_report_comes_back_as_it_was(message):
    assert thaw(Message, freeze(message)) == message


@given(
    st.builds(
        Broadcast,
        state_code=st.sampled_from(StateCode),
        broadcast_ref=TEXT,
        state=st.sampled_from(BroadcastState) | st.just(BroadcastState("TOMORROW")),
        reason=REASONS,
        created=TIMES,
        recipient_count=NUMBERS,
        price=MONEY,
        currency=TEXT,
    )
)
def test_a_broadcasts_report_comes_back_as_it_was(broadcast):
    assert thaw(Broadcast, freeze(broadcast)) == broadcast


@given(
    st.builds(
        InboundFax,
        ref=TEXT,
        sender=TEXT,
        state=st.sampled_from(InboundState),
        reason=REASONS,
        received=TIMES,
        pages=NUMBERS,
        ecm=st.none() | st.booleans(),
        has_file=st.booleans(),
    )
)
def test_a_received_fax_comes_back_as_it_was(fax):
    assert thaw(InboundFax, freeze(fax)) == fax


def test_a_draft_of_an_older_version_takes_defaults():
    plain = json.loads(freeze_draft(Draft()))
    del plain["priority"], plain["draft_id"]

    assert thaw_draft(json.dumps(plain)) == Draft()


def test_money_stays_exact():
    assert json.loads(freeze(Message(cost=Decimal("0.10"))))["cost"] == "0.10"


def test_a_field_that_this_version_does_not_know_is_passed_over():
    plain = {**json.loads(freeze_draft(Draft())), "invented_later": 1}

    assert thaw_draft(json.dumps(plain)) == Draft()


def test_a_path_of_bytes_that_are_no_text_comes_back_as_it_was():
    path = Path(os.fsdecode(b"/tmp/brief\xff.txt"))
    frozen = freeze_draft(Draft((path,)))

    assert frozen.encode("utf-8")
    assert thaw_draft(frozen).documents == (path,)


def test_recipients_are_left_out_where_the_journal_has_rows_for_them():
    draft = Draft(recipients=(DraftRecipient("+4930123456"),))

    assert thaw_draft(freeze_draft(draft, with_recipients=False)) == Draft()


@given(st.lists(TEXT, min_size=2, max_size=4))
def test_a_digest_tells_texts_apart_by_where_they_end(texts):
    assert digest(*texts) == digest(*texts)
    assert digest(*texts) != digest("".join(texts))


@given(RECIPIENTS)
def test_a_recipient_comes_back_from_its_columns_and_extras(recipient: DraftRecipient) -> None:
    extras = freeze_extras(recipient)

    assert thaw_recipient(recipient.number, recipient.name, recipient.company, extras) == recipient


def test_a_recipient_without_extras_takes_no_room() -> None:
    assert freeze_extras(DraftRecipient("+4930123456", "Anna", "ACME")) is None
