"""Small pictures of documents: only of those that are asked for, and no more than can be kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from tab_doubles import StandInPages

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.fax.treatment import Treatment
from byfax_desktop.ui.compose import document_thumbnails
from byfax_desktop.ui.compose.document_model import Document, DocumentState
from byfax_desktop.ui.compose.document_thumbnails import BOX, Thumbnails


def document(name: str, **facts: Any) -> Document:
    return Document(Path(f"/tmp/{name}"), **({"state": DocumentState.READY, "pages": 1} | facts))


@pytest.fixture
def pages() -> StandInPages:
    return StandInPages()


@pytest.fixture
def thumbnails(qtbot: QtBot, pages: Any) -> Thumbnails:
    return Thumbnails(pages)


def test_a_picture_is_asked_for_once_and_fits(
    thumbnails: Thumbnails, pages: StandInPages, qtbot: QtBot
) -> None:
    one = document("a.pdf", password="sesame")
    assert thumbnails.picture(one) is None
    assert thumbnails.picture(one) is None
    (request,) = pages.open
    assert (request.page, request.password) == (0, "sesame")
    with qtbot.waitSignal(thumbnails.arrived):
        pages.answer()
    picture = thumbnails.picture(one)
    assert picture is not None
    size = picture.deviceIndependentSize()
    assert size.width() <= BOX.width()
    assert size.height() <= BOX.height()
    assert pages.open == []


def test_of_what_is_not_known_yet_or_only_to_the_service_there_is_none(
    thumbnails: Thumbnails, pages: StandInPages
) -> None:
    for state in (DocumentState.READING, DocumentState.PROTECTED, DocumentState.TROUBLE):
        assert thumbnails.picture(document("a.pdf", state=state)) is None
    assert thumbnails.picture(document("b.docx", pages=None)) is None
    assert pages.open == []
    thumbnails.picture(document("b.docx", pages=None, service_pages=(Path("/tmp/p.pdf"), 3)))
    assert [request.path for request in pages.open] == [Path("/tmp/p.pdf")]


def test_a_turned_document_is_seen_turned(thumbnails: Thumbnails, pages: StandInPages) -> None:
    one = document("a.pdf")
    thumbnails.picture(one)
    pages.answer()
    one.treatment = Treatment(quarter_turns=1)
    assert thumbnails.picture(one) is None
    assert pages.open[0].quarter_turns == 1
    pages.answer()
    picture = thumbnails.picture(one)
    assert picture is not None
    assert picture.width() > picture.height()


def test_a_page_that_cannot_be_shown_is_not_asked_for_again_and_again(
    thumbnails: Thumbnails, pages: StandInPages
) -> None:
    one = document("a.pdf")
    thumbnails.picture(one)
    pages.fail(Trouble("It is broken.", "Mend it."))
    assert thumbnails.picture(one) is None
    assert pages.open == []


def test_what_is_asked_for_last_comes_first_and_little_at_a_time(
    thumbnails: Thumbnails, pages: StandInPages
) -> None:
    for number in range(200):
        thumbnails.picture(document(str(number)))
    assert len(pages.open) == 2
    pages.answer()
    assert [request.path.name for request in pages.open] == ["199", "198"]
    asked = 4
    while pages.open:
        pages.answer()
        asked += len(pages.open)
    assert asked == 62, "nobody looks at what was scrolled past any more"


def test_only_so_many_are_kept(
    thumbnails: Thumbnails, pages: StandInPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_thumbnails, "MOST", 3)
    several = [document(str(number)) for number in range(4)]
    for each in several:
        thumbnails.picture(each)
        pages.answer()
    assert [thumbnails.picture(each) is not None for each in reversed(several)] == [True, True, True, False]


def test_of_a_fax_that_is_gone_nothing_is_wanted(thumbnails: Thumbnails, pages: StandInPages) -> None:
    one = document("a.pdf")
    thumbnails.picture(one)
    thumbnails.forget()
    assert pages.open == []
    thumbnails.picture(one)
    assert len(pages.open) == 1
