"""Asking for the files of cover pages: a DocX to add, a place for a copy, and the samples to start from."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from byfax_desktop.ui.session import Session

SAMPLES = (("&English…", "cover-en.docx"), ("&Russian…", "cover-ru.docx"))
_FOLDER_KEY = "covers/folder"
_FILTER = "Cover pages (*.docx);;All files (*)"


def ask_docx(session: Session, parent: QWidget, title: str, do: Callable[[Path], object]) -> None:
    """Ask for a DocX; ``do`` gets it, unless the person changes their mind."""
    dialog = QFileDialog(parent, title, _folder(session), _FILTER)
    dialog.setObjectName("cover_file")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _open(session, dialog, do)


def ask_place(session: Session, parent: QWidget, name: str, do: Callable[[Path], object]) -> None:
    """Ask where to save a DocX, under ``name`` if nothing else is wished."""
    dialog = QFileDialog(parent, "Save as", _folder(session), _FILTER)
    dialog.setObjectName("cover_place")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("docx")
    dialog.selectFile(file_name(name))
    _open(session, dialog, do)


def ask_name(parent: QWidget, title: str, name: str, do: Callable[[str], object]) -> None:
    """Ask for the name of a cover page; ``do`` gets one that is not empty."""
    dialog = QInputDialog(parent)
    dialog.setObjectName("cover_name")
    dialog.setWindowTitle(title)
    dialog.setLabelText("&Name of the cover page")
    dialog.setTextValue(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.textValueSelected.connect(lambda text: text.strip() and do(text.strip()))
    dialog.open()


def file_name(title: str) -> str:
    """A title as the name of a file, fit for every system: a title comes from the service and may hold anything."""
    kept = "".join(c if c.isalnum() or c in " -_()" else " " for c in title)
    return f"{' '.join(kept.split())[:60] or 'Cover page'}.docx"


def _open(session: Session, dialog: QFileDialog, do: Callable[[Path], object]) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(partial(_take, session, do))
    dialog.open()


def _take(session: Session, do: Callable[[Path], object], file: str) -> None:
    path = Path(file)
    session.settings.setValue(_FOLDER_KEY, str(path.parent))
    do(path)


def _folder(session: Session) -> str:
    return str(session.settings.value(_FOLDER_KEY) or "")
