"""How an account is marked, so that nobody takes a test for the real thing: an icon, words, and a colour under both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from byfax_desktop.desktop.accounts import AccountKind

if TYPE_CHECKING:
    from byfax_desktop.desktop.accounts import Account


@dataclass(frozen=True, slots=True)
class Mark:
    """``tint`` is empty where faxes really go out as they are meant to."""

    icon: str
    words: str
    tint: str = ""


_MARKS = {
    AccountKind.PRODUCTION: Mark("account", "Faxes are delivered"),
    AccountKind.TEST: Mark("test", "Test: faxes are not delivered", "#c98a00"),
    AccountKind.DEMO: Mark("demo", "Demo: nothing is really sent", "#3a7bd5"),
    AccountKind.OTHER: Mark("account", "Another service"),
}


def mark_of(account: Account) -> Mark:
    """How this account is marked."""
    return _MARKS[account.kind]


def name_of(account: Account) -> str:
    """What the account is called where there is room for few words; a test says that it is one."""
    if account.is_demo:
        return "Demo"
    return f"{account.title} (test)" if account.kind is AccountKind.TEST else account.title


def service_of(account: Account) -> str:
    """Where its faxes go, in one line."""
    words = mark_of(account).words
    return (
        f"{words} · {urlsplit(account.base_url).hostname or account.base_url}" if account.base_url else words
    )
