"""What the service says of recipients, as changes for the journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from byfax_desktop.engine.frozen import freeze, thaw
from byfax_desktop.engine.refusals import refusal_reason
from byfax_desktop.engine.states import message_is_final
from byfax_desktop.engine.verdicts import Verdict, verdict_of_code
from byfax_desktop.engine.words import message_words
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import Message, RecipientReport
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.submissions import FaxState, RecipientChange, RecipientRow

_TAKEN = (Verdict.ACCEPTED, Verdict.THERE)
_SENT_AGAIN = (RecipientState.FAILED, RecipientState.ABORTED)


def submit_changes(
    recipients: Iterable[RecipientRow], reports: Iterable[RecipientReport]
) -> tuple[RecipientChange, ...] | None:
    """What the answer to a submission says of each recipient; None when it does not speak of all, or not clearly."""
    of = {report.message_ref: report for report in reports}
    changes = []
    for recipient in recipients:
        report = of.get(recipient.ref)
        if report is None:
            return None
        verdict = verdict_of_code(report.state_code)
        if verdict in _TAKEN:
            message = _message(recipient, RecipientState.PENDING)
            changes.append(RecipientChange(recipient.ref, freeze(message), True))
        elif verdict is Verdict.UNCLEAR:
            return None
        else:
            changes.append(refused(recipient, report))
    return tuple(changes)


def refused(recipient: RecipientRow, report: RecipientReport) -> RecipientChange:
    """The service did not take this recipient."""
    message = _message(
        recipient, RecipientState.FAILED, reason=report.state_code, reason_message=report.state_message
    )
    return RecipientChange(recipient.ref, freeze(message), False, f"Not taken: {refusal_reason(report)}")


def gone(recipient: RecipientRow) -> RecipientChange:
    """The service no longer lists this recipient's fax, or never did though it has the others."""
    state = RecipientState.DELETED if recipient.report else RecipientState.FAILED
    message = _message(recipient, state, reason_message="byFax does not list this fax")
    return RecipientChange(recipient.ref, freeze(message), False, "byFax does not list this recipient's fax")


def listed(recipient: RecipientRow, message: Message) -> RecipientChange | None:
    """What the list says that the journal does not have yet; None where there is nothing new.

    An end stays an end, unless the service tries again: then the attempt has grown or it counts as live once more.
    """
    before = thaw(Message, recipient.report) if recipient.report else None
    if before == message:
        return None
    is_live = not message_is_final(message)
    if before and not recipient.is_live and is_live and (message.attempt or 0) <= (before.attempt or 0):
        return None
    words = message_words(message).text
    is_news = before is None or before.state != message.state or before.attempt != message.attempt
    return RecipientChange(recipient.ref, freeze(message), is_live, words if is_news else "")


def is_old_news(recipient: RecipientRow, message: Message) -> bool:
    """Whether the list still shows the end after which the service was asked to send again."""
    if not recipient.is_live or not recipient.report:
        return False
    before = thaw(Message, recipient.report)
    return message.state in _SENT_AGAIN and replace(message, state=before.state) == before


def outcome(messages: Iterable[Message | None]) -> FaxState:
    """How a submission stands whose recipients stand like this; a recipient of whom nothing is known is live."""
    found = list(messages)
    if any(each is None or not message_is_final(each) for each in found):
        return FaxState.ACCEPTED
    states = Counter(each.state for each in found if each)
    if states[RecipientState.SUCCESS] == len(found) and found:
        return FaxState.DELIVERED
    if states[RecipientState.SUCCESS]:
        return FaxState.PARTLY
    if states[RecipientState.FAILED] or states[RecipientState.ABORTED]:
        return FaxState.FAILED
    return FaxState.CANCELLED


def by_ref(messages: Iterable[Message]) -> Mapping[str, Message]:
    """The messages by their refs; of two with the same, the later."""
    return {message.message_ref: message for message in messages}


def _message(
    recipient: RecipientRow,
    state: RecipientState,
    reason: StateCode | None = None,
    reason_message: str | None = None,
) -> Message:
    return Message(
        StateCode.SUCCESS,
        message_ref=recipient.ref,
        number=recipient.number,
        state=state,
        reason=reason,
        reason_message=reason_message,
    )
