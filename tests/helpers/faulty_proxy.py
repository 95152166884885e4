"""A proxy between the program and a service, on which everything goes wrong that a network can do.

Which fault a request meets is drawn from a seeded generator, so that a round can be had again.
"""

from __future__ import annotations

import http.client
import http.server
import random
import socket
import struct
import threading
from urllib.parse import urlsplit

FAULTS = {
    "none": 50,
    "refuse": 6,
    "lose request": 8,
    "lose answer": 10,
    "cut upload": 6,
    "cut answer": 6,
    "delay": 4,
    "late": 6,
    "error 500": 6,
    "garbage": 6,
    "kill before": 6,
    "kill after": 8,
}
"""What can happen to a request, with weights."""

LATENESS = 0.15
"""Seconds after which a late request reaches the service, when the program has long given it up."""


class FaultyProxy:
    """Forwards to ``target``; ``kill`` is called where a fault is the death of the program.

    Faults are drawn at random after ``misbehave``, or are what ``choose`` says to the SOAPAction of a request.
    """

    def __init__(self, target):
        self.target = urlsplit(target)
        self.random = None
        self.choose = None
        self.kill = None
        self.met = []
        self._late = []
        self._lock = threading.Lock()
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                proxy.handle(self)

            def log_message(self, *args):
                """Say nothing."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self._server.server_port}"

    def misbehave(self, seed, kill):
        """Let faults happen from now on."""
        with self._lock:
            self.random, self.kill, self.met = random.Random(seed), kill, []

    def behave(self):
        """Forward everything faithfully from now on, and let what is late arrive."""
        with self._lock:
            self.random = self.choose = self.kill = None
            late, self._late = self._late, []
        for timer in late:
            timer.join()

    def close(self):
        self.behave()
        self._server.shutdown()
        self._server.server_close()

    def handle(self, request):
        length = int(request.headers.get("Content-Length", 0))
        with self._lock:
            generator, kill = self.random, self.kill
            fault = self._draw(request)
            cut = generator.random() if generator else 0
            self.met.append(fault)
        if fault == "refuse":
            return hang_up(request)
        if fault == "cut upload":
            request.rfile.read(int(length * cut))
            return hang_up(request)
        body = request.rfile.read(length)
        if fault in ("lose request", "kill before"):
            if fault == "kill before":
                kill()
            return hang_up(request)
        if fault == "late":
            self._deliver_late(request, body)
            return hang_up(request)
        if fault == "error 500":
            return answer(request, 500, b"<html>Out of order</html>", "text/html")
        status, content, kind = self._forward(request, body)
        if fault == "kill after":
            kill()
        if fault in ("lose answer", "kill after"):
            return hang_up(request)
        if fault == "cut answer":
            return answer(request, status, content, kind, sent=int(len(content) * cut))
        if fault == "garbage":
            return answer(request, 200, b"<<<" + content[: len(content) // 2], kind)
        if fault == "delay":
            threading.Event().wait(0.1)
        return answer(request, status, content, kind)

    def _draw(self, request):
        if self.choose:
            return self.choose(request.headers.get("SOAPAction", ""))
        if self.random:
            return self.random.choices(list(FAULTS), list(FAULTS.values()))[0]
        return "none"

    def _deliver_late(self, request, body):
        path, headers = request.path, dict(request.headers)
        timer = threading.Timer(LATENESS, lambda: self._send(path, headers, body))
        timer.daemon = True
        with self._lock:
            self._late.append(timer)
        timer.start()

    def _forward(self, request, body):
        return self._send(request.path, dict(request.headers), body)

    def _send(self, path, headers, body):
        connection = http.client.HTTPConnection(self.target.hostname, self.target.port, timeout=30)
        try:
            headers = {name: value for name, value in headers.items() if name.lower() != "host"}
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            return response.status, response.read(), response.headers.get("Content-Type", "text/xml")
        finally:
            connection.close()


def answer(request, status, content, kind, sent=None):
    """Answer, or only with the first ``sent`` bytes of what was announced."""
    try:
        request.send_response(status)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content if sent is None else content[:sent])
    except OSError:
        request.close_connection = True
        return
    if sent is not None:
        hang_up(request)


def hang_up(request):
    """End the connection with a reset, as a router does that has forgotten it."""
    request.close_connection = True
    try:
        linger = struct.pack("ii", 1, 0)
        request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        request.wfile.flush()
        request.connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
