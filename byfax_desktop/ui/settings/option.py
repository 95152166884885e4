"""An option of the program: its name, what it is when nobody has chosen, and what a person reads about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from byfax_desktop.ui.session import Settings

Value = TypeVar("Value", bool, int, str)

_YES, _NO = ("true", "1", "yes"), ("false", "0", "no")
_LONGEST = 255


class Section(Enum):
    """Where an option stands in the window."""

    GENERAL = "General"
    SENDING = "Sending"
    RECEIVING = "Receiving"
    NOTIFICATIONS = "Notifications"
    PRIVACY = "Privacy"
    CONNECTION = "Connection"


@dataclass(frozen=True, slots=True)
class Option(Generic[Value]):
    """Kept under ``name`` in the settings; what stands there and makes no sense counts as never chosen.

    ``needs`` is the option, and the value of it, without which this one means nothing.
    """

    name: str
    section: Section
    title: str
    default: Value
    about: str = ""
    needs: tuple[Option[bool] | Option[str], bool | str] | None = None

    def understood(self, kept: str) -> Value | None:
        """What the kept text means; None when it makes no sense."""
        raise NotImplementedError

    def value(self, settings: Settings) -> Value:
        """What is chosen."""
        kept = settings.value(self.name)
        understood = None if kept is None else self.understood(str(kept))
        return self.default if understood is None else understood

    def keep(self, settings: Settings, value: Value) -> None:
        """Choose this."""
        settings.setValue(self.name, value)


@dataclass(frozen=True, slots=True)
class Flag(Option[bool]):
    """Yes or no."""

    def understood(self, kept: str) -> bool | None:
        """QSettings writes ``true`` and ``false``; people write otherwise."""
        word = kept.strip().lower()
        return True if word in _YES else False if word in _NO else None


@dataclass(frozen=True, slots=True)
class Choice(Option[str]):
    """One of several; ``entries`` are values and their titles, asked for when they are shown."""

    entries: Callable[[], tuple[tuple[str, str], ...]] = tuple
    is_open: bool = False
    """Whether other values than the entries are as good: the list is long, and not looked at for every use."""

    def understood(self, kept: str) -> str | None:
        """Only what can be chosen."""
        return kept if self.is_open or any(value == kept for value, _ in self.entries()) else None


@dataclass(frozen=True, slots=True)
class Line(Option[str]):
    """A word of one's own, such as a name; ``is_secret`` for one that stands in the keyring, not in the settings."""

    is_secret: bool = False

    def understood(self, kept: str) -> str | None:
        """One line of a bearable length."""
        return kept.strip() if len(kept) <= _LONGEST and kept.isprintable() else None


@dataclass(frozen=True, slots=True)
class Amount(Option[int]):
    """A whole number from ``least`` to ``most``."""

    least: int = 0
    most: int = 100

    def understood(self, kept: str) -> int | None:
        """Only what lies within."""
        if not kept.isdecimal() or len(kept) > len(str(self.most)):
            return None
        return int(kept) if self.least <= int(kept) <= self.most else None


@dataclass(frozen=True, slots=True)
class TimeOfDay(Option[str]):
    """Hours and minutes as 18:30, in this computer's time."""

    def understood(self, kept: str) -> str | None:
        """Only what a clock shows."""
        hours, colon, minutes = kept.partition(":")
        is_time = all(part.isascii() and part.isdecimal() and len(part) == 2 for part in (hours, minutes))
        return kept if colon and is_time and int(hours) < 24 and int(minutes) < 60 else None
