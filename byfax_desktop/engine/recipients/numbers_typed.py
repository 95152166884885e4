"""Numbers as people type them, spreadsheets mangle them and address books label them, understood or asked about."""

from __future__ import annotations

import re
from decimal import Decimal

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumber, PhoneNumberFormat, PhoneNumberType

from byfax_desktop.engine.numbers import (
    NumberTrouble,
    country_of,
    format_number,
    parse_number,
    phone_number,
    shown_in,
)
from byfax_desktop.engine.recipients.number_text import bare_number
from byfax_desktop.engine.recipients.typed_number import Remark, RemarkKind, TypedNumber

_EXTENSION = re.compile(
    r"\s*(?:;ext=|,?\s*\b(?:ext|extension|доб|вн)\b\.?:?|\bx|#|\bdoppelwahl)\s*\d+\s*\Z", re.IGNORECASE
)
_SHORTENED = re.compile(r"[+-]?\d(?:[.,]\d+)?E\+?\d\d?", re.IGNORECASE)
_BETWEEN = re.compile(r"[;,|\n\t]|\s/\s|\s(?:or|and|или|и)\s|(?<=\d)\s*(?=\+)")
_EMERGENCY = frozenset(
    {"000", "01", "02", "03", "04", "101", "102", "103", "104", "110", "111", "112", "119", "911", "999"}
)
_SHORT_MAX = 6
_LONGEST = 60
_READ_AT_MOST = 1000
"""Characters of a cell that are looked at."""
_COSTLY = (PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST)


def understand(text: str, region: str | None = None) -> TypedNumber:
    """What a text means as a fax number; never raises. ``region`` is the country of numbers without country code."""
    typed = text.strip()
    bare = bare_number(typed[:_READ_AT_MOST])
    if not bare:
        return _without_number(typed, RemarkKind.NONE_GIVEN, "No fax number is given.")
    if _SHORTENED.fullmatch(bare):
        words = f"“{bare}” is what a spreadsheet made of a long number; its last digits may be lost. Type it again."
        return _without_number(typed, RemarkKind.LOST_DIGITS, words, _in_use("+" + _digits(bare)))
    without = _EXTENSION.sub("", bare)
    if without and without != bare:
        words = f"“{_short(typed)}” has an extension, which a fax can't dial. Give the direct number, or leave it out."
        return _without_number(typed, RemarkKind.EXTENSION, words, _read([without], region))
    digits = "".join(c for c in bare if c.isdigit())
    if digits in _EMERGENCY or (region and phonenumbers.is_emergency_number(bare, region.upper())):
        return _without_number(typed, RemarkKind.EMERGENCY, f"“{_short(typed)}” is an emergency number.")
    if bare.startswith("00") and not _dials_00(region):
        return _foreign_prefix(typed, bare, region)
    try:
        number = phone_number(bare, region)
    except NumberTrouble as trouble:
        return _unread(typed, bare, trouble, region)
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return TypedNumber(typed, e164, shown_in(number, region), country_of(number), _remarks(bare, number))


def _unread(typed: str, bare: str, trouble: NumberTrouble, region: str | None) -> TypedNumber:
    """Why a text is no number: several numbers, too short a one, or what libphonenumber says."""
    parts = [part for part in _BETWEEN.split(bare) if part and part.strip()]
    several = _read(parts, region) if len(parts) > 1 else ()
    if len(several) > 1:
        words = f"“{_short(typed)}” is more than one number. Give each a row of its own."
        return _without_number(typed, RemarkKind.SEVERAL, words, several)
    if bare.isascii() and sum(c.isalnum() for c in bare) <= _SHORT_MAX and any(c.isdigit() for c in bare):
        return _without_number(typed, RemarkKind.SHORT, f"“{_short(typed)}” is too short for a fax number.")
    offers = several or (() if bare.startswith("+") else _in_use("+" + bare))
    return _without_number(typed, RemarkKind.UNREADABLE, f"{trouble.what} {trouble.do}", offers)


def _foreign_prefix(typed: str, bare: str, region: str | None) -> TypedNumber:
    offers = _read(["+" + bare[2:]], region)
    if not offers:
        return _without_number(
            typed, RemarkKind.UNREADABLE, f"“{_short(typed)}” is not a fax number. Type it with plus."
        )
    words = f"“{_short(typed)}” begins with 00, which isn't dialled from there. Is {format_number(offers[0])} meant?"
    return _without_number(typed, RemarkKind.FOREIGN_PREFIX, words, offers)


def _dials_00(region: str | None) -> bool:
    """Whether calls to other countries begin with 00 in that country; where none is known, they are taken to."""
    about = PhoneMetadata.metadata_for_region(region.upper()) if region else None
    prefix = about.international_prefix if about else None
    return prefix is None or bool(re.match(prefix, "00"))


def _remarks(bare: str, number: PhoneNumber) -> tuple[Remark, ...]:
    remarks = []
    if any(c.isascii() and c.isalpha() for c in bare):
        words = f"The letters were read as the digits on their keys. Is {shown_in(number, None)} right?"
        remarks.append(Remark(RemarkKind.LETTERS, words))
    kind = phonenumbers.number_type(number)
    if kind in _COSTLY:
        remarks.append(Remark(RemarkKind.PREMIUM, "Calls to this number cost extra."))
    elif kind == PhoneNumberType.UNKNOWN:
        words = "No number like this is known to be in use. Compare it before you send."
        remarks.append(Remark(RemarkKind.NOT_IN_USE, words))
    elif kind == PhoneNumberType.MOBILE:
        remarks.append(
            Remark(RemarkKind.MOBILE, "This is the number of a mobile phone; few of them take faxes.")
        )
    return tuple(remarks)


def _digits(shortened: str) -> str:
    """The digits of 3.75291E+11, zeros for those that aren't there."""
    first, _, power = shortened.upper().replace(",", ".").partition("E")
    return str(int(Decimal(first).scaleb(int(power)))) if int(power) <= _LONGEST else ""


def _read(parts: list[str], region: str | None) -> tuple[str, ...]:
    """Those parts that are numbers, E.164, each once."""
    found: dict[str, None] = {}
    for part in parts:
        try:
            found[parse_number(part.strip(), region).e164] = None
        except NumberTrouble:
            continue
    return tuple(found)


def _in_use(text: str) -> tuple[str, ...]:
    """The number, if it is one that is known to be in use."""
    return tuple(
        each for each in _read([text], None) if phonenumbers.is_valid_number(phonenumbers.parse(each))
    )


def _without_number(typed: str, kind: RemarkKind, words: str, offers: tuple[str, ...] = ()) -> TypedNumber:
    return TypedNumber(typed, remarks=(Remark(kind, words),), offers=offers)


def _short(typed: str) -> str:
    return typed if len(typed) <= _LONGEST else typed[:_LONGEST] + "…"
