"""Whether the list of received faxes is whole, and what becomes of it when one looks again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fake_service import FakeService
from heard_events import HeardEvents

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.events import InboxTallied
from byfax_desktop.engine.inbox import Inbox
from byfax_desktop.engine.jobs import Job
from byfax_desktop.engine.tally import Tally
from byfax_desktop.service.errors import AnswerUnreadable, Cancelled, NoAnswer
from byfax_desktop.service.requests import FaxFilter
from byfax_desktop.service.states import InboundState
from byfax_desktop.store.database import Database
from byfax_desktop.store.marks import Marks
from byfax_desktop.store.received import ReceivedFaxes
from byfax_desktop.store.received_count import ReceivedCount

NOW = datetime.now(UTC).replace(microsecond=0)
MINSK, BERLIN = "+375170000001", "+4930123456"
ALL = FaxFilter()


class Bench:
    def __init__(self, home):
        self.service = FakeService()
        self.database = Database(home / "faxes.db")
        self.bus = EventBus()
        self.heard = HeardEvents(self.bus)
        self.received = ReceivedFaxes(self.database)
        self.inbox = Inbox(self.service.inbox, self.received, Marks(self.database), home / "inbox", self.bus)
        self.tally = Tally(self.service.inbox, self.inbox, ReceivedCount(self.database), self.bus)
        self.job = Job("J", "Looking", False, self.bus)
        for day, (did, has_file, state) in enumerate(
            (
                (MINSK, True, InboundState.SUCCESS),
                (MINSK, False, InboundState.FAILED),
                (BERLIN, True, InboundState.FAILED),
                (BERLIN, True, InboundState.SUCCESS),
            )
        ):
            when = NOW - timedelta(days=day)
            self.service.add_fax(f"F{day}", when, did=did, has_file=has_file, state=state)

    def compare(self, which=ALL):
        self.tally.compare(which)
        return self.told()

    def look_again(self, which=ALL):
        self.tally.look_again(which, self.job)
        return self.told()

    def told(self):
        last = self.heard.of(InboxTallied)[-1]
        return last.counted, last.listed


@pytest.fixture
def bench(tmp_path):
    made = Bench(tmp_path)
    made.inbox.look_at_all()
    yield made
    made.database.close()


@pytest.mark.parametrize(
    ("which", "both"),
    [
        (ALL, 4),
        (FaxFilter(did=MINSK), 2),
        (FaxFilter(has_file=False), 1),
        (FaxFilter(is_success=True), 2),
        (FaxFilter(is_success=False, has_file=True), 1),
        (FaxFilter(date_from=NOW - timedelta(days=1)), 2),
        (FaxFilter(date_till=NOW - timedelta(hours=60)), 1),
        (FaxFilter(did="+1", is_success=True), 0),
    ],
)
def test_both_count_alike(bench, which, both):
    assert bench.compare(which) == (both, both)
    assert bench.heard.of(InboxTallied)[-1].which == which


def test_a_fax_that_came_just_now_is_no_difference(bench):
    bench.service.add_fax("NEW", NOW)
    assert bench.compare() == (5, 5)


def test_what_the_list_lacks_is_told(bench):
    bench.service.add_fax("OLD", NOW - timedelta(days=9), did=MINSK)
    bench.service.left_out.add("OLD")
    assert bench.compare() == (5, 4)
    assert bench.compare(FaxFilter(did=MINSK)) == (3, 2)
    assert bench.compare(FaxFilter(did=BERLIN)) == (2, 2)


def test_looking_again_goes_over_the_whole_list_first(bench):
    bench.service.add_fax("OLD", NOW - timedelta(days=9), did=MINSK)
    before = bench.service.count("list_faxes")
    assert bench.look_again() == (5, 5)
    assert bench.service.count("list_faxes") == before + 1


@pytest.mark.parametrize("did", [MINSK, "+999"])
def test_what_it_still_lacks_is_asked_for_by_its_traits(bench, did):
    bench.service.add_fax("OLD", NOW - timedelta(days=9), did=did)
    bench.service.left_out.add("OLD")
    assert bench.look_again() == (5, 5)
    assert bench.received.find("OLD") is not None


def test_a_list_that_does_not_add_up_is_asked_for_in_parts(bench, monkeypatch):
    def broken():
        raise AnswerUnreadable.because("the list changes while it is read")

    bench.service.add_fax("OLD", NOW - timedelta(days=9), did=MINSK)
    monkeypatch.setattr(bench.inbox, "look_at_all", broken)
    assert bench.look_again() == (5, 5)


def test_what_cannot_be_had_at_all_is_still_told(bench, monkeypatch):
    monkeypatch.setattr(bench.service.inbox, "count_faxes", lambda which: 412 if which == ALL else 0)
    assert bench.look_again() == (412, 4)


def test_what_was_deleted_elsewhere_leaves_the_list_when_one_looks_again(bench):
    del bench.service.faxes["F1"]
    assert bench.compare() == (3, 4)
    assert bench.look_again() == (3, 3)


def test_a_fax_that_is_asked_for_in_part_takes_no_other_out_of_the_list(bench):
    bench.inbox.look_at(FaxFilter(did=MINSK))
    assert len(bench.received.all()) == 4


def test_an_empty_answer_counts_as_none(bench):
    bench.service.refuses["count_faxes"] = "EMPTY_RESULT"
    assert bench.compare() == (0, 4)


def test_without_a_network_nothing_is_said(bench):
    bench.service.lose_request("count_faxes", NoAnswer("a", "b"))
    with pytest.raises(NoAnswer):
        bench.compare()
    assert bench.heard.of(InboxTallied) == []


def test_it_can_be_called_off(bench):
    bench.service.add_fax("OLD", NOW - timedelta(days=9), did=MINSK)
    bench.service.left_out.add("OLD")
    bench.job.cancel.set()
    with pytest.raises(Cancelled):
        bench.look_again()


def test_a_fax_that_changed_is_counted_as_it_is_now(bench):
    bench.service.faxes["F1"] = replace(bench.service.faxes["F1"], has_file=True)
    bench.inbox.look_at_all()
    assert bench.compare(FaxFilter(has_file=False)) == (0, 0)
