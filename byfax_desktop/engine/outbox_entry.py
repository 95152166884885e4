"""A sent fax as people see it, made of what the journal holds of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from byfax_desktop.engine.clock import moment
from byfax_desktop.engine.events import LocalState, OutboxEntry, OutboxMessage
from byfax_desktop.engine.frozen import thaw
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import Broadcast, Message
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.submissions import RecipientRow, Submission


def outbox_entry(submission: Submission, messages: Iterable[OutboxMessage]) -> OutboxEntry:
    """A submission as it is shown."""
    shown = tuple(messages)
    if submission.report:
        broadcast = thaw(Broadcast, submission.report)
        if broadcast.created is None:
            # A service may leave it out; the fax stands among those of the moment that is known here.
            broadcast = replace(broadcast, created=moment(submission.created))
    else:
        broadcast = Broadcast(
            StateCode.SUCCESS,
            broadcast_ref=submission.broadcast_ref,
            created=moment(submission.created),
            recipient_count=len(shown),
        )
    trouble = Trouble(submission.what, submission.advice, submission.code) if submission.what else None
    local = LocalState(
        submission.state, trouble, moment(submission.due), submission.tries, submission.is_there
    )
    return OutboxEntry(broadcast, shown, submission.subject, local)


def outbox_message(submission: Submission, row: RecipientRow) -> OutboxMessage:
    """A recipient as it is shown; one of whom the service has said nothing waits."""
    if row.report:
        message = thaw(Message, row.report)
    else:
        message = Message(
            StateCode.SUCCESS,
            broadcast_ref=submission.broadcast_ref,
            message_ref=row.ref,
            number=row.number,
            state=RecipientState.PENDING,
        )
    news = moment(row.since or submission.created)
    return OutboxMessage(message, row.name, row.company, news, row.expected_station or "")
