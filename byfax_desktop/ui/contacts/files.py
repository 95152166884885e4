"""Asking for files of contacts: one to read, a place to write."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from byfax_desktop.ui.session import Settings

_FOLDER_KEY = "contacts/folder"
_READ = "Contacts (*.csv *.txt *.xlsx *.vcf *.vcard);;All files (*)"
_CSV, _VCARD = "Table (*.csv)", "Address cards (*.vcf)"


def ask_file(settings: Settings, parent: QWidget, do: Callable[[Path], object]) -> None:
    """Ask for a file of contacts; ``do`` gets it, unless the person changes their mind."""
    dialog = QFileDialog(parent, "Import contacts", _folder(settings), _READ)
    dialog.setObjectName("contacts_file")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _open(settings, dialog, do)


def ask_place(settings: Settings, parent: QWidget, name: str, do: Callable[[Path], object]) -> None:
    """Ask where to write contacts; how the name ends says of what kind the file is to be."""
    dialog = QFileDialog(parent, "Export contacts", _folder(settings), f"{_CSV};;{_VCARD}")
    dialog.setObjectName("contacts_place")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("csv")
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix("vcf" if kind == _VCARD else "csv"))
    dialog.selectFile(f"{_file_name(name)}.csv")
    _open(settings, dialog, do)


def _file_name(title: str) -> str:
    """A title as the name of a file, fit for every system."""
    kept = "".join(c if c.isalnum() or c in " -_()" else " " for c in title)
    return " ".join(kept.split())[:60] or "Contacts"


def _open(settings: Settings, dialog: QFileDialog, do: Callable[[Path], object]) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(partial(_take, settings, do))
    dialog.open()


def _take(settings: Settings, do: Callable[[Path], object], file: str) -> None:
    path = Path(file)
    settings.setValue(_FOLDER_KEY, str(path.parent))
    do(path)


def _folder(settings: Settings) -> str:
    return str(settings.value(_FOLDER_KEY) or "")
