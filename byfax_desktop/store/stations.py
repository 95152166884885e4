"""What the fax machine at each number calls itself (T.30: CSI): where another one answers than before, it is marked.

The name is what somebody typed into the machine, up to 20 signs, often padded, often nothing: it proves nothing, and
a person may say that another one is right too.
"""

from __future__ import annotations

import json
import re
import sqlite3

_ARRIVED = "SUCCESS"
_NUMBER = re.compile(r"[+\d][\d ().+/-]*")
_SAY_NOTHING = frozenset(
    {
        "fax",
        "telefax",
        "fax machine",
        "unknown",
        "anonymous",
        "none",
        "no name",
        "not set",
        "n/a",
        "id",
        "tsid",
        "csid",
    }
)
"""What machines call themselves that were never given a name."""


def station_key(name: str) -> str:
    """By which two names are the same: without padding and case, of a number only its digits; empty says nothing."""
    key = " ".join("".join(sign if sign.isprintable() else " " for sign in name).split()).casefold()
    if _NUMBER.fullmatch(key):
        return "".join(sign for sign in key if sign.isdigit()).lstrip("0")
    if key in _SAY_NOTHING or not any(sign.isalnum() for sign in key):
        return ""
    return key


def note_station(connection: sqlite3.Connection, recipient_ref: str, report: str) -> None:
    """Learn who answered from a report, or mark it as another machine, within the transaction that stores it.

    The first one to answer at a number is learned without a word. The same report twice changes nothing.
    """
    told = json.loads(report)
    name = _shown(told.get("remoteID")) if told.get("jobState") == _ARRIVED else ""
    (number,) = connection.execute("SELECT number FROM recipient WHERE ref = ?", (recipient_ref,)).fetchone()
    expected = _expected(connection, number, name) if number and station_key(name) else None
    connection.execute(
        "UPDATE recipient SET expected_station = ? WHERE ref = ? AND expected_station IS NOT ?",
        (expected, recipient_ref, expected),
    )


def accept_station(connection: sqlite3.Connection, recipient_ref: str) -> tuple[tuple[str, int], ...]:
    """The machine that answered this one is right: know it, and take its mark off every fax to that number.

    Returns the refs of these, each with the id of its submission; none where it is not marked.
    """
    found = connection.execute(
        "SELECT number, report FROM recipient WHERE ref = ? AND expected_station IS NOT NULL",
        (recipient_ref,),
    ).fetchone()
    if found is None:
        return ()
    name = _named(found["report"])
    _learn(connection, found["number"], name)
    marked = connection.execute(
        "SELECT ref, submission_id, report FROM recipient WHERE number = ? AND expected_station IS NOT NULL",
        (found["number"],),
    ).fetchall()
    same = [row for row in marked if station_key(_named(row["report"])) == station_key(name)]
    connection.executemany(
        "UPDATE recipient SET expected_station = NULL WHERE ref = ?", ((row["ref"],) for row in same)
    )
    return tuple((row["ref"], row["submission_id"]) for row in same)


def _expected(connection: sqlite3.Connection, number: str, name: str) -> str | None:
    """Who was expected where another one has answered; None where this one is known, or the first."""
    rows = connection.execute("SELECT name FROM station WHERE number = ? ORDER BY id", (number,)).fetchall()
    known = {station_key(row["name"]): _shown(row["name"]) for row in rows}
    known.pop("", None)
    if not known:
        _learn(connection, number, name)
        return None
    return None if station_key(name) in known else list(known.values())[-1]


def _learn(connection: sqlite3.Connection, number: str, name: str) -> None:
    connection.execute("INSERT OR IGNORE INTO station (number, name) VALUES (?, ?)", (number, name))


def _named(report: str) -> str:
    return _shown(json.loads(report).get("remoteID"))


def _shown(name: object) -> str:
    """A name as it is told to people."""
    return " ".join(str(name or "").split())
