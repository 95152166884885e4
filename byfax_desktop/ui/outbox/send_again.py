"""Whom Send again would call, and what a person is asked before: nobody is called in vain without that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale

from byfax_desktop.engine.outcomes import NO_FAX_MACHINE, NO_SUCH_NUMBER
from byfax_desktop.service.codes import StateCode
from byfax_desktop.store.submissions import FaxState
from byfax_desktop.ui.outbox.wishes import SENT_AGAIN, Target, may_arrive_twice
from byfax_desktop.ui.widgets.texts import isolated, shown_number
from byfax_desktop.ui.widgets.tips import shown_text

_TWICE = "byFax is asked first whether it has it. Should an earlier attempt still be under way, it may arrive twice."
_VOICE = (
    "A person, an answering machine or something else that is no fax machine took the call."
    " Check the number first: each further try is one more call to them."
)
_NO_NUMBER = (
    "There is no such number, as the last call told. Check it first: another call there comes to nothing."
)
_BOTH = (
    "In some of these calls a person or something else that is no fax machine answered, or there is no such number."
    " Check those numbers first."
)
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask: ``yes`` sends ``targets`` again, ``other`` does so with ``others``; if these are none, a new fax."""

    text: str
    what_then: str
    yes: str
    targets: tuple[Target, ...]
    other: str = ""
    others: tuple[Target, ...] = ()


def question(targets: Sequence[Target]) -> Question | None:
    """What is asked before these are sent again; None where there is no doubt."""
    everyone = tuple(targets)
    if any(map(may_arrive_twice, targets)):
        return Question(f"Send {_faxes(len(everyone))} again?", _TWICE, "&Send again", everyone)
    called = tuple(_called(targets))
    hopeless = [each for each in called if _why(each)]
    if hopeless:
        reasons = {_why(each) for each in hopeless}
        why = _BOTH if len(reasons) > 1 else reasons.pop()
        promising = tuple(each for each in called if not _why(each))
        if not promising:
            return Question(f"Send {_faxes(len(everyone))} again?", why, "&Call again", everyone)
        return Question(
            "Send again to whom?",
            f"{_number(len(hopeless))} of {_number(len(called))} had better not be called as they are. {why}",
            f"&Send again to the other {'one' if len(promising) == 1 else _number(len(promising))}",
            promising,
            f"&Call all {_number(len(called))} again",
            everyone,
        )
    return _of_a_broadcast(everyone, called)


def _of_a_broadcast(targets: tuple[Target, ...], called: tuple[Target, ...]) -> Question | None:
    """A broadcast that some of its recipients got: they are left out, unless a new fax goes to all."""
    if len(targets) != 1 or targets[0].message or len(called) == len(targets[0].entry.messages):
        return None
    everybody = len(targets[0].entry.messages)
    names = ", ".join(_name(each) for each in called[:_NAMED])
    more = f" and {_number(len(called) - _NAMED)} more" if len(called) > _NAMED else ""
    return Question(
        "Send again to whom?",
        f"{_number(len(called))} of {_number(everybody)} did not get it: {names}{more}.",
        "&To those who did not get it",
        targets,
        f"To &all {_number(everybody)}, as a new fax…",
    )


def _called(targets: Sequence[Target]) -> Iterator[Target]:
    """Each recipient who would be called; a fax that byFax does not have counts as one."""
    for target in targets:
        if target.entry.local and target.entry.local.state is FaxState.REJECTED:
            yield target
            continue
        messages = (target.message,) if target.message else target.entry.messages
        yield from (Target(target.entry, each) for each in messages if each.message.state in SENT_AGAIN)


def _why(target: Target) -> str:
    """Why another call there is in vain; empty where it may arrive."""
    local = target.entry.local
    if target.message:
        reason = target.message.message.reason
    else:
        reason = StateCode(local.trouble.details) if local and local.trouble else None
    if reason in NO_FAX_MACHINE:
        return _VOICE
    return _NO_NUMBER if reason in NO_SUCH_NUMBER else ""


def _name(target: Target) -> str:
    message = target.message
    if message is None:
        return ""
    return isolated(shown_text(message.name or message.company)) or shown_number(message.message.number)


def _faxes(count: int) -> str:
    return "this fax" if count == 1 else f"{_number(count)} faxes"


def _number(count: int) -> str:
    return QLocale().toString(count)
