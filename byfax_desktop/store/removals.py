"""Received faxes that a person wants deleted: on the disk before anything is done, so that nothing is half done.

A wish waits until it is ``due`` and can be taken back as long as nobody has been asked to carry it out. The service
is asked only after that was written down; where it refuses, the fax is shown again with the reason.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from byfax_desktop.store.database import Database
from byfax_desktop.store.received_change import touch, touch_all

_LAG = 10 * 60 * 1000
"""Milliseconds for which a list of the service may still show what it has deleted."""


class RemovalScope(StrEnum):
    """What is to be left of a fax."""

    EVERYWHERE = "everywhere"
    """Nothing, neither at the service nor here."""
    SERVICE = "service"
    """The pages that are here."""


class RemovalState(StrEnum):
    """How far the wish has come."""

    WISHED = "wished"
    ASKED = "asked"
    """The request may have left; asking once more does no harm."""
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Removal:
    """One wish: ``due`` and ``since`` in milliseconds since 1970; ``what`` and ``advice`` say why it was refused."""

    ref: str
    scope: RemovalScope
    state: RemovalState
    due: int
    since: int
    what: str = ""
    advice: str = ""

    @property
    def hides(self) -> bool:
        """Whether people see the fax no more."""
        return self.scope is RemovalScope.EVERYWHERE and self.state is not RemovalState.REFUSED

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> Removal:
        """The columns of the table ``removal`` in a row."""
        return cls(
            row["ref"],
            RemovalScope(row["scope"]),
            RemovalState(row["state"]),
            row["due"],
            row["since"],
            row["what"],
            row["advice"],
        )


class Removals:
    """The wishes of one account. All methods raise StoreTrouble."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def wish(self, refs: Iterable[str], scope: RemovalScope, due: int, now: int) -> tuple[str, ...]:
        """Keep a wish for each fax that there is; returns their refs. One that is being carried out stays as it is.

        A copy that was to be kept may go too before the service has answered.
        """
        with self._database.transaction() as connection:
            wished = [
                ref
                for ref in dict.fromkeys(refs)
                if connection.execute(
                    "INSERT INTO removal (ref, scope, state, due, since)"
                    " SELECT ref, ?, 'wished', ?, ? FROM received_fax WHERE ref = ? AND report IS NOT NULL"
                    " ON CONFLICT (ref) DO UPDATE SET scope = excluded.scope, state = excluded.state,"
                    " due = excluded.due, since = excluded.since, what = '', advice = ''"
                    " WHERE state <> 'asked' OR scope <> excluded.scope",
                    (scope, due, now, ref),
                ).rowcount
            ]
            touch_all(connection, wished)
        return tuple(wished)

    def take_back(self, refs: Iterable[str]) -> tuple[str, ...]:
        """Forget wishes, also refused ones; returns the refs of those for which it was not too late."""
        with self._database.transaction() as connection:
            back = [
                ref
                for ref in dict.fromkeys(refs)
                if connection.execute(
                    "DELETE FROM removal WHERE ref = ? AND state IN ('wished', 'refused')", (ref,)
                ).rowcount
            ]
            touch_all(connection, back)
        return tuple(back)

    def open(self) -> tuple[Removal, ...]:
        """Those that are still to be carried out, what is due first at the front."""
        rows = self._database.rows(
            "SELECT * FROM removal WHERE state IN ('wished', 'asked') ORDER BY due, since, ref"
        )
        return tuple(map(Removal.from_row, rows))

    def ask(self, seen: Removal, now: int) -> bool:
        """The service is about to be asked; False where the wish was taken back or made anew since it was seen."""
        with self._database.transaction() as connection:
            asked = connection.execute(
                "UPDATE removal SET state = 'asked', since = ? WHERE ref = ? AND state = ? AND since = ?",
                (now, seen.ref, seen.state, seen.since),
            )
            return asked.rowcount == 1

    def refuse(self, ref: str, what: str, advice: str, now: int) -> None:
        """It was not done, for this reason; the fax is shown again."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE removal SET state = 'refused', since = ?, what = ?, advice = ?"
                " WHERE ref = ? AND state = 'asked'",
                (now, what, advice, ref),
            )
            touch_all(connection, [ref])

    def finish(self, removal: Removal, now: int) -> None:
        """The service no longer has it. Of one that was to go everywhere nothing is known any more."""
        with self._database.transaction() as connection:
            done = connection.execute(
                "UPDATE removal SET state = 'done', since = ? WHERE ref = ? AND state = 'asked'",
                (now, removal.ref),
            )
            if not done.rowcount:
                return
            left = "is_gone = 1"
            if removal.scope is RemovalScope.EVERYWHERE:
                left = "report = NULL, file_name = NULL, note = '', turns = ''"
                connection.execute("DELETE FROM fax_label WHERE ref = ?", (removal.ref,))
            connection.execute(
                f"UPDATE received_fax SET {left}, is_wanted = 0, touched = ? WHERE ref = ?",  # noqa: S608 - constants
                (touch(connection), removal.ref),
            )

    def compare(self, listed: Collection[str], began: int) -> None:
        """Look at a complete list that was begun at that moment, after it was kept.

        What the service said to have deleted long ago, and still lists, is shown again. What it does not list need
        not be remembered.
        """
        there = set(listed)
        rows = self._database.rows(
            "SELECT ref, scope FROM removal WHERE state = 'done' AND since < ?", began - _LAG
        )
        if not rows:
            return
        with self._database.transaction() as connection:
            for ref, scope in rows:
                if ref in there:
                    connection.execute(
                        "UPDATE removal SET state = 'refused', what = ?, advice = ? WHERE ref = ?",
                        ("byFax said that this fax was deleted, but still has it.", "Delete it again.", ref),
                    )
                else:
                    connection.execute("DELETE FROM removal WHERE ref = ?", (ref,))
                    if scope == RemovalScope.EVERYWHERE:
                        connection.execute("DELETE FROM received_fax WHERE ref = ?", (ref,))
            touch_all(connection, [row["ref"] for row in rows])
