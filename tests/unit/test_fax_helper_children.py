"""The children of the page helper when something goes wrong with them, or with what they are asked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from page_children import answering

from byfax_desktop.fax.helper import PageHelper
from byfax_desktop.fax.process import child as child_room
from byfax_desktop.fax.process import crew as crew_room
from byfax_desktop.fax.process.crew import Crew, Lost
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind
from byfax_desktop.fax.wanted import WantedPage


def known(why: str) -> pytest.MarkDecorator:
    """A defect that is not put right yet."""
    return pytest.mark.xfail(strict=True, reason=why)


UNSEEN = known("the numbers are not looked at")
ROOT = Path(__file__).parents[2]
ONE_PAGE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj trailer<</Root 1 0 R>>"
)


def telling(answer: object, content: bytes = b"") -> list[str]:
    """A child that answers every request with the same."""
    head = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    return answering(f"write(struct.pack('<LL', {len(head)}, {len(content)}) + {head!r} + {content!r})")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "a.txt"
    made.write_text("text")
    return made


@pytest.fixture
def crews() -> Iterator[list[Crew]]:
    made: list[Crew] = []
    yield made
    for crew in made:
        crew.close()


def crew_of(crews: list[Crew], child: list[str], most: int = 1) -> Crew:
    crews.append(Crew(most, dict(os.environ), child))
    return crews[-1]


def result_of(thread_work: Any) -> tuple[threading.Thread, list[object]]:
    """What work on another thread returns or raises, once that has ended."""
    results: list[object] = []

    def run() -> None:
        try:
            results.append(thread_work())
        except BaseException as failure:
            results.append(failure)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread, results


# Children that have lost their mind


@pytest.mark.parametrize("memory", ["much", None, [], {}])
def test_a_child_that_cannot_count_its_memory_does_no_harm(path: Path, memory: object) -> None:
    answer = {"answer": {"kind": "text/plain", "pages": 1, "size": 4}, "memory": memory}
    helper = PageHelper(2, telling(answer), most=1)
    for _ in range(3):  # a child that is lost to the crew would be missed here
        thread, results = result_of(lambda: helper.inspect(path))
        thread.join(10)
        assert results, "the helper waits for ever"
        assert not isinstance(results[0], TypeError)
    helper.close()


@pytest.mark.parametrize(
    "head",
    [
        b"[" * 100_000,
        b'{"answer":' * 100_000,
        b'{"answer": {"kind": "text/plain", "pages": ' + b"9" * 9999 + b"}}",
    ],
    ids=["nested lists", "nested objects", "an immense number"],
)
def test_an_answer_that_is_hard_to_read_is_a_crash(path: Path, head: bytes) -> None:
    helper = PageHelper(10, telling(head), most=1)
    with pytest.raises(DocumentTrouble) as caught:
        helper.inspect(path)
    assert caught.value.kind is TroubleKind.CRASHED
    helper.close()


@pytest.mark.parametrize(
    "told",
    [
        {"pages": "many", "size": 4},
        {"pages": -1, "size": 4},
        {"pages": 1, "size": "large"},
        {"pages": [1], "size": 4},
        {"pages": 1.5, "size": 4},
    ],
)
def test_a_description_with_senseless_numbers_is_a_crash(path: Path, told: dict[str, Any]) -> None:
    helper = PageHelper(10, telling({"answer": {"kind": "text/plain", **told}}), most=1)
    with pytest.raises(DocumentTrouble) as caught:
        helper.inspect(path)
    assert caught.value.kind is TroubleKind.CRASHED
    helper.close()


@pytest.mark.parametrize(
    "told",
    [
        {"width": "a", "height": "b"},
        {"width": 2.0, "height": 3.0},
        {"width": -2, "height": -3},
        {"width": 0, "height": 0},
        {"width": 2, "height": 3, "seconds": "soon"},
    ],
)
def test_a_picture_with_senseless_numbers_is_a_crash(path: Path, told: dict[str, Any]) -> None:
    answer = {"coloured": False, "seconds": None, "left_out": None, **told}
    content = bytes(0 if told["width"] == 0 else 6)
    helper = PageHelper(10, telling({"answer": answer}, content), most=1)
    with pytest.raises(DocumentTrouble) as caught:
        helper.page(WantedPage(path, 0, 100))
    assert caught.value.kind is TroubleKind.CRASHED
    helper.close()


# Waiting for a child


@pytest.mark.skipif(os.name != "posix", reason="starts a script")
def test_whoever_waits_is_told_when_no_child_can_be_started(tmp_path: Path, crews: list[Crew]) -> None:
    """As while the program is replaced by a newer one: the first who waits must not be the last to hear of it."""
    child = tmp_path / "child"
    child.write_text(f"#!{sys.executable} -I\nimport os, sys\nsys.stdin.read(1)\nos.unlink({str(child)!r})\n")
    child.chmod(0o700)
    crew = crew_of(crews, [str(child)])
    asked = [result_of(lambda: crew.ask({"path": "x"}, 20)) for _ in range(4)]
    for thread, _ in asked:
        thread.join(10)

    assert all(results for _, results in asked), "somebody waits for ever"
    assert sum(isinstance(results[0], OSError) for _, results in asked) >= 2


def test_a_watch_that_cannot_be_kept_leaves_no_child_busy(
    crews: list[Crew], monkeypatch: pytest.MonkeyPatch
) -> None:
    crew = crew_of(crews, telling({"answer": {}, "memory": 1}))

    class NoThread(threading.Thread):
        def start(self) -> None:
            if self.name == "byfax-page-watch":
                raise RuntimeError("can't start new thread")
            super().start()

    with monkeypatch.context() as patched:
        patched.setattr(crew_room.threading, "Thread", NoThread)
        with pytest.raises((OSError, Lost)):
            crew.ask({"path": "x"}, 5)
    thread, results = result_of(lambda: crew.ask({"path": "x"}, 5))
    thread.join(10)

    assert results == [({"answer": {}, "memory": 1}, b"")]


def test_a_question_that_fails_does_not_end_the_watch(crews: list[Crew]) -> None:
    def failing() -> bool:
        raise ValueError

    crew = crew_of(crews, answering("time.sleep(300)"), most=2)
    _, first = result_of(lambda: crew.ask({"path": "x"}, 300, failing))
    thread, second = result_of(lambda: crew.ask({"path": "y"}, 0.5))
    thread.join(10)

    assert isinstance((second or [None])[0], Lost), "nobody ends what takes too long"
    crew.close()
    _wait_until(lambda: bool(first))


# What children keep


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_child_counts_its_own_memory_and_not_that_of_its_parent() -> None:
    """Linux lets a process begin with its parent's peak: a large window would wear out a child a request."""
    code = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from byfax_desktop.fax.process.crew import RETIRES_AT
from byfax_desktop.fax.helper import PageHelper
bytearray(RETIRES_AT + (64 << 20))
helper = PageHelper(60, most=1)
path = Path(sys.argv[1])
path.write_text("text")
children = set()
for _ in range(3):
    helper.inspect(path)
    children |= {{child.process.pid for child in helper._crew._idle}}
print(len(children))
helper.close()
"""
    path = Path(os.environ.get("TMPDIR", "/tmp")) / f"byfax-{os.getpid()}.txt"
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", code, str(path)], capture_output=True, text=True, check=True
        )
    finally:
        path.unlink(missing_ok=True)
    assert done.stdout.strip() == "1"


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_document_that_nobody_looks_at_any_more_is_let_go(tmp_path: Path) -> None:
    """Else a stick can't be ejected, and on Windows the document can't be saved over, while the window is open."""
    path = tmp_path / "one.pdf"
    path.write_bytes(ONE_PAGE)
    helper = PageHelper(most=1)
    helper.page(WantedPage(path, 0, 100))
    (child,) = helper._crew._idle
    folder = Path(f"/proc/{child.process.pid}/fd")
    _wait_until(
        lambda: str(path) not in {str(each.readlink()) for each in folder.iterdir()},
        "the document is still held open",
    )
    helper.close()


def test_nothing_is_left_of_a_crew_that_was_closed(path: Path) -> None:
    helper = PageHelper(most=2)
    helper.warm(2)
    helper.inspect(path)
    children = list(helper._crew._idle)
    folder = helper._scratch.folder
    helper.close()

    assert len(children) == 2
    for child in children:
        assert child.process.returncode is not None
        assert child.process.stdin is not None
        assert child.process.stdout is not None
        assert child.process.stdin.closed
        assert child.process.stdout.closed
    assert not folder.exists()
    with pytest.raises(DocumentTrouble):
        helper.inspect(path)
    helper.close()


def _wait_until(true: Any, what: str = "it never comes to that", seconds: float = 8) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, what
        threading.Event().wait(0.02)


def test_a_program_that_ends_does_not_wait_for_pages(path: Path) -> None:
    """As when the window is closed while a fax of prepared pages is made from a document that hangs."""
    looking = "{'answer': {'kind': 'text/plain', 'pages': 3, 'size': 4}, 'memory': 1}"
    child = answering(f"send({looking}) if request['do'] == 'inspect' else time.sleep(300)")
    code = f"""
import sys, threading
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.helper import PageHelper
from byfax_desktop.fax.wanted import FaxDocument
helper = PageHelper(10, {child!r}, most=2)
path = Path({str(path)!r})
arguments = [FaxDocument(path)], path.with_suffix(".tif"), Resolution.FINE, Mode.TEXT
threading.Thread(target=helper.rasterize, args=arguments, daemon=True).start()
while len(helper._crew._busy) < 2:
    threading.Event().wait(0.02)
threading.Event().wait(0.5)
print("over", flush=True)
"""
    program = subprocess.Popen(
        [sys.executable, "-I", "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    with program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"over\n"
        begun = time.monotonic()
        program.wait(60)

    assert time.monotonic() - begun < 5


@pytest.mark.skipif(sys.platform != "linux", reason="only there /proc is asked")
@pytest.mark.parametrize("status", ["Name:\tpython\nVmRSS:\t 1000 kB\n", None])
def test_a_system_that_tells_little_of_memory_is_no_trouble(
    monkeypatch: pytest.MonkeyPatch, status: str | None
) -> None:
    def read_text(_path: Path, *_options: object) -> str:
        if status is None:
            raise FileNotFoundError
        return status

    monkeypatch.setattr(Path, "read_text", read_text)
    assert child_room._memory() >= 0
