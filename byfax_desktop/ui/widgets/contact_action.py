"""Keeping somebody of a list of faxes as a contact."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from byfax_desktop.ui.icons import icon


def contact_action(view: QWidget, do: Callable[[], object]) -> QAction:
    """An action in the context menu of a list, whose key works while the list has the keyboard."""
    action = QAction(icon("account"), "&Add to contacts…", view)
    action.setObjectName(f"{view.objectName()}_contact_action")
    action.setShortcut(QKeySequence("Ctrl+D"))
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.triggered.connect(lambda: do())
    view.addAction(action)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
    return action
