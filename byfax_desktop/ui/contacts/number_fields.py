"""The fax numbers of a contact: a field each, what each is understood as, and a blank field for one more."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget

from byfax_desktop.engine.recipients.typed_number import TypedNumber
from byfax_desktop.ui.compose.recipient_meanings import (
    in_full,
    in_short,
    mark_of,
    offers_of,
    shown_number,
    understood,
)
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.widgets.tips import plain_tip

_ICON = QSize(16, 16)
_MOST = 20
_LOST = "lost digits"
"""Of such a number a guess is no good offer."""


class NumberFields(QWidget):
    """The number in the first field is the one that is used unasked; ``changed`` with every edit."""

    changed = Signal()

    def __init__(self, region: str | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("contact_numbers")
        self._region = region
        self._lines: list[_Line] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(2, 2)
        self.show_numbers(())

    @property
    def first(self) -> QLineEdit:
        """The field of the number that is used unasked."""
        return self._lines[0].field

    @property
    def typed(self) -> tuple[TypedNumber, ...]:
        """What was typed, as it is understood, without blank fields."""
        return tuple(line.meaning for line in self._lines if line.field.text().strip())

    @property
    def offer(self) -> str:
        """The one number, E.164, that may be meant by the first that is none; empty where that isn't so likely."""
        wrong = self._first_wrong()
        if wrong is None or any(each.kind.value == _LOST for each in wrong.meaning.remarks):
            return ""
        offers = offers_of(wrong.meaning)
        return offers[0] if len(offers) == 1 else ""

    def take_offer(self) -> None:
        """That number is meant."""
        wrong, offer = self._first_wrong(), self.offer
        if wrong and offer:
            wrong.field.setText(shown_number(offer, self._region))
            wrong.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_numbers(self, numbers: tuple[str, ...]) -> None:
        """Have these numbers, E.164, and a blank field."""
        for number in (*numbers, ""):
            self._add(shown_number(number, self._region) if number else "")
        self._arrange()

    def point_at_wrong(self) -> None:
        """Go to the first number that is none, else to the first field."""
        field = (self._first_wrong() or self._lines[0]).field
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()

    def _first_wrong(self) -> _Line | None:
        wrong = (each for each in self._lines if each.field.text().strip() and not each.meaning.is_sure)
        return next(wrong, None)

    def _add(self, text: str) -> None:
        blank = next((each for each in self._lines if not each.field.text().strip()), None)
        line = blank or _Line(self._region, self)
        if blank is None:
            self._lines.append(line)
            line.field.textChanged.connect(self._note_change)
            line.up.clicked.connect(lambda: self._use_first(line))
        line.field.setText(text)

    def _use_first(self, line: _Line) -> None:
        """The texts change their fields, so that the keyboard stays where it is."""
        place = self._lines.index(line)
        texts = [each.field.text() for each in self._lines]
        texts.insert(0, texts.pop(place))
        for each, text in zip(self._lines, texts, strict=True):
            each.field.setText(text)
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note_change(self) -> None:
        if self._lines[-1].field.text().strip() and len(self._lines) < _MOST:
            self._add("")
        self._arrange()
        self.changed.emit()

    def _arrange(self) -> None:
        for row, line in enumerate(self._lines):
            line.place(self._grid, row)


class _Line:
    """A field, and beside it what its text means."""

    def __init__(self, region: str | None, parent: QWidget) -> None:
        self._region = region
        self.field = QLineEdit(parent)
        self.field.setMaxLength(100)
        self._mark = QLabel(parent)
        self._mark.setFixedSize(_ICON)
        self._words = QLabel(parent)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.up = QToolButton(parent)
        self.up.setIcon(icon("up"))
        self.up.setAutoRaise(True)
        self.up.setToolTip("Use this number if nothing else is said")
        self.field.textChanged.connect(self._show_meaning)
        self._show_meaning()

    @property
    def meaning(self) -> TypedNumber:
        """What was typed, understood."""
        return understood(self.field.text(), self._region)

    def place(self, grid: QGridLayout, row: int) -> None:
        """Stand in this row; of several numbers the others can be put first."""
        name = f"Fax number {row + 1}" if row else "Fax number"
        self.field.setObjectName(f"contact_number_{row}")
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText("" if row == 0 else "Another number")
        self.up.setObjectName(f"contact_number_first_{row}")
        self.up.setAccessibleName(f"Use {name.lower()} first")
        self.up.setVisible(row > 0 and bool(self.field.text().strip()))
        for column, widget in enumerate((self.field, self._mark, self._words, self.up)):
            grid.addWidget(widget, row, column)

    def _show_meaning(self) -> None:
        has_text = bool(self.field.text().strip())
        meaning = self.meaning
        words = in_short(meaning, self._region) if has_text else ""
        self._words.setText(words)
        full = in_full(meaning, self._region) if has_text else ""
        self._words.setToolTip(plain_tip(full))
        self.field.setAccessibleDescription(full)
        self._mark.setVisible(has_text)
        if has_text:
            self._mark.setPixmap(icon(mark_of(meaning)).pixmap(_ICON, self._mark.devicePixelRatioF()))
