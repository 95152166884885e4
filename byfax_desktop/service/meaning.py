"""What a code can mean: its kind, and its words for a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


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
