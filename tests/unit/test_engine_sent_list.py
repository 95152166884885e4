"""Sent faxes as a table that other programs read."""

from __future__ import annotations

import csv
import io
import stat
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outbox_bench import ANNA, BOB, Bench

from byfax_desktop.engine import outbox as outbox_module
from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
from byfax_desktop.engine.outbox import Outbox
from byfax_desktop.engine.sent_list import COLUMNS, write_sent_list
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import Broadcast, Message
from byfax_desktop.service.states import BroadcastState, RecipientState
from byfax_desktop.store.sent_filter import SentFilter

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def read(path):
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def busy():
    return Message(
        message_ref="M1",
        number="+4930123450",
        state=RecipientState.FAILED,
        reason=StateCode.BUSY,
        attempt=3,
        pages_sent=0,
        pages_total=5,
        call_started=NOON,
        line_duration=61,
        speed=14400,
        remote_id=" ACME ",
        cost=Decimal("0.10"),
        currency="EUR",
    )


def fax(*people, subject="Offer", state=BroadcastState.DONE):
    return OutboxEntry(Broadcast(broadcast_ref="B1", created=NOON, state=state), people, subject)


def test_each_recipient_has_a_row_with_all_that_is_known(tmp_path):
    path = tmp_path / "list.csv"
    other = Message(message_ref="M2", number="+442079460018", state=RecipientState.SUCCESS, pages_sent=5)

    rows = write_sent_list(path, [fax(OutboxMessage(busy(), "Анна", "ACME"), OutboxMessage(other))])

    first, second = read(path)
    assert rows == 2
    assert tuple(first) == COLUMNS
    assert first["State"] == "Busy after 3 tries"
    assert (first["Name"], first["Company"], first["Fax number"]) == ("Анна", "ACME", "'+4930123450")
    assert (first["Pages sent"], first["Pages"], first["Tries"]) == ("0", "5", "3")
    assert (first["Seconds on the line"], first["Speed (bit/s)"]) == ("61", "14400")
    assert (first["Remote station"], first["Cost"], first["Currency"]) == ("ACME", "0.10", "EUR")
    assert (first["Broadcast ref"], first["Message ref"]) == ("B1", "M1")
    assert datetime.fromisoformat(first["Sent"]) == NOON
    assert datetime.fromisoformat(first["Call began"]) == NOON
    assert second["State"] == "Delivered, 5 pages"
    assert second["Call began"] == second["Tries"] == second["Cost"] == ""


def test_a_fax_whose_recipients_are_not_known_has_a_row_too(tmp_path):
    assert write_sent_list(tmp_path / "list.csv", [fax(state=BroadcastState.QUEUED)]) == 1
    (row,) = read(tmp_path / "list.csv")
    assert (row["Subject"], row["State"], row["Broadcast ref"]) == ("Offer", "Waiting for a line", "B1")
    assert row["Message ref"] == ""


def test_only_its_owner_may_read_the_file(tmp_path):
    write_sent_list(tmp_path / "list.csv", [fax()])
    assert stat.S_IMODE((tmp_path / "list.csv").stat().st_mode) == 0o600


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=30) | st.sampled_from(
    ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "＝1", " =1", "'=1"]
)


@given(subject=TEXTS, name=TEXTS, station=TEXTS)
def test_what_strangers_call_themselves_is_no_formula(tmp_path_factory, subject, name, station):
    path = tmp_path_factory.mktemp("lists") / "list.csv"
    message = Message(message_ref="M1", state=RecipientState.SUCCESS, remote_id=station)

    write_sent_list(path, [fax(OutboxMessage(message, name), subject=subject)])

    (row,) = read(path)
    for cell in row.values():
        assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"))
    assert row["Name"].endswith(name)


@pytest.fixture
def bench(tmp_path):
    made = Bench(tmp_path)
    yield made
    made.close()


def test_all_that_match_are_saved_also_those_that_are_not_shown(bench, monkeypatch, tmp_path):
    monkeypatch.setattr(outbox_module, "PAGE", 2)
    for number in range(5):
        bench.send(ANNA, BOB, subject=f"Offer {number}")
        bench.hands.advance(1)
    bench.send(ANNA, subject="Order")
    outbox = Outbox(bench.desk.rows, EventBus())

    assert [each.subject for each in outbox.all(SentFilter("offer"))] == [
        f"Offer {n}" for n in (4, 3, 2, 1, 0)
    ]
    assert write_sent_list(tmp_path / "list.csv", outbox.all(SentFilter())) == 11


def test_a_fax_that_comes_while_the_list_is_read_puts_none_in_it_twice(bench, monkeypatch):
    monkeypatch.setattr(outbox_module, "PAGE", 2)
    for number in range(4):
        bench.send(subject=str(number))
        bench.hands.advance(1)
    found = Outbox(bench.desk.rows, EventBus()).all(SentFilter())
    subjects = [next(found).subject]
    bench.send(subject="new")

    subjects += [each.subject for each in found]

    assert subjects == ["3", "2", "1", "0"]
