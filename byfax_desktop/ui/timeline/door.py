"""The way to the history with somebody, from wherever a person is: one window for each of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from byfax_desktop.ui.session import Session
from byfax_desktop.ui.workers import Workers

if TYPE_CHECKING:
    from byfax_desktop.engine.correspondents import Correspondent
    from byfax_desktop.store.address_book import StoredContact
    from byfax_desktop.ui.timeline.window import TimelineWindow


class TimelineDoor(QObject):
    """``fax_asked``, ``reply_asked``, ``sent_asked`` and ``received_asked`` as the windows ask."""

    fax_asked = Signal(str, str, str)
    reply_asked = Signal(object)
    sent_asked = Signal(str)
    received_asked = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        # Of all windows, and one at a time: texts come to the disk in the order in which they were typed.
        self._workers = Workers("byfax-notes", 1, self)
        self._windows: dict[str, TimelineWindow] = {}

    def open(self, key: str, name: str = "", company: str = "") -> None:
        """Show the history with whoever has a number (E.164), or is another sender by their key.

        ``name`` and ``company`` are what a fax tells of somebody whom the address book does not know.
        """
        from byfax_desktop.engine.correspondents import correspondent_of

        if key:
            contacts = self._session.contacts
            self._show(lambda: correspondent_of(contacts.index, key, name, company))

    def open_contact(self, contact: StoredContact) -> None:
        """Show the history with a contact's organisation, or the contact alone where there is none."""
        from byfax_desktop.engine.correspondents import correspondent_of_contact

        contacts = self._session.contacts

        def resolve() -> Correspondent:
            now = contacts.index.by_id.get(contact.id, contact)
            return correspondent_of_contact(contacts.index, now)

        self._show(resolve)

    def close(self) -> None:
        """Close all windows."""
        for window in tuple(self._windows.values()):
            window.close()

    def _show(self, resolve: Callable[[], Correspondent]) -> None:
        if self._session.account is None:
            return
        from byfax_desktop.ui.timeline.window import TimelineWindow

        place = resolve().place
        window = self._windows.get(place)
        if window is None:
            window = self._windows[place] = TimelineWindow(self._session, self._workers, resolve)
            window.fax_asked.connect(self.fax_asked)
            window.reply_asked.connect(self.reply_asked)
            window.sent_asked.connect(self.sent_asked)
            window.received_asked.connect(self.received_asked)
            window.destroyed.connect(lambda: self._windows.pop(place, None))
        window.show()
        window.raise_()
        window.activateWindow()
