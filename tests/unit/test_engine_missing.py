"""Which pages of a fax did not arrive, and the page that says so."""

from __future__ import annotations

from datetime import UTC, datetime

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.engine.drafts import Draft, SenderIdentity
from byfax_desktop.engine.missing import Missing, missing, no_rest
from byfax_desktop.engine.notice_page import continued_words, notice_html, page_words
from byfax_desktop.service.records import Message
from byfax_desktop.service.states import RecipientState

SENT = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
MINSK = Draft(sender=SenderIdentity("Office", timezone="Europe/Minsk"), subject="Offer")
PAGES = st.none() | st.integers(-2, 12)


def failed(sent, total=8, attempt=1, state=RecipientState.FAILED):
    return Message(state=state, pages_sent=sent, pages_total=total, attempt=attempt)


@pytest.mark.parametrize("state", [RecipientState.FAILED, RecipientState.ABORTED])
def test_the_pages_after_those_that_were_confirmed_are_missing(state):
    assert missing(failed(3, state=state)) == Missing(4, 8)
    assert missing(failed(7, state=state)) == Missing(8, 8)


def test_the_try_that_came_furthest_counts():
    assert missing(failed(0, attempt=3), [failed(3), failed(5), failed(0)]) == Missing(6, 8)


@given(
    sent=PAGES, total=PAGES, earlier=st.lists(PAGES, max_size=3), state=st.sampled_from(list(RecipientState))
)
def test_what_is_missing_is_never_what_was_confirmed_and_always_in_the_fax(sent, total, earlier, state):
    told = failed(sent, total, attempt=len(earlier) + 1, state=state)
    found = missing(told, [failed(each, total) for each in earlier])
    if found is None:
        return
    assert state in (RecipientState.FAILED, RecipientState.ABORTED)
    assert 1 < found.first <= found.last == total
    assert all((each or 0) < found.first for each in (sent, *earlier))
    assert no_rest(told) == "" or sent == 0 or sent is None


@given(sent=PAGES, total=PAGES, state=st.sampled_from([*RecipientState, RecipientState("HOVERING")]))
def test_where_there_is_no_rest_it_is_said_why(sent, total, state):
    why = no_rest(failed(sent, total, state=state))
    assert bool(why) == (missing(failed(sent, total, state=state)) is None) or (sent or 0) < 0
    assert why == "" or why.endswith(".")


def test_the_page_names_the_fax_by_the_senders_clock():
    assert (
        continued_words(SENT, Missing(4, 8), MINSK)
        == "This continues the fax of 13:42 on 23 November 2026: pages 4 to 8 of 8."
    )


def test_one_page_is_no_pages():
    assert page_words(Missing(8, 8)) == "page 8"
    text = lxml.html.fromstring(notice_html(SENT, Missing(2, 2), MINSK)).text_content()
    assert "page 2 of 2" in text
    assert "Page 1 arrived before the call was cut off. The page that follows belongs behind it." in text


@given(name=st.text(max_size=40), subject=st.text(max_size=40))
def test_no_name_becomes_part_of_the_page_itself(name, subject):
    draft = Draft(sender=SenderIdentity(f"<script>{name}</script>"), subject=f"<b>{subject}")
    page = lxml.html.document_fromstring(notice_html(SENT, Missing(4, 8), draft).encode("utf-8", "replace"))
    assert not page.findall(".//script")
    assert not page.findall(".//b")


def test_what_turns_the_direction_of_letters_is_left_out():
    told = notice_html(SENT, Missing(4, 8), Draft(sender=SenderIdentity("abc\u202edef\0")))
    assert "abcdef" in told
