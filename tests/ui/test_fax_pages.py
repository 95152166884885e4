"""The pages of a whole fax behind each other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tab_doubles import StandInPages

from byfax_desktop.fax.treatment import Treatment
from byfax_desktop.fax.wanted import FaxLook, WantedPage
from byfax_desktop.ui.send_dialog.fax_pages import WHOLE_FAX, FaxPages, FaxPart

COVER = FaxPart("cover", Path("cover.pdf"), 1, FaxLook())
LETTER = FaxPart("letter", Path("letter.pdf"), 2, FaxLook(treatment=Treatment(quarter_turns=1)), "open")


@pytest.fixture
def source():
    return StandInPages()


@pytest.fixture
def pages(source):
    made = FaxPages(source)
    made.set_parts([COVER, LETTER])
    return made


def test_each_page_comes_from_its_part_in_that_part_s_look(pages, source):
    for index in range(pages.count):
        pages.page(WantedPage(WHOLE_FAX, index, 700, pages.look), lambda _: None)

    assert [(each.path.name, each.page, each.look, each.password) for each in source.requests] == [
        ("cover.pdf", 0, COVER.look, ""),
        ("letter.pdf", 0, LETTER.look, "open"),
        ("letter.pdf", 1, LETTER.look, "open"),
    ]


def test_without_a_look_it_is_the_original(pages, source):
    pages.page(WantedPage(WHOLE_FAX, 1, 700), lambda _: None)

    assert source.requests[0].look is None


def test_the_look_of_all_is_another_as_soon_as_one_is(pages):
    before = pages.look
    pages.set_parts([COVER, LETTER])
    assert pages.look == before

    pages.set_parts([COVER, replace(LETTER, look=FaxLook())])

    assert pages.look != before


def test_nothing_has_no_look_and_no_page(source):
    empty = FaxPages(source)

    assert (empty.look, empty.count) == (None, 0)
    with pytest.raises(IndexError):
        empty.place(0)


def test_a_part_is_found_by_what_it_is_made_of(pages):
    assert [pages.first_of(owner) for owner in ("cover", "letter", "nobody")] == [0, 1, 0]
    assert pages.place(2) == (LETTER, 1)
