"""The columns of the Inbox, and what its rows are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from byfax_desktop.ui.inbox import texts
from byfax_desktop.ui.widgets.row_model import Column, RowKind

if TYPE_CHECKING:
    from byfax_desktop.engine.events import InboxEntry

    NameOf = Callable[[str | None], str]
    PageOf = Callable[[str], int | None]

TO_COLUMN = 1
WRITTEN_COLUMN = 4


def columns(name_of: NameOf, page_of: PageOf) -> tuple[Column[InboxEntry], ...]:
    """The columns; ``name_of`` knows whose a number is, ``page_of`` on which page of a fax a text was found."""
    return (
        Column(
            "From",
            lambda entry: texts.sender_line(entry, name_of(entry.fax.sender), page_of(entry.fax.ref)),
            icon=texts.icon_name,
        ),
        Column("To", texts.recipient),
        Column("Received", texts.received, right=True),
        Column("Pages", texts.pages, right=True),
        Column("Labels, note", texts.written),
    )


def kind(name_of: NameOf, page_of: PageOf) -> RowKind[InboxEntry]:
    """What a row is; ``name_of`` knows whose a number is, ``page_of`` on which page of a fax a text was found."""
    return RowKind(
        ref=lambda entry: entry.fax.ref,
        sentence=lambda entry: texts.sentence(entry, name_of(entry.fax.sender), page_of(entry.fax.ref)),
        bold=lambda entry: entry.unread,
    )
