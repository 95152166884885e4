"""How the pages are turned into a fax, and in words how else it is sent than usual."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from byfax_desktop.ui.compose.fax_options import FaxOptions
from byfax_desktop.ui.compose.heading import field_label
from byfax_desktop.ui.elided import ElidedLabel
from byfax_desktop.ui.help.explained import explain

if TYPE_CHECKING:
    from byfax_desktop.ui.session import Session

QUALITIES = (
    ("Fine", "FINE", "196 lines an inch"),
    ("Standard", "STANDARD", "98 lines an inch: half the time"),
)
MODES = (("Text", "TEXT", "Sharp letters and lines"), ("Photo", "PHOTO", "Shades of grey by fine dots"))
_KEY = "options/{}"


class OptionsRow(QWidget):
    """Quality and kind of contents; they begin as in the fax that this account sent last."""

    changed = Signal()
    more_asked = Signal()
    """A person wants to see and change the rest of them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("options_row")
        self._session = session
        self._options = FaxOptions()
        self._quality = _choice("quality", "Quality", QUALITIES, self)
        self._mode = _choice("mode", "Contents", MODES, self)
        self._rest = ElidedLabel(self, max_width=260)
        self._rest.setObjectName("more_options_summary")
        self._rest.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._more = QPushButton("Mor&e options…", self)
        self._more.setObjectName("more_options")
        self._more.setAccessibleName("More options")
        self._more.clicked.connect(self.more_asked)
        self._quality.currentIndexChanged.connect(lambda: self.change(quality=self._quality.currentData()))
        self._mode.currentIndexChanged.connect(lambda: self.change(mode=self._mode.currentData()))
        session.account_changed.connect(self.clear)
        self._arrange()
        explain(self)

    @property
    def options(self) -> FaxOptions:
        """As chosen."""
        return self._options

    def choose(self, options: FaxOptions) -> None:
        """Choose these."""
        if options == self._options:
            return
        self._options = options
        for box, value in ((self._quality, options.quality), (self._mode, options.mode)):
            box.blockSignals(True)
            box.setCurrentIndex(max(0, box.findData(value)))
            box.blockSignals(False)
        self._show_rest()
        self.changed.emit()

    def change(self, **changes: object) -> None:
        """Choose some of them otherwise."""
        self.choose(replace(self._options, **changes))  # type: ignore[arg-type]

    def remember(self) -> None:
        """The next fax of this account begins with these; not with the time."""
        if self._session.account is not None:
            key = _KEY.format(self._session.account.ref)
            self._session.settings.setValue(key, self._options.to_json())

    def clear(self) -> None:
        """Back to what the last fax was sent with."""
        account = self._session.account
        kept = self._session.settings.value(_KEY.format(account.ref)) if account else None
        self.choose(FaxOptions.from_json(str(kept)) if kept else FaxOptions())

    def _show_rest(self) -> None:
        from byfax_desktop.ui.compose.option_words import option_words

        self._rest.setText(" · ".join(option_words(self._options)))

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for text, box in (("&Quality", self._quality), ("Conten&ts", self._mode)):
            row.addWidget(field_label(text, box, self))
            row.addWidget(box)
            row.addSpacing(8)
        row.addWidget(self._rest, 1)
        row.addStretch(1)
        row.addWidget(self._more)


def _choice(name: str, title: str, entries: tuple[tuple[str, str, str], ...], parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.setObjectName(name)
    box.setAccessibleName(title)
    for row, (text, value, tip) in enumerate(entries):
        box.addItem(text, value)
        box.setItemData(row, tip, Qt.ItemDataRole.ToolTipRole)
    return box
