"""Contacts out of files: CSV, XLSX and vCard, each with what is to be said of it before it is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from byfax_desktop.engine.contacts.folding import folded
from byfax_desktop.engine.recipients.column_words import number_rank
from byfax_desktop.engine.recipients.imported import RowOutcome
from byfax_desktop.engine.recipients.mapping import guess_mapping
from byfax_desktop.engine.recipients.numbers_typed import understand
from byfax_desktop.engine.recipients.rows import recipients_of_rows
from byfax_desktop.engine.recipients.tables import read_table
from byfax_desktop.engine.recipients.trouble import RecipientsTrouble
from byfax_desktop.engine.recipients.typed_number import RemarkKind, TypedNumber, Weight
from byfax_desktop.engine.recipients.vcard import Contact, read_vcards

LONGEST_NAME, LONGEST_NOTE = 200, 5000
"""Letters; what is longer is no name of anybody."""
_CARDS = (".vcf", ".vcard")
_CARD_BEGINS = b"BEGIN:VCARD"
_HEAD = 4096
_NOTES = frozenset(
    map(folded, ("note", "notes", "comment", "comments", "примечание", "заметка", "комментарий"))
)
_GROUPS = frozenset(
    map(folded, ("list", "lists", "group", "groups", "categories", "список", "списки", "группа"))
)
_GROUPS_END = ";"
_SURELY_FAX = 3
"""The rank of a title that says that its column holds fax numbers."""
_WRONG = (RemarkKind.LOST_DIGITS,)
"""What is asked about, though no answer but another number can be right."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone in a file. ``numbers`` are E.164, the one to be used first; without any nobody can be taken.

    ``problem`` is why not, ``question`` what a person has to agree to before, ``remark`` what is left out.
    """

    name: str = ""
    company: str = ""
    numbers: tuple[str, ...] = ()
    note: str = ""
    groups: tuple[str, ...] = ()
    problem: str = ""
    question: str = ""
    remark: str = ""


def read_contacts(
    path: Path, region: str | None = None, is_unwanted: Callable[[], bool] = bool
) -> tuple[Candidate, ...]:
    """Everyone in a file, in its order; ``region`` is the country of numbers without country code.

    Once it ``is_unwanted``, it ends with those that were read.

    Raises RecipientsTrouble for what is no list of contacts or too large, and OSError.
    """
    if _has_cards(path):
        cards = takewhile(lambda _: not is_unwanted(), read_vcards(path))
        return tuple(_of_card(each, region) for each in cards)
    table = read_table(path)
    mapping = guess_mapping(table, region)
    if mapping.number is None:
        raise RecipientsTrouble(
            f"“{path.name}” has no column with fax numbers.",
            "Write “Fax number” above the numbers, then choose the file again.",
        )
    columns = [place for place, title in enumerate(table.columns) if number_rank(title) == _SURELY_FAX]
    if mapping.number not in columns:
        columns.insert(0, mapping.number)
    titles = {place: table.columns[place] for place in columns}
    return tuple(
        _of_row(
            each, [_typed(each, title, place == mapping.number, region) for place, title in titles.items()]
        )
        for each in takewhile(lambda _: not is_unwanted(), recipients_of_rows(table, mapping, region))
    )


def _has_cards(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(_HEAD).replace(b"\0", b"")
    return path.suffix.casefold() in _CARDS or _CARD_BEGINS in head.upper()


def _typed(row: RowOutcome, title: str, is_main: bool, region: str | None) -> TypedNumber:
    """The number of a row in a column; it was understood already where that is the main one."""
    return row.number if is_main else understand(row.recipient.values.get(title, ""), region)


def _of_row(row: RowOutcome, typed: Iterable[TypedNumber]) -> Candidate:
    """Someone of a table; address books have numbers in several columns: for work, for home."""
    who = row.recipient
    found = [_numbers(each) for each in typed if each.typed] or [_numbers(row.number)]
    sure = [numbers for numbers, _, question in found if not question]
    numbers = tuple(dict.fromkeys(number for each in sure for number in each))
    words = [problem or question for _, problem, question in found if problem or question]
    asked = next(((few, question) for few, _, question in found if question), ((), ""))
    cells = {folded(title): cell for title, cell in who.values.items()}
    groups = _cell(cells, _GROUPS).split(_GROUPS_END)
    return Candidate(
        who.name[:LONGEST_NAME],
        who.company[:LONGEST_NAME],
        numbers or asked[0],
        _cell(cells, _NOTES)[:LONGEST_NOTE],
        tuple(dict.fromkeys(" ".join(each.split()) for each in groups if folded(each))),
        problem="" if numbers or asked[0] else words[0],
        question="" if numbers else asked[1],
        remark=" ".join(words) if numbers else "",
    )


def _numbers(number: TypedNumber) -> tuple[tuple[str, ...], str, str]:
    """The numbers of a cell, why there are none, and what is asked. Several numbers are several, for a contact."""
    words = " ".join(each.words for each in number.remarks if each.weight in (Weight.REFUSES, Weight.ASKS))
    if number.is_sure:
        return (number.e164,), "", ""
    kinds = {each.kind for each in number.remarks}
    if RemarkKind.SEVERAL in kinds:
        return number.offers, "", ""
    numbers = (number.e164,) if number.e164 else number.offers
    if (
        not numbers
        or kinds.intersection(_WRONG)
        or any(each.weight is Weight.REFUSES for each in number.remarks)
    ):
        return (), words, ""
    return numbers, "", words


def _of_card(card: Contact, region: str | None) -> Candidate:
    """All fax numbers of a card, a preferred one first; where it names none, the others, if a person agrees."""
    faxes = sorted((each for each in card.numbers if each.is_fax), key=lambda each: "pref" not in each.types)
    read = [understand(each.text, region) for each in faxes or card.numbers]
    numbers = tuple(dict.fromkeys(each.e164 for each in read if each.e164))
    left_out = " ".join(_words(each for each in read if not each.e164))
    name, company = card.name[:LONGEST_NAME], card.company[:LONGEST_NAME]
    if not numbers:
        return Candidate(name, company, problem=left_out or "No fax number is given.")
    question = "" if faxes else "None of the numbers is said to be a fax."
    return Candidate(name, company, numbers, question=question, remark=left_out)


def _words(numbers: Iterable[TypedNumber]) -> Iterator[str]:
    for number in numbers:
        yield from (remark.words for remark in number.remarks)


def _cell(cells: Mapping[str, str], titles: frozenset[str]) -> str:
    return next((cell for title, cell in cells.items() if title in titles and cell), "")
