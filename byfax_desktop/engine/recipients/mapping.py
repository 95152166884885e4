"""Which column of a table means what: guessed from its title and its contents, for a person to change."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from byfax_desktop.engine.numbers import NumberTrouble, parse_number
from byfax_desktop.engine.recipients.column_words import Field, field_of, name_place, number_rank
from byfax_desktop.engine.recipients.table import Table, looks_like_number

_LOOKED_AT = 50
"""Rows by which it is guessed what a column holds."""
_MOST = 0.5
_COMPANY = re.compile(
    r"\b(?:ооо|оао|зао|пао|ао|одо|чуп|уп|руп|ип|ltd|llc|inc|corp|gmbh|ag|kg|plc|s\.?a|b\.?v|oy|ab|co)\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Mapping:
    """The places of columns, counted from 0. A name may be in several: first and last name, in that order."""

    number: int | None = None
    name: tuple[int, ...] = ()
    company: int | None = None
    subject: int | None = None
    header: int | None = None
    greeting: int | None = None


def guess_mapping(table: Table, region: str | None = None) -> Mapping:
    """The mapping that titles and contents speak for; without titles, names and companies stand left to right."""
    places = range(len(table.columns))
    titles = table.columns if table.has_header else ("",) * len(table.columns)
    cells = [_cells(table, place) for place in places]
    number = _number_place(titles, cells, region)
    said: dict[Field, list[int]] = {field: [] for field in Field}
    for place in places:
        field = field_of(titles[place])
        if field and place != number:
            said[field].append(place)
    names, company = said[Field.NAME], _first(said[Field.COMPANY])
    if not names and not table.has_header:
        names, company = _by_contents([place for place in places if place != number], cells, company)
    return Mapping(
        number,
        _in_order(names, titles),
        company,
        _first(said[Field.SUBJECT]),
        _first(said[Field.HEADER]),
        _first(said[Field.GREETING]),
    )


def _cells(table: Table, place: int) -> list[str]:
    """Some cells of a column that aren't empty."""
    return [row[place] for row in islice(table.rows, _LOOKED_AT) if row[place].strip()]


def _number_place(titles: Iterable[str], cells: list[list[str]], region: str | None) -> int | None:
    best, best_score = None, 1.0
    for place, title in enumerate(titles):
        rank, share = number_rank(title), _share_of_numbers(cells[place], region)
        score = rank + 2 * share
        if score > best_score and (share >= _MOST or rank > 1):
            best, best_score = place, score
    return best


def _share_of_numbers(cells: list[str], region: str | None) -> float:
    return sum(_is_number(cell, region) for cell in cells) / len(cells) if cells else 0.0


def _is_number(cell: str, region: str | None) -> bool:
    try:
        parse_number(cell.removeprefix("'"), region)
    except NumberTrouble:
        return region is None and looks_like_number(cell)  # without a country code
    return not _LETTERS.search(cell)


def _by_contents(
    places: list[int], cells: list[list[str]], company: int | None
) -> tuple[list[int], int | None]:
    """The columns of names and of companies, where no title tells."""
    texts = [place for place in places if _share(_LETTERS, cells[place]) > _MOST]
    companies = [place for place in texts if _share(_COMPANY, cells[place]) > _MOST / 2]
    if companies:
        company = companies[0]
    names = [place for place in texts if place != company][:1]
    if company is None and len(texts) == 2:
        company = texts[1]
    return names, company


def _share(pattern: re.Pattern[str], cells: list[str]) -> float:
    return sum(bool(pattern.search(cell)) for cell in cells) / len(cells) if cells else 0.0


def _in_order(names: list[int], titles: Iterable[str]) -> tuple[int, ...]:
    """A whole name alone; else its parts, the first name first."""
    by_place = dict(enumerate(titles))
    ranks = {place: name_place(by_place[place]) for place in names}
    whole = [place for place in names if ranks[place] < 0]
    return tuple(whole[:1]) or tuple(sorted(names, key=lambda place: (ranks[place], place)))


def _first(places: list[int]) -> int | None:
    return places[0] if places else None
