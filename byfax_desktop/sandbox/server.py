"""The service in a box as an HTTP server on this computer."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

from byfax_desktop.sandbox.basics import Desk
from byfax_desktop.sandbox.line import Line
from byfax_desktop.sandbox.pace import Pace
from byfax_desktop.sandbox.pages import PageMaker
from byfax_desktop.sandbox.refusal import Fault
from byfax_desktop.sandbox.reply import Reply, fault
from byfax_desktop.sandbox.request import Node, RequestReader, uploads
from byfax_desktop.sandbox.seed import seed
from byfax_desktop.sandbox.service import Login, respond
from byfax_desktop.sandbox.store import Store
from byfax_desktop.service.contract import Service, contract, encoding_schema, wsdl

MAX_REQUEST = 256 * 1024 * 1024
"""Bytes of a request that are read; a larger one is answered with 413."""
CALL_SECONDS = 0.05
"""How long a call takes at speed 1, beyond its work."""

_BLOCK = 64 * 1024
_SCHEMA_QUERY = "SCHEMA"
_log = logging.getLogger(__name__)


class Sandbox:
    """Serves on 127.0.0.1 from ``start`` to ``stop``, or as a context manager.

    ``port`` 0 takes a free one; ``speed`` divides all durations; without ``data_dir`` nothing is kept.
    """

    def __init__(
        self, port: int = 0, speed: float = 1.0, data_dir: Path | None = None, pace: Pace | None = None
    ) -> None:
        self.pace = pace or Pace(speed)
        self.store = Store(data_dir)
        maker = PageMaker(self.store)
        self.line = Line(self.store, self.pace, maker)
        self.desk = Desk(self.store, self.pace, maker, self.line.wake)
        if self.store.is_new:
            seed(self.store, self.pace.now())
        self._server = _Server(("127.0.0.1", port), self.desk, Login())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """The base URL, without a trailing slash."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def start(self) -> Self:
        """Begin to serve."""
        self.line.start()
        self._thread.start()
        return self

    def stop(self) -> None:
        """Serve no more; what was kept stays kept."""
        self._server.shutdown()
        self._server.server_close()
        self.line.close()
        self.store.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, address: tuple[str, int], desk: Desk, login: Login) -> None:
        self.desk = desk
        self.login = login
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "byFaxSandbox"
    timeout = 60

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        service = _service_at(path)
        if service is not None and query.upper() == "WSDL":
            address = f"http://{self.headers.get('Host') or '127.0.0.1'}{path}"
            self._send_bytes(200, wsdl(service.key, address, f"{address}?{_SCHEMA_QUERY}"))
        elif service is not None and query.upper() == _SCHEMA_QUERY:
            self._send_bytes(200, encoding_schema())
        else:
            self._send_bytes(404, b"")

    def do_POST(self) -> None:
        service = _service_at(self.path.partition("?")[0])
        length = self.headers.get("Content-Length", "")
        if service is None:
            self.close_connection = True
            self._send_bytes(404, b"")
        elif not length.isdecimal() or int(length) > MAX_REQUEST:
            self.close_connection = True
            self._send_bytes(411 if not length.isdecimal() else 413, b"")
        else:
            self._answer(service, int(length))

    def _answer(self, service: Service, length: int) -> None:
        envelope: Node | None = None
        try:
            envelope = self._read(length)
            time.sleep(self.server.desk.pace.spent(CALL_SECONDS))
            status, reply = respond(service, envelope, self.server.desk, self.server.login)
        except Fault as problem:
            self.close_connection = True
            status, reply = 500, fault(str(problem))
        except (ConnectionError, TimeoutError):
            self.close_connection = True
            return
        finally:
            for upload in uploads(envelope) if envelope else ():
                upload.path.unlink(missing_ok=True)
        self._send(status, reply)

    def _read(self, length: int) -> Node:
        reader = RequestReader(self.server.desk.store.uploads)
        left = length
        while left:
            block = self.rfile.read(min(_BLOCK, left))
            if not block:
                raise ConnectionError("the request broke off")
            left -= len(block)
            reader.feed(block, final=left == 0)
        return reader.envelope()

    def _send(self, status: int, reply: Reply) -> None:
        with suppress(ConnectionError, TimeoutError):
            self._head(status, reply.length)
            for piece in reply.pieces():
                self.wfile.write(piece)

    def _send_bytes(self, status: int, body: bytes) -> None:
        with suppress(ConnectionError, TimeoutError):
            self._head(status, len(body))
            self.wfile.write(body)

    def _head(self, status: int, length: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        _log.debug(format, *args)


def _service_at(path: str) -> Service | None:
    return next((service for service in contract().services.values() if service.path == path), None)
