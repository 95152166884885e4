"""Time of a report for ten thousand recipients against one for a thousand, and of evidence against a plain report.

Run: python tests/bench/bench_report.py [RUNS].
"""

from __future__ import annotations

import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "helpers"))
from bench_journal import medians
from proof_bench import CALLED, ProofBench, fax_pages, said

from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
from byfax_desktop.engine.report_paper import draw_report
from byfax_desktop.engine.sent_report import report_of, report_text
from byfax_desktop.service.records import Broadcast
from byfax_desktop.service.states import BroadcastState

MANY, FEW = 10_000, 1_000
NAMES = ("Anna Schmidt", "Константин Константинович Константинопольский", "שלום עולם", "x" * 300)


def broadcast(recipients: int) -> OutboxEntry:
    """A fax to so many people, with long names among them."""
    messages = tuple(
        OutboxMessage(said(f"M{place}", number=f"+49301{place:06}"), NAMES[place % len(NAMES)], "ACME")
        for place in range(recipients)
    )
    return OutboxEntry(Broadcast(broadcast_ref="B", created=CALLED, state=BroadcastState.DONE), messages)


def compare(runs: int, what: str, ours: Callable[[], object], plain: Callable[[], object]) -> None:
    """Print both times and their ratio."""
    our_time, plain_time = medians(runs, ours, plain)
    print(f"{what:<42} {our_time:8.1f} ms, {plain_time:8.1f} ms, ratio {our_time / plain_time:.2f}")


def main(runs: int) -> None:
    """Measure and print."""
    many, few = (report_of(broadcast(recipients), None, CALLED) for recipients in (MANY, FEW))
    compare(runs, f"report to {MANY} against {FEW}", lambda: draw_report(many), lambda: draw_report(few))
    compare(runs, f"text to {MANY} against {FEW}", lambda: report_text(many), lambda: report_text(few))
    with tempfile.TemporaryDirectory() as folder:
        bench = ProofBench(Path(folder))
        bench.service.sent_pages[".tif"] = fax_pages(10)
        bench.end()
        one = report_of(broadcast(1), None, CALLED)

        def evidence() -> None:
            path = bench.proving.have("B1", "B1-M1", threading.Event())
            path.unlink()

        compare(runs, "evidence with 10 pages against a report", evidence, lambda: draw_report(one))
        bench.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
