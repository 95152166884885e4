"""Sending a draft: refs first, then documents, then one small request that is never blindly repeated."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.checks import problems
from byfax_desktop.engine.drafts import Draft
from byfax_desktop.engine.handover import Handover
from byfax_desktop.engine.patience import Patience
from byfax_desktop.engine.prepared import PreparedFax
from byfax_desktop.engine.submission import Submission, new_ref, submission, submit_request
from byfax_desktop.engine.trouble import EngineTrouble, as_trouble
from byfax_desktop.engine.uploads import Transfer, place_documents
from byfax_desktop.service.errors import AuthorizationRefused, ByfaxError, Refused, refusal
from byfax_desktop.service.records import MISSING_CODE, RecipientReport
from byfax_desktop.store.sent import SentFaxes

if TYPE_CHECKING:
    from byfax_desktop.service.client import ByfaxClient


class DraftRefused(EngineTrouble):
    """The draft cannot be sent as it is; nothing was sent."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What the service took: its broadcasts (several where pages were made here), and whom it refused."""

    broadcast_refs: tuple[str, ...]
    refused: tuple[RecipientReport, ...] = ()


class Sender:
    """Sends drafts, on the thread that asks for it; ``spool`` is a folder for pages that are made here."""

    def __init__(self, client: ByfaxClient, sent: SentFaxes, spool: Path, patience: Patience) -> None:
        self._client = client
        self._spool = spool
        self._handover = Handover(client.faxout, sent, patience.settle)

    def send(self, draft: Draft, transfer: Transfer) -> Sent:
        """Hand the fax to the service.

        Raises DraftRefused and DocumentTrouble before anything is sent, CannotTell when the service may have it,
        StoreTrouble, and the errors of the service, all of which mean that it does not have it.
        """
        for problem in problems(draft):
            raise DraftRefused(problem.what, problem.do)
        return self._send_pages(draft, transfer) if draft.prepared else self._send_documents(draft, transfer)

    def _send_documents(self, draft: Draft, transfer: Transfer) -> Sent:
        made = submission(draft.recipients)
        with self._handover.on_record(draft, made):
            documents = place_documents(self._client.document, draft.documents, transfer)
            request = submit_request(draft, made, documents)
            submit = self._client.faxout.submit
            refused = self._handover.accepted(made, lambda: submit(request, cancel=transfer.cancel))
        return Sent((made.broadcast_ref,), refused)

    def _send_pages(self, draft: Draft, transfer: Transfer) -> Sent:
        """One request a recipient; one that fails does not keep the others from their fax."""
        accepted: list[str] = []
        failures: list[tuple[RecipientReport, Exception]] = []
        with PreparedFax(self._client.faxout, draft, new_ref(), self._spool) as fax:
            for recipient in draft.recipients:
                made = submission((recipient,))
                try:
                    self._send_to_one(draft, made, fax, transfer)
                    accepted.append(made.broadcast_ref)
                except (ByfaxError, EngineTrouble) as failure:
                    if not accepted and _concerns_all(failure):
                        raise
                    failures.append((_report(made, failure), failure))
        if not accepted:
            raise failures[0][1]
        return Sent(tuple(accepted), tuple(report for report, _ in failures))

    def _send_to_one(self, draft: Draft, made: Submission, fax: PreparedFax, transfer: Transfer) -> None:
        with self._handover.on_record(draft, made):
            refused = self._handover.accepted(made, lambda: fax.submit(made, transfer))
            for report in refused:
                raise refusal(report.state_code, report.state_message, "faxout.SubmitMessage")


def _concerns_all(failure: Exception) -> bool:
    """Whether the next recipient would fail for the same reason."""
    return not isinstance(failure, Refused) or isinstance(failure, AuthorizationRefused)


def _report(made: Submission, failure: Exception) -> RecipientReport:
    code = failure.code if isinstance(failure, Refused) else MISSING_CODE
    return RecipientReport(code, as_trouble(failure).what, made.message_refs[0], made.recipients[0].number)
