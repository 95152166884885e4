"""Contacts out of files and into files: nothing is lost unseen, and nothing is a formula."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.engine.contacts.exporting import write_contacts
from byfax_desktop.engine.contacts.index import ContactIndex
from byfax_desktop.engine.contacts.merging import Fate, merge
from byfax_desktop.engine.contacts.reading import Candidate, read_contacts
from byfax_desktop.engine.recipients.trouble import RecipientsTrouble
from byfax_desktop.store.address_book import StoredContact, StoredGroup

BERLIN, BERLIN_2, MINSK = "+4930123456", "+4930123457", "+375172000001"
ANNA = StoredContact("a", "Anna Berg", "Nordwind", (BERLIN,), "Calls back")
INNA = StoredContact("i", "Инна", "", (MINSK,))


def index(*contacts, groups=()):
    return ContactIndex.of(contacts, groups)


def file_of(tmp_path, text, name="people.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def fates(merging):
    return [each.fate for each in merging.outcomes]


def taken(merging):
    return [each for each in merging.change.contacts.values() if each]


class TestReading:
    def test_a_table_becomes_candidates_with_note_and_lists(self, tmp_path):
        path = file_of(
            tmp_path,
            "Name;Company;Fax;Notes;Groups\nAnna Berg;Nordwind;030 123456;Calls back;Branches, Berlin\n",
        )

        assert read_contacts(path, "DE") == (
            Candidate("Anna Berg", "Nordwind", (BERLIN,), "Calls back", ("Branches, Berlin",)),
        )

    def test_a_workbook_is_read(self, tmp_path):
        book = openpyxl.Workbook()
        book.active.append(["Имя", "Факс"])
        book.active.append(["Инна", 375172000001])
        book.save(tmp_path / "people.xlsx")

        (found,) = read_contacts(tmp_path / "people.xlsx", "BY")

        assert (found.name, found.numbers, found.problem) == ("Инна", (MINSK,), "")

    def test_of_a_text_that_is_no_name_the_beginning_is_read(self, tmp_path):
        path = file_of(tmp_path, f"Name;Company;Fax;Note\n{'A' * 900};{'B' * 900};{BERLIN};{'C' * 9000}\n")

        (found,) = read_contacts(path)

        assert (len(found.name), len(found.company), len(found.note)) == (200, 200, 5000)

    def test_several_numbers_in_a_cell_are_several_numbers_of_one(self, tmp_path):
        path = file_of(tmp_path, f'Name,Fax\nAnna,"{BERLIN} / {BERLIN_2}"\n')

        assert read_contacts(path)[0].numbers == (BERLIN, BERLIN_2)

    def test_all_fax_columns_of_an_address_book_are_read(self, tmp_path):
        path = file_of(
            tmp_path,
            "First Name,Last Name,Business Fax,Home Fax,Other Fax,Business Phone\n"
            f"Anna,Berg,{BERLIN},{BERLIN_2},,+4930999999\n"
            f"Inna,,,{MINSK},,\n"
            f"Ulf,,{BERLIN},12,,\n"
            f"Eve,,112,{BERLIN},,\n",
        )

        anna, inna, ulf, eve = read_contacts(path)

        assert (eve.numbers, eve.problem) == ((BERLIN,), "")
        assert "emergency" in eve.remark
        assert (anna.name, anna.numbers) == ("Anna Berg", (BERLIN, BERLIN_2))
        assert (inna.numbers, inna.problem) == ((MINSK,), "")
        assert ulf.numbers == (BERLIN,)
        assert "12" in ulf.remark

    @pytest.mark.parametrize(
        ("typed", "numbers", "is_asked"),
        [
            ("", (), False),
            ("nobody", (), False),
            ("4,93012E+11", (), False),
            ("112", (), False),
            ("+49 30 123456 ext. 7", (BERLIN,), True),
            ("+1 800 FLOWERS", ("+18003569377",), True),
        ],
    )
    def test_what_is_no_sure_number_is_refused_or_asked_about_and_says_why(
        self, tmp_path, typed, numbers, is_asked
    ):
        path = file_of(tmp_path, f'Name;Fax number\nAnna;"{typed}"\nInna;{MINSK}\nUlf;{BERLIN_2}\n')

        found = read_contacts(path)[0]

        assert found.numbers == numbers
        assert bool(found.question) is is_asked
        assert bool(found.problem) is not is_asked

    def test_a_list_without_numbers_is_told_of(self, tmp_path):
        with pytest.raises(RecipientsTrouble) as caught:
            read_contacts(file_of(tmp_path, "Name;City\nAnna;Berlin\n"))

        assert "people.csv" in caught.value.what
        assert "Fax number" in caught.value.do

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("people.csv", f"Name;Fax\nAnna;{BERLIN}\nInna;{MINSK}\n"),
            ("people.vcf", "BEGIN:VCARD\nFN:Anna\nEND:VCARD\nBEGIN:VCARD\nFN:Inna\nEND:VCARD\n"),
        ],
    )
    def test_what_is_not_wanted_any_more_is_not_read_to_its_end(self, tmp_path, name, text):
        answers = iter([False, True])

        found = read_contacts(file_of(tmp_path, text, name), None, lambda: next(answers))

        assert [each.name for each in found] == ["Anna"]

    @pytest.mark.parametrize("version", ["2.1", "3.0", "4.0"])
    def test_a_card_gives_all_its_fax_numbers_the_preferred_one_first(self, tmp_path, version):
        card = (
            f"BEGIN:VCARD\r\nVERSION:{version}\r\nFN:Anna Berg\r\nORG:Nordwind\r\nTEL;TYPE=cell:+491701234567\r\n"
            f"TEL;TYPE=fax:{BERLIN_2}\r\nTEL;TYPE=fax;TYPE=pref:{BERLIN}\r\nTEL;TYPE=fax:12\r\nEND:VCARD\r\n"
        )

        (found,) = read_contacts(file_of(tmp_path, card, "people.dat"))

        assert (found.name, found.company) == ("Anna Berg", "Nordwind")
        assert found.numbers == (BERLIN, BERLIN_2)
        assert "12" in found.remark
        assert not found.question

    def test_a_card_without_a_fax_is_asked_about_and_one_without_a_number_refused(self, tmp_path):
        cards = (
            f"BEGIN:VCARD\nVERSION:3.0\nFN:Anna\nTEL;TYPE=work:{BERLIN}\nEND:VCARD\n"
            "BEGIN:VCARD\nVERSION:3.0\nFN:Inna\nEND:VCARD\n"
            "BEGIN:VCARD\nVERSION:3.0\nFN:Ulf\nTEL;TYPE=fax:7\nEND:VCARD\n"
        )

        anna, inna, ulf = read_contacts(file_of(tmp_path, cards, "people.vcf"))

        assert (anna.numbers, bool(anna.question)) == ((BERLIN,), True)
        assert (inna.numbers, inna.problem) == ((), "No fax number is given.")
        assert ulf.numbers == ()
        assert "7" in ulf.problem


class TestMerging:
    def test_who_is_not_there_is_new(self):
        merging = merge([Candidate("Инна", "", (MINSK,))], index(ANNA))

        assert fates(merging) == [Fate.NEW]
        assert [(each.name, each.numbers) for each in taken(merging)] == [("Инна", (MINSK,))]

    def test_the_same_number_is_the_same_contact_which_gets_what_it_lacks(self):
        merging = merge(
            [Candidate("anna berg", "Nordwind", (BERLIN, BERLIN_2), "Floor 2")], index(ANNA, INNA)
        )

        assert fates(merging) == [Fate.ADDS]
        assert taken(merging) == [
            StoredContact("a", "Anna Berg", "Nordwind", (BERLIN, BERLIN_2), "Calls back\nFloor 2")
        ]
        assert "Anna Berg" in merging.outcomes[0].words
        assert "a number and a note" in merging.outcomes[0].words

    def test_a_name_comes_to_a_number_without_one(self):
        bare = StoredContact("b", "", "", (MINSK,))
        merging = merge([Candidate("Инна", "Мир", (MINSK,))], index(bare))

        assert taken(merging) == [StoredContact("b", "Инна", "Мир", (MINSK,))]

    def test_who_is_there_already_stays_as_they_are(self):
        merging = merge([Candidate("Anna Berg", "", (BERLIN,))], index(ANNA))

        assert fates(merging) == [Fate.KNOWN]
        assert taken(merging) == []

    def test_another_company_is_not_lost(self):
        merging = merge([Candidate("Anna Berg", "Südwind", (BERLIN,))], index(ANNA))

        assert taken(merging)[0].company == "Nordwind"
        assert taken(merging)[0].note == "Calls back\nSüdwind"

    def test_two_people_at_one_machine_stay_two_and_that_is_told(self):
        merging = merge([Candidate("Ulf", "Nordwind", (BERLIN,))], index(ANNA))

        assert fates(merging) == [Fate.NEW]
        assert merging.outcomes[0].words == "“Anna Berg, Nordwind” has the same number."

    def test_a_file_that_has_somebody_twice_gives_one_contact(self):
        twice = [Candidate("Anna", "", (BERLIN,)), Candidate("ANNA", "ACME", (BERLIN, MINSK))]
        merging = merge(twice, index())

        assert fates(merging) == [Fate.NEW, Fate.ADDS]
        assert [(each.name, each.company, each.numbers) for each in taken(merging)] == [
            ("Anna", "ACME", (BERLIN, MINSK))
        ]

    def test_who_was_asked_about_or_is_not_wanted_is_taken_only_if_a_person_says_so(self):
        asked = Candidate("Anna", "", (BERLIN,), question="Sure?")
        people = [asked, Candidate("Инна", "", (MINSK,)), Candidate("Ulf", problem="No number.")]

        assert fates(merge(people, index())) == [Fate.ASKS, Fate.NEW, Fate.REFUSED]
        chosen = merge(people, index(), agreed={0, 2}, left={1})
        assert fates(chosen) == [Fate.NEW, Fate.REFUSED, Fate.REFUSED]
        assert [each.name for each in taken(chosen)] == ["Anna"]

    def test_lists_are_made_or_joined_once(self):
        branches = StoredGroup("g", "Branches", ("a",))
        people = [
            Candidate("Anna Berg", "", (BERLIN,), groups=("branches", "Berlin")),
            Candidate("Инна", "", (MINSK,), groups=("BRANCHES", "Berlin")),
            Candidate("Anna Berg", "", (BERLIN,), groups=("Branches",)),
        ]
        merging = merge(people, index(ANNA, groups=(branches,)))

        assert fates(merging) == [Fate.ADDS, Fate.NEW, Fate.KNOWN]
        inna = taken(merging)[0].id
        groups = {each.name: each.members for each in merging.change.groups.values()}
        assert groups == {"Branches": ("a", inna), "Berlin": ("a", inna)}


NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Z"]), min_size=1, max_size=8).map(
    lambda text: f"N{text}"
)
NUMBERS = st.lists(st.integers(100000, 999999).map("+4930{}".format), min_size=1, max_size=3, unique=True)


@given(st.lists(st.tuples(NAMES, NUMBERS), max_size=8), st.lists(st.tuples(NAMES, NUMBERS), max_size=8))
def test_after_an_import_every_name_still_has_every_number(mine, theirs):
    known = index(*(StoredContact(str(at), name, "", tuple(few)) for at, (name, few) in enumerate(mine)))
    candidates = [Candidate(name, "", tuple(few)) for name, few in theirs]

    merging = merge(candidates, known)
    after = {**known.by_id, **merging.change.contacts}

    has = {(each.name.casefold(), number) for each in after.values() for number in each.numbers}
    assert {(name.casefold(), number) for name, few in mine for number in few} <= has
    for name, few in theirs:
        assert any(set(few) <= set(each.numbers) for each in after.values()), name
    again = merge(candidates, ContactIndex.of(after.values(), ()))
    assert not again.change.contacts, "a second time there is nothing to add"


class TestWriting:
    @pytest.mark.parametrize("ending", ["csv", "vcf"])
    def test_what_is_written_is_read_back(self, tmp_path, ending):
        people = (
            StoredContact("a", "=cmd|'/c calc'!A1", "@ACME; Söhne", (BERLIN, BERLIN_2)),
            StoredContact("i", '-Инна, "Мир"', "", (MINSK,)),
            StoredContact("c", "", "+Company", ("+4930999999",)),
        )
        path = tmp_path / f"contacts.{ending}"

        write_contacts(path, people, index(*people))
        found = read_contacts(path)

        assert [(each.name, each.company, each.numbers) for each in found] == [
            (each.name, each.company, each.numbers) for each in people
        ]
        assert not any(each.problem or each.question for each in found)
        assert path.stat().st_mode & 0o077 == 0

    def test_a_table_has_notes_and_lists_too_and_no_cell_is_a_formula(self, tmp_path):
        noted = StoredContact("n", "\t=1+1", "", (BERLIN,), "=HYPERLINK(1)")
        groups = (StoredGroup("g", "Branches", ("n",)), StoredGroup("h", "@Berlin", ("n",)))
        path = tmp_path / "contacts.csv"

        write_contacts(path, [noted], index(noted, groups=groups))

        (found,) = read_contacts(path)
        assert (found.note, set(found.groups)) == ("=HYPERLINK(1)", {"Branches", "@Berlin"})
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not any(cell.startswith(tuple("=+-@\t\r\n")) for cell in cells)

    def test_a_folder_that_is_not_there_is_told_of(self, tmp_path):
        with pytest.raises(OSError, match="gone"):
            write_contacts(Path(tmp_path / "gone" / "a.vcf"), [ANNA], index(ANNA))
