"""Sums of sent faxes over periods."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_samples import NOW, enqueue, person, submission

from byfax_desktop.engine.engine import Engine
from byfax_desktop.store.database import Database
from byfax_desktop.store.journal import Journal
from byfax_desktop.store.sent_totals import SentTotal, sent_totals
from byfax_desktop.store.submissions import Change, FaxState, RecipientChange

DAY = 86_400_000


@pytest.fixture
def database(tmp_path):
    opened = Database(tmp_path / "faxes.db")
    yield opened
    opened.close()


@pytest.fixture
def journal(database):
    return Journal(database)


def report(state="SUCCESS", pages=3, cost="0.42", currency="EUR"):
    return json.dumps({"jobState": state, "pagesSent": str(pages), "cost": cost, "currency": currency})


def send(database, ref, when, *reports, state=FaxState.ACCEPTED):
    """A fax that was sent at ``when``, of whose recipients the service said this."""
    journal = Journal(database)
    people = [person(f"+49301234{place:03}", f"{ref}-{place}") for place in range(max(1, len(reports)))]
    journal.enqueue([submission(ref, *people)], when, when)
    changes = tuple(RecipientChange(f"{ref}-{place}", each, False) for place, each in enumerate(reports))
    journal.step(journal.find(ref), Change(state, "Told", recipients=changes), when)


def test_each_recipient_counts_by_what_became_of_it(database):
    send(
        database,
        "a",
        NOW,
        report(),
        report("FAILED", 1, "0.10"),
        report("ABORTED", 0, "0"),
        report("CANCELLED", 0, "0"),
        report("DELIVERING", 1, "0.01"),
    )
    (total,) = sent_totals(database, [NOW])
    assert total == SentTotal(1, 2, 5, (("EUR", Decimal("0.53")),))


def test_a_fax_belongs_to_all_periods_that_began_before_it(database):
    for age, ref in enumerate(("today", "yesterday", "long ago")):
        send(database, ref, NOW - age * DAY, report(pages=10**age))
    totals = sent_totals(database, [NOW, NOW - DAY, NOW - 5 * DAY, NOW + 1])
    assert [total.pages for total in totals] == [1, 11, 111, 0]
    assert [total.delivered for total in totals] == [1, 2, 3, 0]


def test_currencies_are_not_mixed_and_what_cost_nothing_is_left_out(database):
    send(database, "a", NOW, report(currency="USD"), report(), report(cost="0", currency="GBP"), report())
    (total,) = sent_totals(database, [NOW])
    assert total.costs == (("EUR", Decimal("0.84")), ("USD", Decimal("0.42")))


def test_a_fax_that_the_service_never_took_has_failed(database, journal):
    send(database, "refused", NOW, state=FaxState.REJECTED)
    enqueue(journal, "waiting")
    assert sent_totals(database, [NOW]) == (SentTotal(0, 1),)


def test_a_fax_that_left_the_list_was_paid_all_the_same(database, journal):
    send(database, "a", NOW, report())
    journal.hide(journal.find("a").id)
    assert sent_totals(database, [NOW])[0].costs == (("EUR", Decimal("0.42")),)


def test_of_an_unreadable_report_what_can_be_read_counts(database):
    send(database, "a", NOW, json.dumps({"jobState": "SUCCESS", "cost": "free", "pagesSent": "many"}), "{}")
    assert sent_totals(database, [NOW]) == (SentTotal(1),)


def test_without_periods_there_are_no_totals(database):
    assert sent_totals(database, []) == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 30), st.decimals(0, 100, places=4))),
    st.lists(st.integers(0, 30), min_size=1),
)
def test_the_sums_are_exact_in_whatever_order_periods_are_asked_for(tmp_path_factory, faxes, days):
    database = Database(tmp_path_factory.mktemp("sums") / "faxes.db")
    for place, (age, cost) in enumerate(faxes):
        send(database, f"f{place}", NOW - age * DAY, report(cost=f"{cost:f}"))
    totals = sent_totals(database, [NOW - day * DAY for day in days])
    database.close()
    for day, total in zip(days, totals, strict=True):
        costs = [cost for age, cost in faxes if age <= day]
        assert total.delivered == len(costs)
        assert dict(total.costs).get("EUR", Decimal(0)) == sum(costs, Decimal(0))


def test_the_engine_reads_the_totals(tmp_path):
    class Service:
        cover = document = faxout = inbox = inventory = None

    engine = Engine(Service(), tmp_path)
    assert engine.sent_totals((NOW,)) == (SentTotal(),)
    engine.close()
