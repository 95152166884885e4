"""What is to be said of a number before it is dialled."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum


class Weight(Enum):
    """What a remark means for sending."""

    REFUSES = "refuses"
    """The number can't be dialled."""
    ASKS = "asks"
    """A person has to say what is meant."""
    WARNS = "warns"
    NOTES = "notes"


class RemarkKind(StrEnum):
    """What is remarkable about a number."""

    NONE_GIVEN = "none given"
    UNREADABLE = "unreadable"
    EMERGENCY = "emergency"
    SHORT = "short"
    SEVERAL = "several"
    LOST_DIGITS = "lost digits"
    EXTENSION = "extension"
    FOREIGN_PREFIX = "foreign prefix"
    LETTERS = "letters"
    PREMIUM = "premium"
    NOT_IN_USE = "not in use"
    MOBILE = "mobile"
    WHICH = "which"


_WEIGHTS = {
    RemarkKind.LOST_DIGITS: Weight.ASKS,
    RemarkKind.EXTENSION: Weight.ASKS,
    RemarkKind.FOREIGN_PREFIX: Weight.ASKS,
    RemarkKind.LETTERS: Weight.ASKS,
    RemarkKind.PREMIUM: Weight.WARNS,
    RemarkKind.NOT_IN_USE: Weight.WARNS,
    RemarkKind.MOBILE: Weight.NOTES,
    RemarkKind.WHICH: Weight.ASKS,
}


@dataclass(frozen=True, slots=True)
class Remark:
    """A kind, and one or two sentences for a person."""

    kind: RemarkKind
    words: str

    @property
    def weight(self) -> Weight:
        """Whether it refuses the number, asks, or only says something."""
        return _WEIGHTS.get(self.kind, Weight.REFUSES)


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """``typed``, and the number it was understood as: E.164, as people of ``region`` write it, ISO 3166 country.

    These are empty where the text is no number that can be dialled as it is; ``offers`` are then the numbers, E.164,
    that may be meant.
    """

    typed: str
    e164: str = ""
    shown: str = ""
    country: str = ""
    remarks: tuple[Remark, ...] = ()
    offers: tuple[str, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether it can be sent to without asking."""
        return bool(self.e164) and not any(
            each.weight in (Weight.ASKS, Weight.REFUSES) for each in self.remarks
        )
