"""How requests and answers travel between the page helper and its child processes: frames of JSON and bytes."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any, BinaryIO

from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.treatment import Treatment
from byfax_desktop.fax.wanted import FaxLook, HeaderText, WantedPage

_SIZES = struct.Struct("<LL")
_MOST_HEAD = 1024 * 1024
_MOST = 256 * 1024 * 1024
"""Bytes; a child that announces more has lost its mind."""

Message = tuple[dict[str, Any], bytes]


class Garbled(Exception):
    """What came is no frame."""


def send(stream: BinaryIO, told: dict[str, Any], content: bytes | bytearray = b"") -> None:
    """Write a frame. Raises OSError where nobody listens any more."""
    head = json.dumps(told).encode()
    stream.write(_SIZES.pack(len(head), len(content)))
    stream.write(head)
    stream.write(content)
    stream.flush()


def receive(stream: BinaryIO) -> Message | None:
    """Read a frame; None at the end of the stream. Raises Garbled."""
    sizes = stream.read(_SIZES.size)
    if not sizes:
        return None
    if len(sizes) < _SIZES.size:
        raise Garbled
    head_size, content_size = _SIZES.unpack(sizes)
    if head_size > _MOST_HEAD or content_size > _MOST:
        raise Garbled
    head, content = stream.read(head_size), stream.read(content_size)
    if len(head) < head_size or len(content) < content_size:
        raise Garbled
    try:
        told = json.loads(head)
    except (ValueError, RecursionError):
        raise Garbled from None
    if not isinstance(told, dict):
        raise Garbled
    return told, content


def page_request(page: WantedPage) -> dict[str, Any]:
    """A wanted page as JSON has it."""
    return {
        "do": "page",
        "path": str(page.path),
        "password": page.password,
        "index": page.index,
        "width": page.width,
        "look": None if page.look is None else _look_told(page.look),
    }


def wanted_page(request: dict[str, Any]) -> WantedPage:
    """The reverse of ``page_request``."""
    look = None if request["look"] is None else _look(request["look"])
    return WantedPage(Path(request["path"]), request["index"], request["width"], look, request["password"])


def _look_told(look: FaxLook) -> dict[str, Any]:
    header = look.header
    return {
        "resolution": look.resolution.name,
        "mode": look.mode.name,
        "treatment": look.treatment.to_json(),
        "header": header and [header.template, list(header.values), header.first_page, header.pages],
    }


def _look(told: dict[str, Any]) -> FaxLook:
    header = None
    if told["header"]:
        template, values, first_page, pages = told["header"]
        header = HeaderText(template, tuple((name, value) for name, value in values), first_page, pages)
    treatment = Treatment.from_json(told["treatment"])
    return FaxLook(Resolution[told["resolution"]], Mode[told["mode"]], treatment, header)
