"""Why a person should look twice before a fax goes out; silent for numbers that have worked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from byfax_desktop.engine.drafts import Draft, DraftRecipient
from byfax_desktop.engine.guard.known import KnownNumbers
from byfax_desktop.engine.guard.near import near
from byfax_desktop.engine.numbers import country_iso2, is_mobile
from byfax_desktop.engine.outcomes import NO_FAX_MACHINE, NO_SUCH_NUMBER
from byfax_desktop.store.number_history import NumberHistory, RecentFax
from byfax_desktop.store.submissions import SequelKind

MOST_TO_RETYPE = 3
"""Numbers of which the last digits are typed again; of more, a person checks the list."""
MANY = 10
BROADCAST = 20
_DEAD_FAILURES = 3
_FAILED_STATES = ("FAILED", "ABORTED")
_DEAD_AFTER = 7 * 24 * 3600 * 1000


class Reason(Enum):
    """What is odd about a number, or about the fax; the gravest first."""

    NEAR_KNOWN = "near known"
    """``other`` is a number at which faxes arrive, one slip away."""
    NO_SUCH_NUMBER = "no such number"
    """The last fax failed because there is no such number."""
    VOICE = "voice"
    """A person, or something else that is no fax machine, took the last call."""
    DEAD = "dead"
    """``count`` faxes have failed for more than a week."""
    NEVER_DELIVERED = "never delivered"
    """``count`` faxes have failed, and none has arrived."""
    NEW_COUNTRY = "new country"
    """No fax has arrived in ``country`` before."""
    OTHER_COUNTRY = "other country"
    """It is in ``country``; most faxes go to ``usual``."""
    FIRST_FAX = "first fax"
    MOBILE = "mobile"
    REPEAT = "repeat"
    """A fax went to this number within the hour, at ``at``."""
    SAME_AGAIN = "same again"
    """The same pages went to this number within the hour, at ``at``."""
    REST_SENT = "rest sent"
    """The rest of the same fax was sent before, at ``at``."""
    MANY = "many"
    """It goes to ``count`` numbers."""
    BROADCAST = "broadcast"
    """It goes to ``count`` numbers, which are more than a few."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A reason with what it speaks of; countries are ISO 3166 alpha-2, ``at`` milliseconds since 1970 in UTC."""

    reason: Reason
    other: str = ""
    count: int = 0
    country: str = ""
    usual: str = ""
    at: int = 0
    state: str = ""
    """Of a fax that was sent before: its RecipientState, empty where nothing is known."""


@dataclass(frozen=True, slots=True)
class Caution:
    """What is asked once: about one number, about several, or, without numbers, about the fax.

    With ``must_retype`` the last four digits are typed again; else a person says that it was checked.
    """

    remarks: tuple[Remark, ...]
    numbers: tuple[str, ...] = ()
    name: str = ""
    must_retype: bool = False


def cautions(draft: Draft, known: KnownNumbers, contents: Sequence[str] = ()) -> tuple[Caution, ...]:
    """All that is to be asked of a draft whose numbers are E.164; those that are none are left to the checks.

    ``contents`` are the SHA-256 of its documents, by which a repeat is told.
    """
    people: dict[str, DraftRecipient] = {}
    for each in draft.recipients:
        people.setdefault(each.number, each)  # the same number twice is asked about once
    odd = [(each, remarks) for each in people.values() if (remarks := tuple(_remarks(each.number, known)))]
    return (
        *_about_numbers(odd),
        *_about_rest(draft, known),
        *_about_repeats(draft, known, tuple(contents)),
        *_about_size(draft),
    )


def _about_numbers(odd: Sequence[tuple[DraftRecipient, tuple[Remark, ...]]]) -> Iterator[Caution]:
    if len(odd) <= MOST_TO_RETYPE:
        for each, remarks in odd:
            yield Caution(remarks, (each.number,), each.name or each.company, must_retype=True)
        return
    order = list(Reason)
    gravest = {
        reason: [each.number for each, remarks in odd if reason in {remark.reason for remark in remarks}]
        for reason in order
    }
    remarks = tuple(Remark(reason, count=len(numbers)) for reason, numbers in gravest.items() if numbers)
    first = next(numbers for numbers in gravest.values() if numbers)
    rest = [each.number for each, _ in odd if each.number not in first]
    yield Caution(remarks, (*first, *rest))


def _remarks(number: str, known: KnownNumbers) -> Iterator[Remark]:
    """What is odd about a number, the gravest first; nothing where a fax has arrived and none failed since."""
    if not number.startswith("+"):
        return
    history = known.histories.get(number)
    if history is not None and (reason := _last_call(history)):
        yield Remark(reason)
    if history is not None and _looks_dead(history, known.now):
        yield Remark(Reason.DEAD, count=history.failed)
    if number in known.delivered:
        return
    other = near(number, known.delivered)
    if other is not None:
        yield Remark(Reason.NEAR_KNOWN, other=other)
    if history is not None and history.failed:
        yield Remark(Reason.NEVER_DELIVERED, count=history.failed)
    yield from _about_country(number, history is None, known)
    if history is None:
        yield Remark(Reason.FIRST_FAX)
    if is_mobile(number):
        yield Remark(Reason.MOBILE)


def _last_call(history: NumberHistory) -> Reason | None:
    """Why the number had better not be called again as it is."""
    if history.last_reason in NO_SUCH_NUMBER:
        return Reason.NO_SUCH_NUMBER
    return Reason.VOICE if history.last_reason in NO_FAX_MACHINE else None


def _looks_dead(history: NumberHistory, now: int) -> bool:
    since = history.failing_since
    return since is not None and history.failed >= _DEAD_FAILURES and now - since > _DEAD_AFTER


def _about_country(number: str, is_new: bool, known: KnownNumbers) -> Iterator[Remark]:
    country = country_iso2(number)
    if not country or not known.countries:
        return
    usual = known.countries.most_common(1)[0][0]
    if is_new and not known.countries[country]:
        yield Remark(Reason.NEW_COUNTRY, country=country)
    elif country != usual:
        yield Remark(Reason.OTHER_COUNTRY, country=country, usual=usual)


def _about_repeats(draft: Draft, known: KnownNumbers, contents: tuple[str, ...]) -> Iterator[Caution]:
    latest: dict[str, RecentFax] = {}
    for fax in known.recent:
        latest.setdefault(fax.number, fax)
    latest = {number: fax for number, fax in latest.items() if not _is_followed(fax, draft)}
    again = [latest[each.number] for each in draft.recipients if each.number in latest]
    same = [fax for fax in again if fax.contents and fax.contents == contents]
    for reason, faxes in (
        (Reason.SAME_AGAIN, same),
        (Reason.REPEAT, [fax for fax in again if fax not in same]),
    ):
        if faxes:
            newest = max(faxes, key=lambda fax: fax.created)
            remark = Remark(reason, count=len(faxes), at=newest.created, state=newest.state)
            yield Caution((remark,), tuple(fax.number for fax in faxes))


def _is_followed(fax: RecentFax, draft: Draft) -> bool:
    """Whether a fax that failed is the one of which the draft is the rest: that it was sent is why there is one."""
    sequel = draft.origin.sequel if draft.origin else None
    return sequel is not None and sequel.message_ref == fax.message_ref != "" and fax.state in _FAILED_STATES


def _about_rest(draft: Draft, known: KnownNumbers) -> Iterator[Caution]:
    sequel = draft.origin.sequel if draft.origin else None
    if sequel and sequel.kind is not SequelKind.FORWARD and sequel.message_ref in known.rests:
        yield Caution((Remark(Reason.REST_SENT, at=known.rests[sequel.message_ref]),))


def _about_size(draft: Draft) -> Iterator[Caution]:
    count = len(draft.recipients)
    if count > BROADCAST:
        yield Caution((Remark(Reason.BROADCAST, count=count),))
    elif count > MANY:
        yield Caution((Remark(Reason.MANY, count=count),))
