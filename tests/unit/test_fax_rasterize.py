"""Documents as one TIFF of fax pages, made in processes that can die alone."""

from __future__ import annotations

import errno
import io
import os
import stat
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from fax_inputs import pdf_file, protected_pdf
from hypothesis import given
from hypothesis import strategies as st
from page_children import answering, nothing_left
from PIL import Image

from byfax_desktop.fax.g4 import read_tiff, validate_tiff
from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.helper import PageHelper
from byfax_desktop.fax.page_choice import ALL_PAGES, PageChoice
from byfax_desktop.fax.pages import fax_pages
from byfax_desktop.fax.rasterize import CodedPage, Work, rasterize
from byfax_desktop.fax.strip import group4
from byfax_desktop.fax.treatment import Treatment
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind
from byfax_desktop.fax.wanted import FaxDocument

A4 = (595, 842)
FINE, TEXT = Resolution.FINE, Mode.TEXT


@pytest.fixture(scope="module")
def helper() -> Iterator[PageHelper]:
    helper = PageHelper(most=3)
    yield helper
    helper.close()


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    return pdf_file(tmp_path / "letter.pdf", [A4, (595, 800), (595, 820)])


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text("One\fTwo")
    return path


def plain(*paths: Path) -> list[FaxDocument]:
    return [FaxDocument(path) for path in paths]


def dots(pages: Iterator[Image.Image]) -> list[bytes]:
    return [page.tobytes() for page in pages]


class TestPages:
    @pytest.mark.parametrize("resolution", list(Resolution))
    @pytest.mark.parametrize("mode", list(Mode))
    def test_they_are_those_of_the_documents_in_their_order(
        self, helper: PageHelper, tmp_path: Path, letter: Path, note: Path, resolution: Resolution, mode: Mode
    ) -> None:
        out = tmp_path / "out.tiff"
        assert helper.rasterize(plain(letter, note), out, resolution, mode) == 5

        meant = [page.tobytes() for each in (letter, note) for page in fax_pages(each, resolution, mode)]
        assert dots(read_tiff(out)) == meant
        assert validate_tiff(out) is None

    def test_many_documents_keep_their_order(self, helper: PageHelper, tmp_path: Path) -> None:
        paths = [pdf_file(tmp_path / f"{number}.pdf", [(595, 700 - number)]) for number in range(12)]
        out = tmp_path / "out.tiff"
        assert helper.rasterize(plain(*paths), out, Resolution.STANDARD, TEXT) == 12
        meant = [page.tobytes() for path in paths for page in fax_pages(path, Resolution.STANDARD, TEXT)]
        assert len(set(meant)) == 12
        assert dots(read_tiff(out)) == meant

    def test_others_decode_them_to_the_same_dots(
        self, helper: PageHelper, tmp_path: Path, letter: Path
    ) -> None:
        out, raw = tmp_path / "out.tiff", tmp_path / "raw.tiff"
        helper.rasterize(plain(letter), out, FINE, TEXT)
        subprocess.run(["tiffcp", "-c", "none", str(out), str(raw)], check=True, capture_output=True)

        with Image.open(raw) as decoded:
            for index, page in enumerate(fax_pages(letter, FINE, TEXT)):
                decoded.seek(index)
                assert decoded.convert("1").tobytes() == page.tobytes()

    @pytest.mark.skipif(os.name == "nt", reason="Windows has no such bits")
    def test_nobody_else_can_read_them(self, helper: PageHelper, tmp_path: Path, note: Path) -> None:
        out = tmp_path / "out.tiff"
        out.touch(0o644)
        helper.rasterize(plain(note), out, FINE, TEXT)
        assert stat.S_IMODE(out.stat().st_mode) == 0o600

    def test_each_document_is_treated_in_its_own_way(
        self, helper: PageHelper, tmp_path: Path, letter: Path, note: Path
    ) -> None:
        turned = Treatment(quarter_turns=2, mode=Mode.PHOTO)
        out = tmp_path / "out.tiff"
        documents = [FaxDocument(letter, turned), FaxDocument(note)]
        assert helper.rasterize(documents, out, FINE, TEXT) == 5
        meant = dots(fax_pages(letter, FINE, TEXT, turned)) + dots(fax_pages(note, FINE, TEXT))
        assert dots(read_tiff(out)) == meant

    def test_the_same_document_may_come_twice(self, helper: PageHelper, tmp_path: Path, note: Path) -> None:
        upside_down = Treatment(quarter_turns=2)
        out = tmp_path / "out.tiff"
        helper.rasterize([FaxDocument(note), FaxDocument(note, upside_down)], out, FINE, TEXT)
        meant = dots(fax_pages(note, FINE, TEXT)) + dots(fax_pages(note, FINE, TEXT, upside_down))
        assert dots(read_tiff(out)) == meant

    def test_a_password_opens_the_document_it_belongs_to(self, helper: PageHelper, tmp_path: Path) -> None:
        path = protected_pdf(tmp_path / "a.pdf", "open, please")
        out = tmp_path / "out.tiff"
        assert helper.rasterize([FaxDocument(path, password="open, please")], out, FINE, TEXT) == 1
        assert dots(read_tiff(out)) == dots(fax_pages(path, FINE, TEXT, password="open, please"))
        with pytest.raises(DocumentTrouble) as caught:
            helper.rasterize([FaxDocument(path)], out, FINE, TEXT)
        assert caught.value.kind is TroubleKind.ENCRYPTED


class TestChoice:
    def test_only_the_chosen_pages_are_written(
        self, helper: PageHelper, tmp_path: Path, letter: Path, note: Path
    ) -> None:
        out = tmp_path / "out.tiff"
        assert helper.rasterize(plain(letter, note), out, FINE, TEXT, PageChoice.parse("3-4")) == 2

        last = dots(fax_pages(letter, FINE, TEXT))[2]
        first = dots(fax_pages(note, FINE, TEXT))[0]
        assert dots(read_tiff(out)) == [last, first]

    def test_a_document_s_own_choice_comes_first(
        self, helper: PageHelper, tmp_path: Path, letter: Path, note: Path
    ) -> None:
        out = tmp_path / "out.tiff"
        documents = [FaxDocument(letter, Treatment(pages=PageChoice.parse("1,3"))), FaxDocument(note)]
        assert helper.rasterize(documents, out, FINE, TEXT, PageChoice.parse("2-3")) == 2
        meant = [dots(fax_pages(letter, FINE, TEXT))[2], dots(fax_pages(note, FINE, TEXT))[0]]
        assert dots(read_tiff(out)) == meant

    def test_there_may_be_none(self, helper: PageHelper, tmp_path: Path, note: Path) -> None:
        told: list[tuple[int, int]] = []
        out = tmp_path / "out.tiff"
        assert helper.rasterize(plain(note), out, FINE, TEXT, PageChoice.parse("7"), tell(told)) == 0
        assert told == [(0, 0)]

    def test_blank_pages_are_left_out_where_that_is_wanted(self, helper: PageHelper, tmp_path: Path) -> None:
        path = tmp_path / "scan.tiff"
        pages = [Image.new("L", (600, 800), shade) for shade in (0, 255, 40)]
        pages[0].save(path, save_all=True, append_images=pages[1:], dpi=(100, 100))
        told: list[tuple[int, int]] = []
        out = tmp_path / "out.tiff"
        skipping = Treatment(skip_blank=True)
        assert helper.rasterize([FaxDocument(path, skipping)], out, FINE, TEXT, progress=tell(told)) == 2
        assert dots(read_tiff(out)) == dots(fax_pages(path, FINE, TEXT, skipping))
        assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
        assert helper.rasterize(plain(path), out, FINE, TEXT) == 3

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

    @given(
        st.lists(st.tuples(st.integers(1, 40), st.none() | st.integers(0, 20)), min_size=1, max_size=5),
        st.integers(0, 60),
    )
    def test_those_of_a_document_are_counted_once_each(
        self, ranges: list[tuple[int, int | None]], pages: int
    ) -> None:
        choice = PageChoice(tuple((first, None if more is None else first + more) for first, more in ranges))

        assert choice.count(pages) == sum(choice.has(number) for number in range(1, pages + 1))

    @given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 20)), min_size=1, max_size=5))
    def test_no_page_after_the_last_is_chosen(self, ranges: list[tuple[int, int]]) -> None:
        choice = PageChoice(tuple((first, first + more) for first, more in ranges))

        assert choice.last is not None
        assert choice.has(choice.last)
        assert not any(choice.has(choice.last + further) for further in range(1, 30))


class TestWork:
    """How the pages are shared out, with counts and codes of our own."""

    def test_only_a_few_pages_are_made_before_they_are_wanted(self, tmp_path: Path) -> None:
        """The first page is slow: what the others can do meanwhile is bounded, however long the fax is."""
        made: list[int] = []
        enough = threading.Event()

        def code(_document: FaxDocument, index: int) -> CodedPage:
            if index == 0:
                assert enough.wait(30)
                assert max(made) == 5
            made.append(index)
            if index == 5:
                enough.set()
            return CODED

        assert made_of(tmp_path, [100], code, workers=2) == 100
        assert sorted(made) == list(range(100))

    def test_all_workers_are_used(self, tmp_path: Path) -> None:
        together = threading.Barrier(3, timeout=30)

        def code(_document: FaxDocument, index: int) -> CodedPage:
            if index < 3:
                together.wait()
            return CODED

        assert made_of(tmp_path, [3], code, workers=3) == 3

    def test_what_goes_wrong_ends_it_and_no_more_pages_are_made(self, tmp_path: Path) -> None:
        made: list[int] = []

        def code(_document: FaxDocument, index: int) -> CodedPage:
            made.append(index)
            if index == 2:
                raise DocumentTrouble(TroubleKind.BROKEN, "a.pdf")
            return CODED

        with pytest.raises(DocumentTrouble):
            made_of(tmp_path, [1000], code, workers=2)
        assert len(made) < 20

    def test_progress_goes_up_to_the_end(self, tmp_path: Path) -> None:
        told: list[tuple[int, int]] = []
        made_of(tmp_path, [2, 0, 3], lambda *_: CODED, progress=tell(told))
        assert told == [(done, 5) for done in range(6)]

    def test_a_full_disk_is_an_os_error(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        class Full(io.BytesIO):
            def write(self, data: object) -> int:
                if self.tell() > 100:
                    raise OSError(errno.ENOSPC, "no space left")
                return super().write(data)  # type: ignore[arg-type]

        monkeypatch.setattr("byfax_desktop.fax.rasterize.create_private", lambda _: Full())
        with pytest.raises(OSError, match="no space left"):
            made_of(tmp_path, [50], lambda *_: CODED)


class TestTrouble:
    def test_the_document_that_is_wrong_is_named(
        self, helper: PageHelper, tmp_path: Path, note: Path
    ) -> None:
        broken = tmp_path / "broken.pdf"
        broken.write_bytes(b"%PDF-1.7\nnothing")
        with pytest.raises(DocumentTrouble) as caught:
            helper.rasterize(plain(note, broken), tmp_path / "out.tiff", FINE, TEXT)

        assert caught.value.kind is TroubleKind.BROKEN
        assert "broken.pdf" in caught.value.what

    def test_a_file_that_cannot_be_written_is_no_fault_of_the_document(
        self, helper: PageHelper, tmp_path: Path, note: Path
    ) -> None:
        with pytest.raises(OSError, match="nowhere"):
            helper.rasterize(plain(note), tmp_path / "nowhere" / "out.tiff", FINE, TEXT)

    @pytest.mark.parametrize(
        "act",
        [
            "os._exit(9)",
            "send({'answer': {}})",
            "send({'answer': {'blank': False}})",
            "send({'answer': {'blank': False, 'size': [1728]}})",
            "send({'answer': {'blank': False, 'size': 'big'}})",
        ],
    )
    def test_a_child_that_dies_or_babbles_is_told_and_nothing_else_happens(
        self, tmp_path: Path, note: Path, act: str
    ) -> None:
        described = "send({'answer': {'kind': 'text/plain', 'pages': 1, 'size': 1}})"
        program = answering(f"if request['do'] == 'inspect': {described}\nelse: {act}")
        with nothing_left():
            helper = PageHelper(program=program)
            with pytest.raises(DocumentTrouble) as caught:
                helper.rasterize(plain(note), tmp_path / "out.tiff", FINE, TEXT)
            helper.close()

        assert caught.value.kind is TroubleKind.CRASHED

    def test_pages_that_only_the_service_can_make_are_said_to_be_unsupported(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("byfax_desktop.fax.convert.office.program", lambda: None)
        path = tmp_path / "old.doc"
        path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
        helper = PageHelper()
        with pytest.raises(DocumentTrouble) as caught:
            helper.rasterize(plain(path), tmp_path / "out.tiff", FINE, TEXT)
        helper.close()
        assert caught.value.kind is TroubleKind.UNSUPPORTED

    def test_it_can_be_cancelled(self, tmp_path: Path, note: Path) -> None:
        with nothing_left():
            helper = PageHelper(100, answering("time.sleep(300)"))
            with pytest.raises(DocumentTrouble):
                helper.rasterize(
                    plain(note, note, note), tmp_path / "out.tiff", FINE, TEXT, cancelled=lambda: True
                )
            helper.close()

    def test_closing_the_helper_ends_it(self, tmp_path: Path, letter: Path) -> None:
        with nothing_left():
            helper = PageHelper()

            def close_soon(done: int, _total: int) -> None:
                if done == 1:
                    helper.close()

            with pytest.raises(DocumentTrouble):
                helper.rasterize(
                    plain(*[letter] * 30), tmp_path / "out.tiff", FINE, TEXT, progress=close_soon
                )


CODED = (group4(Image.new("1", (1728, 10), 1)), (1728, 10))


def made_of(
    folder: Path,
    counts: Sequence[int],
    code: Callable[[FaxDocument, int], CodedPage],
    workers: int = 2,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> int:
    pages = {Path(str(number)): count for number, count in enumerate(counts)}

    def count(document: FaxDocument) -> int:
        return pages[document.path]

    out = folder / "out.tiff"
    work = Work(count, code, lambda: None, workers)
    return rasterize(plain(*pages), out, Resolution.FINE, ALL_PAGES, work, progress)


def tell(told: list[tuple[int, int]]) -> Callable[[int, int], None]:
    return lambda done, total: told.append((done, total))
