"""What is known of one thing: its state, what that means, its facts, each of which can be copied, and its history."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.widgets.texts import breakable

_GAP = 8
_MOST_DEEDS = 3
_HISTORY = "History"


class Fact(NamedTuple):
    """A name and its value, for people."""

    name: str
    value: str


class Deed(NamedTuple):
    """What can be done about it: a name for the program, and words for a button."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the panel shows of one thing."""

    title: str
    icon_name: str
    state: str
    advice: str = ""
    """Sentences on what the state means and what to do; empty where the state says it all."""
    deeds: tuple[Deed, ...] = ()
    """What can be done about it, as buttons, the best thing first."""
    facts: tuple[Fact, ...] = ()
    history: tuple[Fact, ...] = ()
    """What happened, each line under its time."""

    @property
    def deed(self) -> Deed | None:
        """The best thing to do about it; None where there is nothing."""
        return self.deeds[0] if self.deeds else None

    def as_text(self) -> str:
        """All of it in lines."""
        lines = [self.title, self.state, self.advice, *(f"{fact.name}: {fact.value}" for fact in self.facts)]
        if self.history:
            lines += [_HISTORY, *(f"{fact.name} {fact.value}" for fact in self.history)]
        return "\n".join(line for line in lines if line)


_NOTHING = Facts(title="", icon_name="blank", state="")


class FactPanel(QScrollArea):
    """Shows ``Facts``; where these change only in their values, a selection in the text stays."""

    deed_chosen = Signal(str)
    """The name of what a person wants done."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """``name`` is the object name; the parts are named after it."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("Details")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._shown: Facts | None = None
        self._title = self._label("title", weight=QFont.Weight.DemiBold)
        self._icon = QLabel()
        self._state = self._label("state")
        self._advice = self._label("advice")
        self._copy = QPushButton(icon("copy"), "Copy &details")
        self._copy.setObjectName(f"{name}_copy")
        self._copy.setAccessibleName("Copy details")
        self._copy.clicked.connect(self._copy_all)
        self._deeds = [self._deed_button(place) for place in range(_MOST_DEEDS)]
        self._grid = QGridLayout()
        self._history_title = self._label("history_title", weight=QFont.Weight.DemiBold)
        self._history_title.setText(_HISTORY)
        self._history = QGridLayout()
        self._values: list[QLabel] = []
        self._arrange()

    @property
    def shown(self) -> Facts | None:
        """What is shown."""
        return self._shown

    def clear(self) -> None:
        """Show nothing."""
        self.show_facts(_NOTHING)
        self._shown = None

    def show_facts(self, facts: Facts) -> None:
        """Show these in place of those before."""
        if facts == self._shown:
            return
        before, self._shown = self._shown, facts
        self._title.setText(breakable(facts.title))
        self._state.setText(breakable(facts.state))
        self._advice.setText(breakable(facts.advice))
        self._advice.setVisible(bool(facts.advice))
        self._show_deeds(facts.deeds)
        self._paint_icon()
        if before is None or [f.name for f in before.facts] != [f.name for f in facts.facts]:
            self._build_grid(facts)
        for label, fact in zip(self._values, facts.facts, strict=True):
            if label.text() != (value := breakable(fact.value)):
                label.setText(value)
        self._show_history(() if before is None else before.history, facts.history)

    def showEvent(self, event: QShowEvent) -> None:
        """Have room made anew: what came while nobody saw it was laid out for another size."""
        super().showEvent(event)
        shown = self.widget()
        layout = shown.layout() if shown else None
        assert layout is not None
        QTimer.singleShot(0, layout, layout.invalidate)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette: icons are painted in the colour of the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_icon()

    def _paint_icon(self) -> None:
        if self._shown:
            self._icon.setPixmap(icon(self._shown.icon_name).pixmap(QSize(16, 16), self.devicePixelRatioF()))

    def _deed_button(self, place: int) -> QPushButton:
        """The first one is named for what it is: the best thing to do."""
        button = QPushButton()
        button.setObjectName(f"{self.objectName()}_deed{f'_{place}' if place else ''}")
        button.clicked.connect(partial(self._choose_deed, place))
        return button

    def _show_deeds(self, deeds: tuple[Deed, ...]) -> None:
        for button, deed in zip_longest(self._deeds, deeds[:_MOST_DEEDS]):
            button.setVisible(deed is not None)
            button.setText(deed.text if deed else "")
            button.setAccessibleName(deed.text.replace("&", "") if deed else "")

    def _choose_deed(self, place: int) -> None:
        if self._shown and place < len(self._shown.deeds):
            self.deed_chosen.emit(self._shown.deeds[place].name)

    def _copy_all(self) -> None:
        if self._shown:
            QGuiApplication.clipboard().setText(self._shown.as_text())

    def _arrange(self) -> None:
        inside = QWidget()
        inside.setAutoFillBackground(False)
        state = QHBoxLayout()
        state.setSpacing(_GAP)
        state.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self._state, 1)
        self._grid.setHorizontalSpacing(2 * _GAP)
        self._grid.setVerticalSpacing(_GAP // 2)
        self._grid.setColumnStretch(1, 1)
        self._history.setHorizontalSpacing(2 * _GAP)
        self._history.setVerticalSpacing(_GAP // 2)
        self._history.setColumnStretch(1, 1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        column.setSpacing(_GAP)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addLayout(state)
        column.addWidget(self._advice)
        deeds = QHBoxLayout()
        deeds.setSpacing(_GAP)
        for button in self._deeds:
            deeds.addWidget(button)
        deeds.addStretch(1)
        column.addLayout(deeds)
        facts, history = QVBoxLayout(), QVBoxLayout()
        facts.addLayout(self._grid)
        facts.addStretch()
        history.setSpacing(_GAP // 2)
        history.addWidget(self._history_title)
        history.addLayout(self._history)
        history.addStretch()
        below = QHBoxLayout()
        below.setSpacing(3 * _GAP)
        below.addLayout(facts, 2)
        below.addLayout(history, 3)
        column.addLayout(below)
        column.addStretch()
        self.setWidget(inside)

    def _show_history(self, before: tuple[Fact, ...], after: tuple[Fact, ...]) -> None:
        """What was shown stays where it is; a history only grows."""
        kept = len(before) if after[: len(before)] == before else 0
        if not kept:
            _empty(self._history)
        for row, fact in enumerate(after[kept:], kept):
            words = self._label(f"history_{row}")
            words.setText(fact.value)
            words.setAccessibleName(f"{fact.name} {fact.value}")
            self._history.addWidget(self._pale(fact.name), row, 0, Qt.AlignmentFlag.AlignTop)
            self._history.addWidget(words, row, 1)
        self._history_title.setVisible(bool(after))

    def _build_grid(self, facts: Facts) -> None:
        _empty(self._grid)
        self._values = []
        for row, fact in enumerate(facts.facts):
            value = self._label(fact.name.lower().replace(" ", "_"))
            value.setAccessibleName(fact.name)
            self._values.append(value)
            self._grid.addWidget(self._pale(fact.name), row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)

    def _pale(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        return label

    def _label(self, part: str, weight: QFont.Weight = QFont.Weight.Normal) -> QLabel:
        label = QLabel()
        label.setObjectName(f"{self.objectName()}_{part}")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        # By mouse only: a dozen values would be a dozen stops of the Tab key. The button copies them all.
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        font = label.font()
        font.setWeight(weight)
        label.setFont(font)
        return label


def _empty(grid: QGridLayout) -> None:
    while (item := grid.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.setParent(None)
            widget.deleteLater()
