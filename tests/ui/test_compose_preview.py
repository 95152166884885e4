"""The pages beside the documents, and the words where there are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shell_doubles import engine_of, pages_of, shell_session

from byfax_desktop.engine.events import DocumentPreviewReady, JobFinished
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.fax.treatment import Treatment
from byfax_desktop.fax.wanted import FaxLook
from byfax_desktop.ui.compose.document_model import Document, DocumentState
from byfax_desktop.ui.compose.preview import Preview
from byfax_desktop.ui.session import Session

LETTER = Path("/tmp/letter.pdf")
BROKEN = Trouble("It is broken.", "Save it again.")


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path)


@pytest.fixture
def preview(qtbot: QtBot, session: Session) -> Preview:
    preview = Preview(session, lambda document: FaxLook(treatment=document.treatment))
    qtbot.addWidget(preview)
    return preview


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (None, "Select a document"),
        (Document(LETTER), "Reading…"),
        (Document(LETTER, DocumentState.READY), "byFax converts this document"),
        (Document(LETTER, DocumentState.TROUBLE, trouble=BROKEN), "It is broken. Save it again."),
    ],
)
def test_why_there_are_no_pages_is_said(preview: Preview, document: Document | None, words: str) -> None:
    preview.show_document(document)
    assert words in preview.viewer.notice.text
    assert preview.viewer.path is None


def test_a_document_that_is_shown_already_keeps_its_place(
    preview: Preview, session: Session, qtbot: QtBot
) -> None:
    document = Document(LETTER, DocumentState.READY, 3)
    preview.resize(300, 300)
    with qtbot.waitExposed(preview):
        preview.show_document(document)
        preview.show()
    qtbot.waitUntil(lambda: bool(pages_of(session).open))
    pages_of(session).answer()
    preview.viewer.canvas.go_to(2)
    place = preview.viewer.canvas.verticalScrollBar().value()
    preview.show_document(document)
    assert preview.viewer.canvas.verticalScrollBar().value() == place > 0


@pytest.fixture
def shown(qtbot: QtBot, preview: Preview) -> Preview:
    preview.resize(300, 300)
    with qtbot.waitExposed(preview):
        preview.show()
    return preview


def look_seen(session: Session) -> FaxLook | None:
    """How the page was wanted that was asked for last."""
    look = pages_of(session).requests[-1].look
    assert look is None or isinstance(look, FaxLook)
    return look


def test_pages_are_shown_as_they_will_be_faxed(shown: Preview, session: Session, qtbot: QtBot) -> None:
    document = Document(LETTER, DocumentState.READY, 3, treatment=Treatment(contrast=5), password="sesame")
    shown.show_document(document)
    qtbot.waitUntil(lambda: bool(pages_of(session).open))
    assert look_seen(session) == FaxLook(treatment=Treatment(contrast=5))
    assert pages_of(session).open[0].password == "sesame"


def test_a_change_shows_soon_and_quick_changes_once(shown: Preview, session: Session, qtbot: QtBot) -> None:
    document = Document(LETTER, DocumentState.READY, 1)
    shown.show_document(document)
    qtbot.waitUntil(lambda: bool(pages_of(session).open))
    pages_of(session).answer()
    looks: list[FaxLook | None] = []
    set_look = shown.viewer.set_look
    shown.viewer.set_look = lambda look: (looks.append(look), set_look(look))[1]  # type: ignore[method-assign]
    for contrast in (1, 2, 3):
        document.treatment = Treatment(contrast=contrast)
        shown.refresh()
    assert looks == []
    qtbot.waitUntil(lambda: bool(pages_of(session).open))
    assert looks == [FaxLook(treatment=Treatment(contrast=3))]
    assert look_seen(session) == looks[0]


def test_without_pages_a_change_shows_nowhere(shown: Preview, session: Session, qtbot: QtBot) -> None:
    shown.refresh()
    shown.show_document(Document(LETTER))
    shown.refresh()
    qtbot.waitUntil(lambda: not shown._pause.isActive())
    assert shown.viewer.path is None
    assert pages_of(session).requests == []


def test_time_is_told_once_all_pages_were_seen(shown: Preview, session: Session, qtbot: QtBot) -> None:
    document = Document(LETTER, DocumentState.READY, 2)
    told: list[tuple[object, object]] = []
    shown.timed.connect(lambda whose, seconds: told.append((whose, seconds)))
    shown.show_document(document)
    shown.viewer._seconds[0] = 30.0
    shown.viewer.page_seconds.emit(0, 30.0)
    assert told == []
    shown.viewer._seconds[1] = 12.0
    shown.viewer.page_seconds.emit(1, 12.0)
    assert told == [(document, 42.0)]


def test_a_picture_of_the_look_before_adds_nothing(shown: Preview, qtbot: QtBot) -> None:
    told: list[object] = []
    shown.timed.connect(lambda *whose: told.append(whose))
    shown.show_document(Document(LETTER, DocumentState.READY, 1))
    shown.refresh()
    shown.viewer._seconds[0] = 30.0
    shown.viewer.page_seconds.emit(0, 30.0)
    assert told == []


def press(preview: Preview) -> None:
    assert not preview.viewer.notice.button.isHidden()
    preview.viewer.notice.button.click()


def test_a_protected_document_asks_for_its_password(shown: Preview, qtbot: QtBot) -> None:
    shown.show_document(Document(LETTER, DocumentState.PROTECTED))
    assert "protected by a password" in shown.viewer.notice.text
    with qtbot.waitSignal(shown.password_asked):
        press(shown)


def test_turning_is_left_to_the_owner(shown: Preview, qtbot: QtBot) -> None:
    shown.show_document(Document(LETTER, DocumentState.READY, 1))
    with qtbot.waitSignal(shown.turn_asked) as asked:
        shown.viewer._actions.turn_left.trigger()
    assert asked.args == [-1]
    assert shown.viewer.page_turns.is_plain


class TestPagesOfTheService:
    OFFER, PAGES = Path("/tmp/offer.docx"), Path("/tmp/pages.pdf")

    @pytest.fixture
    def offer(self, shown: Preview) -> Document:
        document = Document(self.OFFER, DocumentState.READY, None, 900)
        shown.show_document(document)
        return document

    def test_they_are_shown_once_a_person_wants_the_upload(
        self, shown: Preview, session: Session, offer: Document, qtbot: QtBot
    ) -> None:
        assert "uploaded to byFax" in shown.viewer.notice.text
        assert engine_of(session).converted == []
        press(shown)
        assert engine_of(session).converted == [self.OFFER]
        assert "making the pages" in shown.viewer.notice.text
        session.bridge.document_preview_ready.emit(DocumentPreviewReady(self.OFFER, self.PAGES))
        session.bridge.job_finished.emit(JobFinished("pages 1"))
        with qtbot.waitSignal(shown.learned) as learned:
            pages_of(session).answer(pages=4)
        assert learned.args == [offer]
        assert shown.viewer.path == self.PAGES
        qtbot.waitUntil(lambda: bool(pages_of(session).open))

    def test_trouble_is_said_with_a_way_to_try_again(
        self, shown: Preview, session: Session, offer: Document
    ) -> None:
        press(shown)
        session.bridge.job_finished.emit(JobFinished("pages 1", BROKEN))
        assert shown.viewer.notice.text == "It is broken. Save it again."
        press(shown)
        assert engine_of(session).converted == [self.OFFER, self.OFFER]
        assert "making the pages" in shown.viewer.notice.text

    def test_another_document_that_is_looked_at_meanwhile_stays(
        self, shown: Preview, session: Session, offer: Document
    ) -> None:
        press(shown)
        shown.show_document(Document(LETTER, DocumentState.READY, 1))
        session.bridge.job_finished.emit(JobFinished("pages 1", BROKEN))
        assert shown.viewer.path == LETTER
