"""The encoding of a text file of any length, in little memory."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from byfax_desktop.fax.encodings import MARKS, narrow_encoding, wide_encoding

_CHUNK = 65_536
"""Bytes, an even number: half a letter of UTF-16 would be none."""
_SAMPLE = 100_000
"""Bytes of the lines that aren't ASCII, by which an encoding is guessed."""


def encoding_of_file(path: Path) -> str | None:
    """The name of the encoding; None for what is no text. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(_CHUNK)
    marked = next((encoding for mark, encoding in MARKS if head.startswith(mark)), None)
    known = marked or wide_encoding(head)
    if known:
        return known
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, foreign = True, bytearray()
    for chunk in _chunks(path):
        if b"\0" in chunk:
            return None
        if is_utf8:
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError:
                is_utf8 = False
        if len(foreign) < _SAMPLE:
            foreign += _foreign_lines(chunk)
    return "utf-8" if is_utf8 else narrow_encoding(bytes(foreign[:_SAMPLE]))


def _foreign_lines(chunk: bytes) -> bytes:
    """The lines with letters that aren't ASCII; the others would only hide them in a sample."""
    if chunk.isascii():
        return b""
    return b"".join(line for line in chunk.splitlines(keepends=True) if not line.isascii())


def _chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file; the last chunk is empty."""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
    yield b""
