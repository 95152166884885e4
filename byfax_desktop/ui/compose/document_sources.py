"""Where documents come from: dialogs, what is dropped or pasted, and folders that are opened in the background."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.fax.trouble import shown_name
from byfax_desktop.ui.compose import clipboard
from byfax_desktop.ui.compose.document_model import Document
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.widgets.texts import count

if TYPE_CHECKING:
    from byfax_desktop.fax.folder import FolderContent

_FOLDER_KEY = "compose/folder"
_FILTER = (
    "Documents (*.pdf *.tif *.tiff *.png *.jpg *.jpeg *.webp *.bmp *.gif *.heic *.txt *.md *.html *.htm "
    "*.doc *.docx *.xls *.xlsx *.ppt *.pptx *.odt *.ods *.odp *.rtf);;"
    "All files (*)"
)


class DocumentSources(QObject):
    """``found`` tells paths of files and folders; ``opened`` a document that is a folder, and the files in it."""

    found = Signal(object)
    opened = Signal(object, object)

    def __init__(self, session: Session, message: MessageBar, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._message = message
        self._window = parent

    def choose(self) -> None:
        """Ask for files in a dialog; it is not waited for."""
        dialog = self._dialog("Add documents", "add_documents", QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._take_chosen)
        dialog.open()

    def choose_folder(self) -> None:
        """Ask for a folder in a dialog; it is not waited for."""
        dialog = self._dialog("Add a folder", "add_folder", QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(self._take_chosen)
        dialog.open()

    def choose_earlier(self) -> None:
        """Ask for documents of faxes that were sent from here."""
        from byfax_desktop.ui.compose.earlier import EarlierDialog

        dialog = EarlierDialog(self._session, self._window)
        dialog.chosen.connect(self.found)
        dialog.open()

    def take(self, mime: QMimeData) -> None:
        """Make documents of what was dropped or pasted."""
        files = clipboard.files_of(mime)
        content = clipboard.content_of(mime)
        if files:
            self.found.emit(files)
        elif clipboard.is_from_web(mime):
            self._message.tell(
                Tone.WARNING,
                "Nothing is fetched from the web here.",
                "Save the page or picture as a file, and add that.",
            )
        elif content:
            keep = partial(clipboard.keep, content, self._session.data_dir)
            self._session.workers.run(keep, self._take_kept)

    def open_folder(self, document: Document) -> None:
        """Look through the folder that a document turned out to be."""
        self._session.workers.run(_looking_through(document.path), partial(self._take_folder, document))

    def _take_folder(self, document: Document, result: FolderContent | Trouble) -> None:
        if isinstance(result, Trouble):
            self.opened.emit(document, ())
            self._message.tell(Tone.TROUBLE, result.what, result.do, result.details)
            return
        self.opened.emit(document, result.documents)
        words = _words(document.name, result)
        if words:
            self._message.tell(Tone.NOTE, *words)

    def _take_kept(self, result: Path | Trouble) -> None:
        if isinstance(result, Trouble):
            self._message.tell(Tone.TROUBLE, result.what, result.do, result.details)
        else:
            self.found.emit([result])

    def _take_chosen(self, files: list[str]) -> None:
        self._session.settings.setValue(_FOLDER_KEY, str(Path(files[0]).parent))
        self.found.emit([Path(file) for file in files])

    def _dialog(self, title: str, name: str, mode: QFileDialog.FileMode) -> QFileDialog:
        folder = str(self._session.settings.value(_FOLDER_KEY) or "")
        dialog = QFileDialog(self._window, title, folder, _FILTER)
        dialog.setObjectName(name)
        dialog.setFileMode(mode)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog


def _looking_through(folder: Path) -> Callable[[], FolderContent]:
    from byfax_desktop.fax.folder import documents_in

    return partial(documents_in, folder)


def _words(name: str, content: FolderContent) -> tuple[str, str] | None:
    """What a person should know of a folder that was taken apart."""
    name = shown_name(name)
    if not content.documents:
        return f"“{name}” holds nothing that can be faxed.", "Choose another folder."
    if content.is_cut:
        taken = count(len(content.documents), "document", "documents")
        return f"Only the first {taken} of “{name}” were added.", "Add the others by themselves."
    if content.left_out:
        left_out = count(content.left_out, "file", "files")
        return f"{left_out} of “{name}” cannot be faxed and {_were(content.left_out)} left out.", ""
    return None


def _were(number: int) -> str:
    return "was" if number == 1 else "were"
