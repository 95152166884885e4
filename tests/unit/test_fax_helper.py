"""The page helper: what its child tells of documents, and what becomes of it with hostile ones."""

from __future__ import annotations

import contextlib
import io
import json
import socket
import struct
import subprocess
import sys
import threading
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from byfax_desktop.fax.helper import PageHelper
from byfax_desktop.fax.inspect import Kind
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

ROOT = Path(__file__).parents[2]
ONE_PAGE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj trailer<</Root 1 0 R>>"
)
NESTED = b"%PDF-1.4\n1 0 obj" + b"<</A" * 200_000


def script(text: str) -> list[str]:
    """A program in the child's place; it has read its request."""
    return [sys.executable, "-I", "-c", f"import sys; sys.stdin.read(); {text}"]


@pytest.fixture
def helper() -> PageHelper:
    return PageHelper()


def kind_of_trouble(helper: PageHelper, path: Path) -> TroubleKind:
    with pytest.raises(DocumentTrouble) as caught:
        helper.page_png(path, 0, 300)
    assert caught.value.what.endswith(".")
    assert caught.value.do.endswith(".")
    return caught.value.kind


def picture(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    assert image.format == "PNG"
    return image


def test_text_is_looked_into(helper: PageHelper, tmp_path: Path) -> None:
    path = tmp_path / "Письмо №1.dat"
    path.write_text("Добрый день\fВторая", encoding="utf-8")
    info = helper.inspect(path)
    assert (info.kind, info.mime, info.pages, info.size) == (Kind.TEXT, "text/plain", 2, path.stat().st_size)
    assert helper.page_count(path) == 2
    page = picture(helper.page_png(path, 1, 400))
    assert page.width == 400
    assert min(page.convert("L").tobytes()) < 128


def test_a_pdf_is_looked_into(helper: PageHelper, tmp_path: Path) -> None:
    path = tmp_path / "one.pdf"
    path.write_bytes(ONE_PAGE)
    assert helper.page_count(path) == 1
    page = picture(helper.page_png(path, 0, 600))
    assert page.width == 600
    assert page.height == pytest.approx(600 * 842 / 595, abs=2)


@pytest.mark.parametrize("box", [b"0 0 14400 14400", b"0 0 1 2", b"0 0 .5 14400", b"0 0 14400 .5"])
def test_a_page_of_any_size_is_as_wide_as_asked(helper: PageHelper, tmp_path: Path, box: bytes) -> None:
    path = tmp_path / "odd.pdf"
    path.write_bytes(ONE_PAGE.replace(b"0 0 595 842", box))
    page = picture(helper.page_png(path, 0, 1728))
    assert page.width == 1728
    assert 1 <= page.height <= 32_000


@pytest.mark.parametrize(("lines", "dpi"), [(1146, 98), (1157, 98), (2291, 196), (2291, 204)])
def test_a_fax_is_shown_in_true_shape(helper: PageHelper, tmp_path: Path, lines: int, dpi: int) -> None:
    path = tmp_path / "fax.tiff"
    Image.new("1", (1728, lines), 1).save(path, compression="group4", dpi=(204, dpi))
    inches = lines / (98 if dpi == 98 else 196)
    page = picture(helper.page_png(path, 0, 864))
    assert page.width == 864
    assert page.height == pytest.approx(inches * 204 / 2, abs=2)


def test_a_name_that_is_no_text_is_no_trouble(helper: PageHelper, tmp_path: Path) -> None:
    path = tmp_path / "odd\udcff\n.txt"
    try:
        path.write_text("text")
    except (OSError, UnicodeError):
        pytest.skip("this file system knows no such names")
    assert helper.page_count(path) == 1


@pytest.mark.parametrize(
    ("content", "kinds"),
    [
        (b"", {TroubleKind.EMPTY}),
        (ONE_PAGE[:60], {TroubleKind.BROKEN, TroubleKind.NO_PAGES}),
        (NESTED, {TroubleKind.BROKEN, TroubleKind.CRASHED}),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, {TroubleKind.BROKEN}),
        (b"II*\0\x08\0\0\0\xff\xff" + b"\xff" * 100, {TroubleKind.BROKEN}),
        (b"PK\x03\x04 and nothing", {TroubleKind.BROKEN}),
        (b"\x00\x01\x02\x03", {TroubleKind.UNSUPPORTED}),
    ],
    ids=["empty", "cut PDF", "nested PDF", "broken PNG", "broken TIFF", "broken ZIP", "unknown"],
)
def test_bad_files_are_named(
    helper: PageHelper, tmp_path: Path, content: bytes, kinds: set[TroubleKind]
) -> None:
    path = tmp_path / "document"
    path.write_bytes(content)
    assert kind_of_trouble(helper, path) in kinds


def test_a_picture_that_would_fill_the_memory_is_refused(helper: PageHelper, tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + header + png_chunk(b"IDAT", zlib.compress(bytes(1000))))
    assert kind_of_trouble(helper, path) is TroubleKind.TOO_LARGE


def test_missing_files_and_folders_are_named(helper: PageHelper, tmp_path: Path) -> None:
    assert kind_of_trouble(helper, tmp_path / "nothing") is TroubleKind.MISSING
    assert kind_of_trouble(helper, tmp_path) is TroubleKind.FOLDER


@pytest.mark.parametrize("index", [1, -1, 10**9])
@pytest.mark.parametrize("name", ["one.txt", "one.pdf", "one.png"])
def test_a_page_that_is_not_there_is_trouble(
    helper: PageHelper, tmp_path: Path, name: str, index: int
) -> None:
    path = tmp_path / name
    if name == "one.png":
        Image.new("L", (50, 50)).save(path)
    else:
        path.write_bytes(ONE_PAGE if name == "one.pdf" else b"text")
    with pytest.raises(DocumentTrouble):
        helper.page_png(path, index, 300)


@pytest.mark.parametrize(
    "text",
    [
        "import os; os.abort()",
        "sys.exit(1)",
        "raise ValueError",
        "pass",
        "print('ok'); print('{}'); sys.exit(3)",
        "print('NONSENSE')",
        "sys.stdout.buffer.write(b'\\xff\\xfe\\0')",
    ],
)
def test_a_child_that_dies_or_babbles_is_a_crash(tmp_path: Path, text: str) -> None:
    helper = PageHelper(program=script(text))
    assert kind_of_trouble(helper, tmp_path) is TroubleKind.CRASHED


@pytest.mark.parametrize("answer", ["", "null", "[]", "{}", '{"kind": "no/kind"}', '{"kind": "text/plain"}'])
def test_a_description_that_is_none_is_a_crash(tmp_path: Path, answer: str) -> None:
    helper = PageHelper(program=script(f"print('ok'); print({answer!r})"))
    with pytest.raises(DocumentTrouble) as caught:
        helper.inspect(tmp_path)
    assert caught.value.kind is TroubleKind.CRASHED


def test_a_child_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    children = spied(monkeypatch)
    helper = PageHelper(0.3, script("import time; print('ok', flush=True); time.sleep(300)"))
    assert kind_of_trouble(helper, tmp_path) is TroubleKind.TIMEOUT
    assert [child.returncode is None for child in children] == [False]


def test_a_request_is_never_read_is_ended_too(tmp_path: Path) -> None:
    helper = PageHelper(0.3, [sys.executable, "-I", "-c", "import time; time.sleep(300)"])
    assert kind_of_trouble(helper, tmp_path / ("x" * 200_000)) is TroubleKind.TIMEOUT


def test_close_ends_what_is_under_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = threading.Event()
    children = spied(monkeypatch, started)
    helper = PageHelper(100, script("import time; time.sleep(300)"))
    with ThreadPoolExecutor(1) as pool:
        call = pool.submit(kind_of_trouble, helper, tmp_path)
        assert started.wait(30)
        helper.close()
        assert call.result(30) is TroubleKind.CRASHED
    assert children[0].returncode is not None
    assert kind_of_trouble(helper, tmp_path) is TroubleKind.CRASHED
    assert len(children) == 1


def test_no_child_outlives_the_program() -> None:
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


def test_several_threads_get_their_own_answers(helper: PageHelper, tmp_path: Path) -> None:
    paths = []
    for count in range(1, 7):
        path = tmp_path / f"{count}.txt"
        path.write_text("\f".join(["page"] * count))
        paths.append(path)
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(helper.page_count, paths)) == [1, 2, 3, 4, 5, 6]


def test_the_child_gets_no_secrets_and_shows_no_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BYFAX_API_KEY", "key-that-nobody-sees")
    monkeypatch.setenv("BYFAX_API_SECRET", "secret-that-nobody-sees")
    children = spied(monkeypatch)
    path = tmp_path / "private-name.txt"
    path.write_text("text")
    assert PageHelper().page_count(path) == 1
    assert "private-name" not in str(children[0].args)
    told = script("import os, json; print('ok'); print(json.dumps([dict(os.environ), sys.argv]))")
    answer = PageHelper(program=told).page_png(path, 0, 100).decode()
    assert "nobody-sees" not in answer
    assert "PATH" in json.loads(answer)[0]
    assert "private-name" not in answer


def test_a_frozen_program_starts_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    children = spied(monkeypatch)
    with pytest.raises(DocumentTrouble):
        PageHelper().inspect(tmp_path)
    assert children[0].args == [sys.executable, "--page-helper"]


def test_the_program_itself_answers_as_a_page_helper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    path = tmp_path / "a.txt"
    path.write_text("text")
    helper = PageHelper(program=[sys.executable, "-m", "byfax_desktop", "--page-helper"])
    assert helper.page_count(path) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only here the system keeps to it")
def test_the_child_can_not_take_all_memory(tmp_path: Path) -> None:
    start = (
        f"sys.path.insert(0, {str(ROOT)!r}); from byfax_desktop.fax import child; child.limit_resources(); "
    )
    enough = PageHelper(program=script(start + "bytearray(64 << 20); print('ok')"))
    assert enough.page_png(tmp_path, 0, 100).strip() == b""
    too_much = PageHelper(program=script(start + "bytearray(3 << 30); print('ok')"))
    assert kind_of_trouble(too_much, tmp_path) is TroubleKind.CRASHED


def test_the_child_starts_with_little_luggage() -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import byfax_desktop.fax.child; "
        "print({'PIL', 'pypdfium2', 'lxml', 'zeep', 'PySide6'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def png_chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def spied(
    monkeypatch: pytest.MonkeyPatch, started: threading.Event | None = None
) -> list[subprocess.Popen[bytes]]:
    """The children that are started from now on."""
    children: list[subprocess.Popen[bytes]] = []

    class Spied(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            children.append(self)
            if started:
                started.set()

    monkeypatch.setattr(subprocess, "Popen", Spied)
    return children
