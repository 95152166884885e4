"""What will be taken of a list, before it is: how it was understood, what becomes of each row, and why."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.fax.trouble import shown_name
from byfax_desktop.ui.compose.imports.country_box import CountryBox
from byfax_desktop.ui.compose.imports.how_read import HowReadRow
from byfax_desktop.ui.compose.imports.looking import Looking, entries_to_take
from byfax_desktop.ui.compose.imports.mapping_row import MappingRow
from byfax_desktop.ui.compose.imports.rows import ImportRows, Sight
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.widgets.notice import Notice
from byfax_desktop.ui.widgets.roomy_rows import PADDING, RoomyRows, width_for
from byfax_desktop.ui.widgets.texts import count

if TYPE_CHECKING:
    from byfax_desktop.engine.recipients.lists import Findings, HowRead, ListSource, ReadList
    from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
    from byfax_desktop.ui.workers import Request, Workers

_SIZE = QSize(860, 560)
_NOTICE, _LIST = 0, 1
_TOLD_EVERY = 100
"""Milliseconds between two steps of the progress."""
_VERDICT = "Twice · +375 17 000-00-00 · United Kingdom"
_CELL = "Anna-Katharina Berg"


class ImportDialog(QDialog):
    """``taken`` with the RecipientEntries that a person wants."""

    taken = Signal(object)

    def __init__(
        self,
        workers: Workers,
        source: ListSource,
        typed: tuple[str, ...],
        region: str | None,
        parent: QWidget | None = None,
    ) -> None:
        """``typed`` are the numbers that are in the fax already."""
        super().__init__(parent)
        self.setObjectName("import_recipients")
        self.setWindowTitle("Import recipients")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._workers = workers
        self._source = source
        self._name = shown_name(source.path.name) if source.path else "What was pasted"
        self._looking = Looking(typed, region)
        self._request: Request | None = None
        self._read: ReadList | None = None
        self._findings: Findings | None = None
        self._rows = ImportRows(region, self)
        self._view = QTableView(self)
        self._mapping = MappingRow(self._view, self)
        self._how = HowReadRow(self)
        self._message = MessageBar("import_message", self)
        self._notice = Notice("import_notice", self)
        self._stack = QStackedWidget(self)
        self._summary = QLabel(self)
        self._progress = QProgressBar(self)
        self._country = CountryBox(region, self)
        self._sight = QComboBox(self)
        self._once = QCheckBox("Take each number &once", self)
        self._unsure = QCheckBox("Take those that need a n&umber too, to complete them in the list", self)
        kinds = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel, self)
        self._timer = QTimer(self, interval=_TOLD_EVERY)
        self._name_parts()
        self._arrange()
        self._connect()
        self._begin()

    def done(self, result: int) -> None:
        """Close; what is still being done is not wanted any more."""
        self._forget()
        super().done(result)

    def accept(self) -> None:
        """Take those that are wanted."""
        findings, read = self._findings, self._read
        if findings is None or read is None or not self._wanted():
            return
        once, unsure = self._once.isChecked(), self._unsure.isChecked()
        self._take_button.setEnabled(False)
        self._request = self._workers.run(
            partial(entries_to_take, findings, once=once, unsure=unsure, named=read.table.has_header),
            self._finish,
        )

    def _finish(self, result: tuple[RecipientEntry, ...] | Trouble) -> None:
        if isinstance(result, Trouble):
            self._message.tell(Tone.TROUBLE, result.what, result.do, result.details)
            return
        self.taken.emit(result)
        super().accept()

    def _begin(self, how: HowRead | None = None) -> None:
        """Read the list, as it is guessed or as a person says."""
        self._forget()
        self._findings = None
        self._show_counts()
        if self._read is None:
            self._notice.tell("document", f"Reading “{self._name}”…", "")
            self._stack.setCurrentIndex(_NOTICE)
        self._begin_progress(0)
        self._request = self._workers.run(partial(self._looking.read, self._source, how), self._show_list)

    def _show_list(self, result: ReadList | Trouble) -> None:
        self._message.clear()
        if isinstance(result, Trouble):
            self._progress.hide()
            self._tell_trouble(result)
            return
        self._read = result
        self._rows.show_table(result.table)
        self._how.show_list(result)
        self._mapping.show_mapping(result.table.columns, result.mapping)
        self._mapping.setVisible(not result.contacts)
        if result.table.notices:
            self._message.tell(Tone.WARNING, " ".join(result.table.notices))
        self._stack.setCurrentIndex(_LIST)
        self._fit_columns()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()

    def _tell_trouble(self, trouble: Trouble) -> None:
        """Instead of the list; above it, where it was read before and another encoding was tried."""
        if self._read is None:
            self._notice.tell("state-warning", trouble.what, trouble.do)
        else:
            self._message.tell(Tone.WARNING, trouble.what, trouble.do)
            self._how.show_list(self._read)
            self._look()

    def _look(self) -> None:
        """Find out what becomes of each row."""
        self._forget()
        read = self._read
        if read is None:
            return
        self._findings = None
        self._rows.show_findings(None)
        self._show_counts()
        self._begin_progress(max(1, len(read.table.rows)))
        self._timer.start()
        look = partial(self._looking.look, read, self._mapping.mapping, self._country.region)
        self._request = self._workers.run_heeding(look, self._show_findings)

    def _show_findings(self, result: Findings | Trouble | None) -> None:
        self._timer.stop()
        self._progress.hide()
        if isinstance(result, Trouble):
            self._message.tell(Tone.TROUBLE, result.what, result.do, result.details)
            return
        self._findings = result
        self._rows.show_findings(result)
        self._rows.see(self._sight.currentData())
        self._show_counts()

    def _show_counts(self) -> None:
        found = self._findings
        twice = len(found.surplus) if found else 0
        unsure = len(found.unsure) if found else 0
        told = (
            ("can be sent to", "can be sent to", found.sure if found else 0),
            ("needs a number", "need a number", unsure),
            ("is there twice", "are there twice", twice),
        )
        words = ", ".join(count(number, one, many) for one, many, number in told if number)
        nobody = "There is nobody in this list." if found else ""
        self._summary.setText(f"{words}." if words else nobody)
        self._once.setVisible(bool(twice))
        self._unsure.setVisible(bool(unsure))
        self._sight.setEnabled(bool(twice or unsure))
        wanted = self._wanted()
        self._take_button.setText(f"&Take {count(wanted, 'recipient', 'recipients')}" if wanted else "&Take")
        self._take_button.setEnabled(wanted > 0)

    def _wanted(self) -> int:
        found = self._findings
        if found is None:
            return 0
        surplus = len(found.surplus) if self._once.isChecked() else 0
        return found.sure - surplus + (len(found.unsure) if self._unsure.isChecked() else 0)

    def _begin_progress(self, total: int) -> None:
        """While it is in sight each of these would paint it at once."""
        self._progress.hide()
        self._progress.setRange(0, total)
        self._progress.setValue(0)
        self._progress.show()

    def _show_progress(self) -> None:
        self._progress.setValue(self._looking.seen)

    def _forget(self) -> None:
        """What is being done is not wanted any more."""
        self._timer.stop()
        if self._request:
            self._request.cancel()
            self._request = None

    def _fit_columns(self) -> None:
        header = self._view.horizontalHeader()
        for column in range(self._rows.columnCount()):
            sample = _CELL if column else _VERDICT
            header.resizeSection(column, width_for(self._view, sample) + (22 if column == 0 else 0))

    def _connect(self) -> None:
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._how.changed.connect(lambda: self._begin(self._how.how))
        self._mapping.changed.connect(self._look)
        self._country.activated.connect(self._look)
        self._timer.timeout.connect(self._show_progress)
        self._sight.currentIndexChanged.connect(lambda: self._rows.see(self._sight.currentData()))
        self._once.toggled.connect(self._show_counts)
        self._unsure.toggled.connect(self._show_counts)

    def _name_parts(self) -> None:
        self._take_button = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._take_button.setObjectName("import_take")
        self._once.setObjectName("import_once")
        self._once.setChecked(True)
        self._unsure.setObjectName("import_unsure")
        self._unsure.setChecked(True)
        self._summary.setObjectName("import_summary")
        self._summary.setWordWrap(True)
        self._progress.setObjectName("import_progress")
        self._progress.setAccessibleName("Looking through the list")
        self._progress.setTextVisible(False)
        self._sight.setObjectName("import_sight")
        self._sight.setAccessibleName("Rows to show")
        for sight in Sight:
            self._sight.addItem(sight.value, sight)
        view = self._view
        view.setObjectName("import_rows")
        view.setAccessibleName("Rows of the list")
        view.setModel(self._rows)
        view.setItemDelegate(RoomyRows(view))
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setAlternatingRowColors(True)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().setSectionResizeMode(view.verticalHeader().ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + PADDING)
        view.horizontalHeader().setHighlightSections(False)
        view.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )

    def _arrange(self) -> None:
        counts = QHBoxLayout()
        counts.addWidget(self._summary, 1)
        country = QLabel("Numbers &from", self)
        country.setBuddy(self._country)
        counts.addWidget(country)
        counts.addWidget(self._country)
        counts.addWidget(self._sight)
        page = QWidget(self)
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._how)
        rows.addLayout(counts)
        rows.addWidget(self._mapping)
        rows.addWidget(self._view, 1)
        rows.addWidget(self._once)
        rows.addWidget(self._unsure)
        self._stack.addWidget(self._notice)
        self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.addWidget(self._message)
        column.addWidget(self._stack, 1)
        column.addWidget(self._progress)
        column.addWidget(self._buttons)
        self.resize(_SIZE)
