"""The transmission report: its words, and its paper."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
from byfax_desktop.engine.report_paper import draw_report
from byfax_desktop.engine.sent_report import report_of, report_text, shown_time
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import Broadcast, Message
from byfax_desktop.service.states import BroadcastState, RecipientState

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ARRIVED = Message(
    message_ref="M1",
    send_ref="S1",
    number="+4930123450",
    state=RecipientState.SUCCESS,
    attempt=2,
    pages_sent=5,
    pages_total=5,
    call_started=NOON,
    call_ended=NOON + timedelta(seconds=61),
    line_duration=61,
    speed=14400,
    remote_id=" ACME FAX ",
    local_id="+375 17 1234567",
    cost=Decimal("0.1"),
    currency="EUR",
)
BUSY = replace(ARRIVED, state=RecipientState.FAILED, reason=StateCode.BUSY, attempt=3, pages_sent=0)


def fax(*messages, subject="Договор № 17", state=BroadcastState.DONE):
    people = tuple(OutboxMessage(each, "Анна", "ACME") for each in messages)
    broadcast = Broadcast(
        broadcast_ref="B1", created=NOON, state=state, cost=Decimal("1.255"), currency="EUR"
    )
    return OutboxEntry(broadcast, people, subject)


def texts(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def picture(width=200, height=280, grey=255):
    made = io.BytesIO()
    Image.new("L", (width, height), grey).save(made, "PNG")
    return made.getvalue()


def test_all_that_is_known_of_a_delivered_fax_stands_on_one_page():
    report = report_of(fax(ARRIVED), None, NOON)
    (page,) = texts(draw_report(report, picture()))

    assert report.is_delivered
    assert "DELIVERED" in page
    assert "NOT DELIVERED" not in page
    for label, value in report.lines:
        assert label in page
        assert value in page
    assert dict(report.lines) == {
        "To": "Анна, ACME",
        "Fax number": "+49 30 123450",
        "Subject": "Договор № 17",
        "Sent": shown_time(NOON),
        "Call began": shown_time(NOON),
        "Call ended": shown_time(NOON + timedelta(seconds=61)),
        "On the line": "1 min 1 s",
        "Pages": "5 of 5",
        "Speed": "14400 bit/s",
        "Tries": "2",
        "Remote station": "ACME FAX",
        "Own station": "+375 17 1234567",
        "Cost": "0.10 EUR",
        "Message ref": "M1",
        "Broadcast ref": "B1",
        "Send ref": "S1",
    }
    assert "Page 1 of 5" in page


def test_a_failed_fax_says_why():
    report = report_of(fax(BUSY), None, NOON)
    (page,) = texts(draw_report(report))

    assert (report.verdict, report.is_delivered) == ("NOT DELIVERED", False)
    assert report.sentence == "Busy after 3 tries"
    assert "(BUSY)" in dict(report.lines)["Reason"]
    assert "NOT DELIVERED" in page
    assert "Busy after 3 tries" in page


@pytest.mark.parametrize(
    ("state", "verdict"),
    [
        (RecipientState.SUCCESS, "DELIVERED"),
        (RecipientState.FAILED, "NOT DELIVERED"),
        (RecipientState.CANCELLED, "STOPPED"),
        (RecipientState.DELIVERING, "NOT FINISHED"),
        (RecipientState("TELEPORTED"), "NOT FINISHED"),
        (RecipientState.UNKNOWN, "NOT FINISHED"),
    ],
)
def test_only_what_arrived_is_called_delivered(state, verdict):
    message = OutboxMessage(replace(ARRIVED, state=state), "Anna")
    entry = replace(fax(), messages=(message, message))

    report = report_of(entry, message, NOON)
    assert report.verdict == verdict
    assert report.is_delivered == (verdict == "DELIVERED")


def test_one_of_several_recipients_has_a_report_of_their_own():
    entry = fax(ARRIVED, replace(BUSY, message_ref="M2"))
    report = report_of(entry, entry.messages[1], NOON)

    assert dict(report.lines)["Message ref"] == "M2"
    assert not report.rows


def test_a_broadcast_has_a_row_for_each_recipient():
    report = report_of(fax(ARRIVED, BUSY), None, NOON)
    (page,) = texts(draw_report(report))

    assert (report.verdict, report.sentence) == ("PARTLY DELIVERED", "Delivered to 1 of 2")
    assert dict(report.lines)["Cost"] == "1.255 EUR"
    assert [row[2:4] for row in report.rows] == [
        ("Delivered, 5 pages", "5 of 5"),
        ("Busy after 3 tries", "0 of 5"),
    ]
    for row in report.rows:
        assert row[4] in page, "not even a time is cut short"
        assert row[2] in page


@pytest.mark.parametrize(
    ("messages", "verdict"),
    [((ARRIVED, ARRIVED), "DELIVERED"), ((BUSY, BUSY), "NOT DELIVERED")],
)
def test_a_broadcast_is_delivered_only_to_all(messages, verdict):
    assert report_of(fax(*messages), None, NOON).verdict == verdict


def test_many_recipients_go_on_over_pages_that_are_numbered():
    pages = texts(draw_report(report_of(fax(*[ARRIVED] * 90), None, NOON)))

    assert len(pages) == 3
    assert sum(page.count("Delivered, 5 pages") for page in pages) == 90
    assert all(f"Page {number}" in page for number, page in enumerate(pages, 1))
    assert all("Recipient" in page for page in pages)


def test_the_first_page_that_was_sent_is_seen():
    report = report_of(fax(ARRIVED), None, NOON)

    def ink(pdf):
        with pypdfium2.PdfDocument(pdf) as document:
            seen = document[0].render(scale=1).to_pil().convert("L")
        return sum(seen.crop((0, seen.height // 2, seen.width, seen.height)).histogram()[:128])

    assert ink(draw_report(report, picture(grey=0))) > 20 * ink(draw_report(report))


@pytest.mark.parametrize("size", [(1728, 60), (60, 3000)])
def test_pages_of_any_shape_fit(size):
    assert len(texts(draw_report(report_of(fax(ARRIVED), None, NOON), picture(*size)))) == 1


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=400), st.text(max_size=400), st.text(max_size=30))
def test_whatever_others_call_themselves_it_is_one_page(name, subject, station):
    message = OutboxMessage(replace(BUSY, remote_id=station, number=station), name, name)
    entry = replace(fax(subject=subject), messages=(message,))

    assert len(texts(draw_report(report_of(entry, None, NOON), picture()))) == 1


def test_what_is_read_from_the_right_is_not_printed_backwards():
    """Drawn from left to right, the sign that is read first stands last."""
    message = OutboxMessage(replace(ARRIVED, remote_id="שלום"), "Anna")
    entry = replace(fax(), messages=(message,))
    with pypdfium2.PdfDocument(draw_report(report_of(entry, None, NOON))) as document:
        text = document[0].get_textpage()
        signs = {text.get_text_range(at, 1): text.get_charbox(at)[0] for at in range(text.count_chars())}

    assert signs["ש"] > signs["ל"] > signs["ו"] > signs["ם"]


def test_a_fax_of_which_nothing_is_known_yet_has_a_report_too():
    entry = OutboxEntry(Broadcast(broadcast_ref="B1"))

    report = report_of(entry, None, NOON)
    assert not report.is_delivered
    assert dict(report.lines) == {"Broadcast ref": "B1"}
    assert len(texts(draw_report(report))) == 1


def test_another_machine_than_before_stands_in_the_report():
    other = OutboxMessage(ARRIVED, "Anna", expected_station="ST MARY HOSP")
    report = report_of(replace(fax(), messages=(other,)), None, NOON)
    (page,) = texts(draw_report(report))

    assert "A different machine answered: was “ST MARY HOSP”, now “ACME FAX”" in " ".join(page.split())
    assert report.verdict == "DELIVERED"
    assert report.sentence.endswith("different machine")


def test_in_the_rows_of_a_broadcast_it_is_told_in_few_words():
    other = OutboxMessage(ARRIVED, "Anna", expected_station="ST MARY HOSP")
    report = report_of(replace(fax(), messages=(other, OutboxMessage(BUSY, "Bob"))), None, NOON)

    assert [row[2] for row in report.rows] == ["Delivered, different machine", "Busy after 3 tries"]
    assert "Delivered, different machine" in texts(draw_report(report))[0], "it is not cut short"
    assert report.sentence == "Delivered to 1 of 2; 1 different machine"


def test_a_thousand_recipients_with_long_names_have_a_row_each():
    long = "Константин Константинович Константинопольский-Заславский " * 6
    people = tuple(
        OutboxMessage(replace(ARRIVED, message_ref=f"M{place}", number=f"+49301{place:06}"), long, "ACME")
        for place in range(1000)
    )
    report = report_of(replace(fax(), messages=people), None, NOON)
    pages = texts(draw_report(report))
    whole = "\n".join(pages)

    assert whole.count("Константин Конст") == 1000
    assert all(whole.count(row[1]) == 1 for row in report.rows)
    assert all(f"Page {number}" in page for number, page in enumerate(pages, 1))
    lines = report_text(report).splitlines()
    assert sum("\t" in line for line in lines) == 1001
