"""The tries of a fax in words, a line for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from byfax_desktop.ui.widgets.texts import short_time

if TYPE_CHECKING:
    from byfax_desktop.engine.attempts import Attempt
    from byfax_desktop.service.records import Message

_MOST = 20


def tries_text(fax: Message, attempts: Sequence[Attempt]) -> str:
    """How each try went, such as 1st try 14:02: busy; the bare count where nothing is kept of them."""
    mine = [each for each in attempts if each.message_ref == fax.message_ref]
    if not mine:
        return str(fax.attempt) if fax.attempt else ""
    last = len(mine) - 1
    lines = [_line(each, place == last) for place, each in enumerate(mine)]
    left_out = len(lines) - _MOST
    if left_out > 0:
        lines[:left_out] = [f"{left_out} before these"]
    return "\n".join(lines)


def _line(attempt: Attempt, is_newest: bool) -> str:
    # Not before there is a fax with tries: the window is to open without what this needs.
    from byfax_desktop.engine.attempts import fate_words

    fate = fate_words(attempt.report, is_newest)
    when = f" {short_time(attempt.report.call_started)}" if attempt.report.call_started else ""
    return f"{_ordinal(attempt.number)} try{when}: {fate[:1].lower()}{fate[1:]}"


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
