"""Time of a timeline of 10,000 sent and 10,000 received faxes among ten times as many, against plain sqlite3.

Run: python tests/bench/bench_timeline.py [RUNS]. The plain statements read the same rows of one number, with all their
columns; what the engine does beside is making records of them, and the words of the window come on top.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from bench_journal import NOW, SUBMISSIONS, build, compare
from bench_sent_totals import REPORT

from byfax_desktop.engine.correspondents import Correspondent
from byfax_desktop.engine.desk import DATABASE_NAME, Desk
from byfax_desktop.engine.frozen import thaw
from byfax_desktop.engine.inbox_list import inbox_entry
from byfax_desktop.engine.timeline import PAGE, Timelines
from byfax_desktop.service.records import InboundFax
from byfax_desktop.store.timeline import BEGIN, TimelineFilter, TimelineKind

NUMBER, THEIRS = "+4930123456", 10_000
"""Whom a tenth of all faxes went to, and came from."""
PLAIN_SENT = (
    "SELECT submission.*, recipient.* FROM recipient JOIN submission ON submission.id = submission_id"
    " WHERE number = ? ORDER BY created DESC, recipient.id DESC LIMIT ?"
)
PLAIN_RECEIVED = "SELECT * FROM received_fax WHERE correspondent = ? ORDER BY received DESC LIMIT ?"
PLAIN_SUMS = (
    "SELECT count(*), sum(json_extract(recipient.report, '$.jobState') = 'SUCCESS'), max(created) FROM recipient"
    " JOIN submission ON submission.id = submission_id WHERE number = ?"
)


def fill(path: Path) -> None:
    """A journal in which every tenth fax is theirs, and as many received faxes."""
    build(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "UPDATE recipient SET report = ?, sent = ? + submission_id * 1000", (json.dumps(REPORT), NOW)
        )
        connection.execute("UPDATE recipient SET number = ? WHERE id % 10 = 0", (NUMBER,))
        connection.executemany(
            "INSERT INTO received_fax (ref, report, received) VALUES (?, ?, ?)",
            ((f"R{each}", json.dumps(_inbound(each)), NOW + each * 1000) for each in range(SUBMISSIONS)),
        )
        connection.execute(
            "INSERT INTO attempt (recipient_ref, number, started, report)"
            " SELECT ref, 1, '2026-11-23T12:00:00Z', report FROM recipient"
        )
        connection.commit()


def _inbound(each: int) -> dict[str, object]:
    sender = "030 123456" if each % 10 == 0 else f"+49301{each % 5000:06}"
    return {
        "refID": f"R{each}",
        "senderE164": sender,
        "recipientE164": "+4930999999",
        "pages": "2",
        "hasFile": "true",
    }


def main(runs: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        fill(home / DATABASE_NAME)
        desk = Desk.open(home)
        timelines = Timelines(
            desk, lambda row: inbox_entry(row, thaw(InboundFax, row.report or "{}"), home / "inbox")
        )
        whom = Correspondent((NUMBER,))
        begin = time.perf_counter()
        timelines.page(whom, TimelineFilter())
        taken = time.perf_counter() - begin
        print(f"the senders of {SUBMISSIONS} received faxes read, once: {taken:.1f} s")
        now = datetime.now(UTC)
        middle = tuple(timelines.all(whom, TimelineFilter()))[THEIRS].place
        with closing(sqlite3.connect(home / DATABASE_NAME)) as connection:

            def plain(limit: int) -> None:
                connection.execute(PLAIN_SENT, (NUMBER, limit)).fetchall()
                connection.execute(PLAIN_RECEIVED, (NUMBER, limit)).fetchall()

            for what, which, after, limit in (
                (f"the newest {PAGE}", TimelineFilter(), BEGIN, PAGE),
                (f"{PAGE} in the middle", TimelineFilter(), middle, PAGE),
                (f"{PAGE} received", TimelineFilter(TimelineKind.RECEIVED), BEGIN, PAGE),
                (f"{PAGE} with a text", TimelineFilter(text="offer"), BEGIN, PAGE),
                ("those that failed: none", TimelineFilter(TimelineKind.FAILED), BEGIN, PAGE),
                (f"all {2 * THEIRS}", TimelineFilter(), BEGIN, 2 * THEIRS),
            ):
                compare(
                    runs,
                    what,
                    lambda which=which, after=after, limit=limit: timelines.page(whom, which, after, limit),
                    lambda limit=limit: plain(limit),
                )
            compare(
                runs,
                "the head",
                lambda: timelines.head(whom, now),
                lambda: connection.execute(PLAIN_SUMS, (NUMBER,)).fetchall(),
            )
        desk.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
