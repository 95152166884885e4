"""The properties of a vCard file, of versions 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), one after another."""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_READ = frozenset({b"BEGIN", b"END", b"FN", b"N", b"ORG", b"TEL", b"KIND", b"X-ABSHOWAS"})
"""Properties that are read. Of others, such as photos, nothing is kept."""
_LONGEST = 65_536
"""Bytes of a property that is read; what is beyond is cut off."""
_NAME = re.compile(rb"\s*(?:[\w-]+\.)?([\w-]+)\s*[;:]")
_HEAD = re.compile(r'(?:[^":]|"[^"]*")*')
_PARAMETER = re.compile(r';((?:[^";]|"[^"]*")*)')
_QUOTED = re.compile(rb"^[^:]*QUOTED-PRINTABLE[^:]*:", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Property:
    """``value`` is decoded, but still has its backslashes; ``types`` are in small letters."""

    name: str
    types: frozenset[str]
    value: str


def properties(pieces: Iterable[bytes], encoding: str) -> Iterator[Property]:
    """The properties in a file, of which one is held at a time.

    ``pieces`` end where lines end, or before; ``encoding`` is that of values that say none.
    """
    for line in _whole_lines(pieces):
        found = _property(line, encoding)
        if found is not None:
            yield found


def unescaped(text: str) -> str:
    """A value without backslashes: ``\\n`` is a new line, any other character after one stands for itself."""
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def parts(text: str) -> list[str]:
    """The parts of a value that semicolons separate, unless after a backslash."""
    return [unescaped(part) for part in re.findall(r"(?:^|;)((?:[^;\\]|\\.|\\\Z)*)", text, re.DOTALL)]


def _whole_lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Lines put together from those they were folded into."""
    current: bytearray | None = None
    is_soft = False
    for line in _lines(pieces):
        if is_soft and current is not None:
            del current[-1:]
            current += line[: _LONGEST - len(current)]
        elif line[:1] in (b" ", b"\t"):
            if current is not None:
                current += line[1 : 1 + _LONGEST - len(current)]
        else:
            if current is not None:
                yield bytes(current)
            found = _NAME.match(line)
            current = bytearray(line) if found and found[1].upper() in _READ else None
        is_soft = bool(current and current.endswith(b"=") and _QUOTED.match(current))
    if current is not None:
        yield bytes(current)


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Lines without their ends; of longer ones than any that is read, the beginning."""
    line = bytearray()
    for piece in pieces:
        line += piece[: max(0, _LONGEST - len(line))]
        if piece.endswith(b"\n"):
            yield bytes(line.rstrip(b"\r\n"))
            line.clear()
    if line:
        yield bytes(line)


def _property(line: bytes, encoding: str) -> Property | None:
    head = _HEAD.match(line.decode("latin-1"))
    assert head is not None
    length = len(head[0])
    if line[length : length + 1] != b":":
        return None
    names = [each.strip() for each in _PARAMETER.findall(head[0])]
    values = [(key.strip().upper(), value) for key, _, value in (each.partition("=") for each in names)]
    types: set[str] = set()
    charset, is_quoted = encoding, False
    for key, value in values:
        if key == "CHARSET":
            charset = value.strip('"')
        elif key == "TYPE" or not value:
            types.update(part.strip().casefold() for part in (value or key).strip('"').split(","))
        if (value or key).strip('"').upper() == "QUOTED-PRINTABLE":
            is_quoted = True
        if key == "PREF":
            types.add("pref")
    raw = quopri.decodestring(line[length + 1 :]) if is_quoted else line[length + 1 :]
    name = head[0].partition(";")[0].rpartition(".")[2].strip().upper()
    return Property(name, frozenset(types - {"quoted-printable", "8bit"}), _decoded(raw, charset, encoding))


def _decoded(raw: bytes, charset: str, encoding: str) -> str:
    """A value in the charset it names; in that of the file where there is no such charset."""
    try:
        return raw.decode(charset, errors="replace")
    except (LookupError, UnicodeError):
        return raw.decode(encoding, errors="replace")
