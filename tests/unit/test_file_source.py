"""Files on their way: read twice, written once, and never left half-done."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import tempfile
from pathlib import Path

import pytest

from byfax_desktop.service import files
from byfax_desktop.service.errors import AnswerUnreadable, LocalFileError, NotSent
from byfax_desktop.service.files import FileSource, FileTarget

DATA = bytes(range(256)) * 1000
MD5 = hashlib.md5(DATA).hexdigest()


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_a_file_knows_its_size_and_md5(tmp_path):
    path = tmp_path / "scan.pdf"
    path.write_bytes(DATA)
    source = FileSource.from_path(path)

    assert (source.size, source.md5, source.name) == (len(DATA), MD5, "scan.pdf")
    assert source == FileSource.from_bytes(DATA)
    with source.open() as first, source.open() as second:
        assert first.read() == second.read() == DATA


def test_nothing_of_a_file_shows_in_its_repr():
    assert "secret" not in repr(FileSource.from_bytes(b"secret"))


def test_a_file_that_is_not_there_is_told_by_its_name(tmp_path):
    with pytest.raises(LocalFileError, match=r"“gone\.pdf” could not be read") as caught:
        FileSource.from_path(tmp_path / "gone.pdf")
    assert isinstance(caught.value, NotSent)
    assert str(tmp_path) not in f"{caught.value}{caught.value.details}"


def test_a_folder_and_an_empty_file_are_told(tmp_path):
    (tmp_path / "empty.pdf").touch()

    with pytest.raises(LocalFileError, match="could not be read"):
        FileSource.from_path(tmp_path)
    with pytest.raises(LocalFileError, match=r"“empty\.pdf” is empty"):
        FileSource.from_path(tmp_path / "empty.pdf")


def test_a_file_that_goes_before_it_is_sent_is_told(tmp_path):
    path = tmp_path / "scan.pdf"
    path.write_bytes(DATA)
    source = FileSource.from_path(path)
    path.unlink()

    with pytest.raises(LocalFileError, match=r"“scan\.pdf” could not be read"):
        source.open()


def written(path: Path, data: bytes = DATA) -> FileTarget:
    target = FileTarget(path)
    target.begin()
    target.write(data)
    return target


def test_a_whole_file_takes_its_name_and_is_private(tmp_path):
    path = tmp_path / "fax.tif"
    path.write_bytes(b"old")
    target = written(path)

    assert path.read_bytes() == b"old"
    source = target.finish(len(DATA), MD5.upper())
    assert path.read_bytes() == DATA
    assert source == FileSource.from_bytes(DATA)
    assert names(tmp_path) == ["fax.tif"]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("size", "md5"), [(None, None), (len(DATA), None), (None, MD5), (len(DATA), "")])
def test_what_the_service_leaves_out_is_not_checked(tmp_path, size, md5):
    assert written(tmp_path / "fax.tif").finish(size, md5).size == len(DATA)


@pytest.mark.parametrize(("size", "md5"), [(len(DATA) - 1, MD5), (0, MD5), (len(DATA), MD5[::-1])])
def test_a_damaged_file_is_dropped(tmp_path, size, md5):
    path = tmp_path / "fax.tif"
    path.write_bytes(b"old")

    with pytest.raises(AnswerUnreadable, match="arrived damaged"):
        written(path).finish(size, md5)
    assert names(tmp_path) == ["fax.tif"]
    assert path.read_bytes() == b"old"


def test_giving_up_leaves_nothing_and_may_be_done_twice(tmp_path):
    target = written(tmp_path / "fax.tif")
    target.abandon()
    target.abandon()

    assert names(tmp_path) == []
    assert not target.started


def test_a_second_content_replaces_the_first(tmp_path):
    target = written(tmp_path / "fax.tif")
    target.begin()
    target.write(b"second")

    assert target.finish(6, hashlib.md5(b"second").hexdigest()).size == 6
    assert (tmp_path / "fax.tif").read_bytes() == b"second"
    assert names(tmp_path) == ["fax.tif"]


class FullDisk(io.FileIO):
    """Takes nothing."""

    def write(self, _data: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def full_disk(monkeypatch):
    monkeypatch.setattr(files.os, "fdopen", lambda handle, _mode: io.BufferedWriter(FullDisk(handle, "wb")))


def save(path: Path, data: bytes) -> None:
    """As a download goes: whatever happens, the target is given up at the end."""
    target = FileTarget(path)
    try:
        target.begin()
        target.write(data)
        target.finish(None, None)
    finally:
        target.abandon()


@pytest.mark.usefixtures("full_disk")
@pytest.mark.parametrize("size", [100, 1_000_000])
def test_a_full_disk_is_told_and_nothing_is_left(tmp_path, size):
    """A small file fills only the buffer, and fails when that is written out: at the end, or when it is closed."""
    with pytest.raises(LocalFileError, match=r"“fax\.tif” could not be saved") as caught:
        save(tmp_path / "fax.tif", bytes(size))
    assert "disk is full" in caught.value.do
    assert names(tmp_path) == []


@pytest.mark.usefixtures("full_disk")
def test_giving_up_on_a_full_disk_is_quiet(tmp_path):
    target = written(tmp_path / "fax.tif", b"x")
    target.abandon()

    assert names(tmp_path) == []


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(LocalFileError, match="could not be saved") as caught:
        FileTarget(tmp_path / "gone" / "fax.tif").begin()
    assert "folder exists" in caught.value.do


def test_the_file_grows_beside_its_place(tmp_path):
    """Only there can it take its name in one step, and only there does it count towards the right disk."""
    folder = tmp_path / "faxes"
    folder.mkdir()
    target = written(folder / "fax.tif")

    (part,) = folder.iterdir()
    assert part.name.startswith(".byfax-")
    assert Path(tempfile.gettempdir()) != folder
    target.abandon()
