"""A server that answers each connection with bytes of the test's choosing, and remembers what it was sent."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

ENVELOPE = (
    '<?xml version="1.0" encoding="UTF-8"?><E:Envelope xmlns:E="http://schemas.xmlsoap.org/soap/envelope/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><E:Body>{body}</E:Body></E:Envelope>'
)
Script = Callable[[socket.socket], None]


def balance(content: str = "<stateCode>SUCCESS</stateCode><balanceValue>1</balanceValue>") -> bytes:
    """The envelope of an answer to getBalance."""
    body = f'<r:getBalanceResponse xmlns:r="urn:ApiServiceFaxout"><return>{content}</return></r:getBalanceResponse>'
    return ENVELOPE.format(body=body).encode()


def http(body: bytes, status: str = "200 OK", kind: str = "text/xml", *headers: str) -> bytes:
    """A whole HTTP answer."""
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
        "Connection: close",
    ]
    return "\r\n".join([*lines, *headers, "", ""]).encode() + body


class ScriptedServer:
    """Listens on 127.0.0.1; ``script`` gets each connection after its whole request was read, unless ``eager``."""

    def __init__(
        self, script: Script | bytes, *, tls: ssl.SSLContext | None = None, eager: bool = False
    ) -> None:
        self._script: Script = (lambda peer: peer.sendall(script)) if isinstance(script, bytes) else script
        self._tls = tls
        self._eager = eager
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self.requests: list[bytes] = []
        self.connections = 0

    @property
    def url(self) -> str:
        """The base URL."""
        scheme = "https" if self._tls else "http"
        return f"{scheme}://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._listener.close()

    def _serve(self) -> None:
        while True:
            try:
                peer, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._talk, args=(peer,), daemon=True).start()

    def _talk(self, peer: socket.socket) -> None:
        with contextlib.suppress(OSError), contextlib.closing(peer):
            if self._tls is not None:
                peer = self._tls.wrap_socket(peer, server_side=True)
            if not self._eager:
                self._read(peer)
            self._script(peer)
            with contextlib.suppress(OSError):
                peer.shutdown(socket.SHUT_RDWR)
            peer.close()

    def _read(self, peer: socket.socket) -> None:
        self.requests.append(b"")
        place = len(self.requests) - 1
        while not _is_whole(self.requests[place]):
            data = peer.recv(65536)
            if not data:
                return
            self.requests[place] += data


def _is_whole(request: bytes) -> bool:
    head, found, body = request.partition(b"\r\n\r\n")
    if not found:
        return False
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return not lengths or len(body) >= int(lengths[0].partition(b":")[2])
