"""The tabs beside Compose. They are made after the first paint, for a person looks at Compose first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from byfax_desktop.ui.session import Session


@dataclass(frozen=True, slots=True)
class TabPlan:
    """A tab to be: its name, its icon, its title with mnemonic, and what makes it."""

    name: str
    icon: str
    title: str
    make: Callable[[Session], QWidget]


def _outbox(session: Session) -> QWidget:
    from byfax_desktop.ui.outbox.tab import OutboxTab

    return OutboxTab(session)


def _inbox(session: Session) -> QWidget:
    from byfax_desktop.ui.inbox.tab import InboxTab

    return InboxTab(session)


def _numbers(session: Session) -> QWidget:
    from byfax_desktop.ui.numbers.tab import NumbersTab

    return NumbersTab(session)


LATER_TABS = (
    TabPlan("outbox", "outbox", "O&utbox", _outbox),
    TabPlan("inbox", "inbox", "&Inbox", _inbox),
    TabPlan("numbers", "number", "Num&bers", _numbers),
)
