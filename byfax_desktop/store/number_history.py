"""What became of the faxes to each number, for those who are about to send another one there."""

from __future__ import annotations

from dataclasses import dataclass

from byfax_desktop.store.database import Database

_HISTORIES = """
    WITH sent AS (
        SELECT number, created, json_extract(recipient.report, '$.jobState') AS state,
            json_extract(recipient.report, '$.jobStateEx') AS reason
        FROM recipient JOIN submission ON submission.id = submission_id
        WHERE number <> '' AND submission.state NOT IN ('cancelled', 'rejected')
    ),
    arrived AS (
        SELECT number, count(*) AS times, max(created) AS last FROM sent WHERE state = 'SUCCESS' GROUP BY number
    ),
    -- Of rows with the largest of something SQLite gives the other columns too.
    ended AS (
        SELECT number, state, reason, max(created) FROM sent WHERE state IN ('SUCCESS', 'FAILED') GROUP BY number
    )
    SELECT sent.number AS number, count(*) AS sent, coalesce(arrived.times, 0) AS delivered,
        coalesce(sum(sent.state = 'FAILED' AND created > coalesce(arrived.last, 0)), 0) AS failed,
        min(CASE WHEN sent.state = 'FAILED' AND created > coalesce(arrived.last, 0) THEN created END)
            AS failing_since,
        coalesce(CASE WHEN ended.state = 'FAILED' THEN ended.reason END, '') AS last_reason
    FROM sent LEFT JOIN arrived USING (number) LEFT JOIN ended USING (number) GROUP BY sent.number
"""
_RECENT = """
    SELECT number, created, coalesce(json_extract(recipient.report, '$.jobState'), '') AS state,
        ref, (SELECT group_concat(sha256, ' ') FROM (
            SELECT sha256 FROM document WHERE submission_id = submission.id ORDER BY position)) AS contents
    FROM recipient JOIN submission ON submission.id = submission_id
    WHERE created >= ? AND number <> '' AND submission.state NOT IN ('cancelled', 'rejected')
    ORDER BY created DESC
"""


@dataclass(frozen=True, slots=True)
class NumberHistory:
    """The faxes to a number, E.164: how many were sent and delivered, how many have failed since one was.

    ``failing_since`` is when the first of those was sent, in milliseconds since 1970 in UTC; ``last_reason`` is the
    code with which the newest fax that has ended failed, empty where it arrived.
    """

    number: str
    sent: int
    delivered: int
    failed: int
    failing_since: int | None
    last_reason: str = ""


@dataclass(frozen=True, slots=True)
class RecentFax:
    """A fax that was sent lately: when, in milliseconds since 1970 in UTC, its RecipientState, its pages' SHA-256.

    ``message_ref`` is its own.
    """

    number: str
    created: int
    state: str
    contents: tuple[str, ...]
    message_ref: str = ""


def number_histories(database: Database) -> tuple[NumberHistory, ...]:
    """Every number that was faxed from here, also by faxes that were taken off the list. Raises StoreTrouble."""
    return tuple(NumberHistory(**dict(row)) for row in database.rows(_HISTORIES))


def recent_faxes(database: Database, since: int) -> tuple[RecentFax, ...]:
    """The faxes that were sent since a moment, the newest first. Raises StoreTrouble."""
    return tuple(
        RecentFax(
            row["number"], row["created"], row["state"], tuple((row["contents"] or "").split()), row["ref"]
        )
        for row in database.rows(_RECENT, since)
    )
