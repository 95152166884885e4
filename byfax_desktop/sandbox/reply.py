"""Writing SOAP answers as an rpc/encoded service does: a type on everything, arrays with their length, nil for nothing.

Field order and names come from the contract. A file's content is streamed from disk.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from byfax_desktop.service.contract import Contract, Element, Operation, Service
from byfax_desktop.service.contract.wsdl import array_type

_CHUNK = 48 * 1024
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"'
    ' xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:SOAP-ENC="http://schemas.xmlsoap.org/soap/encoding/"'
    ' SOAP-ENV:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"'
)

Answer = Mapping[str, Any]
"""An answer's fields by the contract's names; ``stateCode`` is added where it is missing."""


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file's bytes in an answer."""

    path: Path


def file_record(path: Path, name: str, mime: str) -> dict[str, Any]:
    """A FaxFile of the contract."""
    digest = hashlib.md5(usedforsecurity=False)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return {
        "fileName": name,
        "fileMime": mime,
        "fileSize": path.stat().st_size,
        "fileCheck": digest.hexdigest(),
        "fileData": FileContent(path),
    }


class Reply:
    """An answer ready to be sent: ``length`` in bytes, and its ``pieces``."""

    def __init__(self, parts: Sequence[str | FileContent]) -> None:
        self._parts = [part.encode() if isinstance(part, str) else part for part in parts]
        self.length = sum(
            len(part) if isinstance(part, bytes) else 4 * ((part.path.stat().st_size + 2) // 3)
            for part in self._parts
        )

    def pieces(self) -> Iterator[bytes]:
        """The bytes, a file at most 64 KB at a time."""
        for part in self._parts:
            if isinstance(part, bytes):
                yield part
                continue
            with part.path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    yield base64.b64encode(chunk)


def answer(contract: Contract, service: Service, operation: Operation, fields: Answer) -> Reply:
    """The answer of ``operation``."""
    writer = _Writer(contract)
    result = {"stateCode": "SUCCESS", "stateMessage": None, **fields}
    writer.write(Element("return", operation.answer), result)
    wrapper = f"ns1:{operation.name}Response"
    head = f'{_HEAD} xmlns:ns1="{service.namespace}"><SOAP-ENV:Body><{wrapper}>'
    return Reply([head, *writer.parts, f"</{wrapper}></SOAP-ENV:Body></SOAP-ENV:Envelope>\n"])


def fault(text: str) -> Reply:
    """A SOAP fault."""
    body = f"<faultcode>SOAP-ENV:Client</faultcode><faultstring>{escape(text)}</faultstring>"
    return Reply(
        [
            f"{_HEAD}><SOAP-ENV:Body><SOAP-ENV:Fault>{body}</SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>\n"
        ]
    )


class _Writer:
    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self.parts: list[str | FileContent] = []

    def write(self, element: Element, value: Any) -> None:
        if value is None:
            self.parts.append(f'<{element.name} xsi:nil="true"/>')
        elif element.item_type is not None:
            self._write_array(element, element.item_type, value)
        else:
            self.parts.append(f"<{element.name} xsi:type={quoteattr(self._type(element.type))}>")
            self._write_content(element, value)
            self.parts.append(f"</{element.name}>")

    def _write_array(self, element: Element, item_type: str, items: Sequence[Any]) -> None:
        kind = f"{self._type(item_type)}[{len(items)}]"
        own = f"ns1:{array_type(item_type)}"
        self.parts.append(f'<{element.name} SOAP-ENC:arrayType="{kind}" xsi:type="{own}">')
        for item in items:
            self.write(Element("item", item_type), item)
        self.parts.append(f"</{element.name}>")

    def _write_content(self, element: Element, value: Any) -> None:
        if isinstance(value, FileContent):
            self.parts.append(value)
        elif element.type in self._contract.complex_types:
            for field in self._contract.fields(element.type):
                if field.name in value or not field.optional:
                    self.write(field, value.get(field.name))
        else:
            self.parts.append(escape(_text(value)))

    def _type(self, name: str) -> str:
        own = name in self._contract.complex_types or name in self._contract.enums
        return f"{'ns1' if own else 'xsd'}:{name}"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, Decimal):
        return format(value, "f")
    return "".join(c for c in str(value) if c.isprintable() or c in "\t\n\r")
