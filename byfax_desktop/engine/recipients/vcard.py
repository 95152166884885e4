"""Address cards (.vcf), read from whatever wrote them."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from byfax_desktop.engine.recipients.table import MAX_ROWS
from byfax_desktop.engine.recipients.text_encoding import encoding_of_file
from byfax_desktop.engine.recipients.trouble import RecipientsTrouble, too_large, too_many_rows
from byfax_desktop.engine.recipients.vcard_lines import Property, parts, properties, unescaped

MAX_MEGABYTES = 512
"""Photos make address books large; they are passed over."""
_MAX_NUMBERS = 50
_PIECE = 16_384
"""Bytes or letters of a line that are read at once."""
_NO_CARDS = "“{}” has no address cards."


@dataclass(frozen=True, slots=True)
class CardNumber:
    """A number as the card has it, and what it is for: ``fax``, ``work``, ``home``, ``cell``, ``pref``…"""

    text: str
    types: frozenset[str] = frozenset({"fax"})

    @property
    def is_fax(self) -> bool:
        """Whether the card says that a fax machine answers."""
        return "fax" in self.types


@dataclass(frozen=True, slots=True)
class Contact:
    """Someone in an address book."""

    name: str = ""
    company: str = ""
    numbers: tuple[CardNumber, ...] = ()


def read_vcards(path: Path) -> list[Contact]:
    """All contacts of a file. Raises RecipientsTrouble for what is no address book or has too much, and OSError."""
    if path.stat().st_size > MAX_MEGABYTES * 1024 * 1024:
        raise too_large(path.name, MAX_MEGABYTES)
    encoding = encoding_of_file(path)
    contacts = []
    if encoding is not None:
        with path.open("rb") as file:
            for contact in _contacts(_properties(file, encoding)):
                contacts.append(contact)
                if len(contacts) > MAX_ROWS:
                    raise too_many_rows(path.name, MAX_ROWS)
    if not contacts:
        raise RecipientsTrouble(
            _NO_CARDS.format(path.name), "Export the contacts as vCard, then choose that file."
        )
    return contacts


def contacts_of_text(text: str) -> list[Contact]:
    """The contacts in a text that was pasted or dropped; none where it is something else."""
    return list(
        _contacts(properties(io.BytesIO(text.removeprefix("\ufeff").encode(errors="replace")), "utf-8"))
    )


def _properties(file: BinaryIO, encoding: str) -> Iterator[Property]:
    """The properties of a file, of which the lines of UTF-16 are made UTF-8 first."""
    if encoding == "utf-8-sig":
        file.seek(len(codecs.BOM_UTF8))
    if not encoding.startswith("utf-16"):
        return properties(iter(lambda: file.readline(_PIECE), b""), encoding)
    wide = io.TextIOWrapper(file, encoding, errors="replace", newline="")
    lines = iter(lambda: wide.readline(_PIECE).encode(errors="replace"), b"")
    return properties(lines, "utf-8")


def _contacts(found: Iterable[Property]) -> Iterator[Contact]:
    depth = 0
    card: list[Property] = []
    for each in found:
        if each.name in ("BEGIN", "END"):
            depth = max(0, depth + (1 if each.name == "BEGIN" else -1))
            if each.name == "BEGIN" and depth == 1:
                card = []
            elif depth == 0 and card:
                yield _contact(card)
                card = []
        elif depth == 1 and len(card) < 4 * _MAX_NUMBERS:  # deeper is the card of an agent
            card.append(each)
    if card:
        yield _contact(card)  # the file was cut off


def _contact(card: list[Property]) -> Contact:
    values = {each.name: each.value for each in reversed(card)}
    name = unescaped(values.get("FN", "")).strip() or _name_of_parts(values.get("N", ""))
    company = " ".join(part.strip() for part in parts(values.get("ORG", ""))[:1])
    is_company = values.get("KIND", "").strip().casefold() == "org" or "X-ABSHOWAS" in values
    numbers = [CardNumber(_number(each.value), each.types) for each in card if each.name == "TEL"]
    kept = tuple(each for each in numbers if each.text)[:_MAX_NUMBERS]
    return Contact("" if is_company and name == company else name, company, kept)


def _name_of_parts(value: str) -> str:
    family, given, middle, before, after = (*parts(value), "", "", "", "", "")[:5]
    return " ".join(part.strip() for part in (before, given, middle, family, after) if part.strip())


def _number(value: str) -> str:
    text = unescaped(value).strip()
    return text[4:] if text[:4].casefold() == "tel:" and ";" not in text and "%" not in text else text
