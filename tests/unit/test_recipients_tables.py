"""Tables out of text files and the clipboard, however they were written."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peak_memory import peak_memory

from byfax_desktop.engine.recipients import table as table_module
from byfax_desktop.engine.recipients.csv_text import read_csv, table_in, text_opener
from byfax_desktop.engine.recipients.tables import read_table, table_of_text
from byfax_desktop.engine.recipients.trouble import RecipientsTrouble

PEOPLE = [
    ["Имя", "Факс", "Город"],
    ["Иванов Иван", "+375291111111", "Минск"],
    ["Пётр", "+4930123456", "Гродно"],
]
LETTERS = {
    "utf-8": "aЖß中 ",
    "utf-8-sig": "aЖß中 ",
    "utf-16": "aЖß中 ",
    "cp1251": "aЖщ№ ",
    "koi8-r": "aЖщ ",
    "cp1252": "aßé ",
}
MEBIBYTE = 1024 * 1024

DIALECTS = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from(";,\t|"),
        "quoting": st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
        "lineterminator": st.sampled_from(["\r\n", "\n"]),
    }
)


def written(path: Path, rows: list[list[str]], encoding: str, **dialect) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, **dialect).writerows(rows)
    return path


@given(data=st.data(), dialect=DIALECTS, encoding=st.sampled_from(sorted(LETTERS)))
def test_any_table_is_read_back_by_what_it_was_written_with(data, dialect, encoding, tmp_path_factory):
    cell = st.text(LETTERS[encoding] + "'\"\n;,\t|=+1", max_size=12)
    width = data.draw(st.integers(1, 5))
    filled = st.lists(cell, min_size=width, max_size=width).filter(lambda row: any(map(str.strip, row)))
    rows = data.draw(st.lists(filled, min_size=1, max_size=8))
    path = written(tmp_path_factory.mktemp("csv") / "t.csv", rows, encoding, **dialect)

    table = read_csv(path, encoding, dialect["delimiter"], header=False)

    assert [list(row) for row in table.rows] == rows
    assert table.notices == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_encoding_delimiter_and_header_are_guessed(encoding, delimiter, tmp_path):
    table = read_table(written(tmp_path / "list.csv", PEOPLE, encoding, delimiter=delimiter))

    assert table.columns == tuple(PEOPLE[0])
    assert [list(row) for row in table.rows] == PEOPLE[1:]
    assert table.has_header
    assert table.delimiter == delimiter


def test_a_wrong_guess_can_be_changed(tmp_path):
    path = written(tmp_path / "list.csv", PEOPLE, "cp1251", delimiter=";")

    table = read_csv(path, encoding="cp866", delimiter=",", header=False)

    assert (table.encoding, table.delimiter, table.has_header) == ("cp866", ",", False)
    assert len(table.columns) == 1


def test_letters_that_are_not_of_the_encoding_are_told_of(tmp_path):
    path = written(tmp_path / "list.csv", PEOPLE, "cp1251", delimiter=";")

    assert "encoding" in read_csv(path, encoding="utf-8").notices[0]


def test_an_encoding_that_does_not_fit_at_all_is_refused_in_words(tmp_path):
    path = written(tmp_path / "list.csv", PEOPLE, "cp1251", delimiter=";")

    with pytest.raises(RecipientsTrouble, match="not written in the encoding utf-16"):
        read_csv(path, encoding="utf-16")


def test_letters_that_come_late_in_a_long_file_count(tmp_path):
    rows = [["a", "+4930123456"]] * 20_000 + PEOPLE[1:]

    table = read_table(written(tmp_path / "late.csv", rows, "cp1251", delimiter=";"))

    assert table.encoding == "cp1251"
    assert table.rows[-2][0] == "Иванов Иван"


def test_a_file_without_header_has_numbered_columns():
    table = table_of_text("Anna;+49 30 123456\nBob;+49 30 123457")

    assert (table.columns, table.has_header, len(table.rows)) == (("Column 1", "Column 2"), False, 2)


def test_a_header_of_unknown_words_is_told_by_the_numbers_below_it():
    table = table_of_text("Wer;Wohin\nAnna;+49 30 123456\nBob;+49 30 123457")

    assert table.has_header
    assert table.columns == ("Wer", "Wohin")


def test_columns_of_one_name_can_be_told_apart():
    assert table_of_text("Fax;Fax;;Name\n1;2;3;4").columns == ("Fax", "Fax (2)", "Column 3", "Name")


def test_ragged_rows_are_filled_up_and_empty_ones_dropped():
    table = table_of_text("Name;Fax\n\n;;\n  ;\nAnna\nBob;+4930123456;more\n")

    assert table.rows == (("Anna", "", ""), ("Bob", "+4930123456", "more"))


def test_line_breaks_in_quotes_belong_to_the_cell():
    table = table_of_text('Name\tFax\n"Anna\nBerg"\t+4930123456\n')

    assert table.rows == (("Anna\nBerg", "+4930123456"),)


def test_a_quotation_mark_that_is_never_closed_swallows_no_row():
    table = table_of_text('Name;Fax\n"Anna;+4930123456\nBob;+4930123457\n"Zoë";+4930123458')

    assert table.rows == (('"Anna', "+4930123456"), ("Bob", "+4930123457"), ("Zoë", "+4930123458"))
    assert "not closed" in table.notices[0]


@pytest.mark.parametrize("delimiter", ["|", "\t", ";", "~"])
def test_the_line_by_which_spreadsheets_name_the_delimiter_is_obeyed(delimiter):
    table = table_in(
        text_opener(f"sep={delimiter}\r\nName{delimiter}Fax\r\na,b{delimiter}+4930123456\r\n"), "x"
    )

    assert (table.columns, table.rows) == (("Name", "Fax"), (("a,b", "+4930123456"),))


@given(st.text('sep=";|\t\r\n,\x1f\0"', max_size=30))
def test_no_text_is_too_odd_to_be_a_file(text):
    assert table_in(text_opener("sep=" + text), "x").columns is not None


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Anna Berg <+49 30 123456>\nBob (0301 23456)",
            [("Anna Berg", "+49 30 123456"), ("Bob", "0301 23456")],
        ),
        (
            "Müller, Hans +49 30 123456\nBob: +375 29 111-11-11",
            [("Müller, Hans", "+49 30 123456"), ("Bob", "+375 29 111-11-11")],
        ),
        ("+49 30 123456, +49 30 123457", [("+49 30 123456",), (" +49 30 123457",)]),
        ("+49 30 123456\n+49 30 123457", [("+49 30 123456",), ("+49 30 123457",)]),
        ("Anna\t\t+49 30 123456", [("Anna", "", "+49 30 123456")]),
        ("", []),
    ],
)
def test_what_people_paste_becomes_rows(text, rows):
    assert list(table_of_text(text).rows) == rows


@given(st.text(max_size=300))
def test_no_text_is_too_odd_to_paste(text):
    table = table_of_text(text)

    assert len(set(table.columns)) == len(table.columns)
    assert all(len(row) == len(table.columns) for row in table.rows)


@pytest.mark.parametrize(
    "content", [b"a\0b;c\n\0", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100), b"%PDF-1.7\n\0\1"]
)
def test_what_is_no_text_is_no_table(content, tmp_path):
    (tmp_path / "x.csv").write_bytes(content)

    with pytest.raises(RecipientsTrouble, match="not a table"):
        read_table(tmp_path / "x.csv")


def test_an_old_workbook_is_told_by_its_beginning(tmp_path):
    (tmp_path / "x.csv").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000))

    with pytest.raises(RecipientsTrouble, match="old Excel workbook"):
        read_table(tmp_path / "x.csv")


def test_a_row_of_endlessly_many_cells_is_no_table():
    with pytest.raises(RecipientsTrouble, match="not a table"):
        table_of_text("a;" * 1000 + "\n")


def test_too_many_rows_are_refused_as_a_whole(monkeypatch):
    monkeypatch.setattr(table_module, "MAX_ROWS", 10)

    assert len(table_of_text("Fax\n" + "+4930123456\n" * 10).rows) == 10
    with pytest.raises(RecipientsTrouble, match="more than 10 rows"):
        table_of_text("Fax\n" + "+4930123456\n" * 11)


READ = """
from byfax_desktop.engine.recipients.tables import read_table
from byfax_desktop.engine.recipients.trouble import RecipientsTrouble
try:
    print(len(read_table(pathlib.Path(sys.argv[1])).rows))
except RecipientsTrouble as trouble:
    print(type(trouble).__name__)
"""


@pytest.mark.parametrize("size", [100 * MEBIBYTE, 1024 * MEBIBYTE])
def test_a_line_without_end_is_refused_in_little_memory(size, tmp_path):
    path = tmp_path / "line.csv"
    with path.open("wb") as file:
        if size > 200 * MEBIBYTE:
            file.truncate(size)
        for _ in range(min(size, 100 * MEBIBYTE) // MEBIBYTE):
            file.write(b"a;" * (MEBIBYTE // 2))

    result, kib = peak_memory(READ, path)

    assert result == "RecipientsTrouble"
    assert kib < 200 * 1024


def test_a_hundred_megabytes_of_rows_are_read(tmp_path):
    path = tmp_path / "large.csv"
    row = "Anna;+4930123456;" + "x" * 1180 + "\n"
    with path.open("w") as file:
        for _ in range(85):
            file.write(row * 1000)

    result, kib = peak_memory(READ, path)

    assert result == "85000"
    assert kib < 400 * 1024
