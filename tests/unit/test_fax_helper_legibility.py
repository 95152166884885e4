"""What the page helper tells of pages that will not be read, and what it believes of its children."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st
from page_children import answering, nothing_left
from prose import ENGLISH

from byfax_desktop.fax.geometry import Resolution
from byfax_desktop.fax.helper import PageHelper
from byfax_desktop.fax.legibility.findings import MOST_PAGES, FindingKind, Found, Legibility, Remedy
from byfax_desktop.fax.page_choice import PageChoice
from byfax_desktop.fax.process import heard
from byfax_desktop.fax.process.wire import Garbled
from byfax_desktop.fax.treatment import Treatment
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind
from byfax_desktop.fax.wanted import FaxLook

LOOK = FaxLook()
STANDARD = FaxLook(Resolution.STANDARD)
ALL_BLANK = answering(
    'send({"answer": {"found": [["blank", "skip blank", 0]] if request["index"] else []}, "memory": 0})'
)
Helpers = Callable[..., PageHelper]


@pytest.fixture
def helper_of() -> Iterator[Helpers]:
    with nothing_left():
        helpers = []

        def make(*settings: object) -> PageHelper:
            helpers.append(PageHelper(*settings))  # type: ignore[arg-type]
            return helpers[-1]

        yield make
        for each in helpers:
            each.close()


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """A readable page, a blank one, one in small letters and one in pale ones."""
    pdf = FPDF(format="A4")
    for size, grey in ((11, 0), (0, 0), (4, 0), (11, 210)):
        pdf.add_page()
        if size:
            pdf.set_text_color(grey)
            pdf.set_font("Helvetica", size=size)
            pdf.multi_cell(0, size * 0.5, " ".join([ENGLISH] * 3))
    path = tmp_path / "all.pdf"
    pdf.output(str(path))
    return path


def kinds(told: Legibility) -> list[tuple[int, FindingKind]]:
    return [(each.page, each.kind) for each in told.findings]


def test_each_page_is_looked_at_as_it_will_come_out(helper_of: Helpers, document: Path) -> None:
    told = helper_of().legibility(document, 4, STANDARD)
    assert kinds(told) == [(1, FindingKind.BLANK), (2, FindingKind.TOO_SMALL), (3, FindingKind.LIGHT_GREY)]
    assert (told.looked_at, told.pages, told.is_whole) == (4, 4, True)
    blank, small, pale = told.findings
    assert (blank.fix, small.fix) == (Treatment(skip_blank=True), Resolution.FINE)
    assert isinstance(pale.fix, Treatment)
    assert pale.fix.contrast > 0


def test_what_was_mended_is_not_found_again(helper_of: Helpers, document: Path) -> None:
    mended = replace(LOOK, treatment=Treatment(contrast=50, skip_blank=True))
    assert kinds(helper_of().legibility(document, 4, mended)) == []


def test_pages_that_are_not_sent_are_not_looked_at(helper_of: Helpers, document: Path) -> None:
    some = replace(STANDARD, treatment=Treatment(pages=PageChoice(((1, 1), (4, None)))))
    told = helper_of().legibility(document, 4, some)
    assert kinds(told) == [(3, FindingKind.LIGHT_GREY)]
    assert (told.looked_at, told.pages) == (2, 2)


def test_the_first_twenty_are_enough(helper_of: Helpers, tmp_path: Path) -> None:
    told = helper_of(20, ALL_BLANK).legibility(tmp_path / "long.pdf", 500, LOOK)
    assert [each.page for each in told.findings] == list(range(1, MOST_PAGES))
    assert (told.looked_at, told.pages, told.is_whole) == (MOST_PAGES, 500, False)


def test_it_comes_to_an_end_sooner_where_pages_take_long(
    helper_of: Helpers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("byfax_desktop.fax.helper._LONGEST_LOOK", -1)
    told = helper_of(20, ALL_BLANK).legibility(tmp_path / "slow.pdf", 3, LOOK)
    assert (told.findings, told.looked_at, told.is_whole) == ((), 0, False)


def test_trouble_with_a_page_is_told_as_always(helper_of: Helpers, tmp_path: Path) -> None:
    with pytest.raises(DocumentTrouble) as caught:
        helper_of().legibility(tmp_path / "gone.pdf", 1, LOOK)
    assert caught.value.kind is TroubleKind.MISSING


def test_a_child_that_was_taken_over_is_not_believed(helper_of: Helpers, tmp_path: Path) -> None:
    lying = answering('send({"answer": {"found": [["blank", "pay here", 0]]}, "memory": 0})')
    with pytest.raises(DocumentTrouble) as caught:
        helper_of(20, lying).legibility(tmp_path / "a.pdf", 1, LOOK)
    assert caught.value.kind is TroubleKind.CRASHED


@given(
    st.builds(
        Found, st.sampled_from(FindingKind), st.none() | st.sampled_from(Remedy), st.integers(-100, 100)
    )
)
def test_what_is_told_arrives(one: Found) -> None:
    told = [one.kind.value, one.remedy and one.remedy.value, one.contrast]
    assert heard.found({"found": [told]}) == (one,)
    assert heard.found({"found": None}) is None


plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9)


@given(
    st.recursive(
        plain, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=2)
    )
)
def test_anything_else_is_garbled(told: object) -> None:
    try:
        found = heard.found({"found": told})
    except Garbled:
        return
    assert found is None or found == ()
