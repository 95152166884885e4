"""The recipients of a fax whom the service did not take, told to people and to scripts."""

from __future__ import annotations

from byfax_desktop.cli.output import warn
from byfax_desktop.engine.numbers import format_number
from byfax_desktop.engine.refusals import refusal_reason
from byfax_desktop.engine.sender import Sent


def refusals(sent: Sent) -> list[dict[str, str]]:
    """The recipients that the service did not take, and why, ready for JSON."""
    return [
        {
            "recipientNumber": report.number or "",
            "messageRef": report.message_ref or "",
            "stateCode": report.state_code.value,
            "what": refusal_reason(report),
        }
        for report in sent.refused
    ]


def tell_refused(sent: Sent) -> None:
    """Say on the error stream who was not taken, and why."""
    for report in sent.refused:
        warn(f"Not sent to {format_number(report.number or '')}: {refusal_reason(report)}")
