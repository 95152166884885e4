"""Contacts become recipients: to the fax number of each, or to one that a person is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from byfax_desktop.engine.recipients.imported import ImportedRecipient, RowOutcome
from byfax_desktop.engine.recipients.numbers_typed import understand
from byfax_desktop.engine.recipients.typed_number import Remark, RemarkKind, TypedNumber
from byfax_desktop.engine.recipients.vcard import CardNumber, Contact


def recipients_of_contacts(contacts: Iterable[Contact], region: str | None = None) -> Iterator[RowOutcome]:
    """An outcome for each contact, in their order."""
    for place, contact in enumerate(contacts):
        number = _number(contact, region)
        yield RowOutcome(place, ImportedRecipient(number.e164, contact.name, contact.company), number)


def _number(contact: Contact, region: str | None) -> TypedNumber:
    """The only fax number, or of several the preferred one, or the one at work; else what there is, to choose from."""
    faxes = [each for each in contact.numbers if each.is_fax]
    chosen = _preferred(faxes)
    if chosen is not None:
        return understand(chosen.text, region)
    read = [understand(each.text, region) for each in faxes or contact.numbers]
    offers = tuple(dict.fromkeys(each.e164 for each in read if each.e164))
    who = f"“{contact.name or contact.company}”" if contact.name or contact.company else "A contact"
    if not offers:
        words = f"{who} has no number that can be dialled."
        return TypedNumber("", remarks=(Remark(RemarkKind.NONE_GIVEN, words),))
    many = "more than one fax number" if faxes else "a number, but none that is said to be a fax"
    if len(offers) == 1 and faxes:
        return replace(next(each for each in read if each.e164), typed=faxes[0].text)
    return TypedNumber("", remarks=(Remark(RemarkKind.WHICH, f"{who} has {many}. Choose."),), offers=offers)


def _preferred(faxes: list[CardNumber]) -> CardNumber | None:
    for wanted in (set(), {"pref"}, {"work"}):
        some = [each for each in faxes if wanted <= each.types]
        if len(some) == 1:
            return some[0]
    return None
