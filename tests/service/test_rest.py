"""The rest of a fax that broke off, over real HTTP: exactly the pages that had not arrived, dot for dot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from heard_events import HeardEvents
from PIL import Image, ImageDraw
from sent_now import sent_now

from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity
from byfax_desktop.engine.engine import Engine
from byfax_desktop.engine.events import (
    FaxQueued,
    JobFinished,
    OutboxChanged,
    OutboxEntry,
    RestReady,
    SentPagesReady,
)
from byfax_desktop.engine.guard.cautions import Reason, cautions
from byfax_desktop.engine.states import entry_is_live
from byfax_desktop.sandbox.server import Sandbox
from byfax_desktop.service.client import ByfaxClient, Credentials
from byfax_desktop.service.states import FaxQuality
from byfax_desktop.store.submissions import SequelKind

DROPS, ARRIVES = "+4930123456", "+4930123450"
HEADER = "<DateTime>|<From>|<CurPage>/<CurPages>"


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


def contract(tmp_path: Path, pages: int = 4) -> Path:
    """A document whose pages differ."""
    sheets = []
    for number in range(1, pages + 1):
        sheet = Image.new("L", (1240, 1754), 255)
        ImageDraw.Draw(sheet).text((200, 300), f"Clause {number}", fill=0, font_size=80)
        sheets.append(sheet)
    path = tmp_path / "contract.pdf"
    sheets[0].save(path, save_all=True, append_images=sheets[1:], resolution=150)
    return path


def sent(engine: Engine, heard: HeardEvents, draft: Draft) -> tuple[str, str]:
    """Send a fax, and return its broadcast ref and message ref once it has ended."""
    job = engine.submit(draft)
    (ref,) = heard.wait_for(FaxQueued, lambda event: event.job_id == job).broadcast_refs

    def ended(_: OutboxChanged) -> OutboxEntry | None:
        mine = (each for each in sent_now(engine) if each.broadcast.broadcast_ref == ref)
        return next((each for each in mine if not entry_is_live(each)), None)

    entry = ended(heard.wait_for(OutboxChanged, ended, timeout=60))
    assert entry is not None
    return ref, entry.messages[0].message.message_ref


def rest_of(engine: Engine, heard: HeardEvents, refs: tuple[str, str]) -> Draft:
    job = engine.fetch_rest(*refs)
    return heard.wait_for(RestReady, lambda event: event.job_id == job, timeout=60).draft


def pictures(path: Path) -> list[bytes]:
    """The dots of each page."""
    found = []
    with Image.open(path) as tiff:
        for number in range(getattr(tiff, "n_frames", 1)):
            tiff.seek(number)
            found.append(tiff.convert("1").tobytes())
    return found


def went(engine: Engine, heard: HeardEvents, message_ref: str) -> list[bytes]:
    job = engine.fetch_sent(message_ref)
    return pictures(heard.wait_for(SentPagesReady, lambda event: event.job_id == job, timeout=60).path)


def history(engine: Engine, ref: str) -> str:
    return "\n".join(line.words for line in engine.history(ref))


def test_the_second_fax_has_exactly_the_pages_that_the_first_did_not_bring(
    engine: Engine, heard: HeardEvents, tmp_path: Path
) -> None:
    first = sent(
        engine,
        heard,
        Draft(
            (contract(tmp_path),),
            (DraftRecipient(DROPS, "Anna"),),
            SenderIdentity("Me"),
            subject="Contract",
            header=HEADER,
        ),
    )
    draft = rest_of(engine, heard, first)
    assert [each.name for each in draft.documents] == [
        "This continues an earlier fax.html",
        "Pages 2 to 4.tif",
    ]
    assert (draft.prepared, draft.header, draft.subject) == (True, "", "Contract")
    assert [each.number for each in draft.recipients] == [DROPS]
    assert draft.origin is not None
    assert draft.origin.sequel.kind is SequelKind.REST
    before = went(engine, heard, first[1])
    assert len(before) == 4
    assert pictures(draft.documents[1]) == before[1:]

    second = sent(engine, heard, replace(draft, recipients=(DraftRecipient(ARRIVES, "Anna"),)))
    after = went(engine, heard, second[1])
    assert len(after) == 4, "a page that says what follows, and three"
    assert after[1:] == before[1:], "with the header line that they had, and no other"
    assert after[0] != before[0]
    assert "The rest, pages 2 to 4, was sent as another fax to +49 30 123450: delivered" in history(
        engine, first[0]
    )
    assert "This is the rest, pages 2 to 4, of the fax of" in history(engine, second[0])

    again = rest_of(engine, heard, first)
    (caution,) = [
        each for each in cautions(again, engine.known_numbers()) if each.remarks[0].reason is Reason.REST_SENT
    ]
    assert caution.remarks[0].at > 0


def test_the_page_that_says_so_can_be_left_out(engine: Engine, heard: HeardEvents, tmp_path: Path) -> None:
    first = sent(
        engine,
        heard,
        Draft((contract(tmp_path, 2),), (DraftRecipient(DROPS, "Anna"),), SenderIdentity("Me")),
    )
    draft = rest_of(engine, heard, first)
    alone = replace(draft, documents=draft.documents[1:], recipients=(DraftRecipient(ARRIVES, "Anna"),))
    second = sent(engine, heard, alone)
    assert went(engine, heard, second[1]) == went(engine, heard, first[1])[1:]


@pytest.mark.parametrize("has_cover", [False, True], ids=["plain", "behind a cover page"])
def test_what_the_service_deleted_is_made_anew_of_the_documents(
    engine: Engine, client: ByfaxClient, heard: HeardEvents, tmp_path: Path, has_cover: bool
) -> None:
    cover = client.cover.list_covers()[0].ref if has_cover else None
    first = sent(
        engine,
        heard,
        Draft(
            (contract(tmp_path, 3),),
            (DraftRecipient(DROPS, "Anna"),),
            SenderIdentity("Me"),
            cover_ref=cover,
            header=HEADER,
            quality=FaxQuality.STANDARD,
        ),
    )
    client.faxout.delete(first[1])
    draft = rest_of(engine, heard, first)

    assert draft.origin is not None
    assert draft.origin.is_made_anew
    assert (draft.header, draft.cover_ref, draft.quality) == (HEADER, None, FaxQuality.STANDARD)
    # Page 1 arrived: of the fax with a cover that was the cover, and so all pages of the document are missing.
    assert len(pictures(draft.documents[1])) == (3 if has_cover else 2)
    assert draft.documents[1].name == ("Pages 2 to 4.tif" if has_cover else "Pages 2 to 3.tif")


@pytest.mark.parametrize("has_cover", [False, True], ids=["plain", "behind a cover page"])
def test_where_it_is_not_certain_which_pages_are_missing_none_are_made(
    engine: Engine, client: ByfaxClient, heard: HeardEvents, tmp_path: Path, has_cover: bool
) -> None:
    """A text is laid out by byFax: behind a cover page of unknown length nobody can tell its pages apart."""
    letter = tmp_path / "letter.txt"
    letter.write_text("One\fTwo\fThree")
    cover = client.cover.list_covers()[0].ref if has_cover else None
    first = sent(
        engine,
        heard,
        Draft((letter,), (DraftRecipient(DROPS, "Anna"),), SenderIdentity("Me"), cover_ref=cover),
    )
    client.faxout.delete(first[1])
    if not has_cover:
        assert len(pictures(rest_of(engine, heard, first).documents[1])) == 2
        return
    job = engine.fetch_rest(*first)
    ended = heard.wait_for(JobFinished, lambda event: event.job_id == job)
    assert ended.trouble is not None
    assert "cannot be told which of them are missing" in ended.trouble.what


def test_a_fax_that_arrived_has_no_rest(engine: Engine, heard: HeardEvents, tmp_path: Path) -> None:
    first = sent(
        engine,
        heard,
        Draft((contract(tmp_path, 2),), (DraftRecipient(ARRIVES, "Anna"),), SenderIdentity("Me")),
    )
    job = engine.fetch_rest(*first)
    ended = heard.wait_for(JobFinished, lambda event: event.job_id == job)
    assert ended.trouble is not None
    assert ended.trouble.what == "All of its pages arrived."
