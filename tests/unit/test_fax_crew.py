"""The children that look into documents: used again, never too many, and gone when they hang, grow or are let go."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from page_children import answering, nothing_left, spied

from byfax_desktop.fax.process import crew as crew_module
from byfax_desktop.fax.process.crew import (
    RETIRES_AT,
    Abandoned,
    Crew,
    Lost,
    TooLong,
    TooMuch,
    child_environment,
    never,
)

OBEDIENT = answering('exec(request.get("act", ""))\nsend({"pid": os.getpid(), "memory": 0})')
"""Does what the request says, then tells which child it is."""
MANY_SECONDS = 100.0


@pytest.fixture(autouse=True)
def _all_is_tidied_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(crew_module, "_RESTS_AFTER", MANY_SECONDS)
    with nothing_left():
        yield


@pytest.fixture
def crew_of() -> Iterator[Callable[..., Crew]]:
    crews = []

    def make(most: int, program: list[str] = OBEDIENT) -> Crew:
        crews.append(Crew(most, dict(os.environ), program))
        return crews[-1]

    yield make
    for each in crews:
        each.close()


def ask(
    crew: Crew,
    document: str = "a",
    act: str = "",
    seconds: float = MANY_SECONDS,
    cancelled: Callable[[], bool] = never,
) -> Any:
    """Which child answered."""
    return crew.ask({"path": document, "act": act}, seconds, cancelled)[0]["pid"]


def waiting(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Set when a thread begins to wait for a free child."""
    waits = threading.Event()
    wait = crew._changed.wait

    def told(timeout: float | None = None) -> bool:
        waits.set()
        return wait(timeout)

    monkeypatch.setattr(crew._changed, "wait", told)
    return waits


class TestUse:
    def test_a_child_answers_again_and_again(self, crew_of: Callable[..., Crew]) -> None:
        crew = crew_of(2)
        assert len({ask(crew) for _ in range(5)}) == 1

    def test_what_it_sends_along_arrives(self, crew_of: Callable[..., Crew]) -> None:
        crew = crew_of(1, answering('send({"told": request["path"]}, bytes(3_000_000) + b"end")'))
        told, content = crew.ask({"path": "Счёт"}, MANY_SECONDS)
        assert (told, len(content), content[-3:]) == ({"told": "Счёт"}, 3_000_003, b"end")

    def test_a_document_comes_to_the_child_that_knows_it(self, crew_of: Callable[..., Crew]) -> None:
        crew = crew_of(3)
        knows = {document: ask(crew, document) for document in "abc"}
        assert len(set(knows.values())) == 3
        assert {document: ask(crew, document) for document in "cab"} == knows

    def test_a_new_document_comes_to_the_child_that_rested_longest(
        self, crew_of: Callable[..., Crew]
    ) -> None:
        crew = crew_of(2)
        first, second = ask(crew, "a"), ask(crew, "b")
        assert ask(crew, "a") == first
        assert ask(crew, "c") == second

    def test_one_that_was_warmed_is_taken_first(
        self, crew_of: Callable[..., Crew], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        children = spied(monkeypatch)
        crew = crew_of(3)
        crew.warm()
        crew.warm()
        assert len(children) == 1
        assert ask(crew, "a") == children[0].pid
        crew.warm(2)
        assert ask(crew, "b") == children[1].pid
        assert ask(crew, "a") == children[0].pid
        assert len(children) == 2

    def test_there_are_never_more_than_allowed(
        self, crew_of: Callable[..., Crew], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        children = spied(monkeypatch)
        crew = crew_of(2)
        crew.warm(7)
        with ThreadPoolExecutor(6) as pool:
            found = set(pool.map(lambda number: ask(crew, str(number), "time.sleep(0.02)"), range(30)))
        assert found == {child.pid for child in children}
        assert len(children) == 2

    def test_two_documents_are_looked_at_at_the_same_time(
        self, crew_of: Callable[..., Crew], tmp_path: Path
    ) -> None:
        crew = crew_of(2)
        here, there = tmp_path / "here", tmp_path / "there"
        with ThreadPoolExecutor(2) as pool:
            one = pool.submit(ask, crew, "a", f"open({str(here)!r}, 'w'); wait_for({str(there)!r})")
            other = pool.submit(ask, crew, "b", f"open({str(there)!r}, 'w'); wait_for({str(here)!r})")
            assert one.result(60) != other.result(60)

    def test_who_finds_all_busy_waits(
        self, crew_of: Callable[..., Crew], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        crew = crew_of(1)
        waits = waiting(crew, monkeypatch)
        with ThreadPoolExecutor(2) as pool:
            first = pool.submit(ask, crew, "a", f"wait_for({str(tmp_path / 'go')!r})")
            second = pool.submit(ask, crew, "a", f"wait_for({str(tmp_path / 'go')!r})")
            assert waits.wait(30)
            assert not any(call.done() for call in (first, second))
            (tmp_path / "go").touch()
            assert first.result(30) == second.result(30)


class TestLoss:
    def test_a_child_that_dies_is_lost_and_another_comes(self, crew_of: Callable[..., Crew]) -> None:
        crew = crew_of(1)
        with pytest.raises(Lost) as caught:
            ask(crew, act="os._exit(0)")
        assert caught.type is Lost
        assert ask(crew) > 0

    def test_one_that_died_while_it_rested_is_not_asked(
        self, crew_of: Callable[..., Crew], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        children = spied(monkeypatch)
        crew = crew_of(2)
        ask(crew)
        children[0].kill()
        children[0].wait()
        assert ask(crew) == children[1].pid

    @pytest.mark.parametrize(
        "act",
        [
            "write(b'nonsense that is long enough')",
            "write(b'abc'); os._exit(0)",
            "write(struct.pack('<LL', 2, 0) + b'[]')",
            "write(struct.pack('<LL', 2, 9) + b'{}' + b'less'); os._exit(0)",
            "write(struct.pack('<LL', 200_000, 0) + b'[' * 200_000)",
            "send({'memory': 'all of it'}, b''); os._exit(0)",
        ],
        ids=["no frame", "cut sizes", "no object", "cut content", "too deep", "no number"],
    )
    def test_babble_is_a_loss_and_harms_nobody_else(self, crew_of: Callable[..., Crew], act: str) -> None:
        crew = crew_of(1)
        try:
            told, _ = crew.ask({"path": "a", "act": act}, MANY_SECONDS)
        except Lost:
            told = {}
        assert "pid" not in told
        assert ask(crew) > 0

    def test_one_that_held_much_memory_is_replaced_after_its_answer(
        self, crew_of: Callable[..., Crew]
    ) -> None:
        crew = crew_of(1)
        first, still_first = ask(crew), ask(crew)
        grown, _ = crew.ask({"path": "a", "act": grown_by(RETIRES_AT)}, MANY_SECONDS)
        assert first == still_first == grown["pid"]
        assert ask(crew) != first

    def test_one_that_held_a_little_less_stays(self, crew_of: Callable[..., Crew]) -> None:
        crew = crew_of(1)
        told, _ = crew.ask({"path": "a", "act": grown_by(RETIRES_AT - 1)}, MANY_SECONDS)
        assert ask(crew) == told["pid"]

    def test_no_program_to_start_is_an_os_error_each_time(self, crew_of: Callable[..., Crew]) -> None:
        crew = crew_of(1, ["/nowhere/at/all"])
        for _ in range(3):
            with pytest.raises(OSError, match="nowhere"):
                ask(crew)
        with pytest.raises(OSError, match="nowhere"):
            crew.warm()


class TestLimits:
    def test_a_child_may_take_so_long_and_no_longer(self, crew_of: Callable[..., Crew]) -> None:
        crew = crew_of(1)
        began = time.monotonic()
        with pytest.raises(TooLong):
            ask(crew, act="time.sleep(300)", seconds=0.3)
        assert 0.3 <= time.monotonic() - began < 60
        assert ask(crew) > 0

    def test_waiting_for_a_free_child_takes_nothing_off_the_time(
        self, crew_of: Callable[..., Crew], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        crew = crew_of(1)
        waits = waiting(crew, monkeypatch)
        with ThreadPoolExecutor(2) as pool:
            first = pool.submit(ask, crew, "a", f"wait_for({str(tmp_path / 'go')!r}); time.sleep(3)")
            for _ in range(1000):  # until the only child is taken
                if crew._busy:
                    break
                time.sleep(0.01)
            second = pool.submit(ask, crew, "b", "", 2)
            assert waits.wait(30)
            (tmp_path / "go").touch()
            assert first.result(60) == second.result(60)

    def test_a_request_that_is_never_read_is_ended(self, crew_of: Callable[..., Crew]) -> None:
        crew = crew_of(1, [sys.executable, "-I", "-S", "-c", "import time; time.sleep(300)"])
        with pytest.raises(TooLong):
            ask(crew, "x" * 200_000, seconds=0.3)

    def test_what_nobody_wants_any_more_is_killed_after_a_moment(self, crew_of: Callable[..., Crew]) -> None:
        crew = crew_of(1)
        asked: list[float] = []

        def cancelled() -> bool:
            asked.append(time.monotonic())
            return True

        with pytest.raises(Abandoned):
            ask(crew, act="time.sleep(300)", cancelled=cancelled)
        assert crew_module._ABANDONED_AFTER <= time.monotonic() - asked[0] < 60

    def test_but_one_that_is_nearly_done_is_kept(
        self, crew_of: Callable[..., Crew], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(crew_module, "_ABANDONED_AFTER", MANY_SECONDS)
        go = tmp_path / "go"
        crew = crew_of(1)

        def cancelled() -> bool:
            go.touch()
            return True

        first = ask(crew, act=f"wait_for({str(go)!r})", cancelled=cancelled)
        assert ask(crew) == first

    def test_one_that_is_given_something_else_meanwhile_is_not_killed(
        self, crew_of: Callable[..., Crew], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """That the last request was cancelled must not end the next one."""
        go = tmp_path / "go"
        crew = crew_of(1)

        def cancelled() -> bool:
            go.touch()
            return True

        monkeypatch.setattr(crew_module, "_ABANDONED_AFTER", MANY_SECONDS)
        first = ask(crew, act=f"wait_for({str(go)!r})", cancelled=cancelled)
        monkeypatch.setattr(crew_module, "_ABANDONED_AFTER", 0)
        assert ask(crew, act="time.sleep(0.5)") == first

    def test_who_waits_for_a_free_child_may_change_their_mind(
        self, crew_of: Callable[..., Crew], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        crew = crew_of(1)
        waits = waiting(crew, monkeypatch)
        with ThreadPoolExecutor(2) as pool:
            first = pool.submit(ask, crew, "a", f"wait_for({str(tmp_path / 'go')!r})")
            for _ in range(1000):
                if crew._busy:
                    break
                time.sleep(0.01)
            second = pool.submit(ask, crew, "b", "", MANY_SECONDS, waits.is_set)
            with pytest.raises(Abandoned):
                second.result(30)
            assert not first.done()
            (tmp_path / "go").touch()
            assert first.result(30) > 0

    @pytest.mark.skipif(sys.platform == "win32", reason="its pages don't count before they are touched")
    def test_one_that_takes_too_much_memory_is_killed_where_the_system_does_not_bound_it(
        self, crew_of: Callable[..., Crew], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(crew_module, "KILLED_AT", 100 << 20)
        crew = crew_of(1)
        monkeypatch.setattr(crew, "_watches_memory", True)
        little = ask(crew, act="time.sleep(0.5)")
        assert ask(crew) == little
        with pytest.raises(TooMuch):
            ask(crew, act="much = b'x' * (200 << 20); time.sleep(300)")

    def test_nothing_is_watched_while_all_rest(
        self, crew_of: Callable[..., Crew], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(crew_module, "_RESTS_AFTER", 0)
        crew = crew_of(1)
        ask(crew, act="time.sleep(0.3)")
        until_nothing_is_watched(crew)
        with pytest.raises(TooLong):
            ask(crew, act="time.sleep(300)", seconds=0.1)

    def test_one_that_rests_has_let_go_of_its_document(
        self, crew_of: Callable[..., Crew], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(crew_module, "_RESTS_AFTER", 0)
        crew = crew_of(2)
        first = ask(crew, "a")
        until_nothing_is_watched(crew)
        assert ask(crew, "b") == first, "it is as good as a new one"


class TestClose:
    def test_who_rests_is_gone(self, crew_of: Callable[..., Crew], monkeypatch: pytest.MonkeyPatch) -> None:
        children = spied(monkeypatch)
        crew = crew_of(3)
        crew.warm(3)
        crew.close()
        assert [child.returncode is not None for child in children] == [True] * 3
        with pytest.raises(Abandoned):
            ask(crew)
        crew.warm()
        assert len(children) == 3

    def test_who_is_busy_and_who_waits_for_them_is_released(
        self, crew_of: Callable[..., Crew], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        crew = crew_of(1)
        waits = waiting(crew, monkeypatch)
        with ThreadPoolExecutor(3) as pool:
            calls = [pool.submit(ask, crew, "a", "time.sleep(300)") for _ in range(3)]
            assert waits.wait(30)
            crew.close()
            for call in calls:
                with pytest.raises(Abandoned):
                    call.result(30)

    def test_it_may_happen_twice(self, crew_of: Callable[..., Crew]) -> None:
        crew = crew_of(1)
        ask(crew)
        crew.close()
        crew.close()


class TestEnvironment:
    def test_it_has_no_settings_of_ours_and_temporary_files_are_private(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("BYFAX_API_SECRET", "nobody-sees")
        monkeypatch.setenv("LANG", "ru_RU.UTF-8")
        found = child_environment(tmp_path)
        assert not any(name.startswith("BYFAX_") for name in found)
        assert found["LANG"] == "ru_RU.UTF-8"
        assert {found[name] for name in ("TMPDIR", "TEMP", "TMP")} == {str(tmp_path)}


def grown_by(memory: int) -> str:
    """Has a child answer that it held so much, instead of the usual."""
    return f"send({{'pid': os.getpid(), 'memory': {memory}}}); request = receive(); exec(request['act'])"


def until_nothing_is_watched(crew: Crew) -> None:
    watch = crew._watch
    if watch is not None:
        watch.join(30)
    assert crew._watch is None
