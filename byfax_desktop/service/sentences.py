"""What each of the service's 154 codes means to a person: what happened, what to do, and what kind of thing it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from byfax_desktop.service.codes import StateCode


class Category(Enum):
    """What a code is about, which decides what a program does next."""

    SUCCESS = auto()
    AUTHORIZATION = auto()
    NOT_FOUND = auto()
    DUPLICATE = auto()
    BAD_NUMBER = auto()
    FILE_REFUSED = auto()
    FUNDS = auto()
    TEMPORARY = auto()
    LINE = auto()
    """How a call ended: the reason of a fax's state rather than the answer to a request."""
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Sentence:
    """``what`` happened and what to ``do`` about it, a sentence each."""

    what: str
    do: str


def sentence(code: StateCode) -> Sentence:
    """The words for a code; one newer than this program is quoted as it came."""
    from byfax_desktop.service.sentence_table import TABLE

    if code in TABLE:
        return TABLE[code][1]
    if not code.value:
        return Sentence(
            "byFax answered without saying how it went.", "Check the Outbox before you try again."
        )
    shown = "".join(c for c in code.value if c.isprintable())[:60]
    return Sentence(
        f"byFax answered “{shown}”, which this version doesn't know.",
        "Look for a newer version of byFax Desktop.",
    )


def category(code: StateCode) -> Category:
    """What a code is about; ``OTHER`` for one newer than this program."""
    from byfax_desktop.service.sentence_table import TABLE

    return TABLE[code][0] if code in TABLE else Category.OTHER
