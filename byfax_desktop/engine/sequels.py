"""The history of a fax with what was made of it, and of what it was made itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from byfax_desktop.engine.clock import moment
from byfax_desktop.engine.missing import Missing
from byfax_desktop.engine.notice_page import day_words, page_words
from byfax_desktop.engine.numbers import format_number
from byfax_desktop.store.submissions import FaxState, HistoryEntry, Sequel, SequelKind

if TYPE_CHECKING:
    from byfax_desktop.engine.desk import Desk
    from byfax_desktop.store.sequels import SequelFate

_FATES = {
    FaxState.DELIVERED: "delivered",
    FaxState.PARTLY: "delivered to some",
    FaxState.FAILED: "not delivered",
    FaxState.REJECTED: "byFax did not take it",
    FaxState.HELD: "waiting for you",
    FaxState.NEEDS_YOU: "waiting for you",
}


def whole_history(desk: Desk, broadcast_ref: str) -> tuple[HistoryEntry, ...]:
    """All that happened to a fax, in order, and what was made of it, as that fares now. Raises StoreTrouble."""
    seen = desk.journal.find(broadcast_ref)
    if seen is None:
        return ()
    lines = list(desk.journal.history(seen.id))
    origin = desk.sequels.origin(broadcast_ref)
    if origin:
        lines.append(HistoryEntry(origin.created, seen.state.value, _origin_words(origin)))
    lines += [
        HistoryEntry(each.created, seen.state.value, _sequel_words(each), each.sequel.message_ref)
        for each in desk.sequels.of(broadcast_ref)
    ]
    return tuple(sorted(lines, key=lambda line: line.at))


def _origin_words(fate: SequelFate) -> str:
    of = "an earlier fax"
    if fate.first_created is not None:
        local = moment(fate.first_created).astimezone()
        of = f"the fax of {local:%H:%M} on {day_words(local)}"
    return {
        SequelKind.REST: f"This is the rest, {_pages(fate.sequel)}, of {of}",
        SequelKind.AGAIN: f"Made of {of}, to send it again",
        SequelKind.FORWARD: f"Made of {of}, to forward it",
    }[fate.sequel.kind]


def _sequel_words(fate: SequelFate) -> str:
    whom = format_number(fate.number) if fate.recipients == 1 else f"{fate.recipients} recipients"
    what = {
        SequelKind.REST: f"The rest, {_pages(fate.sequel)}, was sent as another fax to {whom}",
        SequelKind.AGAIN: f"Sent again as another fax to {whom}",
        SequelKind.FORWARD: f"Forwarded to {whom}",
    }[fate.sequel.kind]
    return f"{what}: {_fate(fate)}"


def _pages(sequel: Sequel) -> str:
    return page_words(Missing(sequel.first_page, sequel.last_page))


def _fate(fate: SequelFate) -> str:
    if fate.state is FaxState.CANCELLED:
        return "cancelled" if fate.is_there else "taken back before it was sent"
    return _FATES.get(fate.state, "on its way")
