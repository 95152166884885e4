"""The way from a sent fax to its transmission report."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QToolButton, QWidget

from byfax_desktop.ui.icons import icon

if TYPE_CHECKING:
    from byfax_desktop.ui.outbox.wishes import Target
    from byfax_desktop.ui.session import Session


class ReportAction(QObject):
    """An entry of the context menu, with a key and a ``button``, that opens the report of the current fax."""

    def __init__(self, view: QWidget, session: Session, current: Callable[[], Target | None]) -> None:
        super().__init__(view)
        self._view = view
        self._session = session
        self._current = current
        action = QAction(icon("document"), "Trans&mission report…", view)
        action.setObjectName("outbox_report_action")
        action.setShortcut(QKeySequence("Ctrl+R"))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(self._open)
        action.setToolTip("What a fax machine prints after a fax: how it went, and the first page (Ctrl+R)")
        view.addAction(action)
        self.button = QToolButton()
        """To be put where a person sees it."""
        self.button.setObjectName("outbox_report")
        self.button.setAccessibleName("Transmission report")
        self.button.setDefaultAction(action)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setAutoRaise(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _open(self) -> None:
        target = self._current()
        if target is None:
            return
        from byfax_desktop.ui.outbox.report_window import ReportWindow

        ReportWindow(self._session, target.entry, target.message, self._view.window()).open()
