"""How many received faxes the service should have, as far as this computer knows."""

from __future__ import annotations

from dataclasses import dataclass

from byfax_desktop.store.database import Database

# What the service has deleted for us is not expected, though a list of it may still show it for a while.
_EXPECTED = """
    FROM received_fax WHERE report IS NOT NULL AND is_gone = 0
        AND NOT EXISTS (SELECT 1 FROM removal WHERE removal.ref = received_fax.ref AND state = 'done')"""
_DID = "json_extract(report, '$.recipientE164')"
_IS_SUCCESS = "(json_extract(report, '$.state') = 'SUCCESS')"
_HAS_FILE = "(json_extract(report, '$.hasFile') IN (1, 'true'))"


@dataclass(frozen=True, slots=True)
class ReceivedFilter:
    """Which faxes to count: to a number (E.164), from a moment till another, both included, in milliseconds."""

    did: str | None = None
    since: int | None = None
    till: int | None = None
    is_success: bool | None = None
    has_file: bool | None = None


class ReceivedCount:
    """Counts those of one account. Its methods raise StoreTrouble."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, which: ReceivedFilter) -> int:
        """How many match."""
        wanted = (
            (f"{_DID} = ?", which.did),
            ("received >= ?", which.since),
            ("received <= ?", which.till),
            (f"{_IS_SUCCESS} = ?", which.is_success),
            (f"{_HAS_FILE} = ?", which.has_file),
        )
        chosen = [(condition, value) for condition, value in wanted if value is not None]
        query = " AND ".join((f"SELECT count(*) {_EXPECTED}", *(condition for condition, _ in chosen)))
        return int(self._database.rows(query, *(value for _, value in chosen))[0][0])

    def dids(self) -> tuple[str, ...]:
        """The numbers to which any came."""
        rows = self._database.rows(f"SELECT DISTINCT {_DID} {_EXPECTED} ORDER BY 1")
        return tuple(row[0] for row in rows if row[0])
