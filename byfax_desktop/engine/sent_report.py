"""The transmission report of a sent fax: what a fax machine prints on its confirmation sheet, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
from byfax_desktop.engine.numbers import format_number
from byfax_desktop.engine.words import StateKind, broadcast_words, different_machine, entry_message_words
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.records import Message
from byfax_desktop.service.sentences import sentence

Line = tuple[str, str]
"""What a value is, and the value."""

COLUMNS = ("Recipient", "Number", "Result", "Pages", "Last call")
"""Of the rows of a broadcast's report."""

_VERDICTS = {
    StateKind.DELIVERED: "DELIVERED",
    StateKind.FAILED: "NOT DELIVERED",
    StateKind.STOPPED: "STOPPED",
}
_NOT_YET = "NOT FINISHED"
_PARTLY = "PARTLY DELIVERED"


@dataclass(frozen=True, slots=True)
class Report:
    """A report in words; ``rows`` has one for each recipient of a broadcast, and none where there is one recipient.

    Times are those of this computer's clock with their distance from UTC, for a report may be read anywhere.
    """

    verdict: str
    sentence: str
    is_delivered: bool
    lines: tuple[Line, ...]
    pages: int | None
    made: str
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether the fax has ended, well or not."""
        return self.verdict != _NOT_YET

    @property
    def result(self) -> str:
        """How it ended in a word or two, for names of files."""
        if self.is_delivered:
            return "OK"
        return "PARTLY FAILED" if self.verdict == _PARTLY else "FAILED"


def report_of(entry: OutboxEntry, chosen: OutboxMessage | None, now: datetime) -> Report:
    """The report of one recipient's fax, or of a whole broadcast where nobody is chosen and there are several."""
    if chosen is None and len(entry.messages) == 1:
        (chosen,) = entry.messages
    return _of_all(entry, now) if chosen is None else _of_one(entry, chosen, now)


def shown_time(moment: datetime | None) -> str:
    """Such as 2026-11-23 14:02:33 +01:00; nothing where it is not known."""
    return moment.astimezone().isoformat(" ", "seconds").replace("+", " +") if moment else ""


def report_text(report: Report) -> str:
    """The report in plain lines; the cells of a broadcast's rows are parted by tabs, as spreadsheets take them."""
    lines = ["Transmission report", report.verdict, report.sentence, ""]
    lines += [f"{label}: {_one_line(value)}" for label, value in report.lines]
    if report.rows:
        lines += ["", *("\t".join(map(_one_line, row)) for row in (COLUMNS, *report.rows))]
    return "\n".join([*lines, "", f"Made by byFax Desktop, {report.made}"])


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _of_one(entry: OutboxEntry, chosen: OutboxMessage, now: datetime) -> Report:
    fax, words = chosen.message, entry_message_words(entry, chosen, now)
    return Report(
        verdict=_VERDICTS.get(words.kind, _NOT_YET),
        sentence=words.text,
        is_delivered=words.kind is StateKind.DELIVERED,
        lines=_known(
            ("To", _person(chosen)),
            ("Fax number", format_number(fax.number or "")),
            ("Subject", entry.subject),
            ("Sent", shown_time(entry.broadcast.created)),
            ("Call began", shown_time(fax.call_started)),
            ("Call ended", shown_time(fax.call_ended)),
            ("On the line", _duration(fax.line_duration or fax.call_duration)),
            ("Pages", pages_words(fax)),
            ("Speed", f"{fax.speed} bit/s" if fax.speed else ""),
            ("Tries", str(fax.attempt or "")),
            ("Remote station", (fax.remote_id or "").strip()),
            ("Attention", different_machine(chosen)),
            ("Own station", (fax.local_id or "").strip()),
            ("Reason", "" if words.kind is StateKind.DELIVERED else _reason(fax)),
            ("Cost", _money(fax.cost, fax.currency)),
            ("Message ref", fax.message_ref),
            ("Broadcast ref", entry.broadcast.broadcast_ref or ""),
            ("Send ref", fax.send_ref or ""),
        ),
        pages=fax.pages_total,
        made=shown_time(now),
    )


def _of_all(entry: OutboxEntry, now: datetime) -> Report:
    broadcast, words = entry.broadcast, broadcast_words(entry, now)
    fates = [entry_message_words(entry, each, now) for each in entry.messages]
    delivered = sum(fate.kind is StateKind.DELIVERED for fate in fates)
    is_over = words.kind in _VERDICTS and words.kind is not StateKind.DELIVERED
    recipients = len(entry.messages) or broadcast.recipient_count or 0
    return Report(
        verdict=_PARTLY if is_over and delivered else _VERDICTS.get(words.kind, _NOT_YET),
        sentence=words.text,
        is_delivered=words.kind is StateKind.DELIVERED,
        lines=_known(
            ("Subject", entry.subject),
            ("Recipients", str(recipients or "")),
            ("Delivered to", f"{delivered} of {recipients}" if entry.messages else ""),
            ("Sent", shown_time(broadcast.created)),
            ("Completed", shown_time(broadcast.delivered)),
            ("Cost", _money(broadcast.cost, broadcast.currency)),
            ("Broadcast ref", broadcast.broadcast_ref or ""),
        ),
        pages=None,
        made=shown_time(now),
        rows=tuple(
            (
                _person(each),
                format_number(each.message.number or ""),
                # Its column is narrow, and the pages have one of their own.
                "Delivered, different machine" if each.expected_station else fate.text,
                pages_words(each.message),
                shown_time(each.message.call_ended or each.message.call_started),
            )
            for each, fate in zip(entry.messages, fates, strict=True)
        ),
    )


def _known(*lines: Line) -> tuple[Line, ...]:
    return tuple(line for line in lines if line[1])


def _person(message: OutboxMessage) -> str:
    return ", ".join(part for part in (message.name, message.company) if part)


def pages_words(fax: Message) -> str:
    """Pages sent of those to send."""
    if fax.pages_total is None:
        return str(fax.pages_sent or "")
    return f"{fax.pages_sent or 0} of {fax.pages_total}"


def _reason(fax: Message) -> str:
    if fax.reason is None or fax.reason is StateCode.SUCCESS:
        return fax.reason_message or ""
    return f"{sentence(fax.reason).what} ({fax.reason.value})"


def _duration(seconds: int | None) -> str:
    if not seconds:
        return ""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _money(amount: Decimal | None, currency: str) -> str:
    if amount is None:
        return ""
    whole, _, part = f"{amount:f}".partition(".")
    return f"{whole}.{part:0<2} {currency}".strip()
