"""Looking twice before a fax goes out: when a person is asked, and when not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outbox_bench import ANNA, BOB, Bench

from byfax_desktop.engine.drafts import Draft, DraftRecipient, Origin
from byfax_desktop.engine.frozen import freeze
from byfax_desktop.engine.guard.cautions import BROADCAST, MANY, MOST_TO_RETYPE, Reason, cautions
from byfax_desktop.engine.guard.known import LATELY, KnownNumbers, contents_of
from byfax_desktop.engine.guard.near import near
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import Message
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.number_history import NumberHistory, RecentFax
from byfax_desktop.store.submissions import Change, FaxState, RecipientChange, Sequel, SequelKind

NOW = 1_800_000_000_000
DAY = 24 * 3600 * 1000
MINUTE = 60 * 1000
PARIS = "+33142685300"
DIGITS = st.text("0123456789", min_size=7, max_size=12).map(lambda digits: f"+{digits}")


def worked(number, times=1):
    return NumberHistory(number, times, times, 0, None)


def knowing(*histories, recent=()):
    return KnownNumbers({each.number: each for each in histories}, recent, NOW)


def asked(*numbers, known, contents=()):
    draft = Draft(recipients=tuple(DraftRecipient(number) for number in numbers))
    return cautions(draft, known, contents)


def reasons(*numbers, known, contents=()):
    return [
        remark.reason for each in asked(*numbers, known=known, contents=contents) for remark in each.remarks
    ]


class TestNumbers:
    def test_a_number_that_has_worked_asks_nothing(self):
        assert asked(ANNA, known=knowing(worked(ANNA))) == ()

    def test_a_first_fax_asks_for_the_last_digits(self):
        (caution,) = asked(ANNA, known=knowing())

        assert [remark.reason for remark in caution.remarks] == [Reason.FIRST_FAX]
        assert (caution.numbers, caution.must_retype) == ((ANNA,), True)

    def test_one_slip_away_from_a_known_number_is_said_first(self):
        (caution,) = asked("+4930123451", known=knowing(worked(ANNA)))

        assert [remark.reason for remark in caution.remarks] == [Reason.NEAR_KNOWN, Reason.FIRST_FAX]
        assert caution.remarks[0].other == ANNA

    def test_a_number_where_none_ever_arrived(self):
        known = knowing(NumberHistory(ANNA, 2, 0, 2, NOW - DAY))

        (caution,) = asked(ANNA, known=known)

        assert [(each.reason, each.count) for each in caution.remarks] == [(Reason.NEVER_DELIVERED, 2)]

    def test_a_fax_under_way_to_a_number_is_not_its_first(self):
        assert reasons(ANNA, known=knowing(NumberHistory(ANNA, 1, 0, 0, None))) == []

    @pytest.mark.parametrize(
        ("failed", "days", "is_dead"), [(3, 8, True), (2, 8, False), (3, 6, False), (72, 400, True)]
    )
    def test_failures_for_more_than_a_week_look_dead_even_where_faxes_arrived_before(
        self, failed, days, is_dead
    ):
        known = knowing(NumberHistory(ANNA, 100, 20, failed, NOW - days * DAY))

        assert (Reason.DEAD in reasons(ANNA, known=known)) is is_dead

    def test_a_country_where_none_arrived_before(self):
        (caution,) = asked(PARIS, known=knowing(worked(ANNA, 50)))

        assert (caution.remarks[0].reason, caution.remarks[0].country) == (Reason.NEW_COUNTRY, "FR")

    def test_a_country_other_than_usual(self):
        (caution,) = asked(PARIS, known=knowing(worked(ANNA, 50), worked("+33142685399")))

        remark = caution.remarks[0]
        assert (remark.reason, remark.country, remark.usual) == (Reason.OTHER_COUNTRY, "FR", "DE")

    def test_the_first_fax_of_all_has_no_usual_country(self):
        assert reasons(PARIS, known=knowing()) == [Reason.FIRST_FAX]

    def test_a_mobile_phone(self):
        assert reasons("+4915112345678", known=knowing()) == [Reason.FIRST_FAX, Reason.MOBILE]

    def test_the_same_number_twice_is_asked_about_once(self):
        assert [each.numbers for each in asked(ANNA, BOB, ANNA, known=knowing())] == [(ANNA,), (BOB,)]

    def test_what_is_no_number_is_left_to_the_checks(self):
        assert asked("12 34", "", known=knowing()) == ()

    def test_of_more_than_a_few_the_list_is_checked_with_the_gravest_first(self):
        numbers = [f"+4940{at}23456" for at in range(MOST_TO_RETYPE)]

        (caution,) = asked("+4930123451", *numbers, known=knowing(worked(ANNA)))

        assert not caution.must_retype
        assert [(each.reason, each.count) for each in caution.remarks] == [
            (Reason.NEAR_KNOWN, 1),
            (Reason.FIRST_FAX, 4),
        ]
        assert caution.numbers == ("+4930123451", *numbers)


class TestFax:
    @pytest.mark.parametrize(
        ("count", "reason"),
        [(MANY, None), (MANY + 1, Reason.MANY), (BROADCAST, Reason.MANY), (BROADCAST + 1, Reason.BROADCAST)],
    )
    def test_many_recipients_are_asked_about(self, count, reason):
        numbers = [f"+49301234{at:02}" for at in range(count)]

        found = asked(*numbers, known=knowing(*map(worked, numbers)))

        assert [(each.remarks[0].reason, each.remarks[0].count) for each in found] == (
            [(reason, count)] if reason else []
        )

    def test_the_same_number_within_the_hour(self):
        recent = (
            RecentFax(ANNA, NOW - MINUTE, "", ("a",)),
            RecentFax(ANNA, NOW - 9 * MINUTE, "SUCCESS", ("b",)),
        )

        (caution,) = asked(
            ANNA, BOB, known=knowing(worked(ANNA), worked(BOB), recent=recent), contents=("c",)
        )

        (remark,) = caution.remarks
        assert (remark.reason, remark.at, caution.numbers) == (Reason.REPEAT, NOW - MINUTE, (ANNA,))

    def test_the_same_pages_within_the_hour_are_worse(self):
        recent = (RecentFax(ANNA, NOW - MINUTE, "SUCCESS", ("a", "b")),)

        (caution,) = asked(ANNA, known=knowing(worked(ANNA), recent=recent), contents=("a", "b"))

        assert [(each.reason, each.state) for each in caution.remarks] == [(Reason.SAME_AGAIN, "SUCCESS")]

    def test_two_cover_pages_are_not_the_same_pages(self):
        recent = (RecentFax(ANNA, NOW - MINUTE, "", ()),)

        assert reasons(ANNA, known=knowing(worked(ANNA), recent=recent)) == [Reason.REPEAT]


class TestNear:
    @given(DIGITS, st.data())
    def test_a_slip_is_found_from_both_sides(self, number, data):
        place = data.draw(st.integers(1, len(number) - 1))
        digit = data.draw(st.sampled_from([each for each in "0123456789" if each != number[place]]))
        slipped = number[:place] + digit + number[place + 1 :]

        assert near(slipped, {number}) == number
        assert near(number, {slipped}) == slipped

    @given(DIGITS, DIGITS)
    def test_only_a_slip_is_found(self, number, other):
        differing = [at for at in range(min(len(number), len(other))) if number[at] != other[at]]
        is_slip = len(number) == len(other) and (
            len(differing) == 1
            or (
                len(differing) == 2
                and differing[1] == differing[0] + 1
                and number[differing[0]] == other[differing[1]]
                and number[differing[1]] == other[differing[0]]
            )
        )

        assert (near(number, {other}) == other) is is_slip

    def test_two_digits_that_changed_places(self):
        assert near("+4930124350", {"+4930123450"}) == "+4930123450"


class TestJournal:
    @pytest.fixture
    def bench(self, tmp_path):
        made = Bench(tmp_path)
        yield made
        made.close()

    def end(self, bench, ref, state):
        changes = tuple(
            RecipientChange(
                row.ref,
                freeze(Message(StateCode.SUCCESS, message_ref=row.ref, number=row.number, state=state)),
                is_live=False,
            )
            for row in bench.recipients(ref)
        )
        seen = bench.find(ref)
        bench.desk.journal.step(
            seen, Change(FaxState.DELIVERED, "", recipients=changes), bench.desk.clock.now()
        )

    def test_what_became_of_faxes_is_known_by_number(self, bench):
        states = (RecipientState.FAILED, RecipientState.SUCCESS, RecipientState.FAILED, RecipientState.FAILED)
        times = []
        for state in states:
            times.append(bench.desk.clock.now())
            self.end(bench, bench.send(ANNA), state)
            bench.hands.advance(60)
        bench.send(BOB)

        known = KnownNumbers.read(bench.desk)

        assert known.histories == {
            ANNA: NumberHistory(ANNA, 4, 1, 2, times[2]),
            BOB: NumberHistory(BOB, 1, 0, 0, None),
        }
        assert known.delivered == {ANNA}
        assert known.countries == {"DE": 1}

    def test_only_faxes_of_the_last_hour_are_recent(self, bench):
        bench.send(ANNA)
        bench.hands.advance(LATELY / 1000 + 1)
        document = bench.document("second.txt", "Another.")
        bench.send(BOB, documents=(document,))

        (fax,) = KnownNumbers.read(bench.desk).recent

        assert (fax.number, fax.contents) == (BOB, contents_of([document]))

    def test_what_was_taken_back_was_never_sent(self, bench):
        draft = bench.draft(ANNA)
        bench.intake.take_back(bench.intake.take(draft, take_back=30))

        assert KnownNumbers.read(bench.desk).histories == {}

    def test_a_fax_that_was_taken_off_the_list_still_counts(self, bench):
        ref = bench.send(ANNA)
        self.end(bench, ref, RecipientState.SUCCESS)
        bench.desk.journal.hide(bench.find(ref).id)

        assert KnownNumbers.read(bench.desk).delivered == {ANNA}

    def test_files_that_cannot_be_read_have_no_contents(self, tmp_path):
        assert contents_of([tmp_path / "gone.pdf", tmp_path]) == ()


def test_a_name_goes_with_the_number():
    draft = Draft(recipients=(DraftRecipient(ANNA, "Anna"), DraftRecipient(BOB, "", "ACME")))

    assert [each.name for each in cautions(draft, knowing())] == ["Anna", "ACME"]


class TestLastCall:
    @pytest.mark.parametrize(
        ("code", "expected"),
        [
            (StateCode.VOICE_ANSWER, [Reason.VOICE]),
            (StateCode.UNALLOCATED_NUMBER, [Reason.NO_SUCH_NUMBER]),
            (StateCode.BUSY, []),
        ],
    )
    def test_where_nobody_can_take_a_fax_one_is_asked_though_some_arrived_before(self, code, expected):
        history = NumberHistory(ANNA, 4, 3, 1, NOW - MINUTE, code.value)

        assert reasons(ANNA, known=knowing(history)) == expected

    def test_the_newest_fax_that_has_ended_tells(self, tmp_path):
        bench = Bench(tmp_path)
        for state, code in ((RecipientState.SUCCESS, None), (RecipientState.FAILED, StateCode.VOICE_ANSWER)):
            ended(bench, state, code)
            bench.hands.advance(60)
        bench.send()

        known = KnownNumbers.read(bench.desk)
        assert known.histories[ANNA].last_reason == "VOICE_ANSWER"
        ended(bench, RecipientState.SUCCESS, None)
        assert KnownNumbers.read(bench.desk).histories[ANNA].last_reason == ""
        bench.close()


class TestRest:
    SEQUEL = Sequel(SequelKind.REST, "B", "M", 4, 8)

    def asked_of(self, draft_sequel, **known):
        draft = Draft(recipients=(DraftRecipient(ANNA),), origin=Origin(draft_sequel))
        found = cautions(draft, KnownNumbers({ANNA: worked(ANNA)}, now=NOW, **known))
        return [remark.reason for each in found for remark in each.remarks]

    @pytest.mark.parametrize(
        ("kind", "is_asked"),
        [(SequelKind.REST, True), (SequelKind.AGAIN, True), (SequelKind.FORWARD, False)],
    )
    def test_the_rest_of_one_fax_is_not_sent_twice_unasked_however_long_ago(self, kind, is_asked):
        sequel = replace(self.SEQUEL, kind=kind)

        assert self.asked_of(sequel, rests={"M": NOW - 9 * DAY}) == [Reason.REST_SENT] * is_asked
        assert self.asked_of(sequel, rests={"another": NOW}) == []

    def test_the_fax_that_broke_off_is_no_reason_to_ask(self):
        first = RecentFax(ANNA, NOW - MINUTE, "FAILED", (), "M")

        assert self.asked_of(self.SEQUEL, recent=(first,)) == []

    def test_what_was_sent_after_it_is(self):
        first = RecentFax(ANNA, NOW - 2 * MINUTE, "FAILED", (), "M")
        since = RecentFax(ANNA, NOW - MINUTE, "", (), "other")

        assert self.asked_of(self.SEQUEL, recent=(since, first)) == [Reason.REPEAT]

    def test_one_that_arrived_after_all_is(self):
        first = RecentFax(ANNA, NOW - MINUTE, "SUCCESS", (), "M")

        assert self.asked_of(self.SEQUEL, recent=(first,)) == [Reason.REPEAT]


def ended(bench, state, code):
    """A fax to Anna that ended so."""
    ref = bench.send()
    (row,) = bench.recipients(ref)
    told = Message(StateCode.SUCCESS, message_ref=row.ref, number=ANNA, state=state, reason=code)
    change = RecipientChange(row.ref, freeze(told), is_live=False)
    assert bench.desk.journal.step(bench.find(ref), Change(FaxState.PARTLY, "Ended", recipients=(change,)), 1)
