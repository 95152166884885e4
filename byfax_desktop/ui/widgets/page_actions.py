"""All that can be done with pages, with its keys: for the toolbar, the menus and the keyboard alike."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.widgets.zoom import Fit, Zoom

_Standard = QKeySequence.StandardKey


class PageActions(QObject):
    """The actions of one viewer; their keys work in all of ``room``."""

    def __init__(self, room: QWidget) -> None:
        super().__init__(room)
        self._room = room
        self.thumbnails = self._switch("page_thumbnails", "Small pages", "thumbnails", "F9")
        self.as_fax = self._switch("page_as_fax", "As fax", "", "F8")
        self.as_fax.setToolTip(
            f"Pages as the other machine prints them, or the original ({_keys(self.as_fax)})"
        )
        self.turn_left = self._action("page_turn_left", "Turn left", "turn-left", "Ctrl+Shift+R")
        self.turn_right = self._action("page_turn_right", "Turn right", "turn-right", "Ctrl+R")
        self.turn_page = self._action("page_turn_one", "Turn only this page", "turn-right", "Shift+R")
        self.zoom_out = self._action("zoom_out", "Zoom out", "zoom-out", _Standard.ZoomOut)
        self.zoom_in = self._action("zoom_in", "Zoom in", "zoom-in", _Standard.ZoomIn)
        # Where a plus needs Shift, people leave it away.
        self.zoom_in.setShortcuts(list(dict.fromkeys([*self.zoom_in.shortcuts(), QKeySequence("Ctrl+=")])))
        self.full_size = self._action("zoom_full_size", "100 % (each fax dot a pixel)", "", "Ctrl+0")
        self.fit_width = self._switch("zoom_fit_width", "Fit the width", "fit-width")
        self.fit_page = self._switch("zoom_fit_page", "Fit the page", "fit-page")
        self.go_to = self._action("page_go_to", "Go to page…", "", "Ctrl+G")
        self.copy = self._action("page_copy", "Copy page as picture", "copy", _Standard.Copy)
        self.try_again = self._action("page_try_again", "Try again", "retry", "R")

    def set_enabled(self, is_enabled: bool) -> None:
        """Whether there are pages to do anything with."""
        for action in self._room.findChildren(QAction):
            if action.parent() is self:
                action.setEnabled(is_enabled)

    def fill(self, menu: QMenu) -> None:
        """Put them into the menu over a page."""
        if self.try_again.isEnabled():
            menu.addAction(self.try_again)
        menu.addAction(self.copy)
        menu.addSeparator()
        menu.addActions([self.as_fax, self.turn_left, self.turn_right, self.turn_page])
        menu.addSeparator()
        menu.addActions([self.zoom_in, self.zoom_out, self.fit_width, self.fit_page, self.full_size])
        menu.addSeparator()
        menu.addActions([self.thumbnails, self.go_to])

    def show_zoom(self, zoom: Zoom) -> None:
        """Tick what decides on the scale."""
        self.fit_width.setChecked(zoom.fit is Fit.WIDTH)
        self.fit_page.setChecked(zoom.fit is Fit.PAGE)

    def _switch(self, name: str, text: str, icon_name: str, keys: str = "") -> QAction:
        action = self._action(name, text, icon_name, keys)
        action.setCheckable(True)
        return action

    def _action(self, name: str, text: str, icon_name: str, keys: str | QKeySequence.StandardKey) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        if icon_name:
            action.setIcon(icon(icon_name))
        if keys:
            if isinstance(keys, str):
                action.setShortcut(QKeySequence(keys))
            else:
                action.setShortcuts(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setToolTip(f"{text} ({_keys(action)})")
            self._room.addAction(action)
        return action


def _keys(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
