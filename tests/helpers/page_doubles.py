"""A page viewer to try: shown, with a document open whose pages come when they are told to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot
from tab_doubles import PageRequest, StandInPages

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.widgets.page_viewer import PageViewer

DOCUMENT = Path("fax.tif")
BROKEN = Trouble("The file is broken.", "Ask the sender to send it again.")


def shown_viewer(
    qtbot: QtBot, source: StandInPages, size: tuple[int, int] = (500, 640), **settings: Any
) -> PageViewer:
    """A viewer on the screen, too narrow for small pages if nothing else is said."""
    viewer = PageViewer(source, **settings)
    qtbot.addWidget(viewer)
    viewer.resize(*size)
    with qtbot.waitExposed(viewer):
        viewer.show()
    return viewer


def opened(
    viewer: PageViewer, source: StandInPages, qtbot: QtBot, pages: int = 13, look: Any = None, **facts: Any
) -> None:
    """Show a document and let the pages in sight come, and those beside them; ``facts`` are PageImage's."""
    viewer.show_document(DOCUMENT, pages, look=look)
    qtbot.waitUntil(lambda: bool(source.open))
    answer_all(source, **facts)


def answer_all(source: StandInPages, **facts: Any) -> None:
    """Let everything come that is asked for, and what is asked for after that."""
    while source.open:
        source.answer(**facts)


def asked(source: StandInPages, page: int) -> list[PageRequest]:
    """What is open about a page."""
    return [request for request in source.open if request.page == page]


def button(viewer: PageViewer, name: str) -> QToolButton:
    """The button of an action."""
    found = viewer.findChild(QToolButton, f"{name}_button")
    assert isinstance(found, QToolButton)
    return found


def action(viewer: PageViewer, name: str) -> QAction:
    """An action by its name."""
    found = viewer.findChild(QAction, name)
    assert isinstance(found, QAction)
    return found


def press(
    qtbot: QtBot,
    viewer: PageViewer,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """A key on the pages."""
    viewer.activateWindow()
    viewer.canvas.setFocus()
    qtbot.waitUntil(viewer.canvas.hasFocus)
    qtbot.keyClick(viewer.canvas, key, modifier)
