"""The page helper's answers in the window."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from byfax_desktop.engine.trouble import EngineTrouble, Trouble
from byfax_desktop.fax.legibility.findings import Legibility
from byfax_desktop.fax.wanted import FaxLook, PagePicture, WantedPage
from byfax_desktop.ui.page_image import PageImage
from byfax_desktop.ui.page_jobs import PageJobs

Cancelled = Callable[[], bool]


class Helper:
    made = 0

    def __init__(self) -> None:
        Helper.made += 1
        self.passwords: list[str] = []
        self.is_warm = threading.Event()

    def warm(self) -> None:
        self.is_warm.set()

    def inspect(self, path: Path, password: str = "", cancelled: Cancelled = bool) -> Any:
        self.passwords.append(password)
        if path.name == "locked.pdf" and password != "geheim":
            raise EngineTrouble("It is protected by a password.", "Type the password.")
        return path.name

    def legibility(
        self, path: Path, pages: int, look: FaxLook, password: str = "", cancelled: Cancelled = bool
    ) -> Legibility:
        self.passwords.append(password)
        return Legibility((), pages, pages)

    def page(self, wanted: WantedPage, cancelled: Cancelled = bool) -> PagePicture:
        height = 100 + wanted.index
        return PagePicture(wanted.width, height, False, bytes(wanted.width * height), 14.5)


class SlowHelper(Helper):
    """Begins, and goes on until it is no longer wanted."""

    begun = threading.Event()
    gave_up = threading.Event()

    def page(self, wanted: WantedPage, cancelled: Cancelled = bool) -> PagePicture:
        self.begun.set()
        while not cancelled():
            threading.Event().wait(0.001)
        self.gave_up.set()
        raise RuntimeError("nobody wants it")


def test_it_can_be_ready_before_the_first_document(qtbot: QtBot) -> None:
    helper = Helper()
    PageJobs(lambda: helper).warm()
    qtbot.waitUntil(helper.is_warm.is_set)


def test_a_page_arrives_as_a_picture_of_the_width_asked_for(qtbot: QtBot) -> None:
    answers: list[Any] = []
    jobs = PageJobs(Helper)
    jobs.page(WantedPage(Path("a.pdf"), 2, 61, FaxLook()), answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    (shown,) = answers
    assert isinstance(shown, PageImage)
    assert (shown.image.width(), shown.image.height(), shown.seconds) == (61, 102, 14.5)


def test_a_page_is_turned_before_it_arrives(qtbot: QtBot) -> None:
    answers: list[Any] = []
    PageJobs(Helper).page(WantedPage(Path("a.pdf"), 0, 60), answers.append, 3)
    qtbot.waitUntil(lambda: bool(answers))
    assert (answers[0].image.width(), answers[0].image.height()) == (100, 60)


def test_trouble_with_a_document_arrives_in_its_own_words(qtbot: QtBot) -> None:
    answers: list[Any] = []
    jobs = PageJobs(Helper)
    jobs.inspect(Path("locked.pdf"), answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [Trouble("It is protected by a password.", "Type the password.")]


def test_a_password_opens_a_document(qtbot: QtBot) -> None:
    answers: list[Any] = []
    PageJobs(Helper).inspect(Path("locked.pdf"), answers.append, "geheim")
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["locked.pdf"]


def test_a_page_that_is_being_made_is_given_up_when_nobody_wants_it(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    answers: list[Any] = []
    jobs = PageJobs(SlowHelper)
    request = jobs.page(WantedPage(Path("a.pdf"), 0, 60), answers.append)
    qtbot.waitUntil(SlowHelper.begun.is_set)
    request.cancel()
    qtbot.waitUntil(SlowHelper.gave_up.is_set)
    jobs.inspect(Path("b.pdf"), answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["b.pdf"]
    assert caplog.records == [], "that it ended so is nothing to report"


def test_what_will_not_be_read_is_found_without_holding_up_pictures(qtbot: QtBot) -> None:
    answers: list[Any] = []
    helper = Helper()
    PageJobs(lambda: helper).legibility(Path("a.pdf"), 7, FaxLook(), answers.append, "geheim")
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [Legibility((), 7, 7)]
    assert helper.passwords == ["geheim"]


def test_one_helper_serves_all_requests_and_is_made_at_the_first(qtbot: QtBot) -> None:
    Helper.made = 0
    answers: list[Any] = []
    jobs = PageJobs(Helper)
    assert Helper.made == 0
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        jobs.inspect(Path(name), answers.append)
    qtbot.waitUntil(lambda: len(answers) == 3)
    assert sorted(answers) == ["a.pdf", "b.pdf", "c.pdf"]
    assert Helper.made == 1
