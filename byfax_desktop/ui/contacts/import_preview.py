"""What will be taken of a file of contacts, before it is: each row with what becomes of it, and why."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.engine.contacts.merging import Fate, Outcome, merge
from byfax_desktop.engine.contacts.reading import Candidate, read_contacts
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.contacts.book import ContactBook
from byfax_desktop.ui.contacts.import_rows import ImportRows
from byfax_desktop.ui.contacts.rows import short
from byfax_desktop.ui.widgets.notice import Notice
from byfax_desktop.ui.widgets.row_view import RowView
from byfax_desktop.ui.widgets.texts import count
from byfax_desktop.ui.workers import Request

_SIZE = QSize(880, 560)
_NOTICE, _ROWS = 0, 1
_SAMPLES = ("Anna-Katharina Bergmann", "Bank of Somewhere", "+375 17 000-00-00", "")
_SHOWN = (
    ("All", ()),
    ("New", (Fate.NEW,)),
    ("Add to a contact", (Fate.ADDS,)),
    ("There already", (Fate.KNOWN,)),
    ("For you to decide", (Fate.ASKS,)),
    ("Cannot be taken", (Fate.REFUSED,)),
)


class ImportPreview(QDialog):
    """``decided`` with the candidates, and the places of those agreed to and of those left out."""

    decided = Signal(object, object, object)

    def __init__(
        self, book: ContactBook, path: Path, region: str | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("import_contacts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Import contacts – {short(path.name)}")
        self._candidates: tuple[Candidate, ...] = ()
        self._rows = ImportRows(region, self)
        self._view = RowView("import_rows", "Contacts in the file", self._rows, self)
        self._notice = Notice("import_notice", self)
        self._stack = QStackedWidget(self)
        self._shown = QComboBox(self)
        self._summary = QLabel(self)
        self._told = QLabel(self)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._take = self._make_button()
        self._arrange()
        self._connect()
        self._notice.tell("document", f"Reading “{short(path.name)}”…", "")
        self._request = book.run(lambda request: _read(path, region, book, request), self._show)

    def done(self, result: int) -> None:
        """Close; what is still being read is not wanted any more."""
        self._request.cancel()
        super().done(result)

    def accept(self) -> None:
        """Take them."""
        self.decided.emit(self._candidates, self._rows.agreed, self._rows.left)
        super().accept()

    def _show(self, result: tuple[tuple[Candidate, ...], tuple[Outcome, ...]] | Trouble) -> None:
        if isinstance(result, Trouble):
            self._notice.tell("state-warning", result.what, result.do)
            self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("Close")
            return
        self._candidates, outcomes = result
        self._rows.show_outcomes(outcomes)
        self._fill_shown()
        self._count()
        self._stack.setCurrentIndex(_ROWS)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        if outcomes:
            self._view.setCurrentIndex(self._rows.index(0, 0))

    def _fill_shown(self) -> None:
        counts = self._rows.counts()
        for words, fates in _SHOWN:
            number = sum(counts[each] for each in fates) if fates else counts.total()
            if number:
                self._shown.addItem(f"{words} ({self.locale().toString(number)})", fates)
        self._shown.setEnabled(self._shown.count() > 1)

    def _show_chosen(self) -> None:
        self._rows.show_only(self._shown.currentData() or ())
        self._view.setCurrentIndex(self._rows.index(0, 0))

    def _tell_row(self, current: QModelIndex) -> None:
        self._told.setText(self._rows.told(current))

    def _count(self) -> None:
        wanted = self._rows.wanted
        self._take.setText(f"&Import {count(wanted, 'entry', 'entries')}" if wanted else "&Import")
        self._take.setEnabled(wanted > 0)
        counts = self._rows.counts()
        told = (
            ("is new", "are new", counts[Fate.NEW]),
            ("adds to a contact", "add to contacts", counts[Fate.ADDS]),
            ("is there already", "are there already", counts[Fate.KNOWN]),
            ("is for you to decide", "are for you to decide", counts[Fate.ASKS]),
            ("cannot be taken", "cannot be taken", counts[Fate.REFUSED]),
        )
        words = ", ".join(count(number, one, many) for one, many, number in told if number)
        self._summary.setText(f"{words}." if words else "There is nobody in this file.")

    def _make_button(self) -> QPushButton:
        button = self._buttons.addButton("&Import", QDialogButtonBox.ButtonRole.AcceptRole)
        button.setObjectName("import_take")
        button.setEnabled(False)
        return button

    def _connect(self) -> None:
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._rows.ticked.connect(self._count)
        self._shown.currentIndexChanged.connect(self._show_chosen)
        self._view.selectionModel().currentRowChanged.connect(self._tell_row)

    def _arrange(self) -> None:
        self._view.fit_columns(_SAMPLES)
        self._shown.setObjectName("import_shown")
        self._shown.setAccessibleName("Show")
        self._summary.setObjectName("import_summary")
        self._summary.setWordWrap(True)
        self._told.setObjectName("import_told")
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        self._told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._told.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        top = QHBoxLayout()
        top.addWidget(self._summary, 1)
        top.addWidget(self._shown)
        page = QWidget(self)
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(top)
        rows.addWidget(self._view, 1)
        rows.addWidget(self._told)
        self._stack.addWidget(self._notice)
        self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.addWidget(self._stack, 1)
        column.addWidget(self._buttons)
        self.resize(_SIZE)


def _read(
    path: Path, region: str | None, book: ContactBook, request: Request
) -> tuple[tuple[Candidate, ...], tuple[Outcome, ...]]:
    candidates = read_contacts(path, region, lambda: request.cancelled)
    return candidates, merge(candidates, book.index).outcomes
