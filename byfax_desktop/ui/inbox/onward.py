"""The fax that is shown as the beginning of another one: entries of the context menu, and keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut

from byfax_desktop.ui.icons import icon

if TYPE_CHECKING:
    from byfax_desktop.ui.inbox.reading_pane import ReadingPane
    from byfax_desktop.ui.widgets.row_view import RowView


class Onward(QObject):
    """F4 forwards, as in the Outbox, and Shift+F4 replies, from the list and from the pages."""

    def __init__(self, view: RowView, pane: ReadingPane) -> None:
        super().__init__(view)
        self._view = view
        self._pane = pane
        self._reply = self._action("reply", "&Reply…", "undo", "Shift+F4", pane.reply)
        self._reply_with = self._action(
            "reply_with", "Reply &with the pages…", "undo", "", lambda: pane.reply(with_pages=True)
        )
        self._forward = self._action("forward", "&Forward…", "send", "F4", pane.forward)
        divider = QAction(view)
        divider.setSeparator(True)
        first = view.actions()[0]
        view.insertActions(first, [self._reply, self._reply_with, self._forward, divider])
        for action in (self._reply, self._forward):
            shortcut = QShortcut(action.shortcut(), pane)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action.trigger)
        pane.reader.changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Offer what can be done with the fax that is shown."""
        reader = self._pane.reader
        self._reply.setEnabled(reader.entry is not None)
        self._reply_with.setEnabled(reader.path is not None)
        self._forward.setEnabled(reader.path is not None)

    def _action(self, name: str, text: str, icon_name: str, keys: str, do: Callable[[], None]) -> QAction:
        action = QAction(icon(icon_name), text, self._view)
        action.setObjectName(f"inbox_{name}_action")
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: do())
        return action
