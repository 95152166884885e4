"""Who answers at a number: learned at the first fax that arrives, marked where it is another one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_samples import NOW, person, submission

from byfax_desktop.store import migrations
from byfax_desktop.store.database import Database
from byfax_desktop.store.journal import Journal
from byfax_desktop.store.stations import station_key
from byfax_desktop.store.submissions import Change, FaxState, RecipientChange

NUMBER = "+4930123456"


@pytest.fixture
def database(tmp_path):
    opened = Database(tmp_path / "faxes.db")
    yield opened
    opened.close()


@pytest.fixture
def journal(database):
    return Journal(database)


def report(station, state="SUCCESS", **more):
    return json.dumps({"jobState": state, "remoteID": station, "attempt": "1", **more})


def answer(journal, ref, station, number=NUMBER, state="SUCCESS"):
    """Have a fax end so; returns who was expected to answer, where it was another machine."""
    if journal.find(ref) is None:
        journal.enqueue([submission(ref, person(number, f"{ref}-M1"))], NOW, NOW)
    seen = journal.find(ref)
    change = RecipientChange(f"{ref}-M1", report(station, state), False)
    journal.step(seen, Change(FaxState.ACCEPTED, "", recipients=(change,)), NOW)
    return expected(journal, ref)


def expected(journal, ref):
    (row,) = journal.recipients(journal.find(ref).id)
    return row.expected_station


def test_the_first_machine_is_learned_without_a_word_and_another_is_marked(journal):
    assert answer(journal, "B1", "ST MARY HOSP") is None
    assert answer(journal, "B2", "ST MARY HOSP") is None
    assert answer(journal, "B3", "ACME PC") == "ST MARY HOSP"
    assert answer(journal, "B4", "ACME PC") == "ST MARY HOSP", "nobody has said that it is right"


@pytest.mark.parametrize(
    ("known", "now"),
    [
        ("ST MARY HOSP", "   ST  MARY   HOSP     "),
        ("ST MARY HOSP", "St Mary Hosp"),
        ("+1 212 555 0100", "12125550100"),
        ("+1 212 555 0100", "  1-212-555-0100"),
        ("ACME", ""),
        ("ACME", None),
        ("ACME", "     "),
        ("ACME", "Fax"),
        ("ACME", "0000000000"),
        ("ACME", "+"),
        ("ACME", "\x00\x01 "),
    ],
)
def test_padding_case_and_names_that_say_nothing_are_no_difference(journal, known, now):
    answer(journal, "B1", known)
    assert answer(journal, "B2", now) is None


@pytest.mark.parametrize("empty", ["", None, "FAX", "000", "   "])
def test_a_name_that_says_nothing_is_not_learned(journal, empty):
    assert answer(journal, "B1", empty) is None
    assert answer(journal, "B2", "ACME PC") is None, "it is the first that says who it is"
    assert answer(journal, "B3", "OTHER") == "ACME PC"


def test_only_a_fax_that_arrived_tells_who_answers(journal):
    answer(journal, "B1", "WRONG", state="FAILED")
    assert answer(journal, "B2", "ACME") is None
    assert answer(journal, "B3", "WRONG", state="FAILED") is None


def test_each_number_has_machines_of_its_own(journal):
    answer(journal, "B1", "ACME")
    assert answer(journal, "B2", "ST MARY", number="+4930999") is None


def test_what_a_person_says_is_right_is_known_from_then_on(journal):
    answer(journal, "B1", "OLD")
    answer(journal, "B2", "ACME  PC")
    answer(journal, "B3", "acme pc")
    answer(journal, "B4", "THIRD")
    before = journal.find("B2").touched
    journal.accept_station("B2-M1", NOW)

    assert [expected(journal, ref) for ref in ("B2", "B3", "B4")] == [None, None, "OLD"]
    assert journal.find("B2").touched > before, "whoever looks hears of it"
    assert (
        journal.history(journal.find("B3").id)[-1].words == "The machine that answered was said to be right"
    )
    assert answer(journal, "B5", "ACME PC") is None
    assert answer(journal, "B6", "OLD") is None, "both are right"


def test_nothing_can_be_right_that_was_not_marked(journal):
    answer(journal, "B1", "OLD")
    before = journal.find("B1").touched
    journal.accept_station("B1-M1", NOW)
    journal.accept_station("nobody", NOW)
    assert journal.find("B1").touched == before


def test_a_fax_that_is_sent_again_loses_its_mark_until_it_arrives(journal):
    answer(journal, "B1", "OLD")
    answer(journal, "B2", "NEW")
    assert answer(journal, "B2", "NEW", state="DELIVERING") is None
    assert answer(journal, "B2", "NEW") == "OLD"
    assert answer(journal, "B2", "OLD") is None


def test_past_reports_teach_who_answers(tmp_path, monkeypatch):
    path, every = tmp_path / "faxes.db", migrations.MIGRATIONS
    place = every.index(migrations._STATIONS)
    monkeypatch.setattr("byfax_desktop.store.database.MIGRATIONS", every[:place])
    old = Database(path)
    with old.transaction() as connection:
        connection.execute(
            "INSERT INTO submission (broadcast_ref, created, intent, state, since)"
            " VALUES ('B0', 1, 1, 'delivered', 1)"
        )
        for ref, told in (
            ("R1", report("FIRST ")),
            ("R2", report("SECOND", "FAILED")),
            ("R3", report("   ")),
            ("R4", "no json"),
            ("R5", None),
        ):
            connection.execute(
                "INSERT INTO recipient (ref, submission_id, position, number, name, company, report)"
                " VALUES (?, 1, 0, ?, '', '', ?)",
                (ref, NUMBER, told),
            )
        connection.execute(
            "INSERT INTO attempt (recipient_ref, number, started, report) VALUES ('R2', 1, '', ?)",
            (report("EARLIER"),),
        )
    old.close()
    monkeypatch.setattr("byfax_desktop.store.database.MIGRATIONS", every)
    new = Database(path)
    assert {row["name"] for row in new.rows("SELECT name FROM station")} == {"FIRST", "EARLIER"}
    assert new.rows("SELECT 1 FROM recipient WHERE expected_station IS NOT NULL") == []
    assert answer(Journal(new), "B1", "ANOTHER") in ("FIRST", "EARLIER")
    new.close()


@given(st.text(max_size=20))
def test_the_key_of_a_name_is_that_of_its_padded_self(name):
    assert station_key(f"  {name}\t ") == station_key(name)
    assert station_key(station_key(name)) == station_key(name)
