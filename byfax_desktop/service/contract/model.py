"""The contract as tables: which operations there are, and what each type is made of."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

ARRAY = "[]"


@dataclass(frozen=True, slots=True)
class Element:
    """A field of a type, or a parameter of an operation; ``type`` ends in ``[]`` where it is an encoded array."""

    name: str
    type: str
    optional: bool = False
    nillable: bool = False

    @property
    def item_type(self) -> str | None:
        """The type of an array's members; ``None`` where this is no array."""
        return self.type.removesuffix(ARRAY) if self.type.endswith(ARRAY) else None


@dataclass(frozen=True, slots=True)
class ComplexType:
    """A record: its own fields in the order in which they are written, after those of ``base``."""

    name: str
    base: str | None
    fields: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """One of the 36 operations."""

    service: str
    name: str
    parameters: tuple[Element, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class Service:
    """One of the five services; ``path`` follows the base URL."""

    key: str
    path: str
    namespace: str
    operations: Mapping[str, Operation]

    @property
    def name(self) -> str:
        """The service's name in its WSDL."""
        return self.namespace.removeprefix("urn:")


@dataclass(frozen=True, slots=True)
class Contract:
    """Everything ``contract.toml`` says."""

    services: Mapping[str, Service]
    complex_types: Mapping[str, ComplexType]
    enums: Mapping[str, tuple[str, ...]]

    def fields(self, type_name: str) -> tuple[Element, ...]:
        """All fields of a complex type, its base's first."""
        described = self.complex_types[type_name]
        inherited = self.fields(described.base) if described.base else ()
        return inherited + described.fields

    def operation(self, dotted: str) -> Operation:
        """The operation called ``service.operation``, e.g. ``faxin/inventory.listDids``.

        Raises KeyError where there is none of that name.
        """
        service, _, name = dotted.rpartition(".")
        return self.services[service].operations[name]

    def operations(self) -> Iterator[Operation]:
        """All 36, service by service."""
        for service in self.services.values():
            yield from service.operations.values()


def _element(text: str) -> Element:
    name, type_name, *marks = text.split()
    flags = "".join(marks)
    return Element(name, type_name, "?" in flags, "~" in flags)


def _operation(service: str, name: str, signature: str) -> Operation:
    parameters, _, answer = signature.partition("->")
    elements = tuple(_element(part) for part in parameters.split(",") if part.strip())
    return Operation(service, name, elements, answer.strip())


def _service(key: str, entry: Mapping[str, object]) -> Service:
    signatures = entry["operations"]
    assert isinstance(signatures, dict)
    operations = {name: _operation(key, name, signature) for name, signature in signatures.items()}
    return Service(key, str(entry["path"]), str(entry["namespace"]), operations)


@cache
def contract() -> Contract:
    """The contract, read once."""
    text = resources.files(__package__).joinpath("contract.toml").read_text("utf-8")
    data = tomllib.loads(text)
    return Contract(
        services={key: _service(key, entry) for key, entry in data["service"].items()},
        complex_types={
            name: ComplexType(name, entry.get("extends"), tuple(map(_element, entry["fields"])))
            for name, entry in data["type"].items()
        },
        enums={name: tuple(words.split()) for name, words in data["enum"].items()},
    )
