"""Lists that are proved complete: only of those may it be said that something is not in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import AnswerUnreadable, Refused
from byfax_desktop.service.ports.caller import Page

_Item = TypeVar("_Item")
_Answer = TypeVar("_Answer")

_RESTARTS = 3


def complete(page_of: Callable[[int], Page[_Item]], key: Callable[[_Item], str]) -> dict[str, _Item]:
    """All items of a listing by their key.

    The service must have shown as many as it says there are; where that number moves in the middle, the listing begins
    again. Where it says in place of a list that there is nothing, the list is empty. Raises the errors of the service,
    and AnswerUnreadable where it never adds up.
    """
    for _ in range(_RESTARTS):
        found = _pass(page_of, key)
        if found is not None:
            return found
    raise AnswerUnreadable.because("the list changes while it is read")


def unless_empty(ask: Callable[[], _Answer], nothing: _Answer) -> _Answer:
    """What the service answers; ``nothing`` where it says in place of an answer that there is nothing."""
    try:
        return ask()
    except Refused as refusal:
        if refusal.code is not StateCode.EMPTY_RESULT:
            raise
        return nothing


def _pass(page_of: Callable[[int], Page[_Item]], key: Callable[[_Item], str]) -> dict[str, _Item] | None:
    found: dict[str, _Item] = {}
    total: int | None = None
    before: tuple[_Item, ...] = ()
    number = 0
    while True:
        try:
            page = page_of(number)
        except Refused as refusal:
            if refusal.code is not StateCode.EMPTY_RESULT:
                raise
            # After the first page it is the list that has become shorter.
            return None if number else {}
        if number and page.count_total != total:
            return None
        total = page.count_total
        fresh = {key(item): item for item in page.items if key(item) not in found}
        found.update(fresh)
        if len(found) >= total if total is not None else not fresh:
            return found
        # A service that knows no pages gives the first one again and again.
        if not page.items or page.items == before:
            return None
        before = page.items
        number += 1
