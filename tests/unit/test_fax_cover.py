"""Cover pages: placeholders filled in DocX files, also in those that Word or an attacker has been at."""

from __future__ import annotations

import contextlib
import io
import zipfile
from pathlib import Path

import pytest
from docx_samples import packed, paragraph, run, with_body
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.fax.covers import docx
from byfax_desktop.fax.covers.cover import cover_pages, fill_cover, placeholders
from byfax_desktop.fax.covers.docx_blocks import Paragraph, blocks
from byfax_desktop.fax.covers.sample import sample_cover
from byfax_desktop.fax.geometry import Resolution
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

TEXT_BOX = (
    "<w:p><w:r><w:t>{Outer}</w:t></w:r><w:r><w:pict><w:txbxContent>"
    "<w:p><w:r><w:t>{Inner}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
)


def texts(document: bytes) -> list[str]:
    """The text of each paragraph."""
    found = [block for block in blocks(document) if isinstance(block, Paragraph)]
    return ["".join(span.text for span in block.spans) for block in found]


def trouble_with(document: bytes) -> TroubleKind:
    """What all functions say of a file, which must be the same."""
    kinds = set()
    for use in (
        placeholders,
        lambda d: fill_cover(d, {}),
        lambda d: list(cover_pages(d, Resolution.STANDARD)),
    ):
        with pytest.raises(DocumentTrouble) as caught:
            use(document)
        kinds.add(caught.value.kind)
    (kind,) = kinds
    return kind


def test_placeholders_are_found_once_and_in_order() -> None:
    body = paragraph(run("{ToName} {Subject} {ToName}")) + paragraph(run("{Other} {} { No } {With space}"))
    assert placeholders(with_body(body)) == ("ToName", "Subject", "Other")


def test_placeholders_in_tables_headers_and_text_boxes_are_found() -> None:
    body = f"<w:tbl><w:tr><w:tc>{paragraph(run('{Cell}'))}</w:tc></w:tr></w:tbl>{TEXT_BOX}"
    header = f'<w:hdr xmlns:w="{docx.W[1:-1]}">{paragraph(run("{Head}"))}</w:hdr>'
    document = with_body(body, {"word/header1.xml": header})
    assert set(placeholders(document)) == {"Cell", "Outer", "Inner", "Head"}
    filled = fill_cover(document, {"Cell": "1", "Outer": "2", "Inner": "3", "Head": "4"})
    assert placeholders(filled) == ()


def test_values_replace_known_placeholders_only() -> None:
    document = with_body(paragraph(run("Dear {ToName}, {Unknown}: {Text}.")))
    assert texts(fill_cover(document, {"ToName": "Анна", "Text": '<b> & "c"'})) == [
        'Dear Анна, {Unknown}: <b> & "c".'
    ]


@pytest.mark.parametrize(
    "pieces",
    [
        ("{ToName}",),
        ("{", "ToName", "}"),
        ("{To", "Na", "me}"),
        ("a{ToN", "ame}b"),
        ("{ToName}{To", "Name}"),
        ("{Subject} {ToNam", "e} {Sub", "ject}"),
    ],
)
def test_placeholders_split_over_runs_are_filled(pieces: tuple[str, ...]) -> None:
    document = with_body(paragraph("".join(run(piece) for piece in pieces)))
    expected = "".join(pieces).replace("{ToName}", "Anna Schmidt").replace("{Subject}", "S")
    assert texts(fill_cover(document, {"ToName": "Anna Schmidt", "Subject": "S"})) == [expected]


@given(st.lists(st.sampled_from(["{", "}", "{A}", "{B}", "A", "B", " ", "{A", "B}", "x"]), max_size=12))
def test_however_text_is_split_it_is_filled_alike(pieces: list[str]) -> None:
    values = {"A": "{B}", "B": "bb"}
    split = fill_cover(with_body(paragraph("".join(run(piece) for piece in pieces))), values)
    whole = fill_cover(with_body(paragraph(run("".join(pieces)))), values)
    assert texts(split) == texts(whole)


def test_very_many_placeholders_are_filled() -> None:
    text = "".join(f"{{A}}{number}" for number in range(100_000))
    document = with_body(paragraph(run(text) + run("{") + run("B}")))
    assert texts(fill_cover(document, {"A": "aa", "B": "b"})) == [text.replace("{A}", "aa") + "b"]


def test_a_split_placeholder_keeps_the_look_of_its_beginning() -> None:
    document = with_body(paragraph(run("{To", bold=True) + run("Name} and", bold=False)))
    (block,) = blocks(fill_cover(document, {"ToName": "Anna"}))
    assert isinstance(block, Paragraph)
    assert [(span.text, span.look.bold) for span in block.spans] == [("Anna", True), (" and", False)]


def test_a_value_is_never_filled_itself() -> None:
    document = with_body(paragraph(run("{A}")) + TEXT_BOX)
    filled = fill_cover(document, {"A": "{B}", "B": "no", "Outer": "{Inner}", "Inner": "{Outer}"})
    assert texts(filled) == ["{B}", "{Inner}", "{Outer}"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_become_breaks(end: str) -> None:
    document = with_body(paragraph(run("Text: {Text} {Date}")))
    filled = fill_cover(document, {"Text": f"one{end}{end}two", "Date": "today"})
    assert texts(filled) == ["Text: one\n\ntwo today"]
    assert filled_xml(filled).count("<w:br/>") == 2


def test_blanks_at_the_ends_of_a_value_are_kept() -> None:
    filled = fill_cover(with_body(paragraph(run("{A}"))), {"A": "  a  \n  b "})
    assert filled_xml(filled).count('xml:space="preserve"') == 2
    assert texts(filled) == ["  a  \n  b "]


@given(st.text())
def test_any_text_can_be_a_value(value: str) -> None:
    filled = fill_cover(sample_cover(), {"Text": value})
    assert "Text" not in placeholders(filled) or "{Text}" in value


def test_all_that_is_no_text_is_kept() -> None:
    document = with_body(
        paragraph(run("{A}")), {"word/media/logo.png": b"\x89PNG", "docProps/app.xml": "<a/>"}
    )
    with zipfile.ZipFile(io.BytesIO(fill_cover(document, {"A": "a"}))) as archive:
        assert archive.read("word/media/logo.png") == b"\x89PNG"
        assert archive.read("docProps/app.xml") == b"<a/>"
        assert archive.testzip() is None


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"PK\x03\x04",
        b"%PDF-1.4",
        packed({}),
        packed({"word/other.xml": "<a/>"}),
        packed({"word/document.xml": ""}),
        packed({"word/document.xml": "<w:document"}),
        packed({"word/document.xml": b"\xff\xfe\0\0"}),
        sample_cover()[:-40],
    ],
    ids=["empty", "begun", "PDF", "nothing in it", "no document", "white", "cut XML", "bytes", "cut ZIP"],
)
def test_what_is_no_docx_is_broken(document: bytes) -> None:
    assert trouble_with(document) is TroubleKind.BROKEN


def test_damaged_entries_are_broken() -> None:
    document = bytearray(sample_cover())
    start = document.index(b"word/document.xml") + len("word/document.xml")
    document[start + 20 : start + 60] = bytes(40)
    assert trouble_with(bytes(document)) is TroubleKind.BROKEN


def test_encrypted_entries_are_broken() -> None:
    assert trouble_with(with_directory_bytes(sample_cover(), 8, b"\1")) is TroubleKind.BROKEN


def test_unknown_compression_is_broken() -> None:
    assert trouble_with(with_directory_bytes(sample_cover(), 10, b"\x63")) is TroubleKind.BROKEN


def test_an_entry_that_lies_about_its_size_is_broken() -> None:
    ten = (10).to_bytes(4, "little")
    assert trouble_with(with_directory_bytes(sample_cover(), 24, ten)) is TroubleKind.BROKEN


@given(st.integers(0, len(sample_cover()) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_file_is_read_or_refused(place: int, damage: bytes) -> None:
    document = sample_cover()
    with contextlib.suppress(DocumentTrouble):
        damaged = document[:place] + damage + document[place + len(damage) :]
        assert blocks(fill_cover(damaged, {"Text": "text"}))


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    declared = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY y "yy">]>'
    text = f'{declared}<w:document xmlns:w="{docx.W[1:-1]}"><w:body>{paragraph(run("&x;&y;"))}</w:body></w:document>'
    assert trouble_with(packed({"word/document.xml": text})) is TroubleKind.BROKEN


def test_entities_that_multiply_are_refused() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    text = f'<!DOCTYPE a [<!ENTITY e0 "ha">{levels}]><a b="&e11;">&e11;</a>'
    assert trouble_with(packed({"word/document.xml": text})) is TroubleKind.BROKEN


@pytest.mark.parametrize(
    "entries",
    [
        {f"word/media/{number}": b"x" for number in range(docx.MAX_ENTRIES + 1)},
        {"word/media/zeros": bytes(docx.SMALL * 8)},
        {"word/document.xml": bytes(docx.MAX_UNPACKED + 1)},
    ],
    ids=["many entries", "packed too well", "immense"],
)
def test_bombs_are_too_large(entries: dict[str, bytes]) -> None:
    assert trouble_with(packed({"word/document.xml": "<a/>", **entries})) is TroubleKind.TOO_LARGE


def test_an_immense_part_is_too_large() -> None:
    text = "<a>" + "".join(f"<b>{number:x}</b>" for number in range(docx.MAX_PART // 11)) + "</a>"
    assert trouble_with(packed({"word/document.xml": text})) is TroubleKind.TOO_LARGE


def with_directory_bytes(document: bytes, offset: int, data: bytes) -> bytes:
    """The file with other bytes in its directory's first entry."""
    place = document.index(b"PK\x01\x02") + offset
    return document[:place] + data + document[place + len(data) :]


def filled_xml(document: bytes) -> str:
    """The main part, as text."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return archive.read("word/document.xml").decode()
