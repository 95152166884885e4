"""The data file: private, durable, brought up to date once with a backup before, and explained when it fails."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from small_disk import small_disk, without_rights
from store_samples import NOW, enqueue, submission

from byfax_desktop.store import database as database_module
from byfax_desktop.store.database import Database
from byfax_desktop.store.journal import Journal
from byfax_desktop.store.marks import Marks
from byfax_desktop.store.migrations import MIGRATIONS
from byfax_desktop.store.outbox_rows import OutboxRows
from byfax_desktop.store.received import ReceivedFaxes
from byfax_desktop.store.sent_filter import SentFilter
from byfax_desktop.store.submissions import Change, FaxState
from byfax_desktop.store.trouble import StoreTrouble

ROOT = Path(__file__).parents[2]
PAGE = 4096
PROGRAM = """
import sys
from pathlib import Path
from byfax_desktop.store.database import Database

for line in sys.stdin:
    try:
        Database(Path(line.strip())).close()
        print("opened", flush=True)
    except Exception as error:
        print(repr(error), getattr(error, "details", ""), flush=True)
"""
HOLDER = """
import sqlite3, sys

connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
connection.execute("INSERT INTO mark VALUES ('held', '1')")
print("held", flush=True)
sys.stdin.readline()
connection.execute("COMMIT")
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "faxes.db"


@pytest.fixture
def database(path):
    opened = Database(path)
    yield opened
    opened.close()


@pytest.fixture
def old(path, monkeypatch):
    """A file of the first version, with two faxes that were sent and one that was read."""
    with monkeypatch.context() as patch:
        patch.setattr(database_module, "MIGRATIONS", MIGRATIONS[:1])
        opened = Database(path)
        with opened.transaction() as connection:
            connection.executemany(
                "INSERT INTO sent_broadcast (ref, subject, created) VALUES (?, ?, ?)",
                [("B1", "Offer", 1_700_000_000), ("B2", "Договор", 1_700_000_500)],
            )
            connection.executemany(
                "INSERT INTO sent_message (ref, broadcast_ref, position, name, company, number)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                [
                    ("M2", "B1", 1, "Bob", "", "+4930222222"),
                    ("M1", "B1", 0, "Anna", "ACME", "+4930111111"),
                    ("M3", "B2", 0, "Инна", "Мир", "+375170000001"),
                ],
            )
            connection.execute(
                "INSERT INTO received_fax (ref, is_read, file_name) VALUES ('F1', 1, 'f1.pdf')"
            )
        opened.close()
    return path


@contextmanager
def opening(path):
    opened = Database(path)
    try:
        yield opened
    finally:
        opened.close()


def refs(rows):
    return [row.submission.broadcast_ref for row in rows]


def beside(path):
    """The files in the folder without those that SQLite keeps there while it works."""
    return sorted(each.name for each in path.parent.iterdir() if not each.name.endswith(("-wal", "-shm")))


# Privacy and durability


def test_only_its_owner_can_read_the_data(database, path):
    enqueue(Journal(database), "B1")

    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_what_was_committed_is_on_the_disk_before_anything_else_happens(database):
    assert database.rows("PRAGMA synchronous")[0][0] == 2
    assert database.rows("PRAGMA journal_mode")[0][0] == "wal"


def test_what_was_removed_is_overwritten(database):
    assert database.rows("PRAGMA secure_delete")[0][0] == 1


def test_a_transaction_takes_effect_whole_or_not_at_all(database):
    def half():
        with database.transaction() as connection:
            connection.execute("INSERT INTO mark VALUES ('half', '1')")
            raise KeyError

    with pytest.raises(KeyError):
        half()

    assert Marks(database).get("half") is None
    Marks(database).put("whole", "1")
    assert Marks(database).get("whole") == "1"


def test_what_another_program_wrote_is_noticed_and_what_oneself_wrote_is_not(database, path):
    before = database.change_count()
    Marks(database).put("mine", "1")
    assert database.change_count() == before

    with opening(path) as other:
        Marks(other).put("theirs", "1")
        assert database.change_count() != before


# Bringing it up to date


def test_a_new_file_is_made_without_a_backup_of_nothing(database, path):
    assert database.rows("PRAGMA user_version")[0][0] == len(MIGRATIONS)
    assert beside(path) == ["faxes.db"]


def test_faxes_sent_with_the_first_version_are_carried_over(old):
    with opening(old) as database:
        journal = Journal(database)
        seen = journal.find("B1")

        assert (seen.subject, seen.created, seen.state) == ("Offer", 1_700_000_000_000, FaxState.ACCEPTED)
        assert seen.is_there
        assert seen.next_look == 0, "the service is asked how they fare"
        assert [(each.ref, each.name, each.company, each.number) for each in journal.recipients(seen.id)] == [
            ("M1", "Anna", "ACME", "+4930111111"),
            ("M2", "Bob", "", "+4930222222"),
        ]
        assert [entry.words for entry in journal.history(seen.id)] == ["byFax has taken the fax"]
        assert refs(OutboxRows(database).find(SentFilter(), 9)) == ["B2", "B1"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("offer", ["B1"]),
        ("договор", ["B2"]),
        ("bob", ["B1"]),
        ("acme", ["B1"]),
        ("+37517", ["B2"]),
        ("B2", ["B2"]),
        ("M3", ["B2"]),
        ("ин", ["B2"]),
    ],
)
def test_faxes_sent_with_the_first_version_are_found(old, text, found):
    with opening(old) as database:
        assert refs(OutboxRows(database).find(SentFilter(text), 9)) == found


def test_received_faxes_of_the_first_version_stay_read_and_keep_their_files(old):
    with opening(old) as database:
        fax = ReceivedFaxes(database).find("F1")

        assert (fax.is_read, fax.file_name, fax.is_wanted) == (True, "f1.pdf", False)


def test_a_migration_leaves_a_private_backup_of_what_was_there(old):
    with opening(old):
        backup = old.with_name("faxes-version-1.backup")
        assert stat.S_IMODE(backup.stat().st_mode) == 0o600
        assert beside(old) == ["faxes-version-1.backup", "faxes.db"]

    with closing(sqlite3.connect(backup)) as kept:
        assert kept.execute("PRAGMA user_version").fetchone() == (1,)
        assert kept.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert kept.execute("SELECT ref, subject FROM sent_broadcast ORDER BY ref").fetchall() == [
            ("B1", "Offer"),
            ("B2", "Договор"),
        ]
        assert kept.execute("SELECT count(*) FROM sent_message").fetchone() == (3,)


def test_the_backup_of_an_earlier_attempt_gives_way_to_what_is_there_now(old):
    backup = old.with_name("faxes-version-1.backup")
    backup.write_bytes(b"of long ago")

    with opening(old), closing(sqlite3.connect(backup)) as kept:
        assert kept.execute("SELECT count(*) FROM sent_broadcast").fetchone() == (2,)


def test_older_data_are_brought_up_to_date_once(old):
    for _ in range(2):
        with opening(old) as database:
            assert database.rows("SELECT count(*) FROM event")[0][0] == 2


def test_a_migration_that_fails_half_way_leaves_the_data_as_they_were(old, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(database_module, "MIGRATIONS", (*MIGRATIONS, ("DROP TABLE mark", "NO SUCH STATEMENT")))
        with pytest.raises(StoreTrouble):
            Database(old)

    with closing(sqlite3.connect(old)) as left:
        assert left.execute("PRAGMA user_version").fetchone() == (1,)
        assert left.execute("SELECT count(*) FROM sent_broadcast").fetchone() == (2,)
    with opening(old) as database:
        assert Journal(database).find("B2")


def test_a_migration_on_a_full_disk_leaves_the_data_as_they_were(old, tmp_path):
    with small_disk(tmp_path / "disk", "512k") as disk:
        path = disk.folder / "faxes.db"
        path.write_bytes(old.read_bytes())
        disk.fill(spare=48 << 10)
        with pytest.raises(StoreTrouble, match="full"):
            Database(path)

        assert beside(path) == ["faxes.db", "filler"]
        disk.clear()
        with opening(path) as database:
            assert Journal(database).find("B1")


def test_programs_that_open_at_once_all_get_in_and_migrate_once(old, tmp_path):
    data = old.read_bytes()
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for _ in range(3)
    ]
    try:
        for number in range(40):
            path = tmp_path / str(number) / "faxes.db"
            if number % 2:
                path.parent.mkdir()
                path.write_bytes(data)
            for program in programs:
                program.stdin.write(f"{path}\n")
            for program in programs:
                program.stdin.flush()
            assert [program.stdout.readline() for program in programs] == ["opened\n"] * len(programs)
            with opening(path) as database:
                assert database.rows("SELECT count(*) FROM event")[0][0] == (2 if number % 2 else 0)
            if number % 2:
                with closing(sqlite3.connect(path.with_name("faxes-version-1.backup"))) as kept:
                    assert kept.execute("PRAGMA user_version").fetchone() == (1,)
                    assert kept.execute("SELECT count(*) FROM sent_message").fetchone() == (3,)
    finally:
        for program in programs:
            program.communicate(timeout=30)


def test_a_file_that_another_program_is_just_making_is_waited_for(path, monkeypatch):
    """SQLite itself does not wait when the journal of a file to which somebody writes is to be turned to WAL."""
    path.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        pauses = []

        def pause(seconds):
            pauses.append(seconds)
            other.execute("ROLLBACK")

        monkeypatch.setattr(database_module, "time", SimpleNamespace(sleep=pause, monotonic=time.monotonic))
        with opening(path) as database:
            assert database.rows("PRAGMA journal_mode")[0][0] == "wal"
    assert len(pauses) == 1


@pytest.mark.parametrize("journal_mode", ["wal", "delete"])
def test_data_of_a_newer_program_are_left_untouched(path, journal_mode):
    Database(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA journal_mode = {journal_mode}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = path.read_bytes()

    with pytest.raises(StoreTrouble, match="newer") as caught:
        Database(path)

    assert "newer version" in caught.value.do
    assert path.read_bytes() == before
    assert beside(path) == ["faxes.db"]


# What is damaged


def test_a_file_that_is_no_database_is_named_damaged_and_left_alone(path):
    path.parent.mkdir()
    path.write_bytes(b"this is no database, whatever its name says" * 100)
    before = path.read_bytes()

    with pytest.raises(StoreTrouble) as caught:
        Database(path)

    assert "damaged" in caught.value.what
    assert "faxes.db" in caught.value.do
    assert path.read_bytes() == before


def test_a_damaged_page_in_the_middle_is_named_when_it_is_read(path):
    with opening(path) as database:
        enqueue(Journal(database), *(f"B{number}" for number in range(300)), request="x" * 200)
        root = database.rows("SELECT rootpage FROM sqlite_master WHERE name = 'submission'")[0][0]
    data = bytearray(path.read_bytes())
    first = (root - 1) * PAGE
    data[first : first + PAGE] = bytes(byte ^ 0xFF for byte in data[first : first + PAGE])
    path.write_bytes(data)

    with opening(path) as database:
        with pytest.raises(StoreTrouble) as caught:
            Journal(database).find("B150")
        assert "damaged" in caught.value.what
        with pytest.raises(StoreTrouble, match="damaged"):
            enqueue(Journal(database), "new")


def test_of_a_truncated_wal_the_whole_transactions_count(path, tmp_path):
    copy = tmp_path / "copy" / "faxes.db"
    copy.parent.mkdir()
    with opening(path) as database:
        journal = Journal(database)
        enqueue(journal, "B1")
        whole = path.with_name("faxes.db-wal").stat().st_size
        enqueue(journal, "B2")
        # What a power cut in the middle of the second transaction leaves.
        copy.write_bytes(path.read_bytes())
        wal = path.with_name("faxes.db-wal").read_bytes()
        copy.with_name("faxes.db-wal").write_bytes(wal[: whole + (len(wal) - whole) // 2])

    with opening(copy) as left:
        assert Journal(left).find("B1")
        assert Journal(left).find("B2") is None
        assert left.rows("PRAGMA integrity_check")[0][0] == "ok"
        enqueue(Journal(left), "B2")


# What cannot be written


def test_a_folder_that_is_a_file_is_explained(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreTrouble) as caught:
        Database(tmp_path / "file" / "faxes.db")
    assert "cannot be written" in caught.value.what


@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o500, 0o600), (0o700, 0o400), (0o700, 0o000)])
def test_data_that_may_not_be_written_are_explained(folder_mode, file_mode):
    with without_rights() as folder:
        path = folder / "data" / "faxes.db"
        Database(path).close()
        path.chmod(file_mode)
        path.parent.chmod(folder_mode)

        with pytest.raises(StoreTrouble, match=r"not written|cannot be written") as caught:
            Database(path)
        assert "belongs to you" in caught.value.do


def test_a_disk_that_became_read_only_is_explained_and_what_was_there_stays(tmp_path):
    with small_disk(tmp_path / "disk") as disk:
        path = disk.folder / "faxes.db"
        with opening(path) as database:
            enqueue(Journal(database), "B1")
        before = path.read_bytes()
        disk.write_protect()

        with pytest.raises(StoreTrouble, match="cannot be written"):
            Database(path)
        assert path.read_bytes() == before


def test_a_full_disk_at_send_keeps_what_was_sent_before(tmp_path):
    with small_disk(tmp_path / "disk") as disk, opening(disk.folder / "faxes.db") as database:
        journal = Journal(database)
        enqueue(journal, "B1", "B2")
        disk.fill()
        with pytest.raises(StoreTrouble) as caught:
            journal.enqueue([submission("B3"), submission("B4", request="x" * (2 << 20))], NOW, NOW, "D1")

        assert caught.value.what == "The disk is full."
        assert "Free some space" in caught.value.do
        assert refs(OutboxRows(database).find(SentFilter(), 9)) == ["B2", "B1"]
        disk.clear()
        journal.enqueue([submission("B3"), submission("B4")], NOW, NOW, "D1")
        assert refs(OutboxRows(database).find(SentFilter(), 9)) == ["B4", "B3", "B2", "B1"]


def test_a_full_disk_in_the_middle_of_a_step_leaves_the_state_before(tmp_path):
    with small_disk(tmp_path / "disk") as disk:
        with opening(disk.folder / "faxes.db") as database:
            journal = Journal(database)
            seen = enqueue(journal, "B1")
            history = journal.history(seen.id)
            disk.fill()
            step = Change(FaxState.SUBMITTING, "Handing over", {"report": "x" * (2 << 20)})
            with pytest.raises(StoreTrouble, match="full"):
                journal.step(seen, step, NOW)

            assert journal.find("B1") == seen
            assert journal.history(seen.id) == history
        disk.clear()
        with opening(disk.folder / "faxes.db") as database:
            assert Journal(database).find("B1") == seen
            assert Journal(database).step(seen, Change(FaxState.SUBMITTING, "Handing over"), NOW)


def test_a_disk_too_full_for_a_new_file_is_explained(tmp_path):
    with small_disk(tmp_path / "disk") as disk:
        disk.fill()
        with pytest.raises(StoreTrouble, match="full"):
            Database(disk.folder / "faxes.db")


# Several programs


def test_a_write_waits_until_another_program_has_written(database, path):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout.readline() == "held\n"
        waiting = []

        def let_go(statement):
            """Called when the statement begins; it cannot end before the other program has ended its own."""
            if not waiting:
                waiting.append(statement)
                holder.stdin.write("\n")
                holder.stdin.flush()

        database._connection.set_trace_callback(let_go)
        Marks(database).put("mine", "1")
    finally:
        database._connection.set_trace_callback(None)
        holder.communicate(timeout=30)

    assert waiting == ["BEGIN IMMEDIATE"]
    assert Marks(database).get("held") == "1"
    assert Marks(database).get("mine") == "1"


def test_a_program_that_holds_the_data_for_too_long_is_named_as_the_reason(path, monkeypatch):
    monkeypatch.setattr(database_module, "_BUSY_SECONDS", 0.05)
    with opening(path) as database, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreTrouble) as caught:
            Marks(database).put("mine", "1")
        assert "other program" in caught.value.do
        assert Marks(database).get("mine") is None


@pytest.mark.skipif(
    os.name != "posix", reason="locks of a file are lost by closing it on POSIX systems alone"
)
def test_two_connections_of_one_program_lose_nothing_when_another_program_looks(path):
    """Closing the file anywhere in a process gives back all locks that the process holds on it."""
    first, second = Database(path), Database(path)
    look = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); print(c.execute(sys.argv[2]).fetchall()); c.close()"
    query = "SELECT value FROM mark WHERE name = 'kept'"

    def seen():
        command = [sys.executable, "-c", look, str(path), query]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    assert seen() == "[]"
    Marks(first).put("kept", "1")
    assert seen() == "[('1',)]"
    Marks(second).put("kept", "2")
    assert seen() == "[('2',)]"
    first.close()
    second.close()
    assert seen() == "[('2',)]"
