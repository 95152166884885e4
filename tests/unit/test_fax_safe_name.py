"""File names made of texts that others wrote."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.fax.safe_name import LONGEST, NAMELESS, pattern_name, safe_name

ANY = st.text(st.characters(), max_size=300)
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Анна, ООО «Восток»", "Анна, ООО «Восток»"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\Windows\\a.exe", "C__Windows_a.exe"),
        ("a\0b\nc\td", "ab c d"),
        ("CON", "_CON"),
        ("nul.tif", "_nul.tif"),
        ("com1 .txt", "_com1 .txt"),
        ("LPT²", "_LPT²"),
        ("CONTRACT", "CONTRACT"),
        ("\u202egpj.exe", "gpj.exe"),
        ("\u200fשלום\u200e", "שלום"),
        ("name. . .", "name"),
        (".hidden", "hidden"),
        ("  much   space  ", "much space"),
        ("e\u0301", "\u00e9"),
        ("😀 offer", "😀 offer"),
        ("\ud800 half", "half"),
        ("what?*|<>", "what_____"),
        ("", NAMELESS),
        ("...", NAMELESS),
        ("\u200b", NAMELESS),
    ],
)
def test_names_of_all_kinds(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(ANY, st.integers(8, 200))
def test_a_name_is_legal_everywhere(text: str, limit: int) -> None:
    name = safe_name(text, limit)

    assert 0 < len(name.encode()) <= max(limit, len(NAMELESS))
    assert not set(name) & set('\\/:*?"<>|')
    assert name == name.strip(". ")
    assert all(unicodedata.category(each)[0] != "C" for each in name)
    assert name.split(".")[0].rstrip().lower() not in DEVICES


@given(ANY)
def test_a_name_stays_what_it_is(text: str) -> None:
    assert safe_name(safe_name(text)) == safe_name(text)


def test_a_long_name_is_cut_between_letters() -> None:
    assert safe_name("ё" * 300) == "ё" * (LONGEST // 2)


def test_what_is_left_of_a_long_name_is_no_device_either() -> None:
    assert safe_name("CONOUT$ and more", 8) == "_CONOUT$"


def test_a_pattern_is_filled_in() -> None:
    fields = {"date": "2026-11-23 14-02", "from": "+49 30 1234", "pages": "3"}

    assert pattern_name("{date} {from} {pages}p", fields, ".pdf") == "2026-11-23 14-02 +49 30 1234 3p.pdf"


def test_what_is_no_field_stays() -> None:
    assert pattern_name("{what} {from}", {"from": "Anna"}, ".tif") == "{what} Anna.tif"


def test_a_value_is_never_read_as_a_pattern() -> None:
    assert pattern_name("{from}", {"from": "{to}", "to": "secret"}) == "{to}"


def test_a_long_value_leaves_room_for_the_others() -> None:
    name = pattern_name("{from} {date}", {"from": "x" * 500, "date": "2026-11-23"}, ".pdf")

    assert name.endswith("2026-11-23.pdf")


@given(ANY, st.dictionaries(st.sampled_from(["from", "date"]), ANY))
def test_a_filled_pattern_is_a_legal_name_too(pattern: str, fields: dict[str, str]) -> None:
    name = pattern_name(pattern + "{from}{date}", fields, ".pdf")

    assert name.endswith(".pdf")
    assert not set(name) & set("/\\\0")
    assert len(name.encode()) <= LONGEST
