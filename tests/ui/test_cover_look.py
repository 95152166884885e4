"""The page of a cover with its texts in, followed as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from shell_doubles import REAL, engine_of, pages_of, shell_session

from byfax_desktop.engine.cover_fields import CoverFields
from byfax_desktop.engine.events import (
    CoverPreviewReady,
    CoversChanged,
    FilledCoverReady,
    JobFinished,
)
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.records import Cover
from byfax_desktop.ui.covers.look import CoverLook
from byfax_desktop.ui.covers.shelf import CoverShelf

ANNA, BOB = CoverFields(to_name="Anna"), CoverFields(to_name="Bob")
PDF, PLAIN = Path("/tmp/filled.pdf"), Path("/tmp/plain.pdf")
NO_OFFICE = Trouble("Without LibreOffice it cannot be shown.", "Install it.")


class Desk:
    """A look at covers, and what it told."""

    def __init__(self, tmp_path: Path) -> None:
        self.session = shell_session(tmp_path)
        self.shelf = CoverShelf(self.session, self.session)
        self.look = CoverLook(self.session, self.shelf, self.session)
        self.ready: list[tuple[Path, int, str]] = []
        self.failed: list[Trouble] = []
        self.look.ready.connect(lambda *told: self.ready.append(told))
        self.look.failed.connect(self.failed.append)
        self.bridge = self.session.bridge
        self.bridge.covers_changed.emit(CoversChanged((Cover("c1", "One"), Cover("c2", "Two"))))

    @property
    def asked(self) -> list[tuple[object, ...]]:
        return engine_of(self.session).cover_changes

    def made(self, job: str = "cover 1", path: Path = PDF, pages: int = 1) -> None:
        self.bridge.filled_cover_ready.emit(FilledCoverReady(job, path))
        pages_of(self.session).answer(pages)

    def fail(self, job: str, trouble: Trouble | None = NO_OFFICE) -> None:
        self.bridge.job_finished.emit(JobFinished(job, trouble))


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_filled_page_is_made_and_told(desk: Desk, qtbot: QtBot) -> None:
    desk.look.show("c1", ANNA)
    qtbot.waitUntil(lambda: desk.asked == [("fill", "c1", ANNA)])
    desk.made(pages=2)
    assert desk.ready == [(PDF, 2, "")]


def test_the_same_is_not_made_twice_and_what_is_typed_quickly_once(desk: Desk, qtbot: QtBot) -> None:
    desk.look.show("c1", ANNA)
    desk.look.show("c1", ANNA)
    qtbot.waitUntil(lambda: len(desk.asked) == 1)
    for letters in ("B", "Bo", "Bob"):
        desk.look.show("c1", CoverFields(to_name=letters))
    qtbot.waitUntil(lambda: len(desk.asked) == 2)
    assert desk.asked[1] == ("fill", "c1", BOB)
    assert engine_of(desk.session).cancelled == ["cover 1"], "nobody wants the one before"


def test_what_was_called_off_is_not_shown(desk: Desk, qtbot: QtBot) -> None:
    desk.look.show("c1", ANNA)
    qtbot.waitUntil(lambda: len(desk.asked) == 1)
    desk.look.show("c2", ANNA)
    qtbot.waitUntil(lambda: len(desk.asked) == 2)
    desk.made("cover 1")
    desk.fail("cover 1")
    assert desk.ready == []
    desk.made("cover 2")
    assert desk.ready == [(PDF, 1, "")]


def test_where_it_cannot_be_made_the_picture_of_the_service_is_shown_with_a_note(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.look.show("c1", ANNA)
    qtbot.waitUntil(lambda: len(desk.asked) == 1)
    desk.fail("cover 1")
    assert engine_of(desk.session).previews == ["c1"]
    desk.bridge.cover_preview_ready.emit(CoverPreviewReady("c1", PLAIN))
    pages_of(desk.session).answer(1)
    ((path, pages, why),) = desk.ready
    assert (path, pages) == (PLAIN, 1)
    assert why.startswith(NO_OFFICE.what)
    assert "own example" in why
    desk.look.show("c1", BOB)
    qtbot.waitUntil(lambda: len(desk.asked) == 2)
    desk.fail("cover 2")
    pages_of(desk.session).answer(1)
    assert len(desk.ready) == 2
    assert engine_of(desk.session).previews == ["c1"], "it is here already"


def test_a_cover_that_was_replaced_is_made_anew(desk: Desk, qtbot: QtBot) -> None:
    desk.look.show("c1", ANNA)
    qtbot.waitUntil(lambda: len(desk.asked) == 1)
    desk.bridge.cover_preview_ready.emit(CoverPreviewReady("c1", PLAIN))
    assert len(desk.asked) == 1, "it is being made"
    desk.made()
    desk.bridge.cover_preview_ready.emit(CoverPreviewReady("c2", PLAIN))
    assert len(desk.asked) == 1
    desk.bridge.cover_preview_ready.emit(CoverPreviewReady("c1", PLAIN))
    assert desk.asked[1:] == [("fill", "c1", ANNA)]
    desk.look.stop()
    desk.bridge.cover_preview_ready.emit(CoverPreviewReady("c1", PLAIN))
    assert len(desk.asked) == 2


def test_with_neither_it_says_why(desk: Desk, qtbot: QtBot) -> None:
    desk.look.show("c1", ANNA)
    qtbot.waitUntil(lambda: len(desk.asked) == 1)
    desk.fail("cover 1")
    gone = Trouble("There is no network.", "Connect.")
    desk.fail("preview", gone)
    assert desk.failed == [gone]


def test_a_page_that_cannot_be_read_says_why(desk: Desk, qtbot: QtBot) -> None:
    desk.look.show("c1", ANNA)
    qtbot.waitUntil(lambda: len(desk.asked) == 1)
    desk.bridge.filled_cover_ready.emit(FilledCoverReady("cover 1", PDF))
    pages_of(desk.session).fail(NO_OFFICE)
    assert desk.failed == [NO_OFFICE]


def test_jobs_that_end_well_and_those_of_others_change_nothing(desk: Desk, qtbot: QtBot) -> None:
    desk.look.show("c1", ANNA)
    qtbot.waitUntil(lambda: len(desk.asked) == 1)
    desk.fail("cover 1", None)
    desk.fail("another")
    desk.made("another")
    assert (desk.ready, desk.failed) == ([], [])


def test_another_account_ends_it(desk: Desk, qtbot: QtBot) -> None:
    desk.look.show("c1", ANNA)
    qtbot.waitUntil(lambda: len(desk.asked) == 1)
    desk.session.set_account(REAL)
    desk.made()
    assert desk.ready == []
