"""A received fax as PDF for a drag or a copy: byFax Desktop against libtiff's tiff2pdf on the same file, run in turn.

Run: python tests/bench/bench_received_pdf.py [--pages N] [--runs N]. Prints medians, their ratio, and the memory that
the program holds afterwards. Needs tiff2pdf. The program reads a stranger's file, page by page, in its own process;
tiff2pdf copies the coded lines as they are, and is what it would be at best.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil
from PIL import Image, ImageDraw

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
from byfax_desktop.fax.g4 import write_tiff  # noqa: E402
from byfax_desktop.fax.geometry import WIDTH, Resolution  # noqa: E402
from byfax_desktop.fax.helper import PageHelper  # noqa: E402


def letter(number: int) -> Image.Image:
    """A page full of words."""
    page = Image.new("1", (WIDTH, Resolution.FINE.page_lines), 1)
    for row in range(40):
        words = f"Page {number}, line {row} of the offer that we have talked about last week"
        ImageDraw.Draw(page).text((150, 100 + 52 * row), words, fill=0, font_size=36)
    return page


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fax, out = folder / "fax.tif", folder / "fax.pdf"
        write_tiff(map(letter, range(options.pages)), fax, Resolution.FINE)
        helper = PageHelper(most=1)
        helper.warm()
        plain = ["tiff2pdf", "-o", str(folder / "plain.pdf"), str(fax)]
        ours, theirs = [], []
        for _ in range(options.runs):
            ours.append(seconds(lambda: helper.pdf(fax, out)))
            theirs.append(seconds(lambda: subprocess.run(plain, check=True)))
        helper.close()
    here, there = statistics.median(ours), statistics.median(theirs)
    print(f"{options.pages} pages: here {here:.2f} s, tiff2pdf {there:.2f} s, ratio {here / there:.1f}")
    print(f"memory of this program afterwards: {psutil.Process().memory_info().rss / 2**20:.0f} MB")


if __name__ == "__main__":
    main()
