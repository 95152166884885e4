"""Labels for the chosen faxes: a menu that ticks those that all of them have, takes new ones, and leads to all."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCursor, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.inbox.label_look import swatch
from byfax_desktop.ui.widgets.texts import count, without_mnemonic

if TYPE_CHECKING:
    from byfax_desktop.engine.events import InboxChanged
    from byfax_desktop.store.fax_labels import Label
    from byfax_desktop.ui.inbox.fax_list import FaxList
    from byfax_desktop.ui.session import Session


class Labelling(QObject):
    """Ctrl+L opens ``menu`` over the list; it can hang from a button or another menu too."""

    troubled = Signal(object)

    def __init__(self, faxes: FaxList, session: Session) -> None:
        super().__init__(faxes)
        self._list = faxes
        self._session = session
        self._labels: tuple[Label, ...] = ()
        self.menu = QMenu("&Labels", faxes)
        self.menu.setObjectName("inbox_labels_menu")
        self.menu.aboutToShow.connect(self._fill)
        self.menu.setIcon(icon("label"))
        opener = QShortcut(QKeySequence("Ctrl+L"), faxes.view)
        opener.setContext(Qt.ShortcutContext.WidgetShortcut)
        opener.activated.connect(self._pop_up)
        session.bridge.inbox_changed.connect(self._take_labels)
        session.account_changed.connect(self._forget)
        faxes.chosen_changed.connect(self._fit)
        self._fit()

    @property
    def labels(self) -> tuple[Label, ...]:
        """All that there are."""
        return self._labels

    def run(self, work: Callable[[], None]) -> None:
        """Have something done with labels, and tell what it came to."""
        self._session.workers.run(work, self._tell)

    def _take_labels(self, event: InboxChanged) -> None:
        self._labels = event.labels

    def _forget(self) -> None:
        self._labels = ()

    def _fit(self) -> None:
        self.menu.menuAction().setEnabled(bool(self._list.chosen()))

    def _fill(self) -> None:
        self.menu.clear()
        chosen = self._list.chosen()
        for label in self._labels:
            having = sum(label in entry.labels for entry in chosen)
            is_on = bool(chosen) and having == len(chosen)
            action = self.menu.addAction(swatch(label, is_on), without_mnemonic(label.name))
            action.setObjectName(f"inbox_label_{label.id}")
            action.setCheckable(True)
            action.setChecked(is_on)
            action.setIconVisibleInMenu(True)
            if 0 < having < len(chosen):
                action.setText(f"{action.text()} ({having} of {len(chosen)})")
            action.triggered.connect(partial(self._turn, label, not is_on))
        if self._labels:
            self.menu.addSeparator()
        new = self.menu.addAction(icon("add"), "&New label…", self._ask_name)
        new.setObjectName("inbox_new_label")
        all_labels = self.menu.addAction("&Rename or remove labels…", self._open_all)
        all_labels.setObjectName("inbox_all_labels")
        all_labels.setEnabled(bool(self._labels))

    def _pop_up(self) -> None:
        if self._list.chosen():
            view = self._list.view
            cell = view.visualRect(view.currentIndex())
            spot = view.viewport().mapToGlobal(cell.bottomLeft()) if cell.isValid() else QCursor.pos()
            self.menu.popup(spot)

    def _turn(self, label: Label, is_on: bool) -> None:
        refs, engine = [entry.fax.ref for entry in self._list.chosen()], self._session.engine
        if is_on:
            self.run(lambda: engine.label_faxes(refs, label.name))
        else:
            self.run(lambda: engine.unlabel_faxes(refs, label.id))

    def _ask_name(self) -> None:
        from byfax_desktop.ui.widgets.name_question import ask_name

        refs, engine = [entry.fax.ref for entry in self._list.chosen()], self._session.engine
        what = f"Label for {count(len(refs), 'fax', 'faxes')}:"
        dialog = ask_name(
            self._list.window(),
            "inbox_new_label_dialog",
            "New label",
            what,
            "",
            lambda name: self.run(lambda: engine.label_faxes(refs, name)),
        )
        # What is chosen is for this account.
        self._session.account_changed.connect(dialog.reject)

    def _open_all(self) -> None:
        from byfax_desktop.ui.inbox.labels_dialog import LabelsDialog

        dialog = LabelsDialog(self._labels, self._list.window())
        engine = self._session.engine
        dialog.change_asked.connect(lambda label: self.run(lambda: engine.change_label(label)))
        dialog.remove_asked.connect(lambda label_id: self.run(lambda: engine.remove_label(label_id)))
        self._session.bridge.inbox_changed.connect(dialog.take)
        self._session.account_changed.connect(dialog.reject)
        dialog.open()

    def _tell(self, result: Trouble | None) -> None:
        if isinstance(result, Trouble):
            self.troubled.emit(result)
