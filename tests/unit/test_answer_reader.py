"""An answer off the wire: however it is cut into pieces, the same document and the same bytes come out."""

from __future__ import annotations

import base64
import xml.etree.ElementTree as ET
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.service import answer
from byfax_desktop.service.answer import FILE_MARK, AnswerReader, read_answer
from byfax_desktop.service.errors import AnswerUnreadable
from byfax_desktop.service.files import FileSource


class Kept:
    """A target that keeps everything in memory."""

    def __init__(self) -> None:
        self.data: bytes | None = None

    def begin(self) -> None:
        self.data = b""

    def write(self, data: bytes) -> None:
        assert self.data is not None
        self.data += data


def pieces_of(data: bytes, cuts: list[int]) -> list[bytes]:
    places = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    return [data[start:end] for start, end in pairwise(places)]


def read(data: bytes, cuts: list[int] | None = None) -> tuple[bytes, bytes | None]:
    kept = Kept()
    return read_answer(pieces_of(data, cuts or []), kept), kept.data


CUTS = st.lists(st.integers(0, 100_000), max_size=30)
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
)


@given(st.binary(max_size=3000), TEXT, st.sampled_from(["", "\n", " \r\n\t"]), CUTS)
def test_any_cutting_gives_the_same_document_and_the_same_bytes(content, text, gap, cuts):
    encoded = base64.b64encode(content).decode()
    lines = gap.join(encoded[start : start + 76] for start in range(0, len(encoded), 76))
    xml = f"<r><t a={quoteattr(text)}>{escape(text)}</t><f:fileData xmlns:f='u'>{gap}{lines}{gap}</f:fileData></r>"

    document, data = read(xml.encode(), cuts)

    assert (document, data) == read(xml.encode())
    assert data == (content or None)
    root = ET.fromstring(document)
    assert (root[0].text or "", root[0].get("a")) == (text, text)
    assert root[1].text == (FILE_MARK if content else None)


@given(st.binary(max_size=400), CUTS)
def test_any_bytes_are_a_document_or_an_error(data, cuts):
    try:
        document, _ = read(data, cuts)
    except AnswerUnreadable:
        return
    ET.fromstring(document)


def test_what_xml_would_change_is_kept():
    """A parser makes a line feed of a carriage return, and a blank of both in attributes, unless they are written as
    references."""
    document, _ = read(b"<r a='1&#13;&#10;&#9;2'>3&#13;4&#10;5</r>")

    root = ET.fromstring(document)
    assert (root.get("a"), root.text) == ("1\r\n\t2", "3\r4\n5")


def test_a_byte_order_mark_is_no_obstacle():
    assert read(b"\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?><r/>")[0] == b"<r></r>"


def test_character_data_sections_and_comments_are_read_through():
    document, data = read(b"<r><!-- no --><t><![CDATA[<&>]]></t><fileData><![CDATA[aGk=]]></fileData></r>")

    assert ET.fromstring(document)[0].text == "<&>"
    assert data == b"hi"


def test_without_a_target_the_content_is_dropped_and_marked():
    assert read_answer([b"<r><fileData>aGk=</fileData></r>"]) == (
        f"<r><fileData>{FILE_MARK}</fileData></r>".encode()
    )


def test_a_second_content_begins_anew():
    _, data = read(b"<r><fileData>aGk=</fileData><fileData>eW8=</fileData></r>")

    assert data == b"yo"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("aGk", "cut short"),
        ("aG=k", "no base64"),
        ("aGk=aGk=", "no base64"),
        ("a*k=", "no base64"),
        ("ÄÖÜß", "no base64"),
        ("aGk=<x/>", "inside a file"),
        ("====", "no base64"),
    ],
)
def test_a_content_that_is_no_base64_is_refused(content, reason):
    with pytest.raises(AnswerUnreadable) as caught:
        read(f"<r><fileData>{content}</fileData></r>".encode())
    assert reason in caught.value.details


def test_base64_that_goes_on_after_its_end_is_refused_across_pieces():
    before, after = b"<r><fileData>" + b"aGVs" * 16384 + b"aGk=", b"aGVs" * 20000 + b"</fileData></r>"

    with pytest.raises(AnswerUnreadable):
        read(before + after, [len(before)])


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        (b"", "not well-formed"),
        (b"<r>", "not well-formed"),
        (b"<r></s>", "not well-formed"),
        (b"<r/><r/>", "not well-formed"),
        (b"<r>&nbsp;</r>", "not well-formed"),
        (b"<r>\xff</r>", "not well-formed"),
        (b"<!DOCTYPE r><r/>", "document type"),
        (b"<?xml-stylesheet href='x'?><r/>", "processing instruction"),
        (b"<?xml version='1.0' encoding='ISO-8859-1'?><r/>", "encoding"),
    ],
)
def test_what_soap_does_not_have_is_refused(xml, reason):
    with pytest.raises(AnswerUnreadable) as caught:
        read(xml)
    assert reason in caught.value.details


def test_a_document_type_is_refused_before_its_entities_are_read():
    reader = AnswerReader()

    with pytest.raises(AnswerUnreadable, match="could not be understood"):
        reader.feed(b"<!DOCTYPE r [<!ENTITY a 'aaaa'>")


def test_depth_number_and_size_are_bounded(monkeypatch):
    monkeypatch.setattr(answer, "MAX_ELEMENTS", 100)
    monkeypatch.setattr(answer, "MAX_DOCUMENT", 5000)
    depth = answer.MAX_DEPTH

    read(b"<a>" * depth + b"</a>" * depth)
    read(b"<r>" + b"<a/>" * 99 + b"</r>")
    for xml in (
        b"<a>" * (depth + 1),
        b"<r>" + b"<a/>" * 100,
        b"<r>" + b"x" * 5000,
        b"<r a='" + b"x" * 5000 + b"'/>",
    ):
        with pytest.raises(AnswerUnreadable):
            read(xml + b"</r>")


def test_a_content_counts_for_nothing_in_the_size(monkeypatch):
    monkeypatch.setattr(answer, "MAX_DOCUMENT", 200)
    source = FileSource.from_bytes(b"fax" * 10_000)

    _, data = read(b"<r><fileData>" + base64.b64encode(b"fax" * 10_000) + b"</fileData></r>")

    assert data is not None
    assert (len(data), FileSource.from_bytes(data)) == (source.size, source)
