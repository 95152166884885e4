"""Tries of a fax: none that was told of is lost, and none is there twice."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_samples import NOW, enqueue

from byfax_desktop.store import migrations
from byfax_desktop.store.attempts import Attempts
from byfax_desktop.store.database import Database
from byfax_desktop.store.journal import Journal, RemoteBroadcast
from byfax_desktop.store.submissions import Change, FaxState, RecipientChange


@pytest.fixture
def database(tmp_path):
    opened = Database(tmp_path / "faxes.db")
    yield opened
    opened.close()


def report(number, state="DELIVERING", start="", **more):
    """What the service says while this try is the newest; numbers are text, as they are in a report."""
    told = {"jobState": state, "attempt": str(number), **more}
    return json.dumps({**told, "callStarted": start} if start else told)


def tell(database, ref, *reports):
    """Have a recipient's reports written one after another."""
    journal = Journal(database)
    seen = journal.find(ref)
    (row,) = journal.recipients(seen.id)
    for each in reports:
        change = Change(FaxState.ACCEPTED, "", recipients=(RecipientChange(row.ref, each, True),))
        seen = journal.step(seen, change, NOW) or seen
    return row.ref


def known(database, ref):
    return [(each.number, json.loads(each.report)) for each in Attempts(database).of(ref)]


def fates(database, ref):
    return [(number, told["jobState"]) for number, told in known(database, ref)]


def test_each_try_is_kept_when_the_next_begins(database):
    enqueue(Journal(database), "B1")
    ref = tell(
        database,
        "B1",
        report(1, start="14:02"),
        report(1, "SUBMITTED", "14:02", callEnded="14:03", jobStateEx="BUSY"),
        report(2, start="14:10"),
        report(2, "SUCCESS", "14:10", callEnded="14:12", pagesSent="3"),
    )
    first, second = known(database, ref)
    assert (first[0], first[1]["jobStateEx"], first[1]["callEnded"]) == (1, "BUSY", "14:03")
    assert (second[0], second[1]["pagesSent"]) == (2, "3")


@pytest.mark.parametrize("said", ["{}", report(0, "PENDING")])
def test_before_the_first_call_there_is_no_try(database, said):
    enqueue(Journal(database), "B1")
    assert known(database, tell(database, "B1", said)) == []


def test_a_start_that_is_told_later_belongs_to_the_try_without_one(database):
    enqueue(Journal(database), "B1")
    ref = tell(database, "B1", report(1), report(1, start="14:02"), report(1, start="14:03"))
    assert [told["callStarted"] for _, told in known(database, ref)] == ["14:03"]


def test_where_the_service_counts_anew_both_first_tries_are_kept(database):
    enqueue(Journal(database), "B1")
    ref = tell(
        database,
        "B1",
        report(1, "FAILED", "14:02", callEnded="14:03"),
        report(1, "SUCCESS", "15:00", callEnded="15:01"),
    )
    assert fates(database, ref) == [(1, "FAILED"), (1, "SUCCESS")]


def test_sending_again_does_not_take_back_how_a_try_ended(database):
    enqueue(Journal(database), "B1")
    ref = tell(database, "B1", report(1, "FAILED", "14:02"), report(1, "PENDING", "14:02"))
    assert fates(database, ref) == [(1, "FAILED")]


def test_the_tries_of_a_fax_from_elsewhere_are_kept_from_its_first_report(database):
    journal = Journal(database)
    journal.add_remote([RemoteBroadcast("R1", NOW, "{}", FaxState.ACCEPTED, NOW)], NOW)
    seen = journal.find("R1")
    people = [(ref, "+49301", RecipientChange(ref, report(2, start="14:02"), True)) for ref in ("M2", "M1")]
    journal.add_recipients(seen.id, people)
    journal.add_recipients(seen.id, people)

    assert [(each.recipient_ref, each.number) for each in Attempts(database).of_submission(seen.id)] == [
        ("M2", 2),
        ("M1", 2),
    ]


def test_of_faxes_from_before_the_newest_try_is_taken_over(tmp_path, monkeypatch):
    path, every = tmp_path / "faxes.db", migrations.MIGRATIONS
    place = next(n for n, step in enumerate(every) if any("TABLE attempt" in each for each in step))
    monkeypatch.setattr("byfax_desktop.store.database.MIGRATIONS", every[:place])
    before = Database(path)
    said = {"B1": report(2, "FAILED", "14:02"), "B2": report(0, "PENDING"), "B3": None}
    with before.transaction() as connection:
        for number, ref in enumerate(said, 1):
            connection.execute(
                "INSERT INTO submission (id, broadcast_ref, created, intent, state, since)"
                " VALUES (?, ?, 0, 0, 'accepted', 0)",
                (number, ref),
            )
            connection.execute(
                "INSERT INTO recipient (ref, submission_id, position, number, name, company, report)"
                " VALUES (?, ?, 0, '+4930123456', 'Anna', '', ?)",
                (f"{ref}-M1", number, said[ref]),
            )
    before.close()

    monkeypatch.setattr("byfax_desktop.store.database.MIGRATIONS", every)
    after = Database(path)
    assert [fates(after, f"{ref}-M1") for ref in ("B1", "B2", "B3")] == [[(2, "FAILED")], [], []]
    after.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """Where the data of all examples lie; each brings a fax of its own."""
    return tmp_path_factory.mktemp("tries") / "faxes.db"


def one_try(number, ends, has_dialled):
    """The reports of one try in order; the last says how it ended, as far as that is known before the next."""
    start = f"{number:02}:00"
    dialled = [report(number)] if has_dialled else []
    over = report(number, "FAILED" if ends == "FAILED" else "SUBMITTED", start, callEnded=f"{number:02}:01")
    return [*dialled, report(number, start=start), over]


@given(
    shapes=st.lists(st.tuples(st.sampled_from(["FAILED", "BUSY"]), st.booleans()), min_size=1, max_size=6),
    data=st.data(),
)
def test_however_reports_repeat_and_the_program_restarts_each_try_is_there_once(shared, shapes, data):
    tries = [one_try(number, *shape) for number, shape in enumerate(shapes, 1)]
    said: list[str] = []
    for each in (one for steps in tries for one in steps):
        said.append(each)
        said += data.draw(st.lists(st.sampled_from(said), max_size=2))
    database = Database(shared)
    (count,) = database.rows("SELECT count(*) FROM submission")[0]
    name = f"P{count}"
    enqueue(Journal(database), name)
    for each in said:
        if data.draw(st.integers(0, 9)) == 0:
            database.close()
            database = Database(shared)
        tell(database, name, each)
    found = [(row.number, row.report) for row in Attempts(database).of(f"{name}-M1")]
    database.close()
    assert found == [(number, steps[-1]) for number, steps in enumerate(tries, 1)]
