"""What Compose shows is what comes out of the other machine, dot for dot: from the original to the service's pages."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fax_inputs import pdf_file, protected_pdf
from outbox_bench import Bench
from PIL import Image

from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity
from byfax_desktop.fax.g4 import read_tiff
from byfax_desktop.fax.geometry import DOTS_PER_INCH, WIDTH, Mode, Resolution
from byfax_desktop.fax.page_choice import PageChoice
from byfax_desktop.fax.picture import picture_of
from byfax_desktop.fax.sources.opening import opened
from byfax_desktop.fax.treatment import PLAIN, Cut, Treatment
from byfax_desktop.fax.wanted import FaxLook, WantedPage
from byfax_desktop.sandbox.pages import PageMaker
from byfax_desktop.sandbox.store import Store
from byfax_desktop.sandbox.things import Broadcast, Contact, Document, Message
from byfax_desktop.service.states import FaxMode, FaxQuality
from byfax_desktop.ui.compose import document_model
from byfax_desktop.ui.compose.fax_look import fax_look
from byfax_desktop.ui.compose.header import HEADER

A4 = (595.28, 841.89)
ANNA = DraftRecipient("+4930123456", "Anna", "ACME")
ME = SenderIdentity("Me", "Office", "+375170000001", "Europe/Minsk")
CHOICES = Treatment(Mode.PHOTO, 1, PageChoice.parse("1, 3"), 20, Cut(5, 10, 0, 3))


def printed(folder: Path, draft: Draft, now: datetime) -> list[Image.Image]:
    """The pages that the demo service makes of what is stored at Send."""
    bench: Any = Bench(folder)
    (ref,) = bench.intake.take(draft)
    store = Store(folder / "service")
    refs = []
    for number, row in enumerate(bench.desk.journal.documents(bench.find(ref).id)):
        copy = store.scratch()
        shutil.copyfile(bench.desk.spool.path(row), copy)
        blob = store.keep_file(copy)
        store.save(Document(str(number), blob, row.name, "", "", row.size, row.md5, now))
        refs.append(str(number))
    sender, person = draft.sender, draft.recipients[0]
    broadcast = Broadcast(
        "b",
        "s",
        now,
        Contact(sender.name, sender.company, sender.number, sender.timezone),
        header=draft.header or "",
        quality=draft.quality.value,
        mode=draft.mode.value,
        documents=refs,
    )
    to = Contact(person.name, person.company, person.number)
    message = Message("m", "b", "s", to, draft.header or "", "", now)
    blob, _ = PageMaker(store).fax(broadcast, message, now)
    return list(read_tiff(store.path(blob)))


def seen(draft: Draft) -> tuple[list[Image.Image], FaxLook]:
    """The pages that Compose shows of the documents, without those that are left out; and the last look."""
    listed = []
    for each in draft.fax_documents:
        with opened(each.path, each.password) as source:
            facts = (source.count(), 1, False, None, each.treatment, each.password)
            listed.append(document_model.Document(each.path, document_model.DocumentState.READY, *facts))
    pages = []
    for document in listed:
        look = fax_look(document, listed, draft)
        with opened(document.path, document.password) as source:
            for index in range(document.pages or 0):
                shown = picture_of(source, WantedPage(document.path, index, WIDTH, look))
                if shown.left_out is None:
                    pages.append(Image.frombytes("L", (shown.width, shown.height), shown.dots))
    return pages, look


def true_shape(page: Image.Image, resolution: Resolution) -> Image.Image:
    """A printed page as the viewer shows it: lines are repeated until its proportions are right."""
    height = round(page.height * DOTS_PER_INCH / resolution.value)
    return page.resize((WIDTH, height), Image.Resampling.NEAREST).convert("L")


class StandingClock(datetime):
    """The minute that the header tells must not end between two pages."""

    @classmethod
    def now(cls, tz=None):
        return datetime(2026, 11, 23, 11, 2, tzinfo=UTC).astimezone(tz)


@pytest.mark.parametrize(
    ("quality", "mode"), [(FaxQuality.FINE, FaxMode.TEXT), (FaxQuality.STANDARD, FaxMode.PHOTO)]
)
def test_every_dot_that_is_seen_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quality: FaxQuality, mode: FaxMode
) -> None:
    monkeypatch.setattr("byfax_desktop.ui.compose.fax_look.datetime", StandingClock)
    letter = pdf_file(tmp_path / "letter.pdf", [A4] * 2)
    scan = pdf_file(tmp_path / "scan.pdf", [A4] * 3)
    secret = protected_pdf(tmp_path / "secret.pdf", "sesame")
    draft = Draft(
        (letter, scan, secret),
        (ANNA,),
        ME,
        quality=quality,
        mode=mode,
        header=HEADER,
        treatments=(PLAIN, CHOICES),
        passwords=("", "", "sesame"),
    )
    shown, look = seen(draft)
    assert look.header is not None
    moment = datetime.strptime(dict(look.header.values)["DateTime"], "%d.%m.%Y %H:%M")
    there = moment.replace(tzinfo=ZoneInfo("Europe/Minsk")).astimezone(UTC)
    came = [true_shape(page, look.resolution) for page in printed(tmp_path, draft, there)]
    assert len(shown) == len(came) == 5
    for number, (one, other) in enumerate(zip(shown, came, strict=True), start=1):
        assert one.size == other.size, f"page {number}"
        assert one.tobytes() == other.tobytes(), f"page {number}"
