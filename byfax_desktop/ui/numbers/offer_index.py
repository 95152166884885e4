"""All that is known of what can be rented, ready to be listed and searched at each key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from byfax_desktop.engine.contacts.folding import digits_of, folded
from byfax_desktop.engine.offered import KnownOffers, Told
from byfax_desktop.ui.numbers.offer_rows import OfferRow, place, state_name
from byfax_desktop.ui.numbers.place_names import cities, country_name, country_words

if TYPE_CHECKING:
    from byfax_desktop.service.records import Country, CountryState

_MARKS = "+-()/."
_SHORTEST = 3
"""Letters from which on a city is thought of that byFax may have."""
_LONGEST_AREA = 6
_OPEN = "Open it to see"


class OfferIndex:
    """Never changes; making one takes a while where much is known, and is nothing for the window's thread."""

    def __init__(self, known: KnownOffers | None = None) -> None:
        self.known = known or KnownOffers()
        told = self.known.countries
        self._countries = {each.iso3: each for each in sorted(told.items if told else (), key=country_name)}
        self._states = {iso3: _states(self.known, each) for iso3, each in self._countries.items()}
        self._rows = dict(self._all_groups())
        self._groups = [row for key in sorted(self._rows, key=self._order) for row in self._rows[key]]
        self._said = [_said(row) for row in self._groups]
        self._digits = [_digits(row) for row in self._groups]
        self._lands = [row.country.iso3 for row in self._groups]
        self._cities = {iso3: cities(each) for iso3, each in self._countries.items()}

    def country(self, country_a3: str) -> Country | None:
        """The country of this code."""
        return self._countries.get(country_a3)

    def of_code(self, iso2: str | None) -> Country | None:
        """The country of two letters (ISO 3166)."""
        return next((each for each in self._countries.values() if each.iso2 == iso2), None)

    def states(self, country_a3: str) -> Sequence[CountryState]:
        """The states of a country that are known, by their names."""
        return self._states.get(country_a3, ())

    def unseen_states(self, country_a3: str) -> int:
        """In how many states of a country nobody has looked."""
        return sum((country_a3, each.state_a2) not in self._rows for each in self.states(country_a3))

    def told(self, country_a3: str, state_a2: str) -> datetime | None:
        """When byFax said what there is in a place; None where it has not been asked."""
        if not country_a3:
            told: Told[Any] | None = self.known.countries
        elif not state_a2 and self.states(country_a3):
            told = self.known.states(country_a3)
        else:
            told = self.known.groups(country_a3, state_a2)
        return told.at if told else None

    def seen(self) -> tuple[int, int]:
        """How many countries have been looked into, of how many."""
        return sum(map(self.is_seen, self._countries)), len(self._countries)

    def inside(self, country_a3: str = "", state_a2: str = "") -> list[OfferRow]:
        """What is known in a place: all countries, the states or groups of one, or the groups of a state."""
        if not country_a3:
            return [self._country_row(each) for each in self._countries.values()]
        country = self._countries.get(country_a3)
        if country and not state_a2 and (states := self.states(country_a3)):
            return [self._state_row(country, each) for each in states]
        return self._rows.get((country_a3, state_a2), [])

    def find(self, text: str) -> list[OfferRow]:
        """What has all words of a text in its names, or begins with its digits: then groups come first, else last.

        A country in which nobody has looked is among them also where a city of that name is known to be in it.
        """
        words = _words(text)
        if not words:
            return []
        places, states = self._places_of(words), list(self._found_states(words))
        groups = [self._groups[at] for at in places]
        have = {self._lands[at] for at in places} | {row.country.iso3 for row in states}
        countries = [
            row for each in self._countries.values() if (row := self._meant(each, text, words, have))
        ]
        return [*groups, *countries] if any(word.digits for word in words) else [*countries, *states, *groups]

    def _places_of(self, words: Sequence[_Word]) -> Sequence[int]:
        """Where the groups stand that have all the words."""
        places: Sequence[int] = range(len(self._groups))
        for word in words:
            places = word.among(places, self._said, self._digits)
        if words[0].digits:
            return places
        # Whatever begins with what was typed is meant before what only has it somewhere.
        first, said = words[0].text, self._said
        foremost = [at for at in places if said[at].startswith(first)]
        if len(foremost) == len(places):
            return places
        return foremost + [at for at in places if not said[at].startswith(first)]

    def _found_states(self, words: Sequence[_Word]) -> Iterator[OfferRow]:
        for iso3, states in self._states.items():
            country = self._countries[iso3]
            for state in states:
                said = folded(f"{state.name} {state.state_a2} {country_words(country)}")
                if all(not word.digits and word.text in said for word in words):
                    yield self._state_row(country, state)

    def _meant(self, country: Country, text: str, words: Sequence[_Word], have: set[str]) -> OfferRow | None:
        names, code = country_words(country), digits_of(country.phone_code)
        typed = "".join(word.digits for word in words)
        is_whole = any(word.is_whole for word in words)
        is_dialled = not typed or (
            bool(code) and (code.startswith(typed) or (is_whole and typed.startswith(code)))
        )
        is_named = all(word.digits or word.text in names for word in words)
        if is_named and is_dialled:
            return self._country_row(country, _OPEN)
        if country.iso3 in have or self.is_seen(country.iso3) or len(folded(text)) < _SHORTEST:
            return None
        city = next(
            (each for each in self._cities[country.iso3] if folded(each).startswith(folded(text))), ""
        )
        return self._country_row(country, f"{city} is there: open it") if city else None

    def _country_row(self, country: Country, remark: str = "") -> OfferRow:
        if self.is_seen(country.iso3):
            return OfferRow(country, inside=_count(self._of_country(country.iso3)))
        if seen := len(self.states(country.iso3)) - self.unseen_states(country.iso3):
            remark = f"{seen} of {len(self.states(country.iso3))} states known"
        return OfferRow(country, remark=remark)

    def _state_row(self, country: Country, state: CountryState) -> OfferRow:
        rows = self._rows.get((country.iso3, state.state_a2))
        return OfferRow(country, state, inside=None if rows is None else _count(rows))

    def is_seen(self, country_a3: str) -> bool:
        """Whether all groups of a country are known."""
        if self.states(country_a3):
            return not self.unseen_states(country_a3)
        return (country_a3, "") in self._rows

    def _of_country(self, country_a3: str) -> list[OfferRow]:
        keys = [each.state_a2 for each in self.states(country_a3)] or [""]
        return [row for key in keys for row in self._rows[country_a3, key]]

    def _all_groups(self) -> Iterator[tuple[tuple[str, str], list[OfferRow]]]:
        for iso3, a2, told in self.known.all_groups():
            country = self._countries.get(iso3)
            state = next((each for each in self.states(iso3) if each.state_a2 == a2), None)
            # What a country, or a state, that is no longer listed had is nothing to be offered.
            if country and (state or not a2):
                rows = [OfferRow(country, state, group) for group in told.items]
                yield (iso3, a2), sorted(rows, key=_group_order)

    def _order(self, key: tuple[str, str]) -> tuple[str, str]:
        return country_name(self._countries[key[0]]), key[1]


class _Word:
    """One word of what is looked for; ``digits`` where it can only be meant as a part of a number."""

    def __init__(self, typed: str) -> None:
        self.text = folded(typed)
        is_number = any(map(str.isdigit, typed)) and not typed.strip(_MARKS + "0123456789")
        self.digits = digits_of(typed).lstrip("0") if is_number else ""
        # Few digits are an area code: that they begin with the code of a country means nothing.
        self.is_whole = is_number and (typed.startswith(("+", "00")) or len(self.digits) > _LONGEST_AREA)
        self.is_sound = bool(self.digits) if is_number else bool(self.text)

    def among(
        self, places: Sequence[int], said: Sequence[str], digits: Sequence[tuple[str, str]]
    ) -> list[int]:
        """Those of the places whose text has this word, or whose whole number or area code begins with it."""
        if not self.digits:
            text = self.text
            return [at for at in places if text in said[at]]
        sought = self.digits
        if self.is_whole:
            return [
                at for at in places if digits[at][0].startswith(sought) or sought.startswith(digits[at][0])
            ]
        return [at for at in places if digits[at][0].startswith(sought) or digits[at][1].startswith(sought)]


def _words(text: str) -> list[_Word]:
    """The words of a text; a number is one word, however it is written."""
    joined = _Word("".join(text.split()))
    words = [joined] if joined.is_whole else [_Word(each) for each in text.split()]
    return [word for word in words if word.is_sound]


def _states(known: KnownOffers, country: Country) -> list[CountryState]:
    told = known.states(country.iso3) if country.has_states else None
    return sorted(told.items if told else (), key=state_name)


def _group_order(row: OfferRow) -> tuple[bool, str, str]:
    assert row.group is not None
    return not row.group.is_available, place(row), row.group.area_code


def _said(row: OfferRow) -> str:
    assert row.group is not None
    state = f"{row.state.name} {row.state.state_a2}" if row.state else ""
    return f"{folded(row.group.city or '')} {folded(state)} {country_words(row.country)}"


def _digits(row: OfferRow) -> tuple[str, str]:
    assert row.group is not None
    area = digits_of(row.group.area_code)
    return digits_of(row.group.phone_code or row.country.phone_code) + area, area


def _count(rows: Sequence[OfferRow]) -> tuple[int, int]:
    return sum(bool(row.group and row.group.is_available) for row in rows), len(rows)
