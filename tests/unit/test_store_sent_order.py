"""In which order sent faxes stand: as if each was read whole, sorted and sifted by hand."""

from __future__ import annotations

import json
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_samples import NOW, enqueue, person, submission

from byfax_desktop.store.database import Database
from byfax_desktop.store.journal import Journal, RemoteBroadcast
from byfax_desktop.store.sent_filter import SentFilter, SentGroup
from byfax_desktop.store.sent_order import SentOrder, SentPlaces, SentView, SortBy
from byfax_desktop.store.submissions import Change, FaxState, RecipientChange

ANNA = person("+4930111111", "ref-anna", "Anna Müller", "ACME & Co")
BOB = person("+442079460018", "ref-bob", "Bob", "Globex")
INNA = person("+375170000001", "ref-inna", "", "Беларусбанк")
ODD = (
    None,
    "{}",
    '{"jobState": "TELEPORTED", "jobStateEx": "NEWER_THAN_US"}',
    '{"jobState": "SUCCESS", "pagesTotal": "many", "attempt": "", "cost": "free", "faxSpeed": null}',
    '{"jobState": "FAILED", "remoteID": "\\u0000\\u202e 7", "lineDuration": "-1", "callDuration": "1e9"}',
)
"""Reports that hold what no contract tells of."""


@pytest.fixture
def database(tmp_path):
    opened = Database(tmp_path / "faxes.db")
    yield opened
    opened.close()


@pytest.fixture
def journal(database):
    return Journal(database)


@pytest.fixture
def order(database):
    return SentOrder(database)


def send(journal, ref, *people, at=NOW, **facts):
    """A fax that was sent then; returns its id."""
    journal.enqueue([submission(ref, *people, **facts)], at, at)
    return journal.find(ref).id


def report(journal, ref, state=FaxState.DELIVERED, **facts):
    """The service says this of the only recipient of a fax."""
    seen = journal.find(ref)
    (row,) = journal.recipients(seen.id)
    told = {"stateCode": "SUCCESS", "jobState": "SUCCESS"} | {
        name: str(value) for name, value in facts.items()
    }
    change = RecipientChange(
        row.ref, json.dumps(told), told["jobState"] not in ("SUCCESS", "FAILED", "CANCELLED")
    )
    journal.step(seen, Change(state, "", recipients=(change,)), NOW)


def refs(database, ids):
    known = dict(tuple(row) for row in database.rows("SELECT id, broadcast_ref FROM submission"))
    return [known[each] for each in ids]


def test_the_newest_stand_first_with_how_many_recipients_they_have(journal, order):
    old, new = send(journal, "B1", ANNA, at=NOW), send(journal, "B2", BOB, INNA, at=NOW + 1)

    assert order.places(SentView()) == SentPlaces([NOW + 1, NOW], [NOW + 1, NOW], [new, old], [2, 1])
    assert order.places(SentView(descending=False)).ids == [old, new]


def test_of_one_moment_the_later_stands_first_and_what_is_hidden_nowhere(journal, order):
    seen = enqueue(journal, "B1", "B2", "B3")
    journal.hide(seen[1].id)

    assert order.places(SentView()).ids == [seen[2].id, seen[0].id]


def test_in_a_flat_list_each_recipient_stands_in_the_order_in_which_they_were_given(journal, order):
    fax = send(journal, "B1", INNA, ANNA)
    inna, anna = (row.id for row in journal.recipients(fax))
    journal.add_remote([RemoteBroadcast("R1", NOW + 1, "{}", FaxState.ACCEPTED, None)], NOW)
    remote = journal.find("R1").id

    assert order.places(SentView(flat=True)).ids == [-remote, inna, anna]
    assert order.places(SentView(flat=True, descending=False)).ids == [inna, anna, -remote]
    assert order.owners([anna, -remote]) == {anna: (fax, 1), -remote: (remote, -1)}


@pytest.mark.parametrize(
    ("by", "ascending"),
    [
        (SortBy.FAX, ["B3", "B1", "B2"]),
        (SortBy.STATE, ["B3", "B1", "B2"]),
        (SortBy.PAGES, ["B2", "B3", "B1"]),
        (SortBy.TRIES, ["B2", "B1", "B3"]),
        (SortBy.DURATION, ["B2", "B3", "B1"]),
        (SortBy.SPEED, ["B2", "B3", "B1"]),
        (SortBy.STATION, ["B2", "B1", "B3"]),
    ],
)
@pytest.mark.parametrize("flat", [False, True])
def test_faxes_are_sorted_by_what_a_column_shows(database, journal, order, by, ascending, flat):
    send(journal, "B1", person("+4930111111", "m1", "émile"), subject="émile")
    send(journal, "B2", person("+4930222222", "m2", "ZOË"), at=NOW + 1, subject="Été" if not flat else "")
    send(journal, "B3", person("+4930333333", "m3", "anna"), at=NOW + 2, subject="")
    call = {"lineDuration": 0, "callDuration": 100, "faxSpeed": 33600, "remoteID": " a"}
    report(journal, "B1", pagesTotal=20, attempt=2, **call)
    call = {"lineDuration": 40, "faxSpeed": 9600, "remoteID": "B"}
    report(journal, "B3", FaxState.FAILED, jobState="FAILED", pagesTotal=9, attempt=11, **call)
    if by is SortBy.STATE:
        report(journal, "B2", jobState="SUCCESS")

    found = order.places(SentView(by=by, descending=False, flat=flat))

    owners = found.ids if not flat else [order.owners([each])[each][0] for each in found.ids]
    assert refs(database, owners) == ascending
    assert order.places(SentView(by=by, flat=flat)).ids == found.ids[::-1]


def test_a_fax_is_sorted_by_what_it_cost_as_a_number(database, journal, order):
    for ref, cost in (("B1", "10.00"), ("B2", "9.5"), ("B3", "0.07")):
        seen = journal.find(ref) or journal.submission(send(journal, ref, person("+4930111111", f"m{ref}")))
        journal.update_reports([(seen.id, json.dumps({"cost": cost}))])

    assert refs(database, order.places(SentView(by=SortBy.COST)).ids) == ["B1", "B2", "B3"]


@pytest.mark.parametrize(
    ("group", "people"),
    [
        (SentGroup.UNDER_WAY, ["queued", "live"]),
        (SentGroup.DELIVERED, ["reached"]),
        (SentGroup.NOT_DELIVERED, ["missed", "refused"]),
        (SentGroup.FOR_YOU, ["held"]),
        (SentGroup.CANCELLED, ["taken back"]),
    ],
)
def test_in_a_flat_list_each_recipient_is_sifted_by_how_they_fared_themselves(
    journal, order, database, group, people
):
    three = [
        person(f"+49301111{place}0", name, name) for place, name in enumerate(("live", "reached", "missed"))
    ]
    send(journal, "B1", *three)
    changes = [
        RecipientChange(ref, json.dumps({"jobState": state}), state == "PENDING")
        for ref, state in (("live", "PENDING"), ("reached", "SUCCESS"), ("missed", "FAILED"))
    ]
    journal.step(journal.find("B1"), Change(FaxState.ACCEPTED, "", recipients=tuple(changes)), NOW)
    for ref, state in (
        ("queued", FaxState.QUEUED),
        ("held", FaxState.HELD),
        ("refused", FaxState.REJECTED),
        ("taken back", FaxState.CANCELLED),
    ):
        send(journal, ref, person("+4930222220", ref, ref))
        journal.step(journal.find(ref), Change(state, ""), NOW)

    found = order.places(SentView(SentFilter(group=group), flat=True, descending=False))

    names = dict(tuple(row) for row in database.rows("SELECT id, name FROM recipient"))
    assert sorted(names[each] for each in found.ids) == sorted(people)


def test_a_text_is_looked_for_in_all_and_counts_truly(journal, order):
    faxes = [
        send(journal, f"B{number}", person(f"+4930{number:06}", f"m{number}", f"Anna {number}"))
        for number in range(30)
    ]
    both = send(journal, "both", ANNA, BOB)

    assert len(order.places(SentView(SentFilter("anna"))).ids) == 31
    assert order.places(SentView(SentFilter("Globex"))).ids == [both]
    (bob,) = order.places(SentView(SentFilter("Globex"), flat=True)).ids
    assert order.owners([bob]) == {bob: (both, 1)}
    assert order.places(SentView(SentFilter("Anna 7"))).ids == [faxes[7]]


def test_of_those_that_changed_all_rows_are_named_and_those_that_match_placed(journal, order):
    one, two = send(journal, "B1", ANNA, INNA), send(journal, "B2", BOB)
    anna, inna = (row.id for row in journal.recipients(one))
    view = SentView(SentFilter("ACME"))

    assert order.changes(view, [one, two]) == (frozenset({one, two}), order.places(view))
    flat = SentView(SentFilter("ACME"), flat=True)
    considered, places = order.changes(flat, [one])
    assert considered == {anna, inna, -one}
    assert places.ids == [anna]
    journal.hide(one)
    assert order.changes(view, [one]) == (frozenset({one}), SentPlaces())


@pytest.mark.parametrize(
    "view", [SentView(), SentView(SentFilter("acme"), SortBy.PAGES), SentView(flat=True)]
)
def test_for_one_that_changed_no_other_fax_is_looked_at(journal, order, database, monkeypatch, view):
    fax, plans, rows = send(journal, "B1", ANNA), [], database.rows

    def explained(query, *values):
        plans.extend(row[3] for row in rows(f"EXPLAIN QUERY PLAN {query}", *values))
        return rows(query, *values)

    monkeypatch.setattr(database, "rows", explained)
    order.changes(view, [fax])

    assert "SEARCH submission USING INTEGER PRIMARY KEY (rowid=?)" in plans
    assert not [step for step in plans if step.startswith(("SCAN submission", "SCAN recipient"))]


def test_the_first_row_of_a_fax_is_found_by_its_ref(journal, order):
    fax = send(journal, "B1", ANNA, BOB)
    assert order.id_of(False, "B1") == fax
    assert order.id_of(True, "B1") == journal.recipients(fax)[0].id
    assert order.id_of(False, "nobody") is order.id_of(True, "nobody") is None
    journal.add_remote([RemoteBroadcast("R1", NOW, "{}", FaxState.ACCEPTED, None)], NOW)
    assert order.id_of(True, "R1") == -journal.find("R1").id


@given(
    st.lists(
        st.tuples(
            st.sampled_from((NOW, NOW + 1, 0, -1, 2**60)),
            st.sampled_from(("", "A" * 300, "😀", "a\0b", "\u202eevil", "ß", "ẞ")),
            st.sampled_from(ODD),
            st.sampled_from(FaxState),
        ),
        max_size=8,
    ),
    st.sampled_from(SortBy),
    st.booleans(),
    st.booleans(),
)
@settings(max_examples=80, deadline=None)
def test_whatever_the_service_said_rows_are_in_the_order_that_python_finds_too(faxes, by, descending, flat):
    with tempfile.TemporaryDirectory() as folder, closing(Database(Path(folder) / "faxes.db")) as database:
        for number, each in enumerate(faxes, 1):
            insert(database, number, *each)
        view, order = SentView(by=by, descending=descending, flat=flat), SentOrder(database)

        places = order.places(view)

        rows = list(zip(places.keys, places.created, map(view.tie, places.ids), strict=True))
        assert rows == sorted(rows, reverse=descending)
        assert len(rows) == len(faxes)
        assert order.changes(view, range(1, len(faxes) + 1))[1] == places


def insert(database, number, created, name, told, state):
    """A fax as an older version, or a service with ideas of its own, may have left it."""
    with database.transaction() as connection:
        connection.execute(
            "INSERT INTO submission (id, broadcast_ref, subject, created, intent, state, since, report)"
            " VALUES (?, ?, ?, ?, 0, ?, 0, ?)",
            (number, f"B{number}", name, created, state, told),
        )
        connection.execute(
            "INSERT INTO recipient (id, ref, submission_id, position, number, name, company, report)"
            " VALUES (?, ?, ?, 0, '', ?, '', ?)",
            (number, f"M{number}", number, name, told),
        )
