"""From a table to recipients: columns guessed, rows taken, duplicates made one, placeholders filled, lists exported."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.engine.recipients.cells import guarded, unguarded
from byfax_desktop.engine.recipients.duplicates import merged, repeated
from byfax_desktop.engine.recipients.export import csv_text, write_csv
from byfax_desktop.engine.recipients.imported import ImportedRecipient
from byfax_desktop.engine.recipients.mapping import Mapping, guess_mapping
from byfax_desktop.engine.recipients.merge import escaped, fill, placeholders
from byfax_desktop.engine.recipients.rows import rows_to_recipients, with_number
from byfax_desktop.engine.recipients.tables import read_table, table_of_text

FORMULA_STARTS = "=+-@\t\r\n\0＝＋－＠"


@pytest.mark.parametrize(
    ("header", "row", "mapping"),
    [
        ("Name;Company;Fax", "Anna;ACME;+4930123456", Mapping(2, (0,), 1)),
        ("Ф.И.О.;Организация;Номер факса", "Анна;ООО;+375172261234", Mapping(2, (0,), 1)),
        ("Фамилия;Имя;Отчество;Факс", "Берг;Анна;И.;226-12-34", Mapping(3, (1, 2, 0))),
        ("Last name;First name;Phone;Fax", "Berg;Anna;+4930123456;+4930123457", Mapping(3, (1, 0))),
        ("Телефон;Имя", "+375172261234;Анна", Mapping(0, (1,))),
        ("ИНН;Тел.;Наименование", "191234567;+375172261234;ООО", Mapping(1, (), 2)),
        (
            "№ п/п;№ факса;Кому;Тема;Обращение;Колонтитул",
            "1;+375172261234;A;B;C;D",
            Mapping(1, (2,), None, 3, 5, 4),
        ),
        ("To whom;Where;Subject;Header;Greeting", "Anna;+4930123456;S;H;G", Mapping(1, (), None, 2, 3, 4)),
    ],
)
def test_columns_are_guessed_from_titles_and_contents(header, row, mapping):
    assert guess_mapping(table_of_text(f"{header}\n{row}\n{row}"), "BY") == mapping


@pytest.mark.parametrize(
    ("row", "mapping"),
    [
        ("Anna Berg\tACME\t+49 30 123456", Mapping(2, (0,), 1)),
        ("ООО Ромашка\tАнна Берг\t+375 17 226-12-34", Mapping(2, (1,), 0)),
        ("+49 30 123456\tAnna", Mapping(0, (1,))),
        ("+49 30 123456", Mapping(0)),
        ("Anna\tBob", Mapping(None, (0,), 1)),
    ],
)
def test_columns_without_titles_are_guessed_from_contents(row, mapping):
    assert guess_mapping(table_of_text(f"{row}\n{row}"), "BY") == mapping


def test_an_empty_table_has_no_columns_to_guess():
    assert guess_mapping(table_of_text("")) == Mapping()


def test_a_row_that_cannot_be_taken_keeps_no_other_from_it():
    table = table_of_text(
        "Name;Fax\nAnna;+4930123456\nBob;911\nZoë;+1 212 555 0123 ext. 5\nMax;\nEva;" + "1" * 300
    )

    anna, bob, zoe, max_, eva = rows_to_recipients(table, guess_mapping(table, "DE"), "DE")

    assert (anna.recipient.number, anna.problem, anna.question) == ("+4930123456", "", "")
    assert "emergency" in bob.problem
    assert (zoe.problem, zoe.recipient.number, bool(zoe.question)) == ("", "", True)
    assert "No fax number" in max_.problem
    assert "not a fax number" in eva.problem
    assert [each.place for each in (anna, bob, zoe, max_, eva)] == [0, 1, 2, 3, 4]


def test_a_number_that_a_person_chose_is_taken():
    table = table_of_text("Name;Fax\nZoë;+1 212 555 0123 ext. 5")
    (zoe,) = rows_to_recipients(table, guess_mapping(table))

    chosen = with_number(zoe, zoe.number.offers[0])

    assert (chosen.recipient.number, chosen.recipient.name, chosen.question) == ("+12125550123", "Zoë", "")


def test_all_cells_of_a_row_can_be_merged_and_what_is_its_own_is_kept():
    table = table_of_text("Имя;Фамилия;Факс;Тема;Счёт\n Анна ;Берг;+375172261234;Отчёт;'=42")

    (anna,) = rows_to_recipients(table, guess_mapping(table, "BY"), "BY")

    assert (anna.recipient.name, anna.recipient.subject) == ("Анна Берг", "Отчёт")
    assert anna.recipient.values["Счёт"] == "=42"
    assert anna.recipient.for_draft.name == "Анна Берг"


def test_a_mapping_can_be_changed():
    table = table_of_text("Name;Fax\nAnna;+4930123456")

    (row,) = rows_to_recipients(table, Mapping(number=1, company=0))

    assert (row.recipient.name, row.recipient.company) == ("", "Anna")


def test_who_is_twice_in_a_list_is_made_one_with_a_notice():
    list_ = [
        ImportedRecipient("+1", "Anna"),
        ImportedRecipient("+2"),
        ImportedRecipient("+1", "Bob", "ACME"),
        ImportedRecipient(""),
    ]

    one = merged(list_)

    left = [(each.number, each.name, each.company) for each in one.recipients]
    assert left == [("+1", "Anna", "ACME"), ("+2", "", ""), ("", "", "")]
    assert one.notices == ("+1 was in the list 2 times (Anna, Bob); it gets one fax.",)


@given(st.lists(st.sampled_from(["", "+1", "+2", "+3"])))
def test_after_merging_each_number_is_there_once_in_the_same_order(numbers):
    one = merged([ImportedRecipient(number) for number in numbers])

    left = [each.number for each in one.recipients if each.number]
    assert left == list(dict.fromkeys(filter(None, numbers)))
    assert repeated(left) == ()
    assert sum(not each.number for each in one.recipients) == numbers.count("")


def test_placeholders_are_filled_whatever_their_case_and_unknown_ones_listed():
    filled = fill(
        "Dear {name}, {{not this}} {Sum} {Summe} {DateTime} {", {"Name": "{Sum}", "Sum": "5"}, ["DateTime"]
    )

    assert filled.text == "Dear {Sum}, {not this} 5 {Summe} {DateTime} {"
    assert filled.unknown == ("Summe",)
    assert placeholders(["{a} {{b}}", "{ c } {a}"]) == ("a", "c")


@given(st.text())
def test_an_escaped_text_stays_as_it_was(text):
    assert fill(escaped(text), {"a": "b"}).text == text


@given(st.lists(st.tuples(st.text(), st.sampled_from(["Name", "Sum", "Unknown"]))), st.text(), st.text())
def test_merging_loses_no_text(pieces, name, total):
    template = "".join(escaped(text) + "{" + field + "}" for text, field in pieces)
    values = {"Name": name, "Sum": total}

    filled = fill(template, values)

    assert filled.text == "".join(text + values.get(field, "{Unknown}") for text, field in pieces)


@pytest.mark.parametrize(
    "cell", ['=HYPERLINK("http://x")', "@SUM(1)", "+4930123456", "-1", " =1", "'=1", "＝1", "\t=1", "\0=1"]
)
def test_a_cell_that_might_be_computed_is_guarded(cell):
    assert guarded(cell) == "'" + cell


@given(st.text() | st.text("'=+ a"))
def test_what_is_guarded_is_had_back(cell):
    assert unguarded(guarded(cell)) == cell
    assert guarded(cell).strip(" ")[:1] not in {*FORMULA_STARTS}


@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=2)))
def test_an_exported_list_has_no_cell_that_begins_a_formula_and_is_read_back(rows):
    text = csv_text(["Name", "Fax"], rows)

    read = list(csv.reader(io.StringIO(text, newline="")))

    assert [[unguarded(cell) for cell in row] for row in read[1:]] == rows
    assert not any(cell[:1] in {*FORMULA_STARTS} for row in read for cell in row)


def test_an_exported_file_is_imported_again(tmp_path):
    write_csv(tmp_path / "a.csv", ["Имя", "Факс"], [["@Анна", "+375172261234"]])
    table = read_table(tmp_path / "a.csv")

    (anna,) = rows_to_recipients(table, guess_mapping(table))

    assert table.encoding == "utf-8-sig"
    assert (anna.recipient.name, anna.recipient.number) == ("@Анна", "+375172261234")


def test_numbers_for_other_programs_are_bare_and_nothing_else_is():
    text = csv_text(["Name", "Fax"], [["=1", "+375172261234"], ["+1+cmd", "+1"]], bare_numbers=True)

    assert text.splitlines()[1:] == ['"\'=1","+375172261234"', '"\'+1+cmd","\'+1"']


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_spreadsheet_takes_no_exported_cell_for_a_formula_or_a_number(tmp_path):
    cells = ["=1+1", "@SUM(1)", "-1+2", "+4930123456", "+49 30 123456", "\t=1", "＝1+1", " =1+1"]
    write_csv(tmp_path / "a.csv", ["Name", "Fax"], [[cell, "x"] for cell in cells])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    utf8 = ["--infilter=CSV:44,34,76", "--convert-to", "xlsx", "--outdir", tmp_path, tmp_path / "a.csv"]

    subprocess.run(["soffice", profile, "--headless", *utf8], check=True, capture_output=True, timeout=100)

    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    shown = [row[0] for row in book.active.iter_rows(min_row=2)]
    assert [cell.data_type for cell in shown] == ["s"] * len(cells)
    assert [unguarded(str(cell.value)).strip() for cell in shown] == [cell.strip() for cell in cells]
