"""``send --wait``: following a fax until every recipient has it or cannot be reached."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from byfax_desktop.cli.exits import Exit
from byfax_desktop.cli.output import plain_record, say, say_json
from byfax_desktop.cli.refused import refusals, tell_refused
from byfax_desktop.engine.drafts import Draft
from byfax_desktop.engine.numbers import format_number
from byfax_desktop.engine.sender import Sent
from byfax_desktop.engine.states import broadcast_is_final, message_is_final
from byfax_desktop.engine.words import message_words
from byfax_desktop.service.errors import NotSent, OutcomeUnknown
from byfax_desktop.service.records import Message
from byfax_desktop.service.requests import BroadcastFilter, RecipientFilter
from byfax_desktop.service.states import RecipientState

if TYPE_CHECKING:
    from byfax_desktop.service.ports.faxout import FaxoutPort

FIRST_PAUSE = 0.3
LONGEST_PAUSE = 15.0
GROWTH = 1.3
FAILURES_BORNE = 5
"""Looks that may fail in a row before waiting is given up; a network may be away for a moment."""


def follow(faxout: FaxoutPort, sent: Sent, draft: Draft, as_json: bool) -> int:
    """Wait for the end of the fax and print what became of it; returns the exit code."""
    expected = len(draft.recipients) - len(sent.refused)
    messages = wait_until_final(faxout, sent, expected)
    delivered = sum(message.state is RecipientState.SUCCESS for message in messages)
    tell_refused(sent)
    if as_json:
        results = [{**plain_record(each), "words": message_words(each).text} for each in messages]
        say_json({"broadcastRefs": sent.broadcast_refs, "messages": results, "refused": refusals(sent)})
    else:
        for message in messages:
            say(f"{format_number(message.number or '')}: {message_words(message).text}")
    return Exit.DONE if delivered == len(draft.recipients) else Exit.FAILED


def wait_until_final(
    faxout: FaxoutPort, sent: Sent, expected: int, sleep: Callable[[float], None] = time.sleep
) -> tuple[Message, ...]:
    """The messages of the broadcasts once nothing more will happen to them.

    Raises the service's error when it cannot be reached several times in a row; the fax goes on all the same.
    """
    pause, failures = FIRST_PAUSE, 0
    while True:
        try:
            messages, is_final = _look(faxout, sent.broadcast_refs, expected)
            failures = 0
        except (NotSent, OutcomeUnknown):
            is_final, failures = False, failures + 1
            if failures > FAILURES_BORNE:
                raise
        if is_final:
            return messages
        sleep(pause)
        pause = min(LONGEST_PAUSE, pause * GROWTH)


def _look(faxout: FaxoutPort, refs: tuple[str, ...], expected: int) -> tuple[tuple[Message, ...], bool]:
    found = {each.message_ref: each for each in faxout.iter_recipients(RecipientFilter(broadcast_refs=refs))}
    messages = tuple(each for each in found.values() if each.broadcast_ref in refs)
    if len(messages) >= expected:
        return messages, all(map(message_is_final, messages))
    broadcasts = list(faxout.iter_broadcasts(BroadcastFilter(broadcast_refs=refs)))
    mine = [each for each in broadcasts if each.broadcast_ref in refs]
    return messages, len(mine) == len(refs) and all(map(broadcast_is_final, mine))
