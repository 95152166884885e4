"""PDF pages by pdfium: from several threads, of odd sizes, and of files that aren't what they say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from fax_inputs import pdf_file

from byfax_desktop.fax.sources import pdf
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

ROOT = Path(__file__).parents[2]
WRITTEN = "BT /F 12 Tf 20 100 Td (Invoice) Tj ET 0 0 {side} {side} re f"
FONT = "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
CROWD = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.inspect import inspect
from byfax_desktop.fax.pages import fax_pages

def read(path):
    pages = fax_pages(path, Resolution.STANDARD, Mode.PHOTO)
    return inspect(path).pages, len({page.tobytes() for page in pages})

with ThreadPoolExecutor(4) as pool:
    print(set(pool.map(read, [Path(sys.argv[1])] * 24)))
"""


def trouble_of_page(path: Path, index: int = 0) -> TroubleKind:
    with pytest.raises(DocumentTrouble) as caught, pdf.opened(path) as document:
        pdf.draw(document, index, 100, path)
    return caught.value.kind


def test_threads_may_read_at_the_same_time(tmp_path: Path) -> None:
    """In a process of its own, for pdfium ends the one where two threads are in it at once."""
    path = pdf_file(tmp_path / "a.pdf", [(200, 200)] * 6, WRITTEN, FONT)
    done = subprocess.run(
        [sys.executable, "-c", CROWD, path, ROOT], capture_output=True, text=True, timeout=100, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "{(6, 1)}")


def test_a_page_is_drawn_at_the_density_asked_for(tmp_path: Path) -> None:
    path = pdf_file(tmp_path / "a.pdf", [(72, 144)])
    with pdf.opened(path) as document:
        assert pdf.page_size(document, 0, path) == (1, 2)
        assert pdf.draw(document, 0, 100, path).size == (100, 200)


def test_an_immense_page_is_drawn_with_fewer_dots(tmp_path: Path) -> None:
    path = pdf_file(tmp_path / "a.pdf", [(14_400, 7_200)])
    with pdf.opened(path) as document:
        drawn = pdf.draw(document, 0, 204, path)
    assert drawn.width * drawn.height <= pdf.MAX_PIXELS * 1.01
    assert drawn.width / drawn.height == pytest.approx(2, rel=0.01)


@pytest.mark.parametrize("index", [3, -1])
def test_a_page_that_is_not_there_is_broken(tmp_path: Path, index: int) -> None:
    assert trouble_of_page(pdf_file(tmp_path / "a.pdf", [(72, 72)]), index) is TroubleKind.BROKEN


def test_a_page_that_the_tree_promises_and_the_file_lacks_is_broken(tmp_path: Path) -> None:
    path = pdf_file(tmp_path / "a.pdf", [(72, 72)] * 2)
    path.write_bytes(path.read_bytes().replace(b"/Kids[3 0", b"/Kids[9 0"))
    assert trouble_of_page(path) is TroubleKind.BROKEN


def test_a_file_that_is_gone_is_unreadable_and_a_cut_one_broken(tmp_path: Path) -> None:
    assert trouble_of_page(tmp_path / "gone.pdf") is TroubleKind.UNREADABLE
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj")
    assert trouble_of_page(tmp_path / "cut.pdf") is TroubleKind.BROKEN
