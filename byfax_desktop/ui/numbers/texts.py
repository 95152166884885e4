"""What the Numbers tab says of the account's own fax numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from byfax_desktop.ui.widgets.texts import NOTHING, count, short_date, shown_number

if TYPE_CHECKING:
    from byfax_desktop.service.records import Did

_SOON_DAYS = 30
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


def number(did: Did) -> str:
    """The number as the service writes it, else in international notation."""
    return did.formatted or shown_number(did.number)


def place(did: Did) -> str:
    """City and country as far as known."""
    parts = (did.city or "", _country(did.number, did.country_a3))
    return ", ".join(part for part in parts if part) or NOTHING


def state(did: Did, now: datetime | None = None) -> DidWords:
    """The state in words, with the date that matters."""
    word, till = did.state.value, did.reserved_till
    if word in _PLAIN:
        kind, text = _PLAIN[word]
        return DidWords(f"state-{kind}", text)
    if word == "EXPIRED":
        return DidWords("state-stopped", f"Ended on {short_date(till)}" if till else "Ended")
    if word in ("ACTIVE", "EXPIRING"):
        return _running(word == "EXPIRING", till, now or datetime.now(UTC))
    if word == "UNKNOWN" or not word:
        return DidWords("state-unknown", "Not known")
    return DidWords("state-unknown", f"byFax says “{word}”")


def inbox(did: Did) -> str:
    """How many faxes to it the service holds."""
    return QLocale().toString(did.inbox_count)


def sentence(did: Did) -> str:
    """A row in one sentence, for those who hear it."""
    words = state(did)
    told = [
        number(did),
        place(did),
        words.text[:1].lower() + words.text[1:],
        count(did.inbox_count, "fax", "faxes"),
    ]
    return ", ".join(part for part in told if part != NOTHING)


def _running(is_ending: bool, till: datetime | None, now: datetime) -> DidWords:
    if till is None:
        return DidWords("state-warning", "Ends soon") if is_ending else DidWords("state-delivered", "Active")
    days = math.ceil((till - now).total_seconds() / _DAY)
    if days > _SOON_DAYS and not is_ending:
        return DidWords("state-delivered", f"Active till {short_date(till)}")
    if days < 0:
        return DidWords("state-warning", f"Ended on {short_date(till)}")
    if days <= 1:
        return DidWords("state-warning", "Ends today" if days == 0 else "Ends within a day")
    return DidWords("state-warning", f"Ends in {days} days")


@lru_cache(maxsize=256)
def _country(number: str, iso3: str) -> str:
    """The country by its name. The number tells it too, and Qt knows the names only by two letters."""
    from byfax_desktop.engine.numbers import NumberTrouble, parse_number

    try:
        territory = QLocale.codeToTerritory(parse_number(number).country_iso2)
    except NumberTrouble:
        return iso3
    return QLocale.territoryToString(territory) if territory != QLocale.Country.AnyCountry else iso3
