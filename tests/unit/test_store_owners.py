"""Owners: who works on the data, and who is proved to work no more."""

from __future__ import annotations

import signal
import stat
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import FileLock
from small_disk import without_rights

from byfax_desktop.store.owners import Owner
from byfax_desktop.store.trouble import StoreTrouble

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from pathlib import Path
from byfax_desktop.store.owners import Owner

owner = Owner(Path(sys.argv[1]))
print(owner.name, flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data" / "owners"


@pytest.fixture
def owner(folder):
    opened = Owner(folder)
    yield opened
    opened.close()


@contextmanager
def program(folder):
    """Another program that works on the data: its process, and its name as an owner."""
    child = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    try:
        yield child, child.stdout.readline().strip()
    finally:
        child.kill()
        child.communicate(timeout=30)


def locks(folder):
    return sorted(path.stem for path in folder.glob("*.lock"))


def test_a_program_that_runs_has_not_ended(owner, folder):
    with program(folder) as (_, name):
        assert not owner.has_ended(name)
        assert not owner.has_ended(name), "asking did not take its lock away"
        assert not owner.is_alone()
        assert locks(folder) == sorted([owner.name, name])


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_program_that_stands_still_has_not_ended(owner, folder):
    with program(folder) as (child, name):
        child.send_signal(signal.SIGSTOP)
        try:
            assert not owner.has_ended(name)
        finally:
            child.send_signal(signal.SIGCONT)


def test_a_program_that_was_killed_has_ended_and_leaves_no_lock(owner, folder):
    with program(folder) as (child, name):
        child.kill()
        child.wait(30)

        assert owner.has_ended(name)
        assert locks(folder) == [owner.name]
        assert owner.has_ended(name), "which stays so"
        assert owner.is_alone()


def test_of_several_programs_only_those_that_were_killed_have_ended(owner, folder):
    with program(folder) as (first, dead), program(folder) as (_, alive):
        first.kill()
        first.wait(30)

        assert not owner.is_alone()
        assert locks(folder) == sorted([owner.name, alive])
        assert owner.has_ended(dead)
        assert not owner.has_ended(alive)


def test_an_owner_has_not_ended_in_its_own_eyes(owner, folder):
    assert not owner.has_ended(owner.name)
    assert owner.is_alone()
    assert locks(folder) == [owner.name]


def test_two_owners_in_one_process_are_two(owner, folder):
    other = Owner(folder)

    assert other.name != owner.name
    assert not owner.has_ended(other.name)
    assert not other.has_ended(owner.name)
    other.close()
    assert owner.has_ended(other.name)
    assert not Owner(folder).has_ended(owner.name)


def test_an_owner_may_be_closed_by_another_thread_and_twice(folder, owner):
    other = Owner(folder)
    thread = threading.Thread(target=other.close)
    thread.start()
    thread.join(30)
    other.close()

    assert owner.has_ended(other.name)
    assert locks(folder) == [owner.name]


def test_programs_that_begin_while_others_clear_away_all_count_as_alive(owner, folder):
    """The file of a new owner is there for a moment before it is locked: that moment must not make it a dead one."""
    done = threading.Event()
    sweepers = [Owner(folder) for _ in range(2)]

    def sweep(sweeper):
        while not done.is_set():
            sweeper.is_alone()

    threads = [threading.Thread(target=sweep, args=(each,)) for each in sweepers]
    for thread in threads:
        thread.start()
    try:
        for _ in range(300):
            begun = Owner(folder)
            assert not owner.has_ended(begun.name)
            begun.close()
    finally:
        done.set()
        for thread in threads:
            thread.join(30)
        for sweeper in sweepers:
            sweeper.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows removes no file that is open")
def test_the_file_of_a_dead_owner_is_gone_before_its_lock_is_free(owner, folder, monkeypatch):
    """Else a file that somebody made and locked in between would be removed, and its owner be taken for dead."""
    dead = folder / "dead.lock"
    dead.touch()
    was_there = []
    release = FileLock.release
    monkeypatch.setattr(FileLock, "release", lambda lock: (was_there.append(dead.exists()), release(lock)))

    assert owner.has_ended("dead")

    assert was_there[0] is False


def test_locks_are_private(owner, folder):
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / f"{owner.name}.lock").stat().st_mode) == 0o600


def test_a_folder_that_may_not_be_written_is_explained():
    with without_rights() as folder:
        folder.chmod(0o500)
        with pytest.raises(StoreTrouble, match="cannot be written"):
            Owner(folder)
        with pytest.raises(StoreTrouble, match="cannot be written"):
            Owner(folder / "owners")
