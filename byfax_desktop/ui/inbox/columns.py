"""The columns of the Inbox, and what its rows are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from byfax_desktop.ui.inbox import texts
from byfax_desktop.ui.widgets.row_model import Column, RowKind

if TYPE_CHECKING:
    from byfax_desktop.engine.events import InboxEntry

COLUMNS: tuple[Column[InboxEntry], ...] = (
    Column("From", lambda entry: texts.sender(entry.fax), icon=texts.icon_name),
    Column("To", texts.recipient),
    Column("Received", texts.received, right=True),
    Column("Pages", texts.pages, right=True),
)
TO_COLUMN = 1
KIND: RowKind[InboxEntry] = RowKind(
    ref=lambda entry: entry.fax.ref, sentence=texts.sentence, bold=lambda entry: entry.unread
)
