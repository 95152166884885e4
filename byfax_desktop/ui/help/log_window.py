"""The log of today, the newest on top: it follows what happens, and can be sifted and copied."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.desktop.log_reading import LEVELS, LogEntry, LogTail
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.widgets.row_model import Column, RowKind, RowModel
from byfax_desktop.ui.widgets.row_view import RowView
from byfax_desktop.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from byfax_desktop.ui.session import Session
    from byfax_desktop.ui.workers import Request

LOOK_MS = 1000
_SIZE = QSize(860, 560)
_WHOLE_ENTRY = 120
"""Pixels for the entry that is looked at; the list gets the rest."""
_CHOICES = (("Everything", "DEBUG"), ("Warnings and errors", "WARNING"), ("Errors", "ERROR"))
_WORDS = {"DEBUG": "Detail", "INFO": "Note", "WARNING": "Warning", "ERROR": "Error", "CRITICAL": "Error"}
_NOTHING, _NONE_SUCH = "Nothing has been logged today.", "No entry of today is like this."


def _picture(entry: LogEntry) -> str:
    grave = LEVELS.index("ERROR")
    return (
        "state-failed" if entry.gravity >= grave else "state-warning" if entry.level == "WARNING" else "info"
    )


_COLUMNS: tuple[Column[LogEntry], ...] = (
    Column("Time", lambda entry: entry.time),
    Column("Kind", lambda entry: _WORDS.get(entry.level, entry.level), _picture),
    Column("Where", lambda entry: entry.where.removeprefix("byfax_desktop.")),
    Column("What", lambda entry: entry.text.partition("\n")[0]),
)
_KIND: RowKind[LogEntry] = RowKind(
    ref=lambda entry: str(entry.number), sentence=lambda entry: entry.line, bold=lambda _: False
)


class LogWindow(QDialog):
    """Looks each second, while it is seen, for what has come to the log."""

    def __init__(self, session: Session, log_file: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("log_window")
        self.setWindowTitle("Log of today – byFax Desktop")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_SIZE)
        self._session = session
        self._log_file = log_file
        self._tail = LogTail(log_file)
        self._is_looking = False
        self._sifting: Request | None = None
        self._entries: list[LogEntry] = []
        self.model = RowModel(_COLUMNS, _KIND, self)
        self.level = QComboBox(self)
        self.search = SearchField(
            "log_search",
            "Search the log",
            "Search (Ctrl+F)",
            "Show the entries that have all these words",
            self,
        )
        self.message = MessageBar("log_message", self)
        self.view = RowView("log_entries", "Entries of the log, the newest first", self.model, self)
        self.nothing = QLabel(_NOTHING, self)
        self.whole = QPlainTextEdit(self)
        self._set_up()
        self._arrange()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Ask for what has come to the log, unless that is being done."""
        if not self._is_looking:
            self._is_looking = True
            tail = self._tail
            self._session.workers.run(lambda: tail.read(date.today()), self._take)

    def copy(self) -> None:
        """Copy the chosen entries, or all that are listed, as they stand in the log."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        listed = self.model.records
        chosen = [listed[row] for row in rows] or listed
        QGuiApplication.clipboard().setText("\n".join(entry.line for entry in reversed(chosen)))

    def open_folder(self) -> None:
        """Show the folder of the log in the file manager."""
        folder = self._log_file.parent
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.message.tell(Tone.TROUBLE, "The folder could not be opened.", f"It is “{folder}”.")

    def _take(self, result: tuple[LogEntry, ...] | Trouble) -> None:
        self._is_looking = False
        if isinstance(result, Trouble):
            self._tell(result)
        elif result:
            self._entries[:0] = reversed(result)
            self._sift()

    def _sift(self) -> None:
        """Have the entries that are wanted picked out, of which there may be tens of thousands."""
        if self._sifting is not None:
            self._sifting.cancel()
        entries, words = tuple(self._entries), self.search.text().casefold().split()
        least = LEVELS.index(self.level.currentData())
        self._sifting = self._session.workers.run(lambda: sifted(entries, words, least), self._show)

    def _show(self, listed: tuple[LogEntry, ...] | Trouble) -> None:
        if isinstance(listed, Trouble):
            self._tell(listed)
            return
        self.model.show(listed)
        self.nothing.setText(_NONE_SUCH if self._entries else _NOTHING)
        self.nothing.setVisible(not listed)
        self._show_whole()

    def _tell(self, trouble: Trouble) -> None:
        """Once: what fails each second would else be read out each second."""
        if not self.message.text:
            self.message.tell(Tone.TROUBLE, trouble.what, trouble.do, trouble.details)

    def _show_whole(self) -> None:
        entry = self.model.record(self.view.currentIndex())
        text = entry.line if entry else ""
        if text != self.whole.toPlainText():
            self.whole.setPlainText(text)

    def _set_up(self) -> None:
        self.level.setObjectName("log_level")
        self.level.setAccessibleName("Which entries are shown")
        self.level.setToolTip("Show everything, or only what may be wrong")
        for title, level in _CHOICES:
            self.level.addItem(title, level)
        self.level.currentIndexChanged.connect(self._sift)
        self.search.textChanged.connect(self._sift)
        self.search.be_found_from(self)
        self.search.left.connect(self.view.setFocus)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.fit_columns(("00:00:00", "Warning      ", "service.transport  ", ""))
        self.view.selectionModel().currentRowChanged.connect(self._show_whole)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.view)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy)
        self.nothing.setObjectName("log_nothing")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.whole.setObjectName("log_whole_entry")
        self.whole.setAccessibleName("The chosen entry as a whole")
        self.whole.setPlaceholderText("Choose an entry to read all of it here.")
        self.whole.setReadOnly(True)
        self.whole.setTabChangesFocus(True)
        self.whole.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.level)
        top.addWidget(self.search, 1)
        parts = QSplitter(Qt.Orientation.Vertical, self)
        parts.addWidget(self.view)
        parts.addWidget(self.whole)
        parts.setStretchFactor(0, 1)
        parts.setSizes([_SIZE.height() - _WHOLE_ENTRY, _WHOLE_ENTRY])
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.message)
        column.addWidget(self.nothing)
        column.addWidget(parts, 1)
        column.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        deeds = (
            ("&Copy", "copy", "copy", "Copy the chosen entries, or all that are listed (Ctrl+C)", self.copy),
            (
                "&Open folder",
                "folder",
                "document",
                "Open the folder that has the files of the log",
                self.open_folder,
            ),
        )
        for title, name, picture, tip, deed in deeds:
            button = buttons.addButton(title, QDialogButtonBox.ButtonRole.ActionRole)
            button.setObjectName(f"log_{name}")
            button.setIcon(icon(picture))
            button.setToolTip(tip)
            button.setAutoDefault(False)
            button.clicked.connect(deed)
        buttons.rejected.connect(self.reject)
        return buttons


def sifted(entries: Sequence[LogEntry], words: Sequence[str], least: int) -> tuple[LogEntry, ...]:
    """Those at least so grave in which all of these lower-case words stand."""
    return tuple(
        entry
        for entry in entries
        if entry.gravity >= least and all(word in entry.line.casefold() for word in words)
    )
