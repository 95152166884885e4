"""The shape of a fax page, and the words of a document's trouble."""

from __future__ import annotations

from pathlib import Path

import pytest

from byfax_desktop.fax.geometry import Resolution
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind, shown_name


def test_an_a4_page_has_the_lines_of_the_standard() -> None:
    assert (Resolution.FINE.page_lines, Resolution.STANDARD.page_lines) == (2292, 1146)


@pytest.mark.parametrize(("inches", "fine", "standard"), [(11, 2156, 1078), (14, 2744, 1372)])
def test_letter_and_legal_are_in_proportion(inches: int, fine: int, standard: int) -> None:
    millimetres = inches * 25.4
    assert Resolution.FINE.lines(millimetres) == fine
    assert Resolution.STANDARD.lines(millimetres) == standard


@pytest.mark.parametrize("kind", list(TroubleKind))
def test_every_trouble_says_what_happened_and_what_to_do(kind: TroubleKind) -> None:
    trouble = DocumentTrouble.of(kind, Path("/a/b/letter.pdf"))
    assert "letter.pdf" in trouble.what
    assert "/a/b" not in trouble.what
    assert trouble.what.endswith(".")
    assert trouble.do.endswith(".")
    assert trouble.kind is kind


def test_a_name_cannot_break_or_turn_the_sentence_it_stands_in() -> None:
    assert shown_name("in\nvoice\u202efdp.exe\x1b") == "invoicefdp.exe"
    assert shown_name("\x00") == "the file"


def test_a_long_name_keeps_its_beginning_and_its_ending() -> None:
    shown = shown_name("report " + "x" * 300 + ".pdf")
    assert len(shown) <= 80
    assert shown.startswith("report ")
    assert shown.endswith(".pdf")
