"""The fields of the page options that no widget of the platform is: a slider with its number, pages, and margins."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.fax.page_choice import ALL_PAGES, PageChoice
from byfax_desktop.fax.treatment import MOST_CONTRAST, MOST_CUT_MM, Cut
from byfax_desktop.ui.compose.document_words import choice_words, page_words

_UNDOING = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class ContrastField(QWidget):
    """A slider and its number; a double click on the slider takes it back to 0."""

    changed = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._slider = _MiddleSlider(Qt.Orientation.Horizontal, self)
        self._slider.setObjectName("page_contrast_slider")
        self._slider.setAccessibleName("Contrast")
        self._slider.setToolTip("Double-click for 0")
        self._slider.setPageStep(10)
        self._number = _number("page_contrast", "Contrast", -MOST_CONTRAST, MOST_CONTRAST, self)
        self._slider.setRange(-MOST_CONTRAST, MOST_CONTRAST)
        self._slider.valueChanged.connect(self._number.setValue)
        self._number.valueChanged.connect(self._slider.setValue)
        self._number.valueChanged.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._slider, 1)
        row.addWidget(self._number)
        self.setFocusProxy(self._slider)

    def show_value(self, contrast: int) -> None:
        """Show it without telling."""
        self.blockSignals(True)
        self._number.setValue(contrast)
        self.blockSignals(False)


class PagesField(QWidget):
    """Pages as people write them; empty for all of them. What cannot be meant is told below, and changes nothing."""

    changed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pages = 1
        self._choice = ALL_PAGES
        self._line = QLineEdit(self)
        self._line.setObjectName("page_choice")
        self._line.setAccessibleName("Pages")
        self._line.setPlaceholderText("All, or such as 1-3, 7")
        self._line.setClearButtonEnabled(True)
        self._line.textEdited.connect(self._take)
        self._wrong = QLabel(self)
        self._wrong.setObjectName("page_choice_wrong")
        self._wrong.setWordWrap(True)
        self._wrong.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._line)
        column.addWidget(self._wrong)
        self.setFocusProxy(self._line)

    def show_value(self, choice: PageChoice, pages: int, anew: bool) -> None:
        """Show the choice among so many pages; what is being typed stays, unless it is ``anew`` or says otherwise."""
        self._pages = pages
        if anew or choice != self._choice:
            self._choice = choice
            self._line.setText("" if choice == ALL_PAGES else choice_words(choice))
            self._tell("")

    def _take(self, text: str) -> None:
        plain = text.replace("–", "-").replace(";", ",").strip().rstrip(",")
        try:
            choice = PageChoice.parse(plain) if plain else ALL_PAGES
        except ValueError:
            self._tell("Write pages such as 1-3, 7 or 12-.")
            return
        chosen = choice.count(self._pages)
        if not chosen:
            self._tell(f"The document has only {page_words(self._pages)}.")
            return
        if chosen == self._pages:
            choice = ALL_PAGES
        self._tell("")
        if choice != self._choice:
            self._choice = choice
            self.changed.emit(choice)

    def _tell(self, wrong: str) -> None:
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))
        self._line.setAccessibleDescription(wrong)


class CutField(QWidget):
    """Millimetres at each edge."""

    changed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        self._edges = {}
        for place, edge in enumerate(("left", "right", "top", "bottom")):
            box = _number(f"page_cut_{edge}", f"Cut at the {edge}", 0, MOST_CUT_MM, self)
            box.setSuffix(" mm")
            box.valueChanged.connect(self._tell)
            label = QLabel(edge.capitalize(), self)
            label.setBuddy(box)
            row, column = divmod(place, 2)
            grid.addWidget(label, row, 2 * column)
            grid.addWidget(box, row, 2 * column + 1)
            self._edges[edge] = box
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.setFocusProxy(self._edges["left"])

    def show_value(self, cut: Cut) -> None:
        """Show it without telling."""
        for edge, box in self._edges.items():
            box.blockSignals(True)
            box.setValue(getattr(cut, edge))
            box.blockSignals(False)

    def _tell(self) -> None:
        self.changed.emit(Cut(**{edge: box.value() for edge, box in self._edges.items()}))


class _MiddleSlider(QSlider):
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Back to the middle."""
        self.setValue(0)
        event.accept()


class _LeavesUndo(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        """Have the keys that undo go to the window, which undoes more than the text of a number."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if not any(event.matches(keys) for keys in _UNDOING):
            return False
        event.ignore()
        return True


def _number(name: str, spoken: str, least: int, most: int, parent: QWidget) -> QSpinBox:
    box = QSpinBox(parent)
    box.setObjectName(name)
    box.setAccessibleName(spoken)
    box.setRange(least, most)
    box.installEventFilter(_LeavesUndo(box))
    return box
