"""Office documents in the page helper: converted once, and again where that is needed; here by a stand-in."""

from __future__ import annotations

import os
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from byfax_desktop.fax.convert import office
from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.helper import PageHelper
from byfax_desktop.fax.pdf import write_pdf
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind
from byfax_desktop.fax.wanted import FaxDocument, WantedPage


def known(why: str) -> pytest.MarkDecorator:
    """A defect that is not put right yet."""
    return pytest.mark.xfail(strict=True, reason=why)


class LibreOffice:
    """Makes one blank page of everything; ``meanwhile`` is called before."""

    def __init__(self) -> None:
        self.converted: list[Path] = []
        self.meanwhile: Callable[[Path, Callable[[], bool]], None] = lambda _path, _cancelled: None

    def office_to_pdf(
        self, path: Path, out: Path, timeout_s: float = 60, cancelled: Callable[[], bool] = lambda: False
    ) -> None:
        self.converted.append(path)
        self.meanwhile(path, cancelled)
        write_pdf(iter([Image.new("1", (1728, 2292), 1)]), out, Resolution.FINE)


@pytest.fixture
def libre(monkeypatch: pytest.MonkeyPatch) -> LibreOffice:
    made = LibreOffice()
    monkeypatch.setattr(office, "program", lambda: Path("soffice"))
    monkeypatch.setattr(office, "office_to_pdf", made.office_to_pdf)
    return made


@pytest.fixture
def helper(libre: LibreOffice) -> Iterator[PageHelper]:
    made = PageHelper(most=2)
    yield made
    made.close()


def letter(folder: Path, name: str = "letter.docx") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f"<document>{name}</document>")
    return path


def test_a_document_is_converted_once(helper: PageHelper, libre: LibreOffice, tmp_path: Path) -> None:
    path = letter(tmp_path)
    assert helper.inspect(path).pages == 1
    assert helper.inspect(path).pages == 1
    assert helper.page(WantedPage(path, 0, 100)).width == 100

    assert libre.converted == [path]


def test_a_document_that_was_saved_meanwhile_is_converted_again(
    helper: PageHelper, libre: LibreOffice, tmp_path: Path
) -> None:
    path = letter(tmp_path)
    helper.inspect(path)
    os.utime(path, (1000, 1000))

    assert helper.page(WantedPage(path, 0, 100)).width == 100
    assert libre.converted == [path, path]


def test_pages_can_be_had_without_looking_first(
    helper: PageHelper, libre: LibreOffice, tmp_path: Path
) -> None:
    path = letter(tmp_path)

    assert helper.page(WantedPage(path, 0, 100)).width == 100
    assert libre.converted == [path]


def test_a_fax_can_have_more_documents_than_are_kept(
    helper: PageHelper, libre: LibreOffice, tmp_path: Path
) -> None:
    documents = [FaxDocument(letter(tmp_path, f"{number}.docx")) for number in range(23)]

    assert helper.rasterize(documents, tmp_path / "out.tif", Resolution.FINE, Mode.TEXT) == 23


def test_a_known_document_does_not_wait_for_another(
    helper: PageHelper, libre: LibreOffice, tmp_path: Path
) -> None:
    known, slow = letter(tmp_path, "known.docx"), letter(tmp_path, "slow.docx")
    helper.inspect(known)
    begun, go_on = threading.Event(), threading.Event()

    def hold(_path: Path, _cancelled: Callable[[], bool]) -> None:
        begun.set()
        go_on.wait(20)

    libre.meanwhile = hold
    converting = threading.Thread(target=helper.inspect, args=(slow,), daemon=True)
    converting.start()
    assert begun.wait(20)
    pages: list[int | None] = []
    looking = threading.Thread(target=lambda: pages.append(helper.inspect(known).pages), daemon=True)
    looking.start()
    looking.join(5)
    held_up = not pages
    go_on.set()
    converting.join(20)
    looking.join(20)

    assert not held_up


def test_whoever_waits_for_another_conversion_can_be_called_off(
    helper: PageHelper, libre: LibreOffice, tmp_path: Path
) -> None:
    slow, unwanted = letter(tmp_path, "slow.docx"), letter(tmp_path, "unwanted.docx")
    begun, go_on = threading.Event(), threading.Event()

    def hold(_path: Path, _cancelled: Callable[[], bool]) -> None:
        begun.set()
        go_on.wait(20)

    libre.meanwhile = hold
    converting = threading.Thread(target=helper.inspect, args=(slow,), daemon=True)
    converting.start()
    assert begun.wait(20)
    ended = threading.Event()

    def look() -> None:
        try:
            helper.inspect(unwanted, cancelled=lambda: True)
        except DocumentTrouble:
            ended.set()

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    was_called_off = ended.wait(5)
    go_on.set()
    converting.join(20)
    looking.join(20)

    assert was_called_off


def test_closing_calls_a_conversion_off(helper: PageHelper, libre: LibreOffice, tmp_path: Path) -> None:
    begun, ended = threading.Event(), threading.Event()

    def hold(_path: Path, cancelled: Callable[[], bool]) -> None:
        begun.set()
        while not cancelled():
            threading.Event().wait(0.02)
        ended.set()
        raise DocumentTrouble.of(TroubleKind.TIMEOUT, _path)

    libre.meanwhile = hold

    def look() -> None:
        with pytest.raises(DocumentTrouble):
            helper.inspect(letter(tmp_path))

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    assert begun.wait(20)
    helper.close()

    assert ended.wait(20)
    looking.join(20)


def test_a_pdf_that_is_held_open_elsewhere_does_not_end_the_next_conversion(
    helper: PageHelper, libre: LibreOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows a file that a child still has open can't be removed."""
    unlink = Path.unlink

    def held(path: Path, missing_ok: bool = False) -> None:
        if path.suffix == ".pdf":
            raise PermissionError(13, "in use", str(path))
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", held)
    for number in range(22):
        assert helper.inspect(letter(tmp_path, f"{number}.docx")).pages == 1
