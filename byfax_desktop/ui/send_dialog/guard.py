"""The misdial guard: what a person looks at twice, and how they say that they did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.send_dialog.guard_words import grouped, last_digits, sentences
from byfax_desktop.ui.widgets.announce import announce

if TYPE_CHECKING:
    from byfax_desktop.engine.guard.cautions import Caution

_ICON = 16


class GuardPanel(QWidget):
    """Hidden while nothing is asked. What was answered once is not asked again while it is the same question."""

    changed = Signal()
    """Whether all is answered has changed, or what is asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guard")
        self._cautions: tuple[Caution, ...] = ()
        self._questions: list[_Question] = []
        self._answered: set[Caution] = set()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    @property
    def is_satisfied(self) -> bool:
        """Whether nothing is left to be looked at."""
        return all(question.is_answered for question in self._questions)

    def show_cautions(self, cautions: Sequence[Caution]) -> None:
        """Ask these, and nothing else."""
        asked = tuple(cautions)
        if asked == self._cautions:
            return
        self._answered |= {question.caution for question in self._questions if question.is_answered}
        self._cautions = asked
        for question in self._questions:
            question.setParent(None)
            question.deleteLater()
        self._questions = [_Question(caution, place, self) for place, caution in enumerate(asked)]
        for question in self._questions:
            question.set_answered(question.caution in self._answered)
            question.changed.connect(self.changed)
            self._column.addWidget(question)
        self.setVisible(bool(self._questions))
        for question in self._questions:
            if not question.is_answered:
                announce(self, sentences(question.caution))
        self.changed.emit()

    def point_at_open(self) -> None:
        """Put the keyboard where the next answer is wanted."""
        for question in self._questions:
            if not question.is_answered:
                question.setFocus(Qt.FocusReason.OtherFocusReason)
                return


class _Question(QFrame):
    """One caution with its answer."""

    changed = Signal()

    def __init__(self, caution: Caution, place: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"guard_{place}")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.caution = caution
        self._checked = QCheckBox("I have checked this", self)
        self._digits = QLineEdit(self)
        self._set_up(place)
        self._arrange()
        self._checked.toggled.connect(self.changed)
        self._digits.textChanged.connect(self.changed)

    @property
    def is_answered(self) -> bool:
        """Whether the digits agree, or the box is ticked."""
        if self.caution.must_retype:
            return self._digits.text().strip() == last_digits(self.caution.numbers[0])
        return self._checked.isChecked()

    def set_answered(self, is_answered: bool) -> None:
        """Show an answer that was given before."""
        if is_answered and self.caution.must_retype:
            self._digits.setText(last_digits(self.caution.numbers[0]))
        self._checked.setChecked(is_answered)

    def _set_up(self, place: int) -> None:
        self._checked.setObjectName(f"guard_checked_{place}")
        self._digits.setObjectName(f"guard_digits_{place}")
        self._digits.setMaxLength(4)
        self._digits.setPlaceholderText("0000")
        self._digits.setFixedWidth(self._digits.fontMetrics().horizontalAdvance("000000") + 16)
        why = sentences(self.caution)
        self._checked.setAccessibleDescription(why)
        self._digits.setAccessibleName("Type the last four digits of the number again")
        self._digits.setAccessibleDescription(why)
        self.setFocusProxy(self._digits if self.caution.must_retype else self._checked)

    def _arrange(self) -> None:
        mark = QLabel(self)
        mark.setPixmap(icon("state-warning").pixmap(_ICON, _ICON))
        mark.setAlignment(Qt.AlignmentFlag.AlignTop)
        words = QLabel(sentences(self.caution), self)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        column = QVBoxLayout()
        if self.caution.must_retype:
            column.addWidget(self._number())
        column.addWidget(words)
        answer = QHBoxLayout()
        self._digits.setVisible(self.caution.must_retype)
        self._checked.setHidden(self.caution.must_retype)
        if self.caution.must_retype:
            label = QLabel("Type its last four digits:", self)
            label.setBuddy(self._digits)
            answer.addWidget(label)
            answer.addWidget(self._digits)
        answer.addWidget(self._checked)
        answer.addStretch(1)
        column.addLayout(answer)
        row = QHBoxLayout(self)
        row.addWidget(mark)
        row.addLayout(column, 1)

    def _number(self) -> QLabel:
        """The number in large groups, with whose it is said to be."""
        number = grouped(self.caution.numbers[0])
        name = f"  \u2068{self.caution.name}\u2069" if self.caution.name else ""
        label = QLabel(number + name, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        font = label.font()
        font.setPointSizeF(font.pointSizeF() * 1.35)
        label.setFont(font)
        label.setWordWrap(True)
        return label
