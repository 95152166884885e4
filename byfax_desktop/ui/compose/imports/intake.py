"""Recipients that are pasted, dropped or opened: what is clear is taken at once, everything else is shown first."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.compose.clipboard import files_of
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.contacts.mime import CONTACTS

if TYPE_CHECKING:
    from byfax_desktop.engine.recipients.lists import ListSource
    from byfax_desktop.ui.workers import Request, Workers

_LISTS = (".csv", ".tsv", ".xlsx", ".xlsm", ".vcf")
"""Files that are dropped to be lists; one with another ending may be a letter."""
_FILTER = "Lists (*.csv *.tsv *.txt *.xlsx *.xlsm *.vcf);;All files (*)"
_MOST_CONTACTS = 50_000_000
"""Bytes of contacts that are dragged."""

Add = Callable[[Sequence[RecipientEntry]], None]


class ListIntake(QObject):
    """Asks in a dialog of ``window`` where something is unsure; ``add`` gets those that are taken."""

    def __init__(
        self,
        workers: Workers,
        typed: Callable[[], tuple[str, ...]],
        region: str | None,
        add: Add,
        window: QWidget,
    ) -> None:
        """``typed`` gives the numbers that are in the fax."""
        super().__init__(window)
        self._workers = workers
        self._typed = typed
        self._region = region
        self._add = add
        self._window = window
        self._request: Request | None = None

    def take(self, mime: QMimeData | None) -> bool:
        """Take what was pasted or dropped; False where there is nobody in it."""
        if mime is None:
            return False
        path = list_of(mime)
        if mime.hasFormat(CONTACTS):
            people = contacts_of(bytes(mime.data(CONTACTS).data()))
            if people:
                self._add(people)
            return bool(people)
        if path is not None:
            self.open_file(path)
            return True
        # Files come with their addresses as a text.
        text = mime.text() if mime.hasText() and not mime.hasUrls() else ""
        if text.strip():
            self.take_text(text)
        return bool(text.strip())

    def take_text(self, text: str) -> None:
        """Take one line that is clear at once; show everything else."""
        from byfax_desktop.ui.compose.imports.looking import clear_entry

        source = _source(text=text)
        if "\n" in text.strip():
            self._show(source)
            return
        self._request = self._workers.run(
            lambda: clear_entry(source, self._region), lambda result: self._take_line(source, result)
        )

    def choose_file(self) -> None:
        """Ask for a list in a dialog; it is not waited for."""
        dialog = QFileDialog(self._window, "Import recipients", "", _FILTER)
        dialog.setObjectName("import_choose")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.open_file(Path(chosen)))
        dialog.open()

    def open_file(self, path: Path) -> None:
        """Show what will be taken of a list."""
        self._show(_source(path=path))

    def _take_line(self, source: ListSource, result: RecipientEntry | Trouble | None) -> None:
        if isinstance(result, RecipientEntry):
            self._add((result,))
        else:
            self._show(source)

    def _show(self, source: ListSource) -> None:
        from byfax_desktop.ui.compose.imports.dialog import ImportDialog

        dialog = ImportDialog(self._workers, source, self._typed(), self._region, self._window)
        dialog.taken.connect(self._add)
        dialog.open()


def can_be_list(mime: QMimeData) -> bool:
    """Whether recipients may be in what is dragged: contacts, or a list in a file."""
    return mime.hasFormat(CONTACTS) or list_of(mime) is not None


def list_of(mime: QMimeData) -> Path | None:
    """The only file that is dragged or pasted, if it may be a list."""
    files = files_of(mime)
    return files[0] if len(files) == 1 and files[0].suffix.lower() in _LISTS else None


def contacts_of(data: bytes) -> tuple[RecipientEntry, ...]:
    """The contacts that are dragged from the address book; none of what is something else."""
    try:
        told = json.loads(data) if len(data) <= _MOST_CONTACTS else None
    except ValueError:
        return ()
    if not isinstance(told, list):
        return ()
    people = (each for each in told if isinstance(each, dict))
    texts = ([str(each.get(key, "")) for key in ("name", "company", "number")] for each in people)
    entries = (RecipientEntry(name, company, number) for name, company, number in texts)
    return tuple(entry for entry in entries if not entry.is_blank)


def _source(path: Path | None = None, text: str = "") -> ListSource:
    from byfax_desktop.engine.recipients.lists import ListSource

    return ListSource(path, text)
