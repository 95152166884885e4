"""What the service says of recipients becomes what the journal keeps of them: no more than was proved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.engine.frozen import freeze, thaw
from byfax_desktop.engine.reports import by_ref, gone, is_old_news, listed, outcome, submit_changes
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import Message, RecipientReport
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.submissions import FaxState, RecipientRow

SUCCESS, FAILED, CANCELLED = RecipientState.SUCCESS, RecipientState.FAILED, RecipientState.CANCELLED
PENDING, DELIVERING = RecipientState.PENDING, RecipientState.DELIVERING


def row(ref="M1", report=None, is_live=True):
    frozen = None if report is None else freeze(report)
    return RecipientRow(1, ref, 1, 0, "+4930123456", "Anna", "", is_live, frozen, 0)


def message(state=PENDING, **more):
    return Message(StateCode.SUCCESS, message_ref="M1", number="+4930123456", state=state, **more)


def report(code, ref="M1"):
    return RecipientReport(StateCode(code), None, ref, "+4930123456")


def states(*each):
    return [None if state is None else message(state) for state in each]


class TestAnswerToASubmission:
    @pytest.mark.parametrize("code", ["SUCCESS", "MESSAGE_REFERENCE_DUPLICATE"])
    def test_a_recipient_that_was_taken_is_on_its_way(self, code):
        (change,) = submit_changes([row()], [report(code)])

        assert change.is_live
        assert thaw(Message, change.report).state is PENDING

    @pytest.mark.parametrize("code", ["INVALID_NUMBER", "NUMBER_BLOCKED", "INSUFFICIENT_FUNDS"])
    def test_a_recipient_that_was_refused_has_ended_with_its_reason(self, code):
        (change,) = submit_changes([row()], [report(code)])

        assert not change.is_live
        assert thaw(Message, change.report).reason is StateCode(code)
        assert change.words.startswith("Not taken: ")

    @pytest.mark.parametrize(
        "code", ["", "API_REQUEST_FAILURE", "DATABASE_RECORD_SAVE", "A_CODE_OF_TOMORROW"]
    )
    def test_what_is_unclear_of_one_has_all_of_them_looked_up(self, code):
        assert submit_changes([row(), row("M2")], [report("SUCCESS"), report(code, "M2")]) is None

    def test_so_does_silence_about_one(self):
        assert submit_changes([row(), row("M2")], [report("SUCCESS")]) is None

    def test_reports_are_told_apart_by_ref_not_by_place(self):
        first, second = submit_changes(
            [row(), row("M2")],
            [report("INVALID_NUMBER", "M2"), report("SUCCESS"), report("SUCCESS", "OTHER")],
        )

        assert (first.ref, first.is_live) == ("M1", True)
        assert (second.ref, second.is_live) == ("M2", False)


class TestListed:
    def test_nothing_new_is_no_change(self):
        assert listed(row(report=message()), message()) is None

    def test_a_new_state_is_told_in_words(self):
        change = listed(row(report=message()), message(FAILED, reason=StateCode.BUSY, attempt=1))

        assert (change.is_live, change.words) == (False, "Busy")

    def test_what_nobody_wants_to_read_is_kept_without_words(self):
        change = listed(row(report=message(DELIVERING)), message(DELIVERING, pages_sent=1))

        assert (change.is_live, change.words) == (True, "")

    def test_an_end_stays_an_end(self):
        ended = row(report=message(FAILED, attempt=2), is_live=False)

        assert listed(ended, message(DELIVERING, attempt=2)) is None
        assert listed(ended, message(PENDING)) is None

    def test_unless_the_service_tries_again(self):
        ended = row(report=message(FAILED, attempt=2), is_live=False)

        assert listed(ended, message(DELIVERING, attempt=3)).is_live

    def test_an_end_may_become_another(self):
        change = listed(row(report=message(FAILED, attempt=1), is_live=False), message(SUCCESS, attempt=2))

        assert thaw(Message, change.report).state is SUCCESS

    def test_a_state_of_tomorrow_is_on_its_way(self):
        assert listed(row(report=message()), message(RecipientState("TELEPORTING"))).is_live


class TestOldNews:
    """After "Send again" a list that lags shows the end before it once more."""

    BUSY = message(FAILED, reason=StateCode.BUSY, attempt=2)

    def again(self, is_live=True):
        return row(report=replace(self.BUSY, state=PENDING), is_live=is_live)

    def test_the_same_end_is_old(self):
        assert is_old_news(self.again(), self.BUSY)

    @pytest.mark.parametrize(
        "news",
        [
            replace(BUSY, attempt=3),
            replace(BUSY, reason=StateCode.NO_ANSWER),
            replace(BUSY, state=CANCELLED),
            replace(BUSY, state=SUCCESS),
            replace(BUSY, state=DELIVERING),
        ],
    )
    def test_anything_else_is_new(self, news):
        assert not is_old_news(self.again(), news)

    def test_of_one_that_is_not_on_its_way_nothing_is_old(self):
        assert not is_old_news(self.again(is_live=False), self.BUSY)
        assert not is_old_news(row(), self.BUSY)


class TestGone:
    def test_one_that_was_listed_before_was_deleted(self):
        assert thaw(Message, gone(row(report=message())).report).state is RecipientState.DELETED

    def test_one_that_never_was_has_failed(self):
        change = gone(row())

        assert thaw(Message, change.report).state is FAILED
        assert not change.is_live
        assert change.words


class TestOutcome:
    @pytest.mark.parametrize(
        ("ends", "state"),
        [
            ((SUCCESS, SUCCESS), FaxState.DELIVERED),
            ((SUCCESS, FAILED), FaxState.PARTLY),
            ((SUCCESS, CANCELLED), FaxState.PARTLY),
            ((FAILED, CANCELLED), FaxState.FAILED),
            ((RecipientState.ABORTED,), FaxState.FAILED),
            ((CANCELLED, RecipientState.DELETED), FaxState.CANCELLED),
            ((SUCCESS, DELIVERING), FaxState.ACCEPTED),
            ((SUCCESS, None), FaxState.ACCEPTED),
            ((RecipientState("TELEPORTING"),), FaxState.ACCEPTED),
        ],
    )
    def test_a_fax_stands_as_its_recipients_do(self, ends, state):
        assert outcome(states(*ends)) is state

    @given(st.lists(st.none() | st.sampled_from(RecipientState), min_size=1, max_size=4))
    def test_the_order_of_recipients_does_not_matter(self, each):
        assert outcome(states(*each)) is outcome(states(*reversed(each)))


def test_of_two_messages_with_one_ref_the_later_counts():
    assert by_ref([message(PENDING), message(SUCCESS)])["M1"].state is SUCCESS
