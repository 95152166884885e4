"""Deleting the chosen faxes: keys and entries of the context menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.take_back_time import take_back_time
from byfax_desktop.ui.widgets.texts import count

if TYPE_CHECKING:
    from byfax_desktop.engine.events import InboxEntry
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.ui.inbox.fax_list import FaxList
    from byfax_desktop.ui.session import Session

_LEAST_SECONDS = 10
"""For who takes no time to take a sent fax back: what came in is nowhere else."""


class Removing(QObject):
    """Del deletes the chosen faxes here and at byFax; the other entries keep something of them."""

    noted = Signal(str)
    troubled = Signal(object)

    def __init__(self, faxes: FaxList, session: Session) -> None:
        super().__init__(faxes)
        self._list = faxes
        self._session = session
        self._delete = self._action("delete", "&Delete", "Del", self._remove_everywhere)
        self._at_service = self._action(
            "delete_there", "Delete at byFax, &keep my copy", "", self._remove_there
        )
        self._drop = self._action("drop", "Remove the pages from this &computer only", "", self._drop_pages)
        self._leave = self._action("leave", "&Leave it at byFax", "", self._leave_there)
        self._delete.setToolTip("Delete here and at byFax (Del)")
        faxes.chosen_changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Offer what can be done with the chosen faxes as they are now."""
        chosen = self._list.chosen()
        self._delete.setEnabled(bool(chosen))
        self._at_service.setEnabled(any(_has_copy_to_keep(each) for each in chosen))
        self._drop.setEnabled(any(_has_pages_twice(each) for each in chosen))
        self._leave.setVisible(any(each.not_deleted for each in chosen))

    def _remove_everywhere(self) -> None:
        self._remove([each.fax.ref for each in self._list.chosen()], "everywhere")

    def _remove_there(self) -> None:
        self._remove([each.fax.ref for each in self._list.chosen() if _has_copy_to_keep(each)], "service")

    def _drop_pages(self) -> None:
        refs = [each.fax.ref for each in self._list.chosen() if _has_pages_twice(each)]
        engine = self._session.engine
        self._session.workers.run(lambda: engine.drop_fax_pages(refs), self._tell_dropped)

    def _tell_dropped(self, result: int | Trouble) -> None:
        if isinstance(result, int):
            of_them = "the fax" if result == 1 else count(result, "fax", "faxes")
            self.noted.emit(f"The pages of {of_them} are no longer on this computer. byFax still has them.")
        else:
            self.troubled.emit(result)

    def _leave_there(self) -> None:
        self._session.engine.restore_faxes([each.fax.ref for each in self._list.chosen() if each.not_deleted])

    def _remove(self, refs: list[str], scope: str) -> None:
        from byfax_desktop.store.removals import RemovalScope

        if refs:
            seconds = max(take_back_time(self._session.settings), _LEAST_SECONDS)
            if scope == RemovalScope.EVERYWHERE:
                self._list.step_off(refs)
            self._session.engine.remove_faxes(refs, RemovalScope(scope), seconds)

    def _action(self, name: str, text: str, keys: str, do: Callable[[], None]) -> QAction:
        view = self._list.view
        action = QAction(icon("delete"), text, view)
        action.setObjectName(f"inbox_{name}_action")
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: do())
        view.addAction(action)
        return action


def _has_pages_twice(entry: InboxEntry) -> bool:
    return entry.path is not None and not entry.is_gone


def _has_copy_to_keep(entry: InboxEntry) -> bool:
    return entry.fax.has_file and not entry.is_gone
