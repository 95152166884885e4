"""What byFax answered to a wish, recipient by recipient, in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from byfax_desktop.engine.clock import moment
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import ProcessReport
from byfax_desktop.service.sentences import sentence
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.submissions import RecipientRow
from byfax_desktop.store.wishes import WishKind, WishState

if TYPE_CHECKING:
    from byfax_desktop.engine.desk import Desk
    from byfax_desktop.store.submissions import Submission
    from byfax_desktop.store.wishes import Wish

UNCLEAR = Trouble(
    "byFax did not say whether it sends this again.",
    "See how it fares before you choose Send again once more.",
)
_WANTED = {
    WishKind.PAUSE: {RecipientState.PAUSED, RecipientState.PAUSING},
    WishKind.CANCEL: {RecipientState.CANCELLED, RecipientState.CANCELLING},
    WishKind.DELETE: {RecipientState.DELETED},
}
"""States in which a fax stands as was wished, whatever byFax says to the wish."""
_ENDED = {
    RecipientState.SUCCESS: Trouble("It was delivered before.", ""),
    RecipientState.FAILED: Trouble("It had failed before.", "Choose Send again if it is still to go out."),
    RecipientState.ABORTED: Trouble("It was stopped by byFax before.", ""),
    RecipientState.CANCELLED: Trouble("It was cancelled before.", ""),
}
"""Why nothing could be done, where the state says it better than the code."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a wish for one recipient; without ``trouble`` byFax does it."""

    message_ref: str
    number: str
    name: str
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class WishAnswer:
    """What became of one wish, for each recipient whom it was about; those that byFax said nothing of are left out.

    ``message_ref`` is empty where it was about the whole fax.
    """

    kind: WishKind
    broadcast_ref: str
    message_ref: str
    at: datetime
    subject: str = ""
    items: tuple[Answered, ...] = ()

    @property
    def refused(self) -> tuple[Answered, ...]:
        """Those for whom it was not done."""
        return tuple(item for item in self.items if item.trouble)

    @property
    def done(self) -> int:
        """For how many it was done."""
        return len(self.items) - len(self.refused)


class AnswerActions:
    """What the engine tells of answers."""

    _desk: Desk

    def answers(self, broadcast_ref: str) -> tuple[WishAnswer, ...]:
        """What byFax answered to each wish about a fax, the newest first; reads the disk. Raises StoreTrouble."""
        seen = self._desk.journal.find(broadcast_ref)
        if seen is None:
            return ()
        rows = self._desk.journal.recipients(seen.id)
        ended = [wish for wish in self._desk.wishes.of(seen.id) if wish.state in _TOLD]
        return tuple(answer_of(wish, seen, rows) for wish in reversed(ended))


_TOLD = (WishState.DONE, WishState.REFUSED)


def took(kind: WishKind, report: ProcessReport) -> bool:
    """Whether a fax stands now as was wished."""
    if report.succeeded or report.state in _WANTED.get(kind, ()):
        return True
    is_on_its_way = report.state_code is StateCode.FAXJOB_NOT_FAILED and report.state not in _ENDED
    return kind is WishKind.RESUBMIT and is_on_its_way


def frozen(reports: Iterable[ProcessReport]) -> str:
    """What is kept of an answer."""
    return json.dumps(
        [
            {
                "messageRef": each.message_ref,
                "stateCode": each.state_code.value,
                "jobState": each.state.value,
            }
            for each in reports
        ]
    )


def frozen_refusal(code: StateCode | None, message_refs: Sequence[str] = ()) -> str:
    """The same of a no to all of these, without refs to everybody; the code is None where there was no answer."""
    return json.dumps({"code": code.value if code else "", "messageRefs": list(message_refs)})


def answer_of(wish: Wish, seen: Submission, rows: Sequence[RecipientRow]) -> WishAnswer:
    """What became of a wish that has ended, as it is kept."""
    mine = [row for row in rows if wish.message_ref in ("", row.ref)]
    return WishAnswer(
        wish.kind,
        seen.broadcast_ref,
        wish.message_ref,
        moment(wish.since),
        seen.subject,
        tuple(_items(wish, mine)),
    )


def done_here(kind: WishKind, seen: Submission, rows: Sequence[RecipientRow], now: int) -> WishAnswer:
    """The answer to a wish that this computer met without asking anybody."""
    items = tuple(_item(row, None) for row in rows)
    return WishAnswer(kind, seen.broadcast_ref, "", moment(now), seen.subject, items)


def _items(wish: Wish, rows: Sequence[RecipientRow]) -> Iterable[Answered]:
    kept = json.loads(wish.answer) if wish.answer else None
    if isinstance(kept, dict):
        code = kept.get("code")
        trouble = _trouble(StateCode(code), RecipientState.UNKNOWN) if code else UNCLEAR
        meant = kept.get("messageRefs") or [row.ref for row in rows]
        return [_item(row, trouble) for row in rows if row.ref in meant]
    if kept is None:
        return [_item(row, None) for row in rows] if wish.state is WishState.DONE else []
    told = {each["messageRef"]: _report(each) for each in kept}
    return [
        _item(
            row,
            None
            if took(wish.kind, told[row.ref])
            else _trouble(told[row.ref].state_code, told[row.ref].state),
        )
        for row in rows
        if row.ref in told
    ]


def _report(kept: dict[str, str]) -> ProcessReport:
    """One that was kept by a version that kept no state tells none."""
    state = RecipientState(kept.get("jobState", RecipientState.UNKNOWN.value))
    return ProcessReport(StateCode(kept["stateCode"]), message_ref=kept["messageRef"], state=state)


def _trouble(code: StateCode, state: RecipientState) -> Trouble:
    if state in _ENDED:
        return _ENDED[state]
    told = sentence(code)
    return Trouble(told.what, told.do, code.value)


def _item(row: RecipientRow, trouble: Trouble | None) -> Answered:
    return Answered(row.ref, row.number, row.name or row.company, trouble)
