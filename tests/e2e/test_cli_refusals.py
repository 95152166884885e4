"""Bad input and bad services on the real command line: a clear sentence, the right exit code, nothing sent."""

from __future__ import annotations

import http.server
import json
import os
import threading

import pytest

NUMBER = "+4930123450"
LOCKED_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
4 0 obj<</Filter/Standard/V 1/R 2/O<LOCK>/U<LOCK>/P -4>>endobj
trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]/Size 5>>
%%EOF
""".replace(b"LOCK", b"28" * 32)


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("A letter.")
    return path


def told(result, code):
    """The sentences of a run that failed as it should."""
    assert result.returncode == code, (result.stdout, result.stderr)
    assert "Traceback" not in result.stderr
    assert "Error" not in result.stderr
    assert result.stderr.strip().endswith(".")
    return result.stderr


def make_file(folder, kind):
    path = folder / f"{kind}.pdf"
    content = {
        "empty": b"",
        "broken": b"%PDF-1.7\nthis is where the pages should have been",
        "locked": LOCKED_PDF,
        "html": b"<!DOCTYPE html><title>not a pdf</title>",
    }
    if kind == "folder":
        path.mkdir()
    elif kind in content:
        path.write_bytes(content[kind])
    elif kind == "huge":
        path.write_bytes(b"%PDF-1.7\n")
        os.truncate(path, 200_000_000)
    return path


@pytest.mark.parametrize("kind", ["missing", "empty", "folder", "broken", "locked", "huge"])
def test_a_document_that_cannot_be_faxed_is_named_and_nothing_is_sent(byfax, tmp_path, kind):
    before = len(byfax.json("outbox"))
    path = make_file(tmp_path, kind)
    words = told(byfax("send", path, "--to", NUMBER), 5)

    assert path.name in words
    assert len(byfax.json("outbox")) == before


@pytest.mark.parametrize("number", ["hello", "12", "911", "+999123", "+1 212 555 0123 ext. 5", ""])
def test_a_number_that_is_none_is_refused(byfax, letter, number):
    told(byfax("send", letter, "--to", number), 5)


def test_a_bad_number_keeps_the_fax_from_the_good_ones_too(byfax, letter):
    before = len(byfax.json("outbox"))
    told(byfax("send", letter, "--to", NUMBER, "--to", "12"), 5)

    assert len(byfax.json("outbox")) == before


def test_nobody_to_send_to_and_nothing_to_send(byfax, letter):
    assert "Nobody" in told(byfax("send", letter), 5)
    assert "nothing to fax" in told(byfax("send", "--to", NUMBER), 5)


def test_a_script_gets_the_error_as_an_object(byfax):
    result = byfax("send", "gone.pdf", "--to", NUMBER, "--json")

    error = json.loads(result.stdout)["error"]
    assert error["exitCode"] == result.returncode == 5
    assert "gone.pdf" in error["what"]
    assert error["do"]


@pytest.mark.parametrize(
    "credentials",
    [
        {"BYFAX_API_KEY": "wrong-key"},
        {"BYFAX_API_SECRET": "wrong-secret"},
        {"BYFAX_API_SECRET": ""},
        {"BYFAX_API_KEY": "", "BYFAX_API_SECRET": ""},
    ],
)
def test_wrong_or_missing_credentials(byfax, letter, credentials):
    for argv in (["send", letter, "--to", NUMBER], ["outbox"], ["inbox"], ["numbers"]):
        told(byfax(*argv, **credentials), 3)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://127.0.0.1:9", 4),
        ("https://no-such-host.invalid", 4),
        ("http://api.example.com", 2),
        ("nonsense", 2),
        ("https://user:pass@api.example.com", 2),
    ],
)
def test_a_service_that_is_not_there_or_must_not_be_asked(byfax, letter, url, code):
    told(byfax("--url", url, "send", letter, "--to", NUMBER), code)


class Portal(http.server.BaseHTTPRequestHandler):
    """The sign-in page of a hotel's network: HTML for everything."""

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = b"<html><title>Welcome</title></html>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Say nothing."""


def test_a_web_page_instead_of_a_service(byfax, letter):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    try:
        told(byfax("--url", url, "send", letter, "--to", NUMBER), 4)
    finally:
        server.shutdown()
        server.server_close()


def test_no_secret_is_left_anywhere(byfax, letter, sandbox):
    canary = "canary-secret-90210"
    result = byfax("send", letter, "--to", NUMBER, "--json", BYFAX_API_SECRET=canary)
    assert byfax("send", letter, "--to", NUMBER).returncode == 0

    assert canary not in result.stdout + result.stderr
    for path in byfax.data_dir.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert canary.encode() not in content
            assert b"demo-secret" not in content
            assert path.stat().st_mode & 0o077 == 0, path
        else:
            assert path.stat().st_mode & 0o077 == 0, path
