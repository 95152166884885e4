"""What a file is, found in its content, and every way in which it cannot be faxed."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from fax_inputs import pdf_file
from PIL import Image

from byfax_desktop.fax import inspect as module
from byfax_desktop.fax.inspect import inspect
from byfax_desktop.fax.kind import Kind
from byfax_desktop.fax.sources import pictures
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

A4 = (595.0, 842.0)
ENCRYPTED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"3 0 obj<</Filter/Standard/V 1/R 2/P -4/O<" + b"11" * 32 + b">/U<" + b"22" * 32 + b">>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>\n%%EOF\n"
)


def trouble_of(path: Path) -> TroubleKind:
    with pytest.raises(DocumentTrouble) as caught:
        inspect(path)
    return caught.value.kind


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def archive(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return path


def test_a_pdf_under_another_name_is_a_pdf_with_its_pages(tmp_path: Path) -> None:
    path = pdf_file(tmp_path / "letter.txt", [A4] * 3)
    info = inspect(path)
    assert (info.kind, info.mime, info.pages, info.size) == (
        Kind.PDF,
        "application/pdf",
        3,
        path.stat().st_size,
    )


@pytest.mark.parametrize("kind", [Kind.PNG, Kind.JPEG, Kind.GIF, Kind.BMP, Kind.WEBP, Kind.TIFF])
def test_pictures_are_known_by_their_content(tmp_path: Path, kind: Kind) -> None:
    path = tmp_path / "picture"
    Image.new("RGB", (20, 30), "white").save(path, kind.name)
    info = inspect(path)
    assert (info.kind, info.pages) == (kind, 1)


def test_a_tiff_has_a_page_for_each_frame_and_an_animation_one(tmp_path: Path) -> None:
    frames = [Image.new("L", (20, 30), shade) for shade in (0, 100, 200)]
    for name in ("a.tiff", "a.gif"):
        frames[0].save(tmp_path / name, save_all=True, append_images=frames[1:])
    assert inspect(tmp_path / "a.tiff").pages == 3
    assert inspect(tmp_path / "a.gif").pages == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r"])
def test_text_of_any_encoding_has_pages(tmp_path: Path, encoding: str) -> None:
    text = "Уважаемый клиент, направляем вам счёт.\n" * 70
    info = inspect(written(tmp_path / "a", text.encode(encoding)))
    assert (info.kind, info.pages) == (Kind.TEXT, 2)


HTML = "<html><p>Счёт на оплату</html>"


@pytest.mark.parametrize(
    "content",
    [
        HTML.encode("utf-16"),
        HTML.encode("utf-16-le"),
        HTML.encode("utf-16-be"),
        ("\ufeff" + HTML).encode(),
        ("\ufeff\n <!-- saved by a browser -->\n" + HTML).encode(),
        ("<?xml version='1.0' encoding='utf-8'?>\n" + HTML).encode(),
        ("<!--" + "x" * 10_000 + "-->" + HTML).encode(),
        "<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>Счёт".encode("cp1251"),
        b"<center>Hello</center>",
        b"<font size=2>Hello</font>",
        b"<img src='x' alt='Hello'>",
        b"<strong>Hello</strong>",
        b"<style>p {}</style><p>Hello",
    ],
)
def test_html_is_known_however_it_begins(tmp_path: Path, content: bytes) -> None:
    info = inspect(written(tmp_path / "a.txt", content))
    assert (info.kind, info.pages) == (Kind.HTML, 1)


@pytest.mark.parametrize(
    "text",
    [
        "<invoice>1</invoice>",
        "<?xml version='1.0'?>\n<svg/>",
        "<ivanov@example.com> writes:",
        "a < b > c",
        "<<<",
    ],
)
def test_angle_brackets_alone_make_no_html(tmp_path: Path, text: str) -> None:
    assert inspect(written(tmp_path / "a.html", text.encode())).kind is Kind.TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_text_without_a_mark_is_text(tmp_path: Path, encoding: str) -> None:
    info = inspect(written(tmp_path / "a", "Счёт № 5\r\n".encode(encoding)))
    assert (info.kind, info.pages) == (Kind.TEXT, 1)


def test_orders_to_a_printer_are_not_printed_as_text(tmp_path: Path) -> None:
    assert trouble_of(written(tmp_path / "a.txt", b"%!PS-Adobe-3.0\nshowpage\n")) is TroubleKind.UNSUPPORTED


@pytest.mark.parametrize("start", ["BMW offers a car", "GIF8 is no picture", "II* and so on", "PKW"])
def test_text_that_begins_like_a_picture_is_text(tmp_path: Path, start: str) -> None:
    assert inspect(written(tmp_path / "a.txt", start.encode())).kind is Kind.TEXT


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("[Content_Types].xml", "word/document.xml"), Kind.DOCX),
        (("[Content_Types].xml", "xl/workbook.xml"), Kind.XLSX),
        (("[Content_Types].xml", "ppt/presentation.xml"), Kind.PPTX),
        (("mimetype", "content.xml"), Kind.OPEN_DOCUMENT),
    ],
)
def test_the_pages_of_office_files_are_for_the_service_to_tell(
    tmp_path: Path, names: tuple[str, ...], kind: Kind
) -> None:
    info = inspect(archive(tmp_path / "a.zip", *names))
    assert (info.kind, info.pages) == (kind, None)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Kind.OLD_OFFICE),
        (b"{\\rtf1\\ansi Hello}", Kind.RTF),
    ],
)
def test_other_formatted_text_is_not_printed_as_its_source(tmp_path: Path, data: bytes, kind: Kind) -> None:
    info = inspect(written(tmp_path / "a.txt", data))
    assert (info.kind, info.pages) == (kind, None)


def test_missing_empty_and_folder(tmp_path: Path) -> None:
    assert trouble_of(tmp_path / "gone.pdf") is TroubleKind.MISSING
    assert trouble_of(written(tmp_path / "a", b"")) is TroubleKind.EMPTY
    assert trouble_of(tmp_path) is TroubleKind.FOLDER


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = pdf_file(tmp_path / "a.pdf", [A4])
    path.chmod(0)
    assert trouble_of(path) is TroubleKind.UNREADABLE


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_no_document_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert trouble_of(tmp_path / "pipe") is TroubleKind.UNSUPPORTED


def test_a_protected_pdf_is_not_called_broken(tmp_path: Path) -> None:
    assert trouble_of(written(tmp_path / "a.pdf", ENCRYPTED)) is TroubleKind.ENCRYPTED


def test_damaged_files(tmp_path: Path) -> None:
    assert trouble_of(written(tmp_path / "a.pdf", b"%PDF-1.7\nnothing")) is TroubleKind.BROKEN
    assert trouble_of(written(tmp_path / "a.docx", b"PK\x03\x04" + bytes(99))) is TroubleKind.BROKEN
    Image.effect_noise((200, 200), 90).save(tmp_path / "whole.png")
    half = (tmp_path / "whole.png").read_bytes()[:9000]
    assert trouble_of(written(tmp_path / "half.png", half)) is TroubleKind.BROKEN


def test_no_pages(tmp_path: Path) -> None:
    assert trouble_of(pdf_file(tmp_path / "a.pdf", [])) in (TroubleKind.NO_PAGES, TroubleKind.BROKEN)
    assert trouble_of(written(tmp_path / "a.txt", b" \n\n")) is TroubleKind.NO_PAGES


def test_programs_and_archives_are_no_documents(tmp_path: Path) -> None:
    assert trouble_of(written(tmp_path / "a.pdf", b"\x7fELF" + bytes(range(256)))) is TroubleKind.UNSUPPORTED
    assert trouble_of(archive(tmp_path / "a.docx", "holiday.jpg")) is TroubleKind.UNSUPPORTED


def test_too_large_in_bytes_or_in_dots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_PIXELS", 100)
    Image.new("1", (11, 10)).save(tmp_path / "a.png")
    assert trouble_of(tmp_path / "a.png") is TroubleKind.TOO_LARGE
    monkeypatch.setattr(module, "SIZE_LIMIT", 10)
    assert trouble_of(written(tmp_path / "a.txt", b"x" * 11)) is TroubleKind.TOO_LARGE
