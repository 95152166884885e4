"""The address book for the window: asked at once, read and written on a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.widgets.tips import shown_text
from byfax_desktop.ui.workers import Request, Workers

if TYPE_CHECKING:
    from byfax_desktop.engine.contacts.book import Contacts, Making
    from byfax_desktop.engine.contacts.index import ContactIndex
    from byfax_desktop.engine.contacts.suggestion import Suggestion
    from byfax_desktop.store.address_book import BookChange
    from byfax_desktop.ui.actions import EngineActions
    from byfax_desktop.ui.bridge import EngineBridge

_Result = TypeVar("_Result")

_FIRST_MS, _NEXT_MS = 500, 10_000
"""While faxes are on their way news of them come one upon the other; the numbers are read once for many."""


class ContactBook(QObject):
    """``changed`` when there are other contacts or lists, ``troubled`` with the Trouble that kept it from being read.

    Before ``load`` has come to its end there is nobody in it. Numbers that the open account has faxed are suggested
    too.
    """

    changed = Signal()
    troubled = Signal(object)

    def __init__(
        self, engine: EngineActions, bridge: EngineBridge, data_dir: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._data_dir = data_dir
        self._contacts: Contacts | None = None
        self._knows_faxed = False
        self._workers = Workers("byfax-contacts", 1, self)
        self._files = Workers("byfax-contact-files", 1, self)
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self.read_faxed)
        bridge.outbox_changed.connect(self._note_faxes)

    @property
    def index(self) -> ContactIndex:
        """The address book as it is now; asking it takes no time."""
        from byfax_desktop.engine.contacts.index import ContactIndex

        return self._contacts.index if self._contacts else ContactIndex()

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Contacts, lists and numbers faxed before that may be meant by what was typed, the best first."""
        return self._contacts.index.suggest(text, limit) if self._contacts else ()

    def name_of(self, number: str | None) -> str:
        """Name and company of the contact with a number; empty where there is none."""
        name = self._contacts.index.name_of(number) if self._contacts and number else ""
        return name if name.isprintable() else shown_text(name)

    def load(self) -> None:
        """Read the address book, again where another program has changed it."""
        self._run(lambda contacts: contacts.refresh(), self._take_loaded)

    def apply(self, making: BookChange | Making, done: Callable[[BookChange | Trouble], None]) -> None:
        """Make a change; ``done`` gets the one that undoes it, or why it was not made."""

        def take(result: BookChange | Trouble) -> None:
            if not isinstance(result, Trouble):
                self.changed.emit()
            done(result)

        self._run(lambda contacts: contacts.apply(making), take)

    def run(self, work: Callable[[Request], _Result], done: Callable[[_Result | Trouble], None]) -> Request:
        """Have a file read or written, beside what is done to the address book; ``work`` looks at its request."""
        return self._files.run_heeding(work, done)

    def read_faxed(self) -> None:
        """Read whom the open account has faxed."""
        self._knows_faxed = True
        self._run(lambda contacts: contacts.know_faxed(self._engine.faxed_before()), _pass_over)

    def forget_faxed(self) -> None:
        """Another account: whom the one before has faxed is none of its business."""
        self._pause.stop()
        if self._knows_faxed:
            self._knows_faxed = False
            self._run(lambda contacts: contacts.know_faxed(()), _pass_over)

    def _run(self, work: Callable[[Contacts], _Result], done: Callable[[_Result | Trouble], None]) -> Request:
        return self._workers.run(lambda: work(self._made()), done)

    def _made(self) -> Contacts:
        """On the worker: what this takes to import is too much for a window that opens, or is being worked in."""
        if self._contacts is None:
            from byfax_desktop.engine.contacts.book import Contacts
            from byfax_desktop.engine.recipients import numbers_typed  # noqa: F401 - a form needs it at once

            self._contacts = Contacts(self._data_dir)
        return self._contacts

    def _take_loaded(self, result: bool | Trouble) -> None:
        if isinstance(result, Trouble):
            self.troubled.emit(result)
        elif result:
            self.changed.emit()

    def _note_faxes(self) -> None:
        if not self._pause.isActive():
            self._pause.start(_NEXT_MS if self._knows_faxed else _FIRST_MS)


def _pass_over(_: object) -> None:
    """Where the journal cannot be read, that is told of elsewhere; here only some suggestions are missing."""
