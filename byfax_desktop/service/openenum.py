"""Enumerations that survive a service newer than this program."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Self


class OpenEnum(StrEnum):
    """A closed list of words that the service may lengthen at any time.

    A word that the contract does not list becomes a member named ``UNKNOWN`` whose value is the word as it came,
    so nothing is lost and nothing breaks. It is equal to its text, and to no listed member.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = "UNKNOWN"
        member._value_ = value
        return member

    def __hash__(self) -> int:
        return hash(self._value_)

    def __reduce_ex__(self, proto: object) -> tuple[Any, ...]:
        # By its word. Python 3.11.0 to 3.11.3 would copy and store a member by its name, and so lose the word.
        return type(self), (self._value_,)

    @property
    def known(self) -> bool:
        """Whether the contract lists this word."""
        return self._value_ in type(self)._value2member_map_
