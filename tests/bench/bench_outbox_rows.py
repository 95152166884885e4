"""How smoothly 100,000 sent faxes scroll, are sifted and sorted, beside a bare table of as many rows.

Run: python tests/bench/bench_outbox_rows.py [FAXES]. The Outbox as it is in the window reads a journal with so many
faxes and a broadcast to 10,000; beside it stands a QTableView over a trivial model that has the same texts in memory.
Both are moved by the same steps in turn, one step each 16 ms. A frame is the time from a step until it is painted; a
stall is the longest time between two turns of the event loop. Beside both stands the time that the window's thread
itself computed meanwhile: on a busy machine the rest is waiting for a processor. Without a screen it paints to memory.
"""

from __future__ import annotations

import gc
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1] / "helpers"))
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView
from sent_journal import BROADCAST, fill
from tab_doubles import StandInEngine, make_session

from byfax_desktop.app import TURN_SECONDS
from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.desk import Desk
from byfax_desktop.engine.outbox import Outbox, OutboxActions
from byfax_desktop.engine.sent_rows import SentRows
from byfax_desktop.ui.outbox.columns import COLUMNS
from byfax_desktop.ui.outbox.rows import RowKey
from byfax_desktop.ui.outbox.tab import OutboxTab

FAXES = 100_000
PEOPLE = 10_000
FRAME_MS = 16
STEPS = 400
SIZE = (1120, 720)
QUERIES = ("anna 0", "no such fax", "+4930")
TEXTS = ("Offer 2211 · Anna Schmidt", "Delivered, 13 pages", "+49 30 123456", "13 of 13", "1") + ("",) * 4


class JournalEngine(OutboxActions, StandInEngine):
    """The engine's part of the Outbox on a real journal; all else is a stand-in."""

    def __init__(self, folder: Path) -> None:
        StandInEngine.__init__(self)
        self.bus = EventBus()
        self._desk = Desk.open(folder)
        self._outbox = Outbox(self._desk.rows, self.bus)
        self._sent_rows = SentRows(self._desk.rows, self._desk.order)

    def tell(self) -> None:
        """Tell of what has changed."""
        self._outbox.show()

    def change_all(self, report: str) -> None:
        """The service says something new of every recipient of the broadcast, and what it says is on the disk."""
        with self._desk.database.transaction() as connection:
            connection.execute("UPDATE mark SET value = value + 1 WHERE name = 'sequence'")
            touch = "(SELECT value FROM mark WHERE name = 'sequence')"
            connection.execute(
                f"UPDATE recipient SET report = json_set(report, '$.jobState', ?), touched = {touch}"
                " WHERE submission_id = ?",
                (report, BROADCAST),
            )
            connection.execute(f"UPDATE submission SET touched = {touch} WHERE id = ?", (BROADCAST,))


class BareModel(QAbstractTableModel):
    """The least that a model can be."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008 - the signature is Qt's
        return self._rows

    def columnCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008 - the signature is Qt's
        return len(COLUMNS)

    def data(self, index: Any, role: int = 0) -> Any:
        return TEXTS[index.column()] if role == Qt.ItemDataRole.DisplayRole else None


class Pulse:
    """Feels the event loop: the longest time between two of its turns, and the most that was computed between two."""

    def __init__(self) -> None:
        self.begin()
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def begin(self) -> None:
        self._last, self._longest = (time.perf_counter(), time.thread_time()), (0.0, 0.0)

    def longest(self) -> tuple[float, float]:
        """In milliseconds: by the clock, and computed by the window's thread."""
        self._beat()
        return self._longest[0] * 1000, self._longest[1] * 1000

    def _beat(self) -> None:
        now = time.perf_counter(), time.thread_time()
        wall, own = now[0] - self._last[0], now[1] - self._last[1]
        self._longest, self._last = (max(self._longest[0], wall), max(self._longest[1], own)), now


@dataclass
class Frames:
    """How long frames took, and how long the window's thread computed for each, in milliseconds."""

    times: list[float]
    own: list[float]

    @property
    def median(self) -> float:
        return statistics.median(self.times)

    @property
    def p99(self) -> float:
        return statistics.quantiles(self.times, n=100)[98]

    @property
    def own_p99(self) -> float:
        return statistics.quantiles(self.own, n=100)[98]

    @property
    def worst(self) -> float:
        return max(self.times)


def wait(done: Callable[[], bool]) -> None:
    """Let the event loop turn until this is so."""
    while not done():
        QApplication.processEvents()


def until_settled(tab: OutboxTab) -> None:
    QApplication.processEvents()
    wait(lambda: tab.list.reader.is_settled)


def scroll(view: QTableView, values: Iterable[int]) -> Frames:
    """Move a view to each of these places in turn, one each 16 ms."""
    bar, times, own = view.verticalScrollBar(), list[float](), list[float]()
    for value in values:
        begin, computed = time.perf_counter(), time.thread_time()
        bar.setValue(value)
        view.viewport().repaint()
        QApplication.processEvents()
        times.append((time.perf_counter() - begin) * 1000)
        own.append((time.thread_time() - computed) * 1000)
        left = FRAME_MS - times[-1]
        if left > 0:
            QTest.qWait(round(left))
    return Frames(times, own)


def ways(view: QTableView) -> dict[str, list[int]]:
    """The ways in which people scroll, each as places of the scroll bar."""
    row, end = view.rowHeight(0), view.verticalScrollBar().maximum()
    middle, page = end // 2, view.viewport().height()
    chance = random.Random(7)
    return {
        "by a third of a row": [middle + step * row // 3 for step in range(STEPS)],
        "by three rows (wheel)": [middle + step * row * 3 for step in range(STEPS)],
        "by a page": [middle + step * page for step in range(STEPS)],
        "anywhere (dragged bar)": [chance.randrange(end) for _ in range(STEPS)],
    }


def compare(what: str, ours: float, bare: float) -> None:
    print(f"{what:<46} Outbox {ours:8.1f} ms, bare table {bare:8.1f} ms, ratio {ours / max(bare, 0.01):7.1f}")


def tell(what: str, took: float, stall: tuple[float, float]) -> None:
    print(
        f"{what:<46} settled in {took:8.1f} ms, longest stall {stall[0]:6.1f} ms, computed {stall[1]:5.1f} ms"
    )


def timed(tab: OutboxTab, pulse: Pulse, do: Callable[[], object]) -> tuple[float, tuple[float, float]]:
    """Milliseconds until the list has settled after something was done, and the longest stall meanwhile."""
    pulse.begin()
    begin = time.perf_counter()
    do()
    until_settled(tab)
    took = (time.perf_counter() - begin) * 1000
    return took, pulse.longest()


def show_bare(rows: int) -> tuple[QTableView, float]:
    begin = time.perf_counter()
    view = QTableView()
    view.setModel(BareModel(rows))
    view.resize(*SIZE)
    view.show()
    view.viewport().repaint()
    QApplication.processEvents()
    return view, (time.perf_counter() - begin) * 1000


def measure(folder: Path, faxes: int) -> None:
    engine = JournalEngine(folder)
    session = make_session(folder)
    session.engine = engine
    engine.bus.subscribe(lambda event: session.bridge.outbox_changed.emit(event))
    tab, pulse = OutboxTab(session), Pulse()
    tab.resize(*SIZE)
    tab.show()
    QApplication.processEvents()
    # As the program does when it has started.
    gc.freeze()
    took, stall = timed(tab, pulse, engine.tell)
    bare, bare_took = show_bare(faxes)
    compare("to show", took, bare_took)
    tell("to show", took, stall)
    for what, values in ways(tab.tree).items():
        ours, plain = scroll(tab.tree, values), scroll(bare, ways(bare)[what])
        for name in ("median", "p99", "worst", "own_p99"):
            compare(f"frame scrolling {what}, {name}", getattr(ours, name), getattr(plain, name))
    until_settled(tab)
    for text in QUERIES:
        tell(f"filter “{text}”", *timed(tab, pulse, lambda text=text: tab.filters.search.setText(text)))
    tell("no filter", *timed(tab, pulse, tab.filters.clear))
    for column, each in enumerate(COLUMNS):
        tell(
            f"sorted by {each.title.lower()}",
            *timed(tab, pulse, lambda c=column: tab.tree.sortByColumn(c, Qt.SortOrder.AscendingOrder)),
        )
    time_column = next(place for place, each in enumerate(COLUMNS) if each.name == "time")
    tab.tree.sortByColumn(time_column, Qt.SortOrder.DescendingOrder)
    until_settled(tab)
    many(tab, pulse, engine)
    tell("flat", *timed(tab, pulse, lambda: tab.list.sorting.toggle.click()))
    engine.change_all("SUCCESS")
    tell(f"{PEOPLE:,} recipients change in a flat list", *timed(tab, pulse, engine.tell))


def many(tab: OutboxTab, pulse: Pulse, engine: JournalEngine) -> None:
    """What happens to a broadcast to 10,000 while a person looks at it."""
    fax = tab.model.find(RowKey(BROADCAST))
    tell("going to a broadcast to 10,000", *timed(tab, pulse, lambda: tab.tree.setCurrentIndex(fax)))
    tell("unfolding it", *timed(tab, pulse, lambda: tab.tree.expand(tab.model.find(RowKey(BROADCAST)))))
    for state in ("FAILED", "SUCCESS", "DELIVERING"):
        engine.change_all(state)
        tell(f"{PEOPLE:,} recipients change to {state}", *timed(tab, pulse, engine.tell))
    tell("folding it", *timed(tab, pulse, lambda: tab.tree.collapse(tab.model.find(RowKey(BROADCAST)))))


def main() -> None:
    """Make a journal, measure and print."""
    faxes = int(sys.argv[1]) if len(sys.argv) > 1 else FAXES
    app = QApplication([])
    sys.setswitchinterval(TURN_SECONDS)
    with tempfile.TemporaryDirectory() as name:
        fill(Path(name), faxes, PEOPLE)
        print(f"{faxes:,} faxes and a broadcast to {PEOPLE:,}; load of the machine {os.getloadavg()[0]:.1f}")
        measure(Path(name), faxes)
    app.closeAllWindows()


if __name__ == "__main__":
    main()
