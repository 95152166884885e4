"""How many faxes arrived and failed since given moments, with their pages and what they cost.

A fax counts from when Send was pressed, as in the list of sent faxes; one that was deleted from the list counts too,
for it was paid.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from byfax_desktop.store.database import Database

_MILLIONTHS = 6
_TOTALS = """
    SELECT age, sum(outcome = 'SUCCESS') AS delivered, sum(outcome IN ('FAILED', 'ABORTED')) AS failed,
        sum(pages) AS pages, currency, sum(CAST(round(cost * 1000000) AS INTEGER)) AS millionths
    FROM (SELECT (SELECT count(*) FROM json_each(?1) WHERE value <= created) AS age,
            CASE WHEN report IS NULL AND state IN ('rejected', 'failed') THEN 'FAILED'
                ELSE json_extract(report, '$.jobState') END AS outcome,
            CAST(json_extract(report, '$.pagesSent') AS INTEGER) AS pages,
            coalesce(json_extract(report, '$.currency'), '') AS currency,
            CAST(json_extract(report, '$.cost') AS REAL) AS cost
        FROM (SELECT recipient.report AS report, created, state
            FROM submission INDEXED BY submission_by_moment
            CROSS JOIN recipient ON submission_id = submission.id
            WHERE created >= ?2))
    GROUP BY age, currency"""


@dataclass(frozen=True, slots=True)
class SentTotal:
    """The faxes of a period, each recipient counted: those still under way, or cancelled, are neither."""

    delivered: int = 0
    failed: int = 0
    pages: int = 0
    """How many pages went out."""
    costs: tuple[tuple[str, Decimal], ...] = ()
    """What they cost in each currency, in the order of letters; without those that cost nothing."""


def sent_totals(database: Database, since: Sequence[int]) -> tuple[SentTotal, ...]:
    """A total for each of these moments, of all from then on; milliseconds since 1970. Raises StoreTrouble."""
    if not since:
        return ()
    rows = database.rows(_TOTALS, str(list(since)), min(since))
    # Each fax was read once; its age says of how many moments, the earliest first, it came after.
    places = {moment: place for place, moment in enumerate(sorted(since), 1)}
    return tuple(_total([row for row in rows if row["age"] >= places[moment]]) for moment in since)


def _total(rows: Sequence[sqlite3.Row]) -> SentTotal:
    costs: dict[str, int] = {}
    for row in rows:
        costs[row["currency"]] = costs.get(row["currency"], 0) + (row["millionths"] or 0)
    return SentTotal(
        sum(row["delivered"] or 0 for row in rows),
        sum(row["failed"] or 0 for row in rows),
        sum(row["pages"] or 0 for row in rows),
        tuple(
            (each, Decimal(costs[each]).scaleb(-_MILLIONTHS).normalize())
            for each in sorted(costs)
            if costs[each]
        ),
    )
