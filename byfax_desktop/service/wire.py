"""One HTTP exchange with the service: the request streams out, the answer streams in.

No redirect is followed (it would carry the secret to another host), no compressed answer is asked for or taken, no
request is ever repeated here, no environment variable or ``.netrc`` is looked at, TLS is always verified. A proxy is
only the one that is given, and sees no more than whom the encrypted part is with.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError, ProtocolError, SSLError
from urllib3.exceptions import TimeoutError as HTTPTimeout

from byfax_desktop.service.answer import AnswerReader
from byfax_desktop.service.body import RequestBody
from byfax_desktop.service.connections import BLOCK, connections
from byfax_desktop.service.errors import (
    AnswerUnreadable,
    ByfaxError,
    Cancelled,
    NoAnswer,
    Unreachable,
    Untrusted,
)
from byfax_desktop.service.files import FileTarget, Progress
from byfax_desktop.service.proxy import Proxy

SLOWEST = 20_000
"""Bytes a second below which a transfer is given up."""

LARGE = 5 * 1024 * 1024
"""Bytes of files from which an empty answer is put down to the size."""

_XML = ("text/xml", "application/xml", "application/soap+xml")
_MAX_TRANSFER = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds: to connect, to wait for the next byte, and for a whole call (longer where files are carried)."""

    connect: float = 10
    read: float = 120
    total: float = 120


@dataclass(frozen=True, slots=True)
class Watch:
    """How a caller follows a transfer: bytes done and in all, and an event that gives it up."""

    progress: Progress | None = None
    cancel: Event | None = None

    @property
    def cancelled(self) -> bool:
        """Whether the caller gave the transfer up."""
        return self.cancel is not None and self.cancel.is_set()


class Wire:
    """Connections to one host, shared by all threads."""

    def __init__(
        self, base_url: str, timeouts: Timeouts, ca_file: Path | None = None, proxy: Proxy | None = None
    ) -> None:
        self._base_url = base_url
        self._timeouts = timeouts
        self._is_proxied = proxy is not None and urlsplit(base_url).scheme == "https"
        self._pool = connections(ca_file, proxy if self._is_proxied else None)

    def exchange(
        self, path: str, action: str, body: RequestBody, watch: Watch, target: FileTarget | None = None
    ) -> bytes:
        """Post ``body`` to ``path`` and return the answer's XML without file contents, which go to ``target``.

        Raises Unreachable, Untrusted, Cancelled or LocalFileError when the request cannot have been carried out, and
        NoAnswer or AnswerUnreadable when it may have been.
        """
        clock = _Clock(self._timeouts.total + body.length / SLOWEST)
        try:
            with self._post(path, action, body) as response:
                _check_head(response, body)
                xml = self._read(response, clock, watch, target)
                if not xml:
                    raise _empty(body, f"HTTP {response.status}, no content")
                return xml
        except ByfaxError:
            raise
        except Exception as error:
            if self._is_proxied and not body.given_out and not isinstance(error, SSLError):
                raise _proxy_trouble(error) from error
            raise _explain(error, body, urlsplit(self._base_url).hostname or "") from error

    def close(self) -> None:
        """Close idle connections."""
        self._pool.clear()

    def _post(self, path: str, action: str, body: RequestBody) -> urllib3.BaseHTTPResponse:
        headers = {
            "Content-Type": "text/xml; charset=utf-8",
            "Content-Length": str(body.length),
            "SOAPAction": f'"{action}"',
            "Accept": "text/xml",
            "Accept-Encoding": "identity",
            "User-Agent": "byfax-desktop",
        }
        timeout = urllib3.Timeout(connect=self._timeouts.connect, read=self._timeouts.read)
        return self._pool.urlopen(
            "POST",
            f"{self._base_url}{path}",
            body=body,
            headers=headers,
            timeout=timeout,
            redirect=False,
            retries=False,
            preload_content=False,
            decode_content=False,
        )

    def _read(
        self, response: urllib3.BaseHTTPResponse, clock: _Clock, watch: Watch, target: FileTarget | None
    ) -> bytes:
        reader = AnswerReader(target)
        total = int(response.headers.get("Content-Length") or 0)
        done = 0
        try:
            for block in _blocks(response):
                done += len(block)
                clock.allow(done)
                if watch.cancelled:
                    raise Cancelled
                if done > _MAX_TRANSFER:
                    raise AnswerUnreadable.because("larger than any answer is")
                reader.feed(block)
                if watch.progress is not None and target is not None and target.started:
                    watch.progress(done, max(total, done))
        except BaseException:
            response.close()
            raise
        return reader.close() if done else b""


class _Clock:
    """The time a whole call may take: what it was given, and more as an answer's bytes come in."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._started = time.monotonic()

    def allow(self, received: int) -> None:
        if time.monotonic() - self._started > self._seconds + received / SLOWEST:
            raise NoAnswer(
                "The answer from byFax came too slowly.",
                "Check the network connection and try again.",
                "deadline",
            )


def _blocks(response: urllib3.BaseHTTPResponse) -> Iterator[bytes]:
    while block := response.read1(BLOCK):
        yield block


def _check_head(response: urllib3.BaseHTTPResponse, body: RequestBody) -> None:
    """Raise AnswerUnreadable unless what follows can be an answer; 500 bears SOAP faults."""
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    coding = response.headers.get("Content-Encoding", "identity").lower()
    trouble = _http_trouble(response, kind, coding, body)
    if trouble is not None:
        response.close()
        raise trouble


def _http_trouble(
    response: urllib3.BaseHTTPResponse, kind: str, coding: str, body: RequestBody
) -> AnswerUnreadable | None:
    seen = f"HTTP {response.status}, {kind or 'no content type'}, {coding[:40]}"
    if 300 <= response.status < 400:
        return AnswerUnreadable(
            "The service address leads to another place, and your api-secret wasn't sent there.",
            "Check the service address in the account's settings, or sign in to the network you are on.",
            seen,
        )
    if response.status == 413:
        return _empty(body, seen)
    if kind in ("text/html", "application/xhtml+xml"):
        if response.status == 200 and not response.read1(1):
            return _empty(body, seen)
        return AnswerUnreadable(
            "A web page came instead of an answer from byFax.",
            "Open a browser and check whether the network asks you to sign in, then try again.",
            seen,
        )
    if response.status not in (200, 500):
        return AnswerUnreadable("byFax isn't working at the moment.", "Try again in a few minutes.", seen)
    if coding not in ("", "identity") or kind not in _XML:
        return AnswerUnreadable.because(seen)
    return None


def _empty(body: RequestBody, seen: str) -> AnswerUnreadable:
    """No answer at all: what a server does to a file over its limit (PHP's, for example, over 10 MB of base64)."""
    if body.file_bytes > LARGE:
        return AnswerUnreadable(
            "byFax gave no answer to a file of this size.",
            "Send it in smaller parts, or save it smaller first.",
            seen,
        )
    return AnswerUnreadable("byFax gave an empty answer.", "Try again in a minute.", seen)


def _explain(error: Exception, body: RequestBody, host: str) -> ByfaxError:
    """The connection's error in our terms: nothing was carried out unless all bytes had left."""
    details = f"{type(error).__name__}: {error}"[:200]
    if isinstance(error, SSLError) and "CERTIFICATE" in str(error).upper() and not body.given_out:
        return Untrusted(
            f"{host} could not prove that it is byFax.",
            "Don't go on from this network; ask whoever looks after it, and check the computer's date.",
            details,
        )
    if not body.given_out:
        return Unreachable("byFax can't be reached.", "Check the network connection and try again.", details)
    if isinstance(error, HTTPTimeout):
        return NoAnswer("byFax didn't answer in time.", "Check the Outbox before you try again.", details)
    if isinstance(error, HTTPError | ProtocolError | OSError):
        return NoAnswer("The connection to byFax broke.", "Check the Outbox before you try again.", details)
    return AnswerUnreadable.because(details)


def _proxy_trouble(error: Exception) -> Unreachable:
    """Nothing but the proxy itself is spoken to before the encrypted part begins."""
    details = f"{type(error).__name__}: {error}"[:200]
    if " 407 " in details:
        return Unreachable(
            "The proxy of this network asks for a user name and password.",
            "Enter them in Settings, under Connection, and start the program again.",
            details,
        )
    return Unreachable(
        "The proxy of this network doesn't lead to byFax.",
        "Check it in Settings, under Connection, or ask whoever looks after the network.",
        details,
    )
