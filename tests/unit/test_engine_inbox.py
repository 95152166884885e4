"""The list of received faxes, and their pages on this computer."""

from __future__ import annotations

import random
import stat
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fake_service import FakeService
from heard_events import HeardEvents

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.events import FaxPagesReady, InboxChanged
from byfax_desktop.engine.inbox import Inbox, cached_name
from byfax_desktop.engine.jobs import Job
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.fax.turns import UPRIGHT
from byfax_desktop.service.errors import AnswerUnreadable, NoAnswer, NotFound
from byfax_desktop.service.mapping import from_wire
from byfax_desktop.service.records import InboundFax
from byfax_desktop.store.database import Database
from byfax_desktop.store.marks import Marks
from byfax_desktop.store.received import ReceivedFaxes

NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def service():
    made = FakeService()
    made.add_fax("F1", NOW)
    return made


@pytest.fixture
def database(tmp_path):
    made = Database(tmp_path / "faxes.db")
    yield made
    made.close()


@pytest.fixture
def received(database):
    return ReceivedFaxes(database)


@pytest.fixture
def marks(database):
    return Marks(database)


@pytest.fixture
def bus():
    return EventBus()


@pytest.fixture
def heard(bus):
    return HeardEvents(bus)


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "inbox"


@pytest.fixture
def inbox(service, received, marks, cache, bus):
    return Inbox(service.inbox, received, marks, cache, bus)


@pytest.fixture
def job(bus):
    return Job("J1", "Downloading", False, bus)


def listed(heard):
    return [entry.fax.ref for entry in heard.of(InboxChanged)[-1].faxes]


def test_the_newest_fax_comes_first_and_is_unread(inbox, service, heard):
    service.add_fax("F0", NOW - timedelta(days=1))
    service.add_fax("F2", NOW + timedelta(minutes=1))
    inbox.look_at_all()

    assert listed(heard) == ["F2", "F1", "F0"]
    assert all(entry.unread and entry.path is None for entry in heard.of(InboxChanged)[-1].faxes)


def test_a_date_without_a_zone_or_without_sense_stops_no_list(inbox, service, heard):
    for ref, said in {"Z": "2026-11-23T12:00:00", "N": "yesterday", "O": "0001-01-01T00:00:00Z"}.items():
        service.faxes[ref] = from_wire(InboundFax, {"refID": ref, "dateReceived": said, "hasFile": "true"})
    inbox.look_at_all()
    inbox.look_for_new()

    assert set(listed(heard)) == {"F1", "Z", "N", "O"}
    assert listed(heard)[-2:] == ["N", "O"]


def test_pages_are_removed_from_here_and_come_back_only_when_somebody_opens_them(
    inbox, service, heard, job, cache
):
    service.add_fax("F2", NOW)
    inbox.look_at_all()
    for ref in ("F1", "F2"):
        inbox.fetch(ref, job)
    del service.faxes["F2"]
    inbox.look_at_all()

    assert inbox.drop_pages(["F1", "F2", "F9"]) == 1
    kept = {each.fax.ref: each.path for each in heard.of(InboxChanged)[-1].faxes}
    assert kept["F1"] is None
    assert kept["F2"].is_file(), "the last copy stays"
    assert [path.name for path in cache.iterdir()] == [cached_name("F2")]

    inbox.look_at_all()
    inbox.bring_wanted(threading.Event())
    assert not (cache / cached_name("F1")).exists()
    inbox.fetch("F1", job)
    assert (cache / cached_name("F1")).is_file()


def test_pages_whose_removal_was_cut_off_are_removed_by_the_next(
    inbox, heard, job, cache, received, monkeypatch
):
    def killed(_ref):
        raise KeyboardInterrupt

    inbox.look_at_all()
    inbox.fetch("F1", job)
    with monkeypatch.context() as patched:
        patched.setattr(received, "drop_file", killed)
        with pytest.raises(KeyboardInterrupt):
            inbox.drop_pages(["F1"])
    assert inbox.drop_pages(["F1"]) == 1
    assert received.find("F1").file_name is None


def test_nothing_is_told_while_nothing_changes(inbox, heard):
    inbox.look_at_all()
    inbox.look_for_new()

    assert len(heard.of(InboxChanged)) == 1


def test_only_what_came_lately_is_asked_for_again(inbox, service, heard):
    service.add_fax("F0", NOW - timedelta(days=1))
    inbox.look_at_all()
    asked = []
    ask = service.inbox.list_faxes
    service.inbox.list_faxes = lambda which, page: (asked.append(which.date_from), ask(which, page))[1]
    inbox.look_for_new()

    assert asked == [NOW - timedelta(hours=1)]
    assert listed(heard) == ["F1", "F0"]


def test_a_fax_that_was_still_coming_in_is_brought_up_to_date(inbox, service, heard):
    inbox.look_at_all()
    service.faxes["F1"] = replace(service.faxes["F1"], pages=7)
    inbox.look_for_new()

    assert heard.of(InboxChanged)[-1].faxes[0].fax.pages == 7


def test_a_date_to_come_does_not_hide_what_comes_before(inbox, service, heard):
    service.add_fax("LATER", NOW + timedelta(days=700))
    inbox.look_at_all()
    service.add_fax("SOONER", NOW)
    inbox.look_for_new()

    assert "SOONER" in listed(heard)


def test_a_fax_that_came_in_while_another_was_listed_is_not_missed(inbox, service, heard):
    """It is dated before the newest one, but was listed after it."""
    inbox.look_at_all()
    service.add_fax("SLOW", NOW - timedelta(minutes=40))
    inbox.look_for_new()

    assert "SLOW" in listed(heard)


def test_an_account_that_never_received_anything_is_no_failure(inbox, service, heard):
    service.refuses["list_faxes"] = "EMPTY_RESULT"
    inbox.look_at_all()

    assert listed(heard) == []


def test_a_fax_deleted_elsewhere_leaves_the_list(inbox, service, heard):
    inbox.look_at_all()
    service.faxes.clear()
    inbox.look_at_all()

    assert listed(heard) == []


def test_pages_that_are_here_stay_when_the_fax_is_deleted_elsewhere(inbox, service, heard, job):
    inbox.look_at_all()
    inbox.fetch("F1", job)
    service.faxes.clear()
    inbox.look_at_all()

    (kept,) = heard.of(InboxChanged)[-1].faxes
    assert kept.is_gone
    assert kept.path.read_bytes() == service.fax_bytes

    service.add_fax("F1", NOW)
    inbox.look_at_all()
    assert not heard.of(InboxChanged)[-1].faxes[0].is_gone


def test_a_fax_of_which_nothing_has_changed_stays_the_same_object(inbox, service, heard):
    service.add_fax("F2", NOW + timedelta(minutes=1))
    inbox.look_at_all()
    inbox.mark_read("F1")

    before, after = (each.faxes for each in heard.of(InboxChanged))
    assert after[0] is before[0]
    assert after[1] is not before[1]
    assert after[1].fax is before[1].fax


def test_what_another_program_has_marked_is_heard_of(inbox, received, heard):
    inbox.look_at_all()
    received.mark_read("F1")
    inbox.show()

    assert not heard.of(InboxChanged)[-1].faxes[0].unread


def test_a_list_of_several_pages_of_thousands_comes_whole_and_changes_one_by_one(inbox, service, heard):
    service.faxes.clear()
    for number in range(5_300):
        service.add_fax(f"N{number}", NOW - timedelta(minutes=number))
    inbox.look_at_all()
    assert service.count("list_faxes") > 5
    assert listed(heard) == [f"N{number}" for number in range(5_300)]

    inbox.mark_read("N5000")
    service.add_fax("LATE", NOW - timedelta(minutes=2_000, seconds=30))
    del service.faxes["N17"]
    inbox.look_at_all()
    first, _, last = (each.faxes for each in heard.of(InboxChanged))
    assert [each.fax.ref for each in last][1_998:2_002] == ["N1999", "N2000", "LATE", "N2001"]
    assert {each.fax.ref for each in set(first) - set(last)} == {"N17", "N5000"}


def test_the_order_is_right_whatever_came_when(inbox, service, heard):
    """A property that does not depend on the order in which faxes become known, or change their date."""
    draw = random.Random(7)
    for step in range(300):
        ref = f"R{draw.randrange(40)}"
        if draw.random() < 0.2:
            service.faxes.pop(ref, None)
        else:
            service.add_fax(ref, NOW - timedelta(minutes=draw.randrange(60)), pages=step)
        inbox.look_at_all()
        there = sorted(service.faxes.values(), key=lambda fax: (-fax.received.timestamp(), fax.ref))
        assert [each.fax for each in heard.of(InboxChanged)[-1].faxes] == there


def test_a_fax_stays_read_after_the_program_ended(inbox, service, received, marks, cache, heard):
    inbox.look_at_all()
    inbox.mark_read("F1")
    assert not heard.of(InboxChanged)[-1].faxes[0].unread

    bus = EventBus()
    again = HeardEvents(bus)
    Inbox(service.inbox, received, marks, cache, bus).show()
    assert not again.of(InboxChanged)[-1].faxes[0].unread


def test_a_fax_can_be_as_new_again(inbox, heard):
    inbox.look_at_all()
    inbox.mark_read("F1")
    inbox.mark_read("F1", is_read=False)

    assert heard.of(InboxChanged)[-1].faxes[0].unread


def test_pages_are_fetched_once_and_then_served_from_here(inbox, service, heard, job, cache):
    inbox.look_at_all()
    inbox.fetch("F1", job)
    inbox.fetch("F1", job)

    first, second = heard.of(FaxPagesReady)
    assert first.path == second.path
    assert first.path.read_bytes() == service.fax_bytes
    assert service.count("download_fax") == 1
    assert heard.of(InboxChanged)[-1].faxes[0].path == first.path


def test_pages_that_were_deleted_here_are_fetched_again(inbox, service, heard, job):
    inbox.fetch("F1", job)
    heard.of(FaxPagesReady)[0].path.unlink()
    inbox.fetch("F1", job)

    assert service.count("download_fax") == 2


def test_a_broken_file_is_brought_anew_and_stays_when_that_fails(inbox, service, heard, job):
    inbox.fetch("F1", job)
    path = heard.of(FaxPagesReady)[0].path
    path.write_bytes(b"II*\0 broken")
    service.lose_request("download_fax", NoAnswer("a", "b"))
    with pytest.raises(NoAnswer):
        inbox.fetch("F1", job, anew=True)
    assert path.read_bytes() == b"II*\0 broken"

    inbox.fetch("F1", job, anew=True)
    assert path.read_bytes() == service.fax_bytes


def test_nobody_else_can_look_into_the_cache(inbox, job, cache):
    inbox.fetch("F1", job)

    assert stat.S_IMODE(cache.stat().st_mode) == 0o700


@pytest.mark.parametrize("ref", ["../../etc/passwd", "a/b", "CON", "x" * 400, "\0", "..", ""])
def test_a_ref_of_the_service_is_never_a_path(ref):
    name = cached_name(ref)

    assert name.removesuffix(".tif").isalnum()
    assert len(name) == 36


def test_pages_lie_where_we_say_whatever_the_service_calls_them(inbox, service, heard, job, cache):
    service.add_fax("../../evil")
    inbox.fetch("../../evil", job)

    assert [path.name for path in cache.iterdir()] == [cached_name("../../evil")]


def test_a_fax_without_pages_is_explained(inbox, service, job):
    service.add_fax("F3", has_file=False)

    with pytest.raises(EngineTrouble, match="no pages"):
        inbox.fetch("F3", job)


def test_a_fax_that_is_gone_is_not_found(inbox, job, received):
    with pytest.raises(NotFound):
        inbox.fetch("F9", job)
    assert received.all() == ()


class TestNewFaxes:
    @pytest.fixture
    def never(self):
        return threading.Event()

    def paths(self, heard):
        return {entry.fax.ref: entry.path for entry in heard.of(InboxChanged)[-1].faxes}

    def test_their_pages_come_by_themselves_once(self, inbox, service, heard, never):
        inbox.look_at_all()
        inbox.bring_wanted(never)
        inbox.look_for_new()
        inbox.bring_wanted(never)

        assert self.paths(heard)["F1"].read_bytes() == service.fax_bytes
        assert service.count("download_fax") == 1

    def test_old_ones_of_the_first_look_wait_until_they_are_opened(self, inbox, service, never):
        service.add_fax("OLD", NOW - timedelta(days=60))
        inbox.look_at_all()
        inbox.bring_wanted(never)

        assert service.count("download_fax") == 1

    def test_one_that_came_while_the_program_was_away_for_months_comes_too(self, inbox, service, never):
        service.faxes.clear()
        service.add_fax("F0", NOW - timedelta(days=90))
        inbox.look_at_all()
        service.add_fax("F1", NOW - timedelta(days=60))
        inbox.look_for_new()
        inbox.bring_wanted(never)

        assert service.count("download_fax") == 1

    def test_one_that_was_cut_off_after_its_name_was_given_is_not_fetched_again(
        self, inbox, service, cache, never, heard
    ):
        inbox.look_at_all()
        cache.mkdir()
        (cache / cached_name("F1")).write_bytes(service.fax_bytes)
        inbox.bring_wanted(never)

        assert service.count("download_fax") == 0
        assert self.paths(heard)["F1"] == cache / cached_name("F1")

    def test_what_a_killed_download_left_is_removed(self, inbox, cache, never):
        cache.mkdir()
        (cache / ".byfax-abc.part").write_bytes(b"half")
        inbox.bring_wanted(never)

        assert list(cache.iterdir()) == []

    def test_what_is_no_tiff_is_not_kept(self, inbox, service, cache, job):
        service.fax_bytes = b"<html>"
        inbox.look_at_all()
        with pytest.raises(AnswerUnreadable):
            inbox.fetch("F1", job)

        assert list(cache.iterdir()) == []

    def test_one_that_cannot_be_had_does_not_keep_the_others_waiting(self, inbox, service, heard, never):
        service.add_fax("F2", NOW + timedelta(minutes=1))
        service.lose_request("download_fax", AnswerUnreadable.damaged_file())
        inbox.look_at_all()
        inbox.bring_wanted(never)
        assert [ref for ref, path in self.paths(heard).items() if path] == ["F1"]

        inbox.bring_wanted(never)
        assert all(self.paths(heard).values())

    def test_one_that_never_comes_is_tried_ever_more_seldom(self, inbox, service, never):
        service.fax_bytes = b"<html>"
        inbox.look_at_all()
        for _ in range(1000):
            inbox.bring_wanted(never)

        assert 8 <= service.count("download_fax") <= 13

    def test_a_person_need_not_wait_for_it(self, inbox, service, never, job, heard):
        whole, service.fax_bytes = service.fax_bytes, b"<html>"
        inbox.look_at_all()
        for _ in range(5):
            inbox.bring_wanted(never)
        service.fax_bytes = whole
        inbox.fetch("F1", job)

        assert self.paths(heard)["F1"].read_bytes() == whole

    def test_the_newest_come_first(self, inbox, service, never):
        for number in (2, 3, 1):
            service.add_fax(f"N{number}", NOW + timedelta(minutes=number))
        brought = []
        download = service.inbox.download_fax
        service.inbox.download_fax = lambda ref, into, **more: (
            brought.append(ref),
            download(ref, into, **more),
        )[1]
        inbox.look_at_all()
        inbox.bring_wanted(never)

        assert brought == ["N3", "N2", "N1", "F1"]

    def test_all_come_over_several_pages_of_the_list(self, inbox, service, never, heard):
        service.largest_page = 2
        for number in range(7):
            service.add_fax(f"N{number}", NOW - timedelta(minutes=number))
        inbox.look_at_all()
        inbox.bring_wanted(never)

        assert all(self.paths(heard).values())
        assert service.count("download_fax") == 8

    def test_a_program_that_is_killed_before_the_row_was_written_finds_the_pages(
        self, inbox, service, received, marks, cache, bus, never, monkeypatch, heard
    ):
        def killed(_ref, _name):
            raise KeyboardInterrupt

        inbox.look_at_all()
        with monkeypatch.context() as patched:
            patched.setattr(received, "keep_file", killed)
            with pytest.raises(KeyboardInterrupt):
                inbox.bring_wanted(never)
        Inbox(service.inbox, received, marks, cache, bus).bring_wanted(never)

        assert service.count("download_fax") == 1
        assert self.paths(heard)["F1"].read_bytes() == service.fax_bytes

    def test_a_network_that_is_gone_stops_it_until_the_next_look(self, inbox, service, never):
        service.lose_request("download_fax", NoAnswer("a", "b"))
        inbox.look_at_all()
        with pytest.raises(NoAnswer):
            inbox.bring_wanted(never)
        inbox.bring_wanted(never)

        assert service.count("download_fax") == 2

    def test_it_stops_when_the_program_ends(self, inbox, service, never):
        never.set()
        inbox.look_at_all()
        inbox.bring_wanted(never)

        assert service.count("download_fax") == 0

    def test_two_who_want_the_same_pages_download_them_once(self, inbox, service, bus, never):
        inbox.look_at_all()
        jobs = [Job(str(number), "Downloading", False, bus) for number in range(4)]
        threads = [threading.Thread(target=inbox.fetch, args=("F1", job)) for job in jobs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert service.count("download_fax") == 1


def test_turned_pages_stay_turned(inbox, service, received, marks, cache, heard, job):
    inbox.look_at_all()
    inbox.fetch("F1", job)
    turns = UPRIGHT.turned(2).page_turned(3, 1)
    inbox.keep_turns("F1", turns)
    assert heard.of(InboxChanged)[-1].faxes[0].turns == turns

    service.add_fax("F1", NOW, pages=9)
    inbox.look_at_all()
    bus = EventBus()
    again = HeardEvents(bus)
    other = Inbox(service.inbox, received, marks, cache, bus)
    other.show()
    assert again.of(InboxChanged)[-1].faxes[0].turns == turns
    assert other.turns_of(cache / cached_name("F1")) == turns
    assert other.turns_of(cache.parent / cached_name("F1")) == UPRIGHT


def test_pages_of_a_fax_that_nobody_knows_cannot_be_turned(inbox, received):
    inbox.keep_turns("F9", UPRIGHT.turned(1))
    assert received.find("F9") is None
