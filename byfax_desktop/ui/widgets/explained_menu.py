"""The context menu of a view from its own actions, which says in tool tips why one of them cannot be chosen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QMenu, QWidget


class ExplainedMenu(QObject):
    """Opens in place of the menu that Qt makes of a widget's actions: that one shows no tool tips."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """By mouse or by key, a menu was asked for."""
        if isinstance(event, QContextMenuEvent) and watched is self._view:
            self.menu().popup(event.globalPos())
            return True
        return super().eventFilter(watched, event)

    def menu(self) -> QMenu:
        """The actions as they are now; the menu is gone once it is closed."""
        menu = QMenu(self._view)
        menu.setObjectName(f"{self._view.objectName()}_menu")
        menu.setToolTipsVisible(True)
        menu.addActions(self._view.actions())
        menu.aboutToHide.connect(menu.deleteLater)
        return menu
