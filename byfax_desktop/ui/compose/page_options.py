"""What is done to a document's pages, chosen beside the pages themselves and seen in them at once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.fax.geometry import Mode
from byfax_desktop.fax.treatment import PLAIN, Treatment
from byfax_desktop.fax.trouble import shown_name
from byfax_desktop.ui.compose.document_history import add_undo_keys
from byfax_desktop.ui.compose.document_model import Document
from byfax_desktop.ui.compose.document_words import treatment_words
from byfax_desktop.ui.compose.page_options_fields import ContrastField, CutField, PagesField
from byfax_desktop.ui.help.explained import explain
from byfax_desktop.ui.icons import icon

_MODES = (("As the fax", None), ("Text", Mode.TEXT), ("Photo", Mode.PHOTO))
_TURNS = (("left", "Turn left", -1), ("right", "Turn right", 1), ("over", "Turn upside down", 2))
_WIDTH = 360


class PageOptions(QDialog):
    """The choices for one document, in a window beside that stays open; ``chosen`` with each change."""

    chosen = Signal(object, str, str)
    """The Treatment, the change in words that begin as an order, and the thing that was changed."""
    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Tool)
        self.setObjectName("page_options")
        self._document: Document | None = None
        self._treatment = PLAIN
        self._why_not = QLabel("Select a document whose pages this computer makes.", self)
        self._why_not.setWordWrap(True)
        self._fields = QWidget(self)
        self._mode = QComboBox(self._fields)
        self._pages = PagesField(self._fields)
        self._lies = QLabel(self._fields)
        self._turns = self._turn_row()  # the keyboard goes through all in the order in which they are made
        self._contrast = ContrastField(self._fields)
        self._cut = CutField(self._fields)
        self._blank = QCheckBox("&Leave out blank pages", self._fields)
        self._reset = QPushButton("&Reset", self)
        self._close = QPushButton("Close", self)
        self._arrange()
        self._connect()
        explain(self)
        self.show_document(None)

    def show_document(self, document: Document | None) -> None:
        """Show the choices of a document; of None, and of one that only the service can convert, there are none."""
        can_be_treated = document is not None and document.can_be_treated
        self._fields.setVisible(can_be_treated)
        self._why_not.setHidden(can_be_treated)
        if document is None or not can_be_treated:
            self._document = None
            self._reset.setEnabled(False)
            self.setWindowTitle("Page options")
            return
        anew = document is not self._document
        self._document, self._treatment = document, document.treatment
        self.setWindowTitle(f"Pages of “{shown_name(document.path.name)}”")
        self._show_treatment(document.pages or 1, anew)

    def _show_treatment(self, pages: int, anew: bool) -> None:
        treatment = self._treatment
        for box in (self._mode, self._blank):
            box.blockSignals(True)
        self._mode.setCurrentIndex([mode for _, mode in _MODES].index(treatment.mode))
        self._blank.setChecked(treatment.skip_blank)
        for box in (self._mode, self._blank):
            box.blockSignals(False)
        self._pages.show_value(treatment.pages, pages, anew)
        (lies,) = treatment_words(Treatment(quarter_turns=treatment.quarter_turns)) or ("",)
        self._lies.setText(lies.capitalize())
        self._contrast.show_value(treatment.contrast)
        self._cut.show_value(treatment.cut)
        self._reset.setEnabled(not treatment.is_plain)

    def _choose(self, treatment: Treatment, order: str, thing: str = "") -> None:
        if self._document is not None:
            self._treatment = treatment
            self.chosen.emit(treatment, f"{order} {shown_name(self._document.path.name)}", thing)

    def _take_mode(self, row: int) -> None:
        self._choose(replace(self._treatment, mode=_MODES[row][1]), "content of")

    def _turn(self, step: int) -> None:
        self._choose(turned(self._treatment, step), "turn")

    def _connect(self) -> None:
        self._mode.currentIndexChanged.connect(self._take_mode)
        self._pages.changed.connect(
            lambda pages: self._choose(replace(self._treatment, pages=pages), "choose pages of", "pages")
        )
        self._contrast.changed.connect(
            lambda value: self._choose(replace(self._treatment, contrast=value), "contrast of", "contrast")
        )
        self._cut.changed.connect(
            lambda cut: self._choose(replace(self._treatment, cut=cut), "cut margins of", "cut")
        )
        self._blank.toggled.connect(
            lambda skip: self._choose(replace(self._treatment, skip_blank=skip), "blank pages of")
        )
        self._reset.clicked.connect(lambda: self._choose(PLAIN, "reset"))
        self._close.clicked.connect(self.close)
        add_undo_keys(self, self.undo_asked.emit, self.redo_asked.emit)

    def _arrange(self) -> None:
        self._mode.setObjectName("page_mode")
        self._mode.setAccessibleName("Content")
        for text, _ in _MODES:
            self._mode.addItem(text)
        self._blank.setObjectName("page_skip_blank")
        self._reset.setObjectName("page_reset")
        self._close.setObjectName("page_options_close")
        self._reset.setAutoDefault(False)
        self._close.setAutoDefault(False)
        form = QFormLayout(self._fields)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow("C&ontent", self._mode)
        form.addRow("&Pages", self._pages)
        form.addRow("Turn", self._turns)
        form.addRow("&Contrast", self._contrast)
        form.addRow("Cut &margins", self._cut)
        form.addRow("", self._blank)
        buttons = QHBoxLayout()
        buttons.addWidget(self._reset)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        column = QVBoxLayout(self)
        column.addWidget(self._why_not)
        column.addWidget(self._fields)
        column.addStretch(1)
        column.addSpacing(8)
        column.addLayout(buttons)
        self.setMinimumWidth(_WIDTH)

    def _turn_row(self) -> QWidget:
        row = QWidget(self._fields)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        for name, text, step in _TURNS:
            button = QToolButton(row)
            button.setObjectName(f"page_turn_{name}")
            button.setIcon(icon(f"turn-{name}"))
            button.setToolTip(text)
            button.setAccessibleName(text)
            button.clicked.connect(lambda _=False, step=step: self._turn(step))
            line.addWidget(button)
        self._lies.setObjectName("page_lies")
        line.addWidget(self._lies, 1)
        return row


def turned(treatment: Treatment, step: int) -> Treatment:
    """So many quarters more, clockwise; what is cut off moves along with the page."""
    cut = treatment.cut
    for _ in range(step % 4):
        cut = replace(cut, left=cut.bottom, top=cut.left, right=cut.top, bottom=cut.right)
    return replace(treatment, quarter_turns=(treatment.quarter_turns + step) % 4, cut=cut)
