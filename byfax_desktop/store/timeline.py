"""Everything that was sent to, received from and noted about somebody, merged by time and read in pages.

Each of the three kinds is read through an index of its own, from where the page before has ended; so a page takes as
long for ten thousand faxes as for ten. What is not listed any more, among sent or among received faxes, is not told of.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from heapq import merge
from itertools import islice
from typing import NamedTuple

from byfax_desktop.store.correspondent_notes import CorrespondentNote, CorrespondentNotes
from byfax_desktop.store.database import Database
from byfax_desktop.store.received import LISTED, RECEIVED, ReceivedFax
from byfax_desktop.store.sent_filter import SentFilter, number_digits
from byfax_desktop.store.submissions import RecipientRow, Submission

NOTE, _SENT, _RECEIVED = range(3)
"""The order of what happened in the same millisecond."""
_ALWAYS = 1 << 62
"""Greater than every id, and than every moment."""

# How the service ended a recipient's fax; one that it never took has failed here.
_OUTCOME = (
    "CASE WHEN recipient.report IS NULL AND state IN ('rejected', 'failed') THEN 'FAILED'"
    " ELSE json_extract(recipient.report, '$.jobState') END"
)
_IS_FAILED = f"{_OUTCOME} IN ('FAILED', 'ABORTED')"
_NUMBERS = "(SELECT value FROM json_each(?1))"
_SENT_PLACES = (
    "SELECT sent AS at, recipient.id AS id FROM recipient INDEXED BY recipient_by_number"
    " CROSS JOIN submission ON submission.id = submission_id"
    " WHERE recipient.number = ? AND (sent, recipient.id) < (?, ?) AND is_hidden = 0 AND {}"
    " ORDER BY sent DESC, recipient.id DESC LIMIT ?"
)
_RECEIVED_PLACES = f"""
    SELECT received AS at, rowid AS id FROM received_fax INDEXED BY received_by_correspondent
    WHERE correspondent = ? AND (received, rowid) < (?, ?) AND {LISTED} AND {{}}
    ORDER BY received DESC, rowid DESC LIMIT ?"""  # noqa: S608 - of constants
_STATION_OR_REF = " OR ".join(
    f"{column} LIKE ? ESCAPE '\\'"
    for column in (
        "ref",
        "json_extract(report, '$.remoteSID')",
        "json_extract(report, '$.senderE164')",
        "correspondent",
    )
)
_SENT_SUMS = f"""
    SELECT outcome, station, count(*) AS faxes, max(sent) AS last FROM (
        SELECT sent, {_OUTCOME} AS outcome, trim(json_extract(recipient.report, '$.remoteID')) AS station
        FROM recipient INDEXED BY recipient_by_number CROSS JOIN submission ON submission.id = submission_id
        WHERE recipient.number IN {_NUMBERS} AND is_hidden = 0)
    GROUP BY outcome, station"""  # noqa: S608 - of constants
_RECEIVED_SUMS = f"""
    SELECT count(*) AS faxes, max(received) AS last FROM received_fax INDEXED BY received_by_correspondent
    WHERE correspondent IN {_NUMBERS} AND {LISTED}"""  # noqa: S608 - of constants
_CALLS = f"""
    SELECT attempt.started AS started, json_extract(attempt.report, '$.jobState') AS state,
        json_extract(attempt.report, '$.jobStateEx') AS reason
    FROM recipient INDEXED BY recipient_by_number JOIN attempt ON recipient_ref = recipient.ref
    WHERE recipient.number IN {_NUMBERS} AND sent >= ?2 AND attempt.started <> ''"""  # noqa: S608 - of constants


@dataclass(frozen=True, slots=True)
class Whom:
    """Whose timeline it is: ``numbers`` in all ways of writing under which the store may have them.

    A sender without a number has the key of its station there; ``organisation`` is the one to which notes belong too.
    """

    numbers: tuple[str, ...]
    organisation: str = ""


class TimelineKind(Enum):
    """What a person wants to see of a timeline."""

    ALL = "Everything"
    SENT = "Sent"
    FAILED = "Not delivered"
    RECEIVED = "Received"
    NOTES = "Notes"


@dataclass(frozen=True, slots=True)
class TimelineFilter:
    """What the entries that are wanted have in common; without a field, all.

    ``text`` is looked for as in the lists of sent and received faxes, and anywhere in notes, in any case of letters.
    """

    kind: TimelineKind = TimelineKind.ALL
    text: str = ""


class Place(NamedTuple):
    """Where an entry stands: its moment (milliseconds since 1970, UTC), its kind among those of one moment, its id."""

    at: int
    rank: int
    id: int


BEGIN = Place(_ALWAYS, -1, 0)
"""Before the newest entry."""


class SentRow(NamedTuple):
    """What was sent to one recipient."""

    submission: Submission
    recipient: RecipientRow


TimelineRow = SentRow | ReceivedFax | CorrespondentNote


class TimelinePage(NamedTuple):
    """Some entries with their places, the newest first; ``is_last`` where no older ones follow."""

    rows: tuple[tuple[Place, TimelineRow], ...]
    is_last: bool


@dataclass(frozen=True, slots=True)
class TimelineSums:
    """How many of each kind there are; ``last`` is when the latest fax went or came, 0 for none."""

    sent: int = 0
    delivered: int = 0
    failed: int = 0
    received: int = 0
    notes: int = 0
    last: int = 0
    station: str = ""
    """What the machine called itself (T.30: CSI) in most of the calls that it took."""


class Call(NamedTuple):
    """A try to reach somebody: when the call began, as the service wrote it, its RecipientState and its StateCode."""

    started: str
    state: str
    reason: str


class Timeline:
    """Reads the timelines of one account. All methods raise StoreTrouble."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._notes = CorrespondentNotes(database)

    def page(self, whom: Whom, which: TimelineFilter, after: Place = BEGIN, limit: int = 100) -> TimelinePage:
        """The newest entries that stand after a place, ``limit`` of them at most."""
        places = list(islice(merge(*self._sources(whom, which, after, limit), key=_order), limit + 1))
        shown = places[:limit]
        rows = self._rows_at(shown, whom)
        # Whatever was deleted between the two readings is not there any more.
        found = tuple((place, rows[place]) for place in shown if place in rows)
        return TimelinePage(found, len(places) <= limit)

    def sums(self, whom: Whom) -> TimelineSums:
        """How many entries there are in all."""
        numbers = _json(whom.numbers)
        ends, stations, last = Counter[str](), Counter[str](), 0
        for row in self._database.rows(_SENT_SUMS, numbers):
            ends[row["outcome"] or ""] += row["faxes"]
            last = max(last, row["last"])
            if row["outcome"] == "SUCCESS" and row["station"]:
                stations[row["station"]] += row["faxes"]
        (received,) = self._database.rows(_RECEIVED_SUMS, numbers)
        return TimelineSums(
            ends.total(),
            ends["SUCCESS"],
            ends["FAILED"] + ends["ABORTED"],
            received["faxes"],
            len(self._notes.about(whom.numbers, whom.organisation)),
            max(last, received["last"] or 0),
            stations.most_common(1)[0][0] if stations else "",
        )

    def calls(self, whom: Whom, since: int) -> tuple[Call, ...]:
        """The tries to reach them with the faxes that were sent since a moment, in no order."""
        rows = self._database.rows(_CALLS, _json(whom.numbers), since)
        return tuple(Call(row["started"], row["state"] or "", row["reason"] or "") for row in rows)

    def unread_senders(self, limit: int = 2000) -> tuple[tuple[str, str, str, str], ...]:
        """Received faxes whose sender nobody has read yet: ref, sender, station id, and the number they came to."""
        rows = self._database.rows(
            "SELECT ref, json_extract(report, '$.senderE164'), json_extract(report, '$.remoteSID'),"
            " json_extract(report, '$.recipientE164') FROM received_fax INDEXED BY received_from_unknown"
            " WHERE correspondent IS NULL AND report IS NOT NULL LIMIT ?",
            limit,
        )
        return tuple((row[0], row[1] or "", row[2] or "", row[3] or "") for row in rows)

    def set_correspondents(self, read: Iterable[tuple[str, str]]) -> None:
        """Note whom received faxes are from: pairs of a ref and a key."""
        with self._database.transaction() as connection:
            connection.executemany(
                "UPDATE received_fax SET correspondent = ? WHERE ref = ?", ((key, ref) for ref, key in read)
            )

    def _sources(
        self, whom: Whom, which: TimelineFilter, after: Place, limit: int
    ) -> Iterator[Iterable[Place]]:
        """The places of each kind that is wanted, each in order."""
        text = which.text.replace("\0", "").strip()
        if which.kind in (TimelineKind.ALL, TimelineKind.SENT, TimelineKind.FAILED):
            condition, values = _sent_condition(which.kind, text)
            query, begin = _SENT_PLACES.format(condition), _begin(after, _SENT)
            for number in whom.numbers:
                yield self._places(_SENT, query, number, *begin, *values, limit + 1)
        if which.kind in (TimelineKind.ALL, TimelineKind.RECEIVED):
            condition, values = _received_condition(text)
            query, begin = _RECEIVED_PLACES.format(condition), _begin(after, _RECEIVED)
            for number in whom.numbers:
                yield self._places(_RECEIVED, query, number, *begin, *values, limit + 1)
        if which.kind in (TimelineKind.ALL, TimelineKind.NOTES):
            notes = self._notes.about(whom.numbers, whom.organisation)
            sought = text.casefold()
            places = (Place(each.made, NOTE, each.id) for each in notes if sought in each.text.casefold())
            yield [place for place in places if _order(place) > _order(after)]

    def _places(self, rank: int, query: str, *values: object) -> list[Place]:
        return [Place(row["at"], rank, row["id"]) for row in self._database.rows(query, *values)]

    def _rows_at(self, places: list[Place], whom: Whom) -> dict[Place, TimelineRow]:
        ids = {rank: [each.id for each in places if each.rank == rank] for rank in (NOTE, _SENT, _RECEIVED)}
        found: dict[tuple[int, int], TimelineRow] = {}
        found.update(((_SENT, row.recipient.id), row) for row in self._sent_rows(ids[_SENT]))
        found.update(((_RECEIVED, key), row) for key, row in self._received_rows(ids[_RECEIVED]))
        if ids[NOTE]:
            notes = self._notes.about(whom.numbers, whom.organisation)
            found.update(((NOTE, each.id), each) for each in notes)
        return {place: row for place in places if (row := found.get((place.rank, place.id)))}

    def _received_rows(self, ids: list[int]) -> list[tuple[int, ReceivedFax]]:
        query = f"{RECEIVED} WHERE received_fax.rowid IN (SELECT value FROM json_each(?))"  # noqa: S608 - of constants
        return [(row["id"], ReceivedFax.from_row(row)) for row in self._database.rows(query, _json(ids))]

    def _sent_rows(self, ids: list[int]) -> list[SentRow]:
        query = "SELECT * FROM recipient WHERE id IN (SELECT value FROM json_each(?))"
        recipients = [RecipientRow.from_row(row) for row in self._database.rows(query, _json(ids))]
        query = "SELECT * FROM submission WHERE id IN (SELECT value FROM json_each(?))"
        of = _json({each.submission_id for each in recipients})
        submissions = {row["id"]: Submission.from_row(row) for row in self._database.rows(query, of)}
        return [SentRow(submissions[each.submission_id], each) for each in recipients]


def _order(place: Place) -> tuple[int, int, int]:
    """The newest first."""
    return -place.at, place.rank, -place.id


def _begin(after: Place, rank: int) -> tuple[int, int]:
    """The moment and id below which the entries of a kind lie that stand after a place."""
    if rank == after.rank:
        return after.at, after.id
    return after.at, _ALWAYS if rank > after.rank else -1


def _sent_condition(kind: TimelineKind, text: str) -> tuple[str, tuple[object, ...]]:
    conditions, values = [_IS_FAILED] if kind is TimelineKind.FAILED else [], list[object]()
    table, sought = SentFilter(text).search()
    if table:
        conditions.append(f"recipient.id IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)")  # noqa: S608 - of constants
        values.append(sought)
    return " AND ".join(conditions) or "1", tuple(values)


def _received_condition(text: str) -> tuple[str, tuple[object, ...]]:
    if not text:
        return "1", ()
    anywhere = _like(text)
    digits = _like(number_digits(text)) if number_digits(text) else anywhere
    return f"({_STATION_OR_REF})", (anywhere, anywhere, anywhere, digits)


def _like(text: str) -> str:
    for sign in "\\%_":
        text = text.replace(sign, f"\\{sign}")
    return f"%{text}%"


def _json(values: Iterable[object]) -> str:
    return json.dumps(list(values))
