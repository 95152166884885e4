"""The same number twice in a list: found, and made one, so that nobody gets a fax twice unasked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from byfax_desktop.engine.recipients.imported import ImportedRecipient


@dataclass(frozen=True, slots=True)
class Repeated:
    """A number, E.164, and the places of those who have it, the first one first."""

    number: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """A list with each number once, and a sentence for each that was there more than once."""

    recipients: tuple[ImportedRecipient, ...]
    notices: tuple[str, ...]


def repeated(numbers: Iterable[str]) -> tuple[Repeated, ...]:
    """The numbers that a list has more than once; empty ones are none."""
    places: dict[str, list[int]] = {}
    for place, number in enumerate(numbers):
        if number:
            places.setdefault(number, []).append(place)
    return tuple(Repeated(number, tuple(each)) for number, each in places.items() if len(each) > 1)


def merged(recipients: Sequence[ImportedRecipient]) -> Merged:
    """Each number once, at its first place; what the first one lacks is taken from those that follow."""
    groups = repeated(each.number for each in recipients)
    whole = {group.places[0]: _one(recipients, group) for group in groups}
    later = {place for group in groups for place in group.places[1:]}
    kept = tuple(whole.get(place, each) for place, each in enumerate(recipients) if place not in later)
    return Merged(kept, tuple(_notice(recipients, group) for group in groups))


def _one(recipients: Sequence[ImportedRecipient], group: Repeated) -> ImportedRecipient:
    first, *others = (recipients[place] for place in group.places)
    for other in others:
        first = replace(
            first,
            name=first.name or other.name,
            company=first.company or other.company,
            subject=first.subject or other.subject,
            header=first.header or other.header,
            greeting=first.greeting or other.greeting,
            values={
                **first.values,
                **other.values,
                **{key: value for key, value in first.values.items() if value},
            },
        )
    return first


def _notice(recipients: Sequence[ImportedRecipient], group: Repeated) -> str:
    names = dict.fromkeys(recipients[place].name for place in group.places if recipients[place].name)
    who = f" ({', '.join(list(names)[:3])}{'…' if len(names) > 3 else ''})" if names else ""
    return f"{group.number} was in the list {len(group.places)} times{who}; it gets one fax."
