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

    title: str
    of_broadcast: Callable[[OutboxEntry, StateWords], str]
    of_message: Callable[[OutboxMessage, StateWords], str]
    alignment: Qt.AlignmentFlag = _LEFT


COLUMNS = (
    OutboxColumn("Fax", lambda e, _: texts.broadcast_title(e), lambda m, _: texts.recipient_title(m)),
    OutboxColumn("State", lambda _, words: words.text, lambda _, words: words.text),
    OutboxColumn(
        "Pages", lambda e, _: texts.broadcast_pages(e), lambda m, _: texts.message_pages(m.message), _RIGHT
    ),
    OutboxColumn(
        "Tries", lambda e, _: texts.broadcast_tries(e), lambda m, _: texts.message_tries(m.message), _RIGHT
    ),
    OutboxColumn(
        "Time", lambda e, _: texts.broadcast_time(e), lambda m, _: texts.message_time(m.message), _RIGHT
    ),
    OutboxColumn(
        "Cost", lambda e, _: texts.broadcast_cost(e), lambda m, _: texts.message_cost(m.message), _RIGHT
    ),
)
STATE_COLUMN = 1
