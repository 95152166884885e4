"""Work on threads, answers on the thread of the window."""

from __future__ import annotations

import threading
from functools import partial
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from byfax_desktop.engine.trouble import EngineTrouble, Trouble
from byfax_desktop.ui.workers import Workers


def test_work_runs_elsewhere_and_its_answer_arrives_here(qtbot: QtBot) -> None:
    answers: list[Any] = []
    workers = Workers("test", 1)
    workers.run(threading.current_thread, lambda thread: answers.append((thread, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(answers))
    worked_on, answered_on = answers[0]
    assert worked_on is not threading.main_thread()
    assert worked_on.daemon, "the program ends without waiting for it"
    assert answered_on is threading.main_thread()


def test_a_failure_is_answered_in_words(qtbot: QtBot) -> None:
    answers: list[Any] = []

    def fail() -> None:
        raise FileNotFoundError(2, "gone", "letter.pdf")

    workers = Workers("test", 1)
    workers.run(fail, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert isinstance(answers[0], Trouble)
    assert answers[0].what == "“letter.pdf” is no longer there."


def test_what_was_cancelled_is_neither_done_nor_answered(qtbot: QtBot) -> None:
    gate, done = threading.Event(), threading.Event()
    called: list[str] = []
    workers = Workers("test", 1)
    workers.run(gate.wait, lambda _: called.append("running, then cancelled")).cancel()
    workers.run(lambda: called.append("work"), lambda _: called.append("answer")).cancel()
    workers.run(done.set, lambda _: called.append("last"))
    gate.set()
    qtbot.waitUntil(lambda: "last" in called)
    assert called == ["last"]


def test_more_threads_than_asked_for_are_never_used(qtbot: QtBot) -> None:
    gate = threading.Event()
    begun: list[int] = []
    answers: list[Any] = []
    workers = Workers("test", 2)
    for number in range(5):
        workers.run(lambda number=number: begun.append(number) or gate.wait(), answers.append)
    qtbot.waitUntil(lambda: len(begun) == 2)
    gate.set()
    qtbot.waitUntil(lambda: len(answers) == 5)
    assert begun == [0, 1, 2, 3, 4]


def test_only_what_nobody_foresaw_is_logged(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    answers: list[Any] = []

    def fail(error: Exception) -> None:
        raise error

    workers = Workers("test", 1)
    workers.run(lambda: fail(EngineTrouble("The keyring is locked.", "Unlock it.")), answers.append)
    workers.run(lambda: fail(FileNotFoundError(2, "gone", "letter.pdf")), answers.append)
    workers.run(lambda: fail(ZeroDivisionError("the text of a fax")), answers.append)
    qtbot.waitUntil(lambda: len(answers) == 3)
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "ZeroDivisionError" in caplog.text
    assert "the text of a fax" not in caplog.text.replace('ZeroDivisionError("the text of a fax")', "")


def test_an_answer_for_somebody_who_is_gone_harms_nobody(qtbot: QtBot) -> None:
    gate, answered = threading.Event(), threading.Event()
    workers = Workers("test", 1)
    workers.run(gate.wait, lambda _: answered.set())
    shiboken6.delete(workers)
    gate.set()
    others = Workers("others", 1)
    with qtbot.waitSignal(others._answers.answered):
        others.run(lambda: None, lambda _: None)
    assert not answered.is_set()


class _Asker(QObject):
    told = Signal(object)

    def take(self, *answer: object) -> None:
        self.told.emit(answer)


@pytest.mark.parametrize("as_callback", [lambda asker: asker.take, lambda asker: partial(asker.take, 1)])
def test_a_widget_that_went_while_its_work_was_done_is_told_nothing(qtbot: QtBot, as_callback: Any) -> None:
    gate, ended = threading.Event(), []
    workers, asker = Workers("test", 1), _Asker()
    workers.run(gate.wait, as_callback(asker))
    workers.run(lambda: None, ended.append)
    shiboken6.delete(asker)
    gate.set()
    qtbot.waitUntil(lambda: bool(ended))


class _Held:
    """Stands for a closed window that only what was asked still holds."""

    def __init__(self, ended: list[threading.Thread]) -> None:
        self._ended = ended

    def __del__(self) -> None:
        self._ended.append(threading.current_thread())

    def work(self) -> None:
        """What is asked."""

    def take(self, answer: object) -> None:
        """What is told."""


@pytest.mark.parametrize("times", [1, 200])
def test_what_was_asked_comes_to_its_end_on_the_thread_of_the_window(qtbot: QtBot, times: int) -> None:
    """A window that ends on another thread takes the program with it."""
    ended: list[threading.Thread] = []
    workers = Workers("test", 2)
    for _ in range(times):
        workers.run(_Held(ended).work, lambda _: None)
        workers.run(lambda: None, _Held(ended).take)
        workers.run(_Held(ended).work, lambda _: None).cancel()
    qtbot.waitUntil(lambda: len(ended) == 3 * times)
    assert set(ended) == {threading.main_thread()}
