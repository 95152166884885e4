"""Times of a journal with 100,000 submissions and 1,000,000 events, against plain sqlite3 on the same file.

Run: python tests/bench/bench_journal.py [RUNS]. Each thing is done by the store and by plain sqlite3 in turn; medians
are printed. The journal is made in the system's temporary folder, which should lie on a real disk: sending waits
until what was written is on it.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1] / "helpers"))
from store_samples import NOW, document, person, submission

from byfax_desktop.store.database import Database
from byfax_desktop.store.journal import Journal
from byfax_desktop.store.outbox_rows import OutboxRows
from byfax_desktop.store.sent_filter import SentFilter, SentGroup
from byfax_desktop.store.submissions import FaxState

SUBMISSIONS = 100_000
EVENTS = 10
"""Events of each submission."""
PAGE = 100
"""Submissions that are read at once."""
SENT_A_RUN = 100
WAITING = 20
"""How many of the submissions are not at the service yet."""
NAMES = ("Anna", "Bob", "Инна", "Jürgen", "Zoë", "Владимир", "Chloé", "Дарья", "Omar", "Wei")
COMPANIES = ("ACME", "Nordwind", "Беларусбанк", "Müller & Söhne", "", "Globex", "Initech")

PLAIN_NEWEST = "SELECT * FROM submission WHERE is_hidden = 0 ORDER BY created DESC, id DESC LIMIT ?"
PLAIN_RECIPIENTS = (
    "SELECT * FROM recipient WHERE submission_id IN (SELECT id FROM submission WHERE is_hidden = 0"
    " ORDER BY created DESC, id DESC LIMIT ?)"
)
PLAIN_SCAN = (
    "SELECT submission.* FROM submission JOIN recipient ON submission_id = submission.id"
    " WHERE subject LIKE ? OR name LIKE ? OR number LIKE ? ORDER BY created DESC LIMIT ?"
)


def build(path: Path) -> None:
    """Fill a journal."""
    database = Database(path)
    with database.transaction() as connection:
        connection.executemany(
            "INSERT INTO submission (id, broadcast_ref, subject, created, intent, state, since, due, tries,"
            " is_there, touched, next_look) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, 1, ?, ?)",
            islice(submissions(), SUBMISSIONS),
        )
        connection.executemany(
            "INSERT INTO recipient (ref, submission_id, position, number, name, company, is_live, touched)"
            " VALUES (?, ?, 0, ?, ?, ?, 0, ?)",
            (
                (uuid.uuid4().hex, each, number(each), name(each), COMPANIES[each % len(COMPANIES)], each)
                for each in range(SUBMISSIONS)
            ),
        )
        connection.executemany(
            "INSERT INTO document (submission_id, position, ref, sha256, md5, size, name)"
            " VALUES (?, 0, ?, ?, ?, 1000, 'letter.pdf')",
            ((each, *[uuid.uuid4().hex] * 3) for each in range(SUBMISSIONS)),
        )
        connection.executemany(
            "INSERT INTO event (submission_id, at, state, words) VALUES (?, ?, ?, ?)",
            (
                (each, NOW + each, "accepted", f"Step {step}")
                for step in range(EVENTS)
                for each in range(SUBMISSIONS)
            ),
        )
        connection.execute("UPDATE mark SET value = ? WHERE name = 'sequence'", (SUBMISSIONS,))
    database.close()


def submissions() -> Iterator[tuple[object, ...]]:
    """Rows of the table ``submission``: most have ended, a few wait."""
    for each in range(SUBMISSIONS):
        waits = each >= SUBMISSIONS - WAITING
        state = FaxState.QUEUED if waits else FaxState.DELIVERED
        sent = NOW + each * 1000
        yield (
            each,
            uuid.uuid4().hex,
            f"Offer {each} of {name(each)}",
            sent,
            sent,
            state,
            sent,
            sent,
            each,
            None if each % 1000 else sent,
        )


def name(each: int) -> str:
    """The recipient of a submission."""
    return f"{NAMES[each % len(NAMES)]} {each * 7919 % SUBMISSIONS:05}"


def number(each: int) -> str:
    """Its number."""
    return f"+4930{each * 104729 % 10_000_000:07}"


def medians(runs: int, *actions: Callable[[], object]) -> list[float]:
    """Milliseconds of each action, done in turn."""
    times: list[list[float]] = [[] for _ in actions]
    for _ in range(runs):
        for action, taken in zip(actions, times, strict=True):
            begin = time.perf_counter()
            action()
            taken.append((time.perf_counter() - begin) * 1000)
    return [statistics.median(taken) for taken in times]


def compare(runs: int, what: str, ours: Callable[[], object], plain: Callable[[], object]) -> None:
    """Print how long the store takes, and how long plain sqlite3 does."""
    our_time, plain_time = medians(runs, ours, plain)
    ratio = f"ratio {our_time / plain_time:.2f}"
    print(f"{what:<34} store {our_time:8.2f} ms, plain sqlite3 {plain_time:8.2f} ms, {ratio}")


def open_store(path: Path) -> None:
    """Open as the program does, up to the first row."""
    database = Database(path)
    database.rows("SELECT 1")
    database.close()


def open_plain(path: Path) -> None:
    """Open without anything else, up to the first row."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT 1 FROM mark").fetchone()


def reading(path: Path, runs: int) -> None:
    """Opening, the newest, searching, and what the engine asks for all the time."""
    compare(runs, "opening", lambda: open_store(path), lambda: open_plain(path))
    database = Database(path)
    with closing(sqlite3.connect(path)) as connection:
        rows, journal = OutboxRows(database), Journal(database)

        def plain(query: str, *values: object) -> list[object]:
            return connection.execute(query, values).fetchall()

        for count in (PAGE, 1000):
            compare(
                runs,
                f"the newest {count}",
                lambda count=count: rows.find(SentFilter(), count),
                lambda count=count: (plain(PLAIN_NEWEST, count), plain(PLAIN_RECIPIENTS, count)),
            )
        middle = SUBMISSIONS // 2
        wanted = {
            "a number": number(middle)[3:],
            "a name": name(middle),
            "a subject": f"Offer {middle} of",
            "a name in Cyrillic": "владимир",
            "what every fax has": "offer",
            "two characters": "ин",
            "one character": "z",
            "what no fax has": "nowhere",
        }
        for what, text in wanted.items():
            like = f"%{text}%"
            compare(
                runs,
                f"search for {what}",
                lambda text=text: rows.find(SentFilter(text), PAGE),
                lambda like=like: plain(PLAIN_SCAN, like, like, like, PAGE),
            )
        sifted = {
            "what was delivered": SentFilter(group=SentGroup.DELIVERED),
            "what was not delivered": SentFilter(group=SentGroup.NOT_DELIVERED),
            "what is under way": SentFilter(group=SentGroup.UNDER_WAY),
            "what one sender sent": SentFilter(sender="Office"),
            "a day": SentFilter(since=NOW, until=NOW + 86_400_000),
            "a name among what was not delivered": SentFilter(name(middle), SentGroup.NOT_DELIVERED),
        }
        for what, which in sifted.items():
            compare(
                runs,
                f"sifting for {what}",
                lambda which=which: rows.find(which, PAGE),
                lambda: (plain(PLAIN_NEWEST, PAGE), plain(PLAIN_RECIPIENTS, PAGE)),
            )
        waiting, after = {FaxState.QUEUED, FaxState.UNKNOWN}, SUBMISSIONS - PAGE
        reference = "SELECT value FROM mark WHERE name = 'sequence'"
        asked: dict[str, Callable[[], object]] = {
            f"the {PAGE} that changed last": lambda: rows.changed(after),
            "what is due": lambda: journal.due(waiting, NOW * 2),
            "when the next is due": lambda: journal.next_due(waiting),
            "how many wait": lambda: journal.count(waiting),
            "who holds leases": journal.owners,
            "what to ask byFax about": lambda: journal.looked_for(NOW * 2),
            "when to ask byFax next": journal.next_look,
            "recovery with nothing to do": lambda: journal.recover("nobody", NOW),
            "a history": lambda: journal.history(middle),
            "contents of the spool": journal.contents,
        }
        for what, ask in asked.items():
            compare(runs, what, ask, lambda: plain(reference))
    database.close()


def sending(path: Path, runs: int) -> None:
    """Print how many faxes a second get into the journal, and how many rows into a table by themselves."""
    database, plain = Database(path), path.with_name("plain.db")
    with closing(sqlite3.connect(plain, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE sent (ref TEXT PRIMARY KEY, request TEXT NOT NULL)")
        journal, request = Journal(database), "x" * 500

        def ours() -> None:
            for _ in range(SENT_A_RUN):
                ref = uuid.uuid4().hex
                people = (person("+4930123456", uuid.uuid4().hex, "Anna", "ACME"),)
                part = submission(ref, *people, documents=(document(),), request=request)
                journal.enqueue([part], NOW, NOW, ref)

        def bare() -> None:
            for _ in range(SENT_A_RUN):
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("INSERT INTO sent VALUES (?, ?)", (uuid.uuid4().hex, request))
                connection.execute("COMMIT")

        our_rate, bare_rate = (SENT_A_RUN / taken * 1000 for taken in medians(runs, ours, bare))
    database.close()
    ratio = f"ratio {our_rate / bare_rate:.2f}"
    print(
        f"{'sent a second, each on the disk':<34} store {our_rate:8.0f}, plain sqlite3 {bare_rate:8.0f}, {ratio}"
    )


def main(runs: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "faxes.db"
        begin = time.perf_counter()
        build(path)
        size = path.stat().st_size >> 20
        print(
            f"{SUBMISSIONS} submissions, {SUBMISSIONS * EVENTS} events, {size} MB,"
            f" made in {time.perf_counter() - begin:.0f} s; medians of {runs}"
        )
        reading(path, runs)
        sending(path, runs)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
