"""Sent faxes as a list on paper: what stands in it is what is known of them."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from decimal import Decimal

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from byfax_desktop.engine import table_paper
from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
from byfax_desktop.engine.list_paper import COLUMNS, draw_list, list_rows, write_list_paper
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.fax.convert.paper import as_seen
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import Broadcast, Message
from byfax_desktop.service.states import BroadcastState, RecipientState

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def person(name="Anna", company="ACME", number="+4930123450", state=RecipientState.SUCCESS, **facts):
    return OutboxMessage(Message(message_ref="M1", number=number, state=state, **facts), name, company)


def busy():
    return person("Bob", "", state=RecipientState.FAILED, reason=StateCode.BUSY, attempt=3, pages_total=5)


def fax(*people, subject="Offer", **facts):
    known = {"broadcast_ref": "B1", "created": NOON, "state": BroadcastState.DONE} | facts
    return OutboxEntry(Broadcast(**known), people, subject)


def pages_of(content):
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range() for page in document]


def test_each_recipient_is_a_row_with_what_is_known():
    paid = person(pages_sent=5, pages_total=5, cost=Decimal("0.42"), currency="EUR")
    first, second = list_rows([fax(paid, busy())])

    local = NOON.astimezone().strftime("%Y-%m-%d %H:%M")
    assert first.cells == (
        local,
        "Anna, ACME",
        "+49 30 123450",
        "Offer",
        "Delivered, 5 pages",
        "5/5",
        "0.42 EUR",
    )
    assert first.is_delivered
    assert second.cells[1:] == ("Bob", "+49 30 123450", "Offer", "Busy after 3 tries", "0/5", "")
    assert not second.is_delivered


def test_a_fax_whose_recipients_are_not_known_is_a_row_too():
    (row,) = list_rows([fax(state=BroadcastState.QUEUED, cost=Decimal(1), currency="EUR")])
    assert row.cells[1:] == ("", "", "Offer", "Waiting for a line", "", "1 EUR")


def test_the_paper_says_what_the_rows_say():
    rows = list(list_rows([fax(person(pages_total=5, pages_sent=5), busy())]))

    (text,) = pages_of(draw_list(rows, NOON))

    assert "2 rows, 1 delivered" in text
    for said in (*(column.title for column in COLUMNS), *rows[0].cells, *rows[1].cells, "Page 1"):
        assert said in text


def test_a_longer_list_goes_on_over_pages_each_with_the_titles():
    rows = list(list_rows(fax(person(f"Person {number}")) for number in range(100)))

    pages = pages_of(draw_list(rows, NOON))

    assert len(pages) == 4
    for number, text in enumerate(pages, 1):
        assert "Fax number" in text
        assert f"Page {number}" in text
    assert [sum(f"Person {at}," in text for text in pages) for at in range(100)] == [1] * 100


def test_an_empty_list_says_that_it_is():
    (text,) = pages_of(draw_list([], NOON))
    assert "0 rows, 0 delivered" in text


def test_the_page_lies_across():
    width, height = pypdfium2.PdfDocument(draw_list([], NOON))[0].get_size()
    assert width > height


def test_what_is_too_long_for_its_column_is_cut_and_touches_no_other():
    rows = list(list_rows([fax(person("W" * 300, "M" * 300), subject="Щ" * 300)]))

    (text,) = pages_of(draw_list(rows, NOON))

    assert "W…" in text
    assert "Щ…" in text
    assert "Delivered" in text


@pytest.mark.parametrize(
    ("read", "seen"),
    [("שלום", "םולש"), ("ACME 12", "ACME 12"), ("Büro שלום 12", "Büro 12 םולש"), ("", "")],
)
def test_a_line_that_is_read_from_the_right_stands_so_on_paper(read, seen):
    assert as_seen(read) == seen


@settings(max_examples=30, deadline=None)
@given(
    text=st.text(max_size=60)
    | st.sampled_from(["\0", "../CON", "\u202egnp", "👩‍👩‍👧", "\ud800", "a\nb", "שלום"])
)
def test_whatever_a_stranger_is_called_the_list_is_drawn(text):
    rows = list(list_rows([fax(person(text, text), subject=text)]))
    assert "Delivered" in pages_of(draw_list(rows, NOON))[0]


def test_more_than_paper_can_hold_is_refused_before_anything_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(table_paper, "MOST", 2)
    path = tmp_path / "list.pdf"
    with pytest.raises(EngineTrouble, match="too many for paper"):
        write_list_paper(path, [fax(person(), person(), person())], NOON)
    assert not list(tmp_path.iterdir())


def test_only_its_owner_may_read_the_file(tmp_path):
    path = tmp_path / "list.pdf"
    assert write_list_paper(path, [fax(person(), busy())], NOON) == 2
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["list.pdf"]


def test_a_list_that_cannot_be_written_leaves_what_was_there(tmp_path):
    (tmp_path / "list.pdf").mkdir()
    with pytest.raises(IsADirectoryError):
        write_list_paper(tmp_path / "list.pdf", [fax(person())], NOON)
    assert [each.name for each in tmp_path.iterdir()] == ["list.pdf"]
