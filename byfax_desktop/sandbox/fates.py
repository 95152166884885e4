"""What becomes of a fax in the sandbox: the last digit of the number decides.

====== ==========================================================
digit  fate
====== ==========================================================
0 7 8 9  delivered
1        busy at the first try, delivered at the next
2        busy at every try
3        nobody answers, at any try
4        a person or an answering machine takes the call
5        something answers that is no fax machine
6        the line drops after page 1 (a fax of one page is dropped before its end)
====== ==========================================================

A number of the account's own always takes the fax, and it arrives in the inbox.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fate:
    """How a call ends: ``reason`` is the code; ``busy_tries`` calls find the line busy (or unanswered) first."""

    reason: str
    busy_tries: int = 0
    retried: bool = False
    drops_after_page: int | None = None

    @property
    def delivered(self) -> bool:
        """Whether the fax arrives in the end."""
        return self.reason == "SUCCESS"


DELIVERED = Fate("SUCCESS")
_FATES = {
    "1": Fate("SUCCESS", busy_tries=1),
    "2": Fate("BUSY", retried=True),
    "3": Fate("NO_ANSWER", retried=True),
    "4": Fate("VOICE_ANSWER"),
    "5": Fate("NOT_FAX_MACHINE"),
    "6": Fate("TRANSMISSION_EARLY_HANGUP", drops_after_page=1),
}


def fate(number: str, own_numbers: frozenset[str] = frozenset()) -> Fate:
    """The fate of a fax to ``number`` (E.164)."""
    if number in own_numbers:
        return DELIVERED
    return _FATES.get(number[-1:], DELIVERED)
