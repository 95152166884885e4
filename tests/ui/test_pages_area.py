"""Below the documents: their pages, or the cover page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from shell_doubles import engine_of, pages_of, read_all, shell_session

from byfax_desktop.engine.events import CoversChanged, FilledCoverReady, JobFinished
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.records import Cover
from byfax_desktop.ui.compose.pages_area import PagesArea
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.compose.tab import ComposeTab
from byfax_desktop.ui.session import Session

A = Path("/tmp/a.pdf")


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path)


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> ComposeTab:
    tab = ComposeTab(session)
    qtbot.addWidget(tab)
    tab.resize(1100, 760)
    with qtbot.waitExposed(tab):
        tab.show()
    session.bridge.covers_changed.emit(CoversChanged((Cover("c1", "One"), Cover("c2", "Two"))))
    return tab


@pytest.fixture
def area(tab: ComposeTab) -> PagesArea:
    found = tab.findChild(PagesArea)
    assert isinstance(found, PagesArea)
    return found


def fills(session: Session) -> list[tuple[object, ...]]:
    return [change for change in engine_of(session).cover_changes if change[0] == "fill"]


def made(session: Session, path: Path, pages: int = 1) -> None:
    job = f"cover {len(engine_of(session).cover_changes)}"
    session.bridge.filled_cover_ready.emit(FilledCoverReady(job, path))
    pages_of(session).answer(pages)


def test_with_nothing_to_show_it_is_not_there(area: PagesArea) -> None:
    assert not area.isVisible()


def test_a_fax_of_a_cover_alone_is_seen_at_once_and_followed(
    tab: ComposeTab, area: PagesArea, session: Session, qtbot: QtBot
) -> None:
    tab.cover.fill("c1", "Offer", "Hello {Name}")
    tab.recipients.add([RecipientEntry("Anna", "ACME", "+4930123456")])
    assert area.isVisible()
    assert area.shows_cover
    qtbot.waitUntil(lambda: bool(fills(session)) and fills(session)[-1][2].to_name == "Anna")
    fields = fills(session)[-1][2]
    assert (fields.text, fields.subject, fields.pages) == ("Hello Anna", "Offer", "1")
    made(session, A)
    viewer = area.cover_pages.viewer
    assert viewer.path == A
    tab.cover.fill("c1", "Offer", "Other words")
    qtbot.waitUntil(lambda: fills(session)[-1][2].text == "Other words")
    assert viewer.path == A, "what was there stays until there is more"
    tab.cover.clear()
    assert not area.isVisible()


def test_a_person_at_the_cover_sees_it_and_at_the_documents_those(
    tab: ComposeTab, area: PagesArea, session: Session, qtbot: QtBot
) -> None:
    tab.add_documents([A])
    read_all(session)
    tab.cover.fill("c1", "", "")
    assert not area.shows_cover, "nobody is at the cover"
    tab.cover.looked_at.emit()
    assert area.shows_cover
    qtbot.waitUntil(lambda: bool(fills(session)))
    assert fills(session)[-1][2].pages == "2"
    tab.documents.looked_at.emit()
    assert not area.shows_cover
    tab.cover.box.setFocus()
    qtbot.waitUntil(lambda: area.shows_cover)
    tab.add_documents([Path("/tmp/b.pdf")])
    assert not area.shows_cover, "a new document is looked at"
    tab.cover.looked_at.emit()
    tab.cover.box.choose(None)
    assert not area.shows_cover
    assert area.isVisible()


def test_without_a_cover_nothing_of_it_is_shown(tab: ComposeTab, area: PagesArea) -> None:
    tab.add_documents([A])
    tab.cover.looked_at.emit()
    assert not area.shows_cover


def test_a_cover_of_several_pages_says_so(
    tab: ComposeTab, area: PagesArea, session: Session, qtbot: QtBot
) -> None:
    tab.cover.fill("c1", "", "long " * 900)
    qtbot.waitUntil(lambda: bool(fills(session)))
    made(session, A, pages=2)
    note = area.findChild(QLabel, "cover_note")
    assert isinstance(note, QLabel)
    assert note.isVisible()
    assert note.text() == "With these texts the cover page takes 2 pages."
    qtbot.waitUntil(lambda: fills(session)[-1][2].pages == "2")
    made(session, A, pages=2)
    look = area.cover_pages.viewer._look
    assert look is not None
    assert look.header is None or look.header.pages == 2
    assert tab.cover.pages == 2
    tab.cover.clear()
    assert tab.cover.pages == 0


def test_what_cannot_be_shown_says_why(
    tab: ComposeTab, area: PagesArea, session: Session, qtbot: QtBot
) -> None:
    tab.cover.fill("c1", "", "")
    qtbot.waitUntil(lambda: bool(fills(session)))
    job = f"cover {len(engine_of(session).cover_changes)}"
    session.bridge.job_finished.emit(JobFinished(job, Trouble("No LibreOffice.", "Install it.")))
    session.bridge.job_finished.emit(JobFinished("preview", Trouble("No network.", "Connect.")))
    assert area.cover_pages.viewer.notice.text == "No network. Connect."
