"""The notice of received faxes that nobody has read for an hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.widgets.texts import count

if TYPE_CHECKING:
    from byfax_desktop.engine.events import FaxesUnread, InboxChanged, InboxEntry
    from byfax_desktop.ui.session import Session


class UnreadNotice(MessageBar):
    """``asked`` with the refs of the faxes when a person wants to see them; those that were read meanwhile leave it."""

    asked = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("unread_message", parent)
        self._contacts = session.contacts
        self._entries: tuple[InboxEntry, ...] = ()
        session.bridge.faxes_unread.connect(self._add)
        session.bridge.inbox_changed.connect(self._note_read)
        session.account_changed.connect(self.clear)
        self.action_triggered.connect(self._ask)

    def clear(self) -> None:
        """Nothing is to be said any more, nor again of these."""
        super().clear()
        self._entries = ()

    def _add(self, event: FaxesUnread) -> None:
        self._show((*event.faxes, *self._entries))

    def _note_read(self, event: InboxChanged) -> None:
        if not self._entries:
            return
        unread = {entry.fax.ref for entry in event.faxes if entry.unread}
        left = tuple(entry for entry in self._entries if entry.fax.ref in unread)
        if len(left) < len(self._entries):
            self._show(left)

    def _show(self, entries: tuple[InboxEntry, ...]) -> None:
        if not entries:
            self.clear()
            return
        self._entries = entries
        if len(entries) > 1:
            words = (
                f"{count(len(entries), 'fax', 'faxes')} that came over an hour ago have not been read yet."
            )
            self.tell(Tone.NOTE, words, action="Sho&w them")
            return
        from byfax_desktop.ui.inbox import texts

        entry = entries[0]
        who = texts.sender(entry.fax, self._contacts.name_of(entry.fax.sender))
        words = f"The fax from {who}, received {texts.received(entry)}, has not been read yet."
        self.tell(Tone.NOTE, words, action="Sho&w it")

    def _ask(self) -> None:
        refs = tuple(entry.fax.ref for entry in self._entries)
        self.clear()
        self.asked.emit(refs)
