"""The program without Python against its source: its size, and the time to a mapped window, run in turn on one screen.

Run: python tests/bench/bench_frozen.py [RUNS], after `python3 packaging/dev.py package`. Needs Xvfb and xdotool.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "packaging"))
sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "helpers"))
import freeze
from bench_window import until_mapped
from desktop_session import DesktopSession


def main(runs: int) -> None:
    """Measure in turn and print."""
    folder = freeze.DIST / freeze.NAME
    if not folder.is_dir():
        raise SystemExit("Make it first: python3 packaging/dev.py package")
    times: dict[str, list[float]] = {"frozen": [], "source": []}
    with tempfile.TemporaryDirectory() as data, DesktopSession(Path(data)) as session:
        ours = ["--data-dir", str(Path(data) / "data"), "--demo"]
        starts = {"frozen": [str(folder / freeze.NAME)], "source": [sys.executable, "-m", "byfax_desktop"]}
        for run in range(runs + 1):
            for name, start in starts.items():
                seconds = until_mapped(session, [*start, *ours], "byFax")
                if run:  # the first pair only warms the disk cache
                    times[name].append(seconds)
    frozen, source = (statistics.median(times[name]) for name in ("frozen", "source"))
    print(f"{freeze.size_of(folder) / 1024**2:.0f} MiB")
    print(f"frozen {frozen:.3f} s, from source {source:.3f} s, ratio {frozen / source:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
