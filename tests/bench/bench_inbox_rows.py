"""The list of 20,000 received faxes, beside a bare QTableView over as many rows.

Run: python tests/bench/bench_inbox_rows.py [FAXES]. Printed are the time from thousands of rows on the disk to the
first event, the time to show them, what one change holds up the engine and the window, how long the window is held up
by each key of a search, and the 99th percentile of a step of scrolling. Times are those of the thread that works, so
that what else the computer does counts for little.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1] / "helpers"))
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView
from tab_doubles import make_session

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.events import InboxChanged, InboxEntry
from byfax_desktop.engine.frozen import freeze
from byfax_desktop.engine.inbox import Inbox
from byfax_desktop.service.records import InboundFax
from byfax_desktop.store.database import Database
from byfax_desktop.store.marks import Marks
from byfax_desktop.store.received import ReceivedFax, ReceivedFaxes
from byfax_desktop.ui.inbox.tab import InboxTab

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SENDERS = 700
CHANGES = 50
STEPS = 300
SEARCH = "berlin 30"


def fax(number: int) -> InboundFax:
    return InboundFax(
        ref=f"F{number:06}",
        did=f"+3751700000{number % 7:02}",
        sender=f"+4930{1_000_000 + number % SENDERS}",
        remote_sid=f"Office {number % SENDERS} Berlin",
        received=NOW - timedelta(minutes=7 * number),
        pages=1 + number % 9,
        has_file=number % 50 != 0,
    )


class Bare(QAbstractTableModel):
    """The same number of rows and columns, of ready texts."""

    def __init__(self, faxes: int) -> None:
        super().__init__()
        self.rows = [(f"+4930{number}", "+375170000000", "23 Nov 12:00", "3") for number in range(faxes)]

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else 4

    def data(self, index: QModelIndex, role: int = 0) -> object:
        return self.rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


def spent(work: Callable[[], object]) -> float:
    """Milliseconds of this thread, with all that the window then paints."""
    begun = time.thread_time()
    work()
    QApplication.processEvents()
    return (time.thread_time() - begun) * 1000


def scrolled(view: QTableView) -> float:
    """The 99th percentile of a step, in milliseconds."""
    bar = view.verticalScrollBar()
    times = [spent(lambda: bar.setValue(bar.value() + 60)) for _ in range(STEPS)]
    return statistics.quantiles(times, n=100)[98]


def measure_engine(faxes: list[InboundFax]) -> tuple[InboxEntry, ...]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "faxes.db")
        received, bus, told = ReceivedFaxes(database), EventBus(), list[InboxChanged]()
        rows = [
            ReceivedFax(each.ref, freeze(each), round(each.received.timestamp() * 1000)) for each in faxes
        ]
        print(f"engine: stored                {spent(lambda: received.keep(rows, only_these=True)):9.1f} ms")
        print(f"engine: listed again, no news {spent(lambda: received.keep(rows, only_these=True)):9.1f} ms")
        bus.subscribe(lambda event: told.append(event) if isinstance(event, InboxChanged) else None)
        inbox = Inbox(None, received, Marks(database), Path(folder) / "inbox", bus)  # type: ignore[arg-type]
        print(f"engine: first list            {spent(inbox.show):9.1f} ms")
        print(f"engine: nothing has changed   {spent(inbox.show):9.3f} ms")
        times = [spent(lambda ref=each.ref: inbox.mark_read(ref)) for each in faxes[:CHANGES]]
        print(f"engine: one was read          {statistics.median(times):9.1f} ms, worst {max(times):.1f} ms")
        database.close()
        return told[-1].faxes


def measure_window(entries: tuple[InboxEntry, ...]) -> None:
    bare, model = QTableView(), Bare(len(entries))
    bare.resize(700, 600)
    bare.show()
    plain = spent(lambda: bare.setModel(model))
    with tempfile.TemporaryDirectory() as folder:
        session = make_session(Path(folder))
        tab = InboxTab(session)
        tab.resize(1120, 640)
        tab.show()
        QApplication.processEvents()

        def tell(faxes: tuple[InboxEntry, ...]) -> None:
            session.bridge.inbox_changed.emit(InboxChanged(faxes))

        first = spent(lambda: tell(entries))
        print(
            f"window: shown                 {first:9.1f} ms, bare {plain:.1f} ms, ratio {first / plain:.1f}"
        )
        for what, sought in (("", ""), (", 714 found", "office 12"), (", read ones", "")):
            tab.list.filters.search.setText(sought)
            QApplication.processEvents()
            times = []
            for number in range(CHANGES):
                changed = replace(entries[number], unread=not entries[number].unread)
                entries = (*entries[:number], changed, *entries[number + 1 :])
                times.append(spent(lambda told=entries: tell(told)))
            print(f"window: a change{what:14} {statistics.median(times):9.1f} ms, worst {max(times):.1f} ms")
        field = tab.list.filters.search
        for letters in range(1, len(SEARCH) + 1):
            typed = SEARCH[:letters]
            print(f"window: search {typed:14} {spent(lambda text=typed: field.setText(text)):9.1f} ms")
        print(f"window: search cleared        {spent(field.clear):9.1f} ms")
        ours, theirs = scrolled(tab.list.view), scrolled(bare)
        print(
            f"window: scrolling, p99        {ours:9.1f} ms, bare {theirs:.1f} ms, ratio {ours / theirs:.1f}"
        )
        print(f"window: all selected          {spent(tab.list.view.selectAll):9.1f} ms")


def main() -> None:
    """Measure and print."""
    faxes = [fax(number) for number in range(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)]
    application = QApplication([])
    measure_window(measure_engine(faxes))
    application.quit()


if __name__ == "__main__":
    main()
