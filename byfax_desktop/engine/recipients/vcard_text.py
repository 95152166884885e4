"""Contacts written as address cards, so that whatever reads them understands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from byfax_desktop.engine.recipients.vcard import Contact

_E164 = re.compile(r"\+\d{7,15}")
_FOLD = 75
"""Bytes of a line at most, RFC 6350 section 3.2."""


def to_vcard(contacts: Iterable[Contact], version: Literal["3.0", "4.0"] = "4.0") -> str:
    """An address book; ``read_vcards`` reads the same contacts from it."""
    return "".join(f"{_folded(line)}\r\n" for contact in contacts for line in _card(contact, version))


def _card(contact: Contact, version: str) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    yield f"FN:{_escaped(contact.name or contact.company)}"
    yield f"N:;{_escaped(contact.name)};;;"
    if contact.company:
        yield f"ORG:{_escaped(contact.company)}"
    if contact.company and not contact.name:
        yield "KIND:org" if version == "4.0" else "X-ABShowAs:COMPANY"
    for number in contact.numbers:
        types = "".join(f";TYPE={each}" for each in sorted(number.types))
        if version == "4.0" and _E164.fullmatch(number.text):
            yield f"TEL;VALUE=uri{types}:tel:{number.text}"
        else:
            yield f"TEL{types}:{_escaped(number.text)}"
    yield "END:VCARD"


def _escaped(text: str) -> str:
    for plain, written in (
        ("\\", "\\\\"),
        (";", "\\;"),
        (",", "\\,"),
        ("\r\n", "\\n"),
        ("\r", "\\n"),
        ("\n", "\\n"),
    ):
        text = text.replace(plain, written)
    return text


def _folded(line: str) -> str:
    """The line, broken before it has more than 75 bytes, and never inside a letter."""
    pieces, size = [""], 0
    for letter in line:
        width = len(letter.encode(errors="replace"))
        if size + width > _FOLD:
            pieces.append(" ")
            size = 1
        pieces[-1] += letter
        size += width
    return "\r\n".join(pieces)
