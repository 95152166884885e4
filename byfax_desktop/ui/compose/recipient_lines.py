"""Recipients as they are typed, and out of text: one a line, as spreadsheets put them on the clipboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from byfax_desktop.engine.drafts import DraftRecipient, Greeting

_DIGITS_OF_A_NUMBER = 5
_NUMBER = re.compile(r"[+\d(][\d\s().\-–/]*")


@dataclass(frozen=True, slots=True)
class RecipientEntry:
    """One row as it was typed; the number is understood later. The rest is as in a DraftRecipient."""

    name: str = ""
    company: str = ""
    number: str = ""
    subject: str = ""
    header: str = ""
    greeting: Greeting | None = None
    values: tuple[tuple[str, str], ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        texts = f"{self.number}{self.name}{self.company}{self.subject}{self.header}"
        return not texts.strip() and self.greeting is None

    @classmethod
    def of(cls, person: DraftRecipient) -> RecipientEntry:
        """The row of a recipient of a draft."""
        return cls(
            person.name,
            person.company,
            person.number,
            person.subject,
            person.header,
            person.greeting,
            person.values,
        )

    def as_recipient(self, number: str) -> DraftRecipient:
        """The recipient for a draft, with this number."""
        return maker()(self, number)


def maker() -> Callable[[RecipientEntry, str], DraftRecipient]:
    """What makes recipients for a draft, got once for many: it takes time to look for it."""
    from byfax_desktop.engine.drafts import DraftRecipient

    def as_recipient(entry: RecipientEntry, number: str) -> DraftRecipient:
        texts = (entry.name, entry.company, entry.subject, entry.header)
        return DraftRecipient(number, *texts, entry.greeting, entry.values)

    return as_recipient


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
