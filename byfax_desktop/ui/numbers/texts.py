"""What the Numbers tab says of the account's own fax numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from byfax_desktop.engine.offers import kind
from byfax_desktop.ui.widgets.texts import NOTHING, count, isolated, short_date, short_time, shown_number
from byfax_desktop.ui.widgets.tips import shown_text

if TYPE_CHECKING:
    from byfax_desktop.service.records import Did

_STAGES = (30, 7, 1)
"""Days before a number ends: at each of these a person is warned anew."""
_SOON_DAYS = _STAGES[0]
_LONGEST = 60
"""Letters of a text of the service in a sentence with others."""
_MOST_NAMED = 3
_NOW_OR_NEVER = datetime.max.replace(tzinfo=UTC)
_DAY = 24 * 3600

_PLAIN = {
    "PENDING": ("waiting", "Ordered, not active yet"),
    "PROCESSING": ("active", "Being set up"),
    "VERIFY_PENDING": ("waiting", "Waiting for your address to be checked"),
    "VERIFY_PROGRESS": ("active", "Your address is being checked"),
    "VERIFY_FAILED": ("failed", "Your address was not accepted"),
    "CANCELLED": ("stopped", "Cancelled"),
    "ABORTED": ("stopped", "Stopped by byFax"),
    "FAILED": ("failed", "Could not be set up"),
}
"""The states that no date belongs to, by the service's word."""


@dataclass(frozen=True, slots=True)
class DidWords:
    """A number's state: the icon for its kind, and words."""

    icon_name: str
    text: str


def right_now() -> datetime:
    """The moment from which days are counted."""
    return datetime.now(UTC)


def number(did: Did) -> str:
    """The number as the service writes it, else in international notation; without what hides or turns letters."""
    return shown_text(did.formatted).strip() or shown_number(dialled(did))


def dialled(did: Did) -> str:
    """The number in E.164, with its plus also where the service leaves that out; empty where there is none yet."""
    digits = "".join(letter for letter in did.number if letter in "0123456789")
    return f"+{digits}" if digits else ""


def short_number(did: Did) -> str:
    """The number for a sentence, which a long one would fill."""
    text = number(did)
    return isolated(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")


def place(did: Did) -> str:
    """City and country as far as known."""
    return ", ".join(part for part in (city(did), country(did)) if part) or NOTHING


def city(did: Did) -> str:
    """The city as the service names it; empty where it names none."""
    return isolated(shown_text(did.city or "").strip())


def kind_of(did: Did) -> str:
    """The kind of number, in words."""
    return isolated(shown_text(kind(did)))


def country(did: Did) -> str:
    """The country by its name, else by its code (ISO 3166)."""
    return _country(dialled(did), shown_text(did.country_a3))


def state(did: Did, now: datetime | None = None) -> DidWords:
    """The state in words, with the date that matters."""
    word, till = did.state.value, did.reserved_till
    if word in _PLAIN:
        kind, text = _PLAIN[word]
        return DidWords(f"state-{kind}", text)
    if word == "EXPIRED":
        return DidWords("state-stopped", f"Ended on {short_date(till)}" if till else "Ended")
    if word in ("ACTIVE", "EXPIRING"):
        return _running(word == "EXPIRING", till, now or right_now())
    if word == "UNKNOWN" or not word:
        return DidWords("state-unknown", "Not known")
    return DidWords("state-unknown", f"byFax says “{shown_text(word)[:_LONGEST]}”")


def ends_soon(did: Did, now: datetime | None = None) -> bool:
    """Whether a person has to decide within a month if they want to keep it."""
    word, till = did.state.value, did.reserved_till
    if word != "ACTIVE" or till is None:
        return word == "EXPIRING"
    return _days_left(till, now or right_now()) <= _SOON_DAYS


def stage(did: Did, now: datetime | None = None) -> int | None:
    """How urgent it is that a person decides: at most so many days before the end; None while there is time."""
    if not ends_soon(did, now):
        return None
    days = _days_left(did.reserved_till, now or right_now()) if did.reserved_till else 0
    return min((each for each in _STAGES if days <= each), default=_STAGES[0])


def warning(dids: Sequence[Did], now: datetime | None = None) -> str:
    """Which numbers end soon and when, the first to end first; empty where none does."""
    soon = ending(dids, now)
    told = [f"{short_number(did)} {_lower(state(did, now).text)}" for did in soon[:_MOST_NAMED]]
    if len(soon) > _MOST_NAMED:
        told.append(f"and {count(len(soon) - _MOST_NAMED, 'more ends', 'more end')} soon")
    return ", ".join(told) + "." if told else ""


Said = tuple[str, str]
"""What is said of a number, in small letters, and its digits."""


def said_of(dids: Sequence[Did]) -> list[Said]:
    """What a search looks through; takes a while where there are thousands, and holds for a day."""
    return [_said(did) for did in dids]


def ending(dids: Sequence[Did], now: datetime | None = None) -> list[Did]:
    """Those that end soon, the first to end first."""
    found = [did for did in dids if ends_soon(did, now)]
    return sorted(found, key=lambda did: did.reserved_till or _NOW_OR_NEVER)


def is_sought(said: Said, sought: str) -> bool:
    """Whether all words of a search are in what is said of a number, its digits written in any way."""
    text, digits = said
    return all(
        word in text or ((typed := _only_digits(word)) and typed in digits)
        for word in sought.casefold().split()
    )


def as_of(at: datetime, today: date | None = None) -> str:
    """How old something is that was said at a moment, such as As of yesterday 14:02."""
    day, said = today or date.today(), at.astimezone().date()
    clock = short_time(at, said)
    if said == day:
        return f"As of today {clock}"
    if said == day - timedelta(days=1):
        return f"As of yesterday {clock}"
    return f"As of {short_time(at, day)}"


def inbox(did: Did) -> str:
    """How many faxes to it the service holds."""
    return QLocale().toString(did.inbox_count)


def sentence(did: Did) -> str:
    """A row in one sentence, for those who hear it."""
    words = state(did)
    told = [
        number(did),
        place(did),
        _lower(words.text),
        count(did.inbox_count, "fax", "faxes"),
    ]
    return ", ".join(part for part in told if part != NOTHING)


def _said(did: Did) -> Said:
    said = " ".join((number(did), place(did), kind_of(did), state(did).text)).casefold()
    return said, dialled(did)[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _only_digits(word: str) -> str:
    """The digits of what may be a part of a number; empty for any other word."""
    is_number = not word.strip("+-()/.0123456789")
    return "".join(filter(str.isdigit, word)).lstrip("0") if is_number else ""


def _running(is_ending: bool, till: datetime | None, now: datetime) -> DidWords:
    if till is None:
        return DidWords("state-warning", "Ends soon") if is_ending else DidWords("state-delivered", "Active")
    days = _days_left(till, now)
    if days > _SOON_DAYS and not is_ending:
        return DidWords("state-delivered", f"Active till {short_date(till)}")
    if till <= now:
        return DidWords("state-warning", f"Ended on {short_date(till)}")
    if days <= 1:
        return DidWords("state-warning", "Ends within a day")
    return DidWords("state-warning", f"Ends in {days} days")


def _days_left(till: datetime, now: datetime) -> int:
    """Days that have begun count."""
    return math.ceil((till - now).total_seconds() / _DAY)


@lru_cache(maxsize=8192)
def _country(number: str, iso3: str) -> str:
    """The country by its name. The number tells it too, and Qt knows the names only by two letters."""
    from byfax_desktop.engine.numbers import NumberTrouble, parse_number

    try:
        territory = QLocale.codeToTerritory(parse_number(number).country_iso2)
    except NumberTrouble:
        return iso3
    return QLocale.territoryToString(territory) if territory != QLocale.Country.AnyCountry else iso3
