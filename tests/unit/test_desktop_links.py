"""Numbers and files in links."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.cli.arguments import parse
from byfax_desktop.desktop.links import BadLink, is_link, number_of, path_of


@pytest.mark.parametrize(
    ("link", "number"),
    [
        ("fax:+4930123456", "+4930123456"),
        ("tel:+49-30-12.34(56)", "+4930123456"),
        ("TEL:+49%2030%20123456", "+4930123456"),
        ("tel:%2B4930123456", "+4930123456"),
        ("tel://+4930123456", "+4930123456"),
        ("tel:+4930123456;ext=12;isub=1", "+4930123456"),
        ("fax:+4930123456;postd=99;tsub=4", "+4930123456"),
        ("tel:123456;phone-context=+4930", "+4930123456"),
        ("tel:123456;phone-context=example.com", "123456"),
        ("tel:030123456?subject=hello", "030123456"),
    ],
)
def test_a_link_names_a_number(link: str, number: str) -> None:
    assert number_of(link) == number


@pytest.mark.parametrize(
    "link",
    [
        "tel:",
        "tel:+",
        "fax:anna",
        "tel:1-800-FLOWERS",
        "fax:+" + "1" * 21,
        "tel:*31#123",
        "tel:٠٣٠١٢٣",
        "mailto:a@b",
        "+4930123456",
        "tel:%00%0a",
    ],
)
def test_what_names_none_is_refused(link: str) -> None:
    with pytest.raises(BadLink):
        number_of(link)


@given(st.text())
def test_whatever_stands_in_a_link_only_digits_come_out(rest: str) -> None:
    try:
        number = number_of(f"tel:{rest}")
    except BadLink:
        return
    assert number.removeprefix("+").isdecimal()
    assert number.isascii()
    assert len(number) <= 21


@pytest.mark.parametrize(
    ("argument", "path"),
    [
        ("letter.pdf", Path("letter.pdf")),
        ("file:///home/me/a%20letter.pdf", Path("/home/me/a letter.pdf")),
        ("FILE:///home/me/100%25.pdf", Path("/home/me/100%.pdf")),
        ("file://localhost/home/me/a.pdf", Path("/home/me/a.pdf")),
        ("/home/me/100%25.pdf", Path("/home/me/100%25.pdf")),
    ],
)
def test_a_file_link_means_a_file(argument: str, path: Path) -> None:
    assert path_of(argument) == path


def test_a_path_that_looks_like_a_link_is_one_only_at_its_beginning() -> None:
    assert not is_link("/home/me/tel:1.pdf")
    assert not is_link("./tel:1")


def test_the_command_line_takes_files_and_links_together() -> None:
    options = parse(["a.pdf", "fax:+4930123456", "file:///b.pdf", "tel:+49-30-99"])
    assert options.files == [Path("a.pdf"), Path("/b.pdf")]
    assert options.numbers == ["+4930123456", "+493099"]


def test_a_link_without_a_number_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse(["fax:nobody"])
    assert caught.value.code == 2
    assert "names no fax number" in capsys.readouterr().err
