"""What is told of all that happens."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tab_doubles import NOON, entry, local_entry, message, own_number, received

from byfax_desktop.engine.events import (
    BalanceChanged,
    Connection,
    ConnectionChanged,
    InboxChanged,
    LocalState,
    NumbersChanged,
    OutboxEntry,
    WaitingChanged,
)
from byfax_desktop.engine.notice_words import notice_words
from byfax_desktop.engine.notices import MOST_NAMED, Notice, NoticeBook, NoticeKind, Party, merged
from byfax_desktop.engine.quiet_hours import QuietHours
from byfax_desktop.engine.states import entry_is_live
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import Balance
from byfax_desktop.service.states import BroadcastState, InboundState, RecipientState
from byfax_desktop.store.submissions import FOR_YOU, FaxState

ONLINE = ConnectionChanged(Connection.ONLINE)
OFFLINE = ConnectionChanged(Connection.OFFLINE, Trouble("Away.", "Wait."))
HOLD = Trouble("The balance is too low.", "Top it up.")
ANNA = Party("Anna Schmidt", "+4930123456")


LATER = NOON + timedelta(minutes=1)
"""When the account was opened: the faxes of these tests were sent before, if nothing else is said."""


class Faxes(dict[int, OutboxEntry]):
    """Sent faxes that have changed, by the ids that their refs give them."""


def book(**facts: Any) -> NoticeBook:
    notices = NoticeBook(lambda did: did.city == "soon", **{"opened": LATER} | facts)
    notices.begin((), ())
    return notices


def fax(ref: str, state: RecipientState, **facts: Any) -> OutboxEntry:
    is_over = state in (RecipientState.SUCCESS, RecipientState.FAILED, RecipientState.CANCELLED)
    broadcast = BroadcastState.DONE if is_over else BroadcastState.DELIVERING
    return entry(ref, (message(f"{ref}-1", state=state, **facts),), state=broadcast)


def told(notices: NoticeBook, *events: Any) -> list[Notice]:
    return [
        notice
        for event in events
        for notice in (notices.hear_sent(event) if isinstance(event, Faxes) else notices.hear(event))
    ]


def outbox(*entries: OutboxEntry) -> Faxes:
    return Faxes({hash(each.broadcast.broadcast_ref): each for each in entries})


def test_what_had_happened_before_is_no_news() -> None:
    notices = book()
    assert not told(
        notices,
        outbox(fax("b1", RecipientState.SUCCESS), fax("b2", RecipientState.FAILED)),
        InboxChanged((received("f1"),)),
        BalanceChanged(Balance()),
    )


def test_a_fax_that_was_on_its_way_before_the_program_began_is_told_when_it_has_arrived() -> None:
    notices = book()
    notices.begin([hash("b1")], [hash("b2")])
    assert notices.followed == {hash("b1"), hash("b2")}
    (notice,) = told(notices, outbox(fax("b1", RecipientState.SUCCESS)))
    assert notice.kind is NoticeKind.DELIVERED
    assert not told(notices, outbox(local_entry(FaxState.HELD, ref="b2")))


def test_a_fax_that_goes_out_and_ends_between_two_looks_is_told_once() -> None:
    notices = book(opened=NOON)
    assert len(told(notices, *[outbox(fax("b1", RecipientState.SUCCESS))] * 2)) == 1


def test_a_fax_that_was_on_its_way_is_told_when_it_has_arrived() -> None:
    notices = book()
    (notice,) = told(
        notices, outbox(fax("b1", RecipientState.DELIVERING)), outbox(fax("b1", RecipientState.SUCCESS))
    )
    assert (notice.kind, notice.count, notice.ref) == (NoticeKind.DELIVERED, 1, "b1")
    assert not told(notices, outbox(fax("b1", RecipientState.SUCCESS)))


def test_a_fax_that_failed_is_told_with_its_reason() -> None:
    notices = book()
    failed = fax("b1", RecipientState.FAILED, reason=StateCode.BUSY)
    (notice,) = told(notices, outbox(fax("b1", RecipientState.DELIVERING)), outbox(failed))
    assert (notice.kind, notice.why, notice.ref) == (NoticeKind.FAILED, "Busy", "b1")


def test_a_fax_that_byfax_did_not_take_has_failed() -> None:
    (notice,) = told(book(), outbox(local_entry(FaxState.SUBMITTING)), outbox(local_entry(FaxState.REJECTED)))
    assert (notice.kind, notice.ref) == (NoticeKind.FAILED, "a")


def test_a_fax_that_was_cancelled_or_taken_back_is_no_news() -> None:
    notices = book()
    assert not told(
        notices, outbox(fax("b1", RecipientState.DELIVERING)), outbox(fax("b1", RecipientState.CANCELLED))
    )
    assert not told(notices, outbox(local_entry(FaxState.QUEUED)), outbox(local_entry(FaxState.CANCELLED)))


def test_a_fax_that_is_sent_again_is_told_again() -> None:
    way = [fax("b1", RecipientState.DELIVERING), fax("b1", RecipientState.FAILED)] * 2
    assert [notice.kind for notice in told(book(), *map(outbox, way))] == [NoticeKind.FAILED] * 2


def test_a_broadcast_to_ten_thousand_is_one_notice_at_its_end() -> None:
    people = tuple(message(f"m{i}", state=RecipientState.DELIVERING) for i in range(10_000))
    live = entry("b1", people, state=BroadcastState.DELIVERING)
    states = [RecipientState.FAILED if i < 10 else RecipientState.SUCCESS for i in range(10_000)]

    def standing(done: int) -> OutboxEntry:
        some = tuple(
            replace(each, message=replace(each.message, state=states[i])) if i < done else each
            for i, each in enumerate(people)
        )
        return entry("b1", some, state=BroadcastState.DONE if done == 10_000 else BroadcastState.DELIVERING)

    notices = told(book(), outbox(live), *(outbox(standing(done)) for done in (1, 50, 9_999, 10_000)))
    assert [(each.kind, each.count, each.of) for each in notices] == [(NoticeKind.FAILED, 10, 10_000)]
    assert notice_words(notices[0], shows_who=False).title == "10 of 10,000 faxes not delivered"


def test_a_fax_that_comes_to_need_a_person_is_told_once() -> None:
    notices = book()
    news = told(
        notices,
        outbox(local_entry(FaxState.SUBMITTING)),
        outbox(local_entry(FaxState.NEEDS_YOU)),
        outbox(local_entry(FaxState.NEEDS_YOU)),
    )
    assert [(each.kind, each.ref) for each in news] == [(NoticeKind.NEEDS_YOU, "a")]


def test_a_new_fax_is_told_once_when_it_is_whole() -> None:
    coming = received("f2", has_file=False, state=InboundState.TRANSMITTING)
    news = told(
        book(),
        InboxChanged((received("f1"),)),
        InboxChanged((coming, received("f1"))),
        InboxChanged((received("f2"), received("f1"))),
        InboxChanged((received("f1"),)),
        InboxChanged((received("f2"), received("f1"))),
    )
    assert [(each.kind, each.ref) for each in news] == [(NoticeKind.RECEIVED, "f2")]


def test_a_fax_that_could_not_be_received_is_told_too() -> None:
    failed = received("f2", has_file=False, state=InboundState.FAILED)
    (notice,) = told(book(), InboxChanged((received("f1"),)), InboxChanged((failed, received("f1"))))
    assert notice.kind is NoticeKind.MISSED


def test_a_fax_that_was_read_elsewhere_is_no_news() -> None:
    assert not told(
        book(), InboxChanged((received("f1"),)), InboxChanged((received("f2", unread=False), received("f1")))
    )


def test_where_none_was_known_only_the_faxes_of_now_are_news() -> None:
    old = [received(f"f{i}", received=NOON - timedelta(days=i + 1)) for i in range(500)]
    fresh = received("new", received=NOON + timedelta(minutes=1))
    news = told(book(), InboxChanged(()), InboxChanged((fresh, *old)))
    assert [each.ref for each in news] == ["new"]


def test_a_number_that_ends_soon_is_told_once_for_each_end_it_has() -> None:
    def number(city: str, till: datetime) -> NumbersChanged:
        return NumbersChanged((own_number("n1", city=city, reserved_till=till),))

    may, july = datetime(2027, 5, 1, tzinfo=UTC), datetime(2027, 7, 1, tzinfo=UTC)
    first = book()
    assert [
        each.kind for each in told(first, number("later", may), number("soon", may), number("soon", may))
    ] == [NoticeKind.ENDING]
    again = book(told_endings=first.told_endings)
    assert not told(again, number("soon", may))
    assert len(told(again, number("soon", july))) == 1


def test_what_stops_all_faxes_is_told_once_till_they_went_on() -> None:
    waiting = WaitingChanged(3, 0, HOLD)
    news = told(book(), ONLINE, waiting, replace(waiting, waiting=4), WaitingChanged(0), waiting)
    assert [(each.kind, each.count, each.why) for each in news] == [(NoticeKind.HOLD, 3, HOLD.what)] * 2


def test_a_network_that_is_away_is_not_told_as_what_stops_all_faxes() -> None:
    assert not told(book(), OFFLINE, WaitingChanged(3, 0, HOLD))


states = st.sampled_from(
    [
        RecipientState.PENDING,
        RecipientState.DELIVERING,
        RecipientState.SUCCESS,
        RecipientState.FAILED,
        RecipientState.CANCELLED,
    ]
)
locals_ = st.none() | st.sampled_from(list(FaxState)).map(LocalState)
changes = st.tuples(st.integers(0, 3), states, locals_)


@given(st.lists(changes, max_size=20), st.sampled_from([NOON, LATER]))
def test_whatever_happens_each_end_and_each_need_is_told_exactly_once(
    steps: list[tuple[int, RecipientState, LocalState | None]], opened: datetime
) -> None:
    notices = book(opened=opened)
    before = dict.fromkeys(range(4), "unknown")
    for number, state, local in steps:
        changed = replace(fax(f"b{number}", state), local=local)
        asks = bool(local and local.state in FOR_YOU)
        now = "asks" if asks else "live" if entry_is_live(changed) else "ended"
        news = notices.hear_sent({number: changed})
        kinds = {notice.kind for notice in news}
        assert len(news) <= 1
        assert (NoticeKind.NEEDS_YOU in kinds) == (now == "asks" and before[number] != "asks")
        if now != "ended" or before[number] == "ended" or (before[number] == "unknown" and opened is LATER):
            assert kinds <= {NoticeKind.NEEDS_YOU}
        elif state is RecipientState.SUCCESS and (local is None or local.state is not FaxState.REJECTED):
            assert kinds == {NoticeKind.DELIVERED}
        before[number] = now


parties = st.builds(Party, st.text(max_size=80), st.just("+4930123456"))
notices_ = st.builds(
    Notice,
    st.sampled_from(NoticeKind),
    st.integers(1, 50),
    st.integers(50, 90),
    st.lists(parties, max_size=3).map(tuple),
    st.text(max_size=10),
    st.text(max_size=4),
)


@given(st.lists(notices_, max_size=20))
def test_many_notices_become_one_of_each_kind_and_nothing_is_left_out_of_the_count(
    news: list[Notice],
) -> None:
    few = merged(news)
    assert len({each.kind for each in few}) == len(few)
    assert {each.kind for each in few} == {each.kind for each in news}
    for each in few:
        same = [one for one in news if one.kind is each.kind]
        if each.kind is NoticeKind.HOLD:
            assert each == same[-1]
        else:
            assert each.count == sum(one.count for one in same)
            assert (each.ref == "") >= (len(same) > 1)
        assert len(each.who) <= MOST_NAMED


@given(notices_)
def test_nobody_is_named_unless_a_person_wants_it(notice: Notice) -> None:
    words = notice_words(replace(notice, why=""), shows_who=False)
    assert words.body == ""
    shown = notice_words(notice, shows_who=True)
    assert shown.title == notice_words(notice, shows_who=False).title
    assert all(
        letter.isprintable() or letter in "\n\u2068\u2069" for letter in shown.body.replace(notice.why, "")
    )


@pytest.mark.parametrize(
    ("notice", "title", "body"),
    [
        (Notice(NoticeKind.RECEIVED, who=(ANNA,)), "New fax", "\u2068Anna Schmidt\u2069"),
        (Notice(NoticeKind.RECEIVED, 1_200, 1_200), "1,200 new faxes", ""),
        (
            Notice(NoticeKind.FAILED, who=(ANNA,), why="Busy"),
            "Fax not delivered",
            "\u2068Anna Schmidt\u2069\nBusy",
        ),
        (
            Notice(NoticeKind.DELIVERED, 3, 3, (ANNA,)),
            "3 faxes delivered",
            "\u2068Anna Schmidt\u2069 and 2 more",
        ),
        (Notice(NoticeKind.DELIVERED, 2, 3), "2 of 3 faxes delivered", ""),
        (Notice(NoticeKind.FAILED, 1, 3), "1 of 3 faxes not delivered", ""),
        (Notice(NoticeKind.HOLD, 1, 1, why="No money."), "A fax waits", "No money."),
        (Notice(NoticeKind.RECEIVED, who=(Party("", "+4930"),)), "New fax", "\u2068The office\u2069"),
        (Notice(NoticeKind.RECEIVED, who=(Party("", ""),)), "New fax", ""),
        (Notice(NoticeKind.RECEIVED, who=(Party("\u202e\n" + "x" * 400, ""),)), "New fax", None),
    ],
)
def test_a_notice_in_words(notice: Notice, title: str, body: str | None) -> None:
    words = notice_words(notice, True, lambda number: "The office" if number == "+4930" else "")
    assert words.title == title
    if body is None:
        assert len(words.body) < 70
        assert "\u202e" not in words.body
    else:
        assert words.body == body


@pytest.mark.parametrize(
    ("begin", "end", "now", "till"),
    [
        ("20:00", "07:00", "2026-11-23T21:00", "2026-11-24T07:00"),
        ("20:00", "07:00", "2026-11-23T20:00", "2026-11-24T07:00"),
        ("20:00", "07:00", "2026-11-24T06:59", "2026-11-24T07:00"),
        ("20:00", "07:00", "2026-11-24T07:00", None),
        ("20:00", "07:00", "2026-11-24T12:00", None),
        ("12:00", "13:00", "2026-11-24T12:30", "2026-11-24T13:00"),
        ("12:00", "13:00", "2026-11-24T13:00", None),
        ("12:00", "12:00", "2026-11-24T12:00", None),
    ],
)
def test_quiet_hours_end_when_they_should(begin: str, end: str, now: str, till: str | None) -> None:
    hours = QuietHours(time.fromisoformat(begin), time.fromisoformat(end))
    assert hours.till(datetime.fromisoformat(now)) == (datetime.fromisoformat(till) if till else None)


@given(st.times(), st.times(), st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)))
def test_quiet_hours_end_within_a_day_and_then_are_over(begin: time, end: time, now: datetime) -> None:
    hours = QuietHours(begin, end)
    till = hours.till(now)
    if till is not None:
        assert now < till <= now + timedelta(days=1)
        assert hours.till(till) is None
