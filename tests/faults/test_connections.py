"""Connections that fail: what was proved not sent is told apart from what may have arrived."""

from __future__ import annotations

import contextlib
import datetime
import socket
import ssl
import threading
from pathlib import Path

import pytest
import trustme
from scripted_server import ScriptedServer, balance, http

from byfax_desktop.service.client import ByfaxClient, Credentials
from byfax_desktop.service.errors import (
    AnswerUnreadable,
    BadAddress,
    ByfaxError,
    Cancelled,
    LocalFileError,
    NoAnswer,
    NotSent,
    Unreachable,
    Untrusted,
)
from byfax_desktop.service.files import FileSource
from byfax_desktop.service.proxy import Proxy
from byfax_desktop.service.requests import FaxDocument, FaxFile
from byfax_desktop.service.wire import Timeouts

QUICK = Timeouts(connect=2, read=1, total=5)


def client_of(url: str, ca_file: Path | None = None) -> ByfaxClient:
    return ByfaxClient(url, Credentials("key", "canary-secret-8d1f"), timeouts=QUICK, ca_file=ca_file)


def refused(url: str, ca_file: Path | None = None) -> ByfaxError:
    with pytest.raises(ByfaxError) as caught:
        client_of(url, ca_file).faxout.get_balance()
    return caught.value


def test_nobody_listens():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    error = refused(f"http://127.0.0.1:{port}")

    assert isinstance(error, Unreachable)
    assert error.what == "byFax can't be reached."


def test_no_such_host():
    assert isinstance(refused("https://no-such-host.invalid"), Unreachable)


@pytest.mark.parametrize(
    "url",
    [
        "http://api.byfax.biz",
        "http://10.0.0.1",
        "ftp://127.0.0.1",
        "https://user:pw@api.byfax.biz",
        "api",
        "",
    ],
)
def test_an_address_that_no_secret_may_be_sent_to(url):
    with pytest.raises(BadAddress) as caught:
        client_of(url)
    assert isinstance(caught.value, NotSent)


def test_a_connection_that_breaks_before_the_whole_request_left_proves_that_nothing_was_done():
    def hang_up(peer: socket.socket) -> None:
        peer.recv(1000)
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    big = FaxFile("big", FileSource.from_bytes(bytes(20_000_000)))
    with ScriptedServer(hang_up, eager=True) as server, pytest.raises(ByfaxError) as caught:
        client_of(server.url).document.upload_document(FaxDocument("r", big))

    assert isinstance(caught.value, Unreachable)


def test_a_connection_that_breaks_after_the_request_proves_nothing():
    def reset(peer: socket.socket) -> None:
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    with ScriptedServer(reset) as server:
        assert isinstance(refused(server.url), NoAnswer)


def certificate(tmp_path: Path, name: str = "127.0.0.1", **options: object) -> tuple[ssl.SSLContext, Path]:
    """A server's TLS with a certificate for ``name``, and the file of the authority that signed it."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name, **options).configure_cert(context)  # type: ignore[arg-type]
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return context, path


def test_a_certificate_of_a_known_authority_is_trusted(tmp_path):
    context, authority = certificate(tmp_path)
    with ScriptedServer(http(balance()), tls=context) as server:
        assert client_of(server.url, authority).faxout.get_balance().value == 1


def test_an_unknown_authority_is_not_trusted_and_sees_no_secret(tmp_path):
    context, _ = certificate(tmp_path)
    with ScriptedServer(http(balance()), tls=context) as server:
        error = refused(server.url)

    assert isinstance(error, Untrusted)
    assert "could not prove that it is byFax" in error.what
    assert server.requests == []


def test_another_hosts_certificate_is_not_trusted(tmp_path):
    context, authority = certificate(tmp_path, "elsewhere.example")
    with ScriptedServer(http(balance()), tls=context) as server:
        assert isinstance(refused(server.url, authority), Untrusted)
    assert server.requests == []


def test_an_expired_certificate_is_not_trusted(tmp_path):
    past = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    context, authority = certificate(tmp_path, not_before=past, not_after=past + datetime.timedelta(days=1))
    with ScriptedServer(http(balance()), tls=context) as server:
        assert isinstance(refused(server.url, authority), Untrusted)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_old_tls_is_refused(tmp_path):
    context, authority = certificate(tmp_path)
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    with ScriptedServer(http(balance()), tls=context) as server:
        assert isinstance(refused(server.url, authority), NotSent)


def test_proxies_and_authorities_of_the_environment_are_not_used(monkeypatch, tmp_path):
    with ScriptedServer(http(balance())) as proxy, ScriptedServer(http(balance())) as server:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "gone.pem"))
        assert client_of(server.url).faxout.get_balance().value == 1
        assert proxy.connections == 0


def upload(
    server: ScriptedServer, source: FileSource, cancel: threading.Event | None = None, progress=None
) -> None:
    document = FaxDocument("r", FaxFile("scan.pdf", source))
    client_of(server.url).document.upload_document(document, cancel=cancel, progress=progress)


def test_an_upload_that_is_cancelled_never_arrives_whole():
    cancel = threading.Event()
    done: list[int] = []

    def progress(bytes_done: int, total: int) -> None:
        done.append(bytes_done)
        assert total == 5_000_000
        if bytes_done > 1_000_000:
            cancel.set()

    with ScriptedServer(http(balance())) as server, pytest.raises(Cancelled):
        upload(server, FileSource.from_bytes(bytes(5_000_000)), cancel, progress)

    assert 1_000_000 < done[-1] < 5_000_000
    assert b"</tns:Envelope" not in b"".join(server.requests)
    assert b"Envelope>" not in b"".join(server.requests)[-100:]


@pytest.mark.parametrize("change", ["longer", "shorter", "other", "gone"])
def test_a_file_that_changes_on_its_way_is_not_sent(tmp_path, change):
    path = tmp_path / "scan.pdf"
    path.write_bytes(bytes(200_000))
    source = FileSource.from_path(path)
    if change == "gone":
        path.unlink()
    else:
        path.write_bytes({"longer": bytes(200_001), "shorter": bytes(100), "other": b"x" * 200_000}[change])

    with ScriptedServer(http(balance())) as server, pytest.raises(LocalFileError) as caught:
        upload(server, source)

    assert "scan.pdf" in caught.value.what
    assert isinstance(caught.value, NotSent)


def download(data: str, said: str) -> bytes:
    """An answer to Download with base64 ``data``, and what is ``said`` of the file."""
    document = f"<Document><fileName>x</fileName>{said}<fileData>{data}</fileData></Document>"
    content = f"<stateCode>SUCCESS</stateCode>{document}"
    answer = balance(content).replace(b"getBalance", b"Download")
    return http(answer)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("aGVsbG8=", "<fileSize>4</fileSize>"),
        ("aGVsbG8=", "<fileCheck>00000000000000000000000000000000</fileCheck>"),
        ("aGVsbG8", ""),
        ("aGVs*G8=", ""),
        ("aGVsbG8=aGVs", ""),
    ],
)
def test_a_damaged_file_leaves_no_trace(tmp_path, data, said):
    target = tmp_path / "fax.tif"
    target.write_bytes(b"old")
    with ScriptedServer(download(data, said)) as server, pytest.raises(AnswerUnreadable):
        client_of(server.url).faxout.download("m", target)

    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_whole_file_is_private_and_takes_its_name_at_the_end(tmp_path):
    said = "<fileSize>5</fileSize><fileCheck>5D41402ABC4B2A76B9719D911017C592</fileCheck>"
    target = tmp_path / "fax.tif"
    with ScriptedServer(download("aGVs\n bG8=", said)) as server:
        client_of(server.url).faxout.download("m", target)

    assert target.read_bytes() == b"hello"
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with ScriptedServer(download("aGVsbG8=", "")) as server, pytest.raises(LocalFileError) as caught:
        client_of(server.url).faxout.download("m", tmp_path / "gone" / "fax.tif")
    assert "could not be saved" in caught.value.what


def test_a_download_can_be_cancelled(tmp_path):
    cancel = threading.Event()

    def pour(peer: socket.socket) -> None:
        whole = download("aGVs" * 2_000_000, "")
        peer.sendall(whole[: len(whole) // 2])
        cancel.set()
        peer.sendall(whole[len(whole) // 2 :])

    with ScriptedServer(pour) as server, pytest.raises(Cancelled):
        client_of(server.url).faxout.download("m", tmp_path / "fax.tif", cancel=cancel)
    assert list(tmp_path.iterdir()) == []


class ConnectProxy:
    """An HTTP proxy that lets through to one server; it remembers what it was told in the clear."""

    def __init__(self, target: ScriptedServer, user: bytes = b"") -> None:
        self._port = int(target.url.rpartition(":")[2])
        self._user = user
        self.heads: list[bytes] = []

    def __call__(self, peer: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head and (block := peer.recv(4096)):
            head += block
        self.heads.append(head)
        if self._user not in head:
            peer.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
            return
        peer.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        with socket.create_connection(("127.0.0.1", self._port)) as server:
            there = threading.Thread(target=pump, args=(peer, server))
            there.start()
            pump(server, peer)
            there.join(10)


def pump(source: socket.socket, target: socket.socket) -> None:
    """Carry bytes one way until there are no more."""
    with contextlib.suppress(OSError):
        while block := source.recv(65536):
            target.sendall(block)
        target.shutdown(socket.SHUT_WR)


def through(server: ScriptedServer, proxy: ScriptedServer, authority: Path, **who: str) -> ByfaxClient:
    port = int(proxy.url.rpartition(":")[2])
    credentials, way = Credentials("a-key", "a-secret"), Proxy("127.0.0.1", port, **who)
    return ByfaxClient(server.url, credentials, timeouts=QUICK, ca_file=authority, proxy=way)


def test_a_proxy_carries_the_call_and_sees_nothing_of_it(tmp_path):
    context, authority = certificate(tmp_path)
    with ScriptedServer(http(balance()), tls=context) as server:
        lets_through = ConnectProxy(server)
        with ScriptedServer(lets_through, eager=True) as proxy:
            assert through(server, proxy, authority).faxout.get_balance().value == 1

    (head,) = lets_through.heads
    assert head.startswith(b"CONNECT 127.0.0.1:")
    assert b"a-secret" not in head
    assert b"Proxy-Authorization" not in head
    assert len(server.requests) == 1


def test_a_proxy_is_told_who_may_use_it_and_the_service_is_not(tmp_path):
    context, authority = certificate(tmp_path)
    with ScriptedServer(http(balance()), tls=context) as server:
        lets_through = ConnectProxy(server, b"Proxy-Authorization: Basic bWU6c2VjcmV0")
        with ScriptedServer(lets_through, eager=True) as proxy:
            client = through(server, proxy, authority, user="me", password="secret")
            assert client.faxout.get_balance().value == 1

    assert b"bWU6c2VjcmV0" not in server.requests[0]


def test_a_proxy_that_asks_who_one_is_is_told_as_that(tmp_path):
    context, authority = certificate(tmp_path)
    with (
        ScriptedServer(http(balance()), tls=context) as server,
        ScriptedServer(ConnectProxy(server, b"Proxy-Authorization"), eager=True) as proxy,
        pytest.raises(Unreachable) as caught,
    ):
        through(server, proxy, authority).faxout.get_balance()

    assert "asks for a user name and password" in caught.value.what
    assert server.connections == 0


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 502 Bad Gateway\r\n\r\n", b"SSH-2.0-OpenSSH\r\n"])
def test_a_proxy_that_leads_nowhere_is_told_as_that(tmp_path, answer):
    context, authority = certificate(tmp_path)
    with (
        ScriptedServer(http(balance()), tls=context) as server,
        ScriptedServer(answer, eager=True) as proxy,
        pytest.raises(Unreachable) as caught,
    ):
        through(server, proxy, authority).faxout.get_balance()

    assert "proxy" in caught.value.what
    assert server.connections == 0


def test_a_proxy_that_looks_inside_is_not_trusted(tmp_path):
    context, authority = certificate(tmp_path)
    (tmp_path / "office").mkdir()
    inside, _ = certificate(tmp_path / "office")
    with (
        ScriptedServer(http(balance()), tls=context) as server,
        ScriptedServer(http(balance()), tls=inside) as spy,
        ScriptedServer(ConnectProxy(spy), eager=True) as proxy,
        pytest.raises(Untrusted),
    ):
        through(server, proxy, authority).faxout.get_balance()
    assert spy.requests == []


def test_this_computer_is_never_reached_through_a_proxy(tmp_path):
    _, authority = certificate(tmp_path)
    with ScriptedServer(http(balance())) as server, ScriptedServer(http(balance())) as proxy:
        assert through(server, proxy, authority, user="me").faxout.get_balance().value == 1
        assert proxy.connections == 0
