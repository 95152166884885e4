"""How quickly 5,000 own numbers and 20,000 groups to rent are shown and searched, against a bare QTableView.

Run: python tests/bench/bench_numbers.py [RUNS]. ``show`` is the time from the news of the engine to the painted list,
``stall`` the longest time for which the window stands still meanwhile, ``key`` the time from a key in the search field
to the painted list, the slowest of those typed. Medians of the runs. The bare view filters a QStandardItemModel.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1] / "helpers"))
from offer_samples import COUNTRIES, group
from PySide6.QtCore import QSortFilterProxyModel
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QVBoxLayout, QWidget
from shell_doubles import shell_session
from tab_doubles import own_number

from byfax_desktop.engine.events import JobFinished, NumbersChanged, OffersChanged
from byfax_desktop.engine.offered import KnownOffers, Told
from byfax_desktop.service.records import CountryState
from byfax_desktop.ui.numbers.tab import FIND, NumbersTab

DIDS, STATES, GROUPS = 5_000, 50, 400
TYPED = "city 17"
_LONGEST = 60.0

Times = dict[str, float]


def turn_until(is_so: Callable[[], bool]) -> tuple[float, float]:
    """Let the program go on until something is so; milliseconds in all, and those of the longest standstill."""
    begin = last = time.perf_counter()
    longest = 0.0
    while not is_so():
        QApplication.processEvents()
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
        if now - begin > _LONGEST:
            raise SystemExit("it takes longer than a minute")
        time.sleep(0.0005)
    QApplication.processEvents()
    return 1000 * (time.perf_counter() - begin), 1000 * max(longest, time.perf_counter() - last)


def key_times(field: QLineEdit) -> float:
    """Milliseconds of the slowest key, from its press to the painted list."""
    field.setFocus()
    spent = []
    for letter in TYPED:
        begin = time.perf_counter()
        QTest.keyClicks(field, letter)
        QApplication.processEvents()
        spent.append(1000 * (time.perf_counter() - begin))
    return max(spent)


def shown(widget: QWidget) -> None:
    widget.resize(1100, 700)
    widget.show()
    QTest.qWait(50)


def own() -> Times:
    """The account's own numbers; what is said of them is made ready on another thread before the first key."""
    with tempfile.TemporaryDirectory() as folder:
        session = shell_session(Path(folder))
        tab = NumbersTab(session)
        shown(tab)
        dids = tuple(
            own_number(f"d{at}", number=f"+37517{2_000_000 + at}", formatted="", city=f"City {at % 97}")
            for at in range(DIDS)
        )
        begin = time.perf_counter()
        session.bridge.numbers_changed.emit(NumbersChanged(dids))
        first = 1000 * (time.perf_counter() - begin)
        whole, longest = turn_until(lambda: tab.own.model.rowCount() > 0)
        turn_until(lambda: tab.own._said is not None)
        times = {"show": first + whole, "stall": max(first, longest), "key": key_times(tab.own.search)}
        tab.deleteLater()
        return times


def offers() -> Times:
    """Groups of numbers in the states of a country."""
    now = datetime.now(UTC)
    states = tuple(CountryState(f"S{at}", "USA", f"State {at}") for at in range(STATES))
    known = KnownOffers(
        {("countries", "", ""): Told(COUNTRIES, now), ("states", "USA", ""): Told(states, now)}
    )
    for state in states:
        items = tuple(
            group(f"{state.state_a2}-{at}", f"City {at}", f"{200 + at}", "USA", state_a2=state.state_a2)
            for at in range(GROUPS)
        )
        known = known.having(("groups", "USA", state.state_a2), Told(items, now))
    with tempfile.TemporaryDirectory() as folder:
        session = shell_session(Path(folder))
        tab = NumbersTab(session)
        tab.choice.setCurrentIndex(FIND)
        shown(tab)
        explorer = tab.explorer
        begin = time.perf_counter()
        session.bridge.offers_changed.emit(OffersChanged(known))
        session.bridge.job_finished.emit(JobFinished("offer 1"))
        first = 1000 * (time.perf_counter() - begin)
        whole, longest = turn_until(lambda: explorer.model.rowCount() > 0)
        times = {"show": first + whole, "stall": max(first, longest), "key": key_times(explorer.search)}
        tab.deleteLater()
        return times


def bare(rows: Sequence[Sequence[str]]) -> Times:
    """What anybody would write."""
    window, field, view = QWidget(), QLineEdit(), QTableView()
    column = QVBoxLayout(window)
    column.addWidget(field)
    column.addWidget(view)
    shown(window)
    begin = time.perf_counter()
    model = QStandardItemModel(0, len(rows[0]))
    for row in rows:
        model.appendRow([QStandardItem(text) for text in row])
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(model)
    proxy.setFilterKeyColumn(-1)
    view.setModel(proxy)
    field.textChanged.connect(proxy.setFilterFixedString)
    QApplication.processEvents()
    whole = 1000 * (time.perf_counter() - begin)
    times = {"show": whole, "stall": whole, "key": key_times(field)}
    window.deleteLater()
    return times


def main(runs: int) -> None:
    """Measure in turn and print."""
    application = QApplication(sys.argv)
    did_rows = [(f"+375 17 {at}", f"City {at % 97}, Belarus", "Number", "Active", "18") for at in range(DIDS)]
    group_rows = [(f"City {at}", f"+1 {at}", "Number", "Available", "") for at in range(STATES * GROUPS)]
    for name, mine, rows in (
        (f"{DIDS:,} own numbers", own, did_rows),
        (f"{STATES * GROUPS:,} groups", offers, group_rows),
    ):
        ours, plain = [mine() for _ in range(runs)], [bare(rows) for _ in range(runs)]
        for what in ("show", "stall", "key"):
            mine_ms, plain_ms = (statistics.median(each[what] for each in found) for found in (ours, plain))
            print(
                f"{name:18} {what:5}  Numbers {mine_ms:7.1f} ms   bare table {plain_ms:7.1f} ms"
                f"   ratio {mine_ms / plain_ms:.2f}"
            )
    application.quit()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
