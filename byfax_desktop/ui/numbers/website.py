"""The byFax website, where numbers are ordered, extended and given up: the service takes no orders from programs."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from byfax_desktop.engine.trouble import Trouble

WEBSITE = "https://byfax.biz"
"""Its start, as the package of the vendor's SDK for Python names it (``byfax-sdk`` 1.1.0, its description).

No address of a page behind its sign-in is published; and none that the service might send is ever opened.
"""


def open_website() -> Trouble | None:
    """Show the start of the website in the browser; the trouble where there is none."""
    if QDesktopServices.openUrl(QUrl(WEBSITE)):
        return None
    return Trouble("No browser could be opened.", f"Open {WEBSITE} yourself, and sign in there.")


def way_there(what: str) -> str:
    """What a person is told whose browser opens: what to choose there."""
    return f"The byFax website is being opened. Sign in there, then {what}."
