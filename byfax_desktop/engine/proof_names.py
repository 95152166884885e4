"""Under which names reports of sent faxes are saved."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from byfax_desktop.engine.clock import moment
from byfax_desktop.engine.sent_report import report_of
from byfax_desktop.fax.safe_name import pattern_name

if TYPE_CHECKING:
    from byfax_desktop.engine.evidence import ProvedFax

STANDARD_PATTERN = "{result} {date} {time} {to}"


def proof_name(fax: ProvedFax, ended: int, pattern: str) -> str:
    """The name that a pattern makes for the report of a fax, on the clock of this computer."""
    entry, chosen = fax.entry, fax.chosen
    message = chosen.message if chosen else None
    when = ((message.call_ended if message else None) or moment(ended)).astimezone()
    number = (message.number if message else None) or ""
    people = f"{len(entry.messages)} recipients"
    fields = {
        "result": report_of(entry, chosen, datetime.now(UTC)).result,
        "date": f"{when:%Y-%m-%d}",
        "time": f"{when:%H-%M}",
        "to": (chosen.name or chosen.company or number.lstrip("+")) if chosen else people,
        "number": number.lstrip("+"),
        "subject": entry.subject,
    }
    return pattern_name(pattern or STANDARD_PATTERN, fields, ".pdf")
