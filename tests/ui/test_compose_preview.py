"""The pages beside the documents, and the words where there are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shell_doubles import pages_of, shell_session

from byfax_desktop.engine.trouble import Trouble
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
