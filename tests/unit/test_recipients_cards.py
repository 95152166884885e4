"""Address cards of all versions, and what number of each is faxed to."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from peak_memory import peak_memory

from byfax_desktop.engine.recipients.card_recipients import recipients_of_contacts
from byfax_desktop.engine.recipients.trouble import RecipientsTrouble
from byfax_desktop.engine.recipients.typed_number import RemarkKind
from byfax_desktop.engine.recipients.vcard import CardNumber, Contact, contacts_of_text, read_vcards
from byfax_desktop.engine.recipients.vcard_text import to_vcard

NOKIA = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=D0=B0=D0=BD=D0=BE=D0=B2;=\r\n"
    "=D0=98=D0=B2=D0=B0=D0=BD;;;\r\nORG;QUOTED-PRINTABLE;CHARSET=windows-1251:=CE=CE=CE\r\n"
    "TEL;WORK;FAX:+375 17 226 12 34\r\nTEL;CELL:+375291111111\r\nEND:VCARD\r\n"
)
APPLE = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Berg;Anna;;Dr.;\r\nFN:Dr. Anna\r\n  Berg\r\nORG:ACME\\; Sons\\, Ltd;Sales\r\n"
    "item1.TEL;type=WORK;type=FAX;type=pref:+49 30 123456\r\nitem1.X-ABLabel:x\r\nEND:VCARD\r\n"
)
RFC_6350 = (
    'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Zoë\r\nTEL;VALUE=uri;PREF=1;TYPE="fax,home":tel:+1-201-555-0123\r\n'
    "TEL;VALUE=uri;TYPE=voice:tel:+12015550124\r\nEND:VCARD\r\n"
)


def card(*numbers: str) -> str:
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", "FN:Anna", *numbers, "END:VCARD", ""])


def outcome(text: str, region: str | None = None):
    (only,) = recipients_of_contacts(contacts_of_text(text), region)
    return only


@pytest.mark.parametrize(
    ("text", "name", "company", "number"),
    [
        (NOKIA, "Иван Иванов", "ООО", "+375172261234"),
        (APPLE, "Dr. Anna Berg", "ACME; Sons, Ltd", "+4930123456"),
        (RFC_6350, "Zoë", "", "+12015550123"),
    ],
)
def test_cards_of_each_version_give_name_company_and_fax_number(text, name, company, number):
    recipient = outcome(text).recipient

    assert (recipient.name, recipient.company, recipient.number) == (name, company, number)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_a_file_of_many_cards_is_read_in_its_encoding(encoding, tmp_path):
    path = tmp_path / "a.vcf"
    path.write_bytes((card("TEL;FAX:+4930123456").replace("Anna", "Жанна") * 3).encode(encoding))

    assert [each.name for each in read_vcards(path)] == ["Жанна"] * 3


def test_without_a_fax_number_the_others_are_offered():
    found = outcome(card("TEL;CELL:+49 171 1234567", "TEL;HOME:030 123456"), "DE")

    assert (found.recipient.number, found.number.offers) == ("", ("+491711234567", "+4930123456"))
    assert "“Anna”" in found.question
    assert found.problem == ""


@pytest.mark.parametrize("better", ["TEL;FAX;PREF", "TEL;FAX;WORK"])
def test_of_several_fax_numbers_the_preferred_one_is_taken_or_the_one_at_work(better):
    assert (
        outcome(card("TEL;FAX;HOME:+4930123456", f"{better}:+4930123457")).recipient.number == "+4930123457"
    )


def test_of_equal_fax_numbers_one_has_to_be_chosen():
    found = outcome(card("TEL;FAX:+4930123456", "TEL;FAX:+4930123457", "TEL;CELL:+491711234567"))

    assert found.number.offers == ("+4930123456", "+4930123457")
    assert found.number.remarks[0].kind is RemarkKind.WHICH


def test_a_card_without_any_number_is_a_problem_in_words():
    assert "no number" in outcome(card()).problem


def test_the_card_of_an_agent_is_not_the_card():
    agent = "AGENT:\r\nBEGIN:VCARD\r\nFN:Agent\r\nTEL;FAX:+4930999999\r\nEND:VCARD"

    assert outcome(card(agent, "TEL;FAX:+4930123456")).recipient.number == "+4930123456"


def test_a_card_that_is_cut_off_is_still_read():
    assert contacts_of_text(card("TEL;FAX:+4930123456")[:-12])[0].numbers[0].text == "+4930123456"


@pytest.mark.parametrize("content", [b"", b"Name;Fax\r\n", b"\0\1\2BEGIN:VCARD", b"BEGIN:VCARD\nEND:VCARD\n"])
def test_what_has_no_cards_is_no_address_book(content, tmp_path):
    (tmp_path / "a.vcf").write_bytes(content)

    with pytest.raises(RecipientsTrouble, match="no address cards"):
        read_vcards(tmp_path / "a.vcf")


ODD_PIECES = ["BEGIN:VCARD\n", "END:VCARD\n", "TEL;FAX:", '"', ";", "=\n", " ", "\\"]
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n;,\\:="), max_size=90
).map(str.strip)
NUMBERS = st.builds(
    CardNumber,
    st.from_regex(r"\+?[0-9][0-9 ()\-]{3,12}[0-9]", fullmatch=True),
    st.frozensets(st.sampled_from(["fax", "work", "home", "cell", "voice", "pref"])),
)
CONTACTS = st.builds(Contact, TEXTS, TEXTS, st.lists(NUMBERS, max_size=4).map(tuple))


@given(st.lists(CONTACTS, min_size=1, max_size=5), st.sampled_from(["3.0", "4.0"]))
@example([Contact(company="a\\")], "3.0")
def test_contacts_that_were_written_are_read_back(contacts, version):
    assert contacts_of_text(to_vcard(contacts, version)) == contacts


@given(CONTACTS)
def test_no_line_is_longer_than_the_standard_allows(contact):
    assert all(len(line) <= 75 for line in to_vcard([contact]).encode().split(b"\r\n"))


@given(st.text(max_size=200) | st.lists(st.sampled_from(ODD_PIECES)).map("".join))
def test_no_text_is_too_odd(text):
    assert all(
        each.number.e164 or each.number.remarks for each in recipients_of_contacts(contacts_of_text(text))
    )


READ = """
from byfax_desktop.engine.recipients.vcard import read_vcards
print(read_vcards(pathlib.Path(sys.argv[1]))[0].numbers[0].text)
"""


@pytest.mark.parametrize("end", ["\r\n ", ""])
def test_photos_of_any_size_take_no_memory(end, tmp_path):
    path: Path = tmp_path / "photo.vcf"
    piece = ("A" * 70 + end) * 15_000
    with path.open("w", newline="") as file:
        file.write("BEGIN:VCARD\r\nFN:Anna\r\nPHOTO;ENCODING=b;TYPE=JPEG:")
        for _ in range(150):
            file.write(piece)
        file.write("\r\nTEL;FAX:+4930123456\r\nEND:VCARD\r\n")

    number, kib = peak_memory(READ, path)

    assert number == "+4930123456"
    assert kib < 120 * 1024
