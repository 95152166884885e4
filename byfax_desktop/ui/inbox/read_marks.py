"""Which faxes are known as read, as a person wants it: keys and entries of the context menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from byfax_desktop.ui.icons import icon

if TYPE_CHECKING:
    from byfax_desktop.ui.inbox.fax_list import FaxList
    from byfax_desktop.ui.session import Session


class ReadMarks(QObject):
    """Ctrl+R turns the chosen faxes around, Ctrl+Shift+R is for all that are listed."""

    def __init__(self, faxes: FaxList, session: Session) -> None:
        super().__init__(faxes)
        self._list = faxes
        self._session = session
        self._chosen = self._action("read", "", "Ctrl+R", self._turn)
        self._all = self._action("all_read", "Mark &all of the list as read", "Ctrl+Shift+R", self._mark_all)
        faxes.chosen_changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Offer what can be done with the faxes as they are now."""
        chosen = self._list.chosen()
        is_read = bool(chosen) and not any(each.unread for each in chosen)
        self._chosen.setText("Mark as un&read" if is_read else "Mark as &read")
        self._chosen.setEnabled(bool(chosen))
        self._all.setEnabled(any(each.unread for each in self._list.model.records))

    def _turn(self) -> None:
        """Where some are new, all become read."""
        chosen = self._list.chosen()
        new = [each.fax.ref for each in chosen if each.unread]
        if new:
            self._session.engine.mark_read(*new)
        elif chosen:
            self._session.engine.mark_read(*(each.fax.ref for each in chosen), is_read=False)

    def _mark_all(self) -> None:
        new = [each.fax.ref for each in self._list.model.records if each.unread]
        if new:
            self._session.engine.mark_read(*new)

    def _action(self, name: str, text: str, keys: str, do: Callable[[], None]) -> QAction:
        view = self._list.view
        action = QAction(icon("unread"), text, view)
        action.setObjectName(f"inbox_{name}_action")
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: do())
        view.addAction(action)
        return action
