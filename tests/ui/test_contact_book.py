"""The address book as the window has it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sent_in_memory import tell
from tab_doubles import StandInEngine, make_session

from byfax_desktop.engine.contacts.book import Contacts
from byfax_desktop.engine.contacts.changes import keeping, naming_group
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.store.address_book import BookChange, StoredContact
from byfax_desktop.store.faxed import FaxedNumber
from byfax_desktop.ui.session import Session

BERLIN, MINSK = "+4930123456", "+375170000001"
ANNA = StoredContact("a", "Anna Berg", "Nordwind", (BERLIN,))


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


def engine_of(session: Session) -> StandInEngine:
    assert isinstance(session.engine, StandInEngine)
    return session.engine


def keep(tmp_path: Path, *contacts: StoredContact) -> None:
    book = Contacts(tmp_path)
    book.apply(BookChange({each.id: each for each in contacts}))
    book.close()


def test_before_it_is_read_nobody_is_in_it(session: Session) -> None:
    assert session.contacts.suggest("a") == ()
    assert session.contacts.name_of(BERLIN) == ""
    assert session.contacts.index.contacts == ()


def test_once_read_it_answers_at_once(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    keep(tmp_path, ANNA)
    with qtbot.waitSignal(session.contacts.changed):
        session.contacts.load()

    assert session.contacts.name_of(BERLIN) == "Anna Berg, Nordwind"
    assert session.contacts.name_of(None) == ""
    assert [each.number for each in session.contacts.suggest("anna")] == [BERLIN]


def test_a_change_is_told_of_after_it_was_made_with_what_undoes_it(session: Session, qtbot: QtBot) -> None:
    undoing: list[Any] = []
    with qtbot.waitSignal(session.contacts.changed):
        session.contacts.apply(keeping(ANNA), undoing.append)
    assert session.contacts.name_of(BERLIN)

    with qtbot.waitSignal(session.contacts.changed):
        session.contacts.apply(undoing[0], undoing.append)
    assert session.contacts.name_of(BERLIN) == ""


def test_a_change_that_cannot_be_made_says_why(session: Session, qtbot: QtBot) -> None:
    told: list[Any] = []
    session.contacts.apply(lambda index: naming_group(index, " "), told.append)
    qtbot.waitUntil(lambda: bool(told))

    assert isinstance(told[0], Trouble)


def test_a_damaged_file_is_told_of(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "contacts.db").write_bytes(b"no address book" * 999)

    with qtbot.waitSignal(session.contacts.troubled) as told:
        session.contacts.load()

    assert told.args is not None
    assert told.args[0].what == "The address book on this computer is damaged."
    assert session.contacts.suggest("a") == ()


def test_numbers_faxed_before_are_read_when_the_outbox_changes(session: Session, qtbot: QtBot) -> None:
    engine_of(session).faxed = (FaxedNumber(MINSK, "Инна", "", 1, 1_795_000_000),)

    tell(session)

    qtbot.waitUntil(lambda: bool(session.contacts.suggest("инна")))
    assert session.contacts.suggest("инна")[0].times == 1
    assert session.contacts.name_of(MINSK) == "", "only contacts give others their names"


def test_whom_one_account_has_faxed_is_not_told_to_another(session: Session, qtbot: QtBot) -> None:
    engine_of(session).faxed = (FaxedNumber(MINSK, "Инна", "", 1, 1_795_000_000),)
    session.contacts.read_faxed()
    qtbot.waitUntil(lambda: bool(session.contacts.suggest("инна")))

    session.set_account(None)

    qtbot.waitUntil(lambda: not session.contacts.suggest("инна"))
