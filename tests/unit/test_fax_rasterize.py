"""Documents as one TIFF of fax pages, made in a process that can die alone."""

from __future__ import annotations

import stat
import subprocess
from pathlib import Path

import pytest
from fax_inputs import pdf_file
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from byfax_desktop.fax.g4 import read_tiff, validate_tiff
from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.helper import PageHelper
from byfax_desktop.fax.page_choice import PageChoice
from byfax_desktop.fax.pages import fax_pages
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

A4 = (595, 842)


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    return pdf_file(tmp_path / "letter.pdf", [A4] * 3)


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text("One\fTwo")
    return path


def rasterize(
    out: Path,
    *documents: Path,
    choice: str = "1-",
    resolution: Resolution = Resolution.FINE,
    mode: Mode = Mode.TEXT,
) -> int:
    helper = PageHelper()
    try:
        return helper.rasterize(documents, out, resolution, mode, PageChoice.parse(choice))
    finally:
        helper.close()


class TestPages:
    @pytest.mark.parametrize("resolution", list(Resolution))
    @pytest.mark.parametrize("mode", list(Mode))
    def test_they_are_those_of_the_documents_in_their_order(
        self, tmp_path: Path, letter: Path, note: Path, resolution: Resolution, mode: Mode
    ) -> None:
        out = tmp_path / "out.tiff"
        assert rasterize(out, letter, note, resolution=resolution, mode=mode) == 5

        meant = [page.tobytes() for each in (letter, note) for page in fax_pages(each, resolution, mode)]
        assert [page.tobytes() for page in read_tiff(out)] == meant
        assert validate_tiff(out) is None

    def test_others_decode_them_to_the_same_dots(self, tmp_path: Path, letter: Path) -> None:
        out, plain = tmp_path / "out.tiff", tmp_path / "plain.tiff"
        rasterize(out, letter)
        subprocess.run(["tiffcp", "-c", "none", str(out), str(plain)], check=True, capture_output=True)

        with Image.open(plain) as decoded:
            for index, page in enumerate(fax_pages(letter, Resolution.FINE, Mode.TEXT)):
                decoded.seek(index)
                assert decoded.convert("1").tobytes() == page.tobytes()

    def test_nobody_else_can_read_them(self, tmp_path: Path, note: Path) -> None:
        out = tmp_path / "out.tiff"
        rasterize(out, note)

        assert stat.S_IMODE(out.stat().st_mode) == 0o600


class TestChoice:
    def test_only_the_chosen_pages_are_written(self, tmp_path: Path, letter: Path, note: Path) -> None:
        out = tmp_path / "out.tiff"
        assert rasterize(out, letter, note, choice="3-4") == 2

        last = list(fax_pages(letter, Resolution.FINE, Mode.TEXT))[2].tobytes()
        first = next(fax_pages(note, Resolution.FINE, Mode.TEXT)).tobytes()
        assert [page.tobytes() for page in read_tiff(out)] == [last, first]

    def test_there_may_be_none(self, tmp_path: Path, note: Path) -> None:
        assert rasterize(tmp_path / "out.tiff", note, choice="7") == 0

    @pytest.mark.parametrize(
        ("text", "pages"),
        [
            ("1-3", [1, 2, 3]),
            ("2", [2]),
            ("4-", [4, 5]),
            ("-2", [1, 2]),
            (" 1 , 4 - 5 ", [1, 4, 5]),
            ("3,1", [1, 3]),
        ],
    )
    def test_it_is_written_as_in_print_dialogs(self, text: str, pages: list[int]) -> None:
        assert [number for number in range(1, 6) if PageChoice.parse(text).has(number)] == pages

    @pytest.mark.parametrize("text", ["", "-", "0", "3-1", "a", "1,,2", "1-2-3", "-0"])
    def test_what_names_no_pages_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError):  # noqa: PT011 - its message is for nobody
            PageChoice.parse(text)

    @given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 20)), min_size=1, max_size=5))
    def test_no_page_after_the_last_is_chosen(self, ranges: list[tuple[int, int]]) -> None:
        choice = PageChoice(tuple((first, first + more) for first, more in ranges))

        assert choice.last is not None
        assert choice.has(choice.last)
        assert not any(choice.has(choice.last + further) for further in range(1, 30))


class TestTrouble:
    def test_the_document_that_is_wrong_is_named(self, tmp_path: Path, note: Path) -> None:
        broken = tmp_path / "broken.pdf"
        broken.write_bytes(b"%PDF-1.7\nnothing")
        with pytest.raises(DocumentTrouble) as caught:
            rasterize(tmp_path / "out.tiff", note, broken)

        assert caught.value.kind is TroubleKind.BROKEN
        assert "broken.pdf" in caught.value.what

    def test_a_file_that_cannot_be_written_is_no_fault_of_the_document(
        self, tmp_path: Path, note: Path
    ) -> None:
        with pytest.raises(OSError, match="cannot be written"):
            rasterize(tmp_path / "nowhere" / "out.tiff", note)

    def test_a_child_that_dies_is_told_and_nothing_else_happens(self, tmp_path: Path, note: Path) -> None:
        import sys

        script = "import sys, json; r = json.loads(sys.stdin.read()); sys.exit(9) if r['do'] == 'rasterize' else None;"
        answer = "print('ok'); print(json.dumps({'kind': 'text/plain', 'pages': 1, 'size': 1}))"
        helper = PageHelper(program=[sys.executable, "-I", "-c", script + answer])
        with pytest.raises(DocumentTrouble) as caught:
            helper.rasterize([note], tmp_path / "out.tiff", Resolution.FINE, Mode.TEXT)
        helper.close()

        assert caught.value.kind is TroubleKind.CRASHED
