"""What can be done in the list of what can be rented, by its menu and by keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence

from byfax_desktop.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from byfax_desktop.ui.numbers.offer_rows import OfferRow


class OfferMenu:
    """The actions of the list; their keys work while it has the keyboard."""

    def __init__(
        self,
        view: QWidget,
        go_in: Callable[[], object],
        go_back: Callable[[], object],
        get: Callable[[], object],
        copy: Callable[[], object],
    ) -> None:
        self._view = view
        self._open = self._action("open", "down", "&Open", go_in, "Alt+Down")
        self._back = self._action("back", "up", "&Back", go_back, "Backspace", "Alt+Left")
        self._get = self._action("get", "website", "&Get one on the byFax website", get)
        self._copy = self._action("copy", "copy", "&Copy the beginning of its numbers", copy, "Ctrl+C")
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def fit(self, row: OfferRow | None, can_go_back: bool) -> None:
        """Offer what can be done with this row."""
        self._open.setEnabled(row is not None and row.group is None)
        self._get.setEnabled(row is not None and row.group is not None)
        self._copy.setEnabled(row is not None)
        self._back.setEnabled(can_go_back)

    def _action(self, name: str, icon_name: str, text: str, do: Callable[[], object], *keys: str) -> QAction:
        action = QAction(icon(icon_name), text, self._view)
        action.setObjectName(f"offers_{name}_action")
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: do())
        self._view.addAction(action)
        return action
