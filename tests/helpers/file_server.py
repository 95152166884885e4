"""A byFax document service in a process of its own that keeps nothing: it discards uploads and makes up downloads.

Run as a script it prints its address and serves until its standard input ends.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

MEGABYTE = 1024 * 1024
_PIECE = bytes(range(256)) * 3 * 256
_ENVELOPE = (
    '<?xml version="1.0" encoding="UTF-8"?><E:Envelope xmlns:E="http://schemas.xmlsoap.org/soap/envelope/"><E:Body>'
    '<r:{name}Response xmlns:r="urn:ApiServiceDocument"><return><stateCode>SUCCESS</stateCode>{content}</return>'
    "</r:{name}Response></E:Body></E:Envelope>"
)


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    pieces = 0

    def do_POST(self) -> None:
        left = int(self.headers["Content-Length"])
        while left > 0:
            left -= len(self.rfile.read(min(left, MEGABYTE)))
        if "downloadDocument" in self.headers["SOAPAction"]:
            self._download()
        else:
            self._send([_ENVELOPE.format(name="uploadDocument", content="").encode()])

    def _download(self) -> None:
        digest = hashlib.md5(_PIECE * self.pieces)
        said = f"<fileSize>{len(_PIECE) * self.pieces}</fileSize><fileCheck>{digest.hexdigest()}</fileCheck>"
        content = f"<Document><fileName>x</fileName>{said}<fileData>@</fileData></Document>"
        head, _, tail = _ENVELOPE.format(name="downloadDocument", content=content).partition("@")
        self._send([head.encode(), *[base64.b64encode(_PIECE)] * self.pieces, tail.encode()])

    def _send(self, pieces: list[bytes]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(sum(map(len, pieces))))
        self.end_headers()
        for piece in pieces:
            self.wfile.write(piece)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@contextlib.contextmanager
def file_server(megabytes: int) -> Iterator[str]:
    """The address of a server whose documents have about that size."""
    command = [sys.executable, str(Path(__file__)), str(megabytes)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()


def main() -> None:
    """Serve."""
    _Handler.pieces = int(sys.argv[1]) * MEGABYTE // len(_PIECE) + 1
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_port}", flush=True)  # noqa: T201
    sys.stdin.read()


if __name__ == "__main__":
    main()
