"""What can be done in a window: buttons, context menus and keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from byfax_desktop.ui.icons import icon


class Offer(NamedTuple):
    """An action to be: its name, its text, its icon, its key, and what it does."""

    name: str
    text: str
    icon: str
    keys: str
    do: Callable[[], object]


def action_of(offer: Offer, parent: QObject, room: str, keys_in: QWidget | None = None) -> QAction:
    """The action; its key works while ``keys_in`` has the keyboard, or in the whole window.

    ``room`` begins its object name.
    """
    action = QAction(icon(offer.icon), offer.text, parent) if offer.icon else QAction(offer.text, parent)
    action.setObjectName(f"{room}_{offer.name}_action")
    if offer.keys:
        action.setShortcut(QKeySequence(offer.keys))
        action.setToolTip(
            f"{_plain(offer.text)} ({action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)})"
        )
        action.setShortcutContext(
            Qt.ShortcutContext.WindowShortcut if keys_in is None else Qt.ShortcutContext.WidgetShortcut
        )
    action.triggered.connect(lambda: offer.do())
    return action


def button_row(actions: Sequence[QAction | QMenu | None], parent: QWidget) -> QHBoxLayout:
    """Buttons for these actions and menus; None is a space that grows."""
    row = QHBoxLayout()
    row.setSpacing(2)
    for each in actions:
        if each is None:
            row.addStretch(1)
        else:
            row.addWidget(_button(each, parent))
    return row


def _button(offered: QAction | QMenu, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    if isinstance(offered, QMenu):
        button.setMenu(offered)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        action = offered.menuAction()
    else:
        action = offered
    button.setDefaultAction(action)
    button.setObjectName(action.objectName().removesuffix("_action"))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(_plain(action.text()))
    return button


def _plain(text: str) -> str:
    return text.replace("&", "").rstrip("…")
