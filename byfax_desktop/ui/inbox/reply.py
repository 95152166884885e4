"""What a person is about to answer to a received fax."""

from __future__ import annotations

from typing import TYPE_CHECKING

from byfax_desktop.ui.inbox import texts
from byfax_desktop.ui.widgets.tips import shown_text

if TYPE_CHECKING:
    from byfax_desktop.engine.contacts.index import ContactIndex
    from byfax_desktop.engine.drafts import Draft, DraftRecipient
    from byfax_desktop.service.records import InboundFax

_LEAST_DIGITS = 5
_IN_NUMBERS = frozenset("0123456789+-/.() ")


def reply_draft(fax: InboundFax, contacts: ContactIndex) -> Draft:
    """A fax to the sender, with a subject that says to which; to nobody where no number is known."""
    from byfax_desktop.engine.drafts import Draft

    number = reply_number(fax)
    when = texts.day_and_time(fax.received)
    subject = f"Re: fax of {when}" if when else "Re: your fax"
    return Draft(recipients=(_recipient(number, fax, contacts),) if number else (), subject=subject)


def reply_number(fax: InboundFax) -> str:
    """Where an answer goes: the sender's number, else what the station calls itself if that is a number.

    A station's number is as its owner has set it, and is understood like one that is typed.
    """
    return next((text for text in (fax.sender, fax.remote_sid or "") if _is_number(text)), "").strip()


def _recipient(number: str, fax: InboundFax, contacts: ContactIndex) -> DraftRecipient:
    from byfax_desktop.engine.drafts import DraftRecipient

    known = contacts.with_number(number)
    if known:
        return DraftRecipient(number, known[0].name, known[0].company)
    station = (fax.remote_sid or "").strip()
    return DraftRecipient(number, company="" if _is_number(station) else shown_text(station))


def _is_number(text: str) -> bool:
    return set(text) <= _IN_NUMBERS and sum(each.isdigit() for each in text) >= _LEAST_DIGITS
