"""The columns of the Outbox: what each says of a broadcast, and of a recipient."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from byfax_desktop.ui.outbox import texts

if TYPE_CHECKING:
    from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
    from byfax_desktop.engine.words import StateWords

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class OutboxColumn:
    """A title, and the text for each kind of row; both get the words for the row's state too."""

    name: str
    """By which what a person chose of it is kept."""
    title: str
    of_broadcast: Callable[[OutboxEntry, StateWords], str]
    of_message: Callable[[OutboxMessage, StateWords], str]
    alignment: Qt.AlignmentFlag = _LEFT
    sample: str = ""
    """A text as wide as most; a column without one takes what is left over."""
    least: str = ""
    """A text as wide as such a column is at least."""
    shown: bool = True
    """Whether it is shown before anything was chosen."""

    @property
    def falls_first(self) -> bool:
        """Whether who sorts by it wants the largest first: numbers, and the newest of times."""
        return self.alignment == _RIGHT


COLUMNS = (
    OutboxColumn(
        "fax",
        "Fax",
        lambda e, _: texts.broadcast_title(e),
        lambda m, _: texts.recipient_title(m),
        least="A subject of a usual length",
    ),
    OutboxColumn(
        "state",
        "State",
        lambda _, words: words.text,
        lambda _, words: words.text,
        least="Sending page 00 of 000, try 0",
    ),
    # What begins at the left stands before all that ends at the right: else two texts would touch.
    OutboxColumn(
        "station",
        "Remote station",
        lambda e, _: texts.broadcast_station(e),
        lambda m, _: texts.message_station(m.message),
        sample="+000 00 000 00 00",
        shown=False,
    ),
    OutboxColumn(
        "pages",
        "Pages",
        lambda e, _: texts.broadcast_pages(e),
        lambda m, _: texts.message_pages(m.message),
        _RIGHT,
        "000 of 000",
    ),
    OutboxColumn(
        "tries",
        "Tries",
        lambda e, _: texts.broadcast_tries(e),
        lambda m, _: texts.message_tries(m.message),
        _RIGHT,
        "Tries",
    ),
    OutboxColumn(
        "duration",
        "Duration",
        lambda e, _: texts.broadcast_duration(e),
        lambda m, _: texts.message_duration(m.message),
        _RIGHT,
        "00 min 00 s",
        shown=False,
    ),
    OutboxColumn(
        "speed",
        "Speed",
        lambda e, _: texts.broadcast_speed(e),
        lambda m, _: texts.message_speed(m.message),
        _RIGHT,
        "33,600 bit/s",
        shown=False,
    ),
    OutboxColumn(
        "time",
        "Time",
        lambda e, _: texts.broadcast_time(e),
        lambda m, _: texts.message_time(m.message),
        _RIGHT,
        "30 Nov 00:00",
    ),
    OutboxColumn(
        "cost",
        "Cost",
        lambda e, _: texts.broadcast_cost(e),
        lambda m, _: texts.message_cost(m.message),
        _RIGHT,
        "00.00 EUR",
    ),
)
STATE_COLUMN = 1
