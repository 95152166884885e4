"""The row of buttons below the documents."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from byfax_desktop.ui.compose.document_history import DocumentHistory
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.widgets.tips import plain_tip


class DocumentButtons(QWidget):
    """What can be done with documents: grey where it cannot be done now, hidden where there is nothing to do it to."""

    def __init__(self, history: DocumentHistory, parent: QWidget) -> None:
        super().__init__(parent)
        self._history = history
        self._count = 0
        self.add = QPushButton(icon("add"), "&Add documents…", self)
        self.add.setObjectName("documents_add")
        self.add.setAccessibleName("Add documents")
        self.undo = _tool("documents_undo", "undo", "Undo (Ctrl+Z)", self)
        self.redo = _tool("documents_redo", "redo", "Redo (Ctrl+Shift+Z)", self)
        self.options = _tool("documents_options", "page-options", "Page options (Alt+Enter)", self)
        self.remove = _tool("documents_remove", "remove", "Remove the document (Del)", self)
        self.up = _tool("documents_up", "up", "Move the document up (Alt+Up)", self)
        self.down = _tool("documents_down", "down", "Move the document down (Alt+Down)", self)
        self.more = _tool("documents_more", "more", "More ways to add documents", self)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.more)
        self.menu.setObjectName("documents_menu")
        self.more.setMenu(self.menu)
        self._for_one: list[QAction] = []
        self._tools = (self.undo, self.redo, self.options, self.remove, self.up, self.down)
        self.undo.clicked.connect(history.undo)
        self.redo.clicked.connect(history.redo)
        history.changed.connect(self._show_history)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.add)
        row.addStretch(1)
        for button in (*self._tools, self.more):
            row.addWidget(button)

    def offer(self, name: str, text: str, do: Callable[[], object], keys: str = "") -> QAction:
        """Append to the menu; what has ``keys`` is done to the selected documents, where these work already."""
        action = self.menu.addAction(text)
        action.setObjectName(name)
        action.triggered.connect(lambda: do())
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self._for_one.append(action)
        return action

    def fit(self, count: int, rows: list[int]) -> None:
        """Fit them to so many documents, of which those in ``rows`` are selected."""
        self._count = count
        self.add.setVisible(count > 0)
        for button in (self.remove, self.options):
            button.setEnabled(bool(rows))
        for action in self._for_one:
            action.setEnabled(bool(rows))
        self.up.setEnabled(bool(rows) and rows[0] > 0)
        self.down.setEnabled(bool(rows) and rows[-1] < count - 1)
        self._show_history()

    def _show_history(self) -> None:
        undo, redo = self._history.undo_text, self._history.redo_text
        for button, name, text, keys in (
            (self.undo, "Undo", undo, "Ctrl+Z"),
            (self.redo, "Redo", redo, "Ctrl+Shift+Z"),
        ):
            button.setEnabled(bool(text))
            button.setToolTip(plain_tip(f"{name}: {text} ({keys})" if text else f"{name} ({keys})"))
            button.setAccessibleDescription(text)
        for button in self._tools:
            button.setVisible(bool(self._count or undo or redo))


def _tool(name: str, icon_name: str, text: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setIcon(icon(icon_name))
    button.setToolTip(text)
    button.setAccessibleName(text.partition(" (")[0])
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
