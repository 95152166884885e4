"""Every fax that was sent is at the service exactly once, and its journal knows it, whatever is lost on the way."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from fake_service import OK
from outbox_bench import ANNA, BOB, NOON, Bench

from byfax_desktop.engine.frozen import thaw
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import (
    AnswerUnreadable,
    AuthorizationRefused,
    Cancelled,
    InsufficientFunds,
    NoAnswer,
    ServerFault,
    Unreachable,
    refusal,
)
from byfax_desktop.service.files import FileSource
from byfax_desktop.service.records import Message, SubmitResult
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.submissions import FaxState
from byfax_desktop.store.trouble import StoreTrouble
from byfax_desktop.store.wishes import WishKind


def lost():
    return NoAnswer("No answer came.", "Wait.")


def unreachable():
    return Unreachable("byFax cannot be reached.", "Check the network.")


def refused(code):
    return refusal(StateCode(code), None, "faxout.Submit")


@pytest.fixture
def bench(tmp_path):
    made = Bench(tmp_path)
    yield made
    made.close()


class TestStraightOn:
    def test_a_fax_goes_out_with_the_refs_of_the_journal(self, bench):
        ref = bench.send(ANNA, BOB)
        bench.look()

        (request,) = bench.service.requests
        assert request.broadcast_ref == ref
        assert [each.message_ref for each in request.recipients] == [r.ref for r in bench.recipients(ref)]
        assert [each.number for each in request.recipients] == [ANNA, BOB]
        assert bench.state(ref) is FaxState.ACCEPTED

    def test_the_journal_has_the_attempt_before_the_request_leaves(self, bench):
        ref = bench.send()
        seen = []

        def look_into_the_file():
            with closing(sqlite3.connect(bench.desk.folder / "faxes.db")) as other:
                row = "SELECT state, tries, open_tries, owner IS NULL FROM submission WHERE broadcast_ref = ?"
                seen.append(other.execute(row, (ref,)).fetchone())

        bench.service.before["submit"] = look_into_the_file
        bench.look()

        assert seen == [("submitting", 1, 1, 0)]

    def test_its_history_is_told_in_words(self, bench):
        ref = bench.send()
        bench.look()

        assert bench.history(ref) == [
            "Send was pressed",
            "Uploading 1 document",
            "Handing over to byFax",
            "byFax has taken the fax",
        ]

    def test_the_same_document_goes_up_once_for_many_faxes(self, bench):
        for number in range(5):
            bench.send(f"+493012345{number}0")
        bench.look()

        assert bench.service.count("upload_document") == 1
        assert bench.service.count("submit") == 5

    def test_the_same_document_twice_in_one_fax_has_two_refs(self, bench):
        path = bench.document()
        bench.send(documents=(path, path))
        bench.look()

        refs = [each.document_ref for each in bench.service.requests[0].documents]
        assert len(set(refs)) == 2

    def test_what_was_sent_is_what_lay_there_when_send_was_pressed(self, bench):
        path = bench.document("other.txt", "As it was.")
        ref = bench.send(documents=(path,))
        path.write_text("Changed afterwards.")
        path.unlink()
        bench.look()

        assert bench.state(ref) is FaxState.ACCEPTED
        with bench.service.uploads[0].document_file.content.open() as content:
            assert content.read() == b"As it was."

    def test_recipients_that_are_not_taken_keep_their_reason(self, bench):
        bench.service.refused_numbers[BOB] = StateCode.INVALID_NUMBER
        ref = bench.send(ANNA, BOB)
        bench.look()

        anna, bob = bench.recipients(ref)
        assert anna.is_live
        assert not bob.is_live
        assert thaw(Message, bob.report).reason is StateCode.INVALID_NUMBER
        assert bench.state(ref) is FaxState.ACCEPTED

    @pytest.mark.parametrize("code", ["A_CODE_OF_TOMORROW", "DATABASE_RECORD_SAVE", ""])
    def test_an_unclear_word_on_a_recipient_is_no_refusal(self, bench, code):
        """It may go out, so it must not be said to have failed."""
        bench.service.refused_numbers[BOB] = StateCode(code)
        ref = bench.send(ANNA, BOB)
        bench.look()

        assert all(row.is_live for row in bench.recipients(ref))
        assert bench.service.count("submit") == 1

    def test_a_fax_of_which_no_recipient_was_taken_has_failed(self, bench):
        bench.service.refused_numbers[ANNA] = StateCode.INVALID_NUMBER
        ref = bench.send(ANNA)
        bench.look()

        assert bench.state(ref) is FaxState.FAILED

    def test_a_fax_that_can_be_taken_back_waits_for_that_long(self, bench):
        ref = bench.send(take_back=30)
        bench.look()
        assert bench.state(ref) is FaxState.QUEUED

        bench.hands.advance(31)
        bench.look()
        assert bench.state(ref) is FaxState.ACCEPTED


class TestPreparedPages:
    def test_each_recipient_has_a_submission_and_the_pages_travel_once(self, bench):
        bench.send(ANNA, BOB, prepared=True)
        bench.look()

        first, second = bench.service.requests
        assert first.document.document_file is not None
        assert second.document.document_file is None
        assert second.document.document_ref == first.document.document_ref
        assert first.broadcast_ref != second.broadcast_ref

    def test_pages_that_the_service_has_are_not_sent_once_more(self, bench):
        first = bench.send(prepared=True)
        bench.look()
        bench.service.calls.clear()
        second = bench.send(prepared=True)
        bench.look()

        assert bench.service.calls == ["check_tiff_exists", "submit_message"]
        assert bench.service.requests[1].document.document_file is None
        assert {bench.state(first), bench.state(second)} == {FaxState.ACCEPTED}

    @pytest.mark.parametrize("lose", ["lose_request", "lose_answer"])
    def test_one_that_is_not_answered_is_settled_like_any_other(self, bench, lose):
        ref = bench.send(prepared=True)
        getattr(bench.service, lose)("submit_message", lost())
        bench.settle(60)

        assert bench.state(ref) is FaxState.ACCEPTED
        assert list(bench.service.broadcasts) == [ref]
        assert bench.service.count("submit_message") == (2 if lose == "lose_request" else 1)

    def test_pages_that_the_service_has_are_asked_for_before_anything_is_at_stake(self, bench):
        ref = bench.send(prepared=True)
        bench.service.lose_request("check_tiff_exists", lost())
        bench.look()

        assert bench.find(ref).tries == 0
        assert bench.state(ref) is FaxState.QUEUED


class TestNotSent:
    def test_without_a_network_it_waits_and_goes_out_later(self, bench):
        ref = bench.send()
        bench.service.lose_request("check_document", unreachable())
        assert isinstance(bench.look(), Unreachable)
        assert bench.state(ref) is FaxState.QUEUED

        bench.look()
        assert bench.state(ref) is FaxState.ACCEPTED

    def test_a_night_without_a_network_is_a_line_in_the_history(self, bench):
        ref = bench.send()
        bench.service.lose_request("check_document", *[unreachable()] * 50)
        for _ in range(50):
            bench.look()
        assert bench.history(ref)[1:] == ["Uploading 1 document", "byFax cannot be reached."]

        bench.service.lose_request("check_document", lost())
        bench.look()
        assert bench.history(ref)[3:] == ["No answer came."]

    def test_a_submission_that_never_left_is_simply_made_again(self, bench):
        ref = bench.send()
        bench.service.lose_request("submit", unreachable())
        bench.look()
        assert (bench.state(ref), bench.find(ref).open_tries) == (FaxState.QUEUED, 0)

        bench.look()
        assert bench.state(ref) is FaxState.ACCEPTED
        assert bench.service.count("list_broadcasts") == 0

    def test_an_upload_that_was_not_answered_is_looked_for_not_repeated(self, bench):
        ref = bench.send()
        bench.service.lose_answer("upload_document", lost())
        bench.look()
        bench.settle(30)

        assert bench.state(ref) is FaxState.ACCEPTED
        assert bench.service.count("upload_document") == 1

    def test_an_upload_overtaken_by_an_earlier_one_is_no_failure(self, bench):
        ref = bench.send()
        source = FileSource.from_bytes(b"A letter.")

        def somebody_else():
            bench.service.documents[source.md5] = source

        bench.service.before["upload_document"] = somebody_else
        bench.look()

        assert bench.state(ref) is FaxState.ACCEPTED

    def test_a_ref_that_other_content_has_is_exchanged_for_a_fresh_one(self, bench):
        ref = bench.send()
        (document,) = bench.desk.journal.documents(bench.find(ref).id)
        bench.service.documents[document.ref] = FileSource.from_bytes(b"Something else.")
        bench.look()

        assert bench.state(ref) is FaxState.ACCEPTED
        (sent,) = bench.service.requests[0].documents
        assert sent.document_ref != document.ref
        assert bench.desk.journal.documents(bench.find(ref).id)[0].ref == sent.document_ref

    def test_a_ref_that_other_content_took_just_before_is_exchanged_at_the_next_look(self, bench):
        ref = bench.send()
        (document,) = bench.desk.journal.documents(bench.find(ref).id)

        def somebody_else():
            bench.service.before.clear()
            bench.service.documents[document.ref] = FileSource.from_bytes(b"Something else.")

        bench.service.before["upload_document"] = somebody_else
        bench.settle(10)

        assert bench.state(ref) is FaxState.ACCEPTED
        assert bench.service.uploads[0].document_ref != document.ref

    @pytest.mark.parametrize("code", ["API_REQUEST_FAILURE", "FILE_STORAGE_COPY", "A_CODE_OF_TOMORROW"])
    def test_an_upload_that_fails_again_and_again_is_tried_ever_more_seldom(self, bench, code):
        ref = bench.send()
        bench.service.refuses["upload_document"] = code
        bench.settle(600, 1)
        first = bench.service.count("upload_document")
        bench.settle(600, 1)

        assert bench.state(ref) is FaxState.QUEUED
        assert 5 <= first <= 12
        assert bench.service.count("upload_document") - first <= 4
        assert bench.service.count("submit") == 0

    def test_a_cancelled_upload_leaves_the_fax_where_it_was(self, bench):
        ref = bench.send()
        bench.service.lose_request("upload_document", Cancelled())
        assert bench.look() is None
        assert bench.state(ref) is FaxState.ACCEPTED


class TestNoAnswer:
    @pytest.mark.parametrize(
        "failure",
        [
            lost(),
            AnswerUnreadable.because("html"),
            ServerFault("It broke.", "Wait."),
            refused("API_REQUEST_FAILURE"),
            refused("DATABASE_RECORD_SAVE"),
            refused("A_CODE_OF_TOMORROW"),
        ],
    )
    def test_a_fax_whose_answer_was_lost_is_found_and_not_sent_again(self, bench, failure):
        ref = bench.send(ANNA, BOB)
        bench.service.lose_answer("submit", failure)
        bench.settle(60)

        assert bench.state(ref) is FaxState.ACCEPTED
        assert bench.service.count("submit") == 1

    def test_an_exception_that_nobody_foresaw_proves_nothing(self, bench):
        ref = bench.send()
        bench.service.lose_answer("submit", ZeroDivisionError())
        with pytest.raises(ZeroDivisionError):
            bench.sender.look()
        assert bench.state(ref) is FaxState.UNKNOWN

        bench.settle(60)
        assert bench.state(ref) is FaxState.ACCEPTED

    def test_a_lost_request_is_made_again_after_the_grace_with_the_same_refs(self, bench):
        ref = bench.send()
        bench.service.lose_request("submit", lost())
        bench.settle(25)
        assert bench.state(ref) is FaxState.UNKNOWN
        assert bench.service.count("submit") == 1

        bench.settle(20)
        assert bench.state(ref) is FaxState.ACCEPTED
        assert list(bench.service.broadcasts) == [ref]

    def test_a_request_that_arrives_after_the_second_is_refused_as_a_duplicate(self, bench):
        ref = bench.send()
        bench.service.delay("submit")
        bench.settle(60)
        assert bench.state(ref) is FaxState.ACCEPTED

        (late,) = bench.service.arrive()
        assert late.code is StateCode.CONTAINER_EXISTS
        assert list(bench.service.broadcasts) == [ref]

    def test_a_request_that_arrives_before_the_second_makes_that_a_duplicate(self, bench):
        ref = bench.send()
        bench.service.delay("submit")
        bench.service.hides_new = True
        bench.look()
        bench.service.arrive()
        bench.settle(60)
        assert bench.state(ref) is FaxState.UNKNOWN

        bench.service.show_all()
        bench.settle(600)
        assert bench.state(ref) is FaxState.ACCEPTED
        assert len(bench.service.messages) == 1

    def test_an_error_inside_the_list_is_not_an_empty_list(self, bench):
        ref = bench.send()
        bench.service.lose_request("submit", lost())
        bench.service.lose_request("list_broadcasts", *[refused("DATABASE_QUERY_EXECUTE")] * 40)
        bench.settle(150)

        assert bench.service.count("submit") == 1
        assert bench.state(ref) is FaxState.UNKNOWN

    def test_success_without_a_word_on_each_recipient_is_looked_up(self, bench, monkeypatch):
        ref = bench.send(ANNA, BOB)
        whole = bench.service.faxout._submit

        def silent(request):
            whole(request)
            return SubmitResult(OK, None, request.broadcast_ref)

        monkeypatch.setattr(bench.service.faxout, "_submit", silent)
        bench.settle(30)

        assert bench.state(ref) is FaxState.ACCEPTED
        assert all(row.report for row in bench.recipients(ref))
        assert bench.service.count("submit") == 1

    def test_a_message_ref_that_the_service_has_counts_as_taken(self, bench):
        ref = bench.send(ANNA, BOB)
        anna = bench.recipients(ref)[0]
        bench.service.messages[anna.ref] = Message(
            OK, broadcast_ref=ref, message_ref=anna.ref, number=ANNA, state=RecipientState.PENDING
        )
        bench.look()

        assert all(row.is_live for row in bench.recipients(ref))

    def test_other_numbers_under_our_ref_are_shown_to_a_person(self, bench):
        ref = bench.send(ANNA)
        row = bench.recipients(ref)[0]
        bench.service.accept(ref, [(row.ref, "+375991111111")])
        bench.settle(60)

        assert bench.state(ref) is FaxState.NEEDS_YOU
        assert "other numbers" in bench.find(ref).what

    def test_attempts_that_never_left_are_not_held_against_it(self, bench):
        """A cover page alone is submitted without an upload, so that each try without a network is an attempt."""
        ref = bench.send(documents=(), cover_ref="C1")
        bench.service.lose_request("submit", *[unreachable()] * 20, lost())
        bench.settle(200)

        assert bench.state(ref) is FaxState.ACCEPTED
        assert list(bench.service.broadcasts) == [ref]

    def test_every_attempt_bears_the_same_refs(self, bench):
        ref = bench.send(ANNA, BOB)
        asked = []
        whole = bench.service.faxout.submit

        def remember(request, **more):
            asked.append((request.broadcast_ref, *(each.message_ref for each in request.recipients)))
            return whole(request, **more)

        bench.service.faxout.submit = remember
        bench.service.lose_request("submit", lost(), lost(), lost())
        bench.settle(1000, 20)

        assert len(asked) == 4
        assert set(asked) == {(ref, *(row.ref for row in bench.recipients(ref)))}

    def test_after_eight_attempts_a_person_decides(self, bench):
        ref = bench.send()
        bench.service.lose_request("submit", *[lost()] * 8)
        bench.settle(4000, 20)

        assert bench.state(ref) is FaxState.NEEDS_YOU
        assert bench.find(ref).tries == 8
        assert "cannot tell" in bench.find(ref).what


class TestRefused:
    @pytest.mark.parametrize(
        "code", ["FILE_FORMAT_UNSUPPORTED", "COVER_TEMPLATE_NOT_FOUND", "NUMBER_BLOCKED"]
    )
    def test_a_refusal_of_the_only_attempt_is_the_end(self, bench, code):
        ref = bench.send()
        bench.service.refuses["submit"] = code
        bench.look()

        assert bench.state(ref) is FaxState.REJECTED
        assert bench.find(ref).code == code

    def test_a_document_that_is_refused_ends_the_fax_before_it_is_submitted(self, bench):
        ref = bench.send()
        bench.service.refuses["upload_document"] = "FILE_FORMAT_UNSUPPORTED"
        bench.look()

        assert bench.state(ref) is FaxState.REJECTED
        assert bench.service.count("submit") == 0

    def test_a_refusal_of_a_later_attempt_is_in_doubt_until_the_first_can_no_longer_arrive(self, bench):
        ref = bench.send()
        bench.service.delay("submit")
        bench.look()
        bench.service.refuses["submit"] = "NUMBER_BLOCKED"
        bench.settle(60)
        assert bench.state(ref) is FaxState.DOUBT

        bench.settle(800)
        assert bench.state(ref) is FaxState.DOUBT
        bench.settle(300)
        assert bench.state(ref) is FaxState.REJECTED

    def test_a_first_attempt_that_arrives_while_in_doubt_is_found(self, bench):
        ref = bench.send()
        bench.service.delay("submit")
        bench.look()
        bench.service.refuses["submit"] = "NUMBER_BLOCKED"
        bench.settle(60)
        bench.service.arrive()
        bench.settle(200)

        assert bench.state(ref) is FaxState.ACCEPTED

    def test_a_copy_that_was_altered_is_not_sent(self, bench):
        ref = bench.send()
        (document,) = bench.desk.journal.documents(bench.find(ref).id)
        bench.desk.spool.path(document).write_bytes(b"Altered!!")
        bench.look()

        assert bench.state(ref) is FaxState.REJECTED
        assert bench.service.count("submit") == 0

    def test_a_request_that_was_altered_in_the_journal_is_not_sent(self, bench):
        ref = bench.send(ANNA)
        with bench.desk.database.transaction() as connection:
            connection.execute("UPDATE recipient SET number = ?", (BOB,))
        bench.look()

        assert bench.state(ref) is FaxState.HELD
        assert bench.service.calls == []


class TestAccountInTheWay:
    @pytest.mark.parametrize(
        ("code", "kind"),
        [("INSUFFICIENT_FUNDS", InsufficientFunds), ("API_KEY_SECRET_NOT_MATCH", AuthorizationRefused)],
    )
    def test_the_queue_stops_after_one_call_with_one_message(self, bench, code, kind):
        for number in range(4):
            bench.send(f"+493012345{number}0")
        bench.service.refuses["submit"] = code
        assert isinstance(bench.look(), kind)
        assert bench.look() is None

        assert bench.service.count("submit") == 1
        assert bench.sender.hold.words.code == code

    def test_it_goes_on_when_the_matter_was_put_right(self, bench):
        refs = [bench.send(f"+493012345{number}0") for number in range(4)]
        bench.service.refuses["submit"] = "INSUFFICIENT_FUNDS"
        bench.look()
        del bench.service.refuses["submit"]
        bench.settle(1000)

        assert {bench.state(ref) for ref in refs} == {FaxState.ACCEPTED}
        assert bench.sender.hold.words is None

    def test_want_of_money_for_hours_leaves_nothing_in_doubt(self, bench):
        refs = [bench.send(f"+493012345{number}0") for number in range(3)]
        bench.service.refuses["submit"] = "INSUFFICIENT_FUNDS"
        bench.settle(6 * 3600, 60)
        assert FaxState.NEEDS_YOU not in {bench.state(ref) for ref in refs}

        bench.service.refuses.clear()
        bench.settle(1000, 60)
        assert {bench.state(ref) for ref in refs} == {FaxState.ACCEPTED}

    def test_after_a_day_of_it_they_ask_before_they_go(self, bench):
        refs = [bench.send(f"+493012345{number}0") for number in range(3)]
        bench.service.refuses["submit"] = "INSUFFICIENT_FUNDS"
        bench.settle(25 * 3600, 300)

        assert {(bench.state(ref), bench.find(ref).code) for ref in refs} == {(FaxState.HELD, "stale")}

    @pytest.mark.parametrize("operation", ["check_document", "upload_document", "submit", "list_broadcasts"])
    def test_wherever_it_shows_the_queue_stops(self, bench, operation):
        for number in range(3):
            bench.send(f"+493012345{number}0")
        if operation == "list_broadcasts":
            bench.service.lose_request("submit", lost())
            bench.look()
            bench.service.calls.clear()
        bench.service.refuses[operation] = "API_KEY_DEACTIVATED"
        assert isinstance(bench.look(), AuthorizationRefused)
        assert bench.look() is None

        assert bench.service.count(operation) == 1
        assert bench.sender.hold.words.code == "API_KEY_DEACTIVATED"

    def test_a_person_need_not_wait(self, bench):
        ref = bench.send()
        bench.service.refuses["submit"] = "INSUFFICIENT_FUNDS"
        bench.look()
        del bench.service.refuses["submit"]
        bench.sender.hold.end_now()
        bench.look()

        assert bench.state(ref) is FaxState.ACCEPTED

    def test_a_container_left_behind_unpaid_is_found_not_doubled(self, bench):
        ref = bench.send()
        bench.service.lose_answer("submit", refused("INSUFFICIENT_FUNDS"))
        bench.look()
        bench.sender.hold.end_now()
        bench.look()

        assert bench.state(ref) is FaxState.ACCEPTED
        assert bench.service.count("submit") == 1


class TestTime:
    def test_a_fax_that_waited_for_a_day_asks_first(self, bench):
        ref = bench.send()
        bench.hands.advance(25 * 3600)
        bench.look()

        assert bench.state(ref) is FaxState.HELD
        assert bench.find(ref).code == "stale"
        assert bench.service.calls == []

    def test_a_fax_whose_time_has_passed_asks_first(self, bench):
        ref = bench.send(send_at=datetime.fromtimestamp(NOON, UTC) + timedelta(hours=1))
        bench.hands.advance(2 * 3600)
        bench.look()

        assert (bench.state(ref), bench.find(ref).code) == (FaxState.HELD, "late")

    def test_a_clock_that_jumped_holds_what_is_scheduled_and_nothing_else(self, bench):
        at_once = bench.send(ANNA)
        later = bench.send(BOB, send_at=datetime.fromtimestamp(NOON, UTC) + timedelta(days=2))
        bench.hands.wall += 86_400
        bench.look()

        assert bench.state(at_once) is FaxState.ACCEPTED
        assert (bench.state(later), bench.find(later).code) == (FaxState.HELD, "clock")

    def test_a_fax_for_later_is_handed_over_at_once_with_its_time(self, bench):
        """So that it goes out though this computer is off by then."""
        when = datetime.fromtimestamp(NOON, UTC) + timedelta(days=2)
        ref = bench.send(send_at=when)
        bench.look()

        assert bench.state(ref) is FaxState.ACCEPTED
        assert bench.service.requests[0].send_at == when

    def test_a_late_fax_that_a_person_lets_go_on_is_sent(self, bench):
        ref = bench.send(send_at=datetime.fromtimestamp(NOON, UTC) + timedelta(hours=1))
        bench.hands.advance(2 * 3600)
        bench.look()
        bench.wishing.wish(WishKind.RESUME, ref)
        bench.look()

        assert bench.state(ref) is FaxState.ACCEPTED

    @pytest.mark.parametrize("jump", [86_400, -86_400, -365 * 86_400])
    def test_a_grace_is_neither_cut_nor_drawn_out_by_a_clock_that_jumps(self, bench, jump):
        ref = bench.send()
        bench.service.lose_request("submit", lost())
        bench.look()
        bench.hands.wall += jump
        bench.settle(25)
        assert bench.service.count("submit") == 1
        bench.settle(20)
        assert bench.state(ref) is FaxState.ACCEPTED


class TestSeveralPrograms:
    def test_a_fax_that_died_while_it_was_submitted_is_looked_for(self, bench):
        ref = bench.send()

        def power_cut():
            bench.service.before.clear()
            bench.die()

        bench.service.before["submit"] = power_cut
        with pytest.raises(StoreTrouble):
            bench.sender.look()
        after = bench.again()
        assert after.state(ref) is FaxState.UNKNOWN
        after.settle(60)

        assert after.state(ref) is FaxState.ACCEPTED
        assert after.service.count("submit") == 1
        after.close()

    def test_two_programs_share_the_work_and_never_do_it_twice(self, bench):
        other = bench.again()
        refs = [bench.send(f"+493012345{number}0") for number in range(6)]
        bench.service.before["submit"] = lambda: bench.service.before.clear() or other.look()
        bench.look()

        assert {bench.state(ref) for ref in refs} == {FaxState.ACCEPTED}
        assert bench.service.count("submit") == 6
        other.close()

    def test_what_a_living_program_works_on_is_left_to_it(self, bench):
        ref = bench.send()
        assert bench.desk.journal.claim(bench.find(ref), bench.desk.owner.name)
        other = bench.again()
        other.look()

        assert other.state(ref) is FaxState.QUEUED
        other.close()

    def test_one_that_let_go_in_the_middle_is_taken_up_again(self, bench):
        """As after a disk that was full just when the answer was to be written."""
        ref = bench.send()
        with bench.desk.database.transaction() as connection:
            connection.execute("UPDATE submission SET state = 'submitting', tries = 1, open_tries = 1")
        bench.settle(60)

        assert bench.state(ref) is FaxState.ACCEPTED
