"""The monitor: asks the service how faxes fare that are on their way, and which were sent from elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from byfax_desktop.engine.clock import milliseconds, moment
from byfax_desktop.engine.frozen import freeze, thaw
from byfax_desktop.engine.listing import complete
from byfax_desktop.engine.machine import Rules
from byfax_desktop.engine.patience import Patience
from byfax_desktop.engine.reports import gone, is_old_news, listed, outcome
from byfax_desktop.engine.states import broadcast_is_final, message_is_final
from byfax_desktop.service.records import Broadcast, Message
from byfax_desktop.service.requests import BroadcastFilter, RecipientFilter
from byfax_desktop.store.journal import RemoteBroadcast
from byfax_desktop.store.submissions import (
    ENDED,
    Change,
    FaxState,
    RecipientChange,
    RecipientRow,
    Submission,
)
from byfax_desktop.store.wishes import WishKind, WishState

if TYPE_CHECKING:
    from byfax_desktop.engine.desk import Desk
    from byfax_desktop.service.ports.faxout import FaxoutPort

_Item = TypeVar("_Item")

PAGE = 500
"""Refs that one call asks for, and items that one page of an answer holds."""
UNKNOWN_A_CALL = 50
"""Broadcasts from elsewhere that one call asks for: how many recipients each has is not known."""
HISTORY = timedelta(days=90)
"""How far back faxes from elsewhere are looked for at first."""
OVERLAP = timedelta(minutes=10)
"""How much of what was seen already is asked for again, for clocks differ and answers overtake each other."""

_SEEN = "broadcasts-seen"
_MINUTE = 60 * 1000
_AGES = ((2 * _MINUTE, 1), (10 * _MINUTE, 3), (60 * _MINUTE, 10), (24 * 60 * _MINUTE, 60))
_OLDEST = 300
_SHOWN = {
    FaxState.DELIVERED: "Delivered to everyone",
    FaxState.PARTLY: "Delivered to some",
    FaxState.FAILED: "Not delivered",
    FaxState.CANCELLED: "Cancelled",
}


class Monitor:
    """Keeps the journal's faxes up to date, in pages of 500, each no more often than its age deserves."""

    def __init__(self, desk: Desk, faxout: FaxoutPort, patience: Patience, rules: Rules) -> None:
        self._desk = desk
        self._faxout = faxout
        self._patience = patience
        self._rules = rules
        self._wants_new = threading.Event()
        self._next_new = 0
        self._is_watched = True
        self._missed: dict[str, int] = {}
        """When each ref was first not listed though it should have been."""

    def ask_all(self) -> None:
        """Have the next look ask for everything that may have changed."""
        self._wants_new.set()
        self.hurry()

    def watch(self, is_watched: bool) -> None:
        """Say whether a person looks; then faxes on their way are asked for more often."""
        self._is_watched = is_watched
        if is_watched:
            self.hurry()

    def forget_missed(self) -> None:
        """Time has passed in which nobody looked: what a list lacks is missed from the next look on."""
        self._missed.clear()

    def hurry(self) -> None:
        """Ask for the faxes on their way at the next look."""
        journal, now = self._desk.journal, self._desk.clock.now()
        journal.look_again((each.id for each in journal.looked_for(2**62)[:PAGE]), now)

    def look(self) -> float:
        """Ask for what is due; returns the seconds until the next look. Raises the errors of the service."""
        now = self._desk.clock.now()
        if self._wants_new.is_set() or now >= self._next_new:
            self._wants_new.clear()
            try:
                self._find_new()
            except BaseException:
                self._wants_new.set()
                raise
            self._next_new = now + int(self._patience.idle * 1000)
        due = self._desk.journal.looked_for(now)
        self._fetch_recipients([each for each in due if not self._desk.journal.recipients(each.id)])
        self._ask(due)
        return self._pause()

    # Faxes sent from elsewhere

    def _find_new(self) -> None:
        """Broadcasts since the last look that the journal does not have, and changes of those that it has."""
        seen = self._desk.marks.get(_SEEN)
        since = moment(int(seen)) - OVERLAP if seen else moment(self._desk.clock.now()) - HISTORY
        which = BroadcastFilter(date_from=since)
        found = complete(lambda page: self._faxout.list_broadcasts(which, page), lambda b: b.broadcast_ref)
        now = self._desk.clock.now()
        fresh, changed = [], []
        for broadcast in found.values():
            known = self._desk.journal.find(broadcast.broadcast_ref)
            if known is None:
                fresh.append(_remote(broadcast, now))
            elif known.report is not None and known.report != freeze(broadcast):
                changed.append((known.id, freeze(broadcast)))
        if fresh:
            self._desk.journal.add_remote(fresh, now)
        if changed:
            self._desk.journal.update_reports(changed, next_look=now)
        # A date to come would hide all that is sent until then.
        newest = max((min(now, milliseconds(b.created)) for b in found.values() if b.created), default=None)
        if newest is not None and (seen is None or newest > int(seen)):
            self._desk.marks.put(_SEEN, str(newest))

    def _fetch_recipients(self, submissions: Sequence[Submission]) -> None:
        """The recipients of broadcasts from elsewhere, which are not known before."""
        for some in _chunks(submissions, UNKNOWN_A_CALL):
            which = RecipientFilter(broadcast_refs=tuple(each.broadcast_ref for each in some))
            found = self._list(which)
            for submission in some:
                mine = [m for m in found.values() if m.broadcast_ref == submission.broadcast_ref]
                changes = (RecipientChange(m.message_ref, freeze(m), not message_is_final(m)) for m in mine)
                rows = [(m.message_ref, m.number or "", c) for m, c in zip(mine, changes, strict=True)]
                self._desk.journal.add_recipients(submission.id, rows)

    # Faxes on their way

    def _ask(self, due: Sequence[Submission]) -> None:
        live = {each.id: self._desk.journal.recipients(each.id, live_only=True) for each in due}
        refs = [row.ref for rows in live.values() for row in rows]
        found: dict[str, Message] = {}
        for some in _chunks(refs, PAGE):
            found.update(self._list(RecipientFilter(message_refs=tuple(some))))
        revived = [each for each in due if not live[each.id] and _was_revived(each)]
        for group in _chunks(revived, UNKNOWN_A_CALL):
            found.update(self._list(RecipientFilter(tuple(each.broadcast_ref for each in group))))
            live.update((each.id, self._desk.journal.recipients(each.id)) for each in group)
        for submission in due:
            self._note(submission, live[submission.id], found)
        self._ask_broadcasts(due)

    def _note(self, seen: Submission, live: Sequence[RecipientRow], found: dict[str, Message]) -> None:
        changes = [change for row in live if (change := self._change(seen, row, found.get(row.ref)))]
        # One whose recipients had all ended when the service was first asked has ended without a change.
        if changes or (seen.state is FaxState.ACCEPTED and not live):
            state = self._outcome(seen, changes)
            words = _SHOWN.get(state, "") if state is not seen.state else ""
            step = Change(state, words, recipients=tuple(changes))
            self._desk.journal.step(seen, step, self._desk.clock.now())

    def _change(self, seen: Submission, row: RecipientRow, message: Message | None) -> RecipientChange | None:
        """What is new about a recipient; a list may lag, so that what is odd is waited for."""
        if message is not None:
            self._missed.pop(row.ref, None)
            is_stale = is_old_news(row, message) and self._was_sent_again(seen)
            return None if is_stale else listed(row, message)
        if not row.is_live:
            return None
        now = self._desk.clock.now()
        first = max(self._missed.setdefault(row.ref, now), seen.since)
        return gone(row) if now - first >= self._rules.graces[-1] else None

    def _was_sent_again(self, seen: Submission) -> bool:
        """Whether the service was asked to send again so shortly before that its list may not show it."""
        since = self._desk.clock.now() - self._rules.graces[-1]
        return any(
            wish.kind is WishKind.RESUBMIT and wish.state is WishState.DONE and wish.since > since
            for wish in self._desk.wishes.of(seen.id)
        )

    def _outcome(self, seen: Submission, changes: Sequence[RecipientChange]) -> FaxState:
        """How the fax stands with these changes; one whose recipients are not known stands as before."""
        reports = {row.ref: row.report for row in self._desk.journal.recipients(seen.id)}
        reports |= {change.ref: change.report for change in changes}
        if not reports:
            return seen.state
        return outcome(thaw(Message, report) if report else None for report in reports.values())

    def _ask_broadcasts(self, due: Sequence[Submission]) -> None:
        """How the broadcasts stand as such: one call a round, for those that waited longest for it."""
        some = due[:PAGE]
        found: dict[str, Broadcast] = {}
        if some:
            which = BroadcastFilter(broadcast_refs=tuple(each.broadcast_ref for each in some))
            found = complete(
                lambda page: self._faxout.list_broadcasts(which, page), lambda b: b.broadcast_ref
            )
        reports = [
            (each.id, freeze(found[each.broadcast_ref])) for each in some if each.broadcast_ref in found
        ]
        known = {each.id: each.report for each in some}
        news = [(ref, report) for ref, report in reports if known[ref] != report]
        if news:
            self._desk.journal.update_reports(news)
        asked = {each.id for each in some}
        self._desk.journal.schedule(
            (each.id, self._next_look(each, each.id in asked, found.get(each.broadcast_ref))) for each in due
        )

    def _next_look(self, each: Submission, was_asked: bool, broadcast: Broadcast | None) -> int | None:
        now = self._desk.clock.now()
        is_over = not self._desk.journal.recipients(each.id, live_only=True)
        if is_over and was_asked and (broadcast is None or broadcast_is_final(broadcast)):
            return None
        age = now - each.intent
        factor = next((factor for limit, factor in _AGES if age < limit), _OLDEST)
        pause = self._patience.live if self._is_watched else self._patience.live_unwatched
        return now + int(pause * factor * 1000)

    def _list(self, which: RecipientFilter) -> dict[str, Message]:
        return complete(lambda page: self._faxout.list_recipients(which, page), lambda m: m.message_ref)

    def _pause(self) -> float:
        due = self._desk.journal.next_look()
        soonest = self._next_new if due is None else min(due, self._next_new)
        return max(0.0, (soonest - self._desk.clock.now()) / 1000)


def _was_revived(seen: Submission) -> bool:
    """Whether the service works on a fax that had ended: somebody sends it again from elsewhere."""
    return (
        seen.state in ENDED
        and seen.report is not None
        and not broadcast_is_final(thaw(Broadcast, seen.report))
    )


def _remote(broadcast: Broadcast, now: int) -> RemoteBroadcast:
    created = milliseconds(broadcast.created) if broadcast.created else now
    return RemoteBroadcast(
        broadcast.broadcast_ref, created, freeze(broadcast), FaxState.ACCEPTED, next_look=now
    )


def _chunks(items: Sequence[_Item], size: int) -> Iterator[Sequence[_Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
