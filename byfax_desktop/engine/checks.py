"""What stands in the way of sending a draft, found without asking anyone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity
from byfax_desktop.engine.numbers import NumberTrouble, parse_number
from byfax_desktop.service.errors import InvalidRequest
from byfax_desktop.service.lexical import write_text

PRIORITIES = range(1, 101)


@dataclass(frozen=True, slots=True)
class Problem:
    """``field`` of the draft cannot be sent as it is: what is wrong, and what to do."""

    field: str
    what: str
    do: str


def problems(draft: Draft) -> tuple[Problem, ...]:
    """All that is wrong with the draft, in the order in which a person fills it in; empty: it can be sent."""
    return (*_content(draft), *_recipients(draft), *_options(draft), *_texts(draft))


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
    seen: set[str] = set()
    for recipient in draft.recipients:
        yield from _recipient(recipient, seen)


def _recipient(recipient: DraftRecipient, seen: set[str]) -> Iterator[Problem]:
    try:
        number = parse_number(recipient.number)
    except NumberTrouble as trouble:
        yield Problem("recipients", trouble.what, trouble.do)
        return
    if number.e164 in seen:
        yield Problem("recipients", f"{number.display} is listed twice.", "Remove one of the two.")
    seen.add(number.e164)


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
        for text in (recipient.name, recipient.company):
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
    if draft.send_at is not None and draft.send_at.tzinfo is None:
        yield Problem("send_at", "The time to send has no time zone.", "Choose the time again.")
    if draft.prepared:
        yield from _prepared(draft)


def _prepared(draft: Draft) -> Iterator[Problem]:
    if draft.cover_ref:
        yield Problem(
            "cover", "A cover page cannot be added to ready-made fax pages.", "Send without a cover page."
        )
    if draft.send_at:
        yield Problem("send_at", "Ready-made fax pages cannot be sent later.", "Send them now.")
    if not draft.documents:
        yield _document("Ready-made fax pages need a document.", "Add one.")
