"""What is told of findings, and which clicks are offered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.legibility.findings import Finding, FindingKind, Found, Legibility, Remedy, findings
from byfax_desktop.fax.treatment import Treatment
from byfax_desktop.fax.wanted import FaxLook

TREATED = Treatment(quarter_turns=3, contrast=10)
LOOK = FaxLook(Resolution.STANDARD, Mode.PHOTO, TREATED)
TURNED = (Found(FindingKind.UPSIDE_DOWN, Remedy.TURN),)
PICTURED = (Found(FindingKind.COLOURED_GROUND, Remedy.TEXT_MODE),)
BLANK = (Found(FindingKind.BLANK, Remedy.SKIP_BLANK),)

founds = st.builds(
    Found, st.sampled_from(FindingKind), st.none() | st.sampled_from(Remedy), st.integers(-100, 100)
)


def only(*found: Found) -> Finding:
    (finding,) = findings({0: found}, LOOK)
    return finding


@pytest.mark.parametrize(
    ("found", "fix"),
    [
        (Found(FindingKind.LIGHT_GREY, Remedy.CONTRAST, 50), replace(TREATED, contrast=50)),
        (Found(FindingKind.COLOURED_GROUND, Remedy.CONTRAST, -25), replace(TREATED, contrast=-25)),
        (Found(FindingKind.LIGHT_GREY, Remedy.TEXT_MODE), replace(TREATED, mode=Mode.TEXT)),
        (Found(FindingKind.TOO_SMALL, Remedy.FINE), Resolution.FINE),
        (Found(FindingKind.UPSIDE_DOWN, Remedy.TURN), replace(TREATED, quarter_turns=1)),
        (Found(FindingKind.UNDER_HEADER), None),
    ],
)
def test_a_fix_changes_one_thing_and_keeps_the_rest(found: Found, fix: object) -> None:
    assert only(found).fix == fix


@given(st.dictionaries(st.integers(0, 30), st.lists(founds, max_size=3)))
def test_whatever_is_found_is_told_in_two_sentences_in_the_order_of_pages(
    found: dict[int, list[Found]],
) -> None:
    told = findings(found, LOOK)
    assert [each.page for each in told] == [page for page in sorted(found) for _ in found[page]]
    for each in told:
        assert each.what.endswith(".")
        assert each.do.endswith(".")
        assert len(each.what) < 80
        if isinstance(each.fix, Treatment):
            assert Treatment.from_json(each.fix.to_json()) == each.fix


def test_a_document_is_turned_only_where_all_of_it_lies_upside_down() -> None:
    assert [each.fix for each in findings({0: TURNED, 1: TURNED}, LOOK)] == [
        replace(TREATED, quarter_turns=1)
    ] * 2
    (alone,) = findings({0: TURNED, 1: ()}, LOOK)
    assert alone.fix is None
    assert "Turn this page" in alone.do


def test_its_blank_backs_may_lie_as_they_like() -> None:
    turned, back = findings({0: TURNED, 1: BLANK}, LOOK)
    assert turned.fix == replace(TREATED, quarter_turns=1)
    assert back.fix == replace(TREATED, skip_blank=True)


def test_blank_pages_are_left_out_only_where_others_stay() -> None:
    told = findings({0: BLANK, 1: BLANK}, LOOK)
    assert [each.fix for each in told] == [None, None]
    assert "Take the document out" in told[0].do


def test_photographs_stay_pictures_where_most_pages_are_some() -> None:
    assert findings({0: PICTURED, 1: ()}, LOOK)[0].fix is None
    assert findings({0: PICTURED, 1: PICTURED, 2: ()}, LOOK)[0].fix == replace(TREATED, mode=Mode.TEXT)


def test_the_palest_page_says_how_much_contrast_all_get() -> None:
    pale = {
        page: (Found(FindingKind.LIGHT_GREY, Remedy.CONTRAST, more),)
        for page, more in enumerate((35, 85, 60))
    }
    assert [each.fix for each in findings(pale, LOOK)] == [replace(TREATED, contrast=85)] * 3


def test_pages_that_want_more_and_less_of_it_get_neither() -> None:
    pale = (Found(FindingKind.LIGHT_GREY, Remedy.CONTRAST, 35),)
    drowned = (Found(FindingKind.COLOURED_GROUND, Remedy.CONTRAST, -15),)
    assert [each.fix for each in findings({0: pale, 1: drowned}, LOOK)] == [None, None]


def test_it_says_whether_all_pages_were_looked_at() -> None:
    assert Legibility((), 3, 3).is_whole
    assert not Legibility((), 20, 21).is_whole
