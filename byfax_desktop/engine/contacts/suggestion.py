"""Whom a fax may be for, as a person is offered them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A contact with one of their numbers, or someone who was faxed before; ``number`` is E.164.

    A distribution list has its name in ``group``, no number, and ``members`` in the order of the list.
    ``last_delivered`` is when a fax arrived there last, and ``times`` how many did, from the account that is open.
    """

    name: str
    company: str
    number: str
    group: str = ""
    last_delivered: datetime | None = None
    times: int = 0
    members: tuple[Suggestion, ...] = ()
