"""Why the service did not take a recipient, in words."""

from __future__ import annotations

from byfax_desktop.service.records import RecipientReport
from byfax_desktop.service.sentences import sentence


def refusal_reason(report: RecipientReport) -> str:
    """The sentences for the report's code, or what was noted in its place where it bears none."""
    if not report.state_code.value and report.state_message:
        return report.state_message
    words = sentence(report.state_code)
    return f"{words.what} {words.do}"
