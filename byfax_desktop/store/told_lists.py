"""Lists that the service told, each as it was told last, so that they can be read without it."""

from __future__ import annotations

from dataclasses import dataclass

from byfax_desktop.store.database import Database

_YEAR = 365 * 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class ToldList:
    """A list of a kind, of a place and a part of it where it is of one; ``told`` in milliseconds UTC, as JSON."""

    kind: str
    place: str
    part: str
    told: int
    report: str


class ToldLists:
    """The lists of one account. All methods raise StoreTrouble."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[ToldList, ...]:
        """Every list."""
        rows = self._database.rows("SELECT kind, place, part, told, report FROM told_list")
        return tuple(ToldList(*row) for row in rows)

    def find(self, kind: str) -> ToldList | None:
        """The list of a kind that is of no place."""
        rows = self._database.rows(
            "SELECT kind, place, part, told, report FROM told_list WHERE kind = ? AND place = '' AND part = ''",
            kind,
        )
        return ToldList(*rows[0]) if rows else None

    def keep(self, told: ToldList) -> None:
        """Have this in place of what was told of the same before; what nobody asked for in a year goes."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO told_list (kind, place, part, told, report) VALUES (?, ?, ?, ?, ?)",
                (told.kind, told.place, told.part, told.told, told.report),
            )
            connection.execute("DELETE FROM told_list WHERE told < ?", (told.told - _YEAR,))
