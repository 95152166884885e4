"""Received faxes: what the service listed, what was read, and where the pages lie."""

from __future__ import annotations

import pytest
from store_samples import NOW

from byfax_desktop.store.database import Database
from byfax_desktop.store.received import LISTED, ReceivedFax, ReceivedFaxes
from byfax_desktop.store.removals import RemovalScope, RemovalState


@pytest.fixture
def path(tmp_path):
    return tmp_path / "faxes.db"


@pytest.fixture
def database(path):
    opened = Database(path)
    yield opened
    opened.close()


@pytest.fixture
def received(database):
    return ReceivedFaxes(database)


def fax(ref="F1", received=NOW, report="{}", **more):
    return ReceivedFax(ref, report, received, **more)


def refs(faxes):
    return [each.ref for each in faxes]


def test_what_was_listed_outlives_the_program(path):
    first = Database(path)
    ReceivedFaxes(first).keep([fax(report='{"pages": 2}')])
    first.close()

    again = Database(path)
    assert ReceivedFaxes(again).all() == (fax(report='{"pages": 2}'),)
    again.close()


def test_the_newest_comes_first(received):
    received.keep([fax("old"), fax("new", NOW + 2), fax("middle", NOW + 1), fax("another", NOW + 1)])

    assert refs(received.all()) == ["new", "another", "middle", "old"]


def test_a_fax_that_is_listed_again_is_there_once_with_the_latest_report(received):
    received.keep([fax()])
    received.keep([fax(report='{"pages": 2}', received=NOW + 1)])

    assert received.all() == (fax(report='{"pages": 2}', received=NOW + 1),)


def test_a_fax_is_read_and_keeps_its_file_whichever_comes_first(received):
    received.mark_read("F1")
    received.keep_file("F1", "a.tif")
    received.keep_file("F2", "b.tif")
    received.mark_read("F2")
    received.mark_read("F3")
    received.keep([fax("F1"), fax("F2"), fax("F3")])

    assert {each.ref: (each.is_read, each.file_name) for each in received.all()} == {
        "F1": (True, "a.tif"),
        "F2": (True, "b.tif"),
        "F3": (True, None),
    }


def test_what_was_read_and_where_it_lies_stays_when_it_is_listed_again(received):
    received.keep([fax()])
    received.mark_read("F1")
    received.keep_file("F1", "a.tif")

    received.keep([fax(report='{"pages": 2}')], only_these=True)

    assert received.find("F1") == fax(report='{"pages": 2}', is_read=True, file_name="a.tif")


def test_several_faxes_can_be_marked_and_be_as_new_again(received):
    received.keep([fax("F1"), fax("F2"), fax("F3")])
    received.mark_read("F1", "F2")
    received.mark_read("F2", is_read=False)

    assert [each.is_read for each in sorted(received.all(), key=lambda each: each.ref)] == [
        True,
        False,
        False,
    ]


def test_a_fax_that_the_service_never_listed_is_not_shown(received):
    received.mark_read("F1")

    assert received.all() == ()
    assert received.find("F1") == ReceivedFax("F1", is_read=True)
    assert received.find("F2") is None


def test_what_a_complete_list_lacks_is_gone_and_comes_back_as_it_was(received):
    received.keep([fax("F1"), fax("F2")])
    received.mark_read("F1")

    received.keep([fax("F2")], only_these=True)
    assert refs(received.all()) == ["F2"]
    assert received.find("F1").is_gone

    received.keep([fax("F1")])
    assert received.all() == (fax("F1", is_read=True), fax("F2"))


def test_one_that_is_gone_is_listed_as_long_as_its_pages_are_here(received):
    received.keep([fax("F1"), fax("F2")])
    received.keep_file("F1", "a.tif")
    received.keep([], only_these=True)

    assert received.all() == (fax("F1", file_name="a.tif", is_gone=True),)


def test_only_what_has_changed_is_read_again(received):
    received.keep([fax("F1"), fax("F2"), fax("F3")])
    before = received.sequence()
    assert received.changed(before) == ()

    received.mark_read("F2")
    assert refs(received.changed(before)) == ["F2"]
    before = received.sequence()
    received.mark_read("F2")
    assert received.changed(before) == ()

    received.keep([fax("F1"), fax("F3")], only_these=True)
    assert refs(received.changed(before)) == ["F2"]


def test_where_nothing_is_new_nothing_is_written(received):
    received.keep([fax("F1"), fax("F2")], only_these=True)
    before = received.sequence()
    received.keep([fax("F2")])
    received.keep([fax("F1"), fax("F2")], only_these=True)

    assert received.sequence() == before


def test_an_empty_complete_list_is_that_nothing_is_there(received):
    received.keep([fax()])
    received.keep([])
    assert refs(received.all()) == ["F1"]

    received.keep([], only_these=True)
    assert received.all() == ()


def test_a_list_is_kept_whole_or_not_at_all(received):
    received.keep([fax("F1")])

    with pytest.raises(KeyError):
        received.keep(_Interrupted([fax("F2")]), only_these=True)

    assert refs(received.all()) == ["F1"]


def test_the_newest_that_is_wanted_is_brought_first(received):
    received.keep([fax("old", is_wanted=True), fax("new", NOW + 1, is_wanted=True), fax("unwanted")])

    assert refs(received.wanted()) == ["new", "old"]
    received.keep_file("new", "new.tif")
    assert refs(received.wanted()) == ["old"]


def test_a_fax_stays_wanted_until_it_is_here_or_gone(received):
    received.keep([fax("F1", is_wanted=True), fax("F2", is_wanted=True)])
    received.keep([fax("F1"), fax("F2")])
    assert refs(received.wanted()) == ["F1", "F2"]

    received.keep([fax("F2")], only_these=True)
    assert refs(received.wanted()) == ["F2"]


class _Interrupted(list):
    """A list whose last item cannot be had."""

    def __iter__(self):
        yield from super().__iter__()
        raise KeyError


@pytest.mark.parametrize("report", [None, "{}"])
@pytest.mark.parametrize("is_gone", [False, True])
@pytest.mark.parametrize(("file_name", "note"), [(None, ""), ("a.tif", ""), (None, "Paid")])
@pytest.mark.parametrize("scope", list(RemovalScope))
@pytest.mark.parametrize("state", [None, *RemovalState])
def test_the_condition_for_the_database_is_the_one_of_the_rows(
    database, received, report, is_gone, file_name, note, scope, state
):
    with database.transaction() as connection:
        connection.execute(
            "INSERT INTO received_fax (ref, report, is_gone, file_name, note) VALUES ('F1', ?, ?, ?, ?)",
            (report, is_gone, file_name, note),
        )
        if state:
            connection.execute(
                "INSERT INTO removal (ref, scope, state, due, since) VALUES ('F1', ?, ?, 0, 0)",
                (scope, state),
            )
    listed = database.rows(f"SELECT ref FROM received_fax WHERE {LISTED}")
    assert bool(listed) == received.find("F1").is_listed
