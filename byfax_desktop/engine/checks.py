"""What stands in the way of sending a draft, found without asking anyone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity
from byfax_desktop.engine.merging import send_moment
from byfax_desktop.engine.numbers import NumberTrouble, parse_number
from byfax_desktop.engine.schedule import NoSuchTime
from byfax_desktop.service.errors import InvalidRequest
from byfax_desktop.service.lexical import write_text

PRIORITIES = range(1, 101)
_LATENESS = timedelta(minutes=2)
"""So late a fax may leave without anybody having meant another day."""


@dataclass(frozen=True, slots=True)
class Problem:
    """``field`` of the draft cannot be sent as it is: what is wrong, and what to do."""

    field: str
    what: str
    do: str


def problems(draft: Draft, now: datetime | None = None) -> tuple[Problem, ...]:
    """All that is wrong with the draft, in the order in which a person fills it in; empty: it can be sent.

    ``now`` is aware; the clock of this computer where it is None.
    """
    when = _when(draft, now or datetime.now(UTC)) if draft.send_at else ()
    return (*_content(draft), *_recipients(draft), *_options(draft), *when, *_texts(draft))


def file_problem(path: Path) -> Problem | None:
    """What is wrong with a file before anyone looks into it: missing, a folder, empty, or not to be read."""
    name = f"“{path.name}”"
    try:
        if path.is_dir():
            return _document(f"{name} is a folder.", "Add the files inside it.")
        with path.open("rb") as file:
            if not file.read(1):
                return _document(f"{name} is empty.", "Choose a file with something in it.")
    except FileNotFoundError:
        return _document(f"{name} cannot be found.", "Check where it lies, then add it again.")
    except PermissionError:
        return _document(f"{name} may not be read.", "Check its permissions, or add a copy.")
    except (OSError, ValueError):
        return _document(f"{name} could not be read.", "Check the disk it lies on, or add a copy.")
    return None


def _document(what: str, do: str) -> Problem:
    return Problem("documents", what, do)


def _content(draft: Draft) -> Iterator[Problem]:
    if not draft.documents and not draft.cover_ref:
        yield _document("There is nothing to fax.", "Add a document, or choose a cover page.")
    for path in draft.documents:
        found = file_problem(path)
        if found:
            yield found


def _recipients(draft: Draft) -> Iterator[Problem]:
    if not draft.recipients:
        yield Problem("recipients", "Nobody is named to send the fax to.", "Enter a fax number.")
    seen: set[DraftRecipient] = set()
    for recipient in draft.recipients:
        yield from _recipient(recipient, seen)


def _recipient(recipient: DraftRecipient, seen: set[DraftRecipient]) -> Iterator[Problem]:
    try:
        number = parse_number(recipient.number)
    except NumberTrouble as trouble:
        yield Problem("recipients", trouble.what, trouble.do)
        return
    if recipient.greeting and (found := file_problem(recipient.greeting.path)):
        yield Problem("recipients", found.what, found.do)
    fax = replace(recipient, number=number.e164, name="", company="")
    if fax in seen:  # another subject or other values make another fax
        yield Problem("recipients", f"{number.display} is listed twice.", "Remove one of the two.")
    seen.add(fax)


def _sender(sender: SenderIdentity) -> Iterator[Problem]:
    if sender.is_empty:
        yield Problem(
            "sender", "The fax does not say who it is from.", "Enter your name, company or fax number."
        )
    if sender.number.strip():
        try:
            parse_number(sender.number)
        except NumberTrouble as trouble:
            yield Problem("sender", trouble.what, trouble.do)
    if sender.timezone and not _is_timezone(sender.timezone):
        yield Problem("sender", f"“{sender.timezone}” is no time zone.", "Choose one such as Europe/Berlin.")


def _is_timezone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not there, not a name, a folder of names
        return False
    return True


def _texts(draft: Draft) -> Iterator[Problem]:
    """Text that cannot be written into a request."""
    yield from _text("subject", draft.subject)
    yield from _text("cover", draft.cover_text)
    yield from _text("header", draft.header or "")
    for text in (draft.sender.name, draft.sender.company):
        yield from _text("sender", text)
    for recipient in draft.recipients:
        for text in (recipient.name, recipient.company, recipient.subject, recipient.header):
            yield from _text("recipients", text)


def _text(field: str, text: str) -> Iterator[Problem]:
    try:
        write_text(field, text)
    except InvalidRequest as refused:
        yield Problem(field, refused.what, refused.do)


def _options(draft: Draft) -> Iterator[Problem]:
    yield from _sender(draft.sender)
    if draft.retries < 0:
        yield Problem("retries", "The number of tries is below zero.", "Enter 0 or more.")
    if draft.priority is not None and draft.priority not in PRIORITIES:
        yield Problem("priority", "The priority is outside 1 to 100.", "Enter 1 (first) to 100 (last).")
    if draft.prepared:
        yield from _prepared(draft)


def _when(draft: Draft, now: datetime) -> Iterator[Problem]:
    """Each thing that is wrong with the time, once, however many recipients it is wrong for."""
    found: dict[Problem, None] = {}
    for recipient in draft.recipients:
        try:
            moment = send_moment(draft, recipient)
        except NoSuchTime as gap:
            what = "Clocks are put forward over the time to send, so there is no such time."
            found[Problem("send_at", what, f"Choose {gap.after:%H:%M} or later.")] = None
            continue
        if moment and moment < now - _LATENESS:
            whose = "" if draft.send_at and draft.send_at.tzinfo else " where a recipient is"
            found[
                Problem("send_at", f"The time to send has passed{whose}.", "Choose a later one, or now.")
            ] = None
    yield from found


def _prepared(draft: Draft) -> Iterator[Problem]:
    if draft.cover_ref:
        yield Problem(
            "cover", "A cover page cannot be added to ready-made fax pages.", "Send without a cover page."
        )
    if draft.send_at:
        yield Problem("send_at", "Ready-made fax pages cannot be sent later.", "Send them now.")
    if any(each.greeting for each in draft.recipients):
        yield Problem(
            "recipients", "A greeting cannot go with ready-made fax pages.", "Take the greetings out."
        )
    if not draft.documents:
        yield _document("Ready-made fax pages need a document.", "Add one.")
