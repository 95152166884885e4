"""Numbers and files in the links that browsers, mail programs and file managers hand to a program."""

from __future__ import annotations

import re
from pathlib import Path

SCHEMES = ("fax", "tel")
"""Links of RFC 3966 (tel) and of its forerunner RFC 2806 (fax)."""

_LINK = re.compile(rf"({'|'.join(SCHEMES)}):", re.IGNORECASE)
_CONTEXT = re.compile(r";phone-context=(\+[0-9]{1,15})(?:;|$)", re.IGNORECASE)
_SEPARATORS = re.compile(r"[-.()\s/]")
_DIGITS = re.compile(r"\+?[0-9]{2,20}", re.ASCII)


class BadLink(ValueError):
    """A link that names no number; its text says so to a person."""


def is_link(text: str) -> bool:
    """Whether this is a ``fax:`` or ``tel:`` link."""
    return _LINK.match(text) is not None


def number_of(link: str) -> str:
    """The number that a link names, with its plus if it has one, and only digits else. Raises BadLink.

    What belongs to a telephone is left out: extensions, sub-addresses, and all other parameters.
    """
    from urllib.parse import unquote

    whole = unquote(link.partition(":")[2]).partition("?")[0]
    number, context = _SEPARATORS.sub("", whole.partition(";")[0]), _CONTEXT.search(whole)
    if context and not number.startswith("+"):
        number = context[1] + number
    if not is_link(link) or not _DIGITS.fullmatch(number):
        raise BadLink(f"“{link[:60]}” names no fax number")
    return number


def path_of(argument: str) -> Path:
    """The file that an argument means: a path, or a ``file:`` link as file managers write them."""
    if not argument.lower().startswith("file:"):
        return Path(argument)
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    return Path(url2pathname(urlsplit(argument).path))
