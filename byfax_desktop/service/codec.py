"""Requests into SOAP envelopes and answers out of them, by zeep over our own contract.

zeep never sees the network, a file's content, or a value that it could lose: it works on the lexical contract (see
``contract.wsdl``), where every simple value is text.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from lxml import etree

from byfax_desktop.service.conform import NIL, XSI, conform
from byfax_desktop.service.contract import Element, Operation, contract, lexical_wsdl
from byfax_desktop.service.contract.wsdl import ENCODING, XSD, array_type
from byfax_desktop.service.errors import AnswerUnreadable, InvalidRequest, ServerFault
from byfax_desktop.service.files import FileSource
from byfax_desktop.service.mapping import WireValue

if TYPE_CHECKING:
    import zeep

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
_TYPE = f"{{{XSI}}}type"
_ARRAY_TYPE = f"{{{ENCODING}}}arrayType"
_ENCODING_STYLE = f"{{{ENVELOPE}}}encodingStyle"
_MARK = f"{uuid4().hex}-%d"
"""Where a file's content shall stand; random, and never sent, so that no text in a request can be taken for it."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A request ready for the wire: pieces of XML with file contents between them."""

    pieces: tuple[bytes | FileSource, ...]


class Codec:
    """Writes requests and reads answers of one service. Safe to use from several threads."""

    def __init__(self, service: str) -> None:
        self._contract = contract()
        self._service = self._contract.services[service]
        self._loading = Lock()

    def encode(
        self, operation: Operation, values: Mapping[str, WireValue], key: str, secret: str
    ) -> Envelope:
        """The request of ``operation`` with ``values`` by parameter name; FileSources become base64 on the wire.

        Raises InvalidRequest when something is missing that the contract wants.
        """
        from zeep.exceptions import ValidationError

        files: list[FileSource] = []
        arguments = {
            parameter.name: self._to_zeep(parameter, values.get(parameter.name), files)
            for parameter in operation.parameters
        }
        with self._loading:
            client = self._client
        try:
            body = client.create_message(client.service, operation.name, **arguments).find(
                f"{{{ENVELOPE}}}Body"
            )
        except ValidationError as error:
            raise _incomplete(error.path or [], str(error)) from None
        root = self._envelope(body[0], key, secret)
        self._annotate(root, operation)
        return Envelope(tuple(_split(etree.tostring(root, xml_declaration=True, encoding="utf-8"), files)))

    def decode(self, operation: Operation, xml: bytes) -> dict[str, WireValue]:
        """The answer's fields by the contract's names; ``FILE_MARK`` stands where a file's content stood.

        Raises ServerFault for a SOAP fault and AnswerUnreadable for anything but an answer to ``operation``.
        """
        wrapper = self._wrapper(operation, _parse(xml))
        fitted = conform(self._contract, wrapper, operation.answer)
        with self._loading:
            client = self._client
        bound = client.service._binding.get(operation.name)
        envelope = etree.Element(f"{{{ENVELOPE}}}Envelope")
        etree.SubElement(envelope, f"{{{ENVELOPE}}}Body").append(fitted)
        answer = _from_zeep(bound.process_reply(envelope))
        if not isinstance(answer, dict):
            raise AnswerUnreadable.because("an answer without content")
        return answer

    @cached_property
    def _client(self) -> zeep.Client:
        from zeep import Client, Settings, Transport

        class Offline(Transport):
            """Loads nothing: the contract is complete in itself."""

            def load(self, url: str) -> bytes:
                raise OSError(f"the contract asks for {url}")

        settings = Settings(strict=True, forbid_dtd=True, forbid_entities=True, forbid_external=True)
        text = lexical_wsdl(self._service.key, "https://service.invalid/")
        return Client(io.BytesIO(text), transport=Offline(), settings=settings)

    def _to_zeep(self, field: Element, value: WireValue, files: list[FileSource]) -> Any:
        if value is None:
            return None
        if isinstance(value, FileSource):
            files.append(value)
            return _MARK % (len(files) - 1)
        if field.item_type is not None:
            member = Element("item", field.item_type)
            return {"item": [self._to_zeep(member, item, files) for item in value]}
        if field.type in self._contract.complex_types:
            value = _measured(value)
            known = self._contract.fields(field.type)
            return {
                part.name: self._to_zeep(part, value.get(part.name, _absent(part)), files) for part in known
            }
        return value

    def _envelope(self, wrapper: etree._Element, key: str, secret: str) -> etree._Element:
        prefixes = {
            "soapenv": ENVELOPE,
            "enc": ENCODING,
            "xsi": XSI,
            "xsd": XSD,
            "tns": self._service.namespace,
        }
        root = etree.Element(f"{{{ENVELOPE}}}Envelope", nsmap=prefixes)
        token = etree.SubElement(etree.SubElement(root, f"{{{ENVELOPE}}}Header"), "UsernameToken")
        etree.SubElement(token, "Username").text = key
        etree.SubElement(token, "Password").text = secret
        etree.SubElement(root, f"{{{ENVELOPE}}}Body").append(wrapper)
        etree.cleanup_namespaces(root, keep_ns_prefixes=list(prefixes))
        return root

    def _annotate(self, root: etree._Element, operation: Operation) -> None:
        """Write ``xsi:type`` and ``arrayType`` on everything: strict servers of rpc/encoded services want them."""
        wrapper = root[-1][0]
        wrapper.set(_ENCODING_STYLE, ENCODING)
        for parameter in operation.parameters:
            element = wrapper.find(parameter.name)
            if element is not None:
                self._annotate_value(element, parameter)

    def _annotate_value(self, element: etree._Element, field: Element) -> None:
        if element.get(NIL) == "true":
            return
        if field.item_type is not None:
            member = Element("item", field.item_type)
            element.set(_TYPE, f"tns:{array_type(field.item_type)}")
            element.set(_ARRAY_TYPE, f"{self._type_name(field.item_type)}[{len(element)}]")
            for item in element:
                self._annotate_value(item, member)
            return
        element.set(_TYPE, self._type_name(field.type))
        if field.type in self._contract.complex_types:
            parts = {part.name: part for part in self._contract.fields(field.type)}
            for child in element:
                self._annotate_value(child, parts[etree.QName(child).localname])

    def _type_name(self, name: str) -> str:
        own = name in self._contract.complex_types or name in self._contract.enums
        return f"{'tns' if own else 'xsd'}:{name}"

    def _wrapper(self, operation: Operation, envelope: etree._Element) -> etree._Element:
        body = envelope.find(f"{{{ENVELOPE}}}Body")
        if etree.QName(envelope).localname != "Envelope" or body is None or len(body) == 0:
            raise AnswerUnreadable.because("no SOAP envelope with a body")
        first = body[0]
        name = etree.QName(first)
        if name.localname == "Fault":
            raise _fault(first)
        if name.localname != f"{operation.name}Response" or name.namespace not in (
            self._service.namespace,
            None,
        ):
            raise AnswerUnreadable.because(f"an answer to another call: {name.localname[:60]!r}")
        return first


def _incomplete(path: list[str], details: str) -> InvalidRequest:
    field = path[-1] if path else details
    return InvalidRequest(field, f"“{field}” is missing.", "Fill it in and try again.")


def _absent(field: Element) -> str | None:
    """A ref that the caller leaves to the service is sent empty where the contract wants an element."""
    left_to_service = field.name.endswith("Ref") and not (field.optional or field.nillable)
    return "" if left_to_service else None


def _measured(value: Mapping[str, WireValue]) -> Mapping[str, WireValue]:
    """A file with its size and checksum, which follow from its content."""
    content = value.get("fileData")
    if not isinstance(content, FileSource):
        return value
    return {**value, "fileSize": str(content.size), "fileCheck": content.md5}


def _split(xml: bytes, files: list[FileSource]) -> list[bytes | FileSource]:
    pieces: list[bytes | FileSource] = []
    for number, file in enumerate(files):
        before, _, xml = xml.partition((_MARK % number).encode())
        pieces += [before, file]
    return [*pieces, xml]


def _parse(xml: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise AnswerUnreadable.because(f"not well-formed XML: {error.msg}") from None


def _fault(element: etree._Element) -> ServerFault:
    text = " ".join("".join(part.itertext()) for part in element.iterchildren("*"))
    return ServerFault(
        "byFax could not process the request.",
        "Try again in a minute; if it happens again, write to byFax support with the details.",
        f"SOAP fault: {text[:200]}",
    )


def _from_zeep(value: Any) -> WireValue:
    if value is None or isinstance(value, str):
        return value
    values = value.__values__
    if set(values) == {"item"}:
        return [_from_zeep(item) for item in values["item"] or []]
    return {name: _from_zeep(item) for name, item in values.items()}
