"""A list saved as a table for other programs, or for paper: where to is asked, and what came of it is told."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from byfax_desktop.ui.widgets.texts import count

if TYPE_CHECKING:
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.ui.session import Session


class TableForm(NamedTuple):
    """What a list is saved as: the suffix, and what the dialog calls such files."""

    suffix: str
    files: str


CSV = TableForm("csv", "Table (*.csv)")
PDF = TableForm("pdf", "List on paper (*.pdf)")

Saving = Callable[[Path, bool], Callable[[], int]]
"""Makes the work that writes a list to a path, as PDF or not, and returns the rows."""


class TableSaving(QObject):
    """``done`` with what to say, ``troubled`` with the Trouble where it failed."""

    done = Signal(str)
    troubled = Signal(object)

    def __init__(self, view: QWidget, session: Session, room: str, saving: Saving) -> None:
        """``room`` begins the object names, and the key under which the folder is remembered."""
        super().__init__(view)
        self._view = view
        self._session = session
        self._room = room
        self._saving = saving

    def save_to(self, path: Path, as_pdf: bool = False) -> None:
        """Write the list there, in the background."""
        self._session.workers.run(self._saving(path, as_pdf), partial(self._tell, path))

    def ask(self, form: TableForm, name: str) -> None:
        """Ask for a place, then write the list there; ``name`` is offered, without its suffix."""
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = str(self._session.settings.value(self._key) or usual)
        dialog = QFileDialog(self._view.window(), "Save the list", folder, form.files)
        dialog.setObjectName(f"{self._room}_list_place")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form.suffix)
        dialog.selectFile(f"{name}.{form.suffix}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(partial(self._take, form))
        dialog.open()

    @property
    def _key(self) -> str:
        return f"{self._room}/list_folder"

    def _take(self, form: TableForm, file: str) -> None:
        path = Path(file)
        self._session.settings.setValue(self._key, str(path.parent))
        self.save_to(path, form is PDF)

    def _tell(self, path: Path, result: int | Trouble) -> None:
        from byfax_desktop.engine.trouble import Trouble

        if isinstance(result, Trouble):
            self.troubled.emit(result)
        else:
            self.done.emit(f"{count(result, 'row was', 'rows were')} saved in “{path.name}”.")
