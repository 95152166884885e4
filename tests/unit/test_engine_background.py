"""The parts that keep going: the bus, jobs, the link to the service, and loops."""

from __future__ import annotations

import errno
import threading
import time

import pytest
from heard_events import HeardEvents

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.events import Connection, ConnectionChanged, JobFinished, JobProgress, JobStarted
from byfax_desktop.engine.jobs import WORKERS, Jobs
from byfax_desktop.engine.link import Link
from byfax_desktop.engine.loop import Loop
from byfax_desktop.engine.patience import Patience
from byfax_desktop.engine.trouble import EngineTrouble, as_trouble
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import LocalFileError, NoAnswer, Unreachable, refusal

ONLINE = ConnectionChanged(Connection.ONLINE)
QUICK = Patience().scaled(0.001)


def unreachable():
    return Unreachable("No network.", "Connect.")


def wrong_key():
    return refusal(StateCode.API_KEY_NOT_FOUND, None, "faxout.getBalance")


@pytest.fixture
def bus():
    return EventBus()


@pytest.fixture
def heard(bus):
    return HeardEvents(bus)


class TestBus:
    def test_a_listener_that_left_hears_nothing_more(self, bus):
        heard = []
        leave = bus.subscribe(heard.append)
        bus.publish(ONLINE)
        leave()
        bus.publish(ONLINE)

        assert heard == [ONLINE]

    def test_a_broken_listener_keeps_nothing_from_the_others(self, bus, heard):
        bus.subscribe(lambda event: 1 / 0)
        later = HeardEvents(bus)
        bus.publish(ONLINE)

        assert heard.of(ConnectionChanged) == later.of(ConnectionChanged) == [ONLINE]


class TestJobs:
    def test_a_job_tells_its_beginning_progress_and_end(self, bus, heard):
        job_id = Jobs(bus).start("Work", lambda job: job.progress(1, 2))
        heard.wait_for(JobFinished)

        assert heard.of(JobStarted) == [JobStarted(job_id, "Work")]
        assert heard.of(JobProgress) == [JobProgress(job_id, 1, 2)]
        assert heard.of(JobFinished) == [JobFinished(job_id)]

    def test_a_failure_is_the_trouble_of_the_job(self, bus, heard):
        def work(job):
            raise EngineTrouble("It broke.", "Mend it.")

        Jobs(bus).start("Work", work)
        trouble = heard.wait_for(JobFinished).trouble

        assert (trouble.what, trouble.do) == ("It broke.", "Mend it.")

    def test_a_worker_outlives_every_failure(self, bus, heard):
        jobs = Jobs(bus)
        for _ in range(WORKERS * 3):
            jobs.start("Bad", lambda job: 1 / 0)
        good = jobs.start("Good", lambda job: None)

        assert heard.wait_for(JobFinished, lambda event: event.job_id == good).trouble is None

    def test_a_job_is_asked_to_end(self, bus, heard):
        jobs = Jobs(bus)
        ended = threading.Event()
        job_id = jobs.start("Long", lambda job: ended.set() if job.cancel.wait(20) else None)
        heard.wait_for(JobStarted)
        jobs.cancel(job_id)
        jobs.cancel("no such job")
        heard.wait_for(JobFinished)

        assert ended.is_set()

    def test_closing_asks_all_jobs_to_end_and_waits_for_none(self, bus, heard):
        jobs = Jobs(bus)
        release = threading.Event()
        jobs.start("Stubborn", lambda job: release.wait(20))
        heard.wait_for(JobStarted)
        jobs.close()
        assert heard.of(JobFinished) == []

        release.set()
        heard.wait_for(JobFinished)

    def test_a_quiet_job_is_heard_of_only_when_it_fails(self, bus, heard):
        jobs = Jobs(bus)
        jobs.start("Good", lambda job: None, is_quiet=True)
        bad = jobs.start("Bad", lambda job: 1 / 0, is_quiet=True)
        heard.wait_for(JobFinished)

        assert [event.job_id for event in heard.of(JobFinished)] == [bad]
        assert heard.of(JobStarted) == []

    def test_work_with_the_key_of_a_job_under_way_is_that_job(self, bus, heard):
        jobs = Jobs(bus)
        release = threading.Event()
        first = jobs.start("One", lambda job: release.wait(20), key="k")
        second = jobs.start("One", lambda job: release.wait(20), key="k")
        release.set()
        heard.wait_for(JobFinished)
        third = jobs.start("One", lambda job: None, key="k")

        assert first == second != third
        heard.wait_for(JobFinished, lambda event: event.job_id == third)


class TestLink:
    @pytest.fixture
    def link(self, bus):
        self.returns = []
        return Link(bus, lambda: self.returns.append(True))

    def states(self, heard):
        return [event.state for event in heard.of(ConnectionChanged)]

    def test_a_change_is_told_once_however_many_notice(self, link, heard):
        link.begin()
        for asker in ("a", "b", "a"):
            link.found(asker)

        assert self.states(heard) == [Connection.CONNECTING, Connection.ONLINE]

    def test_a_lost_network_is_told_with_its_trouble(self, link, heard):
        link.found("a")
        link.found("b")
        link.lost("a", unreachable())

        lost = heard.of(ConnectionChanged)[-1]
        assert lost.state is Connection.OFFLINE
        assert lost.trouble.what == "No network."

    def test_it_is_back_when_all_have_found_it_again_and_the_rest_is_woken(self, link, heard):
        link.lost("a", unreachable())
        link.lost("b", NoAnswer("Nothing came.", "Wait."))
        link.found("a")
        assert self.returns == [True]
        link.found("b")

        assert self.states(heard)[-1] is Connection.ONLINE

    def test_wrong_credentials_are_told_as_such(self, link, heard):
        link.lost("a", wrong_key())

        assert self.states(heard) == [Connection.REFUSED]

    def test_one_missing_right_does_not_make_the_service_go_away(self, link, heard):
        link.found("a")
        link.lost("b", wrong_key())
        link.found("a")

        assert self.states(heard) == [Connection.ONLINE]

    def test_a_full_disk_here_does_not_make_the_service_go_away(self, link, heard):
        link.lost("a", LocalFileError("“1.tif” could not be saved.", "Free some space."))

        change = heard.of(ConnectionChanged)[-1]
        assert change.state is Connection.ONLINE
        assert change.trouble.do == "Free some space."

    def test_a_refusal_for_another_reason_is_told_while_online(self, link, heard):
        link.lost("a", refusal(StateCode.DATABASE_QUERY_EXECUTE, None, "faxout.getBalance"))

        change = heard.of(ConnectionChanged)[-1]
        assert change.state is Connection.ONLINE
        assert change.trouble is not None


class TestLoop:
    @pytest.fixture
    def link(self, bus):
        return Link(bus, lambda: None)

    @staticmethod
    def looks(count, link, fail=None, pause=0.0):
        """Run a loop until it has looked so often; returns the moments of the looks."""
        moments = []
        enough = threading.Event()

        def look():
            moments.append(time.monotonic())
            if len(moments) >= count:
                enough.set()
            if fail and len(moments) < count:
                raise fail
            return pause

        loop = Loop("test", look, link, QUICK)
        loop.start()
        assert enough.wait(20)
        loop.close()
        return moments

    def test_it_looks_again_and_again(self, link):
        assert len(self.looks(5, link)) >= 5

    @pytest.mark.parametrize("failure", [unreachable(), ZeroDivisionError(), wrong_key()])
    def test_no_failure_ends_it(self, link, heard, failure):
        self.looks(4, link, fail=failure)

        heard.wait_for(ConnectionChanged, lambda event: event.trouble is not None)
        heard.wait_for(ConnectionChanged, lambda event: event == ONLINE)

    def test_it_waits_longer_after_each_failure_up_to_a_limit(self, link):
        loop = Loop("test", lambda: 0.0, link, Patience())
        pauses = [loop._back_off() for _ in range(20)]

        assert 1.6 <= pauses[0] <= 2.4
        assert 3.2 <= pauses[1] <= 4.8
        assert all(48 <= pause <= 72 for pause in pauses[6:])

    def test_it_can_be_woken_before_its_time(self, link):
        looked = threading.Semaphore(0)
        loop = Loop("test", lambda: looked.release() or 3600.0, link, QUICK)
        loop.start()
        assert looked.acquire(timeout=20)
        loop.wake()
        assert looked.acquire(timeout=20)
        loop.close()

    def test_a_closed_loop_tells_nothing_more(self, link, heard):
        inside, go_on, left = threading.Event(), threading.Event(), threading.Event()

        def look():
            inside.set()
            go_on.wait(20)
            left.set()
            return 0.0

        loop = Loop("test", look, link, QUICK)
        loop.start()
        inside.wait(20)
        loop.close()
        go_on.set()
        left.wait(20)

        assert heard.of(ConnectionChanged) == []


class TestTrouble:
    @pytest.mark.parametrize(
        ("failure", "what"),
        [
            (OSError(errno.ENOSPC, "No space left", "/tmp/x"), "The disk is full."),
            (FileNotFoundError(errno.ENOENT, "No such file", "a.pdf"), "“a.pdf” is no longer there."),
            (PermissionError(errno.EACCES, "Denied", "a.pdf"), "“a.pdf” may not be read or written."),
            (IsADirectoryError(errno.EISDIR, "Is a directory", "a"), "“a” is a folder."),
            (OSError("odd"), "A file could not be read or written."),
            (ZeroDivisionError("secret"), "Something went wrong inside byFax Desktop."),
        ],
    )
    def test_every_failure_has_two_sentences(self, failure, what):
        trouble = as_trouble(failure)

        assert trouble.what == what
        assert trouble.do.endswith(".")

    def test_what_nobody_foresaw_shows_nothing_of_its_contents(self):
        assert "secret" not in str(as_trouble(ValueError("the secret is s3cr3t")))

    def test_the_service_explains_itself(self):
        trouble = as_trouble(unreachable())

        assert (trouble.what, trouble.do) == ("No network.", "Connect.")
