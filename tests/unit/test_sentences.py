"""Every code of the service has plain words and a kind."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from lxml import etree

from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.sentence_table import TABLE
from byfax_desktop.service.sentences import Category, category, sentence

WSDLS = Path(__file__).parents[3] / "shared" / "byfax" / "wsdl"
KNOWN = [code for code in StateCode if code.known]
XSD = "{http://www.w3.org/2001/XMLSchema}"


def published_codes():
    """The codes of the contract as the service publishes it."""
    for file in WSDLS.glob("*.wsdl"):
        for kind in etree.parse(file).iter(f"{XSD}simpleType"):
            if kind.get("name") == "StateCodes":
                yield from (each.get("value") for each in kind.iter(f"{XSD}enumeration"))


def test_all_154_codes_are_in_the_table_once():
    assert len(KNOWN) == 154
    assert set(TABLE) == set(KNOWN)


@pytest.mark.skipif(not WSDLS.is_dir(), reason="the published contract is not here")
def test_all_published_codes_are_in_the_table():
    published = set(published_codes())

    assert published
    assert published == {code.value for code in TABLE}


@pytest.mark.parametrize("code", KNOWN, ids=lambda code: code.value)
def test_the_words_are_short_plain_sentences(code):
    words = sentence(code)
    for text in (words.what, words.do):
        assert text[0].isupper() or text.startswith("byFax")
        assert text.endswith(".")
        assert len(text) < 140
        assert "_" not in text
        assert not re.search(r"\b(?!TIFF|PDF)[A-Z]{3,}\b", text)
        assert not re.search(r"\b(error|invalid parameter|exception|API|SOAP|null)\b", text)


@pytest.mark.parametrize("text", ["QUOTA_EXCEEDED", "x" * 500, "two\nlines\x07"])
def test_a_new_code_is_quoted_and_kept_short(text):
    words = sentence(StateCode(text))

    assert "".join(c for c in text if c.isprintable())[:60] in words.what
    assert words.what.isprintable()
    assert len(words.what) < 140
    assert category(StateCode(text)) is Category.OTHER


def test_a_missing_code_is_not_quoted_as_nothing():
    assert "“”" not in sentence(StateCode("")).what


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("SUCCESS", Category.SUCCESS),
        ("API_KEY_SECRET_NOT_MATCH", Category.AUTHORIZATION),
        ("CUSTOMER_BLOCKED", Category.AUTHORIZATION),
        ("CONTAINER_NOT_FOUND", Category.NOT_FOUND),
        ("MESSAGE_REFERENCE_DUPLICATE", Category.DUPLICATE),
        ("FILE_REFERENCE_DUPLICATE", Category.DUPLICATE),
        ("INVALID_NUMBER", Category.BAD_NUMBER),
        ("FILE_FORMAT_UNSUPPORTED", Category.FILE_REFUSED),
        ("FILE_TIFF_WIDTH_VALIDATION", Category.FILE_REFUSED),
        ("INSUFFICIENT_FUNDS", Category.FUNDS),
        ("DATABASE_RECORD_SAVE", Category.TEMPORARY),
        ("FILE_PREVIEW_NOT_READY", Category.TEMPORARY),
        ("BUSY", Category.LINE),
        ("VOICE_ANSWER", Category.LINE),
        ("FAXJOB_NOT_WAITING", Category.OTHER),
    ],
)
def test_the_kind_decides_what_a_program_does(name, expected):
    assert category(StateCode(name)) is expected


def test_only_success_counts_as_success():
    assert [code.value for code in KNOWN if category(code) is Category.SUCCESS] == ["SUCCESS"]


def test_ways_that_a_call_ends_can_be_told_apart():
    ways = defaultdict(list)
    for code in KNOWN:
        if category(code) in (Category.LINE, Category.BAD_NUMBER, Category.FUNDS):
            ways[sentence(code).what].append(code.value)

    assert [names for names in ways.values() if len(names) > 1] == []


def test_each_part_of_the_page_format_is_told_apart():
    words = [sentence(code).what for code in KNOWN if code.value.startswith("FILE_TIFF_")]

    assert len(set(words)) == len(words) == 6


def test_a_delivery_that_failed_on_a_person_is_not_simply_sent_again():
    for name in ("VOICE_ANSWER", "NOT_FAX_MACHINE"):
        assert "again" not in sentence(StateCode(name)).do.lower()


def test_a_duplicate_sends_nobody_to_send_twice():
    for name in ("MESSAGE_REFERENCE_DUPLICATE", "CONTAINER_EXISTS"):
        assert "wasn't sent twice" in sentence(StateCode(name)).what
        assert "send" not in sentence(StateCode(name)).do.lower()
