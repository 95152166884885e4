"""The choice of a cover page among cards, and the texts beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QToolButton
from pytestqt.qtbot import QtBot
from shell_doubles import DEMO, REAL, engine_of, pages_of, shell_session

from byfax_desktop.engine.events import CoverPreviewReady, CoversChanged, FaxQueued
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.records import Cover
from byfax_desktop.ui.compose.cover import CoverPanel
from byfax_desktop.ui.covers.cards import CoverCards
from byfax_desktop.ui.covers.manage import ManageCovers
from byfax_desktop.ui.session import Session

STANDARD, URGENT = Cover("c1", "Standard"), Cover("c2", "Urgent")


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path)


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> CoverPanel:
    panel = CoverPanel(session)
    qtbot.addWidget(panel)
    panel.resize(600, 240)
    tell(session, STANDARD, URGENT)
    return panel


def tell(session: Session, *covers: Cover) -> None:
    session.bridge.covers_changed.emit(CoversChanged(covers))


def titles(panel: CoverPanel) -> list[str]:
    cards = panel.box.model()
    return [cards.index(row, 0).data() for row in range(cards.rowCount())]


def write(panel: CoverPanel, text: str) -> QPlainTextEdit:
    message = panel.findChild(QPlainTextEdit, "message")
    assert isinstance(message, QPlainTextEdit)
    message.setPlainText(text)
    return message


def shown(panel: CoverPanel, qtbot: QtBot) -> None:
    with qtbot.waitExposed(panel):
        panel.show()


def test_the_covers_of_the_account_are_offered_after_none(panel: CoverPanel) -> None:
    assert titles(panel) == ["No cover page", "Standard", "Urgent"]
    assert panel.cover_ref is None


def test_left_and_right_choose(panel: CoverPanel, qtbot: QtBot) -> None:
    shown(panel, qtbot)
    with qtbot.waitSignal(panel.changed):
        QTest.keyClick(panel.box, Qt.Key.Key_Right)
    assert panel.cover_ref == "c1"
    QTest.keyClick(panel.box, Qt.Key.Key_Right)
    assert panel.cover_ref == "c2"
    QTest.keyClick(panel.box, Qt.Key.Key_Home)
    assert panel.cover_ref is None


def test_a_click_chooses_and_shows(panel: CoverPanel, qtbot: QtBot) -> None:
    shown(panel, qtbot)
    card = panel.box.visualRect(panel.box.model().index(2, 0))
    with qtbot.waitSignal(panel.looked_at):
        QTest.mouseClick(panel.box.viewport(), Qt.MouseButton.LeftButton, pos=card.center())
    assert panel.cover_ref == "c2"


def test_a_choice_survives_news_of_the_covers(panel: CoverPanel, session: Session, qtbot: QtBot) -> None:
    panel.box.choose("c2")
    with qtbot.assertNotEmitted(panel.changed):
        tell(session, URGENT, STANDARD, Cover("c3", "New"))
    assert panel.cover_ref == "c2"
    assert panel.box.currentIndex().data() == "Urgent"
    with qtbot.waitSignal(panel.changed):
        tell(session, STANDARD)
    assert panel.cover_ref is None
    assert panel.box.currentIndex().row() == 0


def test_a_cover_of_a_draft_is_kept_until_it_is_known_which_there_are(qtbot: QtBot, tmp_path: Path) -> None:
    session = shell_session(tmp_path)
    panel = CoverPanel(session)
    qtbot.addWidget(panel)
    panel.fill("c2", "Offer", "Hello")
    assert panel.cover_ref == "c2"
    assert panel.notice.text == ""
    assert titles(panel) == ["No cover page", "As in the draft"]
    tell(session, STANDARD, URGENT)
    assert panel.cover_ref == "c2"
    assert panel.box.currentIndex().data() == "Urgent"
    assert panel.shelf.is_known
    panel.fill("gone", "", "")
    assert panel.cover_ref is None, "now it is known that there is none"


def test_a_cover_of_a_draft_that_is_gone_is_said_to_be(qtbot: QtBot, tmp_path: Path) -> None:
    session = shell_session(tmp_path)
    panel = CoverPanel(session)
    qtbot.addWidget(panel)
    panel.fill("gone", "Offer", "Hello")
    tell(session, STANDARD)
    assert panel.cover_ref is None
    assert panel.notice.text.startswith("The cover page of this draft is no longer")


def test_a_cover_that_is_gone_is_said_to_be(panel: CoverPanel, session: Session) -> None:
    panel.box.choose("c2")
    tell(session, STANDARD)
    assert panel.notice.text == "The cover page “Urgent” is no longer in this account. Choose another one."
    panel.box.choose("c1")
    assert panel.notice.text == ""
    session.set_account(REAL)
    assert panel.notice.text == "", "another account has others, that is no news"


def test_the_cards_are_a_model_like_any_other(session: Session, panel: CoverPanel) -> None:
    cards = CoverCards(panel.shelf)
    QAbstractItemModelTester(cards, QAbstractItemModelTester.FailureReportingMode.Fatal, cards)
    tell(session, URGENT)
    cards.reload()
    assert cards.row_of("c2") == 1
    assert cards.row_of("gone") == 0


def test_pictures_are_fetched_once_they_are_in_sight(
    panel: CoverPanel, session: Session, qtbot: QtBot
) -> None:
    assert engine_of(session).previews == []
    shown(panel, qtbot)
    qtbot.waitUntil(lambda: engine_of(session).previews == ["c1", "c2"])
    before = panel.box.grab().toImage()
    session.bridge.cover_preview_ready.emit(CoverPreviewReady("c1", Path("/tmp/p.tif")))
    with qtbot.waitSignal(panel.shelf.picture_changed):
        black_pages(session)
    after = panel.box.grab().toImage()
    card = panel.box.visualRect(panel.box.model().index(1, 0))
    spot = panel.box.viewport().mapTo(panel.box, card.center() - QPoint(0, 10))
    assert before.pixelColor(spot).lightness() > 200
    assert after.pixelColor(spot).lightness() < 50
    assert engine_of(session).previews == ["c1", "c2"]


def black_pages(session: Session) -> None:
    """Answer what is asked with black pages."""
    from byfax_desktop.ui.page_image import PageImage

    for request in pages_of(session).open:
        request.cancel()
        image = QImage(request.width, request.width, QImage.Format.Format_Grayscale8)
        image.fill(0)
        request.callback(PageImage(image))


def test_a_cover_without_a_picture_can_be_chosen(panel: CoverPanel, session: Session) -> None:
    panel.box.choose("c1")
    session.bridge.cover_preview_ready.emit(CoverPreviewReady("c1", Path("/tmp/p.tif")))
    pages_of(session).fail(Trouble("It is broken.", "Try again."))
    assert panel.cover_ref == "c1"
    assert panel.shelf.picture("c1") is None


def test_what_was_used_last_comes_first_and_each_account_has_its_own_order(
    panel: CoverPanel, session: Session
) -> None:
    panel.box.choose("c2")
    session.bridge.fax_queued.emit(FaxQueued("job", ("b",)))
    assert titles(panel) == ["No cover page", "Urgent", "Standard"]
    assert panel.cover_ref == "c2"
    session.set_account(REAL)
    tell(session, STANDARD, URGENT)
    assert titles(panel) == ["No cover page", "Standard", "Urgent"]
    session.set_account(DEMO)
    tell(session, STANDARD, URGENT)
    assert titles(panel) == ["No cover page", "Urgent", "Standard"]


def test_the_order_outlives_settings_that_keep_a_list_of_one_as_that_one(
    panel: CoverPanel, session: Session
) -> None:
    session.settings.setValue("covers/demo/used", "c2")
    tell(session, STANDARD, URGENT, Cover("c3", "New"))
    assert titles(panel) == ["No cover page", "Urgent", "Standard", "New"]


def test_a_title_can_hide_or_turn_nothing(panel: CoverPanel, session: Session) -> None:
    tell(session, Cover("c1", "<b>a\u202eb</b>"), Cover("c2", ""))
    assert titles(panel)[1:] == ["<b>ab</b>", "c2"]
    tip = panel.box.model().index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;" in tip


def test_a_message_needs_a_cover_page_but_is_not_lost_without(panel: CoverPanel) -> None:
    panel.box.choose("c1")
    message = write(panel, "Best regards")
    assert panel.message == "Best regards"
    panel.box.choose(None)
    assert panel.message == ""
    assert not message.isEnabled()
    panel.box.choose("c2")
    assert panel.message == "Best regards"


def test_another_account_has_other_covers(panel: CoverPanel, session: Session) -> None:
    panel.box.choose("c1")
    panel.shelf.picture("c1")
    session.set_account(REAL)
    assert titles(panel) == ["No cover page"]
    assert panel.cover_ref is None
    session.set_account(DEMO)
    tell(session, STANDARD)
    panel.shelf.picture("c1")
    assert engine_of(session).previews == ["c1", "c1"]


def test_a_cover_that_came_back_is_looked_at_anew(panel: CoverPanel, session: Session) -> None:
    panel.shelf.picture("c1")
    session.bridge.cover_preview_ready.emit(CoverPreviewReady("c1", Path("/tmp/p.tif")))
    pages_of(session).answer()
    assert panel.shelf.picture("c1") is not None
    assert panel.shelf.page("c1") == Path("/tmp/p.tif")
    tell(session, URGENT)
    tell(session, STANDARD)
    assert panel.shelf.picture("c1") is None
    assert panel.shelf.page("c1") is None
    assert engine_of(session).previews == ["c1", "c1"]


def test_it_knows_whether_something_was_entered(panel: CoverPanel) -> None:
    assert panel.is_blank
    subject = panel.findChild(QLineEdit, "subject")
    assert isinstance(subject, QLineEdit)
    subject.setText(" Offer ")
    assert panel.subject == "Offer"
    assert not panel.is_blank
    panel.clear()
    assert panel.is_blank
    panel.fill("c2", "", "")
    assert not panel.is_blank
    assert panel.cover_ref == "c2"
    panel.fill("gone", "", "")
    assert panel.cover_ref is None


def test_whoever_writes_the_message_is_shown_the_page(panel: CoverPanel, qtbot: QtBot) -> None:
    panel.box.choose("c1")
    message = write(panel, "")
    with qtbot.waitSignal(panel.looked_at):
        QApplication.sendEvent(message, QFocusEvent(QEvent.Type.FocusIn))
    see = panel.findChild(QToolButton, "cover_see")
    assert isinstance(see, QToolButton)
    with qtbot.waitSignal(panel.looked_at):
        see.click()
    panel.box.choose(None)
    assert not see.isEnabled()


def test_who_comes_back_to_the_window_is_shown_what_was_there(panel: CoverPanel, qtbot: QtBot) -> None:
    panel.box.choose("c1")
    message = write(panel, "")
    back = Qt.FocusReason.ActiveWindowFocusReason
    with qtbot.assertNotEmitted(panel.looked_at):
        for part in (message, panel.box):
            QApplication.sendEvent(part, QFocusEvent(QEvent.Type.FocusIn, back))
            QApplication.sendEvent(part, QFocusEvent(QEvent.Type.FocusOut))
    with qtbot.waitSignal(panel.looked_at):
        QApplication.sendEvent(panel.box, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))


def test_the_cover_that_is_gone_is_called_as_it_was_last(panel: CoverPanel, session: Session) -> None:
    panel.box.choose("c2")
    tell(session, STANDARD, Cover("c2", "At once"))
    tell(session, STANDARD)
    assert "“At once”" in panel.notice.text


def test_a_button_opens_the_window_to_manage_them(panel: CoverPanel, qtbot: QtBot) -> None:
    manage = panel.findChild(QToolButton, "cover_manage")
    assert isinstance(manage, QToolButton)
    manage.click()
    assert panel.findChild(ManageCovers) is not None
