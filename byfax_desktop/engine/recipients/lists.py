"""A list on its way to a fax: read as it was guessed or as a person says, and looked through before it is taken."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from byfax_desktop.engine.recipients.card_recipients import recipients_of_contacts
from byfax_desktop.engine.recipients.csv_text import read_csv
from byfax_desktop.engine.recipients.duplicates import repeated
from byfax_desktop.engine.recipients.imported import ImportedRecipient, RowOutcome
from byfax_desktop.engine.recipients.mapping import Mapping, guess_mapping
from byfax_desktop.engine.recipients.rows import recipients_of_rows
from byfax_desktop.engine.recipients.table import Table
from byfax_desktop.engine.recipients.tables import read_table, table_of_text
from byfax_desktop.engine.recipients.vcard import Contact, contacts_of_text, read_vcards

_CARD = "BEGIN:VCARD"
_CARD_HEAD = 4096
"""Bytes in which an address book says what it is."""
_STEP = 16
_REST = 0.0001
"""Seconds after each step in which other threads go first: this is long work in the background."""


@dataclass(frozen=True, slots=True)
class ListSource:
    """A file, or a text that was pasted or dropped."""

    path: Path | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class HowRead:
    """How a person says that a list is to be read; what is None, or no sheet, is guessed.

    Of a text file both encoding and delimiter are said, or none of them; of a workbook, neither.
    """

    encoding: str | None = None
    delimiter: str | None = None
    header: bool | None = None
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class ReadList:
    """A table with the mapping that was guessed for it, or else contacts, whose fields need none."""

    table: Table
    mapping: Mapping
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class Findings:
    """What becomes of each row, and the places of those that need a number or an answer (``unsure``), that are there
    more than once (``twice``), and of these the ones that stay behind where each number is taken once (``surplus``).
    """

    outcomes: tuple[RowOutcome, ...]
    unsure: tuple[int, ...] = ()
    twice: tuple[int, ...] = ()
    surplus: frozenset[int] = frozenset()

    @property
    def sure(self) -> int:
        """How many can be sent to as they are."""
        return len(self.outcomes) - len(self.unsure)


def read_list(source: ListSource, how: HowRead, region: str | None) -> ReadList:
    """The list in a file or text. Raises RecipientsTrouble for what is none, or is too large, and OSError."""
    contacts = _contacts(source)
    if contacts:
        columns = ("Name", "Company", "Number")
        rows = tuple((each.name, each.company, _numbers(each)) for each in contacts)
        return ReadList(Table(columns, rows, True), Mapping(2, (0,), 1), tuple(contacts))
    table = _table(source, how)
    return ReadList(table, guess_mapping(table, region))


def look_through(
    read: ReadList,
    mapping: Mapping,
    region: str | None,
    known: Collection[str] = (),
    told: Callable[[int], bool] = lambda _: True,
) -> Findings | None:
    """What becomes of each row; ``known`` are the numbers, E.164, that are there already.

    ``told`` hears how many rows have been looked at, and says whether to go on; None where it says no.
    """
    outcomes: list[RowOutcome] = []
    for outcome in _outcomes(read, mapping, region):
        outcomes.append(outcome)
        if len(outcomes) % _STEP == 0:
            if not told(len(outcomes)):
                return None
            time.sleep(_REST)
    return _found(tuple(outcomes), frozenset(known))


def recipients_to_take(findings: Findings, *, once: bool, unsure: bool) -> tuple[ImportedRecipient, ...]:
    """Those who are taken: each number ``once``, if that is wanted, and the ``unsure`` with what they were typed as."""
    left = findings.surplus if once else frozenset()
    kept = (each for each in findings.outcomes if each.place not in left)
    return tuple(_person(each) for each in kept if unsure or each.number.is_sure)


def _found(outcomes: tuple[RowOutcome, ...], known: frozenset[str]) -> Findings:
    numbers = [each.number.e164 if each.number.is_sure else "" for each in outcomes]
    unsure = tuple(place for place, number in enumerate(numbers) if not number)
    groups = repeated(numbers)
    twice = {place for place, number in enumerate(numbers) if number in known}
    surplus = twice | {place for each in groups for place in each.places[1:]}
    twice |= {place for each in groups for place in each.places}
    return Findings(outcomes, unsure, tuple(sorted(twice)), frozenset(surplus))


def _person(outcome: RowOutcome) -> ImportedRecipient:
    """With the number as it was typed where a person has still to say what is meant."""
    if outcome.number.is_sure:
        return outcome.recipient
    return replace(outcome.recipient, number=outcome.number.typed)


def _outcomes(read: ReadList, mapping: Mapping, region: str | None) -> Iterator[RowOutcome]:
    if read.contacts:
        return recipients_of_contacts(read.contacts, region)
    return recipients_of_rows(read.table, mapping, region)


def _contacts(source: ListSource) -> Sequence[Contact]:
    if source.path is None:
        return contacts_of_text(source.text) if _CARD in source.text[:_CARD_HEAD].upper() else ()
    with source.path.open("rb") as file:
        head = file.read(_CARD_HEAD).replace(b"\0", b"").upper()
    is_card = _CARD.encode() in head or source.path.suffix.lower() == ".vcf"
    return read_vcards(source.path) if is_card else ()


def _numbers(contact: Contact) -> str:
    return ", ".join(each.text for each in contact.numbers)


def _table(source: ListSource, how: HowRead) -> Table:
    if source.path is None:
        return table_of_text(source.text, how.delimiter, how.header)
    if how == HowRead():
        return read_table(source.path)
    if how.encoding is None and how.delimiter is None:
        from byfax_desktop.engine.recipients.workbook import read_workbook  # takes a moment to load

        return read_workbook(source.path, how.sheet, how.header)
    return read_csv(source.path, how.encoding, how.delimiter, how.header)
