"""The work on a list that takes time: reading it, looking through it, and making recipients of it, on a worker."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.compose.recipient_meanings import understood

if TYPE_CHECKING:
    from byfax_desktop.engine.recipients.imported import ImportedRecipient
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

        with _heap_left_alone():
            return read_list(source, how or HowRead(), self._region)

    def look(self, read: ReadList, mapping: Mapping, region: str | None, request: Request) -> Findings | None:
        """What becomes of each row, its number one of ``region``; None where that is not wanted any more."""
        from byfax_desktop.engine.recipients.lists import look_through

        self.seen = 0
        known = {meaning.e164 for meaning in (understood(each, self._region) for each in self._typed)}

        def told(seen: int) -> bool:
            self.seen = seen
            return not request.cancelled

        with _heap_left_alone():
            return look_through(read, mapping, region, known - {""}, told)


def entries_to_take(
    findings: Findings, *, once: bool, unsure: bool, named: bool
) -> tuple[RecipientEntry, ...]:
    """The rows of the table that come of a list; with all its columns, where these are ``named``."""
    from byfax_desktop.engine.recipients.lists import recipients_to_take

    with _heap_left_alone():
        people = recipients_to_take(findings, once=once, unsure=unsure)
        return tuple(_entry(person, named) for person in people)


def _entry(person: ImportedRecipient, named: bool) -> RecipientEntry:
    own = (person.name, person.company, person.number, person.subject, person.header)
    return RecipientEntry(*own, values=tuple(person.values.items()) if named else ())


@contextmanager
def _heap_left_alone() -> Iterator[None]:
    """Rows hold no cycles. To look for some among a hundred thousand of them would stop all threads, the window's too.

    They leave with the last who knows them, as ever.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def clear_entry(source: ListSource, region: str | None) -> RecipientEntry | None:
    """The one recipient in a text, if there is no doubt about them. Raises RecipientsTrouble."""
    looking = Looking((), region)
    read = looking.read(source, None)
    findings = _look_at_once(read, region)
    if len(findings.outcomes) != 1 or not findings.sure:
        return None
    return entries_to_take(findings, once=False, unsure=False, named=False)[0]


def _look_at_once(read: ReadList, region: str | None) -> Findings:
    from byfax_desktop.engine.recipients.lists import look_through

    findings = look_through(read, read.mapping, region)
    assert findings is not None
    return findings
