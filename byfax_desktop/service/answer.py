"""Reading an answer off the wire: file contents go to disk as they come, the rest becomes a small, safe document.

A received fax is base64 text inside the envelope. Parsing that as a whole would hold it in memory several times and
runs into libxml2's limit of 10 MB for a text, so expat, which hands text over in pieces, goes first. It also refuses
what SOAP 1.1 forbids (section 3: no DTD, no processing instructions), so that no entity is ever expanded.
"""

from __future__ import annotations

import binascii
from collections.abc import Iterable
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from byfax_desktop.service.errors import AnswerUnreadable
from byfax_desktop.service.files import FileTarget

FILE_ELEMENT = "fileData"
"""The one element of the contract that holds a file's bytes (``FaxFile`` of all five WSDLs)."""

FILE_MARK = "byfax-file"
"""What stands in the small document where the file's content stood."""

MAX_DEPTH = 64
MAX_ELEMENTS = 200_000
_AS_REFERENCE = {"\r": "&#13;"}
"""The next parser would make a line feed of a bare carriage return."""

MAX_DOCUMENT = 48 * 1024 * 1024
"""Bytes of everything that is not a file's content."""


class AnswerReader:
    """Takes the bytes of an answer in pieces; ``target`` takes the file content in it, if there is any.

    Without a target, a file content is dropped. Each method raises AnswerUnreadable for what is no answer.
    """

    def __init__(self, target: FileTarget | None = None) -> None:
        self._target = target
        self._out: list[str] = []
        self._size = 0
        self._elements = 0
        self._path: list[str] = []
        self._content: _Base64Reader | None = None
        self._parser = parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.buffer_size = 64 * 1024
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def feed(self, data: bytes) -> None:
        """The next bytes of the answer."""
        self._parse(data, final=False)

    def close(self) -> bytes:
        """The answer is complete: the document without file contents, UTF-8."""
        self._parse(b"", final=True)
        return "".join(self._out).encode()

    def _parse(self, data: bytes, *, final: bool) -> None:
        try:
            self._parser.Parse(data, final)
        except expat.ExpatError as error:
            raise AnswerUnreadable.because(f"not well-formed XML: {error}") from None

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in ("utf-8", "us-ascii"):
            raise AnswerUnreadable.because(f"encoding {encoding[:40]!r}, expected UTF-8")

    def _doctype(self, *_ignored: object) -> None:
        raise AnswerUnreadable.because("a document type declaration, which SOAP forbids")

    def _instruction(self, *_ignored: object) -> None:
        raise AnswerUnreadable.because("a processing instruction, which SOAP forbids")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS or len(self._path) >= MAX_DEPTH:
            raise AnswerUnreadable.because("more elements, or deeper ones, than any answer has")
        if self._content is not None:
            raise AnswerUnreadable.because("an element inside a file's content")
        self._path.append(name)
        self._emit(f"<{name}{''.join(f' {key}={quoteattr(value)}' for key, value in attributes.items())}>")
        if name.rpartition(":")[2] == FILE_ELEMENT:
            self._content = _Base64Reader(self._target)

    def _end(self, name: str) -> None:
        self._path.pop()
        if self._content is not None:
            if self._content.finish():
                self._emit(FILE_MARK)
            self._content = None
        self._emit(f"</{name}>")

    def _text(self, text: str) -> None:
        if self._content is not None:
            self._content.feed(text)
        else:
            self._emit(escape(text, _AS_REFERENCE))

    def _emit(self, text: str) -> None:
        self._size += len(text)
        if self._size > MAX_DOCUMENT:
            raise AnswerUnreadable.because("larger than any answer is")
        self._out.append(text)


class _Base64Reader:
    def __init__(self, target: FileTarget | None) -> None:
        self._target = target
        self._pending = ""
        self._begun = False
        self._ended = False

    def feed(self, text: str) -> None:
        text = self._pending + "".join(text.split())
        whole = len(text) - len(text) % 4
        self._pending = text[whole:]
        self._decode(text[:whole])

    def finish(self) -> bool:
        """Whether there was any content."""
        if self._pending:
            raise AnswerUnreadable.because("a file's base64 text is cut short")
        return self._begun

    def _decode(self, text: str) -> None:
        if not text:
            return
        if self._ended:
            raise AnswerUnreadable.because("a file's base64 text goes on after its end")
        try:
            data = binascii.a2b_base64(text.encode("ascii"), strict_mode=True)
        except (binascii.Error, UnicodeEncodeError):
            raise AnswerUnreadable.because("a file's content is no base64") from None
        self._ended = text.endswith("=")
        if not self._begun:
            self._begun = True
            if self._target is not None:
                self._target.begin()
        if self._target is not None:
            self._target.write(data)


def read_answer(chunks: Iterable[bytes], target: FileTarget | None = None) -> bytes:
    """The whole answer that ``chunks`` make up, without its file contents. Raises AnswerUnreadable."""
    reader = AnswerReader(target)
    for chunk in chunks:
        reader.feed(chunk)
    return reader.close()
