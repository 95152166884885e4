"""A field in which one looks for rows of a list: Ctrl+F leads to it, Down and Enter lead on to the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget


class SearchField(QLineEdit):
    """``left`` when the keyboard is to go on to the list."""

    left = Signal()

    def __init__(self, name: str, spoken: str, hint: str, tip: str, parent: QWidget | None = None) -> None:
        """``name`` is the object name, ``spoken`` the accessible one, ``hint`` stands in the empty field."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setPlaceholderText(hint)
        self.setToolTip(tip)
        self.setClearButtonEnabled(True)
        self.returnPressed.connect(self.left)
        down = QShortcut(QKeySequence("Down"), self)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.left)

    def be_found_from(self, room: QWidget) -> None:
        """Have Ctrl+F lead here from everything in ``room``."""
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), room)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.take_keyboard)

    def take_keyboard(self) -> None:
        """Begin to look for something else."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
