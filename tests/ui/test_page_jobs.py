"""The page helper's answers in the window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from byfax_desktop.engine.trouble import EngineTrouble, Trouble
from byfax_desktop.ui.page_jobs import PageJobs


def png(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data.data())


class Helper:
    made = 0

    def __init__(self) -> None:
        Helper.made += 1

    def inspect(self, path: Path) -> Any:
        if path.name == "locked.pdf":
            raise EngineTrouble("It is protected by a password.", "Save a copy without it.")
        return path.name

    def page_png(self, path: Path, index: int, width: int) -> bytes:
        return png(width, 100 + index)


def test_a_page_arrives_as_a_picture_of_the_width_asked_for(qtbot: QtBot) -> None:
    answers: list[Any] = []
    jobs = PageJobs(Helper)
    jobs.page_image(Path("a.pdf"), 2, 60, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert (answers[0].width(), answers[0].height()) == (60, 102)


def test_trouble_with_a_document_arrives_in_its_own_words(qtbot: QtBot) -> None:
    answers: list[Any] = []
    jobs = PageJobs(Helper)
    jobs.inspect(Path("locked.pdf"), answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [Trouble("It is protected by a password.", "Save a copy without it.")]


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
