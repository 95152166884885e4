"""``send --wait``: following a fax until every recipient has it or cannot be reached."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from byfax_desktop.cli.exits import Exit
from byfax_desktop.cli.output import plain_record, say, say_json
from byfax_desktop.cli.sent import Sent, refusals, tell_refused
from byfax_desktop.engine.frozen import thaw
from byfax_desktop.engine.machine import Rules
from byfax_desktop.engine.monitor import Monitor
from byfax_desktop.engine.numbers import format_number
from byfax_desktop.engine.patience import Patience
from byfax_desktop.engine.words import message_words
from byfax_desktop.service.errors import NotSent, OutcomeUnknown
from byfax_desktop.service.records import Message
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.submissions import FaxState

if TYPE_CHECKING:
    from byfax_desktop.engine.desk import Desk
    from byfax_desktop.service.ports.faxout import FaxoutPort

FIRST_PAUSE = 0.3
LONGEST_PAUSE = 15.0
GROWTH = 1.3
FAILURES_BORNE = 5
"""Looks that may fail in a row before waiting is given up; a network may be away for a moment."""


def follow(desk: Desk, faxout: FaxoutPort, sent: Sent, as_json: bool) -> int:
    """Wait for the end of the fax and print what became of it; returns the exit code."""
    sent = wait_until_final(desk, faxout, sent)
    messages = [
        thaw(Message, row.report)
        for submission, rows in sent.parts
        for row in rows
        if row.report and submission.state is not FaxState.REJECTED
    ]
    refused = {message.message_ref for message in sent.refused}
    messages = [message for message in messages if message.message_ref not in refused]
    tell_refused(sent)
    if as_json:
        results = [{**plain_record(each), "words": message_words(each).text} for each in messages]
        say_json({"broadcastRefs": sent.broadcast_refs, "messages": results, "refused": refusals(sent)})
    else:
        for message in messages:
            say(f"{format_number(message.number or '')}: {message_words(message).text}")
    delivered = sum(message.state is RecipientState.SUCCESS for message in messages)
    return Exit.DONE if delivered == sent.recipients else Exit.FAILED


def wait_until_final(
    desk: Desk, faxout: FaxoutPort, sent: Sent, sleep: Callable[[float], None] = time.sleep
) -> Sent:
    """The fax once nothing more will happen to it by itself.

    Raises the service's error when it cannot be reached several times in a row; the fax goes on all the same.
    """
    monitor = Monitor(desk, faxout, Patience(), Rules.standard())
    pause, failures = FIRST_PAUSE, 0
    while any(submission.state is FaxState.ACCEPTED for submission, _ in sent.parts):
        sleep(pause)
        pause = min(LONGEST_PAUSE, pause * GROWTH)
        try:
            desk.journal.look_again((submission.id for submission, _ in sent.parts), desk.clock.now())
            monitor.look()
            failures = 0
        except (NotSent, OutcomeUnknown):
            failures += 1
            if failures > FAILURES_BORNE:
                raise
        sent = Sent.of(desk, sent.broadcast_refs)
    return sent
