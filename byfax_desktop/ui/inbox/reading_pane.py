"""The pages of the selected fax, with what can be done with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from byfax_desktop.ui.elided import ElidedLabel
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.inbox import texts
from byfax_desktop.ui.inbox.reader import FaxReader
from byfax_desktop.ui.inbox.saving import save_copy, suggested_name
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.workers import Workers

if TYPE_CHECKING:
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.ui.session import Session

_FOLDER_SETTING = "inbox/save_folder"


class ReadingPane(QWidget):
    """The reader under a line that says whose fax it is, and a button to keep a copy."""

    forward_asked = Signal(object, str)
    """A person wants to send the pages at this path, under this name, to somebody else."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = session.settings
        self._contacts = session.contacts
        self._workers = Workers("byfax-save", 1, self)
        self._caption = ElidedLabel(self, max_width=2000)
        self._caption.setObjectName("inbox_caption")
        self._save = QPushButton(icon("save"), "&Save a copy…", self)
        self._save.setObjectName("inbox_save")
        self._save.setAccessibleName("Save a copy of the fax")
        self._save.clicked.connect(self._ask_where)
        self._forward = QPushButton(icon("send"), "&Forward…", self)
        self._forward.setObjectName("inbox_forward")
        self._forward.setAccessibleName("Forward the fax")
        self._forward.clicked.connect(self._ask_to_forward)
        self._print = QPushButton(icon("print"), "&Print…", self)
        self._print.setObjectName("inbox_print")
        self._print.setAccessibleName("Print the fax")
        self._print.setToolTip("Print the pages (Ctrl+P)")
        self._print.clicked.connect(self._ask_printer)
        # Not the button's own: that would take its mnemonic away.
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self).activated.connect(self._print.click)
        self._message = MessageBar("inbox_message", self)
        self._reader = FaxReader(session, self)
        self._reader.changed.connect(self._show_file)
        session.contacts.changed.connect(self._show_caption)
        self._arrange()
        self._show_file()

    @property
    def reader(self) -> FaxReader:
        """What shows the pages."""
        return self._reader

    @property
    def message(self) -> MessageBar:
        """How saving went."""
        return self._message

    def save_to(self, target: Path) -> None:
        """Copy the fax that is shown to ``target``, in the background."""
        if self._reader.path is None:
            return
        source = self._reader.path
        self._settings.setValue(_FOLDER_SETTING, str(target.parent))
        self._workers.run(lambda: save_copy(source, target), self._tell_saved)

    def _ask_where(self) -> None:
        entry = self._reader.entry
        if entry is None:
            return
        dialog = QFileDialog(self, "Save a copy of the fax")
        dialog.setObjectName("inbox_save_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("Fax pages (*.tif *.tiff)")
        dialog.setDefaultSuffix("tif")
        dialog.setDirectory(self._folder())
        dialog.selectFile(suggested_name(entry.fax))
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def _ask_to_forward(self) -> None:
        entry, path = self._reader.entry, self._reader.path
        if entry is not None and path is not None:
            self.forward_asked.emit(path, suggested_name(entry.fax))

    def _ask_printer(self) -> None:
        entry, path = self._reader.entry, self._reader.path
        if entry is None or path is None or not self._reader.pages:
            return
        from byfax_desktop.ui.printing import print_pages

        title = suggested_name(entry.fax).removesuffix(".tif")
        printing = print_pages(self, self._session, path, self._reader.pages, title)
        printing.done.connect(lambda words: self._message.tell(Tone.DONE, words))
        printing.troubled.connect(self._tell_trouble)

    def _tell_trouble(self, trouble: Trouble) -> None:
        self._message.tell(Tone.TROUBLE, trouble.what, trouble.do, trouble.details)

    def _folder(self) -> str:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return str(self._settings.value(_FOLDER_SETTING) or documents)

    def _tell_saved(self, result: Path | Trouble) -> None:
        if isinstance(result, Path):
            self._message.tell(Tone.DONE, f"A copy was saved as “{result.name}”.")
        else:
            self._tell_trouble(result)

    def _show_file(self) -> None:
        self._message.clear()
        self._show_caption()
        for button in (self._save, self._forward):
            button.setEnabled(self._reader.path is not None)
        self._print.setEnabled(self._reader.pages > 0)

    def _show_caption(self) -> None:
        entry = self._reader.entry
        name = self._contacts.name_of(entry.fax.sender) if entry else ""
        self._caption.setText(texts.caption(entry, name) if entry else "")

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._forward, self._save, self._print):
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._caption)
        column.addLayout(buttons)
        column.addWidget(self._message)
        column.addWidget(self._reader, 1)
