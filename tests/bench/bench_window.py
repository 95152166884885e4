"""Time to a mapped window: byFax Desktop against a bare PySide6 window with four tabs, run in turn on one screen.

Run: python tests/bench/bench_window.py [RUNS]. Prints medians in seconds and their ratio. Needs Xvfb and xdotool.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "helpers"))
from desktop_session import DesktopSession

BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow, QTabWidget, QWidget
application = QApplication(sys.argv)
window = QMainWindow()
window.setWindowTitle("bare window")
tabs = QTabWidget()
for title in ("Compose", "Outbox", "Inbox", "Numbers"):
    tabs.addTab(QWidget(), title)
window.setCentralWidget(tabs)
window.resize(1120, 720)
window.show()
application.exec()
"""


def until_mapped(session: DesktopSession, command: list[str], title: str) -> float:
    """Seconds from start to a visible window whose title holds ``title``."""
    started = time.perf_counter()
    process = subprocess.Popen(command, env=session.environment, stderr=subprocess.DEVNULL)
    try:
        while True:
            search = ["xdotool", "search", "--onlyvisible", "--name", title]
            if (
                subprocess.run(search, env=session.environment, capture_output=True, check=False).returncode
                == 0
            ):
                return time.perf_counter() - started
            if process.poll() is not None or time.perf_counter() - started > 60:
                raise SystemExit(f"no window {title!r}")
    finally:
        process.kill()
        process.wait()


def main(runs: int) -> None:
    """Measure in turn and print."""
    ours: list[float] = []
    bare: list[float] = []
    with tempfile.TemporaryDirectory() as folder, DesktopSession(Path(folder)) as session:
        data = str(Path(folder) / "data")
        command = [sys.executable, "-m", "byfax_desktop", "--data-dir", data, "--demo"]
        for run in range(runs + 1):
            bare_time = until_mapped(session, [sys.executable, "-c", BARE], "bare window")
            our_time = until_mapped(session, command, "byFax")
            if run:  # the first pair only warms the disk cache
                bare.append(bare_time)
                ours.append(our_time)
    ratio = statistics.median(ours) / statistics.median(bare)
    print(
        f"byFax Desktop {statistics.median(ours):.3f} s, bare window {statistics.median(bare):.3f} s, ratio {ratio:.2f}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
