"""A sent fax as the beginning of another one: keys and entries of the context menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from byfax_desktop.ui.icons import icon


class _Offer(NamedTuple):
    name: str
    text: str
    icon: str
    whom: str
    keys: str = ""


EVERYBODY, NOT_REACHED, NOBODY = "everybody", "not reached", "nobody"
"""To whom of its recipients the new fax is addressed."""
_OFFERS = (
    _Offer("again", "Change and send again…", "send", EVERYBODY, "Shift+F4"),
    _Offer("again_failed", "New fax to those it did not reach…", "fax-to", NOT_REACHED),
    _Offer("forward", "&Forward…", "send", NOBODY, "F4"),
)


class AgainActions(QObject):
    """``asked`` with the broadcast ref of the current fax, and to whom of its recipients."""

    asked = Signal(str, str)

    def __init__(self, view: QWidget, current_ref: Callable[[], str]) -> None:
        """``current_ref`` is empty where no fax is chosen."""
        super().__init__(view)
        self._current_ref = current_ref
        divider = QAction(view)
        divider.setSeparator(True)
        view.addAction(divider)
        for offer in _OFFERS:
            action = QAction(icon(offer.icon), offer.text, view)
            action.setObjectName(f"outbox_{offer.name}_action")
            if offer.keys:
                action.setShortcut(QKeySequence(offer.keys))
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(partial(self._ask, offer.whom))
            view.addAction(action)

    def _ask(self, whom: str) -> None:
        ref = self._current_ref()
        if ref:
            self.asked.emit(ref, whom)
