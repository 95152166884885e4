"""In which order all sent faxes stand, by whatever a person sorts: SQLite sorts, and reads of each fax only its place.

Moments are milliseconds since 1970 in UTC.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from byfax_desktop.store.database import Database
from byfax_desktop.store.sent_filter import SentFilter
from byfax_desktop.store.submissions import FaxState


class SortBy(StrEnum):
    """By what sent faxes can be sorted."""

    TIME = "time"
    """When Send was pressed."""
    FAX = "fax"
    """The subject, else the first recipient; in a list of recipients these."""
    STATE = "state"
    """What needs a person comes first, what was delivered last."""
    PAGES = "pages"
    TRIES = "tries"
    DURATION = "duration"
    SPEED = "speed"
    STATION = "station"
    COST = "cost"


@dataclass(frozen=True, slots=True)
class SentView:
    """Which faxes are listed, in which order; ``flat`` gives each recipient a row of their own."""

    which: SentFilter = field(default_factory=SentFilter)
    by: SortBy = SortBy.TIME
    descending: bool = True
    flat: bool = False

    def tie(self, row_id: int) -> int:
        """By what rows are ordered that are alike else: recipients of a fax stand as they were given."""
        return -row_id if self.flat and self.descending else row_id


SortKey = int | float | str


@dataclass(frozen=True, slots=True)
class SentPlaces:
    """Where rows stand, in columns: rows are ordered by ``keys``, then ``created``, then ``tie``, all in one direction.

    ``ids`` are those of submissions; in a flat list those of recipients, or, negative, of submissions of which none is
    known yet. ``people`` is how many recipients a submission has, 0 in a flat list. In columns, because 100,000 objects
    more would make every sweep of Python's collector longer than the window may stand still.
    """

    keys: list[SortKey] = field(default_factory=list)
    created: list[int] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)
    people: list[int] = field(default_factory=list)


class SentOrder:
    """Reads the places of sent faxes. All methods raise StoreTrouble."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def places(self, view: SentView) -> SentPlaces:
        """All rows of a list, in order."""
        return self._read(view, (), "")

    def changes(self, view: SentView, submission_ids: Collection[int]) -> tuple[frozenset[int], SentPlaces]:
        """The ids of all rows that these submissions can have in a list, and the places of those that it has."""
        some = json.dumps(list(submission_ids))
        people = "SELECT id FROM recipient WHERE submission_id IN (SELECT value FROM json_each(?))"
        if not view.flat:
            considered = frozenset(submission_ids)
        else:
            considered = frozenset(row[0] for row in self._database.rows(people, some))
            considered |= {-each for each in submission_ids}
        return considered, self._read(view, (some,), "submission.id IN (SELECT value FROM json_each(?))")

    def id_of(self, flat: bool, broadcast_ref: str) -> int | None:
        """The id of the first row that a fax has in a list; None where the journal does not have it."""
        rows = self._database.rows(
            "SELECT submission.id, min(recipient.id) FROM submission"
            " LEFT JOIN recipient ON submission_id = submission.id WHERE broadcast_ref = ?",
            broadcast_ref,
        )
        submission_id, recipient_id = rows[0]
        if submission_id is None or not flat:
            return None if submission_id is None else int(submission_id)
        return -int(submission_id) if recipient_id is None else int(recipient_id)

    def owners(self, row_ids: Collection[int]) -> dict[int, tuple[int, int]]:
        """Of each row of a flat list, the submission and the recipient's position in it; -1 where there is none."""
        rows = self._database.rows(
            "SELECT id, submission_id, position FROM recipient WHERE id IN (SELECT value FROM json_each(?))",
            json.dumps(list(row_ids)),
        )
        return {row[0]: (row[1], row[2]) for row in rows} | {
            each: (-each, -1) for each in row_ids if each < 0
        }

    def _read(self, view: SentView, some: tuple[str, ...], restriction: str) -> SentPlaces:
        conditions, values = ["is_hidden = 0"], list[object]()
        if restriction:
            conditions.append(restriction)
            values += some
        for condition, those in _conditions(view, some):
            conditions.append(condition)
            values += those
        query = (_FLAT if view.flat else _TREE).format(
            key=(_FLAT_KEYS if view.flat else _TREE_KEYS)[view.by],
            tie="-" if view.descending else "",
            conditions=" AND ".join(conditions),
            way="DESC" if view.descending else "ASC",
        )
        return SentPlaces(*map(json.loads, self._database.rows(query, *values)[0]))


def _conditions(view: SentView, some: tuple[str, ...]) -> Iterator[tuple[str, tuple[object, ...]]]:
    """What must hold of a row, each with its values."""
    yield from view.which.recipient_conditions() if view.flat else view.which.conditions()
    table, sought = view.which.search()
    if not table:
        return
    # Of few faxes the texts lie close together: all others need not be searched.
    near, bounds = (_NEAR.format(table=table), some * 2) if some else ("", some)
    found = f"SELECT {table}.rowid FROM {table} WHERE {table} MATCH ?{near}"  # noqa: S608 - one of our two tables
    if view.flat:
        yield f"recipient.id IN ({found})", (sought, *bounds)
    else:
        yield _OWNERS.format(found=found), (sought, *bounds)


# The columns come as JSON: SQLite writes it without keeping Python waiting, which a row for each fax would.
_COLUMNS = (
    "SELECT json_group_array(key), json_group_array(created), json_group_array(id),"
    " json_group_array(people) FROM ({})"
)
_TREE = _COLUMNS.format(
    "SELECT {key} AS key, created, submission.id AS id,"
    " (SELECT count(*) FROM recipient WHERE submission_id = submission.id) AS people"
    " FROM submission WHERE {conditions} ORDER BY 1 {way}, 2 {way}, 3 {way}"
)
_FLAT = _COLUMNS.format(
    "SELECT {key} AS key, created, coalesce(recipient.id, -submission.id) AS id, 0 AS people"
    " FROM submission LEFT JOIN recipient ON submission_id = submission.id"
    " WHERE {conditions} ORDER BY 1 {way}, 2 {way}, {tie}coalesce(recipient.id, -submission.id) {way}"
)
_OWNERS = "submission.id IN (SELECT submission_id FROM recipient WHERE recipient.id IN ({found}))"
_NEAR = (
    " AND {table}.rowid >= (SELECT min(id) FROM recipient WHERE submission_id IN (SELECT value FROM json_each(?)))"
    " AND {table}.rowid <= (SELECT max(id) FROM recipient WHERE submission_id IN (SELECT value FROM json_each(?)))"
)

_RANKS = (
    FaxState.NEEDS_YOU,
    FaxState.HELD,
    FaxState.REJECTED,
    FaxState.FAILED,
    FaxState.PARTLY,
    FaxState.DOUBT,
    FaxState.UNKNOWN,
    FaxState.QUEUED,
    FaxState.UPLOADING,
    FaxState.SUBMITTING,
    FaxState.ACCEPTED,
    FaxState.CANCELLED,
    FaxState.DELIVERED,
)
_STATE = (
    "CASE state " + " ".join(f"WHEN '{each}' THEN {10 * rank}" for rank, each in enumerate(_RANKS)) + " END"
)
"""The rank of a submission's state, in tens: how one recipient stands, where byFax has the fax, lies in between."""
_HERE = "state IN ('needs-you', 'held', 'rejected', 'doubt', 'unknown', 'queued', 'uploading', 'submitting')"
_PERSON_STATE = (
    f"CASE WHEN {_HERE} OR recipient.report IS NULL THEN {_STATE}"
    " ELSE CASE json_extract(recipient.report, '$.jobState') WHEN 'FAILED' THEN 30 WHEN 'ABORTED' THEN 31"
    " WHEN 'CANCELLED' THEN 110 WHEN 'DELETED' THEN 111 WHEN 'SUCCESS' THEN 120"
    " WHEN 'PAUSED' THEN 92 WHEN 'PENDING' THEN 95 WHEN 'READY' THEN 96 ELSE 100 END END"
)


_ALL = "coalesce((SELECT {} FROM recipient WHERE submission_id = submission.id), -1)"
_OF_FIRST = "(SELECT {} FROM recipient WHERE submission_id = submission.id ORDER BY position LIMIT 1)"


def _number(name: str, kind: str = "INTEGER") -> str:
    return f"CAST(json_extract(recipient.report, '$.{name}') AS {kind})"


def _of_people(what: str) -> str:
    """What a fax is sorted by whose recipients are counted together."""
    return _ALL.format(what)


_SECONDS = f"coalesce(nullif({_number('lineDuration')}, 0), {_number('callDuration')}, 0)"
_STATION = "trim(coalesce(json_extract(recipient.report, '$.remoteID'), ''))"
_PERSON = "coalesce(nullif(name, ''), nullif(company, ''), number)"

_TREE_KEYS = {
    SortBy.TIME: "created",
    SortBy.FAX: f"folded(coalesce(nullif(subject, ''), {_OF_FIRST.format(_PERSON)}, ''))",
    SortBy.STATE: f"coalesce({_STATE}, -1)",
    SortBy.PAGES: _of_people(f"sum({_number('pagesTotal')})"),
    SortBy.TRIES: _of_people(f"max({_number('attempt')})"),
    SortBy.DURATION: _of_people(f"sum({_SECONDS})"),
    SortBy.SPEED: _of_people(f"max({_number('faxSpeed')})"),
    SortBy.STATION: f"folded(coalesce({_OF_FIRST.format(_STATION)}, ''))",
    SortBy.COST: "coalesce(CAST(json_extract(submission.report, '$.cost') AS REAL), -1)",
}
_FLAT_KEYS = {
    SortBy.TIME: "created",
    SortBy.FAX: f"folded(coalesce({_PERSON}, subject, ''))",
    SortBy.STATE: f"coalesce({_PERSON_STATE}, -1)",
    SortBy.PAGES: f"coalesce({_number('pagesTotal')}, -1)",
    SortBy.TRIES: f"coalesce({_number('attempt')}, -1)",
    SortBy.DURATION: f"coalesce({_SECONDS}, -1)",
    SortBy.SPEED: f"coalesce({_number('faxSpeed')}, -1)",
    SortBy.STATION: f"folded({_STATION})",
    SortBy.COST: f"coalesce({_number('cost', 'REAL')}, -1)",
}
