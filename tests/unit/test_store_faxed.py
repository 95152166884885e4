"""Numbers faxed before."""

from __future__ import annotations

import json

import pytest
from store_samples import NOW, person, submission

from byfax_desktop.store.database import Database
from byfax_desktop.store.faxed import FaxedNumber, faxed_numbers
from byfax_desktop.store.journal import Journal

BERLIN, MINSK = "+4930123456", "+375170000001"


@pytest.fixture
def database(tmp_path):
    opened = Database(tmp_path / "faxes.db")
    yield opened
    opened.close()


@pytest.fixture
def send(database):
    """Sends a fax to a number, of which the service then says how it ended."""

    def sent(ref, number, name="", company="", state=None, ended="2026-11-23T12:00:00+00:00"):
        who = person(number, f"{ref}-M", name, company)
        Journal(database).enqueue([submission(ref, who)], NOW, NOW)
        if state:
            report = json.dumps({"jobState": state} | ({"callEnded": ended} if ended else {}))
            with database.transaction() as connection:
                connection.execute("UPDATE recipient SET report = ? WHERE ref = ?", (report, f"{ref}-M"))

    return sent


def test_a_number_is_there_once_with_how_often_and_when_a_fax_arrived(database, send):
    send("B1", BERLIN, "Anna", "ACME", "SUCCESS", "2026-11-20T12:00:00+00:00")
    send("B2", BERLIN, "Anna", "ACME", "SUCCESS", "2026-11-21T14:00:00+02:00")
    send("B3", BERLIN, "Anna", "ACME", "FAILED")

    assert faxed_numbers(database, 10) == (FaxedNumber(BERLIN, "Anna", "ACME", 2, 1_795_262_400),)


def test_one_where_no_fax_has_arrived_yet_is_there_too(database, send):
    send("B1", BERLIN, state="FAILED")
    send("B2", MINSK)

    assert faxed_numbers(database, 10) == (
        FaxedNumber(MINSK, "", "", 0, None),
        FaxedNumber(BERLIN, "", "", 0, None),
    )


def test_the_name_given_last_counts_and_none_takes_it_away(database, send):
    send("B1", BERLIN, "Ana", "ACME")
    send("B2", BERLIN, "Anna", "")
    send("B3", BERLIN)

    (found,) = faxed_numbers(database, 10)

    assert (found.name, found.company) == ("Anna", "")


def test_where_the_service_does_not_say_when_a_call_ended_it_is_when_the_fax_was_sent(database, send):
    send("B1", BERLIN, state="SUCCESS", ended="")

    assert faxed_numbers(database, 10)[0].delivered == NOW // 1000


def test_a_deleted_fax_does_not_count(database, send):
    send("B1", BERLIN, state="SUCCESS")
    with database.transaction() as connection:
        connection.execute("UPDATE submission SET is_hidden = 1")

    assert faxed_numbers(database, 10) == ()


def test_those_faxed_last_come_first_and_no_more_than_are_wanted(database, send):
    for place in range(5):
        send(f"B{place}", f"+4930000000{place}")

    assert [each.number[-1] for each in faxed_numbers(database, 2)] == ["4", "3"]
