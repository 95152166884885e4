"""Documents to a G4 TIFF at 204x196: byFax Desktop against Ghostscript's plain tiffg4, run in turn; and what it takes.

Run: python tests/bench/bench_pages.py [--runs N] [--only text|scan|photo|memory|first]. Prints medians, and beside
each ratio what it is meant to be at most. Needs Ghostscript.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "helpers")]
from page_samples import photo_pdf, scan_pdf, text_pdf  # noqa: E402

SAMPLES: dict[str, tuple[Callable[[Path, int], Path], int, float]] = {
    "text": (text_pdf, 100, 1.5),
    "scan": (scan_pdf, 20, 1.0),
    "photo": (photo_pdf, 20, 1.0),
}
"""What makes the PDF, with how many pages, and what the ratio is meant to be."""
WIDTH = 800
"""Pixels of the first page on screen."""
FAX_WIDTH = 1728


def ours(source: Path, out: Path, mode: str = "text") -> list[str]:
    """The command that makes fax pages here."""
    return [sys.executable, "-m", "byfax_desktop", "rasterize", str(source), str(out), "--mode", mode]


def ghostscript(source: Path, out: Path) -> list[str]:
    """The command that it is measured against."""
    plain = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffg4", "-r204x196"]
    return [*plain, f"-sOutputFile={out}", str(source)]


def seconds(command: list[str]) -> float:
    """How long a program runs."""
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment(), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def environment() -> dict[str, str]:
    """As on a user's computer, where Python keeps what it has compiled."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def compare(name: str, folder: Path, runs: int) -> None:
    """Time and size of one kind of pages."""
    make, pages, aim = SAMPLES[name]
    source = make(folder / f"{name}.pdf", pages)
    mine, theirs = folder / "ours.tiff", folder / "gs.tiff"
    mode = "photo" if name == "photo" else "text"
    times: list[tuple[float, float]] = []
    for run in range(runs + 1):
        pair = seconds(ours(source, mine, mode)), seconds(ghostscript(source, theirs))
        if run:  # the first pair only warms the disk cache
            times.append(pair)
    here, there = (statistics.median(each) for each in zip(*times, strict=True))
    tell(f"{pages} {name} pages", f"{here:.2f} s ÷ {there:.2f} s", here / there, aim)
    sizes = mine.stat().st_size, theirs.stat().st_size
    size_aim = 1.05 if name == "text" else None
    tell("  their size", f"{sizes[0]:,} ÷ {sizes[1]:,} bytes", sizes[0] / sizes[1], size_aim)


def memory(folder: Path) -> None:
    """The most that our processes hold together, and the largest of them alone, of 10 and of 1,000 pages."""
    peaks = []
    for pages in (10, 1000):
        source = text_pdf(folder / f"{pages}.pdf", pages)
        peaks.append(peak(ours(source, folder / "out.tiff")))
    for which, name in enumerate(("all processes", "largest process")):
        few, many = peaks[0][which] / 2**20, peaks[1][which] / 2**20
        tell(f"memory of 1,000 pages, {name}", f"{many:.0f} MB ÷ {few:.0f} MB", many / few, 1.3)


def peak(command: list[str]) -> tuple[int, int]:
    """Bytes held at most by a program and its children together, and by the largest alone."""
    together = largest = 0
    with subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL) as process:
        program = psutil.Process(process.pid)
        while process.poll() is None:
            held = []
            for each in [program, *children(program)]:
                try:
                    held.append(int(each.memory_info().rss))
                except psutil.Error:
                    continue
            together, largest = max(together, sum(held)), max(largest, *held, 0)
            time.sleep(0.01)
    return together, largest


def children(program: psutil.Process) -> list[psutil.Process]:
    """Those that there are now."""
    try:
        return list(program.children(recursive=True))
    except psutil.Error:
        return []


def first_page(folder: Path, runs: int) -> None:
    """From a dropped document to the picture of its first page, against pdfium's bare rendering of that page.

    As wide as on the screen; and a page as fax also as wide as it has to be drawn for that.
    """
    from byfax_desktop.fax.helper import PageHelper
    from byfax_desktop.fax.wanted import FaxLook, WantedPage

    helper = PageHelper()
    found: dict[str, list[float]] = {"as fax": [], "original": [], "screen": [], "fax": []}
    for run in range(runs + 1):
        times = {}
        for name, look in (("as fax", FaxLook()), ("original", None)):
            source = text_pdf(folder / f"{run} {name}.pdf", 3)
            begun = time.perf_counter()
            helper.inspect(source)
            helper.page(WantedPage(source, 0, WIDTH, look))
            times[name] = time.perf_counter() - begun
        times["screen"], times["fax"] = bare(source, WIDTH), bare(source, FAX_WIDTH)
        if run:
            for name, taken in times.items():
                found[name].append(taken)
    helper.close()
    for name, reference in (("original", "screen"), ("as fax", "screen"), ("as fax", "fax")):
        here, there = statistics.median(found[name]), statistics.median(found[reference])
        what = f"first page {name}, to {reference} width"
        tell(what, f"{1000 * here:.1f} ms ÷ {1000 * there:.1f} ms", here / there, 3.0)


def bare(source: Path, width: int) -> float:
    """Seconds that pdfium takes for the first page alone."""
    import pypdfium2

    begun = time.perf_counter()
    document = pypdfium2.PdfDocument(source)
    page = document[0]
    page.render(scale=width / page.get_width()).to_pil()
    taken = time.perf_counter() - begun
    document.close()
    return taken


def tell(what: str, figures: str, ratio: float, aim: float | None) -> None:
    """A line of the table."""
    meant = f"at most {aim}" if aim else ""
    print(f"{what:34} {figures:34} {ratio:6.2f}  {meant}", flush=True)


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", choices=(*SAMPLES, "memory", "first"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for sample in SAMPLES:
            if options.only in (None, sample):
                compare(sample, folder, options.runs)
        if options.only in (None, "memory"):
            memory(folder)
        if options.only in (None, "first"):
            first_page(folder, 2 * options.runs)


if __name__ == "__main__":
    main()
