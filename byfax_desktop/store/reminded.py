"""Of which received faxes a person was reminded: each once, whatever happens to the program."""

from __future__ import annotations

from byfax_desktop.store.database import Database
from byfax_desktop.store.received import LISTED, RECEIVED, ReceivedFax

_DUE = (
    f"{RECEIVED} WHERE is_read = 0 AND received BETWEEN ? AND ? AND {LISTED}"  # noqa: S608 - of constants
    " AND NOT EXISTS (SELECT 1 FROM reminded_fax WHERE reminded_fax.ref = received_fax.ref)"
    " ORDER BY received DESC"
)


class RemindedFaxes:
    """Those of one account."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take_due(self, since: int, until: int) -> tuple[ReceivedFax, ...]:
        """Faxes that came in between, the newest first, that nobody has read; from now on they count as reminded of.

        Both in milliseconds since 1970, both included. Two programs that ask at once do not get the same ones.
        Raises StoreTrouble.
        """
        if not self._database.rows(f"{_DUE} LIMIT 1", since, until):
            return ()
        with self._database.transaction() as connection:
            rows = connection.execute(_DUE, (since, until)).fetchall()
            connection.executemany(
                "INSERT INTO reminded_fax (ref) VALUES (?)", [(row["ref"],) for row in rows]
            )
        return tuple(map(ReceivedFax.from_row, rows))
