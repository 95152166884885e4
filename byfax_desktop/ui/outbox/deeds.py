"""What the buttons beside a fax do about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from byfax_desktop.ui.outbox.again import NOT_REACHED, REST, STANDARD
from byfax_desktop.ui.widgets.texts import shown_number

if TYPE_CHECKING:
    from byfax_desktop.ui.actions import EngineActions
    from byfax_desktop.ui.outbox.wishes import Target

_DIALLED = "+0123456789"
_WISHES = {"send again": "resubmit", "cancel": "cancel", "resume": "resume"}
# Whoever got a fax is not to get it twice.
_NEW_FAXES = {"change": NOT_REACHED, "rest": REST, "standard": STANDARD}


class Deeds(QObject):
    """Does what a BestAction names, by the same ways as the buttons and menus above the list."""

    noted = Signal(str)
    """Something that a person would want to know of what was done."""

    def __init__(
        self,
        engine: EngineActions,
        wish: Callable[[str, tuple[Target, ...]], None],
        again: Callable[[str, Target], None],
        parent: QObject,
    ) -> None:
        """``wish`` takes the value of a WishKind, and asks where that is worth a question; ``again`` what is made."""
        super().__init__(parent)
        self._engine = engine
        self._wish = wish
        self._again = again

    def do(self, deed: str, target: Target) -> None:
        """Do it about this fax."""
        if deed in _WISHES:
            self._wish(_WISHES[deed], (target,))
        elif deed in _NEW_FAXES:
            self._again(_NEW_FAXES[deed], target)
        elif deed == "check now":
            self._engine.refresh()
        else:
            self._call(target)

    def _call(self, target: Target) -> None:
        from byfax_desktop.ui.outbox.went import recipient_of

        recipient = recipient_of(target)
        number = (
            "".join(each for each in (recipient.message.number or "") if each in _DIALLED)
            if recipient
            else ""
        )
        if number and not QDesktopServices.openUrl(QUrl(f"tel:{number}")):
            QGuiApplication.clipboard().setText(number)
            self.noted.emit(
                f"This computer has no program that makes calls. The number {shown_number(number)} is copied."
            )
