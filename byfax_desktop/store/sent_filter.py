"""Which sent faxes a person wants to see, and how the journal is asked for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from byfax_desktop.store.submissions import FOR_YOU, WAITING, FaxState

_TRIGRAM = 3
_NUMBER = re.compile(r"[+\d\s().\-–/]+")


class SentGroup(StrEnum):
    """How a fax stands, as far as a person wants to know at a glance."""

    UNDER_WAY = "under-way"
    DELIVERED = "delivered"
    """To all its recipients, or to some of them."""
    NOT_DELIVERED = "not-delivered"
    """To none of its recipients, or not to all of them; also one that is still under way to others."""
    FOR_YOU = "for-you"
    """It stands still until a person decides."""
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class SentFilter:
    """What the faxes that are wanted have in common; without a field, all.

    ``text`` is in a subject, name, company, number or ref, in any case of letters; of one or two characters only those
    are found that begin a word. ``since`` and ``until`` are milliseconds since 1970, and the latter is not within.
    ``sender`` is one of ``OutboxRows.senders``.
    """

    text: str = ""
    group: SentGroup | None = None
    since: int | None = None
    until: int | None = None
    sender: str = ""

    def conditions(self) -> Iterator[tuple[str, tuple[object, ...]]]:
        """What must hold of a row of the table ``submission``, each with its values, but for the text."""
        if self.group is not None:
            yield _GROUPS[self.group], ()
        yield from self._of_all()

    def recipient_conditions(self) -> Iterator[tuple[str, tuple[object, ...]]]:
        """The same of a recipient joined to their submission: how they fared themselves."""
        if self.group is not None:
            yield _OF_RECIPIENTS[self.group], ()
        yield from self._of_all()

    def _of_all(self) -> Iterator[tuple[str, tuple[object, ...]]]:
        """What does not depend on how a fax fared."""
        if self.since is not None:
            yield "created >= ?", (self.since,)
        if self.until is not None:
            yield "created < ?", (self.until,)
        if self.sender:
            # Said twice, so that the index of those with a sender is used.
            yield "sender <> '' AND sender = ?", (self.sender,)

    def search(self) -> tuple[str, str]:
        """The table of texts to look into, and what to look for there; two empty texts where everything is wanted.

        A number is found however it is written: its digits are looked for too.
        """
        text = self.text.replace("\0", "").strip()
        if not text:
            return "", ""
        if len(text) < _TRIGRAM:
            return "fax_words", f"{_phrase(text)} *"
        sought = dict.fromkeys(filter(None, (text, number_digits(text))))
        return "fax_search", " OR ".join(map(_phrase, sought))


def number_digits(text: str) -> str:
    """What to look for in E.164 where a text is a number, however it is written; else, or of few digits, nothing."""
    digits = "".join(filter(str.isdigit, text)).lstrip("0") if _NUMBER.fullmatch(text) else ""
    return digits if len(digits) >= _TRIGRAM else ""


def _phrase(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _states(*states: FaxState) -> str:
    return f"state IN ({', '.join(repr(each.value) for each in sorted(states))})"


# Only live faxes are asked for each recipient: how the others stand is known as a whole.
_ONE_FAILED = (
    "state = 'accepted' AND EXISTS (SELECT 1 FROM recipient WHERE submission_id = submission.id"
    " AND is_live = 0 AND json_extract(recipient.report, '$.jobState') IN ('FAILED', 'ABORTED'))"
)
_GROUPS = {
    SentGroup.UNDER_WAY: _states(*WAITING, FaxState.ACCEPTED),
    # Most faxes are delivered: with the plus they are read by age until there are enough, and not all of them sorted.
    SentGroup.DELIVERED: f"+{_states(FaxState.DELIVERED, FaxState.PARTLY)}",
    SentGroup.NOT_DELIVERED: (
        f"({_states(FaxState.FAILED, FaxState.PARTLY, FaxState.REJECTED)} OR {_ONE_FAILED})"
    ),
    SentGroup.FOR_YOU: _states(*FOR_YOU),
    SentGroup.CANCELLED: _states(FaxState.CANCELLED),
}

_OUTCOME = "json_extract(recipient.report, '$.jobState')"
_OF_RECIPIENTS = {
    SentGroup.UNDER_WAY: (
        f"({_states(*WAITING)} OR (state = 'accepted' AND coalesce(recipient.is_live, 1) = 1))"
    ),
    SentGroup.DELIVERED: f"{_OUTCOME} = 'SUCCESS'",
    SentGroup.NOT_DELIVERED: (
        f"({_OUTCOME} IN ('FAILED', 'ABORTED')"
        f" OR (recipient.report IS NULL AND {_states(FaxState.FAILED, FaxState.REJECTED)}))"
    ),
    SentGroup.FOR_YOU: _states(*FOR_YOU),
    SentGroup.CANCELLED: (
        f"({_OUTCOME} = 'CANCELLED' OR (recipient.report IS NULL AND {_states(FaxState.CANCELLED)}))"
    ),
}
