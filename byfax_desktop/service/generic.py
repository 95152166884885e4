"""Any of the 36 operations from names and texts, as a command line has them, and its answer ready for JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from byfax_desktop.service import lexical
from byfax_desktop.service.contract import Element, contract
from byfax_desktop.service.errors import InvalidRequest, UnknownOperation
from byfax_desktop.service.files import FileSource
from byfax_desktop.service.mapping import WireValue

if TYPE_CHECKING:
    from byfax_desktop.service.client import ByfaxClient

_PAGE_FIELDS = ("pageNumber", "pageSize")
_DEFAULT_PAGE = {"pageNumber": "0", "pageSize": "100"}
_NUMBER = re.compile(r"[+-]?\d+")


@dataclass(frozen=True, slots=True)
class FileArgument:
    """A file on disk, given as a value."""

    path: Path


Argument = str | FileArgument


def call_operation(
    client: ByfaxClient, name: str, arguments: Mapping[str, Argument], out: Path | None = None
) -> dict[str, Any]:
    """Make the call ``service.operation`` and return its answer by the contract's names, ready for JSON.

    A value is text, ``true`` or ``false``, JSON for a record or a list, texts with commas between for a list of texts,
    or a file for a FaxFile or FaxDocument. Names are the operation's parameters, or the fields of its one record;
    ``pageNumber`` and ``pageSize`` fill its pagination. A file in the answer is saved to ``out``.
    Raises UnknownOperation, InvalidRequest, LocalFileError, and what ``ByfaxClient.exchange`` raises.
    """
    try:
        operation = contract().operation(name)
    except KeyError:
        raise UnknownOperation(
            name,
            f"There is no operation “{name}”.",
            "Names look like faxout.getBalance or faxin/inventory.listDids.",
        ) from None
    values = _fill(operation.parameters, arguments)
    data = client.exchange(name, values, into=out)
    return {field.name: _plain(field, data.get(field.name)) for field in contract().fields(operation.answer)}


def _fill(parameters: tuple[Element, ...], arguments: Mapping[str, Argument]) -> dict[str, WireValue]:
    names = {parameter.name for parameter in parameters}
    if len(parameters) == 1 and _is_record(parameters[0]) and not names & set(arguments):
        return {parameters[0].name: _record(parameters[0].type, arguments)}
    _refuse_unknown(arguments, names)
    return {part.name: _value(part, arguments[part.name]) for part in parameters if part.name in arguments}


def _record(type_name: str, arguments: Mapping[str, Argument]) -> dict[str, WireValue]:
    fields = contract().fields(type_name)
    names = {field.name for field in fields}
    given = dict(arguments)
    values: dict[str, WireValue] = {}
    if "pagination" in names and "pagination" not in given:
        page = {name: given.pop(name, _DEFAULT_PAGE[name]) for name in _PAGE_FIELDS}
        values["pagination"] = _record("ListPagination", page)
    if "file" in given and "documentFile" in names:
        given["documentFile"] = given.pop("file")
    _refuse_unknown(given, names)
    values |= {field.name: _value(field, given[field.name]) for field in fields if field.name in given}
    return values


def _refuse_unknown(arguments: Mapping[str, Argument], names: set[str]) -> None:
    for name in arguments:
        if name not in names:
            known = ", ".join(sorted(names)) or "none"
            raise InvalidRequest(
                name, f"The operation has no parameter “{name}”.", f"Its parameters are: {known}."
            )


def _is_record(field: Element) -> bool:
    return field.type in contract().complex_types and field.type != "FaxFile"


def _value(field: Element, argument: Argument) -> WireValue:
    if isinstance(argument, FileArgument):
        return _file(field, argument.path)
    if field.item_type is not None and not argument.lstrip().startswith("["):
        member = Element(field.name, field.item_type)
        return [_scalar(member, part.strip()) for part in argument.split(",") if part.strip()]
    if field.item_type is None and not _is_record(field) and field.type != "FaxFile":
        return _scalar(field, argument)
    try:
        return _from_json(field, json.loads(argument))
    except json.JSONDecodeError as error:
        raise _bad(field, f"is no JSON ({error.msg} at position {error.pos + 1})") from None


def _file(field: Element, path: Path) -> WireValue:
    if field.item_type is not None:
        return [_file(Element(field.name, field.item_type), path)]
    file = {"fileName": path.name, "fileData": FileSource.from_path(path)}
    if field.type == "FaxFile":
        return file
    if field.type == "FaxDocument":
        return {"documentFile": file}
    raise _bad(field, "takes no file")


def _from_json(field: Element, value: Any) -> WireValue:
    if value is None:
        return None
    if field.item_type is not None:
        if not isinstance(value, list):
            raise _bad(field, "must be a list")
        return [_from_json(Element(field.name, field.item_type), item) for item in value]
    if field.type in contract().complex_types:
        if isinstance(value, str) and value.startswith("@"):
            return _file(field, Path(value[1:]))
        if not isinstance(value, dict):
            raise _bad(field, "must be a record in braces")
        fields = {part.name: part for part in contract().fields(field.type)}
        _refuse_unknown(value, set(fields))
        return {name: _from_json(fields[name], item) for name, item in value.items()}
    if isinstance(value, dict | list):
        raise _bad(field, "must be a single value")
    return _scalar(field, lexical.write_bool(value) if isinstance(value, bool) else str(value))


def _scalar(field: Element, text: str) -> str:
    """The text in the form that the contract's type wants."""
    if field.type in ("int", "long") and not _NUMBER.fullmatch(text):
        raise _bad(field, "must be a whole number")
    if field.type == "boolean" and lexical.read_bool(text) is None:
        raise _bad(field, "must be true or false")
    if field.type == "dateTime":
        return lexical.write_datetime(field.name, _datetime(field, text))
    words = contract().enums.get(field.type)
    if words is not None and text not in words:
        raise _bad(field, f"must be one of {', '.join(words)}")
    return lexical.write_text(field.name, text)


def _datetime(field: Element, text: str) -> datetime:
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        raise _bad(field, "must be a date and time like 2026-11-23T18:00:00+03:00") from None
    return value if value.tzinfo else value.astimezone()


def _bad(field: Element, must: str) -> InvalidRequest:
    return InvalidRequest(field.name, f"“{field.name}” {must}.", "Correct it and try again.")


def _plain(field: Element, value: WireValue) -> Any:
    if value is None:
        return [] if field.item_type is not None else None
    if isinstance(value, FileSource):
        return None
    if field.item_type is not None:
        return [_plain(Element(field.name, field.item_type), item) for item in value]
    if field.type in contract().complex_types:
        return {part.name: _plain(part, value.get(part.name)) for part in contract().fields(field.type)}
    return _plain_scalar(field.type, value)


def _plain_scalar(type_name: str, text: str) -> Any:
    """A JSON number or truth where the text is one, else the text as it came."""
    if type_name in ("int", "long"):
        number: int | Decimal | None = lexical.read_int(text)
        return text if number is None else number
    if type_name in ("double", "float"):
        number = lexical.read_decimal(text)
        return text if number is None else float(number)
    if type_name == "boolean":
        truth = lexical.read_bool(text)
        return text if truth is None else truth
    return text
