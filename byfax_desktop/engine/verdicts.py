"""What an attempt to submit proves: from the service's code, or from the error in its place, to a verdict.

Success is a list of one word and everything unforeseen is unclear, so that a code or failure that nobody thought of
can cost a question to the service, but neither lose a fax nor send it twice.
"""

from __future__ import annotations

import tomllib
from enum import Enum
from functools import cache
from importlib.resources import files

from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import (
    BadAddress,
    Cancelled,
    NotSent,
    Refused,
    Unreachable,
    Untrusted,
)


class Verdict(Enum):
    """What is known of a submission after an attempt."""

    ACCEPTED = "accepted"
    THERE = "there"
    REFUSED = "refused"
    HOLD = "hold"
    UNCLEAR = "unclear"
    NOT_SENT = "not sent"
    """Proved not to have arrived; the same attempt may be made again."""
    UNSENDABLE = "unsendable"
    """Proved not to have arrived, and it cannot be written into a request or read from the disk."""


def verdict_of_code(code: StateCode) -> Verdict:
    """What the service's code proves."""
    return _table().get(code.value, Verdict.UNCLEAR)


def verdict_of_failure(failure: BaseException) -> Verdict:
    """What an error in place of an answer proves."""
    if isinstance(failure, Refused):
        return verdict_of_code(failure.code)
    if isinstance(failure, (Unreachable, Untrusted, BadAddress, Cancelled)):
        return Verdict.NOT_SENT
    if isinstance(failure, NotSent):
        return Verdict.UNSENDABLE
    return Verdict.UNCLEAR


@cache
def _table() -> dict[str, Verdict]:
    text = (files("byfax_desktop.engine") / "verdicts.toml").read_text("utf-8")
    return {code: Verdict(name) for name, codes in tomllib.loads(text).items() for code in codes}
