"""The journal, the sender and the monitor against a service that remembers, made by a SOAP stack that isn't ours."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from faulty_proxy import FaultyProxy
from heard_events import HeardEvents
from outbox_bench import ANNA, BOB, Bench
from php_soap import has_php_soap

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.drafts import DraftRecipient, Greeting, GreetingLanguage
from byfax_desktop.engine.events import DocumentPreviewReady
from byfax_desktop.engine.frozen import thaw
from byfax_desktop.engine.jobs import Job
from byfax_desktop.engine.machine import Rules
from byfax_desktop.engine.patience import Patience
from byfax_desktop.engine.previews import Previews
from byfax_desktop.service.client import ByfaxClient, Credentials
from byfax_desktop.service.records import Message
from byfax_desktop.service.states import RecipientState
from byfax_desktop.store.submissions import FaxState
from byfax_desktop.store.wishes import WishKind

from .conftest import WSDLS, await_port, free_port

pytestmark = pytest.mark.skipif(
    not has_php_soap() or not WSDLS.is_dir(),
    reason="needs PHP with its SOAP extension, and the published WSDLs",
)


@contextmanager
def php(state: Path) -> Iterator[str]:
    port = free_port()
    process = subprocess.Popen(
        ["php", "-S", f"127.0.0.1:{port}", str(Path(__file__).with_name("php") / "outbox.php")],
        env={**os.environ, "BYFAX_WSDLS": str(WSDLS), "BYFAX_PHP_STATE": str(state)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        await_port(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait(20)


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[FaultyProxy]:
    with php(tmp_path / "state") as url:
        running = FaultyProxy(url)
        yield running
        running.close()


@pytest.fixture
def bench(proxy: FaultyProxy, tmp_path: Path) -> Iterator[Any]:
    client = ByfaxClient(proxy.url, Credentials("php-key", "php-secret"))
    made = Bench(tmp_path, client, rules=Rules())
    yield made
    made.close()


def states(bench: Any, ref: str) -> list[RecipientState]:
    return [thaw(Message, row.report).state for row in bench.recipients(ref)]


def test_a_fax_is_taken_and_followed(bench: Any) -> None:
    ref = bench.send(ANNA, BOB)
    bench.look()
    assert bench.state(ref) is FaxState.ACCEPTED
    bench.monitor.look()

    assert states(bench, ref) == [RecipientState.SUBMITTED] * 2
    assert "QUEUED" in bench.find(ref).report


@pytest.mark.parametrize(
    "fault", ["lose answer", "cut answer", "garbage", "error 500", "lose request", "cut upload"]
)
def test_an_answer_that_does_not_come_is_settled_by_asking(
    bench: Any, proxy: FaultyProxy, fault: str
) -> None:
    faults = iter([fault])
    proxy.choose = lambda action: next(faults, "none") if "Submit" in action else "none"
    ref = bench.send(ANNA, BOB)
    bench.settle(60, 10)

    assert fault in proxy.met
    assert bench.state(ref) is FaxState.ACCEPTED
    listed = bench.service.faxout.list_broadcasts().items
    assert [each.broadcast_ref for each in listed] == [ref]


@pytest.mark.parametrize("fault", ["none", "lose answer", "lose request"])
def test_what_each_recipient_gets_of_their_own_is_taken_once(
    bench: Any, proxy: FaultyProxy, tmp_path: Path, fault: str
) -> None:
    sound = tmp_path / "hello.wav"
    sound.write_bytes(b"RIFF" + bytes(2000))
    people = tuple(
        DraftRecipient(
            number, subject="Invoice {No}", header="<From>|{No}", greeting=greeting, values=(("No", no),)
        )
        for number, no, greeting in (
            (ANNA, "17", Greeting(sound, GreetingLanguage.RUSSIAN)),
            (BOB, "18", None),
        )
    )
    faults = iter([fault])
    proxy.choose = lambda action: next(faults, "none") if "Submit" in action else "none"
    draft = replace(bench.draft(), recipients=people, cover_ref="C1", cover_text="You owe {No}")
    refs = bench.intake.take(draft)
    bench.settle(60, 10)

    assert [bench.state(ref) for ref in refs] == [FaxState.ACCEPTED] * 2
    listed = bench.service.faxout.list_broadcasts().items
    assert sorted(each.broadcast_ref for each in listed) == sorted(refs)


def test_a_second_fax_with_the_same_document_uploads_nothing(bench: Any, proxy: FaultyProxy) -> None:
    bench.send(ANNA)
    bench.look()
    actions: list[str] = []
    proxy.choose = lambda action: actions.append(action) or "none"
    ref = bench.send(BOB)
    bench.look()

    assert bench.state(ref) is FaxState.ACCEPTED
    assert not any("uploadDocument" in action for action in actions)


def test_a_document_is_previewed_and_then_faxed_with_one_upload(
    bench: Any, proxy: FaultyProxy, tmp_path: Path
) -> None:
    letter, bus = tmp_path / "letter.docx", EventBus()
    letter.write_bytes(b"PK letter")
    heard = HeardEvents(bus)
    actions: list[str] = []
    proxy.choose = lambda action: actions.append(action.strip('"#')) or "none"
    previews = Previews(bench.service.document, tmp_path / "previews", bus, Patience().scaled(0))
    previews.fetch(letter, Job("J", "Loading", False, bus))
    ref = bench.send(ANNA, documents=(letter,))
    bench.look()

    (ready,) = heard.of(DocumentPreviewReady)
    document_ref = hashlib.md5(b"PK letter").hexdigest()
    assert ready.pdf_path.read_bytes() == f"%PDF-1.7 {document_ref} FINE TEXT".encode()
    assert bench.state(ref) is FaxState.ACCEPTED
    assert actions == [
        "checkDocument",
        "uploadDocument",
        *["getDocumentPreview"] * 3,
        "checkDocument",
        "Submit",
    ]


def test_a_fax_is_cancelled(bench: Any) -> None:
    ref = bench.send(ANNA)
    bench.look()
    bench.wishing.wish(WishKind.CANCEL, ref)
    bench.control.look()
    bench.monitor.look()

    assert bench.state(ref) is FaxState.CANCELLED


def test_more_than_a_page_of_recipients_is_followed(bench: Any) -> None:
    ref = bench.send(*(f"+4930{number:07}" for number in range(700)))
    bench.look()
    bench.monitor.look()

    assert states(bench, ref) == [RecipientState.SUBMITTED] * 700
