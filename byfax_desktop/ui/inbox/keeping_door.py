"""The way to what is saved automatically, from the list of received faxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from byfax_desktop.ui.icons import icon

if TYPE_CHECKING:
    from byfax_desktop.desktop.accounts import Account
    from byfax_desktop.engine.events import InboxChanged, NumbersChanged
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.store.kept_faxes import KeepRule
    from byfax_desktop.ui.session import Session


class KeepingDoor(QObject):
    """An entry in the context menu of a view; ``open`` from elsewhere. ``troubled`` where the rules cannot be had."""

    noted = Signal(str)
    troubled = Signal(object)

    def __init__(self, view: QWidget, session: Session) -> None:
        super().__init__(view)
        self._view = view
        self._session = session
        self._numbers: set[str] = set()
        action = QAction(icon("save"), "Save new faxes &automatically…", view)
        action.setObjectName("inbox_keeping_action")
        action.triggered.connect(self.open)
        view.addAction(action)
        session.bridge.inbox_changed.connect(self._note_faxes)
        session.bridge.numbers_changed.connect(self._note_numbers)
        session.account_changed.connect(self._numbers.clear)

    def open(self) -> None:
        """Read the rules, then show them."""
        engine, account = self._session.engine, self._session.account
        self._session.workers.run(lambda: engine.keep_rules(), lambda rules: self._show(rules, account))

    def _show(self, rules: tuple[KeepRule, ...] | Trouble, account: Account | None) -> None:
        if account is not self._session.account:
            return
        if not isinstance(rules, tuple):
            self.troubled.emit(rules)
            return
        from byfax_desktop.ui.inbox.keeping import KeepingDialog

        dialog = KeepingDialog(rules, self._numbers, self._view.window())
        dialog.wanted.connect(self._set)
        # What is chosen is for this account.
        self._session.account_changed.connect(dialog.reject)
        dialog.open()

    def _set(self, rules: tuple[KeepRule, ...], with_old: bool) -> None:
        engine = self._session.engine
        words = (
            "New faxes are saved automatically from now on."
            if any(rule.form.value != "none" for rule in rules)
            else "New faxes are not saved automatically any more."
        )
        self._session.workers.run(
            lambda: engine.set_keep_rules(rules, with_old), lambda result: self._tell(result, words)
        )

    def _tell(self, result: Trouble | None, words: str) -> None:
        if result is None:
            self.noted.emit(words)
        else:
            self.troubled.emit(result)

    def _note_faxes(self, event: InboxChanged) -> None:
        self._numbers |= {each.fax.did for each in event.faxes if each.fax.did}

    def _note_numbers(self, event: NumbersChanged) -> None:
        self._numbers |= {each.number for each in event.dids if each.number}
