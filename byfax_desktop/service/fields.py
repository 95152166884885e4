"""How a record says which element of the contract each of its fields is."""

from __future__ import annotations

import dataclasses
from typing import Any

WIRE = "wire"


def wire(name: str, **options: Any) -> Any:
    """A dataclass field whose element in the contract is called ``name``; ``options`` as for ``dataclasses.field``."""
    return dataclasses.field(metadata={WIRE: name}, **options)


def wire_name(field: dataclasses.Field[Any]) -> str:
    """The contract's name of a field made by ``wire``; the field's own name otherwise."""
    return str(field.metadata.get(WIRE, field.name))
