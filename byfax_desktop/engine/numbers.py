"""Fax numbers as people type them, and as the service wants them: E.164.

A number that libphonenumber does not know to be in use is only warned of, for its lists lag behind the
networks; one that no network could dial is refused.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, ValidationResult

_TEXT_MAX = 60
_SHORT_MAX = 6
_EXAMPLE = "Type it with plus and country code, for example +49 30 123456."
_CHECK = "Check it digit by digit."
_PREFIX = re.compile(r"^(?:tel|fax):", re.IGNORECASE)
_EXTENSION = re.compile(r"(?:;ext=|\bext\.?|\bx|#|\bdoppelwahl)\s*\d+\s*$", re.IGNORECASE)
_SEPARATORS = re.compile(r"[;,|\n\t]|\+.*\+|\sor\s|\sand\s")
_DIALLABLE = re.compile(r"[+(]*\d[\d\s().\-–/A-Za-z]*")


class NumberTrouble(ValueError):
    """A text that cannot be dialled: ``what`` is wrong with it, and what to ``do``."""

    def __init__(self, what: str, do: str) -> None:
        super().__init__(what)
        self.what = what
        self.do = do


@dataclass(frozen=True, slots=True)
class FaxNumber:
    """A number that can be dialled: E.164, its international notation, its country (ISO 3166, or empty)."""

    e164: str
    display: str
    country_iso2: str
    warning: str | None = None


def parse_number(text: str, region: str | None = None) -> FaxNumber:
    """Read a fax number; ``region`` (ISO 3166 alpha-2) is the country of numbers without a country code.

    Raises NumberTrouble for what is no number, an emergency or short number, several numbers, or an extension.
    """
    number = phone_number(text, region)
    return FaxNumber(
        e164=phonenumbers.format_number(number, PhoneNumberFormat.E164),
        display=phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL),
        country_iso2=country_of(number),
        warning=_warning(number, text),
    )


def phone_number(text: str, region: str | None = None) -> PhoneNumber:
    """What libphonenumber makes of a fax number. Raises NumberTrouble as ``parse_number`` does."""
    typed = _cleaned(text)
    _refuse_what_cannot_be_one_number(typed, region)
    number = _parsed(typed, region)
    _refuse_impossible(number, typed)
    return number


def country_of(number: PhoneNumber) -> str:
    """The country of a number: ISO 3166, or empty."""
    return phonenumbers.region_code_for_number(number) or _country_of_code(number)


@lru_cache(maxsize=65_536)
def country_iso2(e164: str) -> str:
    """The country of a number in E.164: ISO 3166 alpha-2, or empty."""
    try:
        return country_of(phonenumbers.parse(e164, None))
    except NumberParseException:
        return ""


def is_mobile(e164: str) -> bool:
    """Whether a number in E.164 is a mobile phone's for certain; in some countries that cannot be told."""
    try:
        number = phonenumbers.parse(e164, None)
    except NumberParseException:
        return False
    return bool(phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE)


def format_number(e164: str, region: str | None = None) -> str:
    """A number for people: in national notation inside ``region``, else international; other text stays."""
    try:
        number = phonenumbers.parse(e164, None)
    except NumberParseException:
        return e164
    return shown_in(number, region)


def shown_in(number: PhoneNumber, region: str | None) -> str:
    """A number in national notation inside ``region``, else in international notation."""
    home = region is not None and phonenumbers.region_code_for_number(number) == region.upper()
    style = PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def legible(text: str) -> str:
    """All digits as 0–9, no marks that cannot be seen, and no ``tel:``."""
    shown = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in shown)
    return _PREFIX.sub("", digits.strip()).strip()


def _cleaned(text: str) -> str:
    """Legible, and a leading 00 as plus."""
    number = legible(text)
    return "+" + number[2:] if number.startswith("00") else number


def _refuse_what_cannot_be_one_number(typed: str, region: str | None) -> None:
    if not typed:
        raise NumberTrouble("No fax number was given.", _EXAMPLE)
    shown = typed if len(typed) <= _TEXT_MAX else typed[:_TEXT_MAX] + "…"
    if _EXTENSION.search(typed):
        raise NumberTrouble(
            f"“{shown}” has an extension, which a fax cannot dial.", "Give the direct fax number."
        )
    if _SEPARATORS.search(typed):
        raise NumberTrouble(f"“{shown}” looks like more than one number.", "Give each number on its own.")
    if len(typed) > _TEXT_MAX or not _DIALLABLE.fullmatch(typed):
        raise NumberTrouble(f"“{shown}” is not a fax number.", _EXAMPLE)
    digits = sum(c.isalnum() for c in typed)
    if digits <= _SHORT_MAX or _is_emergency(typed, region):
        raise NumberTrouble(f"“{shown}” is too short for a fax number.", _EXAMPLE)


def _is_emergency(typed: str, region: str | None) -> bool:
    return region is not None and phonenumbers.is_emergency_number(typed, region.upper())


def _parsed(typed: str, region: str | None) -> PhoneNumber:
    try:
        return phonenumbers.parse(typed, region.upper() if region else None)
    except NumberParseException as error:
        no_country = error.error_type == NumberParseException.INVALID_COUNTRY_CODE
        too_long = error.error_type == NumberParseException.TOO_LONG
    if too_long:
        raise NumberTrouble(f"“{typed}” is too long for a fax number.", _CHECK)
    if no_country and not typed.startswith("+"):
        raise NumberTrouble(f"“{typed}” has no country code.", _with_plus(typed))
    if no_country:
        raise NumberTrouble(f"“{typed}” begins with a country code that does not exist.", _EXAMPLE)
    raise NumberTrouble(f"“{typed}” is not a fax number.", _EXAMPLE)


def _with_plus(typed: str) -> str:
    """The advice for a number without plus: the number with one, where that is a number in use."""
    try:
        guess = phonenumbers.parse("+" + typed, None)
    except NumberParseException:
        return _EXAMPLE
    if not phonenumbers.is_valid_number(guess):
        return _EXAMPLE
    return f"If you mean {phonenumbers.format_number(guess, PhoneNumberFormat.INTERNATIONAL)}, type it so."


def _refuse_impossible(number: PhoneNumber, typed: str) -> None:
    verdict = phonenumbers.is_possible_number_with_reason(number)
    if verdict == ValidationResult.IS_POSSIBLE:
        return
    if verdict == ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
        raise NumberTrouble(f"“{typed}” has no area code.", _EXAMPLE)
    wrong = {ValidationResult.TOO_SHORT: "too short", ValidationResult.TOO_LONG: "too long"}
    fault = wrong.get(verdict, "of a length that does not exist there")
    raise NumberTrouble(f"“{typed}” is {fault} for a fax number.", _CHECK)


def _country_of_code(number: PhoneNumber) -> str:
    region = phonenumbers.region_code_for_country_code(number.country_code or 0)
    return region if region.isalpha() and region != "ZZ" else ""


def _warning(number: PhoneNumber, text: str) -> str | None:
    if any(c.isascii() and c.isalpha() for c in legible(text)):
        return "The letters were read as the digits on their keys. Compare the number before you send."
    if not phonenumbers.is_valid_number(number):
        return "No number like this is known to be in use. Compare it before you send."
    return None
