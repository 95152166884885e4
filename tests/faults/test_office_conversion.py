"""Office files become pages by the real LibreOffice, and nothing else comes of them, whatever they hold."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import office_samples as samples
import psutil
import pypdfium2
import pytest

from byfax_desktop.fax.convert import contained, office, office_kinds, office_profile
from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.helper import PageHelper
from byfax_desktop.fax.kind import Kind
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind
from byfax_desktop.fax.wanted import FaxDocument, WantedPage

real = pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in for LibreOffice is a shell script")
TEXT = "Счёт за ноябрь, order 2211"


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go, for this test alone."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a shell script into LibreOffice's place; $out is the folder for the PDF."""

    def put(script: str) -> None:
        path = tmp_path / "soffice"
        path.write_text(f'#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done; out=$2\n{script}\n')
        path.chmod(0o755)
        monkeypatch.setattr(office, "program", lambda: path)

    return put


def words(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def family() -> set[str]:
    """The programs that this one has started and that still run."""
    return {child.name() for child in psutil.Process().children(recursive=True) if child.status() != "zombie"}


def converted(folder: Path, content: bytes, name: str = "file") -> Path:
    (folder / name).write_bytes(content)
    office.office_to_pdf(folder / name, folder / "out.pdf")
    return folder / "out.pdf"


def kind_of_trouble(folder: Path, content: bytes, **options: object) -> TroubleKind:
    (folder / "file").write_bytes(content)
    with pytest.raises(DocumentTrouble) as caught:
        office.office_to_pdf(folder / "file", folder / "out.pdf", **options)  # type: ignore[arg-type]
    assert not (folder / "out.pdf").exists()
    return caught.value.kind


@real
class TestReal:
    @pytest.mark.parametrize(
        "make", [samples.docx, samples.rtf, samples.xlsx, samples.odt, samples.ods, samples.odp]
    )
    def test_its_text_is_on_the_pages(
        self, tmp_path: Path, scratch: Path, make: Callable[[str], bytes]
    ) -> None:
        made = converted(tmp_path, make(TEXT))
        assert TEXT in words(made)
        assert stat.S_IMODE(made.stat().st_mode) == 0o600
        assert list(scratch.iterdir()) == []
        assert not {name for name in family() if "office" in name}

    def test_any_name_will_do(self, tmp_path: Path) -> None:
        assert TEXT in words(converted(tmp_path, samples.docx(TEXT), "-‮ é 📄%20'\" $(x).exe"))

    def test_two_at_once_do_not_meet(self, tmp_path: Path) -> None:
        folders = [tmp_path / name for name in "ab"]
        for folder in folders:
            folder.mkdir()
        with ThreadPoolExecutor(2) as pool:
            made = pool.map(lambda folder: converted(folder, samples.odt(f"In {folder.name}")), folders)
            assert [words(each).strip() for each in made] == ["In a", "In b"]

    @pytest.mark.parametrize("make", [samples.linking_odt, samples.linking_docx])
    @pytest.mark.parametrize("guard", ["both", "settings", "network", "none"])
    def test_nothing_is_fetched(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[str], bytes], guard: str
    ) -> None:
        if guard == "network" and not contained._without_network():
            pytest.skip("this system can't take away the network")
        if guard in ("network", "none"):
            monkeypatch.setattr(office_profile, "write", lambda folder: None)
        if guard in ("settings", "none"):
            monkeypatch.setattr(contained, "_without_network", lambda: ())
        asked: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_error(404)

            do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        with HTTPServer(("127.0.0.1", 0), Handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            made = converted(tmp_path, make(f"http://127.0.0.1:{server.server_port}/beacon.png"))
            server.shutdown()
        assert "With a link" in words(made)
        assert bool(asked) == (guard == "none")  # else the other cases would say nothing

    def test_no_macro_runs(self, tmp_path: Path) -> None:
        trace = tmp_path / "trace"
        basic = f'Sub Main\nOpen "{trace}" For Output As #1\nPrint #1, "here"\nClose #1\nEnd Sub\n'
        assert "With a macro" in words(converted(tmp_path, samples.macro_odt(basic)))
        assert not trace.exists()

    def test_a_damaged_one_is_broken(self, tmp_path: Path) -> None:
        whole = samples.docx(TEXT)
        assert kind_of_trouble(tmp_path, whole.replace(b"PK\x01\x02", b"PK\x01\x07")) is TroubleKind.BROKEN

    def test_the_page_helper_shows_and_makes_its_pages(self, tmp_path: Path) -> None:
        path = tmp_path / "letter.doc"
        path.write_bytes(samples.odt(TEXT))
        helper = PageHelper()
        try:
            info = helper.inspect(path)
            assert (info.kind, info.pages) == (Kind.OPEN_DOCUMENT, 1)
            assert helper.page(WantedPage(path, 0, 300)).width == 300
            out = tmp_path / "out.tiff"
            assert helper.rasterize([FaxDocument(path)], out, Resolution.FINE, Mode.TEXT) == 1
        finally:
            helper.close()


class TestWithout:
    def test_only_the_service_makes_pages_then(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(office, "program", lambda: None)
        assert kind_of_trouble(tmp_path, samples.docx(TEXT)) is TroubleKind.UNSUPPORTED
        helper = PageHelper()
        try:
            assert helper.inspect(tmp_path / "file").pages is None
        finally:
            helper.close()

    def test_it_is_looked_for_each_time(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        assert office.program() is None
        (tmp_path / "libreoffice").write_text("#!/bin/sh\n")
        (tmp_path / "libreoffice").chmod(0o755)
        assert office.program() == tmp_path / "libreoffice"


@posix
class TestMisbehaving:
    def test_one_that_hangs_is_ended_with_all_it_started(
        self, tmp_path: Path, scratch: Path, stand_in: Callable[[str], None]
    ) -> None:
        stand_in("sleep 301 & setsid sleep 302 & sleep 303")
        assert kind_of_trouble(tmp_path, samples.docx(TEXT), timeout_s=1) is TroubleKind.TIMEOUT
        assert list(scratch.iterdir()) == []
        assert "sleep" not in family()
        assert not [
            each for each in psutil.process_iter(["cmdline"]) if each.info["cmdline"] == ["sleep", "302"]
        ]

    def test_one_that_nobody_wants_any_more_is_ended(
        self, tmp_path: Path, stand_in: Callable[[str], None]
    ) -> None:
        stand_in("sleep 300")
        begun = time.monotonic()
        cancelled = lambda: time.monotonic() > begun + 0.3  # noqa: E731
        assert kind_of_trouble(tmp_path, samples.docx(TEXT), cancelled=cancelled) is TroubleKind.TIMEOUT
        assert time.monotonic() < begun + 60
        assert "sleep" not in family()

    def test_one_that_eats_the_memory_is_ended(
        self, tmp_path: Path, stand_in: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(contained, "MEMORY", 20_000_000)
        python = shutil.which("python3")
        stand_in(f"{python} -c 'import time; x = bytearray(60_000_000); time.sleep(300)'; true")
        assert kind_of_trouble(tmp_path, samples.docx(TEXT)) is TroubleKind.TOO_LARGE
        assert not {name for name in family() if "python" in name}

    @pytest.mark.parametrize(
        "script", ["exit 0", "exit 3", "kill -SEGV $$", ": > $out/pages.pdf", "mkdir $out/pages.pdf"]
    )
    def test_one_that_makes_nothing_leaves_a_broken_document(
        self, tmp_path: Path, scratch: Path, stand_in: Callable[[str], None], script: str
    ) -> None:
        stand_in(script)
        assert kind_of_trouble(tmp_path, samples.docx(TEXT)) is TroubleKind.BROKEN
        assert list(scratch.iterdir()) == []

    def test_too_large_a_pdf_is_not_taken(
        self, tmp_path: Path, stand_in: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(office, "_MOST_BYTES", 10)
        stand_in("echo 12345678901 > $out/pages.pdf")
        assert kind_of_trouble(tmp_path, samples.docx(TEXT)) is TroubleKind.BROKEN

    def test_one_that_cannot_be_started_is_a_crash(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(contained, "_without_network", lambda: ())
        monkeypatch.setattr(office, "program", lambda: tmp_path / "nothing")
        assert kind_of_trouble(tmp_path, samples.docx(TEXT)) is TroubleKind.CRASHED

    def test_it_learns_nothing_of_us(
        self, tmp_path: Path, stand_in: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("BYFAX_API_SECRET", "nobody-sees")
        stand_in(f'env > {tmp_path}/env; echo "$@" > {tmp_path}/argv; ls $out > {tmp_path}/files')
        assert kind_of_trouble(tmp_path, samples.docx(TEXT)) is TroubleKind.BROKEN
        assert "nobody-sees" not in (tmp_path / "env").read_text()
        assert "pages.docx" in (tmp_path / "files").read_text()
        assert f"HOME={Path.home()}\n" not in (tmp_path / "env").read_text()

    def test_one_that_fills_the_disk_is_stopped(
        self, tmp_path: Path, stand_in: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(contained, "FILE", 100_000)
        stand_in(f"sleep 1; head -c 300000 /dev/zero > $out/big; wc -c < $out/big > {tmp_path}/size")
        assert kind_of_trouble(tmp_path, samples.docx(TEXT)) is TroubleKind.BROKEN
        written = int((tmp_path / "size").read_text())
        assert written == (100_000 if sys.platform == "linux" else 300_000)

    @pytest.mark.skipif(sys.platform != "linux", reason="set from outside")
    def test_it_lets_the_app_go_first(self, tmp_path: Path, stand_in: Callable[[str], None]) -> None:
        stand_in(f"sleep 1; nice > {tmp_path}/nice")
        kind_of_trouble(tmp_path, samples.docx(TEXT))
        assert int((tmp_path / "nice").read_text()) == max(5, os.nice(0))

    @pytest.mark.parametrize(
        ("content", "kind"),
        [
            (samples.compound("EncryptedPackage"), TroubleKind.SEALED),
            (samples.compound("EncryptedSummary"), TroubleKind.SEALED),
            (samples.compound("WordDocument", b"\xec\xa5" + bytes(9) + b"\x01"), TroubleKind.SEALED),
            (samples.compound("WordDocument", b"\xec\xa5" + bytes(9) + b"\x12"), TroubleKind.BROKEN),
            (samples.compound("Workbook", b"\x09\x08\x02\0\0\0\x2f\0\0\0"), TroubleKind.SEALED),
            (samples.compound("Workbook", b"\x09\x08\x02\0\x2f\0\x42\0\0\0"), TroubleKind.BROKEN),
            (
                samples.odt(TEXT, extra={"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
                TroubleKind.SEALED,
            ),
        ],
    )
    def test_of_what_was_not_opened_it_says_whether_a_password_is_why(
        self, tmp_path: Path, stand_in: Callable[[str], None], content: bytes, kind: TroubleKind
    ) -> None:
        stand_in("exit 0")
        assert kind_of_trouble(tmp_path, content) is kind

    def test_a_word_in_the_text_makes_no_other_document_of_it(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_bytes(samples.compound("WordDocument", "Workbook\0".encode("utf-16-le")))
        assert office_kinds.suffix(tmp_path / "file") == ".doc"
