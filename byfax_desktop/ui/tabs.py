"""The tabs beside Compose. They are made after the first paint, for a person looks at Compose first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from byfax_desktop.ui.session import Session


class Ways(QObject):
    """The ways that lead from one tab to another."""

    compose_asked = Signal()
    """A person wants to write a fax."""
    fax_to = Signal(str)
    """A person wants to send a fax to a number (E.164)."""
    again_asked = Signal(object)
    """A person wants another fax made of a sent one: an AgainWish."""
    forward_asked = Signal(object, str)
    """A person wants to send pages (a path) to somebody else under a name."""
    reply_asked = Signal(object, object)
    """A person wants to answer a received fax: the Draft, and path and name of its pages, or None."""
    sender_asked = Signal(str)
    """A person wants to send from one of the own numbers (E.164)."""
    faxes_asked = Signal(str)
    """A person wants to see the faxes to one of the own numbers (E.164)."""
    unread_asked = Signal(object)
    """A person wants to see received faxes that nobody has read: a tuple of refs."""
    contact_asked = Signal(str, str, str)
    """A person wants to keep somebody of a fax as a contact: a name, a company and a number."""
    history_asked = Signal(str, str, str)
    """A person wants to see all that went to or came from somebody: a number or a sender's key, a name, a company."""
    sent_asked = Signal(str)
    """A person wants to see the sent fax with this broadcast ref."""
    received_asked = Signal(str)
    """A person wants to see the received fax with this ref."""
    noted = Signal(str)
    """Something that was asked for was done."""
    troubled = Signal(object)
    """Something that was asked for came to nothing: a Trouble."""


@dataclass(frozen=True, slots=True)
class TabPlan:
    """A tab to be: its name, its icon, its title with mnemonic, and what makes it."""

    name: str
    icon: str
    title: str
    make: Callable[[Session, Ways], QWidget]


def _outbox(session: Session, ways: Ways) -> QWidget:
    from byfax_desktop.ui.outbox.tab import OutboxTab

    tab = OutboxTab(session)
    tab.compose_asked.connect(ways.compose_asked)
    tab.contact_asked.connect(ways.contact_asked)
    tab.troubled.connect(ways.troubled)
    tab.noted.connect(ways.noted)
    tab.again_asked.connect(ways.again_asked)
    tab.history_asked.connect(ways.history_asked)
    ways.sent_asked.connect(tab.show_fax)
    return tab


def _inbox(session: Session, ways: Ways) -> QWidget:
    from byfax_desktop.ui.inbox.tab import InboxTab

    tab = InboxTab(session)
    tab.contact_asked.connect(ways.contact_asked)
    ways.faxes_asked.connect(tab.show_faxes_to)
    ways.unread_asked.connect(tab.show_unread)
    tab.forward_asked.connect(ways.forward_asked)
    tab.reply_asked.connect(ways.reply_asked)
    tab.history_asked.connect(ways.history_asked)
    ways.received_asked.connect(tab.show_fax)
    tab.noted.connect(ways.noted)
    tab.troubled.connect(ways.troubled)
    return tab


def _numbers(session: Session, ways: Ways) -> QWidget:
    from byfax_desktop.ui.numbers.tab import NumbersTab

    tab = NumbersTab(session)
    tab.fax_to.connect(ways.fax_to)
    tab.sender_asked.connect(ways.sender_asked)
    tab.faxes_asked.connect(ways.faxes_asked)
    tab.noted.connect(ways.noted)
    tab.troubled.connect(ways.troubled)
    return tab


LATER_TABS = (
    TabPlan("outbox", "outbox", "O&utbox", _outbox),
    TabPlan("inbox", "inbox", "&Inbox", _inbox),
    TabPlan("numbers", "number", "Num&bers", _numbers),
)
