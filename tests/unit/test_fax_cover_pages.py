"""Cover pages as they are drawn: sizes, weights, alignment, tables, rules, and what is too long for its place."""

from __future__ import annotations

import pytest
from docx_samples import paragraph, run, with_body, with_styles
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from byfax_desktop.fax.covers.cover import cover_pages, fill_cover, placeholders
from byfax_desktop.fax.covers.docx_blocks import Paragraph, Row, Span, blocks
from byfax_desktop.fax.covers.docx_styles import LARGEST, SMALLEST
from byfax_desktop.fax.covers.lines import lines
from byfax_desktop.fax.covers.sample import ENGLISH, RUSSIAN, sample_cover
from byfax_desktop.fax.geometry import WIDTH, Resolution

MARGIN = 170
TEXT_WIDTH = WIDTH - 2 * MARGIN
Box = tuple[int, int, int, int]


def page(body: str) -> Image.Image:
    """The only page that a body makes."""
    (only,) = cover_pages(with_body(body), Resolution.FINE)
    return only


def ink_box(image: Image.Image) -> Box:
    """Where the black dots are."""
    box = ImageChops.invert(image.convert("L")).getbbox()
    assert box is not None
    return box


def black(image: Image.Image) -> int:
    return image.convert("L").histogram()[0]


def cell(inside: str, width: int = 0, span: int = 1) -> str:
    own = f'<w:tcW w:w="{width}" w:type="dxa"/>' if width else ""
    return f'<w:tc><w:tcPr>{own}<w:gridSpan w:val="{span}"/></w:tcPr>{inside}</w:tc>'


def table(cells: str, grid: tuple[int, ...] = ()) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblGrid>{columns}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>"


def only_row(body: str) -> Row:
    (row,) = blocks(with_body(body))
    assert isinstance(row, Row)
    return row


def only_paragraph(document: bytes) -> Paragraph:
    (found,) = blocks(document)
    assert isinstance(found, Paragraph)
    return found


@pytest.mark.parametrize("resolution", Resolution)
def test_pages_are_fax_pages_of_a4(resolution: Resolution) -> None:
    (only,) = cover_pages(sample_cover(), resolution)
    assert (only.mode, only.size) == ("1", (WIDTH, resolution.page_lines))
    left, top, right, bottom = ink_box(only)
    assert left >= MARGIN - 2
    assert right <= WIDTH - MARGIN + 2
    assert 0 < top < bottom < resolution.page_lines


@pytest.mark.parametrize("labels", [ENGLISH, RUSSIAN])
def test_the_sample_has_every_placeholder_and_prints_its_words(labels: tuple[str, ...]) -> None:
    sample = sample_cover("Title", labels)
    assert set(placeholders(sample)) == {
        "ToName", "ToCompany", "ToNumber", "FromName", "FromCompany", "FromNumber",
        "Subject", "Text", "Date", "Pages",
    }  # fmt: skip
    rows = [block for block in blocks(sample) if isinstance(block, Row)]
    assert [row.cells[0][0].spans[0].text for row in rows] == list(labels)
    assert sample_cover("Title", labels) == sample


def test_a_title_may_hold_any_letters() -> None:
    title = next(iter(blocks(sample_cover("Факс <&>"))))
    assert isinstance(title, Paragraph)
    assert title.spans[0].text == "Факс <&>"


def test_cyrillic_is_printed_as_letters() -> None:
    assert len({page(paragraph(run(letter, 60))).tobytes() for letter in "ЖЯФЩ"}) == 4


def test_larger_sizes_are_taller_and_bold_is_blacker() -> None:
    small, large = ink_box(page(paragraph(run("H", 20)))), ink_box(page(paragraph(run("H", 80))))
    assert large[3] - large[1] == pytest.approx(4 * (small[3] - small[1]), abs=4)
    assert black(page(paragraph(run("H", 40, bold=True)))) > 1.3 * black(page(paragraph(run("H", 40))))


@pytest.mark.parametrize("size", [0, 1, 9999, 99999999])
def test_sizes_are_kept_within_reason(size: int) -> None:
    properties = f'<w:r><w:rPr><w:sz w:val="{size}"/></w:rPr><w:t>A</w:t></w:r>'
    (span,) = only_paragraph(with_body(paragraph(properties))).spans
    assert span.look.size == (SMALLEST if size < SMALLEST else LARGEST)
    assert black(page(paragraph(properties))) > 0


@pytest.mark.parametrize("size", ["", "-4", "x", "²", "1e3"])
def test_a_size_that_is_none_is_the_usual_one(size: str) -> None:
    text = f'<w:r><w:rPr><w:sz w:val="{size}"/></w:rPr><w:t>A</w:t></w:r>'
    assert only_paragraph(with_body(paragraph(text))).spans[0].look.size == 22


@pytest.mark.parametrize(("align", "part"), [("left", 0.0), ("center", 0.5), ("right", 1.0), ("both", 0.0)])
def test_paragraphs_are_aligned(align: str, part: float) -> None:
    left, _, right, _ = ink_box(page(paragraph(run("HHH", 40), f'<w:jc w:val="{align}"/>')))
    assert left - MARGIN == pytest.approx(part * (TEXT_WIDTH - (right - left)), abs=8)


def test_a_bottom_border_is_a_rule_over_the_whole_width() -> None:
    ruled = page(paragraph("", '<w:pBdr><w:bottom w:val="single"/></w:pBdr>'))
    left, top, right, bottom = ink_box(ruled)
    assert left == pytest.approx(MARGIN, abs=1)
    assert right == pytest.approx(WIDTH - MARGIN, abs=1)
    assert bottom - top < 8
    assert page(paragraph("", '<w:pBdr><w:bottom w:val="none"/></w:pBdr>')).convert("L").getextrema() == (
        255,
        255,
    )


def test_breaks_tabs_and_spaces_shape_the_text() -> None:
    inside = "<w:r><w:t>H</w:t><w:br/><w:tab/><w:t>H</w:t></w:r>"
    broken = page(paragraph(inside))
    first, second = broken.crop((0, 0, WIDTH, 200)), broken.crop((0, 200, WIDTH, broken.height))
    assert ink_box(second)[0] - ink_box(first)[0] == pytest.approx(102, abs=2)
    spaced = '<w:spacing w:before="720" w:after="0"/>'
    distance = ink_box(page(paragraph(run("H"), spaced)))[1] - ink_box(page(paragraph(run("H"))))[1]
    assert distance == pytest.approx(98, abs=2)


def test_cells_stand_side_by_side_in_the_parts_of_the_grid() -> None:
    cells = cell(paragraph(run("HH"))) + cell(paragraph(run("HH")))
    drawn = page(table(cells, (3000, 1000)))
    assert ink_box(drawn)[0] == pytest.approx(MARGIN, abs=8)
    assert ink_box(drawn.crop((MARGIN + 200, 0, WIDTH, 400)))[0] + 200 == pytest.approx(
        TEXT_WIDTH * 0.75, abs=8
    )


@pytest.mark.parametrize(
    ("cells", "grid", "widths"),
    [
        (cell("") + cell(""), (), (0.5, 0.5)),
        (cell("", 300) + cell("", 100), (), (0.75, 0.25)),
        (cell("", 300) + cell(""), (), (0.5, 0.5)),
        (cell("", span=2) + cell(""), (100, 200, 100), (0.75, 0.25)),
        (cell("", span=9), (100, 200), (1.0,)),
        ("", (100,), ()),
    ],
)
def test_widths_come_from_the_grid_or_the_cells(
    cells: str, grid: tuple[int, ...], widths: tuple[float, ...]
) -> None:
    assert only_row(table(cells, grid)).widths == widths


def test_tables_in_cells_and_content_controls_lose_no_text() -> None:
    inner = table(cell(paragraph(run("inner"))))
    row = only_row(table(cell(paragraph(run("outer")) + inner)))
    assert [p.spans[0].text for p in row.cells[0]] == ["outer", "inner"]
    control = f"<w:sdt><w:sdtContent>{paragraph(run('controlled'))}</w:sdtContent></w:sdt>"
    assert only_paragraph(with_body(control)).spans[0].text == "controlled"


def test_text_boxes_are_drawn_once_although_they_are_there_twice() -> None:
    box = f"<w:txbxContent>{paragraph(run('boxed'))}</w:txbxContent>"
    body = (
        '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><mc:AlternateContent>'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    found = [b for b in blocks(with_body(body)) if isinstance(b, Paragraph)]
    assert ["".join(span.text for span in p.spans) for p in found] == ["", "boxed"]


def test_styles_give_looks_and_own_properties_win() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="30"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:pPr><w:spacing w:after="100"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H"><w:basedOn w:val="N"/><w:pPr><w:jc w:val="center"/></w:pPr>'
        '<w:rPr><w:b/><w:sz w:val="50"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="C"><w:rPr><w:b w:val="0"/></w:rPr></w:style>'
    )
    plain = only_paragraph(with_styles(paragraph(run("a")), styles))
    assert (plain.spans[0].look.size, plain.look.after, plain.look.align) == (30, 100, "left")
    inside = run("a") + '<w:r><w:rPr><w:rStyle w:val="C"/><w:sz w:val="20"/></w:rPr><w:t>b</w:t></w:r>'
    heading = only_paragraph(with_styles(paragraph(inside, '<w:pStyle w:val="H"/>'), styles))
    assert (heading.look.align, heading.look.after) == ("center", 100)
    assert [(span.look.size, span.look.bold) for span in heading.spans] == [(50, True), (20, False)]


def test_styles_based_on_each_other_end() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:basedOn w:val="{base}"/></w:style>'
        for name, base in (("A", "B"), ("B", "A"))
    )
    found = only_paragraph(with_styles(paragraph(run("a"), '<w:pStyle w:val="A"/>'), styles))
    assert found.spans[0].text == "a"


def test_long_text_goes_on_on_further_pages() -> None:
    filled = fill_cover(sample_cover(), {"Text": "\n".join(f"Line {number}" for number in range(200))})
    pages = list(cover_pages(filled, Resolution.STANDARD))
    assert len(pages) > 3
    assert all(black(each) > 1000 for each in pages)


def test_a_row_taller_than_a_page_is_parted() -> None:
    text = run("word " * 3000)
    pages = list(
        cover_pages(with_body(table(cell(paragraph(text)) + cell(paragraph(run("x"))))), Resolution.STANDARD)
    )
    assert len(pages) > 3
    assert all(ink_box(each)[3] < Resolution.STANDARD.page_lines - 60 for each in pages)


def test_a_word_wider_than_the_paper_is_parted() -> None:
    left, _, right, _ = ink_box(page(paragraph(run("W" * 500))))
    assert left >= MARGIN - 2
    assert right <= WIDTH - MARGIN + 2


@given(st.text(alphabet="ab \t\nЖ—W", max_size=200), st.integers(80, 600))
def test_no_letter_is_lost_and_no_line_too_wide(text: str, width: int) -> None:
    broken = lines([Paragraph((Span(text),))], width)
    drawn = "".join(word.text for line in broken for _, word in line.words)
    assert drawn == "".join(text.split())
    assert all(line.width <= width for line in broken)
