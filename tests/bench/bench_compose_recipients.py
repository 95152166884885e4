"""How long Compose stands still with 10,000 recipients, against a bare QTableView of a QStandardItemModel.

Run: python tests/bench/bench_compose_recipients.py [RUNS]. For pasting, typing, removing and undoing, the longest time
between two turns of the event loop is printed, the median of the runs, with the ratio. Pasting goes through the
preview of the list, as it does for a person.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1] / "helpers"))
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QWidget
from shell_doubles import shell_session

from byfax_desktop.ui.compose.draft_keeper import PAUSE_MS
from byfax_desktop.ui.compose.imports.dialog import ImportDialog
from byfax_desktop.ui.compose.recipient_columns import Column
from byfax_desktop.ui.compose.tab import ComposeTab

COUNT = 10_000
TEXT = "\n".join(f"Person {n}\tFirm {n % 99}\t+49 30 {1_000_000 + n}" for n in range(COUNT))
TYPED = "+49 30 7654321"
_SETTLE = 60
_LONGEST = 60_000


class Beats(QObject):
    """Notes the longest time between two turns of the event loop."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=0)
        self._timer.timeout.connect(self._beat)
        self._last = 0.0
        self.longest = 0.0

    def start(self) -> None:
        """Begin anew."""
        self._last, self.longest = time.perf_counter(), 0.0
        self._timer.start()

    def stop(self) -> float:
        """The longest so far, in milliseconds."""
        self._beat()
        self._timer.stop()
        return self.longest * 1000

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now


def turn(milliseconds: int) -> None:
    """Let the program go on for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(is_so: Callable[[], bool]) -> None:
    """Let the program go on until something is so."""
    loop = QEventLoop()
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: loop.quit() if is_so() else None)
    timer.start()
    QTimer.singleShot(_LONGEST, loop.quit)
    loop.exec()
    if not is_so():
        raise SystemExit("it takes longer than a minute")


def typing(view: QTableView, row: int, column: int, beats: Beats) -> float:
    """The longest stall while a number is typed into a cell, letter by letter, and taken."""
    view.window().activateWindow()
    view.setFocus()
    view.setCurrentIndex(view.model().index(row, column))
    turn(_SETTLE)
    beats.start()
    for letter in TYPED:
        QTest.keyClicks(QApplication.focusWidget(), letter)
        turn(15)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    turn(PAUSE_MS + _SETTLE)
    return beats.stop()


def shown(widget: QWidget) -> None:
    widget.resize(1100, 700)
    widget.show()
    widget.activateWindow()
    turn(100)


def ours(beats: Beats) -> dict[str, float]:
    """Compose, with its worker threads, its counts and its previews."""
    with tempfile.TemporaryDirectory() as folder:
        tab = ComposeTab(shell_session(Path(folder)))
        shown(tab)
        panel, found = tab.recipients, {}
        model = panel.model
        QGuiApplication.clipboard().setText(TEXT)
        panel.table.setFocus()
        beats.start()
        QTest.keyClick(panel.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        until(lambda: panel.findChild(ImportDialog) is not None)
        dialog = panel.findChild(ImportDialog)
        assert isinstance(dialog, ImportDialog)
        until(lambda: dialog._take_button.isEnabled())
        dialog.accept()
        until(lambda: len(model.entries) == COUNT and not model.is_checking)
        turn(PAUSE_MS + _SETTLE)  # the draft is kept then
        found["paste"] = beats.stop()
        found["type"] = typing(panel.table, COUNT // 2, Column.NUMBER, beats)
        until(lambda: not model.is_checking)
        panel.table.selectAll()
        turn(_SETTLE)
        for name, key, modifier in (
            ("remove", Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
            ("undo", Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier),
        ):
            panel.table.setFocus()
            beats.start()
            QTest.keyClick(panel.table, key, modifier)
            turn(_SETTLE)
            until(lambda: not model.is_checking)
            found[name] = beats.stop()
        tab.close()
        tab.deleteLater()
        turn(_SETTLE)
        return found


def bare(beats: Beats) -> dict[str, float]:
    """A table that understands nothing; what it removed is put back as it was pasted."""
    model, view = QStandardItemModel(0, 4), QTableView()
    view.setModel(model)
    view.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed)
    shown(view)
    found = {}

    def paste() -> None:
        for line in TEXT.split("\n"):
            model.appendRow([QStandardItem(text) for text in line.split("\t")])

    for name, do in (("paste", paste), ("type", None), ("remove", model.clear), ("undo", paste)):
        if do is None:
            found[name] = typing(view, COUNT // 2, 2, beats)
            continue
        beats.start()
        do()
        turn(_SETTLE)
        found[name] = beats.stop()
    view.close()
    view.deleteLater()
    turn(_SETTLE)
    return found


def main(runs: int) -> None:
    """Measure in turn and print."""
    application = QApplication(sys.argv)
    beats = Beats()
    measured: dict[str, list[tuple[float, float]]] = {}
    for run in range(runs + 1):
        mine, plain = ours(beats), bare(beats)
        if run:  # the first one only loads what is needed
            for name, time_of in mine.items():
                measured.setdefault(name, []).append((time_of, plain[name]))
    for name, pairs in measured.items():
        mine_ms, plain_ms = (statistics.median(each) for each in zip(*pairs, strict=True))
        print(
            f"{name:7} longest stall: Compose {mine_ms:6.1f} ms, bare table {plain_ms:6.1f} ms,"
            f" ratio {mine_ms / plain_ms:.2f}"
        )
    application.quit()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
