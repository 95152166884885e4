"""The pages of a sent fax over real HTTP: the engine at the service in a box, from Send to the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from heard_events import HeardEvents
from sent_now import sent_now

from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity
from byfax_desktop.engine.engine import Engine
from byfax_desktop.engine.events import JobFinished, OutboxChanged, SentPagesReady
from byfax_desktop.fax.helper import PageHelper
from byfax_desktop.sandbox.server import Sandbox
from byfax_desktop.service.client import ByfaxClient, Credentials

ANNA, BUSY = "+4930123450", "+4930123451"


@pytest.fixture
def client() -> Iterator[ByfaxClient]:
    with Sandbox(speed=200) as box:
        yield ByfaxClient(box.url, Credentials("demo-key", "demo-secret"))


@pytest.fixture
def engine(client: ByfaxClient, tmp_path: Path) -> Iterator[Engine]:
    made = Engine(client, tmp_path / "account", poll_scale=0.02)
    made.start()
    yield made
    made.close()


@pytest.fixture
def heard(engine: Engine) -> HeardEvents:
    return HeardEvents(engine.bus)


def sent(engine: Engine, heard: HeardEvents, tmp_path: Path, number: str) -> str:
    """Send a fax of two pages, and return its message ref once it has ended."""
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Anna\f" + "Yours")
    engine.submit(Draft((letter,), (DraftRecipient(number, "Anna"),), SenderIdentity("Me")))
    heard.wait_for(OutboxChanged, lambda event: not event.is_empty and not event.live, timeout=40)
    return sent_now(engine)[0].messages[0].message.message_ref


def brought(engine: Engine, heard: HeardEvents, ref: str, as_pdf: bool) -> Path:
    job = engine.fetch_sent(ref, as_pdf)
    return heard.wait_for(SentPagesReady, lambda event: event.job_id == job).path


@pytest.mark.parametrize("number", [ANNA, BUSY])
def test_what_went_is_brought_as_tiff_and_pdf_and_stays_when_the_service_deletes_it(
    engine: Engine, client: ByfaxClient, heard: HeardEvents, tmp_path: Path, number: str
) -> None:
    ref = sent(engine, heard, tmp_path, number)
    tiff, pdf = (brought(engine, heard, ref, as_pdf) for as_pdf in (False, True))

    helper = PageHelper()
    try:
        assert helper.inspect(tiff).pages == helper.inspect(pdf).pages == 2
    finally:
        helper.close()

    client.faxout.delete(ref)
    before = tiff.read_bytes()
    assert brought(engine, heard, ref, False) == tiff
    assert tiff.read_bytes() == before


def test_a_fax_that_nobody_knows_is_told(engine: Engine, heard: HeardEvents) -> None:
    job = engine.fetch_sent("nobody knows it")
    ended = heard.wait_for(JobFinished, lambda event: event.job_id == job)
    assert ended.trouble is not None
    assert ended.trouble.what == "byFax doesn't have this fax."
