"""The private folder of a run: gone when it ends, however it ends, and nobody else's is touched."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from page_children import ROOT

from byfax_desktop.fax.process import scratch as scratch_module
from byfax_desktop.fax.process.scratch import Scratch

HOLDER = (
    "import sys, tempfile; sys.path.insert(0, sys.argv[1]); tempfile.tempdir = sys.argv[2]; "
    "from byfax_desktop.fax.process.scratch import Scratch; made = Scratch(); "
    "(made.folder / 'page.pdf').write_text('x'); "
    "print(made.folder, flush=True); sys.stdin.read(); made.remove()"
)


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def other_program(place: Path) -> tuple[subprocess.Popen[str], Path]:
    """A running program and its folder."""
    program = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(ROOT), str(place)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    folder = Path(program.stdout.readline().strip())
    assert folder.is_dir()
    return program, folder


def aged(folder: Path, seconds: float = 3600) -> None:
    """As if it had been made that long ago."""
    then = time.time() - seconds
    for path in (*folder.iterdir(), folder):
        os.utime(path, (then, then))


def test_it_is_removed_with_all_that_is_in_it() -> None:
    scratch = Scratch()
    (scratch.folder / "inner").mkdir()
    (scratch.folder / "inner" / "page.pdf").write_bytes(b"x")
    scratch.remove()
    assert not scratch.folder.exists()
    scratch.remove()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such bits")
def test_nobody_else_may_look_into_it() -> None:
    scratch = Scratch()
    assert stat.S_IMODE(scratch.folder.stat().st_mode) == 0o700
    scratch.remove()


def test_each_has_its_own(tmp_path: Path) -> None:
    one, other = Scratch(), Scratch()
    assert one.folder != other.folder
    one.remove()
    assert other.folder.is_dir()
    other.remove()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_program_left_is_removed_by_the_next(tmp_path: Path) -> None:
    program, folder = other_program(tmp_path)
    program.kill()
    program.communicate(timeout=30)
    assert (folder / "page.pdf").exists()
    aged(folder)
    scratch = Scratch()
    assert not folder.exists()
    scratch.remove()


def test_but_not_at_once_for_it_could_be_one_that_is_just_being_made(tmp_path: Path) -> None:
    program, folder = other_program(tmp_path)
    program.kill()
    program.communicate(timeout=30)
    aged(folder, scratch_module._YOUNG - 30)
    scratch = Scratch()
    assert folder.exists()
    scratch.remove()


def test_what_a_living_program_uses_stays(tmp_path: Path) -> None:
    program, folder = other_program(tmp_path)
    aged(folder)
    scratch = Scratch()
    assert (folder / "page.pdf").exists()
    program.communicate("", timeout=30)
    assert not folder.exists(), "it has removed its own"
    scratch.remove()


def test_what_this_very_program_uses_elsewhere_stays() -> None:
    first = Scratch()
    aged(first.folder)
    second = Scratch()
    assert first.folder.is_dir()
    first.remove()
    second.remove()


def test_foreign_folders_are_not_touched(tmp_path: Path) -> None:
    unlocked, named, other = (tmp_path / name for name in ("byfax-pages-a", "byfax-pagesb", "something"))
    for folder in (unlocked, named, other):
        folder.mkdir()
        (folder / "letter.txt").write_text("x")
    (named / ".alive").touch()
    plain_file = tmp_path / "byfax-pages-file"
    plain_file.touch()
    for folder in (unlocked, named, other):
        aged(folder)
    Scratch().remove()
    assert all((folder / "letter.txt").exists() for folder in (unlocked, named, other))
    assert plain_file.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such owners")
def test_another_user_s_folder_is_not_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = abandoned(tmp_path / "byfax-pages-theirs")
    monkeypatch.setattr(os, "getuid", lambda: theirs.stat().st_uid + 1)
    Scratch().remove()
    assert (theirs / "letter.txt").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_leads_to_no_other_place(tmp_path: Path) -> None:
    """Whoever may write to the common place could point from there to any folder of this user's."""
    target = abandoned(tmp_path / "documents")
    (tmp_path / "byfax-pages-link").symlink_to(target)
    Scratch().remove()
    assert (target / "letter.txt").exists()


def abandoned(folder: Path) -> Path:
    folder.mkdir()
    (folder / ".alive").touch()
    (folder / "letter.txt").write_text("x")
    aged(folder)
    return folder


def test_this_is_how_an_abandoned_one_looks(tmp_path: Path) -> None:
    """Else the tests above would prove nothing."""
    folder = abandoned(tmp_path / "byfax-pages-x")
    Scratch().remove()
    assert not folder.exists()
