"""The look for a newer version: what is believed, and what is told to the other side."""

from __future__ import annotations

import json
import socket
import ssl
from pathlib import Path

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st
from scripted_server import Script, ScriptedServer, http

from byfax_desktop.desktop import newer_version
from byfax_desktop.desktop.newer_version import (
    MOST_BYTES,
    LookFailed,
    PublishedVersion,
    is_newer,
    is_safe_address,
    published_version,
)

PAGE = "https://example.org/byfax-desktop"


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    path = tmp_path_factory.mktemp("authority") / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return context, path


def told(version: object = "1.2.0", page: object = PAGE) -> bytes:
    return json.dumps({"version": version, "page": page}).encode()


def asked(script: Script | bytes, tls: tuple[ssl.SSLContext, Path]) -> tuple[PublishedVersion, list[bytes]]:
    with ScriptedServer(script, tls=tls[0]) as server:
        return published_version(f"{server.url}/version.json", ca_file=tls[1]), server.requests


def refused(script: Script | bytes, tls: tuple[ssl.SSLContext, Path]) -> LookFailed:
    with pytest.raises(LookFailed) as caught:
        asked(script, tls)
    assert caught.value.what
    assert caught.value.do
    return caught.value


def test_version_and_page_are_read(tls) -> None:
    assert asked(http(told(), kind="application/json"), tls)[0] == PublishedVersion("1.2.0", PAGE)


def test_nothing_about_the_user_or_the_program_is_sent(tls) -> None:
    _, (request,) = asked(http(told(), "200 OK", "application/json", "Set-Cookie: a=b"), tls)
    head = request.decode().split("\r\n\r\n")[0].split("\r\n")
    assert head[0] == "GET /version.json HTTP/1.1"
    names = {line.partition(":")[0].lower() for line in head[1:]}
    assert names == {"host", "accept", "accept-encoding", "user-agent"}
    assert "User-Agent: byfax-desktop" in head


def test_a_certificate_of_nobody_known_is_not_trusted(tls) -> None:
    with ScriptedServer(http(told()), tls=tls[0]) as server, pytest.raises(LookFailed):
        published_version(server.url)
    assert server.requests == []


@pytest.mark.parametrize(
    "status", ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "404 Not Found", "500 Oops"]
)
def test_redirects_and_errors_are_no_answer(tls, status: str) -> None:
    with ScriptedServer(http(told()), tls=tls[0]) as other:
        answer = http(told(), status, "application/json", f"Location: {other.url}/")
        assert status[:3] in refused(answer, tls).details
        assert other.connections == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"1.2.0",
        b"\xff\xfe",
        b"[" * 10_000,
        told(version=2),
        told(version="newest"),
        told(version="1.2.0\n"),
        told(version="1" * 50),
        told(version="../../1.0"),
        told(page="http://example.org/"),
        told(page="file:///etc/passwd"),
        told(page="javascript:alert(1)"),
        told(page="https://"),
        told(page="https://me:secret@example.org/"),
        told(page="https://example.org/" + "a" * 600),
        told(page="https://example.org/\u202egpj"),
        told(page=None),
        b" " * (MOST_BYTES + 1),
    ],
)
def test_what_makes_no_sense_is_not_believed(tls, content: bytes) -> None:
    assert "makes no sense" in refused(http(content), tls).what


@given(
    st.binary(max_size=300)
    | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(
        lambda each: json.dumps(each).encode()
    )
)
def test_no_answer_makes_another_error(content: bytes) -> None:
    with pytest.raises(LookFailed):
        newer_version._understood(content)


def test_an_answer_that_never_ends_is_given_up(tls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newer_version, "MOST_SECONDS", -1.0)

    def drip(peer: socket.socket) -> None:
        peer.sendall(b"HTTP/1.1 200 OK\r\n\r\n{")

    assert refused(drip, tls).details == "too slow"


def test_where_nobody_listens_it_says_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        address = f"https://127.0.0.1:{closed.getsockname()[1]}/"
    with pytest.raises(LookFailed, match="could not be found out"):
        published_version(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://example.org/",
        "example.org",
        "https://",
        "https:///x",
        "https://a b/",
        "https://[::1",
        "ftp://example.org",
    ],
)
def test_only_https_is_asked(address: str) -> None:
    assert not is_safe_address(address)
    with pytest.raises(LookFailed, match="https"):
        published_version(address)


@pytest.mark.parametrize(
    ("version", "than", "newer"),
    [
        ("0.2.0", "0.1.0", True),
        ("0.10.0", "0.9.9", True),
        ("1.0", "1.0.0", False),
        ("0.1.0", "0.1.0", False),
        ("0.1.0", "0.2.0", False),
        ("1.0.0", "1.0.0rc1", True),
        ("1.0.0rc1", "1.0.0", False),
        ("1.0.0-beta.2", "0.9", True),
        ("x", "0.1.0", False),
        ("2.0.0", "", False),
    ],
)
def test_versions_are_compared_by_their_numbers(version: str, than: str, newer: bool) -> None:
    assert is_newer(version, than) is newer


@given(
    st.lists(st.integers(0, 999_999), min_size=1, max_size=4),
    st.lists(st.integers(0, 999_999), min_size=1, max_size=4),
)
def test_of_two_versions_at_most_one_is_newer(one: list[int], other: list[int]) -> None:
    first, second = ".".join(map(str, one)), ".".join(map(str, other))
    assert not (is_newer(first, second) and is_newer(second, first))
    pad = lambda each: each + [0] * (4 - len(each))  # noqa: E731
    assert is_newer(first, second) is (pad(one) > pad(other))
