"""HTML and Markdown as pages: every word is there, whatever the tags, and nothing is fetched."""

from __future__ import annotations

import base64
import contextlib
import io
import re
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pypdfium2
import pytest
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from byfax_desktop.fax.convert import paper
from byfax_desktop.fax.convert.markup import markup_to_pdf
from byfax_desktop.fax.fonts import font_file
from byfax_desktop.fax.inspect import inspect
from byfax_desktop.fax.kind import Kind
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

A4 = (595, 842)


def words_of(folder: Path, content: str | bytes, kind: Kind = Kind.HTML) -> list[str]:
    """What can be read on the pages."""
    return " ".join(pages_of(folder, content, kind)).split()


def pages_of(folder: Path, content: str | bytes, kind: Kind = Kind.HTML) -> list[str]:
    source, out = folder / "in", folder / "out.pdf"
    source.write_bytes(content if isinstance(content, bytes) else content.encode())
    markup_to_pdf(source, out, kind)
    document = pypdfium2.PdfDocument(out)
    try:
        assert all(
            document.get_page_size(index) == pytest.approx(A4, abs=1) for index in range(len(document))
        )
        return [page.get_textpage().get_text_range().replace("\ufffe", "") for page in document]
    finally:
        document.close()


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>One <b>two</b> <i>three</i><u>!</u></p>", "One two three!"),
        ("<h1>Title</h1>text<br>after", "Title text after"),
        ("<ul><li>a<li>b</ul><ol><li>c<li>d</ol>", "• a • b 1. c 2. d"),
        ("<ol><li>a<ol><li>b</ol><li>c</ol>", "1. a 1. b 2. c"),
        ("<table><tr><th>A<th>B<tr><td>1<td>2</table>", "A B 1 2"),
        ("<table><tr><td>a<table><tr><td>in</table></table>", "a in"),
        ("<table></table>x", "x"),
        ("<table><caption>Title</caption><tr><td>a<td>b</table>", "Title a b"),
        ("<table>all<tr>of<td>it</td>is<td>read</td></tr></table>", "all of it is read"),
        ("<table><tr><td><style>no</style><script>no</script>a<td>b</table>", "a b"),
        ("<table><tr><td><p>alpha<p>beta<td><ul><li>gamma</ul></table>", "alpha beta • gamma"),
        ("<table><tr><td><h2>alpha</h2><td>beta</table>", "alpha beta"),
        ("<ul><li><p>a<p>b<li><ul><li>c</ul></ul>", "• a b • • c"),
        ("<b>" * 300 + "deep", "deep"),
        ("a <div hidden>no</div><p style='Display: none'>no</p>b", "a b"),
        ("a&#1;b&#27;", "ab"),
        ("<pre>  kept\n    as it is</pre>", "kept as it is"),
        ("<custom-tag>unknown <blink>but</blink> read</custom-tag>", "unknown but read"),
        ("&lt;b&gt; &amp; &euro; &#1046;", "<b> & € Ж"),
        ("<p>before<p>after <a href='http://x/'>link</a>", "before after link"),
        ("Здравствуйте, Ελλάδα, Zażółć gęślą", "Здравствуйте, Ελλάδα, Zażółć gęślą"),
        ("<img src='http://127.0.0.1/x.png' alt='a picture'>", "a picture"),
        ("<title>no</title><style>no</style><script>no()</script>yes<!-- no -->", "yes"),
    ],
)
def test_every_word_is_there(tmp_path: Path, html: str, words: str) -> None:
    assert words_of(tmp_path, html) == words.split()


def test_markdown_is_what_its_marks_mean(tmp_path: Path) -> None:
    text = (
        "# Title\n\n*a* **b** `c` ~~d~~\n\n- e\n- f\n\n| g | h |\n|---|---|\n| i | j |\n\n> k\n\n<b>l</b>\n"
    )
    words = "Title a b c d • e • f g h i j k l"
    assert " ".join(words_of(tmp_path, text, Kind.MARKDOWN)) == words


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("<meta charset='windows-1251'><p>Счёт".encode("cp1251"), "Счёт"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">Счёт'.encode("koi8-r"), "Счёт"),
        ("\ufeff<p>Счёт".encode(), "Счёт"),
        ("\ufeff<p>Счёт за ноябрь".encode("utf-16-le"), "Счёт"),
        ("<meta charset='no-such-thing'><p>Счёт".encode(), "Счёт"),
        ("<?xml version='1.0' encoding='utf-8'?><html><p>Счёт".encode(), "Счёт"),
        (b"<meta charset='iso-8859-1'><p>\x93quoted\x94", "“quoted”"),
        (b"<meta charset='utf-16'><p>plain text", "plain"),
        (b"<meta charset='punycode'><p>plain text", "plain"),
        ("<?xml version='1.0' encoding='windows-1251'?><html><p>Ъ".encode("cp1251"), "Ъ"),
    ],
    ids=[
        "meta",
        "http-equiv",
        "mark",
        "UTF-16",
        "unknown",
        "XML",
        "Latin-1",
        "no UTF-16",
        "no letters",
        "XML of 1251",
    ],
)
def test_its_encoding_is_found(tmp_path: Path, content: bytes, word: str) -> None:
    assert word in words_of(tmp_path, content)


def test_nothing_is_cut_at_the_margin(tmp_path: Path) -> None:
    long = "x" * 400
    cells = "".join(f"<td>cell{number}" for number in range(30))
    html = f"<p>{long}</p><table><tr>{cells}</table><table><tr><td>{'word ' * 2000}</table>"
    found = words_of(tmp_path, html)
    assert "".join(found).count("x") == 400
    assert [f"cell{number}" in found for number in range(30)] == [True] * 30
    assert found.count("word") == 2000


def drawn(folder: Path, html: str, kind: Kind = Kind.HTML) -> list[tuple[str, float, float]]:
    """The words of the first page, each with its left and top edge in millimetres, in the order of reading."""
    pages_of(folder, html, kind)
    document = pypdfium2.PdfDocument(folder / "out.pdf")
    page = document[0]
    text = page.get_textpage()
    found = []
    for match in re.finditer(r"\S+", text.get_text_range()):
        left, _, _, top = text.get_charbox(match.start())
        found.append((match[0], left / 72 * 25.4, (page.get_height() - top) / 72 * 25.4))
    text.close()
    document.close()
    return found


def right_edges(folder: Path) -> float:
    """How far to the right, in millimetres, there is ink on any page."""
    document = pypdfium2.PdfDocument(folder / "out.pdf")
    pages = [page.render(scale=2, grayscale=True).to_pil().convert("L") for page in document]
    document.close()
    boxes = [page.point([255] * 128 + [0] * 128).getbbox() for page in pages]
    return max(box[2] for box in boxes if box) / 144 * 25.4


def test_text_begins_at_the_margin_and_ends_before_the_other(tmp_path: Path) -> None:
    ((_, left, top), *_) = drawn(tmp_path, "word " * 500 + "W" * 300 + "<hr>" + "<h1>" + "W" * 90)
    assert (left, top) == (pytest.approx(20, abs=0.5), pytest.approx(22, abs=2))
    assert right_edges(tmp_path) <= 190.5


@pytest.mark.parametrize("columns", [2, 5, 9, 14, 40])
def test_a_table_of_any_width_stays_within_the_margins(tmp_path: Path, columns: int) -> None:
    row = "<tr>" + "".join(f"<td>number{column}<br>some more words" for column in range(columns))
    found = words_of(tmp_path, f"<table>{row * 3}</table>")
    assert [found.count(f"number{column}") for column in range(columns)] == [3] * columns
    assert right_edges(tmp_path) <= 190.5


def test_words_in_narrow_columns_are_not_torn(tmp_path: Path) -> None:
    html = f"<table><tr><th>Pos.<th>Description<th>Amount<tr><td>1<td>{'words ' * 90}<td>213,50</table>"
    assert {"Pos.", "Amount", "213,50"} <= set(words_of(tmp_path, html))


def test_a_cell_over_rows_and_columns_leaves_the_others_in_theirs(tmp_path: Path) -> None:
    html = (
        "<table><tr><td>a<td>b<td>c<tr><td rowspan=2>d<td>e<td>f<tr><td>g<td>h"
        "<tr><td colspan=2 align=right>i<td>j</table>"
    )
    lefts = {word: left for word, left, _ in drawn(tmp_path, html)}
    for column in ("ad", "beg", "cfhj"):
        assert [lefts[word] for word in column] == pytest.approx([lefts[column[0]]] * len(column), abs=0.6)
    assert lefts["b"] < lefts["i"] < lefts["c"]


def test_a_cell_that_says_it_is_wider_than_the_table_takes_no_room_for_it(tmp_path: Path) -> None:
    html = "<table><tr><td colspan=40>above<tr><td colspan=39>left<td>right<tr><td>more</table>"
    lefts = {word: left for word, left, _ in drawn(tmp_path, html)}
    assert lefts["above"] == pytest.approx(lefts["left"], abs=0.6)
    assert lefts["right"] < 50


def test_a_table_of_immense_numbers_is_read_in_time(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td rowspan=99999 colspan=99999>row{number}" for number in range(1000))
    started = time.perf_counter()
    assert {"row0", "row999"} <= set(words_of(tmp_path, f"<table>{rows}</table>"))
    assert time.perf_counter() - started < 15


def test_markdown_may_be_nested_deep(tmp_path: Path) -> None:
    assert "deep" in words_of(tmp_path, "> " * 40 + "deep", Kind.MARKDOWN)


def test_numbers_of_a_markdown_table_stand_at_the_right(tmp_path: Path) -> None:
    words = drawn(tmp_path, "| a | amount |\n|---|---:|\n| b | 7 |\n", Kind.MARKDOWN)
    lefts = {word: left for word, left, _ in words}
    assert lefts["7"] > lefts["amount"] + 5


def test_an_e_mail_laid_out_by_tables_is_read_from_the_top(tmp_path: Path) -> None:
    html = (
        "<table><tr><td><table><tr><td><h2>Shipped</h2><p>Dear reader,<ul><li>one</ul>"
        "<table><tr><th>Item<th>Number<tr><td>Bolts<td>100</table></table><tr><td>Regards</table>"
    )
    words = drawn(tmp_path, html)
    assert (
        " ".join(word for word, _, _ in words) == "Shipped Dear reader, • one Item Number Bolts 100 Regards"
    )
    tops = [top for _, _, top in words]
    assert all(after > before - 2 for before, after in pairwise(tops))


def test_a_cell_longer_than_a_page_is_read_to_its_end(tmp_path: Path) -> None:
    html = f"<table><tr><th>A<th>B<tr><td>c<td>{'word ' * 3000}end</table>"
    found = words_of(tmp_path, html)
    assert (found.count("word"), found[-1]) == (3000, "end")


@pytest.mark.parametrize("before", range(40, 50))
def test_a_heading_is_not_left_alone_at_the_end_of_a_page(tmp_path: Path, before: int) -> None:
    pages = pages_of(tmp_path, "line<br>" * before + "<h2>Heading</h2><p>text")
    assert not pages[0].strip().endswith("Heading")


def test_the_number_of_an_item_stands_on_the_line_of_its_paragraph(tmp_path: Path) -> None:
    words = drawn(tmp_path, "1. one\n\n2. two\n", Kind.MARKDOWN)
    tops = {word: top for word, _, top in words}
    assert tops["one"] - tops["1."] == pytest.approx(0, abs=1.5)


def test_without_any_font_of_the_system_it_is_legible_still(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "font_file", lambda *_: None)
    html = "<h1>Grüße</h1><p>Жук <b>bold</b> <code>code</code><ul><li>one</ul>"
    html += "<table><tr><th>a<th>b<tr><td>c<td>Ж</table>"
    assert " ".join(words_of(tmp_path, html)) == "Grüße ??? bold code · one a b c ?"


@pytest.fixture
def poor_font(tmp_path: Path) -> Path:
    """A font with the letters of ASCII alone."""
    whole = font_file()
    if whole is None:
        pytest.skip("no TrueType font here")
    letters = Subsetter()
    letters.populate(text="".join(map(chr, range(32, 127))))
    with TTFont(whole) as font:
        letters.subset(font)
        font.save(tmp_path / "poor.ttf")
    return tmp_path / "poor.ttf"


def test_what_a_font_lacks_is_written_with_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, poor_font: Path
) -> None:
    whole = font_file()
    monkeypatch.setattr(paper, "font_file", lambda *_: poor_font)
    monkeypatch.setattr(paper, "other_font_file", lambda: whole)
    html = "<p>one Жук <b>Жук</b><table><tr><th>Жук<th>b<tr><td>Жук<td>a</table>"
    assert words_of(tmp_path, html) == ["one", "Жук", "Жук", "Жук", "b", "Жук", "a"]


def test_what_no_font_has_is_not_left_out_without_a_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, poor_font: Path
) -> None:
    monkeypatch.setattr(paper, "font_file", lambda *_: poor_font)
    monkeypatch.setattr(paper, "other_font_file", lambda: None)
    assert words_of(tmp_path, "<p>one Жук<table><tr><th>Я<th>b</table>") == ["one", "???", "?", "b"]


def test_a_font_that_cannot_be_used_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    monkeypatch.setattr(paper, "font_file", lambda *_: tmp_path / "broken.ttf")
    assert words_of(tmp_path, "<p>text") == ["text"]


def test_what_a_font_lacks_is_not_told_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "secret" in words_of(tmp_path, "secret \U000e0fff \u4f60")
    assert (caplog.text, *capsys.readouterr()) == ("", "", "")


def test_a_long_one_goes_over_many_pages(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>row{number}<td>{'text ' * 20}" for number in range(100))
    pages = pages_of(tmp_path, f"<table>{rows}</table>")
    assert len(pages) > 3
    assert "row99" in pages[-1]


def test_nothing_is_fetched(tmp_path: Path) -> None:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    Image.new("RGB", (300, 300), "black").save(tmp_path / "secret.png")
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}"
        html = (
            f"<!DOCTYPE html SYSTEM '{base}/dtd'><base href='{base}/'><link rel=stylesheet href='{base}/a.css'>"
            f"<img src='{base}/a.png'><img src='a.png'><img src='{tmp_path / 'secret.png'}'>"
            f"<img src='file://{tmp_path / 'secret.png'}'><iframe src='{base}/f'></iframe>"
            f"<script src='{base}/s'></script>"
            "<p style=\"background:url('" + base + "/b')\">text"
        )
        assert words_of(tmp_path, html) == ["text"]
        server.shutdown()
    assert asked == []
    assert b"/Subtype /Image" not in (tmp_path / "out.pdf").read_bytes()


def test_a_picture_within_is_drawn(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (2000, 100), (0, 0, 0, 255)).save(buffer, "PNG")
    source = "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
    words_of(tmp_path, f"<p>above</p><img src='{source}'><p>below")
    document = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    drawn = (
        document[0].render(scale=1, grayscale=True).to_pil().convert("L").point([255] + [0] * 255).getbbox()
    )
    document.close()
    assert drawn is not None
    assert drawn[2] - drawn[0] == pytest.approx(170 / 25.4 * 72, abs=3)


@pytest.mark.parametrize("source", ["data:image/png;base64,AAAA", "data:image/png;base64,%%%", "data:,x", ""])
def test_a_picture_that_is_none_leaves_its_words(tmp_path: Path, source: str) -> None:
    assert words_of(tmp_path, f"<img src='{source}' alt='logo'>") == ["logo"]


def test_a_picture_that_would_fill_the_memory_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "MAX_PIXELS", 99)
    buffer = io.BytesIO()
    Image.new("L", (10, 10)).save(buffer, "PNG")
    source = "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
    assert words_of(tmp_path, f"<img src='{source}' alt='logo'>") == ["logo"]


class TestTrouble:
    def kind_of(self, folder: Path, content: str | bytes, kind: Kind = Kind.HTML) -> TroubleKind:
        with pytest.raises(DocumentTrouble) as caught:
            pages_of(folder, content, kind)
        assert not (folder / "out.pdf").exists()
        return caught.value.kind

    @pytest.mark.parametrize("content", ["", "  ", "<html></html>", "<!-- nothing -->", "<script>x</script>"])
    def test_nothing_to_read_makes_no_pages(self, tmp_path: Path, content: str) -> None:
        assert self.kind_of(tmp_path, content) is TroubleKind.NO_PAGES

    def test_too_much_is_said(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(paper, "MAX_PAGES", 2)
        assert self.kind_of(tmp_path, "<p>x" * 300) is TroubleKind.TOO_LARGE
        assert self.kind_of(tmp_path, b" " * (33 * 1024 * 1024)) is TroubleKind.TOO_LARGE

    @pytest.mark.parametrize("kind", [Kind.HTML, Kind.MARKDOWN])
    def test_a_library_is_refused_at_once(self, tmp_path: Path, kind: Kind) -> None:
        started = time.perf_counter()
        assert self.kind_of(tmp_path, "<p>" + "lorem ipsum " * 400_000, kind) is TroubleKind.TOO_LARGE
        assert time.perf_counter() - started < 5

    def test_a_file_that_is_gone_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(DocumentTrouble) as caught:
            markup_to_pdf(tmp_path / "gone", tmp_path / "out.pdf", Kind.HTML)
        assert caught.value.kind is TroubleKind.UNREADABLE

    def test_a_hundred_thousand_tags_in_each_other(self, tmp_path: Path) -> None:
        assert self.kind_of(tmp_path, "before" + "<div>" * 100_000 + "deep") is TroubleKind.BROKEN


_NAMES = (
    "p b i h1 h6 ul ol li table tr td th pre br hr img blockquote a div span dl dt dd x-y !-- /p /table /ul"
)
_SOUP = st.lists(
    st.one_of(
        st.sampled_from([f"<{name}>" for name in re.split(" ", _NAMES)]),
        st.sampled_from(
            ["<td colspan=9>", "<td colspan=-1>", "<img src=data:image/gif;base64,R0>", "&#0;", "<"]
        ),
        st.text(max_size=12),
    ),
    max_size=40,
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_SOUP)
def test_soup_is_read_or_refused(tmp_path: Path, soup: list[str]) -> None:
    with contextlib.suppress(DocumentTrouble):
        pages_of(tmp_path, "".join(soup).encode("utf-8", "surrogatepass"))


_SOUP_TAGS = (
    "<p> </p> <b> </b> <i> <u> <del> <code> <h1> </h1> <h4> <ul> </ul> <ol> <li> </li> <dl> <dt> <dd> <pre> </pre> "
    "<blockquote> </blockquote> <div> </div> <span> <a> </a> <br> <hr> <table> </table> <tr> </tr> <td> </td> <th> "
    "<td/rowspan=3> <td/colspan=2> <td/rowspan=0> <thead> <tbody> <caption> </caption> <colgroup> <img> <center> "
)
_TAGS = st.sampled_from(_SOUP_TAGS.split(" "))


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(_TAGS, st.just("word")), max_size=60))
def test_no_word_of_a_soup_is_lost(tmp_path: Path, soup: list[str]) -> None:
    html = " ".join(f" w{number}z " if part == "word" else part for number, part in enumerate(soup))
    expected = {f"w{number}z" for number, part in enumerate(soup) if part == "word"}
    if expected:
        assert expected <= set(words_of(tmp_path, html))


@pytest.mark.parametrize(
    "content",
    [
        "<!-- saved --><html><p>Hello",
        "<?xml version='1.0'?><!DOCTYPE html><p>Hello",
        "<p>Hello",
        "  <table><tr><td>Hello",
        "<DIV class=x>Hello",
    ],
)
def test_html_is_known_by_its_first_tag(tmp_path: Path, content: str) -> None:
    path = tmp_path / "page.txt"
    path.write_text(content)
    info = inspect(path)
    assert (info.kind, info.pages) == (Kind.HTML, 1)


@pytest.mark.parametrize(
    "content", ["<pre-order> 3 boxes", "< p> no", "text <p>later", "<?xml version='1.0'?><data/>"]
)
def test_other_text_stays_text(tmp_path: Path, content: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(content)
    assert inspect(path).kind is Kind.TEXT


def test_markdown_is_known_by_its_name_alone(tmp_path: Path) -> None:
    for name, kind in (("a.md", Kind.MARKDOWN), ("a.MARKDOWN", Kind.MARKDOWN), ("a.txt", Kind.TEXT)):
        path = tmp_path / name
        path.write_text("# Title")
        assert inspect(path).kind is kind
