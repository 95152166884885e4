"""The small parts of the engine: time, complete lists, frozen drafts, the pause after failures, the hold of a queue."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from fake_service import page
from hypothesis import given
from hypothesis import strategies as st
from outbox_bench import NOON, Bench, HandClock

from byfax_desktop.engine.clock import Clock, milliseconds, moment
from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity
from byfax_desktop.engine.frozen import freeze, freeze_draft, thaw, thaw_draft
from byfax_desktop.engine.listing import complete
from byfax_desktop.engine.machine import Rules, Words, back_off
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import AnswerUnreadable
from byfax_desktop.service.records import Broadcasts, Message
from byfax_desktop.service.states import FaxMode, FaxQuality, RecipientState
from byfax_desktop.store.trouble import StoreTrouble

TEXT = st.text(
    st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
)


class TestClock:
    def test_it_starts_at_the_wall_and_never_jumps(self):
        hands = HandClock()
        clock = hands.clock()
        hands.wall += 86_400
        assert clock.now() == NOON * 1000
        hands.advance(1.5)
        assert clock.now() == NOON * 1000 + 1500

    def test_a_jump_of_the_wall_is_noticed(self):
        hands = HandClock()
        clock = hands.clock()
        assert not clock.has_jumped()
        hands.wall -= 301
        assert clock.has_jumped()

    def test_a_program_that_starts_after_a_jump_counts_as_the_others_do(self):
        hands = HandClock()
        first = hands.clock()
        told = first.agree(None)
        hands.wall += 86_400
        second = hands.clock()
        second.agree(told)

        assert second.now() == first.now()

    def test_after_the_computer_was_started_again_the_wall_is_right(self):
        hands = HandClock()
        told = hands.clock().agree(None)
        hands.wall += 500
        after = Clock(wall=lambda: hands.wall, steady=lambda: 3.0, boot="another")
        after.agree(told)

        assert after.now() == (NOON + 500) * 1000

    def test_the_real_ones_of_two_programs_agree(self):
        first, second = Clock(), Clock()
        second.agree(first.agree(None))

        assert abs(second.now() - first.now()) < 1000

    @given(st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)))
    def test_moments_survive_being_stored(self, when):
        assert abs((moment(milliseconds(when)) - when).total_seconds()) < 0.002


class TestCompleteLists:
    def pages(self, *answers):
        """``answers`` are (items, total) by call, whatever page is asked for."""
        todo = iter(answers)

        def page_of(_number):
            items, total = next(todo)
            return replace(page(Broadcasts, (), 0, 10), items=tuple(items), count_total=total)

        return page_of

    def test_all_pages_are_read(self):
        assert list(complete(self.pages(("ab", 3), ("c", 3)), str)) == ["a", "b", "c"]

    def test_an_item_that_slipped_to_the_next_page_counts_once(self):
        assert list(complete(self.pages(("ab", 3), ("b", 3), ("c", 3)), str)) == ["a", "b", "c"]

    def test_a_list_that_moves_is_read_again(self):
        assert list(complete(self.pages(("ab", 3), ("c", 4), ("ab", 2)), str)) == ["a", "b"]

    def test_a_list_that_never_adds_up_proves_nothing(self):
        with pytest.raises(AnswerUnreadable):
            complete(self.pages(*[("a", 3), ("", 3)] * 3), str)

    def test_without_a_total_it_ends_where_nothing_new_comes(self):
        assert list(complete(self.pages(("ab", None), ("ab", None)), str)) == ["a", "b"]

    def test_an_empty_list_is_complete(self):
        assert complete(self.pages(("", 0)), str) == {}


class TestFrozen:
    @given(
        st.builds(
            Draft,
            documents=st.lists(TEXT.filter(bool).map(Path), max_size=3).map(tuple),
            recipients=st.lists(st.builds(DraftRecipient, TEXT, TEXT, TEXT), max_size=3).map(tuple),
            sender=st.builds(SenderIdentity, TEXT, TEXT, TEXT, TEXT),
            cover_ref=st.none() | TEXT,
            cover_text=TEXT,
            subject=TEXT,
            quality=st.sampled_from([FaxQuality.FINE, FaxQuality.STANDARD]),
            mode=st.sampled_from([FaxMode.TEXT, FaxMode.PHOTO]),
            header=st.none() | TEXT,
            retries=st.integers(0, 10),
            priority=st.none() | st.integers(1, 100),
            send_at=st.none() | st.datetimes(timezones=st.just(UTC)),
            prepared=st.booleans(),
            draft_id=TEXT,
        )
    )
    def test_a_draft_comes_back_as_it_was(self, draft):
        assert thaw_draft(freeze_draft(draft)) == draft

    @given(
        st.builds(
            Message,
            state_code=st.sampled_from(StateCode),
            message_ref=TEXT,
            state=st.sampled_from(RecipientState) | st.just(RecipientState("TOMORROW")),
            reason=st.none() | st.sampled_from(StateCode),
            attempt=st.none() | st.integers(0, 99),
            cost=st.none() | st.decimals(0, 1000, places=4, allow_nan=False),
            call_started=st.none()
            | st.datetimes(datetime(1900, 1, 1), timezones=st.just(UTC)).map(
                lambda when: when.replace(microsecond=0)
            ),
        )
    )
    def test_a_record_comes_back_as_it_was(self, message):
        assert thaw(Message, freeze(message)) == message

    def test_a_draft_of_an_older_version_takes_defaults(self):
        plain = json.loads(freeze_draft(Draft()))
        del plain["priority"], plain["draft_id"]

        assert thaw_draft(json.dumps(plain)) == Draft()

    def test_money_stays_exact(self):
        assert json.loads(freeze(Message(cost=Decimal("0.10"))))["cost"] == "0.10"


class TestRules:
    def test_pauses_double_up_to_a_limit_and_vary_by_a_fifth(self):
        rules = Rules()
        even = [back_off(failures, rules, lambda _low, _high: 1.0) for failures in (1, 2, 3, 99)]

        assert even == [2_000, 4_000, 8_000, 300_000]
        assert all(1_600 <= back_off(1, rules) <= 2_400 for _ in range(50))

    @pytest.mark.parametrize(
        ("text", "grace"), [("0.5", 15_000), ("1", 30_000), ("much", 30_000), ("-1", 30_000), ("inf", 30_000)]
    )
    def test_the_environment_scales_graces(self, text, grace):
        rules = Rules.standard({"BYFAX_GRACE_SCALE": text})

        assert rules.graces[0] == grace
        assert rules.patience == 24 * 3600 * 1000

    def test_the_quarantine_outlasts_every_grace(self):
        assert Rules().quarantine > max(Rules().graces)


class TestQueueHold:
    @pytest.fixture
    def bench(self, tmp_path):
        made = Bench(tmp_path)
        yield made
        made.close()

    def test_it_is_known_to_the_next_program(self, bench):
        bench.sender.hold.begin(Words("INSUFFICIENT_FUNDS", "No money.", "Pay."))
        other = bench.again()

        assert other.sender.hold.words == Words("INSUFFICIENT_FUNDS", "No money.", "Pay.")
        other.close()

    def test_one_fax_tries_when_its_time_is_over(self, bench):
        bench.sender.hold.begin(Words("X", "a", "b"))
        due = ("first", "second")
        assert bench.sender.hold.allowed(due, bench.desk.clock.now()) == ()
        bench.hands.advance(15 * 60)

        assert bench.sender.hold.allowed(due, bench.desk.clock.now()) == ("first",)

    def test_lifting_it_lets_all_go_on(self, bench):
        bench.sender.hold.begin(Words("X", "a", "b"))
        bench.sender.hold.lift()

        assert bench.sender.hold.allowed(("first", "second"), 0) == ("first", "second")
        assert bench.sender.hold.words is None


class TestIntake:
    @pytest.fixture
    def bench(self, tmp_path):
        made = Bench(tmp_path)
        yield made
        made.close()

    def stored(self, bench):
        folder = bench.desk.spool.folder
        return len(bench.desk.rows.newest(10)), list(folder.iterdir()) if folder.exists() else []

    def test_a_draft_that_is_handed_over_twice_is_sent_once(self, bench):
        draft = bench.draft(draft_id="D1")

        assert bench.intake.take(draft) == bench.intake.take(draft)
        assert self.stored(bench)[0] == 1

    @pytest.mark.parametrize(
        "change",
        [{"recipients": ()}, {"documents": ()}, {"sender": SenderIdentity()}, {"retries": -1}],
    )
    def test_a_bad_draft_stores_nothing(self, bench, change):
        with pytest.raises(Exception) as refused:  # noqa: PT011 - any, as long as it can be told
            bench.intake.take(replace(bench.draft(), **change))

        assert refused.value.what
        assert self.stored(bench) == (0, [])

    def test_a_full_disk_is_noticed_before_send_says_yes(self, bench, monkeypatch):
        from byfax_desktop.store import spool

        usage = type("Usage", (), {"free": 1000})
        monkeypatch.setattr(spool.shutil, "disk_usage", lambda _path: usage)
        with pytest.raises(StoreTrouble, match="full"):
            bench.intake.take(bench.draft())

        assert self.stored(bench) == (0, [])

    def test_pages_made_here_are_one_file_in_the_spool(self, bench):
        bench.send(prepared=True)

        (copy,) = bench.desk.spool.folder.iterdir()
        assert copy.read_bytes()[:4] == b"II*\0"

    def test_a_stay_of_more_than_a_minute_is_a_minute(self, bench):
        ref = bench.send(take_back=3600)

        assert bench.find(ref).due - bench.find(ref).created == 60_000
