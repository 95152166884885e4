"""Reading a SOAP request of any toolkit: a stream of XML in, plain values by the contract's names out.

A file's base64 text goes to disk as it comes. Toolkits differ in prefixes, in the names of array members, and in
whether they write a value in place or refer to it (``href``, SOAP 1.1 section 5), so only local names, positions
and references count.
"""

from __future__ import annotations

import binascii
import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

from byfax_desktop.sandbox.refusal import Fault, Refusal
from byfax_desktop.service.contract import Contract, Element, Operation

MAX_TEXT = 8 * 1024 * 1024
MAX_NODES = 200_000
MAX_HOPS = 8

Value = Any
"""``None``, a text, an ``Upload``, a dict by name, or a list."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request, in a temporary file."""

    path: Path
    size: int
    md5: str


@dataclass(slots=True)
class Node:
    """An element: its local name, its attributes by local name, what is in it."""

    name: str
    attributes: dict[str, str]
    children: list[Node] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    upload: Upload | None = None

    def child(self, name: str) -> Node | None:
        """The first child of that name."""
        return next((child for child in self.children if child.name == name), None)


class RequestReader:
    """Takes the bytes of a request in pieces; uploads go to files in ``folder``. Raises Fault for what is no XML."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._root = Node("", {})
        self._open = [self._root]
        self._nodes = 0
        self._text = 0
        self._spool: _Spool | None = None
        self._parser = parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.buffer_size = 64 * 1024
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters

    def feed(self, data: bytes, final: bool = False) -> None:
        """The next bytes."""
        try:
            self._parser.Parse(data, final)
        except expat.ExpatError as error:
            raise Fault(f"not well-formed XML: {error}") from None

    def envelope(self) -> Node:
        """The whole document; call after the last ``feed``."""
        if not self._root.children:
            raise Fault("an empty request")
        return self._root.children[0]

    def _doctype(self, *_: object) -> None:
        raise Fault("a document type declaration, which SOAP forbids")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise Fault("too many elements")
        local = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        node = Node(name.rpartition(":")[2], local)
        self._open[-1].children.append(node)
        self._open.append(node)
        if node.name == "fileData":
            self._spool = _Spool(self._folder)

    def _end(self, _name: str) -> None:
        node = self._open.pop()
        if self._spool is not None:
            node.upload = self._spool.finish()
            self._spool = None

    def _characters(self, text: str) -> None:
        if self._spool is not None:
            self._spool.feed(text)
            return
        self._text += len(text)
        if self._text > MAX_TEXT:
            raise Fault("too much text")
        self._open[-1].text.append(text)


class _Spool:
    """Base64 text into a private temporary file."""

    def __init__(self, folder: Path) -> None:
        self._file: IO[bytes] = tempfile.NamedTemporaryFile(dir=folder, prefix="upload-", delete=False)  # noqa: SIM115
        self._digest = hashlib.md5(usedforsecurity=False)
        self._size = 0
        self._rest = ""

    def feed(self, text: str) -> None:
        text = self._rest + "".join(text.split())
        whole = len(text) - len(text) % 4
        self._rest = text[whole:]
        self._write(text[:whole])

    def finish(self) -> Upload:
        self._write(self._rest)
        self._file.close()
        return Upload(Path(self._file.name), self._size, self._digest.hexdigest())

    def _write(self, text: str) -> None:
        try:
            data = binascii.a2b_base64(text)
        except (binascii.Error, ValueError):
            raise Fault("a file's content is no base64") from None
        self._file.write(data)
        self._digest.update(data)
        self._size += len(data)


def uploads(node: Node) -> Iterator[Upload]:
    """Every file that came with a request."""
    if node.upload is not None:
        yield node.upload
    for child in node.children:
        yield from uploads(child)


class Call:
    """What a request asks for: the credentials in its header, and values for the operation in its body."""

    def __init__(self, envelope: Node) -> None:
        body = envelope.child("Body")
        if envelope.name != "Envelope" or body is None or not body.children:
            raise Fault("no SOAP envelope with a body")
        self._wrapper = body.children[0]
        self._ids = {node.attributes["id"]: node for node in _all(envelope) if "id" in node.attributes}
        header = envelope.child("Header")
        token = header.child("UsernameToken") if header else None
        self.username = _text(token.child("Username") if token else None)
        self.password = _text(token.child("Password") if token else None)
        self.operation = self._wrapper.name

    def values(self, contract: Contract, operation: Operation) -> dict[str, Value]:
        """The parameters by name; positions count where a toolkit names them otherwise. Raises Refusal."""
        reader = _ValueReader(contract, self._ids)
        by_name = {child.name: child for child in self._wrapper.children}
        positional = dict(zip((p.name for p in operation.parameters), self._wrapper.children, strict=False))
        chosen = by_name if by_name.keys() & {p.name for p in operation.parameters} else positional
        return {p.name: reader.read(p, chosen[p.name]) for p in operation.parameters if p.name in chosen}


class _ValueReader:
    def __init__(self, contract: Contract, ids: dict[str, Node]) -> None:
        self._contract = contract
        self._ids = ids
        self._budget = MAX_NODES

    def read(self, element: Element, node: Node) -> Value:
        self._budget -= 1
        if self._budget < 0:
            raise Fault("references that multiply beyond measure")
        node = self._resolved(node)
        if node.attributes.get("nil") in ("true", "1"):
            return None
        if element.item_type is not None:
            member = Element("item", element.item_type)
            return [self.read(member, child) for child in node.children]
        if node.upload is not None:
            return node.upload
        if element.type in self._contract.complex_types:
            known = {part.name: part for part in self._contract.fields(element.type)}
            return {c.name: self.read(known[c.name], c) for c in node.children if c.name in known}
        return self._scalar(element, "".join(node.text))

    def _resolved(self, node: Node) -> Node:
        for _ in range(MAX_HOPS):
            if "href" not in node.attributes:
                return node
            target = self._ids.get(node.attributes["href"].removeprefix("#"))
            if target is None:
                break
            node = target
        raise Fault("a reference that leads nowhere")

    def _scalar(self, element: Element, text: str) -> str:
        words = self._contract.enums.get(element.type)
        if words is not None and text not in words:
            raise Refusal("API_REQUEST_VALIDATE", f"{element.name}: {text[:40]!r} is none of its words")
        if element.type in ("int", "long") and not text.strip().lstrip("+-").isdecimal():
            raise Refusal("API_REQUEST_VALIDATE", f"{element.name}: {text[:40]!r} is no whole number")
        return text


def _all(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _all(child)


def _text(node: Node | None) -> str:
    return "".join(node.text) if node else ""
