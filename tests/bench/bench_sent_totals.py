"""Time of the sums of today, this week and this month over 100,000 faxes of this month, against reading the rows.

Run: python tests/bench/bench_sent_totals.py [RUNS].
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from bench_journal import NOW, SUBMISSIONS, build, compare

from byfax_desktop.store.database import Database
from byfax_desktop.store.sent_totals import sent_totals

PLAIN = "SELECT report FROM recipient"
REPORT = {
    "messageRef": "0123456789abcdef",
    "jobState": "SUCCESS",
    "remoteID": "+49 30 123456",
    "callStarted": "2026-11-23T12:00:00Z",
    "pagesTotal": "3",
    "pagesSent": "3",
    "cost": "0.4200",
    "currency": "EUR",
}


def main(runs: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "faxes.db"
        build(path)
        database = Database(path)
        with database.transaction() as connection:
            connection.execute("UPDATE recipient SET report = ?", (json.dumps(REPORT),))
        end = NOW + SUBMISSIONS * 1000
        for faxes in (SUBMISSIONS, SUBMISSIONS // 20, 0):
            begin = end - faxes * 1000
            since = (end - faxes * 50, end - faxes * 200, begin)
            compare(
                runs,
                f"sums over {faxes} faxes",
                lambda since=since: sent_totals(database, since),
                lambda: database.rows(PLAIN),
            )
        database.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
