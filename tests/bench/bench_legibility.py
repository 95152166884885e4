"""What looking at a page for what cannot be read costs, and how often it is wrong.

Run: python tests/bench/bench_legibility.py [--runs N] [--only time|found]. Prints medians of seconds a page, divided by
what making the same fax page takes; then false alarms on pages that come out well, and what is missed on others.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "helpers")]
from clean_pages import clean_pages  # noqa: E402
from legibility_pages import DrawnPages  # noqa: E402
from page_samples import photo_pdf, scan_pdf, text_pdf  # noqa: E402
from poor_pages import poor_pages  # noqa: E402

from byfax_desktop.fax.geometry import Mode, Resolution  # noqa: E402
from byfax_desktop.fax.legibility.page import found_on  # noqa: E402
from byfax_desktop.fax.pages import fax_page  # noqa: E402
from byfax_desktop.fax.sources.opening import opened  # noqa: E402
from byfax_desktop.fax.wanted import FaxLook, HeaderText  # noqa: E402

SAMPLES = {"dense text": text_pdf, "scan": scan_pdf, "photograph": photo_pdf}
HEADER = HeaderText("<DateTime>|From|Page <CurPage>")
SIZES = (7, 8, 9, 10, 12, 16)


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def cost(runs: int) -> None:
    """Looking at a page, which includes making it, against making it alone."""
    print(f"{'page':12} {'quality':9} {'look':>8} ÷ {'page':>8}")
    with tempfile.TemporaryDirectory() as name:
        for sample, make in SAMPLES.items():
            with opened(make(Path(name) / f"{sample}.pdf", 1), "") as source:
                for resolution in Resolution:
                    look = FaxLook(resolution, header=HEADER)
                    pairs = [
                        (
                            seconds(lambda: found_on(source, 0, look)),  # noqa: B023 # called at once
                            seconds(lambda: fax_page(source, 0, look.resolution, look.mode)),  # noqa: B023
                        )
                        for _ in range(runs + 1)
                    ][1:]
                    here, there = (statistics.median(each) for each in zip(*pairs, strict=True))
                    figures = f"{1000 * here:5.1f} ms ÷ {1000 * there:5.1f} ms = {here / there:4.1f}"
                    print(f"{sample:12} {resolution.name.lower():9} {figures}", flush=True)


def found() -> None:
    """False alarms and what is missed."""
    alarms: Counter[tuple[str, str]] = Counter()
    looks: Counter[str] = Counter()
    for make in clean_pages(SIZES).values():
        page = DrawnPages(make())
        for resolution in Resolution:
            for mode in Mode:
                look = FaxLook(resolution, mode, header=HEADER)
                looks[mode.value] += 1
                alarms.update((mode.value, each.kind.value) for each in found_on(page, 0, look) or ())
    for mode in Mode:
        told = ", ".join(f"{kind}: {count}" for (of, kind), count in alarms.items() if of == mode.value)
        print(f"pages that come out well, as {mode.value}: {looks[mode.value]} looks, {told or 'no'} alarms")
    all_, right = Counter[str](), Counter[str]()
    for poor in poor_pages():
        kinds = [each.kind for each in found_on(DrawnPages(poor.make()), 0, poor.look) or ()]
        all_[poor.kind.value] += 1
        right[poor.kind.value] += kinds == [poor.kind]
    for kind, count in all_.items():
        print(f"{kind:16} {right[kind]} of {count} found, and nothing else")


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--only", choices=("time", "found"))
    options = parser.parse_args()
    if options.only != "found":
        cost(options.runs)
    if options.only != "time":
        found()


if __name__ == "__main__":
    main()
