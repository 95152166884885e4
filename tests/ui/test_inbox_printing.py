"""Received faxes on paper."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from tab_doubles import NOON, StandInPages, make_session, received

from byfax_desktop.engine.events import InboxChanged
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.inbox.tab import InboxTab
from byfax_desktop.ui.session import Session

HERE = Path("here.tif")
BROKEN = Trouble("The file is broken.", "Fetch it again.")


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


@pytest.fixture
def pages(session: Session) -> StandInPages:
    found: object = session.pages
    assert isinstance(found, StandInPages)
    return found


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> InboxTab:
    tab = InboxTab(session)
    qtbot.addWidget(tab)
    with qtbot.waitActive(tab):
        tab.show()
    session.bridge.inbox_changed.emit(InboxChanged((received("r1", path=HERE),)))
    return tab


def button(tab: InboxTab) -> QPushButton:
    found = tab.findChild(QPushButton, "inbox_print")
    assert isinstance(found, QPushButton)
    return found


def asked(tab: InboxTab, paper: Path) -> QPrintDialog:
    """The print dialog, with a printer that writes a file."""
    dialog = tab.findChild(QPrintDialog, "print_dialog")
    assert isinstance(dialog, QPrintDialog)
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(paper))
    return dialog


def test_all_pages_of_a_fax_are_printed(
    tab: InboxTab, pages: StandInPages, tmp_path: Path, qtbot: QtBot
) -> None:
    pages.answer(pages=2)
    pages.answer()
    tab.list.view.setFocus()
    qtbot.keyClick(tab.list.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = asked(tab, tmp_path / "printed.pdf")
    assert dialog.printer().docName() == f"{NOON.astimezone():%Y-%m-%d %H-%M} 4930123456"
    dialog.done(QPrintDialog.DialogCode.Accepted)
    pages.answer()
    pages.answer()

    assert tab.pane.message.text == "The pages were given to the printer."
    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as document:
        assert len(document) == 2


def test_what_is_not_here_yet_cannot_be_printed(tab: InboxTab, pages: StandInPages) -> None:
    assert not button(tab).isEnabled()
    pages.answer(pages=2)
    assert button(tab).isEnabled()


def test_what_cannot_be_seen_cannot_be_printed(tab: InboxTab, pages: StandInPages) -> None:
    pages.fail(BROKEN)
    assert not button(tab).isEnabled()


def test_another_fax_is_not_printed_in_the_place_of_the_first(
    tab: InboxTab, pages: StandInPages, session: Session
) -> None:
    pages.answer(pages=2)
    session.bridge.inbox_changed.emit(InboxChanged((received("r2"), received("r1", path=HERE))))
    tab.list.view.setCurrentIndex(tab.list.model.index(0, 0))

    assert not button(tab).isEnabled(), "its pages are still to come"


def test_a_page_that_cannot_be_drawn_is_told(tab: InboxTab, pages: StandInPages, tmp_path: Path) -> None:
    pages.answer(pages=2)
    pages.answer()
    button(tab).click()
    asked(tab, tmp_path / "printed.pdf").done(QPrintDialog.DialogCode.Accepted)
    pages.fail(BROKEN)

    assert BROKEN.what in tab.pane.message.text
