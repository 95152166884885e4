"""The one place in the send dialog where it is said what stands in the way, each with a way to put it right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.widgets.announce import announce

_ICON = 16
_HIGHEST = 120
MOST_SHOWN = 50


@dataclass(frozen=True)
class Obstacle:
    """What is wrong, and what to do; one that does not ``block`` is only worth knowing.

    ``fix`` puts it right or leads to where that is done, ``fix_words`` is what the button says; without it there is
    no button.
    """

    what: str
    do: str
    blocks: bool = True
    fix_words: str = ""
    fix: Callable[[], object] | None = None

    @property
    def words(self) -> str:
        """Both sentences."""
        return f"{self.what} {self.do}".strip()


class ProblemList(QScrollArea):
    """Hidden while nothing is in the way; F8 and Shift+F8 go through the buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problems")
        self.setAccessibleName("What stands in the way")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMaximumHeight(_HIGHEST)
        self._told: tuple[str, ...] = ()
        self._buttons: list[QPushButton] = []
        self._room = QWidget(self)
        self.setWidget(self._room)
        self._column = QVBoxLayout(self._room)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        window = self.window()
        QShortcut(QKeySequence("F8"), window, partial(self._step, 1))
        QShortcut(QKeySequence("Shift+F8"), window, partial(self._step, -1))
        self.hide()

    def show_obstacles(self, obstacles: Sequence[Obstacle]) -> None:
        """Say these, those that block first; what is new is spoken."""
        ordered = sorted(obstacles, key=lambda each: not each.blocks)
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._buttons = []
        for obstacle in ordered[:MOST_SHOWN]:
            self._column.addWidget(self._row(obstacle))
        if len(ordered) > MOST_SHOWN:
            self._column.addWidget(QLabel(f"and {len(ordered) - MOST_SHOWN} more", self._room))
        self.setVisible(bool(ordered))
        height = self._room.sizeHint().height() + 2 * self.frameWidth()
        self.setFixedHeight(min(_HIGHEST, height))
        words = tuple(each.words for each in ordered)
        for each in words[:MOST_SHOWN]:
            if each not in self._told:
                announce(self, each)
        self._told = words

    def _row(self, obstacle: Obstacle) -> QWidget:
        row = QWidget(self._room)
        mark = QLabel(row)
        mark.setPixmap(icon("state-warning" if obstacle.blocks else "info").pixmap(_ICON, _ICON))
        text = QLabel(obstacle.words, row)
        text.setObjectName("problem")
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(mark)
        line.addWidget(text, 1)
        if obstacle.fix is not None:
            button = QPushButton(obstacle.fix_words, row)
            button.setObjectName("problem_fix")
            button.setAccessibleName(obstacle.fix_words.replace("&", ""))
            button.setAccessibleDescription(obstacle.words)
            button.setAutoDefault(False)
            button.clicked.connect(obstacle.fix)
            line.addWidget(button)
            self._buttons.append(button)
        return row

    def _step(self, step: int) -> None:
        if not self._buttons:
            return
        here = next((place for place, button in enumerate(self._buttons) if button.hasFocus()), None)
        place = (0 if step > 0 else -1) if here is None else (here + step) % len(self._buttons)
        self._buttons[place].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ensureWidgetVisible(self._buttons[place])
