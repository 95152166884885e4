"""Which documents the service in a box makes pages of, with LibreOffice and without."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PIL import Image

from byfax_desktop.fax.convert import office
from byfax_desktop.fax.covers.sample import sample_cover
from byfax_desktop.fax.geometry import Resolution
from byfax_desktop.fax.pdf import write_pdf
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind
from byfax_desktop.sandbox.documents import get_document_preview, upload_document
from byfax_desktop.sandbox.pace import Pace
from byfax_desktop.sandbox.refusal import Refusal
from byfax_desktop.sandbox.request import Upload
from byfax_desktop.sandbox.server import Sandbox
from byfax_desktop.sandbox.things import Document
from byfax_desktop.service.files import FileSource


class LibreOffice:
    """Stands in for the program: makes two blank pages, or what the test wants."""

    def __init__(self) -> None:
        self.converted: list[Path] = []
        self.trouble: DocumentTrouble | None = None
        self.meanwhile = lambda: None

    def office_to_pdf(self, path: Path, out: Path) -> None:
        self.converted.append(path)
        self.meanwhile()
        if self.trouble:
            raise self.trouble
        page = Image.new("1", (1728, 2292), 1)
        write_pdf(iter((page, page)), out, Resolution.FINE)


@pytest.fixture
def desk():
    box = Sandbox(pace=Pace(1000))  # not started: nothing happens behind the test's back
    yield box.desk
    box.store.close()


@pytest.fixture
def bare(monkeypatch):
    monkeypatch.setattr(office, "program", lambda: None)


@pytest.fixture
def installed(monkeypatch):
    made = LibreOffice()
    monkeypatch.setattr(office, "program", lambda: Path("soffice"))
    monkeypatch.setattr(office, "office_to_pdf", made.office_to_pdf)
    return made


@pytest.fixture
def sheet(tmp_path) -> bytes:
    path = tmp_path / "sheet.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return path.read_bytes()


def uploaded(desk, content: bytes, name: str) -> Document:
    path = desk.store.scratch()
    path.write_bytes(content)
    source = FileSource.from_path(path)
    file = {"fileName": name, "fileData": Upload(path, source.size, source.md5)}
    ref = upload_document(desk, {"uploadDocument": {"documentFile": file}})["documentRef"]
    document = desk.store.find(Document, ref)
    document.ready_at = desk.pace.now()
    return document


def preview(desk, document, quality="FINE"):
    return get_document_preview(desk, {"documentRef": document.ref, "quality": quality, "conversion": "TEXT"})


def refusal_of(work) -> str:
    with pytest.raises(Refusal) as caught:
        work()
    return caught.value.code


def test_a_docx_has_pages_on_any_computer(desk, bare):
    document = uploaded(desk, sample_cover("Offer"), "offer.docx")

    assert document.group == "MS_OFFICE"
    assert preview(desk, document)["pages"] == 1


def test_without_libreoffice_other_office_documents_are_refused(desk, bare, sheet):
    assert refusal_of(lambda: uploaded(desk, sheet, "sheet.xlsx")) == "FILE_FORMAT_UNSUPPORTED"
    assert desk.store.all(Document) == []


def test_with_libreoffice_they_have_the_pages_that_it_makes(desk, installed, sheet):
    document = uploaded(desk, sheet, "sheet.xlsx")

    assert preview(desk, document)["pages"] == 2
    assert preview(desk, document, "STANDARD")["pages"] == 2
    assert len(installed.converted) == 1


def test_libreoffice_sees_what_kind_of_name_the_document_has(desk, installed, sheet):
    preview(desk, uploaded(desk, sheet, "a sheet.xlsx"))
    preview(desk, uploaded(desk, sheet, "../../evil.x/y"))

    assert [path.suffix for path in installed.converted] == [".xlsx", ""]
    assert len({path.parent for path in installed.converted}) == 1


def test_what_libreoffice_cannot_convert_is_refused(desk, installed, sheet):
    installed.trouble = DocumentTrouble(TroubleKind.BROKEN, "sheet.xlsx")
    document = uploaded(desk, sheet, "sheet.xlsx")

    assert refusal_of(lambda: preview(desk, document)) == "FILE_CONVERTION_FAILED"


def test_pages_that_are_being_made_are_not_ready(desk, installed, sheet):
    document = uploaded(desk, sheet, "sheet.xlsx")
    seen = []
    installed.meanwhile = lambda: seen.append(refusal_of(lambda: preview(desk, document)))

    assert preview(desk, document)["pages"] == 2
    assert seen == ["FILE_PREVIEW_NOT_READY"]


@pytest.mark.skipif(office.program() is None, reason="needs LibreOffice")
def test_the_installed_libreoffice_is_used(desk):
    document = uploaded(desk, sample_cover("Offer"), "offer.docx")

    assert preview(desk, document)["pages"] == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("letter.html", b"<!doctype html><h1>Offer</h1><p>Dear Anna</p>"),
        ("letter.md", b"# Offer\n\nDear Anna"),
        ("letter.txt", b"Offer"),
    ],
)
def test_marked_up_text_has_pages(desk, bare, name, content):
    document = uploaded(desk, content, name)

    assert preview(desk, document)["pages"] == 1
