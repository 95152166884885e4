"""Pages that the service makes of documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shell_doubles import engine_of, pages_of, shell_session

from byfax_desktop.engine.events import DocumentPreviewReady, JobFinished
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.compose.document_model import Document, DocumentState
from byfax_desktop.ui.compose.service_pages import ServicePages
from byfax_desktop.ui.session import Session

OFFER, PAGES = Path("/tmp/offer.docx"), Path("/tmp/pages.pdf")


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path)


@pytest.fixture
def service(session: Session) -> ServicePages:
    return ServicePages(session, session)


@pytest.fixture
def offer() -> Document:
    return Document(OFFER, DocumentState.READY, None, 900)


def test_the_pages_are_counted_and_belong_to_the_document(
    service: ServicePages, session: Session, offer: Document, qtbot: QtBot
) -> None:
    service.ask(offer)
    service.ask(offer)
    assert engine_of(session).converted == [OFFER], "asked once"
    session.bridge.document_preview_ready.emit(DocumentPreviewReady(OFFER, PAGES))
    session.bridge.job_finished.emit(JobFinished("pages 1"))
    assert [request.path for request in pages_of(session).open] == [PAGES]
    assert service.is_asked(offer)
    with qtbot.waitSignal(service.ready) as heard:
        pages_of(session).answer(pages=4)
    assert heard.args == [offer]
    assert offer.service_pages == (PAGES, 4)
    assert not service.is_asked(offer)


def test_trouble_is_told_and_it_can_be_tried_again(
    service: ServicePages, session: Session, offer: Document, qtbot: QtBot
) -> None:
    trouble = Trouble("The service cannot be reached.", "Check the network.")
    service.ask(offer)
    with qtbot.waitSignal(service.failed) as heard:
        session.bridge.job_finished.emit(JobFinished("pages 1", trouble))
    assert heard.args == [offer, trouble]
    service.ask(offer)
    assert engine_of(session).converted == [OFFER, OFFER]


def test_pages_that_cannot_be_read_are_trouble(
    service: ServicePages, session: Session, offer: Document, qtbot: QtBot
) -> None:
    service.ask(offer)
    session.bridge.document_preview_ready.emit(DocumentPreviewReady(OFFER, PAGES))
    with qtbot.waitSignal(service.failed):
        pages_of(session).fail(Trouble("It is damaged.", "Save it again."))
    assert offer.service_pages is None


def test_what_others_asked_for_is_none_of_it(
    service: ServicePages, session: Session, offer: Document, qtbot: QtBot
) -> None:
    service.ask(offer)
    with qtbot.assertNotEmitted(service.failed):
        session.bridge.document_preview_ready.emit(DocumentPreviewReady(Path("/tmp/other.doc"), PAGES))
        session.bridge.job_finished.emit(JobFinished("other", Trouble("No.", "No.")))
    assert pages_of(session).open == []


def test_another_account_ends_the_wait(
    service: ServicePages, session: Session, offer: Document, qtbot: QtBot
) -> None:
    service.ask(offer)
    with qtbot.waitSignal(service.failed):
        session.set_account(None)
    assert not service.is_asked(offer)


def test_without_an_account_that_is_said_at_once(
    service: ServicePages, session: Session, offer: Document, qtbot: QtBot
) -> None:
    session.set_account(None)
    with qtbot.waitSignal(service.failed) as heard:
        service.ask(offer)
    assert "account" in heard.args[1].what
    assert not service.is_asked(offer)
    assert engine_of(session).converted == []


def test_a_document_that_is_gone_is_called_off(
    service: ServicePages, session: Session, offer: Document
) -> None:
    other = Document(Path("/tmp/other.docx"), DocumentState.READY, None, 9)
    service.ask(offer)
    service.ask(other)
    service.keep_only([other])
    assert not service.is_asked(offer)
    assert service.is_asked(other)
    assert engine_of(session).cancelled == ["pages 1"]
