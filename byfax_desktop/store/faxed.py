"""The numbers that were faxed before: with whom they were, and how often and when a fax arrived there."""

from __future__ import annotations

from dataclasses import dataclass

from byfax_desktop.store.database import Database

# Who a number belongs to is what was said of it last, where anything was.
_FAXED = """
    WITH sent AS (
        SELECT recipient.id AS id, number, name || company <> '' AS is_named,
            json_extract(recipient.report, '$.jobState') = 'SUCCESS' AS has_arrived,
            coalesce(CAST(strftime('%s', json_extract(recipient.report, '$.callEnded')) AS INTEGER),
                created / 1000) AS ended
        FROM recipient JOIN submission ON submission.id = submission_id
        WHERE is_hidden = 0 AND number <> ''
    ),
    faxed AS (
        SELECT number, coalesce(max(CASE WHEN is_named THEN id END), max(id)) AS told, max(id) AS newest,
            coalesce(sum(has_arrived), 0) AS times, max(CASE WHEN has_arrived THEN ended END) AS delivered
        FROM sent GROUP BY number
    )
    SELECT faxed.number AS number, name, company, times, delivered
    FROM faxed JOIN recipient ON recipient.id = told ORDER BY newest DESC LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class FaxedNumber:
    """A number, E.164, that a fax was sent to; ``delivered`` is when one arrived last, in seconds since 1970."""

    number: str
    name: str
    company: str
    times: int
    """How many faxes arrived."""
    delivered: int | None


def faxed_numbers(database: Database, limit: int) -> tuple[FaxedNumber, ...]:
    """Each number once, those faxed last first; faxes that were deleted don't count. Raises StoreTrouble."""
    return tuple(FaxedNumber(**dict(row)) for row in database.rows(_FAXED, limit))
