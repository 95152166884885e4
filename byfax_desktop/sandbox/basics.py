"""What the operations share: their context, refs, dates, pages of lists, and files that come and go."""

from __future__ import annotations

import mimetypes
import re
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from byfax_desktop.sandbox.pace import Pace
from byfax_desktop.sandbox.pages import PageMaker
from byfax_desktop.sandbox.refusal import Refusal
from byfax_desktop.sandbox.request import Upload
from byfax_desktop.sandbox.store import Store

MAX_REF = 32
MAX_PAGE = 500
_SUFFIX = re.compile(r"\.\w{1,8}", re.ASCII)
_E164 = re.compile(r"\+[1-9]\d{6,14}")

_Item = TypeVar("_Item")
Values = Mapping[str, Any]
Handler = Callable[["Desk", Values], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Desk:
    """What an operation works with; ``wake`` tells the line that there is something to do."""

    store: Store
    pace: Pace
    maker: PageMaker
    wake: Callable[[], None]


def new_ref() -> str:
    """A ref chosen by the service."""
    return uuid.uuid4().hex


def ref_or_new(text: str | None) -> str:
    """The caller's ref, or one of ours where it left the choice. Refuses refs over 32 characters."""
    if not text:
        return new_ref()
    if len(text) > MAX_REF:
        raise Refusal("API_REQUEST_VALIDATE", f"a ref of more than {MAX_REF} characters")
    return text


def is_number(text: str) -> bool:
    """Whether this is a number in E.164."""
    return _E164.fullmatch(text) is not None


def number_of(values: Values, name: str, default: int, lowest: int, highest: int) -> int:
    """A whole number within bounds; refuses others."""
    text = values.get(name)
    value = default if text in (None, "") else int(text)
    if not lowest <= value <= highest:
        raise Refusal("API_REQUEST_VALIDATE", f"{name} must be {lowest} to {highest}")
    return value


def moment(text: str | None) -> datetime | None:
    """A dateTime, in UTC where it names no zone; refuses what is none."""
    if not text:
        return None
    try:
        value = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Refusal("API_REQUEST_VALIDATE", f"{text[:40]!r} is no date and time") from None
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def truth(text: str | None) -> bool | None:
    """A boolean, ``None`` where none was given."""
    return None if text in (None, "") else text in ("true", "1")


def within(when: datetime, request: Values) -> bool:
    """Whether a time lies in the request's ``dateFrom`` to ``dateTill``, both included."""
    start, end = moment(request.get("dateFrom")), moment(request.get("dateTill"))
    return (start is None or when >= start) and (end is None or when <= end)


def chosen(refs: Sequence[str] | None, ref: str) -> bool:
    """Whether a filter by refs, if there is one, lets this one through."""
    return not refs or ref in refs


def page_of(items: Sequence[_Item], request: Values, describe: Callable[[_Item], Values]) -> Values:
    """The page that the request asks for, numbered from 0, at most 500 items long."""
    pagination = request.get("pagination") or {}
    number = number_of(pagination, "pageNumber", 0, 0, 10_000_000)
    size = number_of(pagination, "pageSize", 100, 1, 1_000_000)
    size = min(size, MAX_PAGE)
    return listing([describe(item) for item in items[number * size : (number + 1) * size]], len(items))


def listing(items: Sequence[Values], total: int | None = None) -> Values:
    """A list answer."""
    return {"countResult": len(items), "countTotal": len(items) if total is None else total, "items": items}


def keep_upload(store: Store, file: Values | None) -> tuple[str, Upload, str, str]:
    """Keep the content of a FaxFile: its name in the store, the upload, file name and MIME type.

    Refuses a file without content, or whose size or checksum is another than was said.
    """
    content = (file or {}).get("fileData")
    if not isinstance(content, Upload) or content.size == 0:
        raise Refusal("API_REQUEST_INCOMPLETE", "a file without content")
    assert file is not None
    said_size, said_md5 = file.get("fileSize"), file.get("fileCheck")
    if said_size and int(said_size) != content.size:
        raise Refusal("FILE_STORAGE_SIZE_MISMATCH", f"{content.size} bytes came, {said_size} were announced")
    if said_md5 and said_md5.lower() != content.md5:
        raise Refusal("FILE_INTEGRITY_FAILURE", "the MD5 is another")
    name = file.get("fileName") or "file"
    mime = file.get("fileMime") or mimetypes.guess_type(name)[0] or "application/octet-stream"
    suffix = Path(name).suffix
    blob = store.keep_file(content.path, suffix if _SUFFIX.fullmatch(suffix) else "")
    return blob, content, name, mime


def safe_name(name: str, suffix: str) -> str:
    """A name for a file that we made out of ``name``."""
    return f"{Path(name).stem or 'file'}{suffix}"
