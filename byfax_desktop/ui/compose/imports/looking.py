"""The work on a list that takes time: reading it, looking through it, and making recipients of it, on a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.compose.recipient_meanings import understood

if TYPE_CHECKING:
    from byfax_desktop.engine.recipients.lists import Findings, HowRead, ListSource, ReadList
    from byfax_desktop.engine.recipients.mapping import Mapping
    from byfax_desktop.ui.workers import Request


class Looking:
    """Tells how far it is in ``seen``, which any thread may read."""

    def __init__(self, typed: tuple[str, ...], region: str | None) -> None:
        """``typed`` are the numbers that are in the fax already."""
        self._typed = typed
        self._region = region
        self.seen = 0

    def read(self, source: ListSource, how: HowRead | None) -> ReadList:
        """The list. Raises RecipientsTrouble and OSError."""
        from byfax_desktop.engine.recipients.lists import HowRead, read_list

        return read_list(source, how or HowRead(), self._region)

    def look(self, read: ReadList, mapping: Mapping, request: Request) -> Findings | None:
        """What becomes of each row; None where that is not wanted any more."""
        from byfax_desktop.engine.recipients.lists import look_through

        self.seen = 0
        known = {meaning.e164 for meaning in (understood(each, self._region) for each in self._typed)}

        def told(seen: int) -> bool:
            self.seen = seen
            return not request.cancelled

        return look_through(read, mapping, self._region, known - {""}, told)


def entries_to_take(findings: Findings, *, once: bool, unsure: bool) -> tuple[RecipientEntry, ...]:
    """The rows of the table that come of a list."""
    from byfax_desktop.engine.recipients.lists import recipients_to_take

    return tuple(
        RecipientEntry(
            each.name,
            each.company,
            each.number,
            each.subject,
            each.header,
            values=tuple(each.values.items()),
        )
        for each in recipients_to_take(findings, once=once, unsure=unsure)
    )


def clear_entry(source: ListSource, region: str | None) -> RecipientEntry | None:
    """The one recipient in a text, if there is no doubt about them. Raises RecipientsTrouble."""
    looking = Looking((), region)
    read = looking.read(source, None)
    findings = _look_at_once(read, region)
    if len(findings.outcomes) != 1 or not findings.sure:
        return None
    entry = entries_to_take(findings, once=False, unsure=False)[0]
    return RecipientEntry(entry.name, entry.company, entry.number)


def _look_at_once(read: ReadList, region: str | None) -> Findings:
    from byfax_desktop.engine.recipients.lists import look_through

    findings = look_through(read, read.mapping, region)
    assert findings is not None
    return findings
