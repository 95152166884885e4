"""What other faxes can be made of a sent one as it stands, and why the rest cannot."""

from __future__ import annotations

from collections.abc import Sequence

from byfax_desktop.engine.missing import no_rest
from byfax_desktop.engine.outcomes import FEWER_LINES_HELP
from byfax_desktop.engine.states import message_is_final
from byfax_desktop.engine.words import local_words
from byfax_desktop.service.records import Message
from byfax_desktop.service.states import RecipientState
from byfax_desktop.ui.outbox.again import NOT_REACHED, REST, STANDARD
from byfax_desktop.ui.outbox.went import recipient_of
from byfax_desktop.ui.outbox.wishes import Target

_FAILED = frozenset({RecipientState.FAILED, RecipientState.ABORTED})
_NOT_REACHED = _FAILED | {RecipientState.CANCELLED}
_ON_ITS_WAY = "It is on its way."
_NOT_SENT = "It has not been sent yet."


def why_not(how: str, targets: Sequence[Target]) -> str:
    """Why no such fax can be made of what is chosen, in a sentence; empty where one can."""
    if len(targets) != 1:
        return "Choose one fax for this."
    (target,) = targets
    if how == REST:
        return _no_rest(target)
    if how == NOT_REACHED:
        return _all_reached(target)
    return _no_use_in_standard(target) if how == STANDARD else ""


def message_ref(how: str, target: Target) -> str:
    """The recipient whom the new fax is for, by ref; empty for all who are meant."""
    if how == NOT_REACHED and target.message is None:
        return ""
    recipient = recipient_of(target) if how == REST else target.message
    return recipient.message.message_ref if recipient else ""


def _no_rest(target: Target) -> str:
    if local_words(target.entry):
        return _NOT_SENT
    recipient = recipient_of(target)
    if recipient is None:
        return "Each recipient got other pages. Choose one of them."
    return no_rest(recipient.message)


def _all_reached(target: Target) -> str:
    if len(target.entry.messages) < 2:
        return "It goes to one number only. Choose “Change and send again”."
    if local_words(target.entry):
        return _NOT_SENT
    messages = _meant(target)
    if any(each.state in _NOT_REACHED for each in messages):
        return ""
    return _ON_ITS_WAY if _is_live(messages) else "It reached everybody."


def _no_use_in_standard(target: Target) -> str:
    if local_words(target.entry):
        return _NOT_SENT
    messages = _meant(target)
    if any(each.state in _FAILED and each.reason in FEWER_LINES_HELP for each in messages):
        return ""
    if _is_live(messages):
        return _ON_ITS_WAY
    return "This helps where the call broke off, or where the machines could not agree."


def _meant(target: Target) -> list[Message]:
    return [each.message for each in ([target.message] if target.message else target.entry.messages)]


def _is_live(messages: Sequence[Message]) -> bool:
    return any(not message_is_final(each) for each in messages)
