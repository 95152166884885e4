"""Notices in words, with the people in them only where a person wants that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from byfax_desktop.engine.notices import Notice, NoticeKind, Party

_LONGEST_NAME = 60
_ONE_AND_MANY = {
    NoticeKind.HOLD: ("A fax waits", "{count} faxes wait"),
    NoticeKind.NEEDS_YOU: ("A fax needs you", "{count} faxes need you"),
    NoticeKind.FAILED: ("Fax not delivered", "{count} faxes not delivered"),
    NoticeKind.DELIVERED: ("Fax delivered", "{count} faxes delivered"),
    NoticeKind.RECEIVED: ("New fax", "{count} new faxes"),
    NoticeKind.MISSED: ("A fax could not be received", "{count} faxes could not be received"),
    NoticeKind.ENDING: ("One of your numbers ends soon", "{count} of your numbers end soon"),
}

_OF_SEVERAL = (NoticeKind.FAILED, NoticeKind.DELIVERED)


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """The two parts of a notification; ``body`` may be empty."""

    title: str
    body: str


def notice_words(
    notice: Notice, shows_who: bool, name_of: Callable[[str], str] = lambda _: ""
) -> NoticeWords:
    """A notice in words; ``name_of`` is the name of a number (E.164) in the address book, empty for strangers."""
    one, many = _ONE_AND_MANY[notice.kind]
    is_part = notice.kind in _OF_SEVERAL and notice.of > notice.count
    count = f"{notice.count:,} of {notice.of:,}" if is_part else f"{notice.count:,}"
    title = one if notice.count == 1 and not is_part else many.format(count=count)
    parts = [_people(notice, name_of)] if shows_who and notice.who else []
    if notice.why:
        parts.append(notice.why)
    return NoticeWords(title, "\n".join(part for part in parts if part))


def _people(notice: Notice, name_of: Callable[[str], str]) -> str:
    named = [each for each in (_called(party, name_of) for party in notice.who) if each]
    others = notice.count - len(named)
    if named and others > 0:
        return f"{', '.join(named)} and {others:,} more"
    return ", ".join(named)


def _called(party: Party, name_of: Callable[[str], str]) -> str:
    """Their name on one line of bearable length, kept from turning the writing direction of what stands around it."""
    name = name_of(party.number) or party.name or party.number
    plain = "".join(letter if letter.isprintable() else " " for letter in name).strip()
    short = plain if len(plain) <= _LONGEST_NAME else f"{plain[: _LONGEST_NAME - 1]}…"
    return f"\u2068{short}\u2069" if short else ""
