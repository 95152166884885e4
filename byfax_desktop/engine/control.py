"""Asking the service for what a person wants done with faxes that it has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from byfax_desktop.engine.answers import UNCLEAR, WishAnswer, answer_of, frozen, frozen_refusal, took
from byfax_desktop.engine.frozen import freeze, thaw
from byfax_desktop.engine.listing import complete
from byfax_desktop.engine.machine import Rules
from byfax_desktop.engine.states import message_is_final
from byfax_desktop.engine.wishing import AT_SERVICE, WISH_WORDS
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import AuthorizationRefused, NotFound, NotSent, OutcomeUnknown, Refused
from byfax_desktop.service.records import Message, ProcessReport, ProcessReports
from byfax_desktop.service.requests import ProcessRequest, RecipientFilter
from byfax_desktop.service.sentences import sentence
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.submissions import ENDED, Change, FaxState, RecipientChange, RecipientRow, Submission
from byfax_desktop.store.wishes import Wish, WishKind, WishState

if TYPE_CHECKING:
    from byfax_desktop.engine.desk import Desk
    from byfax_desktop.service.ports.faxout import FaxoutPort

_FAILED = frozenset({RecipientState.FAILED, RecipientState.ABORTED})


class Control:
    """Carries out the wishes that are kept in the journal."""

    def __init__(
        self,
        desk: Desk,
        faxout: FaxoutPort,
        rules: Rules,
        tell: Callable[[WishAnswer], None] = lambda _: None,
    ) -> None:
        """``tell`` hears what became of each wish."""
        self._desk = desk
        self._faxout = faxout
        self._rules = rules
        self._tell = tell

    def look(self) -> float | None:
        """Carry out what can be; returns seconds until there is more to do. Raises the errors of the service."""
        groups: dict[tuple[WishKind, bool], list[tuple[Wish, Submission]]] = defaultdict(list)
        waits = False
        for wish in self._desk.wishes.unfinished():
            seen = self._desk.journal.submission(wish.submission_id)
            if seen.state not in AT_SERVICE:
                waits = True
            elif not seen.is_there:
                self._end(wish, seen, WishState.DONE)
            elif wish.kind is WishKind.CANCEL and seen.state in ENDED:
                self._end(wish, seen, WishState.DONE, frozen(self._as_they_ended(seen)))
            elif wish.kind is WishKind.RESUBMIT and wish.state is WishState.ASKED:
                waits |= not self._look_after(wish, seen)
            else:
                is_by_message = bool(wish.message_ref) or wish.kind is WishKind.RESUBMIT
                groups[wish.kind, is_by_message].append((wish, seen))
        for (kind, is_by_message), wishes in groups.items():
            if kind is WishKind.DELETE:
                for wish, seen in wishes:
                    self._delete(wish, seen)
            else:
                self._process(kind, is_by_message, wishes)
        return 1.0 if waits else None

    def _process(
        self, kind: WishKind, is_by_message: bool, wishes: Sequence[tuple[Wish, Submission]]
    ) -> None:
        now = self._desk.clock.now()
        asked = []
        for wish, seen in wishes:
            if self._desk.wishes.move(wish, WishState.ASKED, now):
                asked.append((self._again(wish), seen))
        if not asked:
            return
        refs = tuple(
            dict.fromkeys(ref for wish, seen in asked for ref in self._refs(wish, seen, is_by_message))
        )
        if not refs:
            self._answer_all(asked, ProcessReports(StateCode.SUCCESS))
            return
        request = ProcessRequest(message_refs=refs) if is_by_message else ProcessRequest(broadcast_refs=refs)
        call = {
            WishKind.PAUSE: self._faxout.pause,
            WishKind.RESUME: self._faxout.resume,
            WishKind.CANCEL: self._faxout.cancel,
            WishKind.RESUBMIT: self._faxout.resubmit,
        }[kind]
        try:
            answer = call(request)
        except AuthorizationRefused:
            self._reopen(asked)
            raise
        except Refused as refusal:
            self._refuse(asked, refusal)
            return
        except (NotSent, OutcomeUnknown) as failure:
            # What changes nothing when it is done twice is simply asked for again.
            if kind is not WishKind.RESUBMIT or isinstance(failure, NotSent):
                self._reopen(asked)
            raise
        self._answer_all(asked, answer)

    def _refs(self, wish: Wish, seen: Submission, is_by_message: bool) -> tuple[str, ...]:
        """What to name to the service. Sent again are only those who failed: it would also take who was cancelled."""
        if not is_by_message:
            return (seen.broadcast_ref,)
        if wish.message_ref:
            return (wish.message_ref,)
        rows = self._desk.journal.recipients(seen.id)
        return tuple(row.ref for row in rows if not row.is_live and _state(row) in _FAILED)

    def _answer_all(self, asked: Iterable[tuple[Wish, Submission]], answer: ProcessReports) -> None:
        for wish, seen in asked:
            self._answered(wish, seen, answer)

    def _again(self, wish: Wish) -> Wish:
        return next(each for each in self._desk.wishes.of(wish.submission_id) if each.id == wish.id)

    def _reopen(self, asked: Iterable[tuple[Wish, Submission]]) -> None:
        for wish, _ in asked:
            self._desk.wishes.move(wish, WishState.OPEN, self._desk.clock.now())

    def _refuse(self, asked: Iterable[tuple[Wish, Submission]], refusal: Refused) -> None:
        for wish, seen in asked:
            meant = self._refs(wish, seen, is_by_message=True) if wish.kind is WishKind.RESUBMIT else ()
            self._end(wish, seen, WishState.REFUSED, frozen_refusal(refusal.code, meant))
            self._note(seen, f"{WISH_WORDS[wish.kind]}: {refusal.what}")

    def _answered(self, wish: Wish, seen: Submission, answer: ProcessReports) -> None:
        rows = {row.ref: row for row in self._desk.journal.recipients(seen.id)}
        mine = [
            item
            for item in answer.items
            if item.broadcast_ref == seen.broadcast_ref or item.message_ref in rows
        ]
        if wish.message_ref:
            mine = [item for item in mine if item.message_ref == wish.message_ref]
        done = [item for item in mine if took(wish.kind, item)]
        self._end(wish, seen, WishState.DONE if done or not mine else WishState.REFUSED, frozen(mine))
        self._note(seen, _told(wish, mine, done))
        if wish.kind is WishKind.RESUBMIT and done:
            self._make_live(seen, [rows[each.message_ref] for each in done if each.message_ref in rows])
        self._desk.journal.look_again([seen.id], self._desk.clock.now())

    def _end(self, wish: Wish, seen: Submission, state: WishState, answer: str = "") -> None:
        """The wish has come to its end, which is told."""
        now = self._desk.clock.now()
        if self._desk.wishes.move(wish, state, now, answer):
            rows = self._desk.journal.recipients(seen.id)
            self._tell(answer_of(replace(wish, state=state, since=now, answer=answer), seen, rows))

    def _as_they_ended(self, seen: Submission) -> Iterator[ProcessReport]:
        """What the service would answer of a fax that has ended meanwhile."""
        for row in self._desk.journal.recipients(seen.id):
            yield ProcessReport(StateCode.FAXJOB_NOT_WAITING, message_ref=row.ref, state=_state(row))

    def _make_live(self, seen: Submission, rows: Sequence[RecipientRow]) -> None:
        changes = []
        for row in rows:
            message = (
                thaw(Message, row.report) if row.report else Message(message_ref=row.ref, number=row.number)
            )
            if not message_is_final(message) or message.state is RecipientState.SUCCESS:
                continue
            again = replace(message, state=RecipientState.PENDING)
            changes.append(RecipientChange(row.ref, freeze(again), True, "Sent again"))
        if changes:
            current = self._desk.journal.submission(seen.id)
            self._desk.journal.step(
                current,
                Change(FaxState.ACCEPTED, "Sent again", recipients=tuple(changes)),
                self._desk.clock.now(),
            )

    def _look_after(self, wish: Wish, seen: Submission) -> bool:
        """Find out what became of a Send again that was not answered; it is never repeated by itself."""
        which = RecipientFilter(broadcast_refs=(seen.broadcast_ref,))
        found = complete(lambda page: self._faxout.list_recipients(which, page), lambda m: m.message_ref)
        # One that was on its way all the time proves nothing.
        rows = self._desk.journal.recipients(seen.id)
        ended = {row.ref: row for row in rows if wish.message_ref in ("", row.ref) and _has_failed(row)}
        mine = [m for ref, m in found.items() if ref in ended]
        again = [m for m in mine if (m.attempt or 0) > wish.seen_attempt or not message_is_final(m)]
        now = self._desk.clock.now()
        if again or not ended:
            reports = [ProcessReport(StateCode.SUCCESS, message_ref=each.message_ref) for each in again]
            self._end(wish, seen, WishState.DONE, frozen(reports))
            self._make_live(seen, [ended[m.message_ref] for m in again])
            self._desk.journal.look_again([seen.id], now)
            return True
        if now - wish.since < self._rules.graces[0]:
            return False
        self._end(wish, seen, WishState.REFUSED, frozen_refusal(None, tuple(ended)))
        self._note(seen, f"{UNCLEAR.what} {UNCLEAR.do}")
        return True

    def _delete(self, wish: Wish, seen: Submission) -> None:
        """One recipient after another; what is not there any more is as good as deleted."""
        reports = [
            ProcessReport(self._deleted(row), message_ref=row.ref)
            for row in self._desk.journal.recipients(seen.id)
            if wish.message_ref in ("", row.ref)
        ]
        done = [each for each in reports if each.succeeded]
        is_gone = len(done) == len(reports)
        self._note(seen, "Deleted at byFax" if is_gone else _told(wish, reports, done))
        if is_gone and not wish.message_ref:
            # Before the wish ends: a program that is killed in between does it all once more, which changes nothing.
            self._desk.journal.hide(seen.id)
        self._end(wish, seen, WishState.DONE if done or is_gone else WishState.REFUSED, frozen(reports))

    def _deleted(self, row: RecipientRow) -> StateCode:
        try:
            self._faxout.delete(row.ref)
        except AuthorizationRefused:
            raise
        except NotFound:
            return StateCode.SUCCESS
        except Refused as refusal:
            return refusal.code
        return StateCode.SUCCESS

    def _note(self, seen: Submission, words: str) -> None:
        self._desk.journal.note(seen.id, words, self._desk.clock.now())


def _has_failed(row: RecipientRow) -> bool:
    if row.is_live or not row.report:
        return False
    return _state(row) is not RecipientState.SUCCESS


def _state(row: RecipientRow) -> RecipientState:
    return thaw(Message, row.report).state if row.report else RecipientState.PENDING


def _told(wish: Wish, mine: Sequence[ProcessReport], done: Sequence[ProcessReport]) -> str:
    word = WISH_WORDS[wish.kind]
    if not mine:
        return f"{word}: there was nothing left to do it to"
    if len(done) == len(mine):
        return f"{word}: byFax does it"
    reasons = {sentence(item.state_code).what for item in mine if item not in done}
    return f"{word}: byFax does it for {len(done)} of {len(mine)} recipients. {' '.join(sorted(reasons))}"
