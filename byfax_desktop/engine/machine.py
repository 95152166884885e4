"""What follows from what happened to a submission: pure functions from a row of the journal to its next step.

The rules are those under which no interleaving of losses, delays, crashes and refusals loses a fax or sends it twice:

- The refs are made once. An attempt that left and was not answered stays *open*: it may still arrive.
- After an unanswered attempt the service is asked. Only a complete list without our refs, and a grace, lead to another
  attempt, with the same refs; should the first one arrive late, one of the two is refused as a duplicate.
- A refusal is the end only when no earlier attempt is open. Else it stays in doubt until the quarantine is over.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from byfax_desktop.engine.verdicts import Verdict
from byfax_desktop.store.submissions import Change, FaxState, RecipientChange, Submission

CONFIRMED = "confirmed"
"""In place of a code: a person has said that the fax is to go out in spite of what was in doubt."""
SCALE_VARIABLE = "BYFAX_GRACE_SCALE"

_SECOND = 1000
_MINUTE = 60 * _SECOND
_DAY = 24 * 60 * _MINUTE


@dataclass(frozen=True, slots=True)
class Rules:
    """How long is waited for what, in milliseconds, and how often is tried."""

    graces: tuple[int, ...] = (30 * _SECOND, 2 * _MINUTE, 5 * _MINUTE)
    """After the first, the second, the third and later attempts without an answer."""
    looks: tuple[int, ...] = (2 * _SECOND, 10 * _SECOND, 30 * _SECOND, 2 * _MINUTE, 5 * _MINUTE)
    """When, after an attempt, the service is asked whether it has the fax; first at once."""
    quarantine: int = 15 * _MINUTE
    """How late an open attempt may still arrive."""
    back_off_first: int = 2 * _SECOND
    back_off_max: int = 5 * _MINUTE
    queue_hold: int = 15 * _MINUTE
    """After how long one fax tries whether what stopped the queue has been put right."""
    most_tries: int = 8
    """How many attempts may stay without an answer before a person is asked."""
    patience: int = _DAY
    """How long after a person's last word anything is done without asking again."""
    resend_is_safe: bool = True
    """Whether the service refuses a ref that it has; where it does not, a person decides."""

    @classmethod
    def standard(cls, environment: Mapping[str, str] = os.environ) -> Rules:
        """The rules, with pauses scaled by ``BYFAX_GRACE_SCALE`` where that is a number; it is meant for tests."""
        try:
            factor = float(environment.get(SCALE_VARIABLE, "1"))
        except ValueError:
            factor = 1.0
        return cls().scaled(factor) if 0 <= factor < float("inf") else cls()

    def scaled(self, factor: float) -> Rules:
        """Graces, quarantine and back-off times ``factor``; how old a fax may be is not scaled."""

        def by(value: int) -> int:
            return int(value * factor)

        return Rules(
            graces=tuple(map(by, self.graces)),
            looks=tuple(map(by, self.looks)),
            quarantine=by(self.quarantine),
            back_off_first=by(self.back_off_first),
            back_off_max=by(self.back_off_max),
            queue_hold=by(self.queue_hold),
            most_tries=self.most_tries,
            patience=self.patience,
            resend_is_safe=self.resend_is_safe,
        )


@dataclass(frozen=True, slots=True)
class Words:
    """Why a fax does not go on: the service's code if any, what happened, and what to do."""

    code: str
    what: str
    advice: str


@dataclass(frozen=True, slots=True)
class Found:
    """What the service lists under our refs."""

    report: str | None
    recipients: tuple[RecipientChange, ...]
    is_ours: bool = True
    """Whether the numbers that it lists are those that were sent."""


def begin_upload(seen: Submission, documents: int) -> Change:
    """The documents go first, so that the submission itself is small."""
    words = "Uploading 1 document" if documents == 1 else f"Uploading {documents} documents"
    return Change(FaxState.UPLOADING, "" if seen.failures else words)


def begin_submit(seen: Submission) -> Change:
    """To be on the disk before the first byte of the submission leaves."""
    words = f"Handing over to byFax, try {seen.tries + 1}" if seen.tries else "Handing over to byFax"
    columns: dict[str, int | str | None] = {"tries": seen.tries + 1, "open_tries": seen.open_tries + 1}
    return Change(FaxState.SUBMITTING, "" if seen.failures else words, columns)


def upload_failed(seen: Submission, verdict: Verdict, words: Words, now: int, rules: Rules) -> Change:
    """An upload came to nothing; a document has no effect by itself, so it is simply done again or given up."""
    if verdict in (Verdict.REFUSED, Verdict.UNSENDABLE):
        return _no(seen.open_tries, words, now)
    if verdict is Verdict.HOLD:
        return Change(FaxState.QUEUED, words.what, {"due": now, **_said_of(seen, words)})
    failures = seen.failures + 1
    pause = 0 if verdict is Verdict.NOT_SENT else back_off(failures, rules)
    columns = {"due": now + pause, "failures": failures, **_said_of(seen, words)}
    return Change(FaxState.QUEUED, _news(seen, words), columns)


def accepted(recipients: Sequence[RecipientChange], now: int) -> Change:
    """The service took the submission, if perhaps not each of its recipients."""
    columns: dict[str, int | str | None] = {"open_tries": 0, "failures": 0, "is_there": 1, **_NO_WORDS}
    if any(each.is_live for each in recipients):
        return Change(
            FaxState.ACCEPTED, "byFax has taken the fax", {**columns, "next_look": now}, tuple(recipients)
        )
    return Change(FaxState.FAILED, "byFax took none of the numbers", columns, tuple(recipients))


def incomplete(seen: Submission, now: int) -> Change:
    """The service said success, but not of each recipient: its list tells."""
    return Change(
        FaxState.UNKNOWN,
        "byFax has taken the fax, but did not say for which recipients",
        {"is_there": 1, "open_tries": seen.open_tries - 1, "due": now, **_NO_WORDS},
    )


def attempt_failed(seen: Submission, verdict: Verdict, words: Words, now: int) -> Change:
    """An attempt to submit ended without the service's yes; it was counted as open when it began."""
    still_open = seen.open_tries - 1
    if verdict is Verdict.NOT_SENT:
        if still_open:
            return Change(FaxState.UNKNOWN, words.what, {"open_tries": still_open, "due": now})
        columns = {"open_tries": 0, "due": now, "failures": seen.failures + 1, **_said_of(seen, words)}
        return Change(FaxState.QUEUED, _news(seen, words), columns)
    if verdict in (Verdict.REFUSED, Verdict.UNSENDABLE):
        return _no(still_open, words, now)
    if verdict is Verdict.HOLD:
        # A refusal for want of money can leave a container behind (UNPAID): it is looked for before another attempt.
        return Change(FaxState.UNKNOWN, words.what, {"open_tries": still_open, "due": now, **_said(words)})
    if verdict is Verdict.THERE:
        return Change(
            FaxState.UNKNOWN,
            "byFax says that it has this fax already",
            {"is_there": 1, "open_tries": still_open, "due": now, **_NO_WORDS},
        )
    return Change(
        FaxState.UNKNOWN, "No clear answer: asking byFax whether it has the fax", {"due": now, **_said(words)}
    )


def was_found(found: Found, now: int) -> Change:
    """The service lists the submission."""
    if not found.is_ours:
        # Its ref is taken, so no attempt that is still on its way will be.
        return Change(FaxState.NEEDS_YOU, _NOT_OURS.what, {"open_tries": 0, **_said(_NOT_OURS)})
    columns: dict[str, int | str | None] = {"open_tries": 0, "failures": 0, "is_there": 1, "next_look": now}
    if found.report:
        columns["report"] = found.report
    return Change(FaxState.ACCEPTED, "byFax has the fax", {**columns, **_NO_WORDS}, found.recipients)


def was_not_found(seen: Submission, wants_cancel: bool, now: int, rules: Rules) -> Change:
    """A complete list of the service does not have the submission."""
    if seen.state is FaxState.DOUBT:
        return _still_in_doubt(seen, wants_cancel, now, rules)
    age = now - seen.since
    if age < grace(seen, rules):
        return Change(FaxState.UNKNOWN, "", {"due": _next_look(seen, age, grace(seen, rules), rules)})
    if wants_cancel:
        return called_off(seen, now)
    # Without an attempt that may still arrive nothing is in doubt, and a person's word settles what is.
    if (seen.is_there or seen.open_tries) and seen.code != CONFIRMED:
        is_old = now - seen.intent > rules.patience
        if seen.is_there and not is_old:
            return Change(FaxState.UNKNOWN, "", {"due": now + rules.graces[-1]})
        if is_old or seen.open_tries >= rules.most_tries or not rules.resend_is_safe:
            return Change(FaxState.NEEDS_YOU, _CANNOT_TELL.what, _said(_CANNOT_TELL))
    return Change(
        FaxState.QUEUED,
        "byFax does not have the fax: sending it again under the same references",
        {"due": now},
    )


def released(seen: Submission, now: int) -> Change:
    """A person lets it go on; the service is asked first where it may have it."""
    state = FaxState.UNKNOWN if seen.tries else FaxState.QUEUED
    columns = {"due": now, "intent": now, "since": now, "failures": 0, **_NO_WORDS, "code": CONFIRMED}
    return Change(state, "Going on", columns)


def tried_again(now: int) -> Change:
    """A person has a rejected fax tried once more, under its refs; answered attempts are no longer open."""
    return Change(FaxState.QUEUED, "Trying again", {"due": now, "intent": now, "failures": 0, **_NO_WORDS})


def held(words: Words) -> Change:
    """It waits for a person."""
    return Change(FaxState.HELD, words.what, _said(words))


def taken_back() -> Change:
    """Nothing has left yet, and nothing will."""
    return Change(FaxState.CANCELLED, "Taken back before it was sent", dict(_NO_WORDS))


def called_off(seen: Submission, now: int) -> Change:
    """A person has cancelled what the service is not known to have."""
    if not seen.open_tries:
        return taken_back()
    return _no(seen.open_tries, Words("", "Cancelled.", ""), now, FaxState.CANCELLED)


def grace(seen: Submission, rules: Rules) -> int:
    """How long a submission that is not listed may still arrive before it is sent again."""
    if not seen.open_tries:
        return 0
    return rules.graces[min(seen.open_tries, len(rules.graces)) - 1]


def back_off(failures: int, rules: Rules, spread: Callable[[float, float], float] = random.uniform) -> int:
    """The pause after so many failures in a row, varied so that many computers don't come back at once."""
    pause = min(rules.back_off_max, rules.back_off_first * 2 ** min(failures - 1, 20))
    return int(pause * spread(0.8, 1.2))


def _no(still_open: int, words: Words, now: int, end: FaxState = FaxState.REJECTED) -> Change:
    """The end, unless an earlier attempt may still arrive."""
    if still_open <= 0:
        return Change(end, words.what, {"open_tries": 0, **_said(words)})
    return Change(
        FaxState.DOUBT,
        f"{words.what} An earlier attempt may still arrive: asking byFax for a while",
        {"open_tries": still_open, "due": now, **_said(words)},
    )


def _still_in_doubt(seen: Submission, wants_cancel: bool, now: int, rules: Rules) -> Change:
    age = now - seen.since
    if age < rules.quarantine:
        return Change(FaxState.DOUBT, "", {"due": _next_look(seen, age, rules.quarantine, rules)})
    end = FaxState.CANCELLED if wants_cancel or not seen.advice else FaxState.REJECTED
    return Change(end, "byFax never had the fax", {"open_tries": 0})


def _next_look(seen: Submission, age: int, end: int, rules: Rules) -> int:
    """When to ask again: at first soon, then seldom, and in any case at the end."""
    step = next((look for look in rules.looks if look > age), age + rules.looks[-1])
    return seen.since + min(step, end)


_NO_WORDS: dict[str, int | str | None] = {"code": "", "what": "", "advice": ""}

_CANNOT_TELL = Words(
    "",
    "We cannot tell whether byFax has this fax.",
    "Check again later, or send it again: then it may arrive twice.",
)


_NOT_OURS = Words(
    "",
    "byFax lists other numbers under this fax's reference.",
    "Compare them on the byFax website before you send it again.",
)


def _news(seen: Submission, words: Words) -> str:
    """What belongs into the history: a network that is away for a night is told once."""
    return "" if seen.failures and seen.what == words.what else words.what


def _said_of(seen: Submission, words: Words) -> dict[str, int | str | None]:
    """The same of one that goes on: a person's word for it holds until an attempt has left."""
    return {**_said(words), "code": CONFIRMED} if seen.code == CONFIRMED else _said(words)


def _said(words: Words) -> dict[str, int | str | None]:
    return {"code": words.code, "what": words.what, "advice": words.advice}
