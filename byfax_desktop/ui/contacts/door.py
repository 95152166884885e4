"""The way to the contacts, from wherever a person is: the window is made when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from byfax_desktop.ui.session import Session

if TYPE_CHECKING:
    from byfax_desktop.ui.contacts.window import ContactsWindow


class ContactsDoor(QObject):
    """``fax_asked`` with the contacts, as (name, company, number), that are to be recipients of the fax."""

    fax_asked = Signal(object)

    history_asked = Signal(object)
    """The StoredContact of whom a person wants to see all faxes."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._window: ContactsWindow | None = None

    def open(self) -> None:
        """Show the contacts."""
        window = self._shown()
        window.raise_()
        window.activateWindow()

    def add(self, name: str, company: str, number: str) -> None:
        """Have somebody of a fax written down; who has the number already is shown to be changed."""
        from byfax_desktop.store.address_book import StoredContact

        self.open()
        known = self._session.contacts.index.with_number(number)
        written = known[0] if known else StoredContact("", name, company, (number,) if number else ())
        self._shown().edit(written)

    def close(self) -> None:
        """Close the window, if there is one."""
        if self._window:
            self._window.close()

    def _shown(self) -> ContactsWindow:
        if self._window is None:
            from byfax_desktop.ui.contacts.window import ContactsWindow

            self._window = ContactsWindow(self._session)
            self._window.fax_asked.connect(
                lambda people: self.fax_asked.emit([(p.name, p.company, p.numbers[0]) for p in people])
            )
            self._window.history_asked.connect(self.history_asked)
            self._window.destroyed.connect(self._forget)
        self._window.show()
        return self._window

    def _forget(self) -> None:
        self._window = None
