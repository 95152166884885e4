"""Between records and the contract's plain shape: dicts by the contract's names, lists, texts and file contents."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from byfax_desktop.service import lexical
from byfax_desktop.service.fields import wire_name
from byfax_desktop.service.files import FileSource
from byfax_desktop.service.openenum import OpenEnum

WireValue = Any
"""``None``, a text, a FileSource, a dict of wire values by name, or a list of wire values."""

_Record = TypeVar("_Record")

_Readers = tuple[tuple[str, str, Callable[[WireValue], Any]], ...]
_READERS: dict[type, _Readers] = {}
"""For each record: its fields' own names, their names in the contract, and how each is read. Worked out once."""


def to_wire(value: object, field: str = "") -> WireValue:
    """A record or value in the contract's plain shape; fields that are ``None`` are left out.

    Raises InvalidRequest for text that XML cannot carry and for naive datetimes.
    """
    if isinstance(value, str):
        return lexical.write_text(field, value.value if isinstance(value, Enum) else value)
    if isinstance(value, bool):
        return lexical.write_bool(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return lexical.write_datetime(field, value)
    if isinstance(value, FileSource):
        return value
    if isinstance(value, tuple):
        return [to_wire(item, field) for item in value]
    if dataclasses.is_dataclass(value):
        return {
            wire_name(part): to_wire(content, wire_name(part))
            for part in dataclasses.fields(value)
            if (content := getattr(value, part.name)) is not None
        }
    raise TypeError(f"{field}: a {type(value).__name__} has no place in a request")


def from_wire(record: type[_Record], data: Mapping[str, WireValue]) -> _Record:
    """The record whose fields ``data`` holds; what is absent, nil or unreadable takes the field's default."""
    readers = _READERS.get(record) or _READERS.setdefault(record, _readers(record))
    values = {}
    for name, wire, read in readers:
        content = data.get(wire)
        parsed = None if content is None else read(content)
        if parsed is not None:
            values[name] = parsed
    return record(**values)


def _readers(record: type) -> _Readers:
    hints = get_type_hints(record)
    return tuple(
        (part.name, wire_name(part), _reader(hints[part.name])) for part in dataclasses.fields(record)
    )


_SCALARS: dict[object, Callable[[str], Any]] = {
    int: lexical.read_int,
    bool: lexical.read_bool,
    Decimal: lexical.read_decimal,
    datetime: lexical.read_datetime,
    str: str,
}


def _reader(hint: Any) -> Callable[[WireValue], Any]:
    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = (part for part in get_args(hint) if part is not types.NoneType)
    if get_origin(hint) is tuple:
        item = _reader(get_args(hint)[0])
        return lambda content: tuple(item(part) for part in content if part is not None)
    if hint is FileSource:
        return lambda content: content
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return lambda content: from_wire(hint, content)
    if isinstance(hint, type) and issubclass(hint, OpenEnum):
        return lambda content: hint(content) if content else None
    scalar = _SCALARS[hint]
    return lambda content: scalar(content)
