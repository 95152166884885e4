"""A journal with as many sent faxes as are wanted, made in seconds: as its rows are when all has been said of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from byfax_desktop.engine.desk import DATABASE_NAME
from byfax_desktop.store.database import Database

NOW = 1_795_000_000_000
BROADCAST = 1
"""The id of the broadcast to many."""
_HOUR = 3_600_000
_NAMES = ("Anna", "Bob", "Инна", "Jürgen", "Zoë", "Владимир", "Chloé", "Дарья", "Omar", "Wei")
_STATES = ("SUCCESS", "SUCCESS", "SUCCESS", "FAILED", "SUCCESS", "CANCELLED", "SUCCESS")
_HERE = {"SUCCESS": "delivered", "FAILED": "failed", "CANCELLED": "cancelled"}
_BROADCAST_STATES = {"SUCCESS": "DONE", "FAILED": "FAILED", "CANCELLED": "CANCELLED"}
_TIME = "2026-11-{:02}T{:02}:{:02}:00Z"


def fill(folder: Path, faxes: int, people: int) -> None:
    """Make a journal in ``folder`` with so many faxes to one recipient, and a broadcast to so many people."""
    database = Database(folder / DATABASE_NAME)
    with database.transaction() as connection:
        connection.executemany(
            "INSERT INTO submission (id, broadcast_ref, subject, created, intent, state, since, is_there, report,"
            " touched) VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, 1)",
            (_submission(each, faxes) for each in range(1, faxes + 2)),
        )
        connection.executemany(
            "INSERT INTO recipient (ref, submission_id, position, number, name, company, is_live, report, touched,"
            " since) VALUES (?, ?, ?, ?, ?, '', 0, ?, 1, ?)",
            _recipients(faxes, people),
        )
        connection.execute("UPDATE mark SET value = '1' WHERE name = 'sequence'")
    database.close()


def _submission(each: int, faxes: int) -> tuple[object, ...]:
    state = "accepted" if each == BROADCAST else _HERE[_state(each)]
    sent = NOW - (each - faxes // 2 if each > BROADCAST else 0) * _HOUR // 10
    report = {
        "stateCode": "SUCCESS",
        "broadcastRef": f"B{each}",
        "jobState": "DELIVERING" if each == BROADCAST else _BROADCAST_STATES[_state(each)],
        "jobCreated": _TIME.format(1 + each % 28, each % 24, each % 60),
        "cost": f"{each % 400 / 100:.2f}",
        "currency": "EUR",
    }
    subject = f"Offer {each}" if each % 3 else ""
    return each, f"B{each}", subject, sent, sent, state, sent, json.dumps(report)


def _recipients(faxes: int, people: int) -> Iterator[tuple[object, ...]]:
    for place in range(people):
        yield _recipient(BROADCAST, place, place)
    for each in range(2, faxes + 2):
        yield _recipient(each, 0, each)


def _recipient(submission: int, position: int, each: int) -> tuple[object, ...]:
    number = f"+4930{each * 104729 % 10_000_000:07}"
    report = {
        "stateCode": "SUCCESS",
        "broadcastRef": f"B{submission}",
        "messageRef": f"M{submission}-{position}",
        "jobState": _state(each),
        "remoteID": f"+49 30 {each % 1000:03} {each % 7}",
        "callStarted": _TIME.format(1 + each % 28, each % 24, each % 60),
        "callEnded": _TIME.format(1 + each % 28, each % 24, each % 60),
        "callDuration": str(30 + each % 600),
        "lineDuration": str(20 + each % 600),
        "attempt": str(1 + each % 4),
        "recipientNumber": number,
        "pagesTotal": str(1 + each % 40),
        "pagesSent": str(1 + each % 40),
        "faxSpeed": str((9600, 14400, 33600)[each % 3]),
        "cost": f"{each % 300 / 100:.2f}",
        "currency": "EUR",
    }
    if report["jobState"] == "FAILED":
        report["jobStateEx"] = "BUSY"
    name = f"{_NAMES[each % len(_NAMES)]} {each * 7919 % 100_000:05}"
    return f"M{submission}-{position}", submission, position, number, name, json.dumps(report), NOW


def _state(each: int) -> str:
    return _STATES[each % len(_STATES)]
