"""The one best thing to do about a fax as it stands, beside the words that say why."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
from byfax_desktop.engine.missing import missing
from byfax_desktop.engine.silence import silence, silent_count
from byfax_desktop.engine.words import local_words
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.meaning import Category
from byfax_desktop.service.sentences import category
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.submissions import FaxState


class BestAction(Enum):
    """What a person had best do next."""

    NOTHING = "nothing"
    """It goes well, or what is to be done is not done here; the words say where."""
    CHECK_NOW = "check now"
    SEND_AGAIN = "send again"
    CHANGE = "change"
    """Make another fax of it: with another number, another document or in another quality."""
    REST = "rest"
    """Send the pages that did not arrive."""
    STANDARD = "standard"
    """Make another fax of it in standard quality, which takes half the lines."""
    CALL = "call"
    CANCEL = "cancel"
    RESUME = "resume"


NO_FAX_MACHINE = frozenset({StateCode.VOICE_ANSWER, StateCode.NOT_FAX_MACHINE, StateCode.LINE_CAP_VOICE})
"""Reasons that mean that a person, or something else that is no fax machine, took the call."""
NO_SUCH_NUMBER = frozenset(
    {StateCode.INVALID_NUMBER, StateCode.UNALLOCATED_NUMBER, StateCode.NUMBER_UNOBTAINABLE}
)
"""Reasons that mean that nobody can be reached there, however often it is tried."""
BROKEN_OFF = frozenset(
    {
        StateCode.TRANSMISSION_ABORTED,
        StateCode.TRANSMISSION_EARLY_HANGUP,
        StateCode.TRANSMISSION_ERROR,
    }
)
"""Reasons that mean that the call broke off between pages, or within one."""
FEWER_LINES_HELP = BROKEN_OFF | {StateCode.NEGOTIATION_FAILED, StateCode.RECEIVER_INCOMPATIBLE}
"""Reasons that standard quality may help against: other machines take it, and it takes half the time."""


_BY_CATEGORY = {
    Category.BAD_NUMBER: BestAction.CHANGE,
    Category.FILE_REFUSED: BestAction.CHANGE,
    Category.FUNDS: BestAction.SEND_AGAIN,
    Category.TEMPORARY: BestAction.SEND_AGAIN,
    Category.LINE: BestAction.SEND_AGAIN,
}
_BY_CODE = {
    StateCode.CALL_REJECTED: BestAction.CALL,
    StateCode.VOICE_ANSWER: BestAction.CHANGE,
    StateCode.NOT_FAX_MACHINE: BestAction.CHANGE,
    StateCode.LINE_CAP_VOICE: BestAction.CHANGE,
    StateCode.DIALING_ERROR: BestAction.CHANGE,
    StateCode.RECEIVER_INCOMPATIBLE: BestAction.STANDARD,
    StateCode.NEGOTIATION_FAILED: BestAction.STANDARD,
    **dict.fromkeys(BROKEN_OFF, BestAction.REST),
    StateCode.LINE_UNAUTHORIZED: BestAction.NOTHING,
    StateCode.FILE_INTEGRITY_FAILURE: BestAction.SEND_AGAIN,
    StateCode.FILE_STORAGE_SIZE_MISMATCH: BestAction.SEND_AGAIN,
    # What byFax does not have any more has to be given to it anew.
    StateCode.FILE_NOT_FOUND: BestAction.CHANGE,
    StateCode.FILE_DELETED: BestAction.CHANGE,
    StateCode.FILE_STORAGE_MISSING: BestAction.CHANGE,
    StateCode.COVER_TEMPLATE_NOT_FOUND: BestAction.CHANGE,
    StateCode.COVER_TEMPLATE_DELETED: BestAction.CHANGE,
    StateCode.COVER_TEMPLATE_ACCESS_DENIED: BestAction.CHANGE,
    StateCode.CONTAINER_DOCUMENT_DUPLICATE: BestAction.CHANGE,
    StateCode.RESUBMIT_FAILED: BestAction.CHANGE,
}
_FAILED = (RecipientState.FAILED, RecipientState.ABORTED)


def action_for(code: StateCode | None) -> BestAction:
    """What to do about a fax that failed for this reason; one without, or with a newer one, may be sent again."""
    if code is None or not code.known:
        return BestAction.SEND_AGAIN
    return _BY_CODE.get(code) or _BY_CATEGORY.get(category(code), BestAction.NOTHING)


def best_action(entry: OutboxEntry, each: OutboxMessage, now: datetime | None = None) -> BestAction:
    """What to do about one recipient's fax as it stands."""
    if local_words(entry):
        return BestAction.NOTHING
    if silence(entry, each, now):
        return BestAction.CHECK_NOW
    if each.message.state not in _FAILED:
        return BestAction.NOTHING
    best = action_for(each.message.reason)
    # Where none of the pages arrived, all of them are missing.
    return BestAction.SEND_AGAIN if best is BestAction.REST and not missing(each.message) else best


def actions(entry: OutboxEntry, each: OutboxMessage, now: datetime | None = None) -> tuple[BestAction, ...]:
    """What can well be done about one recipient's fax, the best first: no state is without a way out of it."""
    if entry.local and entry.local.state in _FOR_A_PERSON:
        return _FOR_A_PERSON[entry.local.state]
    best = best_action(entry, each, now)
    if best is BestAction.CHANGE and each.message.reason in NO_FAX_MACHINE:
        return best, BestAction.CALL
    return _WITH_OTHERS.get(best, () if best is BestAction.NOTHING else (best,))


def actions_for_all(entry: OutboxEntry, now: datetime | None = None) -> tuple[BestAction, ...]:
    """What can well be done about a broadcast as a whole, where it does not go on by itself or nobody knows."""
    if entry.local and entry.local.state in _FOR_A_PERSON:
        return _FOR_A_PERSON[entry.local.state]
    return (BestAction.CHECK_NOW, BestAction.CANCEL) if silent_count(entry, now) else ()


_FOR_A_PERSON = {
    FaxState.HELD: (BestAction.RESUME, BestAction.CANCEL),
    FaxState.NEEDS_YOU: (BestAction.SEND_AGAIN, BestAction.CANCEL),
}
_WITH_OTHERS = {
    BestAction.CHECK_NOW: (BestAction.CHECK_NOW, BestAction.CALL, BestAction.CANCEL),
    BestAction.REST: (BestAction.REST, BestAction.CHANGE),
    BestAction.STANDARD: (BestAction.STANDARD, BestAction.CHANGE),
    BestAction.CALL: (BestAction.CALL, BestAction.SEND_AGAIN),
}
