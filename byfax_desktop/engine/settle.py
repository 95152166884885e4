"""Finding out what became of a submission that was not answered. It is asked for, never sent again."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from byfax_desktop.engine.submission import Submission
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.service.errors import ByfaxError
from byfax_desktop.service.requests import BroadcastFilter, RecipientFilter

if TYPE_CHECKING:
    from byfax_desktop.service.ports.faxout import FaxoutPort

_log = logging.getLogger(__name__)


class CannotTell(EngineTrouble):
    """The service may have the fax, or not."""

    def __init__(self, details: str) -> None:
        super().__init__(
            "We cannot tell whether byFax has this fax.",
            "Look in the Outbox in a few minutes; send it again only if it is not there, or it may arrive twice.",
            details,
        )


def settle(faxout: FaxoutPort, made: Submission, pauses: tuple[float, ...], failure: ByfaxError) -> None:
    """Return once the service lists the submission; raises CannotTell when it does not after all the pauses.

    A request that seems lost can still be on its way, so one empty list proves nothing.
    """
    if _is_listed(faxout, made):
        return
    for pause in pauses:
        threading.Event().wait(pause)
        if _is_listed(faxout, made):
            return
    raise CannotTell(failure.details)


def _is_listed(faxout: FaxoutPort, made: Submission) -> bool:
    """Whether the list holds any of our refs; the answer is searched too, for a filter may be ignored."""
    try:
        broadcasts = faxout.iter_broadcasts(BroadcastFilter(broadcast_refs=(made.broadcast_ref,)))
        if any(broadcast.broadcast_ref == made.broadcast_ref for broadcast in broadcasts):
            return True
        messages = faxout.iter_recipients(RecipientFilter(message_refs=made.message_refs[:1]))
        return any(message.message_ref in made.message_refs for message in messages)
    except ByfaxError as error:
        _log.info("The list that should settle a submission: %s", type(error).__name__)
        return False
