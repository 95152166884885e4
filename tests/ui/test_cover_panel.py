"""The choice of a cover page, its picture, and the texts beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot
from shell_doubles import DEMO, REAL, engine_of, pages_of, shell_session

from byfax_desktop.engine.events import CoverPreviewReady, CoversChanged
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.records import Cover
from byfax_desktop.ui.compose.cover import CoverPanel
from byfax_desktop.ui.session import Session

STANDARD, URGENT = Cover("c1", "Standard"), Cover("c2", "Urgent")


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path)


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> CoverPanel:
    panel = CoverPanel(session)
    qtbot.addWidget(panel)
    tell(session, STANDARD, URGENT)
    return panel


def tell(session: Session, *covers: Cover) -> None:
    session.bridge.covers_changed.emit(CoversChanged(covers))


def titles(panel: CoverPanel) -> list[str]:
    return [panel.box.itemText(row) for row in range(panel.box.count())]


def write(panel: CoverPanel, text: str) -> QPlainTextEdit:
    message = panel.findChild(QPlainTextEdit, "message")
    assert isinstance(message, QPlainTextEdit)
    message.setPlainText(text)
    return message


def picture(panel: CoverPanel) -> QLabel:
    found = panel.findChild(QLabel, "cover_picture")
    assert isinstance(found, QLabel)
    return found


def test_the_covers_of_the_account_are_offered_below_none(panel: CoverPanel) -> None:
    assert titles(panel) == ["No cover page", "Standard", "Urgent"]
    assert panel.box.cover_ref is None
    assert picture(panel).isHidden()


def test_a_choice_survives_news_of_the_covers(panel: CoverPanel, session: Session) -> None:
    panel.box.setCurrentIndex(2)
    tell(session, URGENT, STANDARD, Cover("c3", "New"))
    assert panel.box.cover_ref == "c2"
    tell(session, STANDARD)
    assert panel.box.cover_ref is None


def test_the_picture_of_the_chosen_cover_is_fetched_once(panel: CoverPanel, session: Session) -> None:
    assert engine_of(session).previews == []
    panel.box.setCurrentIndex(1)
    panel.box.setCurrentIndex(0)
    panel.box.setCurrentIndex(1)
    assert engine_of(session).previews == ["c1"]
    session.bridge.cover_preview_ready.emit(CoverPreviewReady("c1", Path("/tmp/p.tif")))
    pages_of(session).answer()
    assert not picture(panel).pixmap().isNull()
    assert not picture(panel).isHidden()


def test_opening_the_list_fetches_all_pictures(panel: CoverPanel, session: Session, qtbot: QtBot) -> None:
    panel.show()
    panel.box.showPopup()
    panel.box.hidePopup()
    assert engine_of(session).previews == ["c1", "c2"]


def test_a_cover_without_a_picture_can_be_chosen(panel: CoverPanel, session: Session) -> None:
    panel.box.setCurrentIndex(1)
    session.bridge.cover_preview_ready.emit(CoverPreviewReady("c1", Path("/tmp/p.tif")))
    pages_of(session).fail(Trouble("It is broken.", "Try again."))
    assert panel.box.cover_ref == "c1"
    assert panel.box.picture is None


def test_a_message_needs_a_cover_page_but_is_not_lost_without(panel: CoverPanel) -> None:
    panel.box.setCurrentIndex(1)
    message = write(panel, "Best regards")
    assert panel.message == "Best regards"
    panel.box.setCurrentIndex(0)
    assert panel.message == ""
    assert not message.isEnabled()
    panel.box.setCurrentIndex(2)
    assert panel.message == "Best regards"


def test_another_account_has_other_covers(panel: CoverPanel, session: Session) -> None:
    panel.box.setCurrentIndex(1)
    session.set_account(REAL)
    assert titles(panel) == ["No cover page"]
    session.set_account(DEMO)
    tell(session, STANDARD)
    panel.box.setCurrentIndex(1)
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
