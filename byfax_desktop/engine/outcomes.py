"""The one best thing to do about a fax as it stands, beside the words that say why."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
from byfax_desktop.engine.silence import silence
from byfax_desktop.engine.words import local_words
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.meaning import Category
from byfax_desktop.service.sentences import category
from byfax_desktop.service.states import RecipientState


class BestAction(Enum):
    """What a person had best do next."""

    NOTHING = "nothing"
    """It goes well, or what is to be done is not done here; the words say where."""
    CHECK_NOW = "check now"
    SEND_AGAIN = "send again"
    CHANGE = "change"
    """Make another fax of it: with another number, another document or in another quality."""
    CALL = "call"


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
    # In standard quality, or without the pages that did arrive.
    StateCode.RECEIVER_INCOMPATIBLE: BestAction.CHANGE,
    StateCode.NEGOTIATION_FAILED: BestAction.CHANGE,
    StateCode.TRANSMISSION_ABORTED: BestAction.CHANGE,
    StateCode.TRANSMISSION_EARLY_HANGUP: BestAction.CHANGE,
    StateCode.TRANSMISSION_ERROR: BestAction.CHANGE,
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
    return action_for(each.message.reason) if each.message.state in _FAILED else BestAction.NOTHING
