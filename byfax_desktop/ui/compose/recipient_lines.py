"""Recipients from pasted text: one a line, as spreadsheets and address books put them on the clipboard."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGITS_OF_A_NUMBER = 5
_NUMBER = re.compile(r"[+\d(][\d\s().\-–/]*")


@dataclass(slots=True)
class RecipientEntry:
    """One row as it was typed; the number is understood later."""

    name: str = ""
    company: str = ""
    number: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return not (self.name.strip() or self.company.strip() or self.number.strip())


def recipients_of(text: str) -> list[RecipientEntry]:
    """Lines of ``number``, ``name<TAB>number`` or ``name<TAB>company<TAB>number``; semicolons serve as tabs.

    The number is the last field that looks like one, wherever it stands, so other columns do no harm.
    """
    return [entry for entry in map(_entry, text.splitlines()) if not entry.is_blank]


def _entry(line: str) -> RecipientEntry:
    fields = [field.strip().strip('"') for field in re.split(r"\t" if "\t" in line else ";", line)]
    place = next((i for i in reversed(range(len(fields))) if _is_number(fields[i])), len(fields) - 1)
    number = fields.pop(place)
    name, company = (*fields, "", "")[:2]
    return RecipientEntry(name, company, number)


def _is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and sum(c.isdigit() for c in text) >= _DIGITS_OF_A_NUMBER
