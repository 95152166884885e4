"""The list of sent faxes saved as a table for other programs, or for paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QDate, QObject, QStandardPaths, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QWidget

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.widgets.texts import count

if TYPE_CHECKING:
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.store.sent_filter import SentFilter
    from byfax_desktop.ui.session import Session

_FOLDER = "outbox/list_folder"


class _Kind(NamedTuple):
    name: str
    text: str
    suffix: str
    files: str


_KINDS = (
    _Kind("save_list", "Save this &list as CSV…", "csv", "Table (*.csv)"),
    _Kind("save_list_pdf", "Save t&his list as PDF…", "pdf", "List on paper (*.pdf)"),
)


class ListExport(QObject):
    """Entries in the context menu of the list; ``done`` with what to say, ``troubled`` where it failed."""

    done = Signal(str)
    troubled = Signal(object)

    def __init__(self, view: QWidget, session: Session, wanted: Callable[[], SentFilter]) -> None:
        """``wanted`` says which faxes are listed: all of them are saved, also those beyond what is shown."""
        super().__init__(view)
        self._view = view
        self._session = session
        self._wanted = wanted
        for kind in _KINDS:
            action = QAction(icon("save"), kind.text, view)
            action.setObjectName(f"outbox_{kind.name}_action")
            action.triggered.connect(partial(self._ask, kind))
            view.addAction(action)

    def save_to(self, path: Path, as_pdf: bool = False) -> None:
        """Write the list there, in the background."""
        which, engine = self._wanted(), self._session.engine
        self._session.workers.run(
            lambda: engine.save_sent_list(which, path, as_pdf), partial(self._tell, path)
        )

    def _ask(self, kind: _Kind) -> None:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = str(self._session.settings.value(_FOLDER) or usual)
        dialog = QFileDialog(self._view.window(), "Save the list", folder, kind.files)
        dialog.setObjectName("outbox_list_place")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind.suffix)
        dialog.selectFile(f"Sent faxes {QDate.currentDate().toString('yyyy-MM-dd')}.{kind.suffix}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(partial(self._take, kind))
        dialog.open()

    def _take(self, kind: _Kind, file: str) -> None:
        path = Path(file)
        self._session.settings.setValue(_FOLDER, str(path.parent))
        self.save_to(path, kind.suffix == "pdf")

    def _tell(self, path: Path, result: int | Trouble) -> None:
        from byfax_desktop.engine.trouble import Trouble

        if isinstance(result, Trouble):
            self.troubled.emit(result)
        else:
            self.done.emit(f"{count(result, 'row was', 'rows were')} saved in “{path.name}”.")
