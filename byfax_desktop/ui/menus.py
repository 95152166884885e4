"""The menu bar: everything the window can do, with its keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
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

    def choice(
        self,
        menu: QMenu,
        title: str,
        entries: Iterable[tuple[int, str]],
        chosen: Callable[[], int],
        do: Callable[[int], object],
    ) -> None:
        """Append a submenu of which one entry (a value and its title) is chosen; ``do`` is told of another value.

        What is ``chosen`` is looked at each time that the submenu opens, for it may be chosen elsewhere too.
        """
        choices = menu.addMenu(title)
        choices.setObjectName(f"menu_{_plain(title)}")
        group = QActionGroup(choices)
        for value, name in entries:
            action = choices.addAction(name)
            action.setObjectName(f"action_{_plain(title)}_{value}")
            action.setCheckable(True)
            action.setData(value)
            action.setChecked(value == chosen())
            action.triggered.connect(partial(_call, partial(do, value)))
            group.addAction(action)
        choices.aboutToShow.connect(partial(_check, group, chosen))


def _check(group: QActionGroup, chosen: Callable[[], int]) -> None:
    for action in group.actions():
        action.setChecked(action.data() == chosen())


def _call(do: Callable[[], object], _checked: bool = False) -> None:
    do()


def _plain(title: str) -> str:
    return title.replace("&", "").replace("…", "").strip().lower().replace(" ", "_")
