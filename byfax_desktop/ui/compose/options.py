"""How the pages are turned into a fax."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from byfax_desktop.ui.compose.heading import field_label

if TYPE_CHECKING:
    from byfax_desktop.service.states import FaxMode, FaxQuality

_QUALITIES = (
    ("Fine", "FINE", "196 lines an inch"),
    ("Standard", "STANDARD", "98 lines an inch: half the time"),
)
_MODES = (("Text", "TEXT", "Sharp letters and lines"), ("Photo", "PHOTO", "Shades of grey by fine dots"))


class OptionsRow(QWidget):
    """Quality and kind of contents; both begin with what suits most faxes."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("options_row")
        self._quality = _choice("quality", "Quality", _QUALITIES, self)
        self._mode = _choice("mode", "Contents", _MODES, self)
        for box in (self._quality, self._mode):
            box.currentIndexChanged.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for text, box in (("&Quality", self._quality), ("Conten&ts", self._mode)):
            row.addWidget(field_label(text, box, self))
            row.addWidget(box)
            row.addSpacing(8)
        row.addStretch(1)

    @property
    def quality(self) -> FaxQuality:
        """As chosen."""
        from byfax_desktop.service.states import FaxQuality

        return FaxQuality(self._quality.currentData())

    @property
    def mode(self) -> FaxMode:
        """As chosen."""
        from byfax_desktop.service.states import FaxMode

        return FaxMode(self._mode.currentData())

    def choose(self, quality: FaxQuality, mode: FaxMode) -> None:
        """Choose these; what is not offered here leaves what suits most faxes."""
        self._quality.setCurrentIndex(max(0, self._quality.findData(quality.value)))
        self._mode.setCurrentIndex(max(0, self._mode.findData(mode.value)))

    def clear(self) -> None:
        """Back to what suits most faxes."""
        self._quality.setCurrentIndex(0)
        self._mode.setCurrentIndex(0)


def _choice(name: str, title: str, entries: tuple[tuple[str, str, str], ...], parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.setObjectName(name)
    box.setAccessibleName(title)
    for row, (text, value, tip) in enumerate(entries):
        box.addItem(text, value)
        box.setItemData(row, tip, Qt.ItemDataRole.ToolTipRole)
    return box
