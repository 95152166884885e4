"""One client serves many threads, and gives each its own answer."""

from __future__ import annotations

import hashlib
import http.server
import re
import threading
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor

import pytest

from byfax_desktop.service.client import ByfaxClient, Credentials
from byfax_desktop.service.errors import NotFound
from byfax_desktop.service.files import FileSource
from byfax_desktop.service.requests import FaxDocument, FaxFile

THREADS = 16
CALLS = 400
_ANSWER = (
    '<E:Envelope xmlns:E="http://schemas.xmlsoap.org/soap/envelope/"><E:Body><r:{name}Response xmlns:r="{space}">'
    "<return>{content}</return></r:{name}Response></E:Body></E:Envelope>"
)


class Echo(http.server.BaseHTTPRequestHandler):
    """Gives back the ref that it was sent: in a file, in a field, or as a refusal."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        name = self.headers["SOAPAction"].strip('"#')
        space = re.search(r'xmlns:tns="([^"]+)"', body)[1]
        ref = re.search(r"<(?:documentRef|messageRef|coverRef)[^>]*>([^<]*)<", body)[1]
        self._send(
            _ANSWER.format(name=name, space=space, content=getattr(self, f"_{name}")(ref, body)).encode()
        )

    def _uploadDocument(self, ref: str, body: str) -> str:
        check = re.search(r"<fileCheck[^>]*>([^<]*)<", body)[1]
        return f"<stateCode>SUCCESS</stateCode><documentRef>{ref}</documentRef><fileCheck>{check}</fileCheck>"

    def _checkDocument(self, ref: str, _body: str) -> str:
        return f"<stateCode>FILE_NOT_FOUND</stateCode><stateMessage>{ref}</stateMessage>"

    def _Download(self, ref: str, _body: str) -> str:
        data = ref.encode() * 5000
        check = hashlib.md5(data).hexdigest()
        content = b64encode(data).decode()
        file = f"<fileName>{ref}</fileName><fileCheck>{check}</fileCheck><fileData>{content}</fileData>"
        return f"<stateCode>SUCCESS</stateCode><Document>{file}</Document>"

    def _send(self, answer: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 64
    daemon_threads = True


@pytest.fixture
def client():
    with Server(("127.0.0.1", 0), Echo) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        made = ByfaxClient(f"http://127.0.0.1:{server.server_port}", Credentials("k", "s"))
        yield made
        made.close()
        server.shutdown()


def test_no_thread_gets_what_another_asked_for(client, tmp_path):
    """All threads begin at once, so that they also race for loading the contract."""
    start = threading.Barrier(THREADS)

    def upload(ref: str) -> None:
        source = FileSource.from_bytes(ref.encode() * 100)
        result = client.document.upload_document(FaxDocument(ref, FaxFile(ref, source)))
        assert (result.document_ref, result.file_check) == (ref, source.md5)

    def download(ref: str) -> None:
        answer = client.faxout.download(ref, tmp_path / ref)
        assert answer.document.file_name == ref
        assert (tmp_path / ref).read_bytes() == ref.encode() * 5000

    def refused(ref: str) -> None:
        with pytest.raises(NotFound) as caught:
            client.document.check_document(ref)
        assert caught.value.server_message == ref

    def work(thread: int) -> int:
        start.wait(30)
        for number in range(CALLS // THREADS):
            (upload, download, refused)[number % 3](f"r{thread}-{number}")
        return CALLS // THREADS

    with ThreadPoolExecutor(THREADS) as pool:
        assert sum(pool.map(work, range(THREADS))) == CALLS
    assert all(not path.name.startswith(".") for path in tmp_path.iterdir())
