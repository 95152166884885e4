"""What may become a cover page, and what is said of what may not."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx_samples import packed, paragraph, run, with_body

from byfax_desktop.fax.covers import check, docx
from byfax_desktop.fax.covers.check import CoverFacts, NoCover, check_cover
from byfax_desktop.fax.covers.cover import fill_cover
from byfax_desktop.fax.covers.docx_blocks import blocks
from byfax_desktop.fax.covers.sample import sample_cover
from byfax_desktop.fax.trouble import DocumentTrouble

OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def refusal(path: Path) -> NoCover:
    with pytest.raises(NoCover) as caught:
        check_cover(path)
    return caught.value


def test_our_own_sample_has_all_that_is_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "cover.docx"
    path.write_bytes(sample_cover())
    facts = check_cover(path)
    assert set(facts.filled) == set(check.KNOWN_PLACEHOLDERS)
    assert (facts.others, facts.advice) == ((), "")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("letter.doc", OLD_WORD),
        ("letter.docx", OLD_WORD),
        ("files.zip", packed({"a.txt": "a"})),
        ("cover.docx", packed({"a.txt": "a"})),
        ("cover.docx", b"%PDF-1.7"),
        ("cover.docx", b"just text"),
        ("cover.docx", b"\x00\x01\x02"),
        ("cover.docx", b"PK\x03\x04 cut off"),
        ("book.docx", packed({"xl/workbook.xml": "<a/>"})),
    ],
)
def test_what_is_no_docx_is_refused_whatever_its_name(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    said = refusal(path)
    assert said.what == f"“{name}” is no DocX file, and a cover page must be one."
    assert "save it as DocX" in said.do


def test_a_hostile_docx_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cover.docx"
    path.write_bytes(with_body("", {"word/media/a": bytes(docx.MAX_UNPACKED + 1)}))
    assert "more than a cover page may" in refusal(path).what
    path.write_bytes(packed({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}))
    assert refusal(path).what == "“cover.docx” is damaged."
    path.write_bytes(with_body("", {"word/vbaProject.bin": b"macro"}))
    assert "macros" in refusal(path).what


def test_one_that_is_too_large_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "MOST_BYTES", 100)
    path = tmp_path / "cover.docx"
    path.write_bytes(sample_cover())
    assert "too large" in refusal(path).what


def test_a_folder_and_a_file_that_is_gone_are_told_apart(tmp_path: Path) -> None:
    assert refusal(tmp_path).what.endswith("is a folder.")
    with pytest.raises(DocumentTrouble):
        check_cover(tmp_path / "gone.docx")


def test_a_name_cannot_turn_or_hide_the_words(tmp_path: Path) -> None:
    path = tmp_path / "a\u202efdp.docx"
    path.write_bytes(b"text")
    assert refusal(path).what.startswith("“afdp.docx” is no DocX")


def test_placeholders_that_may_stay_unfilled_are_named(tmp_path: Path) -> None:
    path = tmp_path / "cover.docx"
    path.write_bytes(with_body(paragraph(run("{ToName} {Text} {Vat}"))))
    facts = check_cover(path)
    assert facts == CoverFacts(("ToName", "Text"), ("Vat",))
    assert "{Vat}" in facts.advice
    assert "{Text}" in CoverFacts(("ToName",), ()).advice


def test_the_body_may_have_a_name_that_word_does_not_give_it(tmp_path: Path) -> None:
    path = tmp_path / "cover.docx"
    body = f'<w:document xmlns:w="{docx.W[1:-1]}"><w:body>{paragraph(run("{Text}"))}</w:body></w:document>'
    path.write_bytes(packed({"word/document2.xml": body}))
    assert check_cover(path).filled == ("Text",)
    filled = fill_cover(path.read_bytes(), {"Text": "Hello"})
    assert [span.text for block in blocks(filled) for span in block.spans] == ["Hello"]  # type: ignore[union-attr]
