"""Who somebody is, and what the history with them amounts to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from byfax_desktop.ui.elided import ElidedLabel
from byfax_desktop.ui.timeline import texts

if TYPE_CHECKING:
    from byfax_desktop.engine.correspondents import Correspondent
    from byfax_desktop.engine.timeline import TimelineHead

_WIDEST = 2000


class HeadPane(QWidget):
    """Four lines at most; those of which nothing is known are not there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline_head")
        self._title = self._line("title")
        font = QFont(self._title.font())
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setWeight(QFont.Weight.DemiBold)
        self._title.setFont(font)
        self._numbers = self._line("numbers")
        self._sums = self._line("sums")
        self._answers = self._line("answers")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for line in (self._title, self._numbers, self._sums, self._answers):
            column.addWidget(line)

    def show_whom(self, whom: Correspondent) -> None:
        """Say who it is."""
        self._title.setText(texts.title(whom))
        self._tell(self._numbers, texts.numbers(whom))

    def show_sums(self, head: TimelineHead) -> None:
        """Say what it amounts to."""
        self._sums.setText(texts.sums(head))
        self._tell(self._answers, texts.answers(head))

    def _tell(self, line: ElidedLabel, text: str) -> None:
        line.setText(text)
        line.setVisible(bool(text))

    def _line(self, name: str) -> ElidedLabel:
        line = ElidedLabel(self, max_width=_WIDEST)
        line.setObjectName(f"timeline_{name}")
        return line
