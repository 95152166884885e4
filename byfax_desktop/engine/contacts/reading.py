"""Contacts out of files: CSV, XLSX and vCard, each with what is to be said of it before it is taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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


def read_contacts(path: Path, region: str | None = None) -> tuple[Candidate, ...]:
    """Everyone in a file, in its order; ``region`` is the country of numbers without country code.

    Raises RecipientsTrouble for what is no list of contacts or too large, and OSError.
    """
    if _has_cards(path):
        return tuple(_of_card(each, region) for each in read_vcards(path))
    table = read_table(path)
    mapping = guess_mapping(table, region)
    if mapping.number is None:
        raise RecipientsTrouble(
            f"“{path.name}” has no column with fax numbers.",
            "Write “Fax number” above the numbers, then choose the file again.",
        )
    others = tuple(
        title
        for place, title in enumerate(table.columns)
        if place != mapping.number and number_rank(title) == _SURELY_FAX
    )
    return tuple(_of_row(each, others, region) for each in recipients_of_rows(table, mapping, region))


def _has_cards(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(_HEAD).replace(b"\0", b"")
    return path.suffix.casefold() in _CARDS or _CARD_BEGINS in head.upper()


def _of_row(row: RowOutcome, fax_columns: Iterable[str], region: str | None) -> Candidate:
    """Someone of a table; ``fax_columns`` hold more numbers, as address books write those for work and for home."""
    who = row.recipient
    more = [understand(cell, region) for title in fax_columns if (cell := who.values.get(title, ""))]
    sure = [each.e164 for each in more if each.is_sure]
    numbers, problem, question = _numbers(row.number)
    left_out = list(_words(each for each in more if not each.is_sure))
    if sure and not numbers:
        left_out, problem = [problem, *left_out] if row.number.typed else left_out, ""
    cells = {folded(title): cell for title, cell in who.values.items()}
    groups = _cell(cells, _GROUPS).split(_GROUPS_END)
    return Candidate(
        who.name,
        who.company,
        tuple(dict.fromkeys((*numbers, *sure))),
        _cell(cells, _NOTES),
        tuple(dict.fromkeys(" ".join(each.split()) for each in groups if folded(each))),
        problem,
        question,
        " ".join(left_out),
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
    if not numbers:
        return Candidate(card.name, card.company, problem=left_out or "No fax number is given.")
    question = "" if faxes else "None of the numbers is said to be a fax."
    return Candidate(card.name, card.company, numbers, question=question, remark=left_out)


def _words(numbers: Iterable[TypedNumber]) -> Iterator[str]:
    for number in numbers:
        yield from (remark.words for remark in number.remarks)


def _cell(cells: Mapping[str, str], titles: frozenset[str]) -> str:
    return next((cell for title, cell in cells.items() if title in titles and cell), "")
