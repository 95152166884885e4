"""One window for a data folder, and the door at which later starts knock."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from byfax_desktop.desktop import doorway_socket
from byfax_desktop.desktop.doorway import AT_ONCE, Doorway, hand_over
from byfax_desktop.desktop.handover import LIMIT, Handover
from byfax_desktop.desktop.instance import Instance, NobodyAnswers, Place, join
from byfax_desktop.options import WindowOptions

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sockets")

ROOT = Path(__file__).parents[2]
LETTER = Handover((Path("/home/me/letter.pdf"),), ("+4930123456",))
FIRST = """
import sys
from pathlib import Path
from byfax_desktop.desktop.doorway import Doorway
from byfax_desktop.desktop.instance import Instance, Place
place = Place(Path(sys.argv[1]))
instance = Instance.claim(place)
Doorway(place.address_file, lambda handover: None).open()
print("open", flush=True)
sys.stdin.read()
"""


class Door:
    """An open doorway that remembers what came."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.came: queue.SimpleQueue[Handover] = queue.SimpleQueue()
        self.doorway = Doorway(place.address_file, self.came.put)
        self.doorway.open()

    @property
    def socket_path(self) -> Path:
        """Where it listens."""
        return Path(self.place.address_file.read_text("utf-8"))

    def connect(self) -> socket.socket:
        """A caller that says nothing yet."""
        caller = socket.socket(socket.AF_UNIX)
        caller.settimeout(10)
        caller.connect(str(self.socket_path))
        return caller


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "data")


@pytest.fixture
def door(place: Place) -> Iterator[Door]:
    place.folder.mkdir(mode=0o700)
    opened = Door(place)
    yield opened
    opened.doorway.close()


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder whose path leaves room for a socket's, unlike those of some tests."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        yield Path(folder)


def first_in_a_process(place: Place) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", FIRST, str(place.folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    return process


def test_the_first_start_has_the_place_and_no_other_until_it_ends(place: Place) -> None:
    first = Instance.claim(place)
    assert first is not None
    assert Instance.claim(place) is None
    first.close()
    assert Instance.claim(place) is not None


def test_each_folder_and_each_account_asked_for_has_a_place_of_its_own(tmp_path: Path) -> None:
    places = [Place(tmp_path / "a"), Place(tmp_path / "b"), Place(tmp_path / "a", "demo")]
    assert all(Instance.claim(place) for place in places)


def test_the_files_of_the_place_are_for_their_owner_alone(place: Place) -> None:
    instance = Instance.claim(place)
    door = Door(place)
    assert instance is not None
    assert place.folder.stat().st_mode & 0o777 == 0o700
    for path in (place.lock_file, place.address_file, door.socket_path):
        assert path.stat().st_mode & 0o777 == 0o600
    assert door.socket_path.parent.stat().st_mode & 0o777 == 0o700
    door.doorway.close()


def test_a_second_start_hands_over_what_it_was_given(place: Place) -> None:
    first = join(place, Handover())
    assert first is not None
    door = Door(place)
    assert join(place, LETTER) is None
    told = [door.came.get(timeout=10) for _ in range(2)]
    assert told == [Handover(numbers=LETTER.numbers), Handover(LETTER.files)]
    door.doorway.close()


def test_a_hidden_start_leaves_the_window_that_is_there_alone(place: Place) -> None:
    first = join(place, None)
    assert first is not None
    door = Door(place)
    assert join(place, None) is None
    assert door.came.empty()
    door.doorway.close()


def test_a_start_that_brings_something_is_never_hidden(tmp_path: Path) -> None:
    assert WindowOptions(hidden=True).begins_hidden
    assert not WindowOptions(hidden=True, numbers=("+4930",)).begins_hidden
    assert not WindowOptions(hidden=True, files=(tmp_path,)).begins_hidden
    assert not WindowOptions().begins_hidden


def test_a_start_waits_for_one_that_is_just_beginning(place: Place) -> None:
    first = Instance.claim(place)
    assert first is not None
    ended: list[object] = []
    second = threading.Thread(target=lambda: ended.append(join(place, LETTER)))
    second.start()
    door = Door(place)
    second.join(20)
    assert ended == [None]
    door.doorway.close()


def test_a_start_takes_the_place_of_one_that_is_just_ending(place: Place) -> None:
    first = Instance.claim(place)
    assert first is not None
    ended: list[Instance | None] = []
    second = threading.Thread(target=lambda: ended.append(join(place, LETTER)))
    second.start()
    first.close()
    second.join(20)
    assert isinstance(ended[0], Instance)


def test_where_nobody_answers_that_is_told(place: Place) -> None:
    first = Instance.claim(place)
    assert first is not None
    with pytest.raises(NobodyAnswers):
        join(place, LETTER, patience=0.2)


def test_a_program_that_was_killed_leaves_nothing_in_the_way(place: Place) -> None:
    process = first_in_a_process(place)
    left = Path(place.address_file.read_text("utf-8"))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert left.exists()

    assert not hand_over(place.address_file, next(LETTER.messages()))
    first = join(place, LETTER)
    assert first is not None
    door = Door(place)
    assert not left.parent.exists(), "what the killed one left is cleared away"
    assert join(place, LETTER) is None
    door.doorway.close()


@pytest.mark.parametrize("noise", [b"", b"\0" * 100, b"{}", b"GET / HTTP/1.1\r\n\r\n", b"[" * 20_000])
def test_noise_is_answered_with_nothing_and_the_next_is_served(door: Door, noise: bytes) -> None:
    with door.connect() as caller:
        caller.sendall(noise)
        caller.shutdown(socket.SHUT_WR)
        assert caller.recv(100) == b""
    assert hand_over(door.place.address_file, next(LETTER.messages()))
    assert door.came.get(timeout=10).numbers == LETTER.numbers
    assert door.came.empty()


def test_one_who_does_not_stop_talking_is_cut_off(door: Door) -> None:
    with door.connect() as caller:
        # Cut off in the middle of it, or after the last byte that the system took.
        with contextlib.suppress(OSError):
            for _ in range(64):
                caller.sendall(b" " * LIMIT)
        with contextlib.suppress(OSError):
            assert caller.recv(100) == b""
    assert door.came.empty()


def test_those_who_say_nothing_keep_nobody_out(door: Door) -> None:
    callers = [door.connect() for _ in range(4 * AT_ONCE)]
    waiting = [next(LETTER.messages())]
    while waiting:
        # Each silent one has a second; whoever waits longer than that knocks again.
        if hand_over(door.place.address_file, waiting[0]):
            del waiting[0]
    assert door.came.get(timeout=10).numbers == LETTER.numbers
    for caller in callers:
        caller.close()


def test_a_name_that_somebody_else_has_taken_is_not_talked_to(door: Door, tmp_path: Path) -> None:
    open_to_all = tmp_path / "open"
    open_to_all.mkdir()
    open_to_all.chmod(0o755)
    squatter = socket.socket(socket.AF_UNIX)
    squatter.bind(str(open_to_all / "door"))
    squatter.listen()
    door.place.address_file.write_text(str(open_to_all / "door"), "utf-8")
    assert not hand_over(door.place.address_file, next(LETTER.messages()))
    squatter.settimeout(0)
    with pytest.raises(BlockingIOError):
        squatter.accept()
    squatter.close()


@pytest.mark.parametrize("content", ["", "relative", "/nowhere/door", "\0", "/etc/passwd", "x" * 5000])
def test_an_address_that_leads_nowhere_is_no_more_than_that(place: Place, content: str) -> None:
    place.folder.mkdir()
    place.address_file.write_text(content, "utf-8")
    assert not hand_over(place.address_file, next(LETTER.messages()))


def test_clearing_away_touches_nothing_that_was_not_made_here(place: Place, tmp_path: Path) -> None:
    mine = tmp_path / "byfax-mine"
    mine.mkdir()
    (mine / "door").write_text("a letter", "utf-8")
    place.folder.mkdir()
    place.address_file.write_text(str(mine / "door"), "utf-8")
    door = Door(place)
    assert (mine / "door").read_text("utf-8") == "a letter"
    door.doorway.close()


def test_another_user_is_not_heard(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    with door.connect() as caller:
        caller.sendall(next(LETTER.messages()))
        caller.shutdown(socket.SHUT_WR)
        assert caller.recv(100) == b"taken"
    door.came.get(timeout=10)
    monkeypatch.setattr(doorway_socket, "_is_same_user", lambda connection: False)
    with door.connect() as caller:
        assert caller.recv(100) == b""
    assert door.came.empty()


def as_nobody(path: Path) -> bytes | None:
    """What another user hears who talks to a socket; None where they cannot even reach it."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            os.setuid(65534)
            with socket.socket(socket.AF_UNIX) as caller:
                caller.connect(str(path))
                os.write(writes, b"!")
                caller.sendall(next(LETTER.messages()))
                caller.shutdown(socket.SHUT_WR)
                os.write(writes, caller.recv(100))
        os._exit(0)
    os.close(writes)
    os.waitpid(child, 0)
    with os.fdopen(reads, "rb") as heard:
        told = heard.read()
    return told[1:] if told else None


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="needs a second user")
def test_a_second_user_cannot_reach_it_and_is_not_heard_where_they_could(
    short_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    short_folder.chmod(0o755)
    place = Place(short_folder / "data")
    first = Instance.claim(place)
    assert first is not None
    door = Door(place)
    assert as_nobody(door.socket_path) is None
    for folder in (door.socket_path.parent, door.socket_path.parent.parent):
        folder.chmod(0o755)
    door.socket_path.chmod(0o666)
    assert as_nobody(door.socket_path) == b""
    assert door.came.empty()
    door.doorway.close()


def test_the_socket_lies_in_the_folder_of_the_session_where_there_is_one(short_folder: Path) -> None:
    runtime = short_folder / "run"
    runtime.mkdir()
    ear = doorway_socket.SocketEar(short_folder, environment={"XDG_RUNTIME_DIR": str(runtime)})
    assert Path(ear.address).parent.parent == runtime
    ear.close()
    assert list(runtime.iterdir()) == []


@pytest.mark.parametrize("named", ["", "relative/run", "/nowhere/at/all"])
def test_without_one_it_lies_in_the_data_folder(short_folder: Path, named: str) -> None:
    ear = doorway_socket.SocketEar(short_folder, environment={"XDG_RUNTIME_DIR": named})
    assert Path(ear.address).parent.parent == short_folder
    ear.close()


def test_a_data_folder_with_a_name_too_long_for_sockets_has_a_doorway_too(tmp_path: Path) -> None:
    place = Place(tmp_path / ("long" * 40))
    place.folder.mkdir(mode=0o700)
    door = Door(place)
    assert len(os.fsencode(door.socket_path)) <= 100
    assert hand_over(place.address_file, next(LETTER.messages()))
    door.doorway.close()
