"""Someone to fax to, as a list has them: with what is theirs alone, and what fills the placeholders."""

from __future__ import annotations

from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field

from byfax_desktop.engine.drafts import DraftRecipient
from byfax_desktop.engine.recipients.typed_number import TypedNumber, Weight


@dataclass(frozen=True, slots=True)
class ImportedRecipient:
    """``number`` is E.164; ``values`` are all cells of the row by the names of their columns."""

    number: str
    name: str = ""
    company: str = ""
    subject: str = ""
    header: str = ""
    greeting: str = ""
    values: Dictionary[str, str] = field(default_factory=dict)

    @property
    def for_draft(self) -> DraftRecipient:
        """The part of it that every fax has."""
        return DraftRecipient(self.number, self.name, self.company)


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What became of the row at ``place``, counted from 0 in ``Table.rows``.

    ``recipient`` has no number where ``number`` wasn't understood; a person can then choose one of its offers.
    """

    place: int
    recipient: ImportedRecipient
    number: TypedNumber

    @property
    def problem(self) -> str:
        """Why the row can't be taken, in words; empty where it can, or where it is only asked about."""
        return self._words(Weight.REFUSES)

    @property
    def question(self) -> str:
        """What a person has to say before the row is taken; empty for nothing."""
        return self._words(Weight.ASKS)

    def _words(self, weight: Weight) -> str:
        return " ".join(each.words for each in self.number.remarks if each.weight is weight)
