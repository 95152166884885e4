"""Tables out of workbooks, honest and hostile."""

from __future__ import annotations

import datetime as dt
import struct
import zipfile
from pathlib import Path

import openpyxl
import pytest
from peak_memory import peak_memory

from byfax_desktop.engine.recipients.mapping import guess_mapping
from byfax_desktop.engine.recipients.rows import rows_to_recipients
from byfax_desktop.engine.recipients.tables import read_table
from byfax_desktop.engine.recipients.trouble import RecipientsTrouble
from byfax_desktop.engine.recipients.workbook import read_workbook, shown

MEBIBYTE = 1024 * 1024
SHEET = "xl/worksheets/sheet1.xml"


def workbook(path: Path, rows: list[list[object]], formats: dict[str, str] | None = None) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for place, form in (formats or {}).items():
        book.active[place].number_format = form
    book.create_sheet("Second").append(["other"])
    book.save(path)
    return path


def changed(path: Path, name: str, content: bytes) -> Path:
    """The workbook with one part replaced, or added."""
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()} | {name: content}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, data in parts.items():
            archive.writestr(each, data)
    return path


def sheet_of(cells: str) -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>'.encode()


def test_the_first_sheet_is_read_and_the_others_named(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx", [["Имя", "Факс"], ["Анна", "+375291111111"], [], [None, 49301234567]]
    )

    table = read_table(path)

    assert table.columns == ("Имя", "Факс")
    assert table.rows == (("Анна", "+375291111111"), ("", "49301234567"))
    assert (table.sheets, table.sheet) == (("Sheet", "Second"), "Sheet")
    assert read_workbook(path, "Second", header=False).rows == (("other",),)


def test_a_sheet_that_is_not_there_is_told_of(tmp_path):
    with pytest.raises(RecipientsTrouble, match="no such sheet"):
        read_workbook(workbook(tmp_path / "a.xlsx", [["a"]]), "Gone")


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (375291234567, "General", "375291234567"),
        (375291234567.0, "General", "375291234567"),
        (375291000000.0, "General", "3.75291E+11"),
        (375291000000, "General", "3.75291E+11"),
        (375291234567, '"+"0', "+375291234567"),
        (80171234567, "\\+0", "+80171234567"),
        (301234567, "0000000000", "0301234567"),
        (49301234567890123, "General", "4.93012E+16"),
        (12.5, "0.00", "12.5"),
        (1234567, "#,##0", "1234567"),
        (True, "General", "TRUE"),
        (dt.datetime(2026, 11, 23), "dd.mm.yyyy", "2026-11-23"),
        (dt.datetime(2026, 11, 23, 9, 30), "General", "2026-11-23 09:30:00"),
        (dt.time(9, 30), "General", "09:30:00"),
        (None, "General", ""),
        (float("inf"), "General", ""),
    ],
)
def test_cells_are_what_a_person_sees_but_keep_their_digits(value, form, text):
    assert shown(value, form) == text


def test_a_number_that_may_have_lost_digits_is_asked_about_and_no_other(tmp_path):
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Fax</t></is></c></row>'
        '<row r="2"><c r="A2"><v>3.75291E+11</v></c></row><row r="3"><c r="A3"><v>375291234567</v></c></row>'
    )
    table = read_table(changed(workbook(tmp_path / "a.xlsx", []), SHEET, sheet_of(cells)))

    lost, whole = rows_to_recipients(table, guess_mapping(table, "BY"), "BY")

    assert "last digits may be lost" in lost.question
    assert (lost.recipient.number, lost.number.offers) == ("", ("+375291000000",))
    assert (whole.question, whole.recipient.number) == ("", "+375291234567")


def test_macros_and_pictures_are_not_read(tmp_path):
    path = changed(
        workbook(tmp_path / "a.xlsm", [["Fax"], ["+4930123456"]]), "xl/vbaProject.bin", bytes(80 * MEBIBYTE)
    )

    assert read_table(path).rows == (("+4930123456",),)


def test_formulas_are_what_they_came_to_and_never_computed(tmp_path):
    link = '<c r="A1"><f>HYPERLINK("http://x")</f><v>5</v></c>'
    cells = f'<row r="1">{link}<c r="B1" t="str"><f>1</f><v>Anna</v></c></row>'

    assert read_table(changed(workbook(tmp_path / "a.xlsx", []), SHEET, sheet_of(cells))).rows == (
        ("5", "Anna"),
    )


@pytest.mark.timeout(60)  # the 17 billion cells that it says it has would take days
def test_what_a_sheet_says_of_its_size_is_not_believed(tmp_path):
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    sheet = sheet_of(cells).replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    path = changed(workbook(tmp_path / "a.xlsx", []), SHEET, sheet)

    assert read_table(path).rows == (("1",),)


def bomb(path: Path, name: str, piece: bytes, pieces: int) -> Path:
    changed(workbook(path, [["Fax"]]), "keep", b"")
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist() if each != name}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for each, data in parts.items():
            archive.writestr(each, data)
        with archive.open(name, "w", force_zip64=True) as part:
            for _ in range(pieces):
                part.write(piece)
    return path


def lying(path: Path) -> Path:
    """A sheet of a gigabyte that says it has 1000 bytes."""
    bomb(path, SHEET, b"<row/>" * 200_000, 700)
    data = bytearray(path.read_bytes())
    place = data.rfind(b"PK\x01\x02", 0, data.rfind(SHEET.encode()))
    struct.pack_into("<L", data, place + 24, 1000)
    path.write_bytes(data)
    return path


def many_parts(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"xl/worksheets/{number:060}.xml", b"")
    return path


LAUGHS = (
    b'<!DOCTYPE a [<!ENTITY b "'
    + b"x" * 1000
    + b'"><!ENTITY c "'
    + b"&b;" * 1000
    + b'">]><sst>'
    + b"&c;" * 1000
)
BOMBS = {
    "sheet": lambda path: bomb(path, SHEET, b"<row/>" * 200_000, 700),
    "texts": lambda path: bomb(path, "xl/sharedStrings.xml", b"<si><t>a</t></si>" * 60_000, 30),
    "styles": lambda path: bomb(path, "xl/styles.xml", b"<xf/>" * 200_000, 100),
    "lying": lying,
    "parts": many_parts,
    "entities": lambda path: changed(workbook(path, [["Fax"]]), "xl/sharedStrings.xml", LAUGHS),
    "cut": lambda path: path.write_bytes(workbook(path, [["Fax"]] * 500).read_bytes()[:3000]) and path,
    "no workbook": lambda path: changed(workbook(path, [["Fax"]]), "xl/workbook.xml", b"<workbook"),
}

READ = """
import time
from byfax_desktop.engine.recipients.tables import read_table
from byfax_desktop.engine.recipients.trouble import RecipientsTrouble
try:
    read_table(pathlib.Path(sys.argv[1]))
except RecipientsTrouble as trouble:
    print(time.process_time())
"""


@pytest.mark.parametrize("kind", sorted(BOMBS))
def test_bombs_are_refused_in_little_memory_and_time(kind, tmp_path):
    path = BOMBS[kind](tmp_path / "bomb.xlsx")

    seconds, kib = peak_memory(READ, path)

    assert kib < 200 * 1024
    assert float(seconds) < 10
