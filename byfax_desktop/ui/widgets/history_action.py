"""The way from somebody in a list to everything that was sent to, received from and noted about them."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from byfax_desktop.ui.icons import icon

HISTORY_KEYS = "Ctrl+Shift+H" if sys.platform == "darwin" else "Ctrl+H"
"""On a Mac, Command and H hide the program."""
HISTORY_TEXT = "H&istory with them…"


def history_action(view: QWidget, do: Callable[[], object]) -> QAction:
    """An action in the context menu of a list, whose key works while the list has the keyboard."""
    action = QAction(icon("history"), HISTORY_TEXT, view)
    action.setObjectName(f"{view.objectName()}_history_action")
    action.setShortcut(QKeySequence(HISTORY_KEYS))
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.triggered.connect(lambda: do())
    view.addAction(action)
    return action
