"""The vendor's published WSDLs, read with lxml into the shapes of our own contract."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from byfax_desktop.service.contract import Element, Operation

FOLDER = Path(__file__).parents[3] / "shared" / "byfax" / "wsdl"
FILES = {
    "cover": "cover.wsdl",
    "document": "document.wsdl",
    "faxout": "faxout.wsdl",
    "faxin/message": "message.wsdl",
    "faxin/inventory": "inventory.wsdl",
}
_N = {
    "w": "http://schemas.xmlsoap.org/wsdl/",
    "soap": "http://schemas.xmlsoap.org/wsdl/soap/",
    "s": "http://www.w3.org/2001/XMLSchema",
}
_ARRAY_TYPE = "{http://schemas.xmlsoap.org/wsdl/}arrayType"


@dataclass(frozen=True)
class Field(Element):
    """An element of a type with what our own shape leaves out."""

    forbidden: bool = False
    """Published with ``maxOccurs="0"``."""


class Published:
    """One WSDL: the vendor's by name of the service, or any other text."""

    def __init__(self, service: str, text: bytes | None = None) -> None:
        self.service = service
        self.root = etree.fromstring(text if text is not None else (FOLDER / FILES[service]).read_bytes())
        self.namespace = self.root.get("targetNamespace")
        self._schema = self._one("w:types/s:schema")

    def _one(self, path: str, **values: str) -> etree._Element:
        found = self.root.xpath(path, namespaces=_N, **values)
        assert len(found) == 1, (self.service, path, values, len(found))
        return found[0]

    @property
    def service_name(self) -> str:
        """The name of the ``wsdl:service``."""
        return self._one("w:service").get("name")

    @property
    def path(self) -> str:
        """The path of the service's address."""
        address = self._one("w:service/w:port/soap:address").get("location")
        return "/" + address.split("/", 3)[3]

    def operations(self) -> dict[str, Operation]:
        """All operations in order, with parameters from the input message's parts."""
        names = [one.get("name") for one in self.root.xpath("w:portType/w:operation", namespaces=_N)]
        return {name: self._operation(name) for name in names}

    def binding(self, operation: str) -> dict[str, str | None]:
        """What the binding says of an operation: action, style, and how body and header are encoded."""
        bound = self._one("w:binding/w:operation[@name=$name]", name=operation)
        body = bound.find("w:input/soap:body", _N)
        header = bound.find("w:input/soap:header", _N)
        return {
            "action": bound.find("soap:operation", _N).get("soapAction"),
            "style": self._one("w:binding/soap:binding").get("style"),
            "order": self._one("w:portType/w:operation[@name=$name]", name=operation).get("parameterOrder"),
            **{f"body {key}": value for key, value in sorted(body.attrib.items())},
            **{f"header {key}": value for key, value in sorted(header.attrib.items())},
            "out": bound.find("w:output/soap:body", _N).get("namespace"),
        }

    def base(self, type_name: str) -> str | None:
        """The type that a record extends."""
        extension = self._type(type_name).find("s:complexContent/s:extension", _N)
        return None if extension is None else _local(extension.get("base"))

    def fields(self, type_name: str) -> tuple[Field, ...]:
        """A record's own fields in order, without those of its base."""
        path = "s:sequence/s:element | s:complexContent/s:extension/s:sequence/s:element"
        return tuple(map(self._field, self._type(type_name).xpath(path, namespaces=_N)))

    def words(self, type_name: str) -> tuple[str, ...]:
        """The values of an enumeration in order."""
        found = self._schema.xpath(
            "s:simpleType[@name=$name]/s:restriction/s:enumeration/@value", namespaces=_N, name=type_name
        )
        return tuple(found)

    def reachable(self) -> tuple[set[str], set[str]]:
        """The records and the enumerations that the operations lead to."""
        records: set[str] = set()
        enums: set[str] = set()
        waiting = [part.type for one in self.operations().values() for part in one.parameters]
        waiting += [one.answer for one in self.operations().values()]
        while waiting:
            name = waiting.pop().removesuffix("[]")
            if self.words(name):
                enums.add(name)
            elif name not in records and self._schema.xpath(
                "s:complexType[@name=$name]", namespaces=_N, name=name
            ):
                records.add(name)
                waiting += [field.type for field in self.fields(name)]
                waiting += [base] if (base := self.base(name)) else []
        return records, enums

    def _type(self, name: str) -> etree._Element:
        (found,) = self._schema.xpath("s:complexType[@name=$name]", namespaces=_N, name=name)
        return found

    def _operation(self, name: str) -> Operation:
        operation = self._one("w:portType/w:operation[@name=$name]", name=name)
        parameters = self._parts(operation.find("w:input", _N))
        ((_, answer),) = self._parts(operation.find("w:output", _N))
        elements = tuple(Element(part, type_name) for part, type_name in parameters)
        return Operation(self.service, name, elements, answer)

    def _parts(self, reference: etree._Element) -> list[tuple[str, str]]:
        message = _local(reference.get("message"))
        parts = self._one("w:message[@name=$name]", name=message).findall("w:part", _N)
        return [(part.get("name"), self._type_name(part.get("type"))) for part in parts]

    def _field(self, element: etree._Element) -> Field:
        return Field(
            element.get("name"),
            self._type_name(element.get("type")),
            element.get("minOccurs") == "0",
            element.get("nillable") == "true",
            element.get("maxOccurs") == "0",
        )

    def _type_name(self, qualified: str) -> str:
        """A type's name; of an encoded array its member's, with brackets."""
        name = _local(qualified)
        member = self._schema.xpath(
            "s:complexType[@name=$name]/s:complexContent/s:restriction/s:attribute",
            namespaces=_N,
            name=name,
        )
        return _local(member[0].get(_ARRAY_TYPE)) if member else name


def _local(qualified: str) -> str:
    return qualified.rpartition(":")[2]
