"""Names of countries, and the cities by which people look for them."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QTimeZone

from byfax_desktop.engine.contacts.folding import folded
from byfax_desktop.ui.widgets.texts import isolated
from byfax_desktop.ui.widgets.tips import shown_text

if TYPE_CHECKING:
    from byfax_desktop.service.records import Country


def country_name(country: Country) -> str:
    """The country's name, else the code that the service gives."""
    return _names(country.iso2)[0] or plain(country.iso3 or country.iso2) or "A country without a name"


def country_words(country: Country) -> str:
    """All by which the country itself is looked for, folded: its names here and there, and its codes."""
    return folded(f"{' '.join(_names(country.iso2))} {country.iso2} {country.iso3}")


def cities(country: Country) -> tuple[str, ...]:
    """Well-known cities of a country, from the computer's list of time zones: what byFax has there is not known."""
    return _zone_cities().get(country.iso2.upper(), ())


def plain(text: str) -> str:
    """A name as the service gives it, without what hides letters or turns those beside it."""
    return isolated(shown_text(text).strip())


@lru_cache(maxsize=512)
def _names(iso2: str) -> tuple[str, str]:
    """The name of a country in this program's language and in its own; empty where there is no such country."""
    territory = QLocale.codeToTerritory(iso2) if len(iso2) == 2 else QLocale.Country.AnyTerritory
    if territory == QLocale.Country.AnyTerritory:
        return "", ""
    locale = QLocale(QLocale.Language.AnyLanguage, territory)
    return QLocale.territoryToString(territory), locale.nativeTerritoryName()


@cache
def _zone_cities() -> dict[str, tuple[str, ...]]:
    """By the country's two letters. A time zone is named after a city in it, as in ``Europe/Minsk``."""
    found: dict[str, list[str]] = defaultdict(list)
    for zone in QTimeZone.availableTimeZoneIds():
        area, _, city = bytes(zone.data()).decode().rpartition("/")
        if area and (iso2 := QLocale.territoryToCode(QTimeZone(zone).territory())):
            found[iso2].append(city.replace("_", " "))
    return {iso2: tuple(names) for iso2, names in found.items()}
