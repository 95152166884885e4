"""Lists that are proved complete: a list that moves, lags or lies is never taken for "there is nothing"."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_service import page

from byfax_desktop.engine.listing import complete
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import AnswerUnreadable, NoAnswer, Refused, refusal
from byfax_desktop.service.records import Broadcasts


def pages(*answers):
    """``answers`` are (items, total) or errors by call, whatever page is asked for."""
    todo = iter(answers)

    def page_of(_number):
        answer = next(todo)
        if isinstance(answer, Exception):
            raise answer
        items, total = answer
        return replace(page(Broadcasts, (), 0, 10), items=tuple(items), count_total=total)

    return page_of


def refused(code):
    return refusal(StateCode(code), None, "faxout.listBrodcasts")


def test_all_pages_are_read():
    assert list(complete(pages(("ab", 3), ("c", 3)), str)) == ["a", "b", "c"]


def test_an_item_that_slipped_to_the_next_page_counts_once():
    assert list(complete(pages(("ab", 3), ("b", 3), ("c", 3)), str)) == ["a", "b", "c"]


def test_a_list_that_moves_is_read_again():
    assert list(complete(pages(("ab", 3), ("c", 4), ("ab", 2)), str)) == ["a", "b"]


def test_a_list_that_never_adds_up_proves_nothing():
    with pytest.raises(AnswerUnreadable):
        complete(pages(*[("a", 3), ("", 3)] * 3), str)


def test_without_a_total_it_ends_where_nothing_new_comes():
    assert list(complete(pages(("ab", None), ("ab", None)), str)) == ["a", "b"]


def test_an_empty_list_is_complete():
    assert complete(pages(("", 0)), str) == {}


def test_pages_are_asked_for_one_after_another():
    asked = []
    answers = pages(("ab", 5), ("cd", 5), ("e", 5))
    complete(lambda number: (asked.append(number), answers(number))[1], str)

    assert asked == [0, 1, 2]


def test_more_than_was_announced_is_complete():
    assert list(complete(pages(("abc", 2)), str)) == ["a", "b", "c"]


def test_a_service_that_gives_the_same_page_again_and_again_proves_nothing():
    asked = []
    always = pages(*[("a", 3)] * 100)
    with pytest.raises(AnswerUnreadable):
        complete(lambda number: (asked.append(number), always(number))[1], str)

    assert asked == [0, 1] * 3


def test_nothing_found_in_place_of_a_list_is_an_empty_list():
    assert complete(pages(refused("EMPTY_RESULT")), str) == {}


def test_nothing_found_on_a_later_page_has_the_list_read_again():
    assert list(complete(pages(("ab", 3), refused("EMPTY_RESULT"), ("ab", 2)), str)) == ["a", "b"]


@pytest.mark.parametrize(
    "failure",
    [refused("CONTAINER_NOT_FOUND"), refused("DATABASE_QUERY_EXECUTE"), refused(""), NoAnswer("a", "b")],
)
def test_any_other_error_is_no_list(failure):
    with pytest.raises((Refused, NoAnswer)) as caught:
        complete(pages(("ab", 3), failure), str)

    assert caught.value is failure
