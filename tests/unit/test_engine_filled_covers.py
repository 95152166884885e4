"""Cover pages with their texts in."""

from __future__ import annotations

import stat
from datetime import UTC, datetime

import pytest
from fake_service import FakeService
from heard_events import HeardEvents

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.cover_fields import CoverFields, cover_fields
from byfax_desktop.engine.cover_files import CoverFiles
from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity
from byfax_desktop.engine.events import FilledCoverReady
from byfax_desktop.engine.filled_covers import FilledCovers
from byfax_desktop.engine.jobs import Job
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.fax.convert import office
from byfax_desktop.fax.covers.check import KNOWN_PLACEHOLDERS
from byfax_desktop.fax.covers.cover import placeholders
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind
from byfax_desktop.service.errors import Cancelled

NOON = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
FIELDS = CoverFields(to_name="Anna", text="Dear Anna")


class Desk:
    """Filled covers, and a converter that copies what it gets."""

    def __init__(self, tmp_path, monkeypatch):
        self.bus = EventBus()
        self.heard = HeardEvents(self.bus)
        self.service = FakeService()
        self.folder = tmp_path / "filled"
        files = CoverFiles(self.service.cover, tmp_path / "covers")
        self.filled = FilledCovers(files, self.folder, self.bus)
        self.converted = []
        self.fails = None
        self.job = Job("J", "Filling", True, self.bus)
        monkeypatch.setattr(office, "program", lambda: "soffice")
        monkeypatch.setattr(office, "office_to_pdf", self._convert)

    def _convert(self, path, out, cancelled):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        self.converted.append(path.read_bytes())
        if self.fails:
            raise self.fails
        out.write_bytes(b"%PDF " + path.read_bytes())

    def fill(self, fields=FIELDS):
        self.filled.fill("C1", fields, self.job)
        return self.heard.of(FilledCoverReady)[-1]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    return Desk(tmp_path, monkeypatch)


def test_the_texts_are_in_and_nothing_else_is_left_behind(desk):
    ready = desk.fill()

    assert ready.job_id == "J"
    assert ready.path.read_bytes().startswith(b"%PDF")
    assert placeholders(desk.converted[0]) == ()
    assert [path.name for path in desk.folder.iterdir()] == [ready.path.name]


def test_the_same_texts_are_converted_once(desk):
    assert desk.fill().path == desk.fill().path
    assert len(desk.converted) == 1
    assert desk.fill(CoverFields(to_name="Bob")).path != desk.fill().path
    assert len(desk.converted) == 2


def test_without_an_office_program_it_says_so_before_anything_is_brought(desk, monkeypatch):
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(EngineTrouble) as caught:
        desk.fill()

    assert "byFax puts the texts in" in caught.value.do
    assert desk.service.calls == []


def test_one_that_nobody_waits_for_is_not_made(desk):
    desk.job.cancel.set()
    with pytest.raises(Cancelled):
        desk.fill()
    assert desk.converted == []


def test_a_conversion_that_is_called_off_is_no_trouble_with_the_cover(desk, monkeypatch):
    desk.fails = DocumentTrouble(TroubleKind.TIMEOUT, ".x.filled")
    with pytest.raises(DocumentTrouble) as caught:
        desk.fill()
    assert caught.value.what == "“The cover page” takes too long to read."

    def called_off(path, out, cancelled):
        desk.job.cancel.set()
        desk._convert(path, out, cancelled)

    monkeypatch.setattr(office, "office_to_pdf", called_off)
    with pytest.raises(Cancelled):
        desk.fill()
    assert list(desk.folder.iterdir()) == []


def test_a_draft_says_what_is_put_in():
    draft = Draft(
        recipients=(DraftRecipient("+4930123456", "Anna", "ACME", subject="Hers"), DraftRecipient("+1")),
        sender=SenderIdentity("Me", "Mine", "+375", "Europe/Minsk"),
        cover_text="Hello {Name}",
        subject="Offer",
    )
    fields = cover_fields(draft, 4, NOON)
    assert set(fields.values()) == set(KNOWN_PLACEHOLDERS)
    assert fields == CoverFields(
        "Anna", "ACME", "+4930123456", "Me", "Mine", "+375", "Hers", "Hello Anna", "24.11.2026", "4"
    )


def test_a_draft_of_nothing_leaves_the_places_empty():
    fields = cover_fields(Draft(sender=SenderIdentity(timezone="No/Where")), None, NOON)
    assert fields == CoverFields(date="23.11.2026")


def test_a_fax_for_later_bears_its_own_date():
    draft = Draft(send_at=datetime(2027, 1, 1, 12, tzinfo=UTC))
    assert cover_fields(draft, 1, NOON).date == "01.01.2027"
    naive = Draft(send_at=datetime(2027, 1, 1, 12))
    assert cover_fields(naive, 1, NOON).date == "23.11.2026"
