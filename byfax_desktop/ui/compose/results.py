"""What Compose says when the service has answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

if TYPE_CHECKING:
    from byfax_desktop.service.records import RecipientReport


def refused_words(refused: Sequence[RecipientReport], recipients: int) -> tuple[str, str]:
    """What happened to the recipients that the service did not take, and why, number by number."""
    from byfax_desktop.engine.numbers import format_number
    from byfax_desktop.engine.refusals import refusal_reason

    count = QLocale().toString(len(refused))
    what = f"byFax did not take {count} of {QLocale().toString(recipients)} numbers; the others are being called."
    if len(refused) == recipients:
        what = "byFax did not take the number." if recipients == 1 else "byFax took none of the numbers."
    reasons = (f"{format_number(report.number or '')}: {refusal_reason(report)}" for report in refused)
    return what, "\n".join(reasons)
