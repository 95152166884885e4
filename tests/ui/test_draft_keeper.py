"""The fax in Compose outlives the program."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from shell_doubles import engine_of, read_all, shell_session

from byfax_desktop.engine.drafts import Draft, DraftRecipient
from byfax_desktop.engine.events import DraftFound, FaxQueued
from byfax_desktop.ui.compose.recipient_lines import recipients_of
from byfax_desktop.ui.compose.tab import ComposeTab
from byfax_desktop.ui.session import Session


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path)


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> ComposeTab:
    tab = ComposeTab(session)
    qtbot.addWidget(tab)
    return tab


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Anna")
    return path


def kept(qtbot: QtBot, session: Session) -> Draft:
    """The draft that is kept next."""
    engine = engine_of(session)
    before = len(engine.kept)
    qtbot.waitUntil(lambda: len(engine.kept) > before, timeout=5000)
    return engine.kept[-1]


def type_subject(tab: ComposeTab, text: str) -> None:
    field = tab.findChild(QLineEdit, "subject")
    assert isinstance(field, QLineEdit)
    field.setText(text)


def test_everything_that_is_typed_is_kept_as_it_was_typed(
    qtbot: QtBot, session: Session, tab: ComposeTab, letter: Path
) -> None:
    tab.add_documents([letter])
    tab.recipients.add(recipients_of("Anna\tACME\t030 not yet a number 12345"))
    type_subject(tab, "Offer")
    read_all(session)
    draft = kept(qtbot, session)

    assert draft.draft_id
    assert draft.documents == (letter,)
    assert (draft.recipients[0].name, draft.subject) == ("Anna", "Offer")


def test_it_is_kept_once_for_many_keys(qtbot: QtBot, session: Session, tab: ComposeTab) -> None:
    for length in range(1, 6):
        type_subject(tab, "Offer"[:length])

    assert kept(qtbot, session).subject == "Offer"
    assert len(engine_of(session).kept) == 1


def test_changes_are_kept_under_the_same_id(qtbot: QtBot, session: Session, tab: ComposeTab) -> None:
    type_subject(tab, "Offer")
    first = kept(qtbot, session)
    type_subject(tab, "Order")

    assert kept(qtbot, session).draft_id == first.draft_id


def test_what_was_emptied_by_hand_is_forgotten(qtbot: QtBot, session: Session, tab: ComposeTab) -> None:
    type_subject(tab, "Offer")
    first = kept(qtbot, session)
    type_subject(tab, "")

    qtbot.waitUntil(lambda: engine_of(session).dropped == [first.draft_id], timeout=5000)


def test_a_fax_is_sent_under_the_id_under_which_it_was_kept(
    qtbot: QtBot, session: Session, tab: ComposeTab, letter: Path
) -> None:
    tab.add_documents([letter])
    tab.recipients.add(recipients_of("Anna\tACME\t+49 30 123456"))
    name = tab.findChild(QLineEdit, "sender_name")
    assert isinstance(name, QLineEdit)
    name.setText("Me")
    read_all(session)
    draft = kept(qtbot, session)
    engine = engine_of(session)
    tab.send()
    qtbot.waitUntil(lambda: bool(engine.drafts), timeout=5000)
    assert engine.drafts[0].draft_id == draft.draft_id

    session.bridge.fax_queued.emit(FaxQueued("job", ("b1",)))
    assert draft.draft_id in engine.dropped
    type_subject(tab, "Next")
    assert kept(qtbot, session).draft_id != draft.draft_id


def test_the_fax_of_the_last_time_is_there_again(
    qtbot: QtBot, session: Session, tab: ComposeTab, letter: Path
) -> None:
    draft = Draft((letter,), (DraftRecipient("030 12", "Anna", "ACME"),), subject="Offer", draft_id="D1")
    session.bridge.draft_found.emit(DraftFound(draft))

    assert [document.path for document in tab.documents.model.documents] == [letter]
    assert [(each.name, each.number) for each in tab.recipients.model.entries] == [("Anna", "030 12")]
    assert tab.cover.subject == "Offer"
    type_subject(tab, "Offer, mended")
    assert kept(qtbot, session).draft_id == "D1"


def test_what_is_being_written_is_not_replaced(session: Session, tab: ComposeTab) -> None:
    type_subject(tab, "New")
    session.bridge.draft_found.emit(DraftFound(replace(Draft(), subject="Old", draft_id="D1")))

    assert tab.cover.subject == "New"
