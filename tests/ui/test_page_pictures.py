"""Which pictures are asked for, and how long they are kept."""

from __future__ import annotations

import pytest
from page_doubles import BROKEN, DOCUMENT, answer_all
from pytestqt.qtbot import QtBot
from tab_doubles import StandInPages, sheet

from byfax_desktop.fax.turns import PageTurns
from byfax_desktop.fax.wanted import FaxLook
from byfax_desktop.ui.page_image import PageImage
from byfax_desktop.ui.widgets.page_cache import Kept, PageCache
from byfax_desktop.ui.widgets.page_pictures import PagePictures

EACH = sheet(100).sizeInBytes()


@pytest.fixture
def source(qtbot: QtBot) -> StandInPages:
    return StandInPages()


@pytest.fixture
def pictures(source: StandInPages) -> PagePictures:
    pictures = PagePictures(source)
    pictures.open(DOCUMENT)
    return pictures


def kept(width: int = 100) -> Kept:
    return Kept(PageImage(sheet(width)), width)


def pages(source: StandInPages) -> list[int | None]:
    return [request.page for request in source.open]


def test_a_page_that_failed_is_not_asked_for_again_and_again(
    pictures: PagePictures, source: StandInPages
) -> None:
    pictures.want([0], 400)
    source.fail(BROKEN)
    pictures.want([0], 500)
    assert len(source.requests) == 1
    assert pictures.trouble(0) == BROKEN
    pictures.retry([0])
    assert pages(source) == [0]
    assert pictures.trouble(0) is None


def test_no_more_is_asked_for_at_once_than_is_made_at_once(
    pictures: PagePictures, source: StandInPages
) -> None:
    pictures.want(range(5), 100)
    assert pages(source) == [0, 1]
    source.open[1].cancel()
    source.requests[1].callback(PageImage(sheet(100)))
    assert pages(source) == [0, 2]


def test_what_is_in_sight_goes_before_what_is_near(pictures: PagePictures, source: StandInPages) -> None:
    pictures.want([3], 100, near=[4, 2])
    assert pages(source) == [3]
    source.answer()
    assert pages(source) == [4]
    pictures.want([9], 100)
    assert pages(source) == [9], "and what is no longer near is called off"


def test_settled_is_told_when_all_in_sight_is_here_or_has_failed(
    pictures: PagePictures, source: StandInPages
) -> None:
    told: list[bool] = []
    pictures.settled.connect(lambda: told.append(True))
    pictures.want([0, 1], 100)
    first, second = source.open
    first.cancel()
    first.callback(PageImage(sheet(100)))
    assert (told, pictures.is_settled) == ([], False)
    second.cancel()
    second.callback(BROKEN)
    assert (told, pictures.is_settled) == ([True], True)


def test_a_picture_of_another_width_or_look_is_asked_for_anew(
    pictures: PagePictures, source: StandInPages
) -> None:
    pictures.want([0], 100)
    source.answer()
    pictures.want([0], 100)
    assert source.open == []
    pictures.want([0], 200)
    assert [request.width for request in source.open] == [200]
    source.answer()
    pictures.set_look(FaxLook())
    assert [request.look for request in source.open] == [FaxLook()]


def test_a_picture_on_its_way_is_not_asked_for_twice(pictures: PagePictures, source: StandInPages) -> None:
    pictures.want([0, 1], 100)
    pictures.want([1, 2], 100)
    assert pages(source) == [1, 2]
    assert [request.page for request in source.requests] == [0, 1, 2]


def test_neighbours_that_find_no_room_are_not_fetched_for_ever(qtbot: QtBot, source: StandInPages) -> None:
    pictures = PagePictures(source, max_bytes=EACH)
    pictures.open(DOCUMENT)
    pictures.want([0], 100, near=[1, 2])
    answer_all(source)
    assert [request.page for request in source.requests] == [0, 1, 2]
    assert pictures.image(0) is not None, "what is in sight stays"
    assert pictures.bytes_held == EACH


def test_the_requests_of_a_viewer_that_is_gone_are_called_off(qtbot: QtBot, source: StandInPages) -> None:
    pictures = PagePictures(source)
    pictures.open(DOCUMENT)
    pictures.want([0], 100)
    with qtbot.waitSignal(pictures.destroyed):
        pictures.deleteLater()
    assert source.open == []


def test_a_turned_picture_is_turned_once(pictures: PagePictures, source: StandInPages) -> None:
    pictures.want([0], 100)
    source.answer(ratio=2.0)
    pictures.set_turns(PageTurns(3))
    turned = pictures.image(0)
    assert turned is not None
    assert (turned.image.width(), turned.image.height()) == (200, 100)
    assert pictures.image(0) is turned


def test_a_picture_asked_for_turned_is_not_turned_again(pictures: PagePictures, source: StandInPages) -> None:
    pictures.set_turns(PageTurns(1))
    pictures.want([0], 100)
    assert source.open[0].quarter_turns == 1
    pictures.set_turns(PageTurns(2))
    source.answer(ratio=2.0)
    shown = pictures.image(0)
    assert shown is not None
    assert (shown.image.width(), shown.image.height()) == (100, 200), "half a turn in all"


def test_the_cache_stays_within_its_bytes_and_drops_what_was_not_used() -> None:
    cache = PageCache(3 * EACH)
    for page in range(3):
        cache.put(page, kept())
    cache.get(0)
    cache.put(3, kept())
    assert cache.pages == {0, 2, 3}
    cache.put(3, kept())
    assert cache.pages == {0, 2, 3}
    assert cache.bytes_held == 3 * EACH


def test_what_is_looked_at_without_being_used_goes_as_if_it_had_not_been() -> None:
    cache = PageCache(2 * EACH)
    for page in range(2):
        cache.put(page, kept())
    cache.peek(0)
    cache.put(2, kept())
    assert cache.pages == {1, 2}


def test_pages_that_are_needed_are_kept_however_large() -> None:
    cache = PageCache(10)
    cache.put(0, kept(), needed=(0,))
    cache.put(1, kept(), needed=(0, 1))
    assert cache.pages == {0, 1}
    cache.put(2, kept(), needed=(0, 1))
    assert cache.pages == {0, 1}
