"""A message beside what it is about: what happened, what to do, and details for those who want them."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from byfax_desktop.ui.icons import icon

_ICON = QSize(16, 16)
_TINT = 0.14
_EDGE = 0.45
_SHOW, _HIDE = "Show details", "Hide details"


class Tone(Enum):
    """How grave a message is: its icon, and the colour that only underlines what the icon and words say."""

    DONE = ("state-delivered", "#2e8b57")
    NOTE = ("info", "#3a7bd5")
    WARNING = ("state-warning", "#c98a00")
    TROUBLE = ("state-warning", "#d0413a")


class MessageBar(QWidget):
    """Hidden until told something; the person, or ``clear``, sends it away again."""

    action_triggered = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """``name`` is the object name; the parts are named after it."""
        super().__init__(parent)
        self.setObjectName(name)
        self._tone = Tone.NOTE
        self._icon = QLabel(self)
        self._text = _label(self, f"{name}_text")
        self._details = _label(self, f"{name}_details")
        self._details_button = QPushButton(_SHOW, self)
        self._action = QPushButton(self)
        self._close = QToolButton(self)
        self._name_parts(name)
        self._connect()
        self._arrange()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def tell(self, tone: Tone, what: str, do: str = "", details: str = "", action: str = "") -> None:
        """Show a message; ``action`` is the text of a button, without which there is none."""
        text = f"{what} {do}".strip()
        self._tone = tone
        self._text.setText(text)
        self._details.setText(details)
        self._details.hide()
        self._details_button.setText(_SHOW)
        self._details_button.setVisible(bool(details))
        self._action.setText(action)
        self._action.setAccessibleName(action.replace("&", ""))
        self._action.setVisible(bool(action))
        self._paint_icon()
        self.setAccessibleName(text)
        self.show()
        self.updateGeometry()
        _announce(self)

    def rename_action(self, text: str) -> None:
        """Give the button another text; nothing is read out, for it is the same button."""
        self._action.setText(text)

    def clear(self) -> None:
        """Nothing is to be said any more."""
        self.hide()
        self._text.clear()

    @property
    def text(self) -> str:
        """What is being said; empty while nothing is."""
        return self._text.text()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """A tinted, rounded ground in the palette's own light."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self.palette().color(QPalette.ColorRole.Window)
        tone = QColor(self._tone.value[1])
        painter.setPen(_blend(ground, tone, _EDGE))
        painter.setBrush(_blend(ground, tone, _TINT))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)

    def changeEvent(self, event: QEvent) -> None:
        """Follow light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_icon()

    def _paint_icon(self) -> None:
        self._icon.setPixmap(icon(self._tone.value[0]).pixmap(_ICON, self.devicePixelRatioF()))

    def _toggle_details(self) -> None:
        shown = self._details.isHidden()
        self._details.setVisible(shown)
        self._details_button.setText(_HIDE if shown else _SHOW)

    def _name_parts(self, name: str) -> None:
        self._details_button.setObjectName(f"{name}_show_details")
        self._details_button.setAccessibleName("Show details of the message")
        self._action.setObjectName(f"{name}_action")
        self._close.setObjectName(f"{name}_close")
        self._close.setAccessibleName("Close the message")
        self._close.setToolTip("Close")
        self._close.setIcon(icon("close"))
        self._close.setAutoRaise(True)

    def _connect(self) -> None:
        self._action.clicked.connect(self.action_triggered)
        self._close.clicked.connect(self.clear)
        self._details_button.clicked.connect(self._toggle_details)

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (self._action, self._details_button, self._close):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 6, 6, 6)
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._icon, 0, 0)
        grid.addWidget(self._text, 0, 1)
        grid.addLayout(buttons, 0, 2)
        grid.addWidget(self._details, 1, 1, 1, 2)


def _announce(bar: MessageBar) -> None:
    """Have screen readers read it."""
    from PySide6.QtGui import QAccessible, QAccessibleEvent

    QAccessible.updateAccessibility(QAccessibleEvent(bar, QAccessible.Event.Alert))


def _label(parent: QWidget, name: str) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _blend(ground: QColor, tone: QColor, share: float) -> QColor:
    mixed = (
        round(a * (1 - share) + b * share)
        for a, b in zip(ground.getRgb()[:3], tone.getRgb()[:3], strict=True)  # type: ignore[index]
    )
    return QColor(*mixed)
