"""Handing one request over to the service, so that it is on record before and its fate is known after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from byfax_desktop.engine.drafts import Draft
from byfax_desktop.engine.settle import settle
from byfax_desktop.engine.submission import Submission
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import ByfaxError, DuplicateReference, OutcomeUnknown
from byfax_desktop.service.records import RecipientReport, SubmitResult
from byfax_desktop.store.sent import SentFaxes

if TYPE_CHECKING:
    from byfax_desktop.service.ports.faxout import FaxoutPort

_OURS_ARRIVED = frozenset({StateCode.CONTAINER_EXISTS, StateCode.MESSAGE_REFERENCE_DUPLICATE})
"""Answers to a ref that nobody else can have used: an earlier copy of this very request arrived."""


class Handover:
    """What the two ways of sending have in common; ``pauses`` are those of ``settle``."""

    def __init__(self, faxout: FaxoutPort, sent: SentFaxes, pauses: tuple[float, ...]) -> None:
        self._faxout = faxout
        self._sent = sent
        self._pauses = pauses

    @contextmanager
    def on_record(self, draft: Draft, made: Submission) -> Iterator[None]:
        """Keep the refs on the disk while the service may have them; an error of the service says it has not."""
        self._sent.keep(made.record(draft))
        try:
            yield
        except ByfaxError:
            self._sent.forget(made.broadcast_ref)
            raise

    def accepted(self, made: Submission, call: Callable[[], SubmitResult]) -> tuple[RecipientReport, ...]:
        """Make the call once and return whom the service refused.

        Raises CannotTell when no answer came and the service does not list the fax, and what the service raises.
        """
        try:
            result = call()
        except DuplicateReference as refusal:
            if refusal.code not in _OURS_ARRIVED:
                raise
            return ()
        except OutcomeUnknown as failure:
            settle(self._faxout, made, self._pauses, failure)
            return ()
        return tuple(report for report in result.refused if report.state_code not in _OURS_ARRIVED)
