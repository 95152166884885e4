"""What the button in the details does that leads out of the program."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.widgets.texts import shown_number


def call(number: str) -> Trouble | None:
    """Have the computer's telephone program call a number; the trouble where there is none."""
    digits = "".join(each for each in number if each in "+0123456789")
    if QDesktopServices.openUrl(QUrl(f"tel:{digits}")):
        return None
    return Trouble(
        "This computer has no program that makes calls.", f"Call {shown_number(number)} by telephone."
    )
