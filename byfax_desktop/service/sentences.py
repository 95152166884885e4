"""What each of the service's 154 codes means to a person: what happened, what to do, and what kind of thing it is."""

from __future__ import annotations

from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.meaning import Category, Sentence
from byfax_desktop.service.sentence_table import TABLE

__all__ = ["Category", "Sentence", "category", "sentence"]


def sentence(code: StateCode) -> Sentence:
    """The words for a code; one newer than this program is quoted as it came."""
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
    return TABLE[code][0] if code in TABLE else Category.OTHER
