"""Each thing that can happen to a submission leads to the step that neither loses it nor sends it twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.engine import machine
from byfax_desktop.engine.machine import CONFIRMED, Found, Rules, Words, back_off
from byfax_desktop.engine.verdicts import Verdict
from byfax_desktop.store.submissions import FaxState, RecipientChange, Submission

NOW = 1_800_000_000_000
SECOND, MINUTE = 1000, 60_000
DAY = 24 * 60 * MINUTE
RULES = Rules()
WORDS = Words("A_CODE", "It did not go.", "Do this.")
NOT_A_WORD = ("", "", "")
LIVE, DEAD = RecipientChange("M1", "{}", True), RecipientChange("M2", "{}", False)


def fax(state=FaxState.QUEUED, **changes):
    """A fax that was sent just now."""
    row = Submission(
        id=1,
        broadcast_ref="B1",
        draft_id=None,
        request="{}",
        digest="",
        subject="",
        created=NOW,
        intent=NOW,
        state=state,
        since=NOW,
        due=NOW,
        tries=0,
        open_tries=0,
        failures=0,
        is_there=False,
        is_hidden=False,
        code="",
        what="",
        advice="",
        owner=None,
        report=None,
        next_look=None,
        touched=0,
    )
    return replace(row, **changes)


def submitting(tries=1, open_tries=None, **changes):
    """One whose attempt has just left, and was counted as open."""
    return fax(
        FaxState.SUBMITTING, tries=tries, open_tries=tries if open_tries is None else open_tries, **changes
    )


def unknown(open_tries=1, **changes):
    return fax(FaxState.UNKNOWN, **{"tries": open_tries, "open_tries": open_tries, **changes})


def said(change):
    return tuple(change.columns.get(name) for name in ("code", "what", "advice"))


def not_found(seen, after=0, wants_cancel=False, rules=RULES):
    return machine.was_not_found(seen, wants_cancel, seen.since + after, rules)


class TestBeginning:
    def test_an_attempt_is_counted_and_open_before_it_leaves(self):
        change = machine.begin_submit(fax(tries=2, open_tries=1))

        assert change.state is FaxState.SUBMITTING
        assert (change.columns["tries"], change.columns["open_tries"]) == (3, 2)
        assert "try 3" in change.words
        assert not change.columns.keys() & {"code", "what", "advice"}

    def test_uploading_changes_nothing_that_counts(self):
        assert machine.begin_upload(fax(), 1).columns == {}
        assert "2 documents" in machine.begin_upload(fax(), 2).words


class TestUploads:
    @pytest.mark.parametrize("verdict", [Verdict.REFUSED, Verdict.UNSENDABLE])
    def test_a_document_that_is_refused_ends_the_fax(self, verdict):
        change = machine.upload_failed(fax(), verdict, WORDS, NOW, RULES)

        assert change.state is FaxState.REJECTED
        assert said(change) == ("A_CODE", "It did not go.", "Do this.")

    def test_unless_an_earlier_attempt_may_still_arrive(self):
        change = machine.upload_failed(fax(tries=1, open_tries=1), Verdict.REFUSED, WORDS, NOW, RULES)

        assert (change.state, change.columns["open_tries"]) == (FaxState.DOUBT, 1)

    def test_what_is_unclear_is_done_again_after_a_pause_that_grows(self):
        pauses = []
        for failures in (0, 3, 6):
            change = machine.upload_failed(fax(failures=failures), Verdict.UNCLEAR, WORDS, NOW, RULES)
            assert change.state is FaxState.QUEUED
            assert change.columns["failures"] == failures + 1
            pauses.append(change.columns["due"] - NOW)

        assert pauses == sorted(pauses)
        assert pauses[0] >= 1600

    @pytest.mark.parametrize("verdict", [Verdict.HOLD, Verdict.NOT_SENT])
    def test_what_concerns_every_fax_leaves_this_one_ready(self, verdict):
        change = machine.upload_failed(fax(), verdict, WORDS, NOW, RULES)

        assert (change.state, change.columns["due"]) == (FaxState.QUEUED, NOW)
        assert said(change)[1] == "It did not go."


class TestAnswered:
    def test_a_fax_that_was_taken_is_followed_from_now_on(self):
        change = machine.accepted([LIVE, DEAD], NOW)

        assert change.state is FaxState.ACCEPTED
        assert change.recipients == (LIVE, DEAD)
        assert change.columns["next_look"] == NOW
        assert (change.columns["open_tries"], change.columns["is_there"]) == (0, 1)

    def test_one_of_which_nobody_was_taken_has_failed(self):
        assert machine.accepted([DEAD], NOW).state is FaxState.FAILED

    def test_success_without_a_word_on_each_recipient_is_looked_up(self):
        change = machine.incomplete(submitting(), NOW)

        assert (change.state, change.columns["is_there"], change.columns["open_tries"]) == (
            FaxState.UNKNOWN,
            1,
            0,
        )


class TestFailedAttempts:
    def test_one_that_never_left_is_made_again(self):
        change = machine.attempt_failed(submitting(), Verdict.NOT_SENT, WORDS, NOW)

        assert (change.state, change.columns["open_tries"]) == (FaxState.QUEUED, 0)
        assert change.columns["failures"] == 1

    def test_one_that_never_left_leaves_open_what_was_open(self):
        change = machine.attempt_failed(submitting(2), Verdict.NOT_SENT, WORDS, NOW)

        assert (change.state, change.columns["open_tries"]) == (FaxState.UNKNOWN, 1)

    @pytest.mark.parametrize("verdict", [Verdict.REFUSED, Verdict.UNSENDABLE])
    def test_a_refusal_of_the_only_attempt_is_the_end(self, verdict):
        change = machine.attempt_failed(submitting(), verdict, WORDS, NOW)

        assert (change.state, change.columns["open_tries"]) == (FaxState.REJECTED, 0)
        assert said(change) == ("A_CODE", "It did not go.", "Do this.")

    def test_a_refusal_of_an_attempt_after_answered_ones_is_the_end_too(self):
        change = machine.attempt_failed(submitting(5, open_tries=1), Verdict.REFUSED, WORDS, NOW)

        assert change.state is FaxState.REJECTED

    def test_a_refusal_is_in_doubt_while_an_earlier_attempt_is_open(self):
        change = machine.attempt_failed(submitting(2), Verdict.REFUSED, WORDS, NOW)

        assert (change.state, change.columns["open_tries"]) == (FaxState.DOUBT, 1)
        assert said(change) == ("A_CODE", "It did not go.", "Do this.")

    def test_want_of_money_has_the_service_asked_for_what_it_may_have_kept(self):
        change = machine.attempt_failed(submitting(), Verdict.HOLD, WORDS, NOW)

        assert (change.state, change.columns["open_tries"]) == (FaxState.UNKNOWN, 0)

    def test_a_duplicate_is_there(self):
        change = machine.attempt_failed(submitting(2), Verdict.THERE, WORDS, NOW)

        assert (change.state, change.columns["is_there"]) == (FaxState.UNKNOWN, 1)
        assert said(change) == NOT_A_WORD

    def test_anything_else_stays_open_and_is_asked_for(self):
        change = machine.attempt_failed(submitting(2), Verdict.UNCLEAR, WORDS, NOW)

        assert change.state is FaxState.UNKNOWN
        assert "open_tries" not in change.columns
        assert change.columns["due"] == NOW


class TestFound:
    def test_what_is_listed_has_been_taken(self):
        change = machine.was_found(Found("{}", (LIVE,)), NOW)

        assert (change.state, change.recipients) == (FaxState.ACCEPTED, (LIVE,))
        assert change.columns["report"] == "{}"
        assert (change.columns["open_tries"], change.columns["is_there"]) == (0, 1)

    def test_without_a_report_on_the_whole_the_old_one_stays(self):
        assert "report" not in machine.was_found(Found(None, (LIVE,)), NOW).columns

    def test_other_numbers_are_for_a_person_and_nothing_is_open_any_more(self):
        change = machine.was_found(Found("{}", (LIVE,), is_ours=False), NOW)

        assert change.state is FaxState.NEEDS_YOU
        assert change.recipients == ()
        assert change.columns["open_tries"] == 0
        assert all(said(change)[1:])


class TestNotFound:
    @pytest.mark.parametrize(
        ("open_tries", "grace"), [(1, 30 * SECOND), (2, 2 * MINUTE), (3, 5 * MINUTE), (4, 5 * MINUTE)]
    )
    def test_the_grace_grows_with_the_attempts_that_may_still_arrive(self, open_tries, grace):
        seen = unknown(open_tries)

        assert not_found(seen, grace - 1).state is FaxState.UNKNOWN
        assert not_found(seen, grace).state is FaxState.QUEUED

    def test_without_an_open_attempt_nothing_is_waited_for(self):
        assert not_found(unknown(0, tries=1)).state is FaxState.QUEUED

    def test_it_is_asked_for_soon_at_first_then_seldom_and_at_the_end_of_the_grace(self):
        seen, looks, now = unknown(2), [], NOW
        while (change := machine.was_not_found(seen, False, now, RULES)).state is FaxState.UNKNOWN:
            now = change.columns["due"]
            looks.append((now - NOW) // SECOND)

        assert looks == [2, 10, 30, 120]

    def test_what_the_service_says_to_have_is_waited_for_and_not_sent_again(self):
        seen = unknown(0, tries=1, is_there=True)
        change = not_found(seen, 60 * MINUTE)

        assert change.state is FaxState.UNKNOWN
        assert change.columns["due"] > NOW + 60 * MINUTE

    def test_but_not_for_more_than_a_day(self):
        assert not_found(unknown(0, tries=1, is_there=True), DAY + 1).state is FaxState.NEEDS_YOU

    @pytest.mark.parametrize(
        ("seen", "after"), [(unknown(8), 10 * MINUTE), (unknown(1), DAY + 1), (unknown(8, tries=20), DAY + 1)]
    )
    def test_after_eight_open_attempts_or_a_day_a_person_decides(self, seen, after):
        change = not_found(seen, after)

        assert change.state is FaxState.NEEDS_YOU
        assert "cannot tell" in said(change)[1]

    def test_attempts_that_were_answered_do_not_count(self):
        assert not_found(unknown(1, tries=50), MINUTE).state is FaxState.QUEUED
        assert not_found(unknown(0, tries=50), MINUTE).state is FaxState.QUEUED

    def test_where_every_attempt_was_answered_nothing_is_in_doubt_however_old(self):
        """What is too old to be sent unasked is seen to before it is sent."""
        assert not_found(unknown(0, tries=1), DAY + 1).state is FaxState.QUEUED

    def test_where_the_service_takes_a_ref_twice_a_person_decides_at_once(self):
        careful = replace(RULES, resend_is_safe=False)

        assert not_found(unknown(1), 30 * SECOND, rules=careful).state is FaxState.NEEDS_YOU
        assert not_found(unknown(0, tries=1), rules=careful).state is FaxState.QUEUED

    @pytest.mark.parametrize(
        "seen", [unknown(8, code=CONFIRMED), unknown(0, tries=1, is_there=True, code=CONFIRMED)]
    )
    def test_a_person_who_says_so_has_it_sent_once_more(self, seen):
        assert not_found(seen, 10 * MINUTE).state is FaxState.QUEUED

    def test_a_cancelled_one_is_in_doubt_while_it_may_arrive(self):
        change = not_found(unknown(1), MINUTE, wants_cancel=True)

        assert (change.state, change.columns["open_tries"]) == (FaxState.DOUBT, 1)

    def test_a_cancelled_one_that_cannot_arrive_is_cancelled(self):
        assert not_found(unknown(0, tries=1), wants_cancel=True).state is FaxState.CANCELLED


class TestDoubt:
    def doubt(self, **changes):
        return fax(FaxState.DOUBT, tries=2, open_tries=1, code="A_CODE", what="No.", advice="Do.", **changes)

    def test_it_lasts_until_the_open_attempt_can_no_longer_arrive(self):
        assert not_found(self.doubt(), 15 * MINUTE - 1).state is FaxState.DOUBT
        change = not_found(self.doubt(), 15 * MINUTE)

        assert (change.state, change.columns["open_tries"]) == (FaxState.REJECTED, 0)

    def test_the_reason_of_the_refusal_stays(self):
        assert said(not_found(self.doubt(), 15 * MINUTE)) == (None, None, None)

    def test_a_cancelled_one_ends_as_cancelled(self):
        assert not_found(self.doubt(), 15 * MINUTE, wants_cancel=True).state is FaxState.CANCELLED
        assert not_found(replace(self.doubt(), advice=""), 15 * MINUTE).state is FaxState.CANCELLED

    def test_it_is_looked_for_in_between(self):
        seen, looks, now = self.doubt(), [], NOW
        while (change := machine.was_not_found(seen, False, now, RULES)).state is FaxState.DOUBT:
            now = change.columns["due"]
            looks.append((now - NOW) // SECOND)

        assert looks == [2, 10, 30, 120, 300, 600, 900]


class TestAPerson:
    def test_what_never_left_goes_on_at_once(self):
        change = machine.released(fax(FaxState.HELD), NOW + DAY)

        assert change.state is FaxState.QUEUED
        assert (change.columns["intent"], change.columns["due"]) == (NOW + DAY, NOW + DAY)

    def test_what_has_left_is_looked_for_first(self):
        assert machine.released(fax(FaxState.NEEDS_YOU, tries=1), NOW).state is FaxState.UNKNOWN

    def test_a_persons_word_holds_until_an_attempt_was_answered(self):
        held = fax(FaxState.HELD, code="late")
        queued = replace(held, code=machine.released(held, NOW).columns["code"])
        assert queued.code == CONFIRMED
        later = machine.upload_failed(queued, Verdict.NOT_SENT, WORDS, NOW, RULES)
        assert said(later) == (CONFIRMED, "It did not go.", "Do this.")

        begun = submitting(code=queued.code)
        assert said(machine.attempt_failed(begun, Verdict.NOT_SENT, WORDS, NOW))[0] == CONFIRMED
        assert said(machine.attempt_failed(begun, Verdict.UNCLEAR, WORDS, NOW))[0] == "A_CODE"
        assert said(machine.attempt_failed(begun, Verdict.HOLD, WORDS, NOW))[0] == "A_CODE"
        assert said(machine.attempt_failed(begun, Verdict.THERE, WORDS, NOW)) == NOT_A_WORD
        assert said(machine.incomplete(begun, NOW)) == NOT_A_WORD

    def test_a_rejected_fax_is_tried_again_as_if_it_were_new(self):
        change = machine.tried_again(NOW)

        assert change.state is FaxState.QUEUED
        assert (change.columns["intent"], change.columns["failures"]) == (NOW, 0)
        assert "tries" not in change.columns

    def test_what_never_left_is_called_off_at_once(self):
        assert machine.called_off(fax(), NOW).state is FaxState.CANCELLED
        assert machine.called_off(fax(tries=1, open_tries=1), NOW).state is FaxState.DOUBT

    def test_what_is_held_says_why(self):
        assert said(machine.held(WORDS)) == ("A_CODE", "It did not go.", "Do this.")


class TestPauses:
    def test_they_double_up_to_a_limit(self):
        even = [back_off(failures, RULES, lambda _low, _high: 1.0) for failures in (1, 2, 3, 99)]

        assert even == [2_000, 4_000, 8_000, 300_000]

    @given(st.integers(1, 1000))
    def test_they_vary_by_a_fifth(self, failures):
        even = back_off(failures, RULES, lambda _low, _high: 1.0)

        assert 0.8 * even - 1 <= back_off(failures, RULES) <= 1.2 * even


class TestRules:
    @pytest.mark.parametrize(
        ("text", "grace"),
        [
            ("0.5", 15_000),
            ("1", 30_000),
            ("0", 0),
            ("much", 30_000),
            ("-1", 30_000),
            ("inf", 30_000),
            ("nan", 30_000),
        ],
    )
    def test_the_environment_scales_graces(self, text, grace):
        rules = Rules.standard({"BYFAX_GRACE_SCALE": text})

        assert rules.graces[0] == grace

    def test_it_scales_every_pause_but_not_how_old_a_fax_may_be(self):
        rules = Rules.standard({"BYFAX_GRACE_SCALE": "0.001"})

        assert rules.graces == (30, 120, 300)
        assert rules.looks == (2, 10, 30, 120, 300)
        assert (rules.quarantine, rules.queue_hold) == (900, 900)
        assert (rules.back_off_first, rules.back_off_max) == (2, 300)
        assert (rules.patience, rules.most_tries) == (DAY, 8)

    def test_scaling_keeps_whether_sending_again_is_safe(self):
        assert not replace(RULES, resend_is_safe=False).scaled(0.5).resend_is_safe

    def test_without_it_they_are_the_usual_ones(self):
        assert Rules.standard({}) == RULES

    def test_the_quarantine_outlasts_every_grace(self):
        assert RULES.quarantine > max(RULES.graces)


@given(
    st.sampled_from([Verdict.NOT_SENT, Verdict.REFUSED, Verdict.UNSENDABLE]),
    st.integers(2, 20),
)
def test_no_answer_to_one_attempt_ends_a_fax_while_another_is_open(verdict, open_tries):
    change = machine.attempt_failed(submitting(open_tries), verdict, WORDS, NOW)

    assert change.state in (FaxState.UNKNOWN, FaxState.DOUBT)
    assert change.columns["open_tries"] == open_tries - 1
