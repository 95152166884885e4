"""Single values as XML Schema writes them, read leniently and written strictly.

What the service sends is taken as far as it makes sense and is ``None`` otherwise: a strange date must not cost us
the list it stands in. What we send is checked first, so that a bad value is an error that names its field.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation

from byfax_desktop.service.errors import InvalidRequest

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATETIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d+))?\s*(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE | re.ASCII
)
_DOUBLE_DIGITS = 308
"""An xs:double has no more digits before its point; a longer number would only cost memory where it is shown."""

_TRUTHS = {"true": True, "1": True, "false": False, "0": False}


def read_int(text: str) -> int | None:
    """An xs:int or xs:long; ``None`` when it is neither."""
    try:
        return int(text) if len(text) < 20 else None
    except ValueError:
        return None


def read_bool(text: str) -> bool | None:
    """An xs:boolean; ``None`` when it is none."""
    return _TRUTHS.get(text.strip().lower())


def read_decimal(text: str) -> Decimal | None:
    """Money: the exact digits of an xs:double; ``None`` for text, NaN, infinities and what no double can be."""
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value.adjusted()) <= _DOUBLE_DIGITS else None


def read_datetime(text: str) -> datetime | None:
    """An xs:dateTime as an aware datetime, in UTC where the text names no zone; ``None`` for what is no date.

    The years 1 and 9999 are what programs write for "never", and the next zone would carry them out of the calendar.
    """
    match = _DATETIME.fullmatch(text.strip())
    if match is None:
        return None
    date, time, fraction, zone = match.groups()
    micro = (fraction or "0")[:6].ljust(6, "0")
    offset = "+00:00" if zone in (None, "Z", "z") else zone
    try:
        value = datetime.fromisoformat(f"{date}T{time}.{micro}{offset}")
    except ValueError:
        return None
    return value if 1 < value.year < 9999 else None


def write_text(field: str, value: str) -> str:
    """Text as XML 1.0 can carry it.

    Raises InvalidRequest naming the first character that it cannot: control characters and lone surrogates.
    """
    match = _NOT_XML.search(value)
    if match is None:
        return value
    code = ord(match.group())
    raise InvalidRequest(
        field,
        f"The text holds a character that a fax cannot carry (U+{code:04X}, at position {match.start() + 1}).",
        "Delete that character and try again.",
    )


def write_datetime(field: str, value: datetime) -> str:
    """An xs:dateTime with its zone, to the second; in UTC where the zone has seconds, which XML Schema cannot say.

    Raises InvalidRequest for a naive one.
    """
    offset = value.utcoffset()
    if offset is None:
        raise InvalidRequest(field, "The time has no time zone.", "Choose the time zone that it is meant in.")
    if offset % timedelta(minutes=1):
        value = value.astimezone(UTC)
    return value.replace(microsecond=0).isoformat()


def write_bool(value: bool) -> str:
    """An xs:boolean."""
    return "true" if value else "false"
