"""The columns of the Inbox, and what its rows are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from byfax_desktop.ui.inbox import texts
from byfax_desktop.ui.widgets.row_model import Column, RowKind

if TYPE_CHECKING:
    from byfax_desktop.engine.events import InboxEntry

    NameOf = Callable[[str | None], str]

TO_COLUMN = 1
WRITTEN_COLUMN = 4


def columns(name_of: NameOf) -> tuple[Column[InboxEntry], ...]:
    """The columns; ``name_of`` knows whose a number is."""
    return (
        Column(
            "From",
            lambda entry: texts.sender_line(entry, name_of(entry.fax.sender)),
            icon=texts.icon_name,
        ),
        Column("To", texts.recipient),
        Column("Received", texts.received, right=True),
        Column("Pages", texts.pages, right=True),
        Column("Labels, note", texts.written),
    )


def kind(name_of: NameOf) -> RowKind[InboxEntry]:
    """What a row is; ``name_of`` knows whose a number is."""
    return RowKind(
        ref=lambda entry: entry.fax.ref,
        sentence=lambda entry: texts.sentence(entry, name_of(entry.fax.sender)),
        bold=lambda entry: entry.unread,
    )
