"""The data file: private, durable, upgraded step by step, and explained when it fails."""

from __future__ import annotations

import sqlite3
import stat
from datetime import UTC, datetime

import pytest

from byfax_desktop.store import database as database_module
from byfax_desktop.store.database import Database
from byfax_desktop.store.received import ReceivedFaxes
from byfax_desktop.store.sent import SentBroadcast, SentFaxes, SentMessage
from byfax_desktop.store.trouble import StoreTrouble

CREATED = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "faxes.db"


@pytest.fixture
def database(path):
    opened = Database(path)
    yield opened
    opened.close()


def broadcast(ref="B1", *messages):
    return SentBroadcast(
        ref, "Offer", CREATED, messages or (SentMessage("M1", "+4930123456", "Anna", "ACME"),)
    )


def test_only_its_owner_can_read_the_data(database, path):
    SentFaxes(database).keep(broadcast())

    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_what_was_committed_is_on_the_disk_before_anything_else_happens(database):
    assert database.rows("PRAGMA synchronous")[0][0] == 2
    assert database.rows("PRAGMA journal_mode")[0][0] == "wal"


def test_a_broadcast_is_found_again_after_the_program_ended(path):
    messages = (SentMessage("M2", "+4930222222", "Bob"), SentMessage("M1", "+4930111111", "", "ACME"))
    first = Database(path)
    SentFaxes(first).keep(broadcast("B1", *messages))
    first.close()

    again = Database(path)
    assert SentFaxes(again).find("B1") == SentBroadcast("B1", "Offer", CREATED, messages)
    again.close()


def test_a_broadcast_of_another_computer_is_not_known(database):
    assert SentFaxes(database).find("B9") is None


def test_a_broadcast_is_forgotten_with_its_messages(database):
    sent = SentFaxes(database)
    sent.keep(broadcast())
    sent.forget("B1")

    assert sent.find("B1") is None
    assert database.rows("SELECT * FROM sent_message") == []


def test_a_broadcast_is_kept_whole_or_not_at_all(database):
    sent = SentFaxes(database)
    twice = (SentMessage("M1", "+4930111111"), SentMessage("M1", "+4930222222"))

    with pytest.raises(StoreTrouble):
        sent.keep(broadcast("B1", *twice))

    assert sent.find("B1") is None


def test_a_fax_is_read_and_keeps_its_file_whichever_comes_first(database):
    received = ReceivedFaxes(database)
    received.mark_read("F1")
    received.keep_file("F1", "a.tif")
    received.keep_file("F2", "b.tif")
    received.mark_read("F2")

    known = received.all()
    assert {ref: (fax.is_read, fax.file_name) for ref, fax in known.items()} == {
        "F1": (True, "a.tif"),
        "F2": (True, "b.tif"),
    }


def test_older_data_are_brought_up_to_date_once(path, monkeypatch):
    Database(path).close()
    added = "ALTER TABLE received_fax ADD COLUMN note TEXT"
    monkeypatch.setattr(database_module, "MIGRATIONS", (*database_module.MIGRATIONS, (added,)))

    Database(path).close()
    upgraded = Database(path)

    assert upgraded.rows("SELECT note FROM received_fax") == []
    upgraded.close()


def test_an_upgrade_that_fails_leaves_the_data_as_they_were(path, monkeypatch):
    first = Database(path)
    ReceivedFaxes(first).mark_read("F1")
    first.close()
    with monkeypatch.context() as patch:
        broken = ("DELETE FROM received_fax", "NO SUCH STATEMENT")
        patch.setattr(database_module, "MIGRATIONS", (*database_module.MIGRATIONS, broken))
        with pytest.raises(StoreTrouble):
            Database(path)

    again = Database(path)
    assert "F1" in ReceivedFaxes(again).all()
    again.close()


def test_data_of_a_newer_program_are_left_alone(path):
    Database(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")

    with pytest.raises(StoreTrouble, match="newer"):
        Database(path)


def test_a_damaged_file_is_named_as_such(path):
    path.parent.mkdir()
    path.write_bytes(b"this is no database, whatever its name says" * 100)

    with pytest.raises(StoreTrouble) as caught:
        Database(path)
    assert "damaged" in caught.value.what
    assert "faxes.db" in caught.value.do


def test_a_folder_that_cannot_be_written_is_explained(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreTrouble) as caught:
        Database(tmp_path / "file" / "faxes.db")
    assert "cannot be written" in caught.value.what
