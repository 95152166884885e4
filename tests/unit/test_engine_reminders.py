"""Faxes that nobody has read for an hour."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from fake_service import FakeService
from heard_events import HeardEvents

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.events import FaxesUnread
from byfax_desktop.engine.inbox import Inbox
from byfax_desktop.engine.reminders import Reminders
from byfax_desktop.store.database import Database
from byfax_desktop.store.marks import Marks
from byfax_desktop.store.received import ReceivedFaxes
from byfax_desktop.store.reminded import RemindedFaxes

START = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Program:
    """A program with its own connection to the data, and a clock that a test turns."""

    def __init__(self, home, service):
        self.now = START
        self.database = Database(home / "faxes.db")
        self.bus = EventBus()
        self.heard = HeardEvents(self.bus)
        received, marks = ReceivedFaxes(self.database), Marks(self.database)
        self.inbox = Inbox(service.inbox, received, marks, home / "inbox", self.bus)
        reminded = RemindedFaxes(self.database)
        self.reminders = Reminders(reminded, marks, self.inbox, self.bus, lambda: self.now)

    def look(self, minutes):
        """Look so many minutes after the start; the refs that were told of in all, look by look."""
        self.now = START + timedelta(minutes=minutes)
        self.inbox.look_at_all()
        self.reminders.look()
        return [[entry.fax.ref for entry in event.faxes] for event in self.heard.of(FaxesUnread)]

    def close(self):
        self.database.close()


@pytest.fixture
def service():
    return FakeService()


@pytest.fixture
def program(tmp_path, service):
    made = Program(tmp_path, service)
    made.look(0)
    yield made
    made.close()


def come(service, ref, minutes, **fields):
    service.add_fax(ref, START + timedelta(minutes=minutes), **fields)


def test_a_fax_is_told_of_after_an_hour_and_once(program, service):
    come(service, "F1", 10)
    assert program.look(69) == []
    assert program.look(70) == [["F1"]]
    assert program.look(200) == [["F1"]]
    assert program.heard.of(FaxesUnread)[0].faxes[0].unread


def test_what_was_read_in_time_is_not_told_of(program, service):
    come(service, "F1", 10)
    program.look(20)
    program.inbox.mark_read("F1")
    assert program.look(100) == []


def test_what_is_new_again_is_not_told_of_twice(program, service):
    come(service, "F1", 10)
    program.look(100)
    program.inbox.mark_read("F1")
    program.inbox.mark_read("F1", is_read=False)
    assert program.look(300) == [["F1"]]


def test_what_was_there_long_before_the_first_start_is_left_in_peace(program, service):
    come(service, "OLD", -61)
    come(service, "JUST BEFORE", -30)
    assert program.look(31) == [["JUST BEFORE"]]


def test_a_reception_that_failed_is_told_of_too(program, service):
    come(service, "F1", 10, has_file=False)
    assert program.look(100) == [["F1"]]


def test_those_of_a_night_are_told_together_the_newest_first(program, service):
    come(service, "F1", 10)
    come(service, "F2", 20)
    assert program.look(900) == [["F2", "F1"]]


def test_a_fax_that_is_gone_is_not_told_of(program, service):
    come(service, "F1", 10)
    program.look(20)
    service.faxes.clear()
    assert program.look(100) == []


def test_the_next_start_does_not_begin_again(program, service, tmp_path):
    come(service, "F1", 10)
    come(service, "F2", 50)
    program.look(70)
    again = Program(tmp_path, service)
    assert again.look(111) == [["F2"]]
    again.close()


def test_of_two_programs_one_tells(program, service, tmp_path):
    come(service, "F1", 10)
    program.look(20)
    programs = [program, *(Program(tmp_path, service) for _ in range(3))]
    for each in programs:
        each.now = START + timedelta(hours=2)
    threads = [threading.Thread(target=each.reminders.look) for each in programs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(len(each.heard.of(FaxesUnread)) for each in programs) == 1
    for each in programs[1:]:
        each.close()
