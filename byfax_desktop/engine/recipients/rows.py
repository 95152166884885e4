"""Rows of a table become recipients; a row that can't is told of, and keeps no other from being taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from byfax_desktop.engine.recipients.cells import unguarded
from byfax_desktop.engine.recipients.imported import ImportedRecipient, RowOutcome
from byfax_desktop.engine.recipients.mapping import Mapping
from byfax_desktop.engine.recipients.numbers_typed import understand
from byfax_desktop.engine.recipients.table import Table


def recipients_of_rows(table: Table, mapping: Mapping, region: str | None = None) -> Iterator[RowOutcome]:
    """An outcome for each row, one after another, so that who asks for them can show how far it is, or stop."""
    for place, cells in enumerate(table.rows):
        row = [unguarded(cell).strip() for cell in cells]
        number = understand(_cell(row, mapping.number), region)
        recipient = ImportedRecipient(
            number.e164,
            " ".join(part for part in (_cell(row, each) for each in mapping.name) if part),
            _cell(row, mapping.company),
            _cell(row, mapping.subject),
            _cell(row, mapping.header),
            _cell(row, mapping.greeting),
            dict(zip(table.columns, row, strict=True)),
        )
        yield RowOutcome(place, recipient, number)


def rows_to_recipients(table: Table, mapping: Mapping, region: str | None = None) -> list[RowOutcome]:
    """The outcomes of all rows at once."""
    return list(recipients_of_rows(table, mapping, region))


def with_number(outcome: RowOutcome, text: str, region: str | None = None) -> RowOutcome:
    """The same row with a number that a person chose from the offers, or typed."""
    number = understand(text, region)
    return replace(outcome, recipient=replace(outcome.recipient, number=number.e164), number=number)


def _cell(row: list[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""
