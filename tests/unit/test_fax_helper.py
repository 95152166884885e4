"""The page helper: what its children tell of documents, and what becomes of it with hostile ones."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import struct
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fax_inputs import pdf_file, protected_pdf
from page_children import ROOT, answering, nothing_left, spied, started_otherwise
from PIL import Image

from byfax_desktop.fax.helper import PageHelper
from byfax_desktop.fax.kind import Kind
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind
from byfax_desktop.fax.wanted import FaxLook, PagePicture, WantedPage

ONE_PAGE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj trailer<</Root 1 0 R>>"
)
PASSWORD = "open, please"
NESTED = b"%PDF-1.4\n1 0 obj" + b"<</A" * 200_000
REPEATING = answering(
    'send({"answer": {"width": os.getpid() % 9999 + 1, "height": 1, "coloured": False, "seconds": None, '
    '"left_out": None}, "memory": 0}, bytes(os.getpid() % 9999 + 1))'
)
"""Tells by the width which child it is."""

Helpers = Callable[..., PageHelper]


@pytest.fixture
def helper_of() -> Iterator[Helpers]:
    with nothing_left():
        helpers = []

        def make(*settings: object) -> PageHelper:
            helpers.append(PageHelper(*settings))  # type: ignore[arg-type]
            return helpers[-1]

        yield make
        for each in helpers:
            each.close()


@pytest.fixture
def helper(helper_of: Helpers) -> PageHelper:
    return helper_of()


def shown(helper: PageHelper, path: Path, index: int = 0, width: int = 300) -> PagePicture:
    return helper.page(WantedPage(path, index, width))


def kind_of_trouble(helper: PageHelper, path: Path) -> TroubleKind:
    with pytest.raises(DocumentTrouble) as caught:
        shown(helper, path)
    assert caught.value.what.endswith(".")
    assert caught.value.do.endswith(".")
    return caught.value.kind


def text_file(path: Path, text: str = "text") -> Path:
    path.write_text(text, encoding="utf-8")
    return path


class TestAnswers:
    def test_text_is_looked_into(self, helper: PageHelper, tmp_path: Path) -> None:
        path = text_file(tmp_path / "Письмо №1.dat", "Добрый день\fВторая")
        info = helper.inspect(path)
        assert (info.kind, info.mime, info.pages, info.size) == (
            Kind.TEXT,
            "text/plain",
            2,
            path.stat().st_size,
        )
        page = shown(helper, path, 1, 400)
        assert (page.width, len(page.dots)) == (400, page.width * page.height * (3 if page.coloured else 1))
        assert min(page.dots) < 128

    def test_a_pdf_is_looked_into(self, helper: PageHelper, tmp_path: Path) -> None:
        path = tmp_path / "one.pdf"
        path.write_bytes(ONE_PAGE)
        assert helper.inspect(path).pages == 1
        page = shown(helper, path, 0, 600)
        assert page.width == 600
        assert page.height == pytest.approx(600 * 842 / 595, abs=2)
        assert (page.seconds, page.left_out) == (None, None)

    def test_a_page_comes_as_fax_too(self, helper: PageHelper, tmp_path: Path) -> None:
        path = pdf_file(tmp_path / "a.pdf", [(595, 842)])
        page = helper.page(WantedPage(path, 0, 432, FaxLook()))
        assert (page.width, page.coloured) == (432, False)
        assert page.height == pytest.approx(432 * 297 / 215.15, abs=1)
        assert page.seconds is not None
        assert page.seconds > 0

    @pytest.mark.parametrize("box", [b"0 0 14400 14400", b"0 0 1 2", b"0 0 .5 14400", b"0 0 14400 .5"])
    def test_a_page_of_any_size_is_as_wide_as_asked(
        self, helper: PageHelper, tmp_path: Path, box: bytes
    ) -> None:
        path = tmp_path / "odd.pdf"
        path.write_bytes(ONE_PAGE.replace(b"0 0 595 842", box))
        page = shown(helper, path, 0, 1728)
        assert page.width == 1728
        assert 1 <= page.height <= 32_000
        assert helper.page(WantedPage(path, 0, 1728, FaxLook())).width == 1728

    @pytest.mark.parametrize(("lines", "dpi"), [(1146, 98), (1157, 98), (2291, 196), (2291, 204)])
    def test_a_fax_is_shown_in_true_shape(
        self, helper: PageHelper, tmp_path: Path, lines: int, dpi: int
    ) -> None:
        path = tmp_path / "fax.tiff"
        Image.new("1", (1728, lines), 1).save(path, compression="group4", dpi=(204, dpi))
        inches = lines / (98 if dpi == 98 else 196)
        page = shown(helper, path, 0, 864)
        assert page.width == 864
        assert page.height == pytest.approx(inches * 204 / 2, abs=2)

    def test_a_relative_name_is_found_from_here(
        self, helper: PageHelper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        helper.warm()
        text_file(tmp_path / "a.txt")
        monkeypatch.chdir(tmp_path)
        assert helper.inspect(Path("a.txt")).pages == 1
        assert shown(helper, Path("a.txt")).width == 300

    def test_a_name_that_is_no_text_is_no_trouble(self, helper: PageHelper, tmp_path: Path) -> None:
        try:
            path = text_file(tmp_path / "odd\udcff\n.txt")
        except (OSError, UnicodeError):
            pytest.skip("this file system knows no such names")
        assert helper.inspect(path).pages == 1

    def test_a_document_that_changes_is_read_anew(self, helper: PageHelper, tmp_path: Path) -> None:
        path = text_file(tmp_path / "a.txt", "one")
        first = shown(helper, path).dots
        text_file(path, "another text\fof two pages")
        assert shown(helper, path).dots != first
        assert shown(helper, path, 1).width == 300
        path.unlink()
        assert kind_of_trouble(helper, path) is TroubleKind.MISSING

    @pytest.mark.parametrize("way", ["other size", "other file"])
    def test_so_is_one_whose_date_stays_the_same(self, helper: PageHelper, tmp_path: Path, way: str) -> None:
        path = text_file(tmp_path / "a.txt", "first page")
        os.utime(path, (1, 1))
        first = shown(helper, path).dots
        if way == "other size":
            text_file(path, "another page")
        else:
            text_file(tmp_path / "b.txt", "other page").replace(path)
        os.utime(path, (1, 1))
        assert shown(helper, path).dots != first

    def test_a_document_opens_only_with_its_own_password(self, helper: PageHelper, tmp_path: Path) -> None:
        """One that is open already must not answer whoever asks without it."""
        path = protected_pdf(tmp_path / "a.pdf", PASSWORD)
        with pytest.raises(DocumentTrouble) as caught:
            helper.inspect(path)
        assert caught.value.kind is TroubleKind.ENCRYPTED
        assert helper.inspect(path, PASSWORD).pages == 1
        assert helper.page(WantedPage(path, 0, 300, password=PASSWORD)).width == 300
        for wrong in ("", "Open, please"):
            with pytest.raises(DocumentTrouble) as caught:
                helper.page(WantedPage(path, 0, 300, password=wrong))
            assert caught.value.kind is TroubleKind.ENCRYPTED

    def test_several_threads_get_their_own_answers(self, helper: PageHelper, tmp_path: Path) -> None:
        paths = [text_file(tmp_path / f"{count}.txt", "\f".join(["page"] * count)) for count in range(1, 7)]
        with ThreadPoolExecutor(3) as pool:
            assert list(pool.map(lambda path: helper.inspect(path).pages, paths)) == [1, 2, 3, 4, 5, 6]

    def test_children_stay_for_the_next_document(
        self, helper_of: Helpers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        children = spied(monkeypatch)
        helper = helper_of(20, None, 1)
        for name in "abc":
            helper.inspect(text_file(tmp_path / name))
        assert len(children) == 1

    def test_warming_starts_them_and_may_fail_silently(
        self, helper_of: Helpers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        children = spied(monkeypatch)
        helper = helper_of(20, REPEATING)
        helper.warm()
        assert len(children) == 1
        assert shown(helper, tmp_path / "a").width == children[0].pid % 9999 + 1
        helper_of(20, ["/nowhere"]).warm()
        assert kind_of_trouble(helper_of(20, ["/nowhere"]), tmp_path) is TroubleKind.CRASHED


class TestBadFiles:
    @pytest.mark.parametrize(
        ("content", "kinds"),
        [
            (b"", {TroubleKind.EMPTY}),
            (ONE_PAGE[:60], {TroubleKind.BROKEN, TroubleKind.NO_PAGES}),
            (NESTED, {TroubleKind.BROKEN, TroubleKind.CRASHED}),
            (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, {TroubleKind.BROKEN}),
            (b"II*\0\x08\0\0\0\xff\xff" + b"\xff" * 100, {TroubleKind.BROKEN}),
            (b"PK\x03\x04 and nothing", {TroubleKind.BROKEN}),
            (b"\x7fELF\x02\x01\x01" + bytes(range(60)), {TroubleKind.UNSUPPORTED}),
        ],
        ids=["empty", "cut PDF", "nested PDF", "broken PNG", "broken TIFF", "broken ZIP", "unknown"],
    )
    def test_they_are_named(
        self, helper: PageHelper, tmp_path: Path, content: bytes, kinds: set[TroubleKind]
    ) -> None:
        path = tmp_path / "document"
        path.write_bytes(content)
        with pytest.raises(DocumentTrouble) as caught:
            helper.inspect(path)
        assert caught.value.kind in kinds
        if content:
            assert kind_of_trouble(helper, path) in kinds | {TroubleKind.CRASHED}

    def test_a_picture_that_would_fill_the_memory_is_refused(
        self, helper: PageHelper, tmp_path: Path
    ) -> None:
        path = tmp_path / "bomb.png"
        header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0))
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + header + png_chunk(b"IDAT", zlib.compress(bytes(1000))))
        assert kind_of_trouble(helper, path) is TroubleKind.TOO_LARGE

    def test_missing_files_and_folders_are_named(self, helper: PageHelper, tmp_path: Path) -> None:
        assert kind_of_trouble(helper, tmp_path / "nothing") is TroubleKind.MISSING
        with pytest.raises(DocumentTrouble) as caught:
            helper.inspect(tmp_path)
        assert caught.value.kind is TroubleKind.FOLDER
        assert kind_of_trouble(helper, tmp_path) in (TroubleKind.FOLDER, TroubleKind.UNREADABLE)

    @pytest.mark.parametrize("index", [1, -1, 10**9])
    @pytest.mark.parametrize("name", ["one.txt", "one.pdf", "one.png"])
    def test_a_page_that_is_not_there_is_trouble(
        self, helper: PageHelper, tmp_path: Path, name: str, index: int
    ) -> None:
        path = tmp_path / name
        if name == "one.png":
            Image.new("L", (50, 50)).save(path)
        else:
            path.write_bytes(ONE_PAGE if name == "one.pdf" else b"text")
        with pytest.raises(DocumentTrouble):
            shown(helper, path, index)
        assert shown(helper, path).width == 300, "and those that are there still come"

    def test_one_bad_document_does_not_spoil_the_next(self, helper_of: Helpers, tmp_path: Path) -> None:
        helper = helper_of(20, None, 1)
        broken = tmp_path / "broken.png"
        broken.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
        assert kind_of_trouble(helper, broken) is TroubleKind.BROKEN
        assert helper.inspect(text_file(tmp_path / "a.txt")).pages == 1


class TestBadChildren:
    @pytest.mark.parametrize(
        "text",
        [
            "os.abort()",
            "sys.exit(1)",
            "raise ValueError",
            "write(b'ok\\n{}'); os._exit(3)",
            "write(b'NONSENSE, and much of it')",
            "write(b'\\xff\\xfe\\0'); os._exit(0)",
            "send({})",
            "send({'answer': None})",
            "send({'answer': []})",
            "send({'answer': {}})",
            "send({'trouble': 'NO_SUCH'})",
            "send({'trouble': ['BROKEN']})",
            "send({'trouble': 'CRASHED'})",
        ],
    )
    def test_one_that_dies_or_babbles_is_a_crash(self, helper_of: Helpers, tmp_path: Path, text: str) -> None:
        helper = helper_of(20, answering(text))
        assert kind_of_trouble(helper, tmp_path) is TroubleKind.CRASHED
        with pytest.raises(DocumentTrouble) as caught:
            helper.inspect(tmp_path)
        assert caught.value.kind is TroubleKind.CRASHED

    @pytest.mark.parametrize("kind", list(TroubleKind))
    def test_trouble_that_it_finds_is_named(
        self, helper_of: Helpers, tmp_path: Path, kind: TroubleKind
    ) -> None:
        helper = helper_of(20, answering(f"send({{'trouble': '{kind.name}'}})"))
        assert kind_of_trouble(helper, text_file(tmp_path / "a.pdf")) is kind

    @pytest.mark.parametrize(
        "answer",
        [{"kind": "no/kind"}, {"kind": "text/plain"}, {"kind": ["text/plain"], "pages": 1, "size": 1}],
    )
    def test_a_description_that_is_none_is_a_crash(
        self, helper_of: Helpers, tmp_path: Path, answer: dict[str, object]
    ) -> None:
        with pytest.raises(DocumentTrouble) as caught:
            helper_of(20, answering(f"send({{'answer': {answer!r}}})")).inspect(tmp_path)
        assert caught.value.kind is TroubleKind.CRASHED

    @pytest.mark.parametrize(
        "change",
        [
            {"width": 3},
            {"height": 1},
            {"coloured": True},
            {"width": "two"},
            {"width": "two", "height": "three"},
            {"width": None},
            {"left_out": "by mistake"},
            {"left_out": ["blank"]},
        ],
        ids=str,
    )
    def test_a_picture_whose_dots_are_not_as_many_as_it_says_is_a_crash(
        self, helper_of: Helpers, tmp_path: Path, change: dict[str, object]
    ) -> None:
        right = {"width": 2, "height": 3, "coloured": False, "seconds": None, "left_out": None}
        sound = helper_of(20, answering(f"send({{'answer': {right!r}}}, bytes(6))"))
        assert shown(sound, tmp_path) == PagePicture(2, 3, False, bytes(6))
        wrong = helper_of(20, answering(f"send({{'answer': {right | change!r}}}, bytes(6))"))
        assert kind_of_trouble(wrong, tmp_path) is TroubleKind.CRASHED

    def test_one_that_hangs_is_ended(
        self, helper_of: Helpers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        children = spied(monkeypatch)
        helper = helper_of(0.3, answering("write(b'begun'); time.sleep(300)"))
        assert kind_of_trouble(helper, tmp_path) is TroubleKind.TIMEOUT
        assert [child.returncode is None for child in children] == [False]

    def test_a_request_that_is_never_read_is_ended_too(self, helper_of: Helpers, tmp_path: Path) -> None:
        helper = helper_of(0.3, [sys.executable, "-I", "-c", "import time; time.sleep(300)"])
        assert kind_of_trouble(helper, tmp_path / ("x" * 200_000)) is TroubleKind.TIMEOUT

    @pytest.mark.skipif(os.name == "nt", reason="its pages don't count before they are touched")
    def test_one_that_fills_the_memory_says_the_document_is_too_large(
        self, helper_of: Helpers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("byfax_desktop.fax.process.crew.KILLED_AT", 100 << 20)
        helper = helper_of(60, answering("much = b'x' * (200 << 20); time.sleep(300)"))
        monkeypatch.setattr(helper._crew, "_watches_memory", True)
        assert kind_of_trouble(helper, tmp_path) is TroubleKind.TOO_LARGE

    @pytest.mark.skipif(sys.platform != "linux", reason="only here the system keeps to it")
    def test_the_child_can_not_take_all_memory(self, helper_of: Helpers, tmp_path: Path) -> None:
        path = text_file(tmp_path / "a.txt")
        greedy = """
            def answer(_self, _request):
                bytearray({} << 20)
                return {{"size": 1, "pages": 1, "kind": "text/plain"}}, b""
            answers.Answers.to = answer
        """
        assert helper_of(20, started_otherwise(greedy.format(64))).inspect(path).pages == 1
        with pytest.raises(DocumentTrouble) as caught:
            helper_of(20, started_otherwise(greedy.format(3000))).inspect(path)
        assert caught.value.kind is TroubleKind.TOO_LARGE

    @pytest.mark.skipif(sys.platform == "win32", reason="there the time limit has to do")
    def test_the_processor_time_is_limited_for_each_request(self) -> None:
        script = (
            f"import sys, time; sys.path.insert(0, {str(ROOT)!r}); from byfax_desktop.fax.process import child\n"
            "for more in range(3):\n"
            "    child.limit_processor(1)\n"
            "    end = time.process_time() + 0.9\n"
            "    while time.process_time() < end: pass\n"
            "print('alive', flush=True)\n"
            "child.limit_processor(0)\n"
            "while True: pass\n"
        )
        done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, timeout=100)
        assert done.stdout.strip() == b"alive"
        assert done.returncode < 0

    def test_what_a_library_prints_does_not_garble_the_answer(
        self, helper_of: Helpers, tmp_path: Path
    ) -> None:
        noisy = """
            import os
            quiet = answers.Answers.to
            def answer(self, request):
                print("a library's remark", flush=True)
                os.write(1, b"and one in C")
                os.write(2, b"and a warning")
                return quiet(self, request)
            answers.Answers.to = answer
        """
        helper = helper_of(20, started_otherwise(noisy))
        path = text_file(tmp_path / "a.txt")
        assert [helper.inspect(path).pages for _ in range(3)] == [1, 1, 1]
        assert shown(helper, path).width == 300

    def test_a_library_that_reads_its_input_takes_no_request_away(
        self, helper_of: Helpers, tmp_path: Path
    ) -> None:
        curious = """
            import os
            quiet = answers.Answers.to
            def answer(self, request):
                assert os.read(0, 100) == b""
                return quiet(self, request)
            answers.Answers.to = answer
        """
        helper = helper_of(20, started_otherwise(curious))
        path = text_file(tmp_path / "a.txt")
        assert [helper.inspect(path).pages for _ in range(2)] == [1, 1]

    def test_an_unforeseen_error_is_a_crash_and_the_child_goes_on(
        self, helper_of: Helpers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        children = spied(monkeypatch)
        clumsy = """
            quiet = answers.Answers.to
            def answer(self, request):
                if request["do"] == "page":
                    raise ZeroDivisionError
                return quiet(self, request)
            answers.Answers.to = answer
        """
        helper = helper_of(20, started_otherwise(clumsy))
        path = text_file(tmp_path / "a.txt")
        assert kind_of_trouble(helper, path) is TroubleKind.CRASHED
        assert helper.inspect(path).pages == 1
        assert len(children) == 1


class TestEnd:
    def test_close_ends_what_is_under_way(
        self, helper_of: Helpers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        started = threading.Event()
        children = spied(monkeypatch, started)
        helper = helper_of(100, answering("time.sleep(300)"))
        with ThreadPoolExecutor(1) as pool:
            call = pool.submit(kind_of_trouble, helper, tmp_path)
            assert started.wait(30)
            helper.close()
            assert call.result(30) is TroubleKind.CRASHED
        assert children[0].returncode is not None
        assert kind_of_trouble(helper, tmp_path) is TroubleKind.CRASHED
        assert len(children) == 1

    def test_what_is_cancelled_ends_soon(self, helper_of: Helpers, tmp_path: Path) -> None:
        helper = helper_of(100, answering("time.sleep(300)"))
        with pytest.raises(DocumentTrouble):
            helper.inspect(tmp_path, cancelled=lambda: True)
        with pytest.raises(DocumentTrouble):
            helper.page(WantedPage(tmp_path, 0, 300), lambda: True)

    def test_nothing_of_it_stays_on_disk(self, helper_of: Helpers, tmp_path: Path) -> None:
        helper = helper_of()
        folder = helper._scratch.folder
        helper.inspect(text_file(tmp_path / "a.txt"))
        assert folder.is_dir()
        helper.close()
        assert not folder.exists()

    def test_a_child_leaves_its_temporary_files_in_the_private_folder(
        self, helper_of: Helpers, tmp_path: Path
    ) -> None:
        told = answering(
            "import tempfile; here = tempfile.gettempdir() == os.environ['TMPDIR']; "
            "send({'answer': {'kind': 'text/plain', 'pages': int(here), 'size': len(tempfile.gettempdir())}})"
        )
        helper = helper_of(20, told)
        told_of = helper.inspect(tmp_path)
        assert (told_of.pages, told_of.size) == (1, len(str(helper._scratch.folder)))

    def test_no_child_outlives_the_program(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            server.settimeout(30)
            child = (
                "import socket, sys, time; s = socket.create_connection(('127.0.0.1', "
                f"{server.getsockname()[1]})); s.send(b'here'); time.sleep(300)"
            )
            parent = (
                f"import sys, threading; sys.path.insert(0, {str(ROOT)!r}); from pathlib import Path; "
                "from byfax_desktop.fax.helper import PageHelper; "
                f"helper = PageHelper(100, [sys.executable, '-I', '-c', {child!r}]); "
                "threading.Thread(target=helper.inspect, args=[Path('a')], daemon=True).start(); sys.stdin.read()"
            )
            program = subprocess.Popen([sys.executable, "-I", "-c", parent], stdin=subprocess.PIPE)
            connection, _ = server.accept()
            with connection:
                connection.settimeout(30)
                assert connection.recv(10) == b"here"
                program.communicate(b"", 30)
                # Windows says so when the other end is killed.
                with contextlib.suppress(ConnectionResetError):
                    assert connection.recv(10) == b""

    @pytest.mark.skipif(sys.platform == "win32", reason="looks for the process by a signal")
    def test_a_resting_child_ends_when_the_program_is_killed(self, tmp_path: Path) -> None:
        script = (
            f"import sys; sys.path.insert(0, {str(ROOT)!r}); from pathlib import Path; "
            "from byfax_desktop.fax.helper import PageHelper; helper = PageHelper(); helper.warm(); "
            "child = helper._crew._idle[0].process; print(child.pid, flush=True); sys.stdin.read()"
        )
        program = subprocess.Popen(
            [sys.executable, "-I", "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert program.stdout is not None
        child = int(program.stdout.readline())
        program.kill()
        program.communicate(timeout=30)
        assert ended(child)


class TestPrivacy:
    def test_the_child_gets_no_secrets_and_shows_no_names(
        self, helper_of: Helpers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("BYFAX_API_KEY", "key-that-nobody-sees")
        monkeypatch.setenv("BYFAX_API_SECRET", "secret-that-nobody-sees")
        children = spied(monkeypatch)
        path = protected_pdf(tmp_path / "private-name.pdf", PASSWORD)
        assert helper_of().inspect(path, PASSWORD).pages == 1
        assert "private-name" not in str(children[0].args)
        assert PASSWORD not in str(children[0].args)
        told = answering(
            "import ctypes; told = json.dumps([dict(os.environ), sys.argv]).encode(); "
            "send({'answer': {'width': len(told), 'height': 1, 'coloured': False, "
            "'seconds': None, 'left_out': None}}, told)"
        )
        wanted = WantedPage(path, 0, 100, password=PASSWORD)
        answer = helper_of(20, told).page(wanted).dots.decode()
        assert "nobody-sees" not in answer
        assert "PATH" in json.loads(answer)[0]
        assert "private-name" not in answer
        assert PASSWORD not in answer

    def test_a_password_is_in_no_trouble(self, helper: PageHelper, tmp_path: Path) -> None:
        path = protected_pdf(tmp_path / "a.pdf", PASSWORD)
        with pytest.raises(DocumentTrouble) as caught:
            helper.inspect(path, "not this one")
        assert "not this one" not in f"{caught.value!r} {caught.value.what} {caught.value.do}"


class TestStart:
    def test_a_frozen_program_starts_itself(
        self, helper_of: Helpers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "frozen", True, raising=False)
        children = spied(monkeypatch)
        with pytest.raises(DocumentTrouble):
            helper_of().inspect(tmp_path)
        assert children[0].args == [sys.executable, "--page-helper"]

    def test_the_program_itself_answers_as_a_page_helper(
        self, helper_of: Helpers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PYTHONPATH", str(ROOT))
        helper = helper_of(20, [sys.executable, "-m", "byfax_desktop", "--page-helper"])
        assert helper.inspect(text_file(tmp_path / "a.txt")).pages == 1

    def test_the_child_starts_with_little_luggage(self) -> None:
        code = (
            f"import sys; sys.path.insert(0, {str(ROOT)!r}); import byfax_desktop.fax.process.child; "
            "print({'PIL', 'pypdfium2', 'lxml', 'zeep', 'PySide6', 'psutil'} & set(sys.modules))"
        )
        done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "set()"

    @pytest.mark.parametrize("sent", [b"nonsense that is no frame", b"\2\0", b""])
    def test_the_child_ends_where_no_request_comes(self, sent: bytes) -> None:
        done = subprocess.run(started_otherwise(""), input=sent, capture_output=True, timeout=60)
        assert (done.returncode, done.stdout, done.stderr) == (1 if sent else 0, b"", b"")


def png_chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def ended(pid: int) -> bool:
    import psutil

    try:
        found = psutil.Process(pid)
        found.wait(30)
    except psutil.NoSuchProcess:
        return True
    return not found.is_running()
