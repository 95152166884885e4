"""Plain text on fax pages: no word lost, no line too long, every alphabet a customer writes in."""

from __future__ import annotations

import contextlib
import random
import time
import unicodedata
from pathlib import Path

import pytest
from fax_inputs import black_share, ink_box
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.fax.encodings import decode
from byfax_desktop.fax.geometry import WIDTH, Mode, Resolution
from byfax_desktop.fax.pages import fax_pages
from byfax_desktop.fax.sources import text as module
from byfax_desktop.fax.sources.text import COLUMNS, LINES, draw_text, paginate, text_pages, wrap
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

LETTER = "Уважаемый Иван Петрович!\nНаправляем Вам счёт на оплату № 17 за ноябрь.\nС уважением, бухгалтерия\n"


@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" \t"), max_size=400))
def test_wrapping_loses_nothing_but_gaps_and_fits(line: str) -> None:
    pieces = wrap(line)
    assert all(sum(unicodedata.category(letter)[0] != "M" for letter in piece) <= COLUMNS for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(line.split())


@given(st.text("ab \n\r\f\t", max_size=2000))
def test_pages_are_never_too_long_and_never_lose_a_letter(text: str) -> None:
    pages = paginate(text)
    assert all(len(page) <= LINES for page in pages)
    assert "".join("".join("".join(page) for page in pages).split()) == "".join(text.split())
    assert not pages or pages[-1]


def test_lines_break_between_words() -> None:
    assert wrap("alpha beta gamma", 11) == ["alpha beta", "gamma"]


def test_what_is_too_long_for_a_line_is_broken_anywhere() -> None:
    assert wrap("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_tabs_reach_the_next_stop() -> None:
    assert wrap("a\tb") == ["a       b"]


def test_a_form_feed_begins_a_page() -> None:
    assert paginate("one\ftwo\r\nthree\f\n") == [["one"], ["two", "three"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866"])
def test_a_russian_letter_is_read_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "letter.txt"
    text = LETTER.replace("№", "N")
    path.write_bytes(text.encode(encoding))
    assert text_pages(path) == [text.splitlines()]


SHORT = [
    "Да",
    "Привет",
    "Счёт",
    "СРОЧНО",
    "ПРОШУ ПЕРЕЗВОНИТЬ",
    "Оплатите счёт",
    "ООО «Ромашка»",
    "Invoice 12, Тел. 123",
    "Tel/факс: 8 (495) 123-45-67",
    "Їжак і ґанок",
    "Παρακαλώ επιβεβαιώστε",
    "Zażółć gęślą jaźń",
    "Dziękuję bardzo za przesyłkę",
    "Příliš žluťoučký kůň",
    "Grüße aus München",
    "Naïve façade déjà vu",
    "Señor López, mañana",
    "10 – 12 o’clock",
    "Türkçe ağır iş",
]


ENCODINGS = "cp1251 koi8-u cp866 cp1252 cp1250 cp1253 cp1254 utf-8 utf-16 utf-16-le utf-16-be"


@pytest.mark.parametrize("text", SHORT)
def test_a_few_words_are_enough_to_find_the_encoding(text: str) -> None:
    tried = 0
    for encoding in ENCODINGS.split():
        with contextlib.suppress(UnicodeEncodeError):
            content = text.encode(encoding)
            assert (decode(content), encoding) == (text, encoding)
            tried += 1
    assert tried > 4


def test_a_long_chinese_text_is_not_taken_for_russian() -> None:
    text = "你好世界，这是一个测试文件，请确认收到传真。" * 3
    assert decode(text.encode("gb18030")) == text


@pytest.mark.parametrize("low", [32, 128])
def test_what_only_looks_like_text_is_none(tmp_path: Path, low: int) -> None:
    numbers = random.Random(low)
    (tmp_path / "a").write_bytes(bytes(numbers.randrange(low, 256) for _ in range(3000)))
    with pytest.raises(DocumentTrouble) as caught:
        text_pages(tmp_path / "a")
    assert caught.value.kind is TroubleKind.UNSUPPORTED


@given(st.binary(max_size=300))
def test_any_bytes_are_a_text_or_none(data: bytes) -> None:
    assert isinstance(decode(data), str | None)


def test_a_line_of_many_millions_of_letters_is_refused_in_time(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 23 * 1024 * 1024)
    started = time.perf_counter()
    with pytest.raises(DocumentTrouble) as caught:
        text_pages(tmp_path / "a")
    assert caught.value.kind is TroubleKind.TOO_LARGE
    assert time.perf_counter() - started < 10


def test_a_hundred_megabytes_are_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "a").open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("was read"))
    with pytest.raises(DocumentTrouble) as caught:
        text_pages(tmp_path / "a")
    assert caught.value.kind is TroubleKind.TOO_LARGE


@given(st.text(max_size=300))
def test_any_line_fits_and_keeps_what_can_be_seen(line: str) -> None:
    pieces = [piece for page in paginate(line) for piece in page]
    seen = [letter for letter in line if not (letter.isspace() or unicodedata.category(letter) == "Cc")]
    assert [letter for piece in pieces for letter in piece if not letter.isspace()] == seen


@pytest.mark.parametrize(
    "text",
    [
        "你好世界" * 60,
        "e\u0301" * 200,
        "שלום עולם " * 40,
        "مرحبا بالعالم " * 40,
        "\U0001f600" * 100,
        "ﷺ" * 100,
    ],
    ids=["Chinese", "accents", "Hebrew", "Arabic", "faces", "long ligatures"],
)
def test_no_script_runs_over_the_margin(text: str) -> None:
    (lines,) = paginate(text)
    page = draw_text(lines)
    left, _, right, _ = ink_box(page.point([0] * 128 + [255] * 128))
    assert (left > 90, right < WIDTH - 90) == (True, True)


def test_a_line_of_accents_alone_ends() -> None:
    pieces = wrap("\u0301" * 1000, 10)
    assert "".join(pieces) == "\u0301" * 1000
    assert len(pieces) > 1


def test_accents_take_no_room_of_their_own() -> None:
    assert wrap("e\u0301" * 10 + "x", 10) == ["e\u0301" * 10, "x"]
    assert wrap("你" * 6, 10) == ["你" * 5, "你"]


def test_signs_that_have_no_picture_are_left_out() -> None:
    assert paginate("a\x1bb\x07c\x00") == [["abc"]]


def test_cyrillic_letters_have_shapes_of_their_own() -> None:
    drawn = {draw_text([letter * 40]).tobytes() for letter in "ЖЩДФ\u00a0"}
    assert len(drawn) == 5, "a font without Cyrillic draws the same box for each"


def test_the_longest_line_stays_within_the_margins(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("W" * COLUMNS + "\n" + "x\n" * (LINES - 1))
    (page,) = fax_pages(tmp_path / "a.txt", Resolution.FINE, Mode.TEXT)
    left, top, right, bottom = ink_box(page)
    assert left > 90
    assert right < WIDTH - 90
    assert top > 100
    assert bottom < page.height - 100
    assert page.height == Resolution.FINE.page_lines


def test_standard_text_is_still_there(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LETTER, "utf-8")
    (fine,) = fax_pages(tmp_path / "a.txt", Resolution.FINE, Mode.TEXT)
    (standard,) = fax_pages(tmp_path / "a.txt", Resolution.STANDARD, Mode.TEXT)
    assert standard.height == Resolution.STANDARD.page_lines
    assert black_share(standard) == pytest.approx(black_share(fine), rel=0.35)


def test_a_book_is_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_PAGES", 2)
    (tmp_path / "a.txt").write_text("a\f" * 3)
    with pytest.raises(DocumentTrouble) as caught:
        text_pages(tmp_path / "a.txt")
    assert caught.value.kind is TroubleKind.TOO_LARGE


@given(st.lists(st.text("abc", min_size=1, max_size=9), max_size=60), st.integers(9, 40))
def test_words_that_fit_are_never_torn(words: list[str], width: int) -> None:
    assert [word for piece in wrap(" ".join(words), width) for word in piece.split()] == words


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("", [""]),
        ("x" * COLUMNS, ["x" * COLUMNS]),
        ("x" * COLUMNS + " y", ["x" * COLUMNS, "y"]),
        ("    indented", ["    indented"]),
        ("end   ", ["end"]),
    ],
)
def test_the_edges_of_a_line(line: str, pieces: list[str]) -> None:
    assert wrap(line) == pieces


def test_a_full_page_is_followed_by_the_next() -> None:
    lines = [str(number) for number in range(2 * LINES + 1)]
    assert paginate("\n".join(lines)) == [lines[:LINES], lines[LINES : 2 * LINES], lines[2 * LINES :]]


def test_a_white_page_between_others_is_kept_and_one_at_the_end_is_not() -> None:
    assert paginate("one\n\f \n\ftwo\f\n\f") == [["one"], [], ["two"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_usual_line_end_ends_one_line(end: str) -> None:
    assert paginate(f"a{end}{end}b{end}") == [["a", "", "b"]]


def test_each_line_is_printed_below_the_one_before() -> None:
    boxes = [ink_box(draw_text([""] * number + ["H"]).point([0] * 128 + [255] * 128)) for number in range(3)]
    assert boxes[0][3] < boxes[1][1] < boxes[1][3] < boxes[2][1]


def test_a_text_that_went_away_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(DocumentTrouble) as caught:
        text_pages(tmp_path / "gone.txt")
    assert caught.value.kind is TroubleKind.UNREADABLE


def test_a_white_page_where_it_is_cut_short_hides_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_PAGES", 3)
    (tmp_path / "long.txt").write_text("x\f" * 3 + "\f" + "y\f" * 9 + "end")
    with pytest.raises(DocumentTrouble) as caught:
        text_pages(tmp_path / "long.txt")
    assert caught.value.kind is TroubleKind.TOO_LARGE
