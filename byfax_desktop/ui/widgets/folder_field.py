"""A folder that a person chooses: its path, and the button that asks for another."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget


class FolderField(QWidget):
    """``chosen`` when a person has picked one."""

    chosen = Signal(str)

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        """``name`` is what the object names of its parts begin with, ``title`` that of the dialog that asks."""
        super().__init__(parent)
        self._name = name
        self._title = title
        self._path = QLineEdit(self)
        self._path.setObjectName(f"{name}_folder")
        self._path.setAccessibleName("Folder")
        self._path.setReadOnly(True)
        self._path.setPlaceholderText("No folder is chosen yet")
        self._button = QPushButton("&Choose…", self)
        self._button.setObjectName(f"{name}_choose_folder")
        self._button.setAccessibleName("Choose the folder")
        self._button.clicked.connect(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._path, 1)
        row.addWidget(self._button)

    @property
    def folder(self) -> str:
        """The path; empty while none is chosen."""
        return self._path.text()

    def show_folder(self, folder: str) -> None:
        """Show a folder that was chosen before."""
        self._path.setText(folder)

    def take(self, folder: str) -> None:
        """A person has picked this one."""
        self._path.setText(folder)
        self.chosen.emit(folder)

    def _ask(self) -> None:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, self._title, self.folder or usual)
        dialog.setObjectName(f"{self._name}_folder_place")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda folder: self.take(str(Path(folder))))
        dialog.open()
