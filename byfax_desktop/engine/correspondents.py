"""Whom faxes go to and come from: a number, all the numbers of a contact or an organisation, or a sender without one.

A sender stands in received faxes as the network or the machine wrote it: in E.164, as it is dialled in the country
to which the fax came, with spaces, or only as a station id (T.30: TSI). It is brought into one way of writing here, so
that all that came from somebody is found by it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from byfax_desktop.engine.contacts.folding import digits_of, folded, is_number
from byfax_desktop.engine.numbers import NumberTrouble, country_iso2, format_number, parse_number
from byfax_desktop.store.timeline import Whom

if TYPE_CHECKING:
    from byfax_desktop.engine.contacts.index import ContactIndex
    from byfax_desktop.store.address_book import StoredContact

_STATION = "="
"""Begins the key of a sender that is no number: no number does."""
_SHORTEST = 5
"""So many digits make a number of which the country is not known; fewer are part of a name."""


@dataclass(frozen=True, slots=True)
class Correspondent:
    """``keys`` are numbers in E.164, the one that was asked for first, or what ``sender_key`` makes of a sender.

    ``organisation`` is that of the address book to which all of ``keys`` belong, as ``folded`` gives it: notes belong
    to it, whatever its numbers are. A company of which a fax told has none.
    """

    keys: tuple[str, ...]
    name: str = ""
    company: str = ""
    organisation: str = ""

    @property
    def title(self) -> str:
        """What people call them."""
        if self.organisation:
            return self.company
        return ", ".join(filter(None, (self.name, self.company))) or next(map(shown_key, self.keys), "")

    @property
    def number(self) -> str:
        """The number to send a fax to; empty where there is none."""
        return next((key for key in self.keys if key.startswith("+")), "")

    @property
    def place(self) -> str:
        """By which a new note that is half written is found again."""
        return f"about {self.organisation or next(iter(self.keys), '')}"

    def whom(self) -> Whom:
        """As the store is asked for them."""
        return Whom(tuple(dict.fromkeys(way for key in self.keys for way in _ways(key))), self.organisation)

    def only(self, key: str) -> Correspondent:
        """The same with one of the numbers."""
        return replace(self, keys=(key,))


def correspondent_of(index: ContactIndex, key: str, name: str = "", company: str = "") -> Correspondent:
    """Whom a number, or another sender's key, is of, as the address book knows them.

    All contacts of one organisation are one correspondent. A number that contacts of several organisations have, or
    several people of none, is only itself: whose the rest is cannot be told. ``name`` and ``company`` are what is told
    of somebody whom the address book does not know.
    """
    known = index.with_number(key)
    companies = {folded(each.company): each.company for each in known if each.company}
    if len(companies) == 1:
        (organisation,) = companies
        together = [each for each in index.contacts if folded(each.company) == organisation]
        return Correspondent(_numbers(key, [*known, *together]), "", companies[organisation], organisation)
    if len(known) == 1:
        return Correspondent(_numbers(key, known), known[0].name)
    if known:
        return Correspondent((key,), index.name_of(key))
    faxed = index.faxed.get(key)
    if faxed and not (name or company):
        name, company = faxed.name, faxed.company
    # The company of a fax is what somebody typed once: it is told, but joins no numbers.
    return Correspondent((key,), name, company)


def correspondent_of_contact(index: ContactIndex, contact: StoredContact) -> Correspondent:
    """The organisation of a contact, or the contact where it has none."""
    if not contact.company:
        return Correspondent(contact.numbers, contact.name)
    together = [each for each in index.contacts if folded(each.company) == folded(contact.company)]
    return Correspondent(_numbers("", [contact, *together]), "", contact.company, folded(contact.company))


@lru_cache(maxsize=65_536)
def sender_key(sender: str, station: str = "", did: str = "") -> str:
    """Whom a received fax is from, in one way of writing; empty where nothing tells.

    A number in E.164 where ``sender``, else the ``station`` id, is one, as it would be dialled in the country of the
    number that the fax came to (``did``). Else its digits, or the words of the station id.
    """
    region = country_iso2(did) or None
    texts = [text for text in (sender.strip(), station.strip()) if text]
    for text in texts:
        if is_number(text):
            try:
                return parse_number(text, region).e164
            except NumberTrouble:
                digits = digits_of(text)
                if len(digits) >= _SHORTEST:
                    return digits
    # The machine's own words before the network's, which says no more than that it does not tell.
    return next((f"{_STATION}{words}" for text in reversed(texts) if (words := folded(text))), "")


def shown_key(key: str) -> str:
    """A number in international notation, or the words of a station."""
    return key.removeprefix(_STATION) if key.startswith(_STATION) else format_number(key)


def bare_number(key: str) -> str:
    """The number that a key is; empty for that of a station."""
    return "" if key.startswith(_STATION) else key


def _ways(key: str) -> tuple[str, ...]:
    """A number in all ways in which the store may have it: also without plus, and as dialled in its own country.

    The latter only comes from a fax of which nothing told the country.
    """
    if not key.startswith("+"):
        return (key,)
    return key, key[1:], digits_of(format_number(key, country_iso2(key)))


def _numbers(first: str, contacts: list[StoredContact] | tuple[StoredContact, ...]) -> tuple[str, ...]:
    numbers = dict.fromkeys((first, *(number for each in contacts for number in each.numbers)))
    return tuple(filter(None, numbers))
