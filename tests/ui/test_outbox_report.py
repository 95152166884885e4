"""The transmission report of a sent fax, from the list to the saved file."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QPushButton, QToolButton
from pytestqt.qtbot import QtBot
from sent_in_memory import tell
from tab_doubles import StandInEngine, StandInPages, entry, make_session, message

from byfax_desktop.engine.events import JobFinished, SentPagesReady
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.states import RecipientState
from byfax_desktop.ui.outbox.report_window import ReportWindow, suggested_name
from byfax_desktop.ui.outbox.tab import OutboxTab
from byfax_desktop.ui.session import Session

BOTH = (message("a-1", "Anna"), message("a-2", "Bob"))
PAGES = Path("/cache/sent.tif")
TROUBLE = Trouble("byFax has no pages of this fax.", "Look for the document that was sent.")
COPIED = 1240
"""Dots of a page that is copied; the viewer asks for pages of its own."""


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> OutboxTab:
    tab = OutboxTab(session)
    qtbot.addWidget(tab)
    with qtbot.waitExposed(tab):
        tab.show()
    tab.tree.setFocus()
    return tab


def pages_of(session: Session) -> StandInPages:
    pages: Any = session.pages
    return pages


def asked(session: Session) -> list[tuple[str, bool]]:
    engine = session.engine
    assert isinstance(engine, StandInEngine)
    return engine.sent_fetched


def window_of(tab: OutboxTab) -> ReportWindow:
    window = tab.findChild(ReportWindow)
    assert window is not None
    return window


def shown(qtbot: QtBot, session: Session, window: ReportWindow) -> str:
    """The text of the report once it is seen."""
    pages = pages_of(session)
    qtbot.waitUntil(lambda: any(each.page is None for each in pages.open))
    pages.answer(pages=1)
    qtbot.waitUntil(lambda: window.viewer.path is not None)
    with pypdfium2.PdfDocument(window.viewer.path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def open_report(qtbot: QtBot, tab: OutboxTab, session: Session, fax: Any) -> ReportWindow:
    tell(session, fax)
    qtbot.keyClick(tab.tree, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    return window_of(tab)


def test_a_key_opens_the_report_with_the_first_page(qtbot: QtBot, tab: OutboxTab, session: Session) -> None:
    window = open_report(qtbot, tab, session, entry("a", subject="Offer"))
    assert asked(session) == [("a-1", False)]

    session.bridge.sent_pages_ready.emit(SentPagesReady("sent 1", "a-1", PAGES))
    assert [(each.path, each.page) for each in pages_of(session).open] == [(PAGES, 0)]
    pages_of(session).answer()

    text = shown(qtbot, session, window)
    assert "DELIVERED" in text
    assert "Offer" in text
    assert "as it was sent" in text


def test_the_menu_has_it_too(tab: OutboxTab, session: Session) -> None:
    tell(session, entry("a"))
    (action,) = [each for each in tab.tree.actions() if each.objectName() == "outbox_report_action"]
    action.trigger()

    window_of(tab)


def test_a_button_shows_that_there_is_one(tab: OutboxTab, session: Session, qtbot: QtBot) -> None:
    tell(session, entry("a"))
    button = tab.findChild(QToolButton, "outbox_report")
    assert isinstance(button, QToolButton)
    assert button.isVisible()
    assert "Ctrl+R" in button.toolTip()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    window_of(tab)


def test_with_no_fax_chosen_there_is_no_report(tab: OutboxTab) -> None:
    action = tab.tree.findChild(QAction, "outbox_report_action")
    assert isinstance(action, QAction)
    action.trigger()

    assert tab.findChild(ReportWindow) is None


def test_without_pages_the_report_is_made_all_the_same(
    qtbot: QtBot, tab: OutboxTab, session: Session
) -> None:
    window = open_report(qtbot, tab, session, entry("a"))
    session.bridge.job_finished.emit(JobFinished("sent 1", TROUBLE))

    text = shown(qtbot, session, window)
    assert "DELIVERED" in text
    assert "as it was sent" not in text


def test_pages_that_cannot_be_drawn_do_not_keep_the_report_back(
    qtbot: QtBot, tab: OutboxTab, session: Session
) -> None:
    window = open_report(qtbot, tab, session, entry("a"))
    session.bridge.sent_pages_ready.emit(SentPagesReady("sent 1", "a-1", PAGES))
    pages_of(session).fail(TROUBLE)

    assert "DELIVERED" in shown(qtbot, session, window)


@pytest.mark.parametrize("state", [RecipientState.DELIVERING, RecipientState.PENDING])
def test_a_fax_on_its_way_is_not_asked_for_its_pages(
    qtbot: QtBot, tab: OutboxTab, session: Session, state: RecipientState
) -> None:
    fax = entry("a", (message("a-1", state=state),))
    window = open_report(qtbot, tab, session, fax)

    assert asked(session) == []
    assert "NOT FINISHED" in shown(qtbot, session, window)


def test_a_broadcast_has_a_summary(qtbot: QtBot, tab: OutboxTab, session: Session) -> None:
    fax = entry("a", (message("a-1", "Anna"), message("a-2", "Bob", state=RecipientState.FAILED)))
    window = open_report(qtbot, tab, session, fax)

    text = shown(qtbot, session, window)
    assert asked(session) == []
    assert "PARTLY DELIVERED" in text
    assert text.index("Anna") < text.index("Bob")


def test_another_job_of_the_engine_changes_nothing(qtbot: QtBot, tab: OutboxTab, session: Session) -> None:
    open_report(qtbot, tab, session, entry("a"))
    session.bridge.sent_pages_ready.emit(SentPagesReady("sent 9", "b-1", PAGES))
    session.bridge.job_finished.emit(JobFinished("sent 9", TROUBLE))

    assert pages_of(session).open == []


def test_the_report_is_saved_for_its_owner_only(
    qtbot: QtBot, tab: OutboxTab, session: Session, tmp_path: Path
) -> None:
    window = open_report(qtbot, tab, session, entry("a"))
    save = window.findChild(QPushButton, "report_save")
    assert isinstance(save, QPushButton)
    assert not save.isEnabled(), "there is nothing to save yet"
    session.bridge.job_finished.emit(JobFinished("sent 1", TROUBLE))
    shown(qtbot, session, window)

    save.click()
    dialog = window.findChild(QFileDialog, "report_place")
    assert isinstance(dialog, QFileDialog)
    target = tmp_path / "mine.pdf"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    qtbot.waitUntil(lambda: "mine.pdf" in window.message_bar.text)

    assert target.read_bytes().startswith(b"%PDF")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_closed_window_does_not_take_pages_from_the_printer(
    qtbot: QtBot, tab: OutboxTab, session: Session, tmp_path: Path
) -> None:
    window = open_report(qtbot, tab, session, entry("a", (message("a-1"), message("a-2"))))
    shown(qtbot, session, window)
    path = window.viewer.path
    assert path is not None
    button = window.findChild(QPushButton, "report_print")
    assert isinstance(button, QPushButton)
    button.click()
    dialog = window.findChild(QPrintDialog, "print_dialog")
    assert isinstance(dialog, QPrintDialog)
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(tmp_path / "printed.pdf"))
    pages_of(session).answer(pages=1)
    dialog.done(QPrintDialog.DialogCode.Accepted)
    with qtbot.waitSignal(window.destroyed):
        window.reject()

    assert path.is_file(), "its pages are still to come"
    pages_of(session).answer()
    qtbot.waitUntil(lambda: not path.exists())


def test_nothing_of_the_fax_is_left_behind_by_a_closed_window(
    qtbot: QtBot, tab: OutboxTab, session: Session
) -> None:
    window = open_report(qtbot, tab, session, entry("a", (message("a-1"), message("a-2"))))
    shown(qtbot, session, window)
    path = window.viewer.path
    assert path is not None
    with qtbot.waitSignal(window.destroyed):
        window.reject()

    assert not path.parent.exists()


def test_a_place_that_cannot_be_written_is_told(
    qtbot: QtBot, tab: OutboxTab, session: Session, tmp_path: Path
) -> None:
    window = open_report(qtbot, tab, session, entry("a"))
    session.bridge.job_finished.emit(JobFinished("sent 1", TROUBLE))
    shown(qtbot, session, window)
    window.save_to(tmp_path / "nowhere" / "mine.pdf")

    qtbot.waitUntil(lambda: window.message_bar.text != "")
    assert "Traceback" not in window.message_bar.text


def test_the_report_of_one_account_is_not_seen_in_another(
    qtbot: QtBot, tab: OutboxTab, session: Session
) -> None:
    window = open_report(qtbot, tab, session, entry("a"))
    with qtbot.waitSignal(window.rejected):
        session.set_account(None)


@pytest.mark.parametrize(
    ("fax", "part"),
    [
        (entry("a", (message("m", "Anna / ../x"),)), "Fax report OK "),
        (
            entry("a", (message("m", state=RecipientState.FAILED, reason=StateCode.BUSY),)),
            "Fax report FAILED ",
        ),
        (entry("a", (message("m"), message("n")), subject="Prices: 2026"), "Prices_ 2026"),
    ],
)
def test_the_name_says_how_it_ended_and_is_legal(fax: Any, part: str) -> None:
    name = suggested_name(fax, fax.messages[0] if len(fax.messages) == 1 else None)

    assert part in name
    assert name.endswith(".pdf")
    assert not set(name) & set('/\\:"')


def test_the_report_is_printed(qtbot: QtBot, tab: OutboxTab, session: Session, tmp_path: Path) -> None:
    window = open_report(qtbot, tab, session, entry("a", (message("m", state=RecipientState.PENDING),)))
    button = window.findChild(QPushButton, "report_print")
    assert isinstance(button, QPushButton)
    assert not button.isEnabled()
    shown(qtbot, session, window)
    button.click()
    dialog = window.findChild(QPrintDialog, "print_dialog")
    assert isinstance(dialog, QPrintDialog)
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    pages = pages_of(session)
    pages.answer()
    dialog.done(QPrintDialog.DialogCode.Accepted)
    pages.answer()

    assert window.message_bar.text == "The pages were given to the printer."
    with pypdfium2.PdfDocument(tmp_path / "printed.pdf") as document:
        assert len(document) == 1


def copy_button(window: ReportWindow) -> QPushButton:
    button = window.findChild(QPushButton, "report_copy")
    assert isinstance(button, QPushButton)
    return button


def test_the_report_is_copied_as_picture_and_as_text(qtbot: QtBot, tab: OutboxTab, session: Session) -> None:
    window = open_report(qtbot, tab, session, entry("a", BOTH, subject="Offer"))
    assert not copy_button(window).isEnabled()
    shown(qtbot, session, window)
    pages_of(session).answer()
    (by_key,) = [
        each for each in window.findChildren(QShortcut) if each.key() == QKeySequence("Ctrl+Shift+C")
    ]
    by_key.activated.emit()
    qtbot.waitUntil(lambda: any(each.width == COPIED for each in pages_of(session).open))
    pages_of(session).answer()
    assert window.message_bar.text == "The report was copied as text and as picture."

    copied = QGuiApplication.clipboard().mimeData()
    assert copied.hasImage()
    lines = copied.text().splitlines()
    assert lines[:2] == ["Transmission report", "DELIVERED"]
    assert "Subject: Offer" in lines
    assert [line.split("\t")[0] for line in lines if "\t" in line] == ["Recipient", "Anna", "Bob"]


def test_a_picture_that_cannot_be_had_is_told_and_the_clipboard_stays(
    qtbot: QtBot, tab: OutboxTab, session: Session
) -> None:
    window = open_report(qtbot, tab, session, entry("a", BOTH))
    shown(qtbot, session, window)
    pages_of(session).answer()
    QGuiApplication.clipboard().setText("before")
    copy_button(window).click()
    qtbot.waitUntil(lambda: any(each.width == COPIED for each in pages_of(session).open))
    pages_of(session).fail(TROUBLE)
    assert TROUBLE.what in window.message_bar.text
    assert QGuiApplication.clipboard().text() == "before"
