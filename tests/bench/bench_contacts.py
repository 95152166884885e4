"""How long it takes to suggest recipients while a person types, against asking each contact in turn.

Run: python tests/bench/bench_contacts.py. Each query is asked of an address book of 10,000 contacts with as many
numbers faxed before; the slowest of many runs is printed, for the window waits for it, and the median's ratio.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from byfax_desktop.engine.contacts.folding import digits_of, folded
from byfax_desktop.engine.contacts.index import ContactIndex
from byfax_desktop.store.address_book import StoredContact, StoredGroup
from byfax_desktop.store.faxed import FaxedNumber

SIZE = 10_000
FIRST = ("Anna", "Боб", "Инна", "José", "Émile", "Wei", "Пётр", "Maria", "Олег", "Ahmed")
LAST = ("Berg", "Иванов", "Müller", "Сидорова", "Novák", "Smith", "Ковалёва", "García", "Stein", "Петренко")
QUERIES = (
    "a",
    "an",
    "anna berg",
    "иванов",
    "ромашка 7",
    "+4930",
    "030 1000",
    "777",
    "berg 4930",
    "zzz",
    "a zzz",
)


def contacts(size: int) -> list[StoredContact]:
    """People with landlines of Berlin, many of whom share a name."""
    return [
        StoredContact(
            str(i),
            f"{FIRST[i % 10]} {LAST[i // 10 % 10]} {i}",
            f"ООО «Ромашка {i % 100}»" if i % 2 else f"Nordwind {i % 77} GmbH",
            (f"+4930{1_000_000 + i}",),
        )
        for i in range(size)
    ]


def index_of(size: int) -> ContactIndex:
    """The index of so many contacts, and as many numbers that aren't theirs."""
    people = contacts(size)
    faxed = [
        FaxedNumber(f"+37517{2_000_000 + i}", f"Faxed {i}", "", i % 5, 1_795_000_000 - i) for i in range(size)
    ]
    groups = [StoredGroup(str(i), f"Branches {i}", tuple(map(str, range(i, i + 50)))) for i in range(50)]
    return ContactIndex.of(people, groups, faxed)


def naive(index: ContactIndex, typed: str) -> list[object]:
    """What anybody would write: each entry is folded and asked, and the best are sorted out."""
    words = folded(typed).split()
    entries = [(each.name, each.company, each.numbers[0]) for each in index.contacts]
    entries += [(each.name, each.company, each.number) for each in index.faxed.values()]
    found = []
    for name, company, number in entries:
        text = folded(f"{name} {company}")
        if all(word in text or word in digits_of(number) for word in words):
            found.append((not text.startswith(words[0]), text, number))
    return sorted(found)[:8]


def times(action: Callable[[], object], runs: int) -> list[float]:
    spent = []
    for _ in range(runs):
        begin = time.perf_counter()
        action()
        spent.append(time.perf_counter() - begin)
    return spent


def main(runs: int) -> None:
    begin = time.perf_counter()
    index = index_of(SIZE)
    print(
        f"{SIZE:,} contacts, {len(index.faxed):,} numbers: made in {1000 * (time.perf_counter() - begin):.0f} ms"
    )
    for typed in QUERIES:
        mine = times(partial(index.suggest, typed), runs)
        other = times(partial(naive, index, typed), 3)
        ratio = statistics.median(other) / statistics.median(mine)
        found = len(index.suggest(typed))
        print(
            f"{typed:12} {found} found   slowest {1000 * max(mine):7.3f} ms   naive scan {ratio:9.0f} times slower"
        )
    search = times(partial(index.search, "nordwind 12"), runs)
    print(f"window search              slowest {1000 * max(search):7.3f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
