"""Previews of documents over real HTTP: from the service in a box, through a bad network, and from a script."""

from __future__ import annotations

import base64
import hashlib
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from faulty_proxy import FaultyProxy
from heard_events import HeardEvents
from scripted_server import ENVELOPE, ScriptedServer, http

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.engine import Engine
from byfax_desktop.engine.events import DocumentPreviewReady, JobFinished
from byfax_desktop.engine.jobs import Job
from byfax_desktop.engine.patience import Patience
from byfax_desktop.engine.previews import Previews
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.fax.convert import office
from byfax_desktop.fax.covers.sample import sample_cover
from byfax_desktop.fax.inspect import inspect
from byfax_desktop.sandbox.server import Sandbox
from byfax_desktop.sandbox.things import Document
from byfax_desktop.service.client import ByfaxClient, Credentials
from byfax_desktop.service.errors import (
    AnswerUnreadable,
    AuthorizationRefused,
    ByfaxError,
    NoAnswer,
    Unreachable,
)
from byfax_desktop.service.wire import Timeouts

LOGIN = Credentials("demo-key", "demo-secret")
HASTE = Patience().scaled(0.01)
PDF = b"%PDF-1.7 the pages"


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox(speed=200) as sandbox:
        yield sandbox


@pytest.fixture
def proxy(box: Sandbox) -> Iterator[FaultyProxy]:
    running = FaultyProxy(box.url)
    yield running
    running.close()


@pytest.fixture
def letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A DocX of this test's own, on a computer without LibreOffice."""
    monkeypatch.setattr(office, "program", lambda: None)
    path = tmp_path / "letter.docx"
    path.write_bytes(sample_cover(str(tmp_path)))
    return path


class Desk:
    """Previews by one client, and what is told of them."""

    def __init__(self, url: str, folder: Path, credentials: Credentials = LOGIN) -> None:
        self.bus = EventBus()
        self.heard = HeardEvents(self.bus)
        self.client = ByfaxClient(url, credentials, timeouts=Timeouts(connect=5, read=5, total=20))
        self.previews = Previews(self.client.document, folder / "previews", self.bus, HASTE)

    def fetch(self, path: Path) -> Path:
        self.previews.fetch(path, Job("J", "Loading", False, self.bus))
        return self.heard.of(DocumentPreviewReady)[-1].pdf_path


def test_the_pages_of_an_office_document_come_from_the_service(box, letter, tmp_path):
    pdf = Desk(box.url, tmp_path).fetch(letter)

    assert inspect(pdf).pages == 1
    assert stat.S_IMODE(pdf.stat().st_mode) == 0o600
    assert stat.S_IMODE(pdf.parent.stat().st_mode) == 0o700
    assert [path.name for path in pdf.parent.iterdir()] == [pdf.name]


def test_the_engine_waits_until_the_service_has_made_them(letter, tmp_path):
    with Sandbox(speed=4) as slow:
        engine = Engine(ByfaxClient(slow.url, LOGIN), tmp_path / "account", poll_scale=0.1)
        heard = HeardEvents(engine.bus)
        engine.preview_document(letter)

        assert heard.wait_for(JobFinished).trouble is None
        assert inspect(heard.of(DocumentPreviewReady)[0].pdf_path).pages == 1
        engine.close()


@pytest.mark.parametrize("operation", ["checkDocument", "uploadDocument", "getDocumentPreview"])
@pytest.mark.parametrize(
    "fault", ["refuse", "lose request", "lose answer", "cut upload", "cut answer", "error 500", "garbage"]
)
def test_a_bad_network_costs_a_second_try_at_most(box, proxy, letter, tmp_path, operation, fault):
    desk = Desk(proxy.url, tmp_path)
    faults = iter([fault])
    actions = []

    def choose(action):
        actions.append(action.strip('"#'))
        return next(faults, "none") if operation in action else "none"

    proxy.choose = choose
    with suppress(ByfaxError):
        desk.fetch(letter)
    pdf = desk.fetch(letter)

    assert fault in proxy.met
    assert inspect(pdf).pages == 1
    md5 = hashlib.md5(letter.read_bytes()).hexdigest()
    assert [each.ref for each in box.store.all(Document) if each.md5 == md5] == [md5]
    arrived = fault in ("lose answer", "cut answer", "garbage")
    assert actions.count("uploadDocument") == (1 if arrived or operation != "uploadDocument" else 2)


def test_without_a_connection_it_says_so(letter, tmp_path):
    with pytest.raises(Unreachable):
        Desk("http://127.0.0.1:9", tmp_path).fetch(letter)


def test_without_an_account_it_says_so(box, letter, tmp_path):
    with pytest.raises(AuthorizationRefused) as caught:
        Desk(box.url, tmp_path, Credentials("demo-key", "wrong")).fetch(letter)

    assert "secret" in f"{caught.value}"


def answer(operation: str, content: str) -> bytes:
    body = f'<r:{operation}Response xmlns:r="urn:ApiServiceDocument"><return>{content}</return></r:{operation}Response>'
    return http(ENVELOPE.format(body=body).encode())


def code(word: str) -> str:
    return f"<stateCode>{word}</stateCode>"


def pages(content: bytes, check: str = "") -> str:
    data = base64.b64encode(content).decode()
    md5 = check or hashlib.md5(content).hexdigest()
    return (
        f"{code('SUCCESS')}<pages>1</pages><Document><fileName>../../x</fileName><fileSize>{len(content)}</fileSize>"
        f"<fileCheck>{md5}</fileCheck><fileData>{data}</fileData></Document>"
    )


class Script:
    """Answers each operation with what the test wants next; None is no answer at all."""

    def __init__(self, **answers: list[str | None]) -> None:
        self.answers = {
            "checkDocument": [code("FILE_NOT_FOUND")],
            "uploadDocument": [code("SUCCESS")],
            **answers,
        }
        self.server: ScriptedServer | None = None
        self.asked: list[str] = []

    def __call__(self, peer) -> None:
        assert self.server is not None
        request = self.server.requests[-1].decode("utf-8", "replace")
        operation = next(name for name in self.answers if f"#{name}" in request)
        self.asked.append(operation)
        content = self.answers[operation].pop(0)
        if content is not None:
            peer.sendall(answer(operation, content))


def play(script: Script, letter: Path, tmp_path: Path) -> Path:
    with ScriptedServer(script) as server:
        script.server = server
        return Desk(server.url, tmp_path).fetch(letter)


def test_it_is_asked_until_it_is_ready(letter, tmp_path):
    unready = code("FILE_PREVIEW_NOT_READY")
    script = Script(getDocumentPreview=[unready, unready, pages(PDF)])

    assert play(script, letter, tmp_path).read_bytes() == PDF
    assert script.asked == ["checkDocument", "uploadDocument", *["getDocumentPreview"] * 3]


def test_what_it_asks_for(letter, tmp_path):
    script = Script(getDocumentPreview=[pages(PDF)])
    play(script, letter, tmp_path)
    asked = script.server.requests[-1].decode()

    assert hashlib.md5(letter.read_bytes()).hexdigest() in asked
    assert ">FINE<" in asked
    assert ">TEXT<" in asked


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ([pages(PDF, "0" * 32)] * 3, AnswerUnreadable),
        ([pages(b"<html>no pages</html>")], AnswerUnreadable),
        ([code("SUCCESS")], EngineTrouble),
        ([None] * 3, NoAnswer),
    ],
    ids=["damaged", "a web page", "nothing in it", "silence"],
)
def test_what_is_no_preview_is_not_kept(letter, tmp_path, answers, error):
    with pytest.raises(error):
        play(Script(getDocumentPreview=answers), letter, tmp_path)

    assert list((tmp_path / "previews").iterdir()) == []


def test_an_upload_that_is_too_large_for_the_service_is_not_repeated(letter, tmp_path):
    """PHP's parser answers an upload over 10 MB with nothing at all."""
    missing = code("FILE_NOT_FOUND")
    script = Script(checkDocument=[missing, missing], uploadDocument=[None], getDocumentPreview=[])
    with pytest.raises(NoAnswer):
        play(script, letter, tmp_path)

    assert script.asked == ["checkDocument", "uploadDocument", "checkDocument"]
