"""The header line: left, centre and right, with the service's placeholders at hand and the line as it will read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

PLACEHOLDERS = (
    ("Date and time", "<DateTime>"),
    ("Time zone", "<Timezone>"),
    ("From", "<From>"),
    ("To", "<To>"),
    ("Page", "<CurPage>"),
    ("Pages", "<CurPages>"),
    ("From number", "{FromNumber}"),
    ("To number", "{ToNumber}"),
)
"""What the service fills in, by the names in its own samples."""
_PARTS = (("left", "Left"), ("centre", "Centre"), ("right", "Right"))
_CHIPS_A_ROW = 4
_LONGEST = 120


class HeaderField(QWidget):
    """``value`` is the template; empty where no line is to be printed."""

    changed = Signal()

    def __init__(self, values: Callable[[], Mapping[str, str]], parent: QWidget | None = None) -> None:
        """``values`` are what the placeholders stand for in this fax, as far as that is known."""
        super().__init__(parent)
        self._values = values
        self._is_wanted = QCheckBox("Print a &header line on each page", self)
        self._fields = QWidget(self)
        self._lines = {name: _line(name, title, self._fields) for name, title in _PARTS}
        self._last = self._lines["left"]
        self._sample = {name: QLabel(self._fields) for name, _ in _PARTS}
        self._arrange()
        self._is_wanted.setObjectName("header_wanted")
        self._is_wanted.toggled.connect(self._fields.setVisible)
        self._is_wanted.toggled.connect(self._tell)
        for line in self._lines.values():
            line.textChanged.connect(self._tell)
            line.installEventFilter(self)

    def value(self) -> str:
        """The template: parts between bars, without bars that nothing follows."""
        if not self._is_wanted.isChecked():
            return ""
        return "|".join(line.text().strip() for line in self._lines.values()).rstrip("|")

    def set_value(self, template: str | None) -> None:
        """Show a template; nothing is told."""
        self.blockSignals(True)
        if template != self.value():
            parts = [*(template or "").split("|", 2), "", ""]
            for line, part in zip(self._lines.values(), parts, strict=False):
                line.setText(part)
                line.setCursorPosition(0)
        self._is_wanted.setChecked(bool(template))
        self._fields.setVisible(bool(template))
        self.blockSignals(False)
        self.show_sample()

    def show_sample(self) -> None:
        """Show the line as it will read now."""
        from byfax_desktop.fax.header import header_line

        filled = header_line(self.value(), self._values())
        for label, text in zip(self._sample.values(), filled, strict=True):
            label.setText(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Placeholders go where the keyboard was last."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QLineEdit):
            self._last = watched
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        self.show_sample()
        self.changed.emit()

    def _put(self, placeholder: str) -> None:
        self._last.insert(placeholder)
        self._last.setFocus()

    def _arrange(self) -> None:
        chips = QGridLayout()
        chips.setSpacing(4)
        for place, (title, placeholder) in enumerate(PLACEHOLDERS):
            chip = QPushButton(title, self._fields)
            chip.setObjectName(f"header_put_{place}")
            chip.setAccessibleName(f"Put in: {title}")
            chip.setToolTip(placeholder)
            chip.setAutoDefault(False)
            chip.clicked.connect(partial(self._put, placeholder))
            chips.addWidget(chip, place // _CHIPS_A_ROW, place % _CHIPS_A_ROW)
        lines = QHBoxLayout()
        sample = QHBoxLayout()
        sides = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight)
        for (name, line), side in zip(self._lines.items(), sides, strict=True):
            lines.addWidget(line)
            label = self._sample[name]
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            label.setWordWrap(True)
            label.setAlignment(side)
            sample.addWidget(label, 1)
        inner = QVBoxLayout(self._fields)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(lines)
        inner.addLayout(chips)
        inner.addLayout(sample)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._is_wanted)
        column.addWidget(self._fields)
        self.setFocusProxy(self._is_wanted)


def _line(name: str, title: str, parent: QWidget) -> QLineEdit:
    line = QLineEdit(parent)
    line.setObjectName(f"header_{name}")
    line.setAccessibleName(f"Header line, {title.lower()}")
    line.setPlaceholderText(title)
    line.setMaxLength(_LONGEST)
    return line
