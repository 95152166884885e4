"""Looks whether there is a newer version of the program. Nothing is downloaded, and nothing about the user is sent."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from urllib3 import BaseHTTPResponse, Timeout
from urllib3.exceptions import HTTPError

from byfax_desktop.service.connections import connections
from byfax_desktop.service.proxy import Proxy

MOST_BYTES = 16 * 1024
MOST_SECONDS = 20.0
_WAIT_SECONDS = 10.0
_LONGEST_ADDRESS = 500
_VERSION = re.compile(r"(\d{1,6}(?:\.\d{1,6}){0,3})([-.]?[a-z][a-z0-9.-]{0,20})?", re.ASCII)
_HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "byfax-desktop"}


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """The newest version, such as 1.2.0, and the https address of the page about it."""

    version: str
    page: str


class LookFailed(Exception):
    """It could not be found out: ``what`` happened, and what to ``do``."""

    def __init__(self, what: str, do: str, details: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.do = do
        self.details = details


def published_version(
    address: str, proxy: Proxy | None = None, ca_file: Path | None = None
) -> PublishedVersion:
    """What is told at an address: JSON with ``version`` and ``page``. Raises LookFailed. It may wait."""
    if not is_safe_address(address):
        raise LookFailed(
            "The address for newer versions is not one that begins with https://.",
            "Correct it in Settings, Connection.",
        )
    pool = connections(ca_file, proxy)
    try:
        response = pool.request(
            "GET",
            address,
            headers=_HEADERS,
            timeout=Timeout(connect=_WAIT_SECONDS, read=_WAIT_SECONDS),
            redirect=False,
            retries=False,
            preload_content=False,
            decode_content=False,
        )
        return _understood(_content(response))
    except (HTTPError, OSError) as error:
        raise LookFailed(
            "Whether there is a newer version could not be found out.",
            "Check the network, then try again.",
            type(error).__name__,
        ) from error
    finally:
        pool.clear()


def is_safe_address(address: str) -> bool:
    """Whether this is an https address of a bearable length that names nobody."""
    if (
        len(address) > _LONGEST_ADDRESS
        or not address.isascii()
        or not address.isprintable()
        or " " in address
    ):
        return False
    try:
        parts = urlsplit(address)
        return (
            parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
        )
    except ValueError:
        return False


def is_newer(version: str, than: str) -> bool:
    """Whether one version comes after another; a trial version such as 1.2.0rc1 comes before 1.2.0."""
    one, other = _order(version), _order(than)
    return one is not None and other is not None and one > other


def _order(version: str) -> tuple[tuple[int, ...], bool] | None:
    """What versions are sorted by; None for what is none. Trial versions of the same number count as equal."""
    found = _VERSION.fullmatch(version)
    if found is None:
        return None
    numbers = [int(part) for part in found[1].split(".")]
    return (*numbers, *[0] * (4 - len(numbers))), found[2] is None


def _content(response: BaseHTTPResponse) -> bytes:
    """The answer, which must be short and come soon. Redirects and errors are none."""
    deadline = time.monotonic() + MOST_SECONDS
    content = b""
    try:
        if response.status != 200:
            raise _not_understood(f"HTTP {response.status}")
        while piece := response.read1(MOST_BYTES):
            content += piece
            if len(content) > MOST_BYTES:
                raise _not_understood("too long")
            if time.monotonic() > deadline:
                raise _not_understood("too slow")
    finally:
        response.close()
    return content


def _understood(content: bytes) -> PublishedVersion:
    try:
        told = json.loads(content.decode("utf-8"))
        version, page = told["version"], told["page"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _not_understood(type(error).__name__) from error
    if not isinstance(version, str) or _order(version) is None:
        raise _not_understood("version")
    if not isinstance(page, str) or not is_safe_address(page):
        raise _not_understood("page")
    return PublishedVersion(version, page)


def _not_understood(details: str) -> LookFailed:
    return LookFailed(
        "What is told at the address for newer versions makes no sense.",
        "Check the address in Settings, Connection.",
        details,
    )
