"""Many documents dropped at once: the longest that the window is held up, against a bare list of as many names.

Run: QT_QPA_PLATFORM=offscreen python tests/bench/bench_compose_documents.py [DOCUMENTS] [RUNS]. Prints milliseconds of
the drop itself and of the longest event after it (a slot, or the painting of a frame of the whole tab), with as many
documents and with one alone, and how long it took until all is known.
"""

from __future__ import annotations

import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1] / "helpers"))

from PySide6.QtCore import QEvent, QObject, QStringListModel
from PySide6.QtWidgets import QApplication, QListView
from tab_doubles import DictSettings, StandInEngine

from byfax_desktop.fax.helper import PageHelper
from byfax_desktop.ui.bridge import EngineBridge
from byfax_desktop.ui.compose.tab import ComposeTab
from byfax_desktop.ui.page_jobs import PageJobs
from byfax_desktop.ui.session import Session


class Watch(QApplication):
    """Knows how long the longest event took since ``begin``, without those that it called in turn."""

    longest = 0.0
    depth = 0

    def begin(self) -> None:
        """Forget what was before."""
        self.longest = 0.0

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """Hand the event on, and look at the clock."""
        self.depth += 1
        started = time.perf_counter()
        try:
            return super().notify(receiver, event)
        finally:
            self.depth -= 1
            if not self.depth:
                self.longest = max(self.longest, time.perf_counter() - started)

    def until(self, is_over: Callable[[], bool], seconds: float = 120) -> float:
        """Let things happen until then; returns the seconds that it took."""
        started = time.perf_counter()
        while not is_over():
            self.processEvents()
            time.sleep(0.0002)
            if time.perf_counter() - started > seconds:
                raise SystemExit("it never came to an end")
        return time.perf_counter() - started


def timed(do: Callable[[], object]) -> float:
    """Do it, as a slot would; returns the seconds that it took."""
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def ours(app: Watch, paths: list[Path], folder: Path) -> tuple[float, float, float]:
    """The drop, the longest event after it, and the whole time of Compose."""
    session = Session(StandInEngine(), EngineBridge(), PageJobs(PageHelper), DictSettings(), folder)
    tab = ComposeTab(session)
    tab.resize(1100, 700)
    tab.show()
    tab.add_documents(paths[:1])
    app.until(lambda: not tab.documents.is_reading)
    tab.documents.clear()
    app.until(lambda: True)
    gc.collect()
    app.begin()
    drop = timed(lambda: tab.add_documents(paths))
    whole = app.until(lambda: not tab.documents.is_reading)
    longest = app.longest
    tab.close()
    tab.deleteLater()
    return drop, longest, whole


def bare(app: Watch, paths: list[Path]) -> tuple[float, float]:
    """The same of a list of names."""
    view, model = QListView(), QStringListModel()
    view.setModel(model)
    view.resize(440, 220)
    view.show()
    app.until(lambda: True)
    app.begin()
    drop = timed(lambda: model.setStringList([path.name for path in paths]))
    for _ in range(50):
        app.processEvents()
    view.close()
    return drop, app.longest


def told(name: str, figures: list[tuple[float, ...]]) -> None:
    """Medians and the worst, in milliseconds."""
    drops, longest, *whole = zip(*figures, strict=True)
    median, worst = statistics.median(longest) * 1000, max(longest) * 1000
    print(f"{name}: drop {statistics.median(drops) * 1000:.1f} ms (worst {max(drops) * 1000:.1f}),", end=" ")
    print(f"longest event after it {median:.1f} ms (worst {worst:.1f})", end="")
    print(f", all known after {statistics.median(whole[0]):.2f} s" if whole else "")


def main(documents: int, runs: int) -> None:
    """Measure in turn and print."""
    app = Watch([])
    many: list[tuple[float, ...]] = []
    one: list[tuple[float, ...]] = []
    names: list[tuple[float, ...]] = []
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"letter {number}.txt" for number in range(documents)]
        for path in paths:
            path.write_text(f"Dear {path.stem}\n" * 40)
        for run in range(runs + 1):
            figures = bare(app, paths), ours(app, paths[:1], Path(folder)), ours(app, paths, Path(folder))
            if run:  # the first loads what is needed
                for kept, each in zip((names, one, many), figures, strict=True):
                    kept.append(each)
    told(f"bare list of {documents}", names)
    told("Compose, 1 document", one)
    told(f"Compose, {documents} documents", many)
    for name, others in (("bare list", names), ("1 document", one)):
        ratios = (
            statistics.median(a[at] for a in many) / statistics.median(b[at] for b in others) for at in (0, 1)
        )
        print(f"against {name}: drop x {next(ratios):.1f}, longest event x {next(ratios):.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200, int(sys.argv[2]) if len(sys.argv) > 2 else 5)
