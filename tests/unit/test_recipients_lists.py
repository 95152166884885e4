"""Lists on their way to a fax."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.engine.recipients.lists import (
    Findings,
    HowRead,
    ListSource,
    look_through,
    read_list,
    recipients_to_take,
)
from byfax_desktop.engine.recipients.mapping import Mapping
from byfax_desktop.engine.recipients.trouble import RecipientsTrouble

LIST = "Name;Fax;Sum\nAnna;+49 30 123456;5\nBob;12;6\nCarol;+49 30 654321;7\nAnna B.;0049 30 123456;8\n"


def findings(text: str, *known: str) -> Findings:
    read = read_list(ListSource(text=text), HowRead(), None)
    found = look_through(read, read.mapping, None, known)
    assert found is not None
    return found


def test_it_is_told_who_is_unsure_and_who_is_there_twice() -> None:
    found = findings(LIST, "+4930654321")
    assert (found.sure, found.unsure, found.twice) == (3, (1,), (0, 2, 3))
    assert found.surplus == {2, 3}


@pytest.mark.parametrize(
    ("once", "unsure", "taken"),
    [
        (True, True, [("Anna", "+4930123456"), ("Bob", "12"), ("Carol", "+4930654321")]),
        (True, False, [("Anna", "+4930123456"), ("Carol", "+4930654321")]),
        (False, False, [("Anna", "+4930123456"), ("Carol", "+4930654321"), ("Anna B.", "+4930123456")]),
    ],
)
def test_those_are_taken_who_are_wanted(once: bool, unsure: bool, taken: list[tuple[str, str]]) -> None:
    people = recipients_to_take(findings(LIST), once=once, unsure=unsure)
    assert [(each.name, each.number) for each in people] == taken
    assert people[0].values == {"Name": "Anna", "Fax": "+49 30 123456", "Sum": "5"}


def test_it_ends_where_it_is_not_wanted_any_more() -> None:
    seen: list[int] = []
    read = read_list(
        ListSource(text="\n".join(f"+49 30 {n}" for n in range(1000000, 1000100))), HowRead(), None
    )

    def told(count: int) -> bool:
        seen.append(count)
        return count < 40

    assert look_through(read, read.mapping, None, (), told) is None
    assert seen == [16, 32, 48]


def test_a_list_is_read_as_a_person_says(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("Имя,Факс\nПётр,+49 30 123456\n".encode("koi8-r"))
    how = HowRead("koi8-r", ",", False)
    assert read_list(ListSource(path), how, None).table.rows[0] == ("Имя", "Факс")


def test_another_sheet_is_read_without_names_of_columns(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Second").append(["Fax", "+49 30 123456"])
    path = tmp_path / "book.xlsx"
    book.save(path)
    read = read_list(ListSource(path), HowRead(header=False, sheet="Second"), None)
    assert read.table.rows == (("Fax", "+49 30 123456"),)
    assert read.table.sheets == ("Sheet", "Second")


@pytest.mark.parametrize("name", ["contacts.vcf", "contacts.txt"])
def test_address_cards_are_told_by_what_they_are(name: str, tmp_path: Path) -> None:
    text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna\r\nTEL;TYPE=fax:+49 30 123456\r\nEND:VCARD\r\n"
    path = tmp_path / name
    path.write_text(text)
    for source in (ListSource(path), ListSource(text=text)):
        read = read_list(source, HowRead(), None)
        assert read.table.rows == (("Anna", "", "+49 30 123456"),)
        found = look_through(read, read.mapping, None)
        assert found is not None
        assert [each.recipient.number for each in found.outcomes] == ["+4930123456"]


def test_a_file_of_cards_without_cards_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "contacts.vcf"
    path.write_text("Name;Fax\nAnna;+49 30 123456\n")
    with pytest.raises(RecipientsTrouble, match="no address cards"):
        read_list(ListSource(path), HowRead(), None)


def test_without_a_column_of_numbers_everybody_needs_one() -> None:
    read = read_list(ListSource(text=LIST), HowRead(), None)
    found = look_through(read, Mapping(name=(0,)), None)
    assert found is not None
    assert found.sure == 0
    assert found.unsure == (0, 1, 2, 3)


@given(
    st.lists(st.sampled_from(["+4930123456", "+49 30 654321", "x", "", "911"]), max_size=12), st.booleans()
)
def test_nobody_is_lost_and_with_once_no_number_is_there_twice(numbers: list[str], once: bool) -> None:
    read = read_list(
        ListSource(text="Name;Fax\n" + "".join(f"P;{each}\n" for each in numbers)), HowRead(), None
    )
    found = look_through(read, read.mapping, None)
    assert found is not None
    taken = [each.number for each in recipients_to_take(found, once=once, unsure=True)]
    assert len(taken) == len(numbers) - (len(found.surplus) if once else 0)
    sure = [each for each in taken if each.startswith("+")]
    assert len(set(sure)) == len(sure) or not once
    assert {each for each in numbers if not each.startswith("+")} <= set(taken)
