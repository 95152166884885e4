"""Deleting received faxes: what can be taken back, what is left, and what a program finds that was killed."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from fake_service import FakeService
from heard_events import HeardEvents
from hypothesis import given, settings
from hypothesis import strategies as st
from outbox_bench import HandClock

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.engine import Engine
from byfax_desktop.engine.events import FaxesDeleted, FaxesRestored, InboxChanged, RemovalWished
from byfax_desktop.engine.inbox import Inbox, cached_name
from byfax_desktop.engine.removing import Removing
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import AuthorizationRefused, LocalFileError, NoAnswer
from byfax_desktop.store.database import Database
from byfax_desktop.store.marks import Marks
from byfax_desktop.store.received import ReceivedFaxes
from byfax_desktop.store.removals import RemovalScope, RemovalState

NOW = datetime.now(UTC).replace(microsecond=0)
EVERYWHERE, SERVICE = RemovalScope.EVERYWHERE, RemovalScope.SERVICE
ODD_REFS = ("../../etc/passwd", "a\nb", "x" * 300, "\u202eabc", "📠 fax", "' OR 1=1 --", "%s")


class Desk:
    """One program on a folder; ``again`` starts another on the same one, as after a kill."""

    def __init__(self, folder, service=None, hands=None):
        self.folder = folder
        self.service = service or FakeService()
        self.hands = hands or HandClock()
        self.database = Database(folder / "faxes.db")
        self.received = ReceivedFaxes(self.database)
        self.cache = folder / "inbox"
        self.bus = EventBus()
        self.heard = HeardEvents(self.bus)
        self.inbox = Inbox(self.service.inbox, self.received, Marks(self.database), self.cache, self.bus)
        self.removing = Removing(self.received, self.inbox, self.service.inbox, self.hands.clock(), self.bus)

    def have(self, *refs, with_pages=True):
        for ref in refs:
            self.service.add_fax(ref, NOW)
        self.inbox.look_at_all()
        if with_pages:
            for ref in refs:
                self.inbox.pages(ref)
        return self

    def again(self):
        self.database.close()
        return Desk(self.folder, self.service, self.hands)

    def listed(self):
        self.inbox.show()
        return {entry.fax.ref: entry for entry in self.heard.of(InboxChanged)[-1].faxes}

    def path(self, ref):
        return self.cache / cached_name(ref)

    def state(self, ref):
        removal = self.received.find(ref).removal
        return removal and removal.state

    def wait(self, seconds=11):
        self.hands.advance(seconds)
        return self.removing.look()


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    yield made
    made.database.close()


def test_a_fax_leaves_the_list_at_once_and_the_service_when_the_time_is_over(desk):
    desk.have("F1", "F2")
    desk.removing.wish(["F1"], EVERYWHERE, 10)
    assert list(desk.listed()) == ["F2"]
    assert desk.heard.of(RemovalWished) == [RemovalWished(("F1",), EVERYWHERE, 10, unread=1)]

    assert desk.wait(4) == pytest.approx(6, abs=0.01)
    assert "F1" in desk.service.faxes
    assert desk.path("F1").exists()

    assert desk.wait(7) is None
    assert list(desk.service.faxes) == ["F2"]
    assert not desk.path("F1").exists()
    assert desk.path("F2").exists()
    assert desk.heard.of(FaxesDeleted) == [FaxesDeleted(("F1",))]


def test_what_was_deleted_leaves_nothing_of_the_fax_in_the_data(desk):
    desk.service.add_fax("F1", NOW, sender="+4915112345678")
    desk.have()
    desk.removing.wish(["F1"], EVERYWHERE, 0)
    desk.wait()

    assert desk.received.find("F1").report is None
    desk.database.close()
    assert b"4915112345678" not in (desk.folder / "faxes.db").read_bytes()


def test_it_is_taken_back_as_it_was(desk):
    desk.have("F1", "F2")
    desk.inbox.mark_read("F1")
    before = desk.listed()
    desk.removing.wish(["F1", "F2"], EVERYWHERE, 10)
    desk.removing.take_back(["F1", "F2"])

    assert desk.listed() == before
    assert desk.heard.of(FaxesRestored) == [FaxesRestored(("F1", "F2"))]
    desk.wait()
    assert desk.service.count("delete_fax") == 0


def test_too_late_is_said(desk):
    desk.have("F1", "F2")
    desk.removing.wish(["F1"], EVERYWHERE, 0)
    desk.wait()
    desk.removing.wish(["F2"], EVERYWHERE, 10)
    desk.removing.take_back(["F1", "F2"])

    assert desk.heard.of(FaxesRestored) == [FaxesRestored(("F2",), 1)]


def test_a_copy_is_kept_and_brought_before_the_service_lets_go_of_it(desk):
    desk.have("F1", with_pages=False)
    desk.removing.wish(["F1"], SERVICE, 10)
    assert "F1" in desk.listed()
    desk.wait()

    assert not desk.service.faxes
    kept = desk.listed()["F1"]
    assert kept.is_gone
    assert kept.path.read_bytes() == desk.service.fax_bytes
    desk.inbox.look_at_all()
    assert "F1" in desk.listed()


def test_without_its_pages_it_is_not_deleted_where_a_copy_was_to_be_kept(desk):
    desk.have("F1", with_pages=False)
    desk.service.refuses["download_fax"] = "FILE_NOT_FOUND"
    desk.removing.wish(["F1"], SERVICE, 0)
    desk.wait()

    assert "F1" in desk.service.faxes
    assert desk.listed()["F1"].not_deleted is not None


def test_a_full_disk_keeps_the_fax_where_it_is(desk, monkeypatch):
    desk.have("F1", with_pages=False)
    full = LocalFileError.unwritable("x.tif", OSError(28, "No space left on device"))
    desk.service.lose_request("download_fax", full)
    desk.removing.wish(["F1"], SERVICE, 0)
    desk.wait()

    assert "F1" in desk.service.faxes
    assert "disk is full" in desk.listed()["F1"].not_deleted.do


def test_pages_that_cannot_be_read_keep_their_fax_and_hold_up_no_other(desk):
    desk.have("F1", "F2", with_pages=False)
    desk.service.fax_bytes = b"<html>"
    desk.removing.wish(["F1"], SERVICE, 0)
    desk.removing.wish(["F2"], EVERYWHERE, 1)

    desk.wait()
    assert list(desk.service.faxes) == ["F1"]
    assert desk.state("F1") is RemovalState.REFUSED


def test_the_copy_stays_while_the_service_may_have_let_go_of_the_fax(desk):
    desk.have("F1")
    desk.removing.wish(["F1"], SERVICE, 0)
    (seen,) = desk.received.removals.open()
    desk.received.removals.ask(seen, 0)  # and then its answer is lost

    assert desk.inbox.drop_pages(["F1"]) == 0
    assert desk.path("F1").exists()


def test_no_pdf_is_left_of_a_fax_that_is_to_be_nowhere(desk):
    desk.have("F1")
    pdf = desk.inbox.pdf("F1")  # whoever wanted it was killed
    desk.removing.wish(["F1"], EVERYWHERE, 0)
    desk.wait()
    assert not pdf.exists()


def test_the_copy_stays_while_a_list_lags_behind_its_deletion(desk):
    desk.have("F1")
    desk.removing.wish(["F1"], SERVICE, 0)
    kept = desk.service.faxes["F1"]
    desk.wait()
    desk.service.faxes["F1"] = kept
    desk.inbox.look_at_all()

    assert desk.inbox.drop_pages(["F1"]) == 0
    assert desk.path("F1").exists()


def test_a_copy_that_was_kept_is_deleted_here_alone(desk):
    desk.have("F1")
    desk.removing.wish(["F1"], SERVICE, 0)
    desk.wait()
    desk.removing.wish(["F1"], EVERYWHERE, 0)
    desk.wait()

    assert desk.listed() == {}
    assert not desk.path("F1").exists()
    assert desk.service.count("delete_fax") == 1


def test_who_wants_no_copy_any_more_need_not_wait_for_the_service(desk):
    desk.have("F1")
    desk.removing.wish(["F1"], SERVICE, 0)
    desk.service.lose_answer("delete_fax", NoAnswer("a", "b"))
    with pytest.raises(NoAnswer):
        desk.wait()
    desk.removing.wish(["F1"], EVERYWHERE, 0)
    desk.wait()

    assert desk.listed() == {}
    assert not desk.path("F1").exists()


def test_one_that_is_refused_comes_back_with_the_reason_and_holds_up_no_other(desk):
    desk.have("F1", "F2", "F3")
    desk.service.kept_faxes["F2"] = StateCode.FAXTRANSPORT_NOT_WAITING
    desk.removing.wish(["F1", "F2", "F3"], EVERYWHERE, 0)
    desk.wait()

    (told,) = desk.heard.of(FaxesDeleted)
    assert told.refs == ("F1", "F3")
    ((ref, trouble),) = told.refused
    assert ref == "F2"
    assert desk.listed()["F2"].not_deleted.what == trouble.what
    assert desk.path("F2").exists()

    desk.removing.take_back(["F2"])
    assert desk.listed()["F2"].not_deleted is None


def test_one_that_was_refused_can_be_deleted_later(desk):
    desk.have("F1")
    desk.service.kept_faxes["F1"] = StateCode.FAXTRANSPORT_NOT_WAITING
    desk.removing.wish(["F1"], EVERYWHERE, 0)
    desk.wait()
    desk.service.kept_faxes.clear()
    desk.removing.wish(["F1"], EVERYWHERE, 0)
    desk.wait()

    assert not desk.service.faxes
    assert desk.listed() == {}


def test_what_is_not_there_any_more_is_as_good_as_deleted(desk):
    desk.have("F1")
    del desk.service.faxes["F1"]
    desk.removing.wish(["F1"], EVERYWHERE, 0)
    desk.wait()

    assert desk.heard.of(FaxesDeleted) == [FaxesDeleted(("F1",))]


def test_without_a_network_it_waits_and_an_answer_that_was_lost_does_no_harm(desk):
    desk.have("F1")
    desk.removing.wish(["F1"], EVERYWHERE, 0)
    desk.service.lose_request("delete_fax", NoAnswer("a", "b"))
    desk.service.lose_answer("delete_fax", NoAnswer("a", "b"))
    for _ in range(2):
        with pytest.raises(NoAnswer):
            desk.wait()
        assert desk.listed() == {}
        assert desk.path("F1").exists()
    desk.wait()

    assert desk.heard.of(FaxesDeleted) == [FaxesDeleted(("F1",))]
    assert desk.service.count("delete_fax") == 3


def test_what_was_done_before_the_network_went_is_told(desk):
    desk.have("F1", "F2")
    desk.removing.wish(["F1", "F2"], EVERYWHERE, 0)
    calls = []
    desk.service.before["delete_fax"] = lambda: (
        calls.append(1),
        len(calls) > 1 and desk.service.lose_request("delete_fax", NoAnswer("a", "b")),
    )
    with pytest.raises(NoAnswer):
        desk.wait()

    assert desk.heard.of(FaxesDeleted) == [FaxesDeleted(("F1",))]


def test_credentials_that_are_refused_are_no_answer_about_the_fax(desk):
    desk.have("F1")
    desk.service.kept_faxes["F1"] = StateCode.API_FUNCTION_ACCESS_DENIED
    desk.removing.wish(["F1"], EVERYWHERE, 0)
    with pytest.raises(AuthorizationRefused):
        desk.wait()
    desk.service.kept_faxes.clear()
    desk.wait()

    assert not desk.service.faxes


def test_the_wish_outlives_the_program_with_the_time_that_is_left(desk):
    desk.have("F1")
    desk.removing.wish(["F1"], EVERYWHERE, 10)
    desk.hands.advance(4)
    again = desk.again()
    again.removing.show()
    (told,) = again.heard.of(RemovalWished)
    assert told.refs == ("F1",)
    assert told.seconds == pytest.approx(6, abs=0.01)
    assert again.listed() == {}

    again.removing.take_back(["F1"])
    assert list(again.listed()) == ["F1"]
    again.database.close()


def test_a_wish_whose_time_is_over_is_not_offered_again(desk):
    desk.have("F1")
    desk.removing.wish(["F1"], EVERYWHERE, 10)
    desk.hands.advance(40)
    again = desk.again()
    again.removing.show()
    assert again.heard.of(RemovalWished) == []
    again.removing.look()
    assert not again.service.faxes
    again.database.close()


@pytest.mark.parametrize("scope", list(RemovalScope))
@pytest.mark.parametrize("step", ["ask", "delete_fax", "unlink", "finish"])
def test_a_program_that_is_killed_at_any_step_leaves_what_the_next_one_ends(desk, monkeypatch, scope, step):
    desk.have("F1")

    def killed(*_args, **_more):
        raise KeyboardInterrupt

    desk.removing.wish(["F1"], scope, 0)
    with monkeypatch.context() as patched:
        if step == "delete_fax":
            desk.service.lose_answer("delete_fax", KeyboardInterrupt())
        elif step == "unlink":
            patched.setattr("pathlib.Path.unlink", killed)
        else:
            patched.setattr(desk.received.removals, step, killed)
        if step == "unlink" and scope is SERVICE:
            desk.wait()
        else:
            with pytest.raises(KeyboardInterrupt):
                desk.wait()
    again = desk.again()
    again.wait()

    assert not again.service.faxes
    assert again.path("F1").exists() == (scope is SERVICE)
    assert list(again.listed()) == (["F1"] if scope is SERVICE else [])
    again.database.close()


def test_a_list_that_lags_behind_does_not_bring_it_back(desk):
    desk.have("F1")
    fax = desk.service.faxes["F1"]
    desk.removing.wish(["F1"], EVERYWHERE, 0)
    desk.wait()
    desk.service.faxes["F1"] = fax
    desk.inbox.look_for_new()
    desk.inbox.look_at_all()

    assert desk.listed() == {}


def test_what_the_service_still_lists_long_after_is_shown_again(desk, monkeypatch):
    desk.have("F1", "F2")
    fax = desk.service.faxes["F1"]
    desk.removing.wish(["F1", "F2"], EVERYWHERE, 0)
    desk.wait()
    desk.service.faxes["F1"] = fax
    later = desk.removing._clock.now() + 20 * 60 * 1000
    desk.inbox.look_at_all()
    desk.received.removals.compare(desk.service.faxes, later)

    assert "still has it" in desk.listed()["F1"].not_deleted.what
    assert desk.received.find("F2") is None


def test_refs_of_any_kind_are_deleted_and_nothing_else(desk):
    desk.have(*ODD_REFS, "F1")
    desk.removing.wish(ODD_REFS, EVERYWHERE, 0)
    desk.wait()

    assert list(desk.service.faxes) == ["F1"]
    assert list(desk.listed()) == ["F1"]


def test_a_ref_that_nobody_knows_is_no_wish(desk):
    desk.removing.wish(["nobody"], EVERYWHERE, 0)

    assert desk.heard.of(RemovalWished) == []
    assert desk.received.removals.open() == ()


def test_a_fax_without_pages_and_without_a_date_is_deleted_too(desk):
    desk.service.add_fax("F1", NOW, has_file=False)
    desk.service.faxes["F1"] = type(desk.service.faxes["F1"])(ref="F1")
    desk.have()
    desk.removing.wish(["F1"], EVERYWHERE, 0)
    desk.wait()

    assert not desk.service.faxes


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["wish", "keep", "back", "wait", "lose", "refuse", "look", "again", "elsewhere"]),
        st.sampled_from(["F1", "F2", "F3"]),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(DEEDS)
def test_whatever_happens_no_fax_is_lost_that_nobody_wanted_deleted(tmp_path_factory, deeds):
    """And each that was wanted deleted, and not taken back in time, goes as soon as the service lets it."""
    desk = Desk(tmp_path_factory.mktemp("removing")).have("F1", "F2", "F3")
    wanted, elsewhere = {}, set()
    for deed, ref in deeds:
        known = ref in desk.listed()
        if deed in ("wish", "keep") and known:
            scope = EVERYWHERE if deed == "wish" else SERVICE
            if desk.state(ref) in (RemovalState.ASKED, RemovalState.DONE):
                elsewhere.add(
                    ref
                )  # with a copy kept, it has gone there, or may have: only the copy can be taken back
            if desk.state(ref) is not RemovalState.ASKED:
                wanted[ref] = scope
            desk.removing.wish([ref], scope, 5)
        elif deed == "back":
            desk.removing.take_back([ref])
            if ref in desk.heard.of(FaxesRestored)[-1].refs:
                wanted.pop(ref, None)
        elif deed == "elsewhere":
            elsewhere.add(ref)
            desk.service.faxes.pop(ref, None)
        elif deed == "look":
            desk.inbox.look_at_all()
        elif deed == "again":
            desk = desk.again()
        elif deed in ("wait", "lose", "refuse"):
            if deed == "lose" and desk.received.removals.open():
                desk.service.lose_answer("delete_fax", NoAnswer("a", "b"))
            desk.service.kept_faxes = {ref: StateCode.FAXTRANSPORT_NOT_WAITING} if deed == "refuse" else {}
            with suppress(NoAnswer):
                desk.wait(6)
        for each in ("F1", "F2", "F3"):
            if each not in wanted:
                assert each in desk.listed()
                assert desk.listed()[each].path is not None
                assert each in desk.service.faxes or each in elsewhere
    desk.service.kept_faxes = {}
    desk.service._lost_answers.clear()
    desk.removing.wish([ref for ref in wanted if ref in desk.listed()], EVERYWHERE, 0)
    desk.wait()
    desk.wait()
    assert not set(wanted) & set(desk.listed())
    assert not set(wanted) & set(desk.service.faxes)
    assert desk.received.removals.open() == ()
    desk.database.close()


def test_the_engine_deletes_when_the_time_is_over_and_goes_on_after_a_restart(tmp_path):
    service = FakeService()
    service.add_fax("F1", NOW)
    service.add_fax("F2", NOW)
    engine = Engine(service, tmp_path / "account", poll_scale=0.005)
    heard = HeardEvents(engine.bus)
    engine.start()
    heard.wait_for(InboxChanged, lambda event: len(event.faxes) == 2)
    engine.remove_faxes(["F1"], EVERYWHERE, 0.05)
    heard.wait_for(RemovalWished)
    assert heard.wait_for(FaxesDeleted).refs == ("F1",)
    engine.remove_faxes(["F2"], EVERYWHERE, 3600)
    heard.wait_for(RemovalWished, lambda event: event.refs == ("F2",))
    engine.close()

    engine = Engine(service, tmp_path / "account", poll_scale=0.005)
    heard = HeardEvents(engine.bus)
    engine.start()
    told = heard.wait_for(RemovalWished)
    assert told.refs == ("F2",)
    assert 3500 < told.seconds <= 3600
    engine.restore_faxes(["F2"])
    heard.wait_for(FaxesRestored)
    heard.wait_for(InboxChanged, lambda event: [each.fax.ref for each in event.faxes] == ["F2"])
    assert list(service.faxes) == ["F2"]
    engine.close()
