"""All that proves how a sent fax went, collected from the journal: in words for paper, and as a record for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from byfax_desktop.engine.attempts import Attempt, fate_words, thawed
from byfax_desktop.engine.clock import moment
from byfax_desktop.engine.frozen import freeze
from byfax_desktop.engine.outbox_entry import outbox_entry, outbox_message
from byfax_desktop.engine.proof_pages import NOT_DRAWN, SentFile
from byfax_desktop.engine.sent_report import Line, Report, pages_words, report_of, shown_time
from byfax_desktop.engine.words import different_machine, entry_message_words

if TYPE_CHECKING:
    from byfax_desktop.engine.desk import Desk
    from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
    from byfax_desktop.store.proofs import Proof
    from byfax_desktop.store.submissions import DocumentRow

TRY_COLUMNS = ("Try", "Call began", "Ended", "Result", "Pages", "Remote station")
FORMAT, VERSION = "byfax-evidence", 1
"""What the record says it is; a field is added without another version."""
RECORD_NAME = "report.json"


@dataclass(frozen=True, slots=True)
class ProvedFax:
    """A fax, or that of one recipient, as it ended."""

    entry: OutboxEntry
    chosen: OutboxMessage | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is written: the report, a row for each try of the one recipient, the documents, the pages, the record."""

    report: Report
    tries: tuple[tuple[str, ...], ...]
    documents: tuple[Line, ...]
    pages: tuple[Line, ...]
    record: bytes
    """As JSON."""


def proved_fax(desk: Desk, proof: Proof) -> ProvedFax:
    """What a proof is about. Raises StoreTrouble."""
    submission = desk.journal.submission(proof.submission_id)
    if not proof.recipient_ref:
        rows = desk.journal.recipients(submission.id)
        entry = outbox_entry(submission, [outbox_message(submission, row) for row in rows])
        return ProvedFax(entry, None)
    row = desk.journal.recipient(proof.recipient_ref)
    assert row is not None, "recipients are never removed"
    # As it was when it ended: it may have been sent again since.
    message = outbox_message(submission, replace(row, report=proof.report or row.report))
    return ProvedFax(outbox_entry(submission, [message]), message)


def evidence_of(desk: Desk, proof: Proof, fax: ProvedFax, pages: SentFile, now: datetime) -> Evidence:
    """All of it. Raises StoreTrouble."""
    report = report_of(fax.entry, fax.chosen, now)
    attempts = _attempts(desk, proof)
    documents = desk.journal.documents(proof.submission_id)
    record = _record(desk, proof, fax, report, attempts, now) | {
        "documents": [_document(each) for each in documents],
        "pages": _file(pages) if pages.content else None,
        "whyNoPages": pages.why_not or None,
    }
    return Evidence(
        report,
        _tries(attempts) if fax.chosen else (),
        tuple(line for place, each in enumerate(documents, 1) for line in _document_lines(place, each)),
        _page_lines(pages),
        json.dumps(record, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace"),
    )


def _attempts(desk: Desk, proof: Proof) -> tuple[Attempt, ...]:
    if proof.recipient_ref:
        return tuple(map(thawed, desk.attempts.of(proof.recipient_ref)))
    return tuple(map(thawed, desk.attempts.of_submission(proof.submission_id)))


def _tries(attempts: Sequence[Attempt]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            str(each.number),
            shown_time(each.report.call_started),
            shown_time(each.report.call_ended)[11:19],
            fate_words(each.report, each is attempts[-1]),
            pages_words(each.report),
            each.report.remote_id or "",
        )
        for each in attempts
    )


def _document_lines(place: int, document: DocumentRow) -> tuple[Line, ...]:
    return (
        (f"Document {place}", f"{document.name}, {document.size:,} bytes"),
        ("SHA-256", document.sha256),
        ("Document ref", document.ref),
    )


def _page_lines(pages: SentFile) -> tuple[Line, ...]:
    if not pages.content:
        return (("Pages", pages.why_not),)
    return (
        ("Pages", f"{pages.sheets}, on the sheets that follow" if pages.sheets else NOT_DRAWN),
        ("File", f"{pages.name}, {len(pages.content):,} bytes, attached to this PDF"),
        ("SHA-256", pages.sha256),
    )


def _record(
    desk: Desk, proof: Proof, fax: ProvedFax, report: Report, attempts: Sequence[Attempt], now: datetime
) -> dict[str, object]:
    submission = desk.journal.submission(proof.submission_id)
    of: dict[str, list[Attempt]] = {}
    for each in attempts:
        of.setdefault(each.message_ref, []).append(each)
    return {
        "format": FORMAT,
        "version": VERSION,
        "made": now.isoformat(),
        "ended": moment(proof.ended).isoformat(),
        "result": report.result,
        "words": report.sentence,
        "subject": submission.subject,
        "sender": json.loads(submission.request or "{}").get("sender"),
        "state": submission.state.value,
        "what": submission.what,
        "do": submission.advice,
        "broadcast": _plain(fax.entry.broadcast),
        "recipients": [
            _recipient(fax.entry, each, of.get(each.message.message_ref, [])) for each in fax.entry.messages
        ],
        "history": [
            {"at": moment(each.at).isoformat(), "messageRef": each.recipient_ref, "words": each.words}
            for each in desk.journal.history(submission.id)
            if not proof.recipient_ref or each.recipient_ref in ("", proof.recipient_ref)
        ],
    }


def _recipient(entry: OutboxEntry, each: OutboxMessage, attempts: Sequence[Attempt]) -> dict[str, object]:
    return {
        "name": each.name,
        "company": each.company,
        "words": entry_message_words(entry, each).text,
        "differentMachine": different_machine(each) or None,
        "message": _plain(each.message),
        "attempts": [_plain(attempt.report) for attempt in attempts],
    }


def _document(document: DocumentRow) -> dict[str, object]:
    return {
        "documentRef": document.ref,
        "fileName": document.name,
        "size": document.size,
        "sha256": document.sha256,
    }


def _file(pages: SentFile) -> dict[str, object]:
    return {"fileName": pages.name, "size": len(pages.content), "sha256": pages.sha256}


def _plain(record: object) -> Any:
    """A record of the service under the contract's own names."""
    return json.loads(freeze(record))
