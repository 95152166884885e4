"""What is known of numbers before a fax goes to them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.numbers import country_iso2
from byfax_desktop.store.number_history import NumberHistory, RecentFax, number_histories, recent_faxes

if TYPE_CHECKING:
    from byfax_desktop.engine.desk import Desk

LATELY = 3600 * 1000
"""Milliseconds within which the same number is not faxed twice without a question."""
_CHUNK = 1 << 20


@dataclass(frozen=True)
class KnownNumbers:
    """The numbers by E.164, and the faxes of the last hour, the newest first; ``now`` is the moment it was read.

    ``rests`` are the faxes, by message ref, of which the rest was sent, with when that was.
    """

    histories: Mapping[str, NumberHistory] = field(default_factory=dict)
    recent: tuple[RecentFax, ...] = ()
    now: int = 0
    rests: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, desk: Desk) -> KnownNumbers:
        """As the journal has them. Raises StoreTrouble."""
        now = desk.clock.now()
        histories = {each.number: each for each in number_histories(desk.database)}
        return cls(histories, recent_faxes(desk.database, now - LATELY), now, desk.sequels.standing_rests())

    @cached_property
    def delivered(self) -> frozenset[str]:
        """The numbers at which a fax has arrived."""
        return frozenset(number for number, each in self.histories.items() if each.delivered)

    @cached_property
    def countries(self) -> Counter[str]:
        """How many faxes have arrived in each country (ISO 3166 alpha-2)."""
        counts: Counter[str] = Counter()
        for number in self.delivered:
            counts[country_iso2(number)] += self.histories[number].delivered
        return counts


def contents_of(paths: Sequence[Path]) -> tuple[str, ...]:
    """The SHA-256 of files, by which the journal knows what was sent; without those that cannot be read."""
    found = []
    for path in paths:
        with suppress(OSError):
            state = path.stat()
            found.append(_digest(path, state.st_mtime_ns, state.st_size))
    return tuple(found)


@lru_cache(maxsize=512)
def _digest(path: Path, _changed: int, _size: int) -> str:
    """Read once for as long as a file stays as it is."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
