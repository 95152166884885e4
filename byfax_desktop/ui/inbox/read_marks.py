"""Which faxes are known as read, as a person wants it: keys and entries of the context menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from byfax_desktop.ui.icons import icon

if TYPE_CHECKING:
    from byfax_desktop.engine.events import InboxEntry
    from byfax_desktop.ui.session import Session
    from byfax_desktop.ui.widgets.row_model import RowModel
    from byfax_desktop.ui.widgets.row_view import RowView


class ReadMarks(QObject):
    """Ctrl+R turns the selected fax around, Ctrl+Shift+R is for all that are listed."""

    def __init__(self, view: RowView, model: RowModel[InboxEntry], session: Session) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._session = session
        self._one = self._action("read", "", "Ctrl+R", self._turn)
        self._all = self._action("all_read", "Mark &all of the list as read", "Ctrl+Shift+R", self._mark_all)
        view.selectionModel().currentRowChanged.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Offer what can be done with the faxes as they are now."""
        entry = self._current()
        self._one.setText("Mark as un&read" if entry and not entry.unread else "Mark as &read")
        self._one.setEnabled(entry is not None)
        self._all.setEnabled(any(each.unread for each in self._model.records))

    def _turn(self) -> None:
        entry = self._current()
        if entry is not None:
            self._session.engine.mark_read(entry.fax.ref, is_read=entry.unread)

    def _mark_all(self) -> None:
        new = [each.fax.ref for each in self._model.records if each.unread]
        if new:
            self._session.engine.mark_read(*new)

    def _current(self) -> InboxEntry | None:
        return self._model.record(self._view.currentIndex())

    def _action(self, name: str, text: str, keys: str, do: Callable[[], None]) -> QAction:
        action = QAction(icon("unread"), text, self._view)
        action.setObjectName(f"inbox_{name}_action")
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: do())
        self._view.addAction(action)
        return action
