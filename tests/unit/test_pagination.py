"""Iterators over all pages of a listing, whatever the service says of their number."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.service.ports.caller import PAGE_SIZE, all_items
from byfax_desktop.service.ports.faxout import FaxoutPort
from byfax_desktop.service.ports.inbox import InboxPort
from byfax_desktop.service.records import (
    Broadcast,
    Broadcasts,
    InboundFax,
    InboundFaxes,
    Message,
    Messages,
    StateCode,
)
from byfax_desktop.service.requests import BroadcastFilter, FaxFilter, RecipientFilter


@dataclass(frozen=True)
class Numbers:
    items: tuple[int, ...]
    count_total: int | None = None


class Book:
    """Pages that remember which of them were asked for."""

    def __init__(self, items: range, size: int, total: int | None) -> None:
        self._items, self._size, self._total = items, size, total
        self.asked: list[int] = []

    def __call__(self, number: int) -> Numbers:
        self.asked.append(number)
        start = number * self._size
        return Numbers(tuple(self._items[start : start + self._size]), self._total)


@given(st.integers(0, 60), st.integers(1, 20))
def test_every_item_comes_once_and_in_order(count, size):
    told, silent = Book(range(count), size, count), Book(range(count), size, None)

    assert list(all_items(told)) == list(all_items(silent)) == list(range(count))
    assert told.asked == list(range(max(1, -(-count // size))))


def test_a_total_that_is_too_high_ends_at_the_empty_page():
    book = Book(range(25), 10, 1_000_000)

    assert list(all_items(book)) == list(range(25))
    assert book.asked == [0, 1, 2, 3]


def test_a_page_is_asked_for_only_when_it_is_needed():
    book = Book(range(100), 10, 100)

    assert list(islice(all_items(book), 11)) == list(range(11))
    assert book.asked == [0, 1]


@pytest.mark.parametrize("total", [None, 1_000_000])
def test_a_service_that_ignores_the_page_number_does_not_go_on_for_ever(total):
    same = Numbers((1, 2, 3), total)

    assert list(islice(all_items(lambda _: same), 100)) == [1, 2, 3]


class Recorder:
    """Answers each call with a page of one item, of three in all."""

    def __init__(self, answer, item) -> None:
        self._answer, self._item = answer, item
        self.calls: list[tuple[str, object]] = []

    def call(self, answer, operation, values, **_):
        assert answer is self._answer
        (request,) = values.values()
        self.calls.append((operation, request))
        number = request.pagination.page_number
        items = (self._item(number),) if number < 3 else ()
        return answer(state_code=StateCode.SUCCESS, count_total=3, items=items)


CASES = {
    "broadcasts": (
        Broadcasts,
        lambda n: Broadcast(broadcast_ref=f"b{n}"),
        lambda recorder: FaxoutPort(recorder).iter_broadcasts(BroadcastFilter(("x",))),
        "faxout.listBrodcasts",
    ),
    "recipients": (
        Messages,
        lambda n: Message(message_ref=f"m{n}"),
        lambda recorder: FaxoutPort(recorder).iter_recipients(RecipientFilter(("x",), ("y",))),
        "faxout.listRecipients",
    ),
    "faxes": (
        InboundFaxes,
        lambda n: InboundFax(ref=f"f{n}"),
        lambda recorder: InboxPort(recorder).iter_faxes(FaxFilter("x", has_file=True)),
        "faxin/message.listFaxes",
    ),
}


@pytest.mark.parametrize(("answer", "item", "iterate", "operation"), CASES.values(), ids=CASES)
def test_each_listing_asks_page_by_page_with_its_filter(answer, item, iterate, operation):
    recorder = Recorder(answer, item)

    assert list(iterate(recorder)) == [item(0), item(1), item(2)]
    assert [name for name, _ in recorder.calls] == [operation] * 3
    assert [(r.pagination.page_number, r.pagination.page_size) for _, r in recorder.calls] == [
        (0, PAGE_SIZE), (1, PAGE_SIZE), (2, PAGE_SIZE),
    ]  # fmt: skip
    first = recorder.calls[0][1]
    assert "x" in (getattr(first, "did", None), *(getattr(first, "broadcast_refs", None) or ()))
