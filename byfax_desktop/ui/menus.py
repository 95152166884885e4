"""The menu bar: everything the window can do, with its keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from byfax_desktop.ui.icons import icon


class Menus:
    """The actions of a window; each is reachable by name as ``action_<name>`` below the window."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self.bar = window.menuBar()
        self.bar.setObjectName("menu_bar")

    def menu(self, title: str) -> QMenu:
        """Append a menu to the bar."""
        menu = self.bar.addMenu(title)
        menu.setObjectName(f"menu_{_plain(title)}")
        return menu

    def action(
        self, menu: QMenu, title: str, keys: tuple[str, ...], do: Callable[[], object], icon_name: str = ""
    ) -> QAction:
        """Append an action to a menu; ``keys`` as in QKeySequence's portable text, the first one is shown."""
        action = QAction(title, self._window)
        action.setObjectName(f"action_{_plain(title)}")
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(partial(_call, do))
        if icon_name:
            action.setIcon(icon(icon_name))
        menu.addAction(action)
        return action


def _call(do: Callable[[], object], _checked: bool = False) -> None:
    do()


def _plain(title: str) -> str:
    return title.replace("&", "").replace("…", "").strip().lower().replace(" ", "_")
