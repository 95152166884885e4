"""The Help menu, and the way to each of its windows: one of each, made when a person first wants it."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from byfax_desktop.ui.menus import Menus
from byfax_desktop.ui.session import Session


class HelpDoor(QObject):
    """Opens what helps a person on."""

    def __init__(self, session: Session, window: QMainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._window = window

    def fill(self, menus: Menus) -> None:
        """Append the Help menu to the bar."""
        menu = menus.menu("&Help")
        menus.action(menu, "&Keyboard shortcuts", ("F1",), self.show_keys, "help")
        menu.addSeparator()
        menus.action(menu, "&About byFax Desktop", (), self.show_about, "info")

    def show_keys(self) -> None:
        """Open the list of the keyboard shortcuts."""
        from byfax_desktop.ui.about import show_keys

        show_keys(self._window)

    def show_about(self) -> None:
        """Open what the program is made of."""
        from byfax_desktop.ui.help.about_window import AboutWindow

        AboutWindow(self._session, self._window).open()
