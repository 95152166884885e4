"""Records to the contract's plain shape and back."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.service import records
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import InvalidRequest
from byfax_desktop.service.files import FileSource
from byfax_desktop.service.mapping import from_wire, to_wire
from byfax_desktop.service.records import (
    Balance,
    Broadcast,
    Cover,
    Covers,
    FileAnswer,
    InboundFax,
    Message,
    SubmitResult,
)
from byfax_desktop.service.requests import (
    BroadcastFilter,
    BroadcastListing,
    Contact,
    FaxDocument,
    FaxFile,
    Pagination,
    Recipient,
    SubmitRequest,
)
from byfax_desktop.service.states import BroadcastState, FaxQuality, RecipientState

RECORDS = [
    kind
    for kind in vars(records).values()
    if dataclasses.is_dataclass(kind) and kind.__module__ == records.__name__
]


def test_a_request_becomes_names_and_texts():
    request = SubmitRequest(
        Contact("Me"),
        (Recipient(number="+1", message_ref="m"),),
        quality=FaxQuality.STANDARD,
        priority=7,
        send_at=datetime(2026, 11, 23, tzinfo=UTC),
    )

    assert to_wire(request) == {
        "Sender": {"Name": "Me"},
        "Recipients": [{"Number": "+1", "messageRef": "m"}],
        "sendQuality": "STANDARD",
        "sendMode": "TEXT",
        "Priority": "7",
        "sendAt": "2026-11-23T00:00:00+00:00",
    }


def test_only_what_is_none_is_left_out():
    assert to_wire(BroadcastListing((), None, None, Pagination(0, 5))) == {
        "broadcastRefs": [],
        "pagination": {"pageNumber": "0", "pageSize": "5"},
    }
    assert to_wire(Contact(name="", number=None)) == {"Name": ""}


def test_truths_are_no_numbers():
    assert (to_wire(True), to_wire(False), to_wire(1)) == ("true", "false", "1")


def test_a_file_goes_through_untouched():
    source = FileSource.from_bytes(b"x")

    assert to_wire(FaxDocument(document_file=FaxFile("a", source)))["documentFile"]["fileData"] is source


def test_a_bad_value_is_named_by_its_element():
    with pytest.raises(InvalidRequest) as text:
        to_wire(SubmitRequest(Contact("Me"), (Recipient(name="a\0b"),)))
    with pytest.raises(InvalidRequest) as date:
        to_wire(BroadcastFilter(date_from=datetime(2026, 1, 1)))

    assert (text.value.field, date.value.field) == ("Name", "dateFrom")


@pytest.mark.parametrize("value", [1.5, b"x", {"a": 1}, object()])
def test_what_has_no_place_in_a_request_is_a_mistake_of_the_program(value):
    with pytest.raises(TypeError, match="has no place in a request"):
        to_wire(value, "field")


def test_an_answer_becomes_a_record():
    message = from_wire(
        Message,
        {
            "stateCode": "SUCCESS", "messageRef": "m1", "jobState": "FAILED", "jobStateEx": "BUSY", "attempt": "3",
            "callStarted": "2026-11-23T10:00:00", "cost": "0.42", "currency": "EUR", "pagesSent": "0",
        },
    )  # fmt: skip

    assert message.succeeded
    assert (message.state, message.reason) == (RecipientState.FAILED, StateCode("BUSY"))
    assert (message.attempt, message.pages_sent, message.cost) == (3, 0, Decimal("0.42"))
    assert message.call_started == datetime(2026, 11, 23, 10, tzinfo=UTC)


def test_what_is_absent_nil_or_unreadable_takes_its_default():
    odd = {"jobState": None, "attempt": "many", "callStarted": "0000-00-00", "cost": "NaN", "currency": None}

    assert from_wire(Message, odd) == from_wire(Message, {}) == Message()


def test_success_is_one_word():
    for text in ("success", " SUCCESS", "SUCCESS ", "OK", "", "UNKNOWN", "SUCCESS_LATER"):
        assert not from_wire(Balance, {"stateCode": text}).succeeded
    assert from_wire(Balance, {"stateCode": "SUCCESS"}).succeeded
    assert not from_wire(Balance, {}).succeeded


def test_new_words_are_kept_with_their_text():
    broadcast = from_wire(Broadcast, {"jobState": "TELEPORTING", "jobStateEx": "NEVER_HEARD"})

    assert (broadcast.state, broadcast.state.known) == (BroadcastState("TELEPORTING"), False)
    assert (broadcast.reason.value, broadcast.reason.known) == ("NEVER_HEARD", False)


def test_an_empty_word_is_none():
    assert from_wire(InboundFax, {"stateEx": "", "quality": ""}).quality is None


def test_members_that_are_nil_are_left_out():
    covers = from_wire(Covers, {"items": [{"coverRef": "1", "coverTitle": None}, None, {"coverTitle": "x"}]})

    assert covers.items == (Cover("1", ""), Cover("", "x"))


def test_records_lie_in_records():
    source = FileSource.from_bytes(b"x")
    answer = from_wire(FileAnswer, {"Document": {"fileName": "../x", "fileSize": "1", "fileData": source}})
    result = from_wire(SubmitResult, {"reportRecipients": [{"stateCode": "INVALID_NUMBER"}]})

    assert (answer.document.file_name, answer.document.file_size, answer.document.content) == (
        "../x",
        1,
        source,
    )
    assert [report.state_code for report in result.refused] == [StateCode.INVALID_NUMBER]


@pytest.mark.parametrize("record", RECORDS, ids=lambda kind: kind.__name__)
def test_an_empty_answer_is_a_record_of_defaults(record):
    assert from_wire(record, {}) == record()


@dataclass(frozen=True)
class Odd:
    when: datetime | None = None
    how_much: Decimal | None = None
    count: int | None = None
    good: bool | None = None
    state: BroadcastState = BroadcastState.UNKNOWN


@given(
    st.fixed_dictionaries(
        {name: st.none() | st.text() for name in ("when", "how_much", "count", "good", "state")}
    )
)
def test_no_text_breaks_a_record(data):
    odd = from_wire(Odd, data)

    assert odd.when is None or odd.when.tzinfo is not None
    assert odd.state == (data["state"] or "UNKNOWN")


def test_an_offset_is_kept():
    fax = from_wire(InboundFax, {"dateReceived": "2026-11-23T10:00:00+03:00"})

    assert fax.received.utcoffset() == timedelta(hours=3)
