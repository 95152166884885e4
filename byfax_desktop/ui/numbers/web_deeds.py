"""What only the byFax website does with a number of one's own, as far as the service allows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from byfax_desktop.ui.numbers import texts

if TYPE_CHECKING:
    from datetime import datetime

    from byfax_desktop.service.records import Did


@dataclass(frozen=True, slots=True)
class WebDeed:
    """A name for the program, words for a menu, for a button, and what is to be chosen on the website."""

    name: str
    entry: str
    button: str
    way: str


_EXTEND = WebDeed("extend", "&Extend…", "Extend on the byF&ax website", "extend it")
_RESTORE = WebDeed("restore", "&Restore…", "&Restore on the byFax website", "restore it")
_CANCEL = WebDeed("cancel", "&Give up…", "", "cancel it")
_ADDRESS = WebDeed(
    "address", "Give an &address…", "Give an &address on the byFax website", "give its address"
)


def web_deeds(did: Did) -> tuple[WebDeed, ...]:
    """All that can be done there with this number."""
    return tuple(_possible(did))


def best_web_deed(did: Did, now: datetime | None = None) -> WebDeed | None:
    """What a person would rather do there soon; None where nothing presses."""
    if did.state.value in ("VERIFY_PENDING", "VERIFY_FAILED"):
        return _ADDRESS
    if did.can_extend and texts.ends_soon(did, now):
        return _EXTEND
    return _RESTORE if did.can_restore else None


def web_deed(name: str) -> WebDeed:
    """The one of this name. Raises KeyError."""
    return {deed.name: deed for deed in (_EXTEND, _RESTORE, _CANCEL, _ADDRESS)}[name]


def _possible(did: Did) -> Iterator[WebDeed]:
    if did.state.value in ("VERIFY_PENDING", "VERIFY_FAILED"):
        yield _ADDRESS
    if did.can_extend:
        yield _EXTEND
    if did.can_restore:
        yield _RESTORE
    if did.can_cancel:
        yield _CANCEL
