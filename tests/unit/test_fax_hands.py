"""Threads that share out work: each task once, its result or failure to whoever gave it, and nobody waits for them."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError

import pytest
from page_children import ROOT

from byfax_desktop.fax.process.hands import Hands


@pytest.fixture
def hands() -> Iterator[Hands]:
    hands = Hands(2, "test-hands")
    yield hands
    hands.dismiss()


def test_each_gets_the_result_of_their_own_work(hands: Hands) -> None:
    futures = [hands.give(lambda number=number: number * number) for number in range(50)]  # type: ignore[misc]
    assert [future.result(30) for future in futures] == [number * number for number in range(50)]


def test_so_many_work_at_the_same_time(hands: Hands) -> None:
    together = threading.Barrier(2, timeout=30)
    for future in [hands.give(together.wait) for _ in range(2)]:
        future.result(30)


@pytest.mark.parametrize("failure", [ValueError, SystemExit, KeyboardInterrupt])
def test_a_failure_comes_back_and_the_hands_go_on(hands: Hands, failure: type[BaseException]) -> None:
    def fail() -> None:
        raise failure

    for _ in range(5):
        with pytest.raises(failure):
            hands.give(fail).result(30)
    assert hands.give(lambda: "well").result(30) == "well"


def test_what_was_not_begun_never_is_and_the_threads_end() -> None:
    begun, go = threading.Event(), threading.Event()

    def slow() -> bool:
        begun.set()
        return go.wait(30)

    hands = Hands(1, "dismissed-hands")
    first, second = hands.give(slow), hands.give(slow)
    assert begun.wait(30)
    hands.dismiss()
    go.set()
    assert first.result(30)
    with pytest.raises(CancelledError):
        second.result(30)
    for thread in threading.enumerate():
        if thread.name.startswith("dismissed-hands"):
            thread.join(30)
            assert not thread.is_alive()


def test_a_program_ends_whatever_they_are_doing() -> None:
    script = (
        f"import sys, threading; sys.path.insert(0, {str(ROOT)!r}); from byfax_desktop.fax.process.hands import Hands; "
        "begun = threading.Event(); Hands(2, 'x').give(lambda: (begun.set(), threading.Event().wait())); begun.wait(30)"
    )
    done = subprocess.run([sys.executable, "-I", "-c", script], timeout=30, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
