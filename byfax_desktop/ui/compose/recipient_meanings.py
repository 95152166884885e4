"""How the numbers of recipients are understood, in the words of the table."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from byfax_desktop.engine.recipients.typed_number import Remark, TypedNumber

_LISTED = 131_072
"""Numbers whose meaning is kept: more than the longest list that can be imported."""
_SHORT_WORDS = {
    "none given": "No number",
    "unreadable": "Not a number",
    "emergency": "Emergency number",
    "short": "Too short",
    "several": "Several numbers",
    "lost digits": "Digits lost",
    "extension": "Has an extension",
    "foreign prefix": "Compare",
    "letters": "Letters",
    "premium": "costs extra",
    "not in use": "not known",
    "mobile": "mobile",
    "which": "Which one?",
}
"""By RemarkKind; those that go with a country begin with a small letter."""

_LOST = "lost digits"
"""Of such a number a guess is offered, but not told as if it were likely."""


@lru_cache(maxsize=_LISTED)
def understood(text: str, region: str | None) -> TypedNumber:
    """What a typed number means in a country (ISO 3166 alpha-2)."""
    from byfax_desktop.engine.recipients.numbers_typed import understand

    return understand(text, region)


def country_name(iso2: str) -> str:
    """The name of a country in the person's language; empty for none."""
    territory = QLocale.codeToTerritory(iso2) if iso2 else QLocale.Country.AnyTerritory
    return "" if territory == QLocale.Country.AnyTerritory else QLocale.territoryToString(territory)


def offers_of(meaning: TypedNumber) -> tuple[str, ...]:
    """The numbers, E.164, of which a person may say that they are meant; none where nothing is asked."""
    if meaning.is_sure:
        return ()
    return meaning.offers or ((meaning.e164,) if meaning.e164 else ())


def in_short(meaning: TypedNumber, region: str | None) -> str:
    """The country and what is remarkable, as it fits into a cell."""
    offers, remark = offers_of(meaning), _first(meaning)
    if len(offers) == 1 and remark and remark.kind.value != _LOST:
        return f"{shown_number(offers[0], region)}?"
    words = _SHORT_WORDS[remark.kind.value] if remark else ""
    if not meaning.is_sure:
        return words
    return " · ".join(filter(None, (country_name(meaning.country), words)))


def in_full(meaning: TypedNumber, region: str | None) -> str:
    """The number in full, its country, and all remarks."""
    words = [each.words for each in meaning.remarks]
    if len(offers_of(meaning)) > 1:
        shown = ", ".join(shown_number(each, region) for each in offers_of(meaning))
        words.append(f"It may be {shown}.")
    if not meaning.is_sure:
        return " ".join(words)
    return " ".join(
        (
            " · ".join(filter(None, (left_to_right(meaning.shown), country_name(meaning.country)))) + ".",
            *words,
        )
    )


def mark_of(meaning: TypedNumber) -> str:
    """The icon beside it."""
    if not meaning.is_sure:
        return "state-unknown" if offers_of(meaning) else "state-failed"
    return (
        "state-warning"
        if any(each.weight.value == "warns" for each in meaning.remarks)
        else "state-delivered"
    )


@lru_cache(maxsize=4096)
def shown_number(e164: str, region: str | None) -> str:
    """A number as people of the country write it."""
    from byfax_desktop.engine.numbers import format_number

    return left_to_right(format_number(e164, region))


def left_to_right(number: str) -> str:
    """A number whose parts keep their order in a window that is read from right to left."""
    return f"\u2066{number}\u2069" if QGuiApplication.isRightToLeft() else number


def _first(meaning: TypedNumber) -> Remark | None:
    return meaning.remarks[0] if meaning.remarks else None
