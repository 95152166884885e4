"""The spool: what was sent is what is faxed, whatever becomes of the original."""

from __future__ import annotations

import hashlib
import os
import stat
import threading
import time
from pathlib import Path

import pytest
from small_disk import small_disk, without_rights

from byfax_desktop.store import spool as spool_module
from byfax_desktop.store.spool import Spool
from byfax_desktop.store.trouble import StoreTrouble

DAY = 24 * 3600
MEMORY = Path("/proc/self/mem")
TEXT = b"A letter that is to be faxed."


@pytest.fixture
def spool(tmp_path):
    return Spool(tmp_path / "data" / "spool")


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_bytes(TEXT)
    return path


@pytest.fixture
def no_spare(monkeypatch):
    """A disk may be filled to its last byte, as another program may do meanwhile."""
    monkeypatch.setattr(spool_module, "_SPARE", -(1 << 40))


def lying_in(spool):
    return sorted(path.name for path in spool.folder.iterdir()) if spool.folder.exists() else []


def age(path, seconds):
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_a_copy_lies_under_the_name_of_its_content(spool, letter):
    kept = spool.keep(letter)

    sha256, md5 = hashlib.sha256(TEXT).hexdigest(), hashlib.md5(TEXT).hexdigest()
    assert (kept.sha256, kept.md5, kept.size, kept.name) == (sha256, md5, len(TEXT), "letter.txt")
    assert kept.ref == md5
    assert lying_in(spool) == [sha256]
    assert spool.path(kept).read_bytes() == TEXT


def test_a_ref_that_is_given_is_kept(spool, letter):
    assert spool.keep(letter, "mine").ref == "mine"


def test_a_document_of_several_chunks_is_copied_whole(spool, tmp_path):
    big = os.urandom(3 * (1 << 20) + 17)
    (tmp_path / "big.tif").write_bytes(big)

    kept = spool.keep(tmp_path / "big.tif")

    assert (kept.size, kept.sha256) == (len(big), hashlib.sha256(big).hexdigest())
    assert spool.path(kept).read_bytes() == big


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_only_its_owner_can_look_into_it(spool, letter):
    letter.chmod(0o644)
    before = os.umask(0o022)
    try:
        kept = spool.keep(letter)
    finally:
        os.umask(before)

    assert stat.S_IMODE(spool.path(kept).stat().st_mode) == 0o600
    assert stat.S_IMODE(spool.folder.stat().st_mode) == 0o700


def test_an_original_that_is_edited_or_deleted_afterwards_changes_nothing(spool, letter):
    kept = spool.keep(letter)

    letter.write_bytes(b"Something else.")
    assert spool.path(kept).read_bytes() == TEXT
    letter.unlink()
    assert spool.path(kept).read_bytes() == TEXT


def test_the_same_content_is_there_once(spool, letter, tmp_path):
    (tmp_path / "copy.txt").write_bytes(TEXT)

    first, second = spool.keep(letter), spool.keep(tmp_path / "copy.txt")

    assert spool.path(first) == spool.path(second)
    assert (first.name, second.name) == ("letter.txt", "copy.txt")
    assert len(lying_in(spool)) == 1


def test_a_copy_that_was_damaged_is_made_good_by_another(spool, letter):
    kept = spool.keep(letter)
    spool.path(kept).write_bytes(b"damaged")

    spool.keep(letter)

    assert spool.path(kept).read_bytes() == TEXT


def test_several_copy_at_once(spool, tmp_path):
    start = threading.Barrier(6)
    kept = []

    def copy(number):
        path = tmp_path / f"{number}.txt"
        path.write_bytes(bytes([number % 2]) * (1 << 20))
        start.wait()
        kept.append(spool.keep(path))

    threads = [threading.Thread(target=copy, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert len(kept) == 6
    assert lying_in(spool) == sorted({each.sha256 for each in kept})
    assert all(hashlib.sha256(spool.path(each).read_bytes()).hexdigest() == each.sha256 for each in kept)


# What fails


def test_a_document_that_is_gone_is_an_error_of_the_document(spool, tmp_path):
    with pytest.raises(FileNotFoundError):
        spool.keep(tmp_path / "gone.txt")
    assert lying_in(spool) == []


def test_a_document_that_may_not_be_read_is_an_error_of_the_document():
    with without_rights() as folder:
        letter = folder / "letter.txt"
        letter.write_bytes(TEXT)
        letter.chmod(0)
        spool = Spool(folder / "spool")

        with pytest.raises(PermissionError):
            spool.keep(letter)
        assert lying_in(spool) == []


@pytest.mark.skipif(not MEMORY.exists(), reason="needs /proc")
def test_a_document_that_fails_while_it_is_read_leaves_nothing_behind(spool):
    """The memory of a process can be opened but not read at its start, like a disk with a bad block."""
    with pytest.raises(OSError, match="Input/output"):
        spool.keep(MEMORY)
    assert lying_in(spool) == []


def test_a_folder_that_may_not_be_written_is_explained():
    with without_rights() as folder:
        letter = folder / "letter.txt"
        letter.write_bytes(TEXT)
        (folder / "spool").mkdir(mode=0o500)

        with pytest.raises(StoreTrouble) as caught:
            Spool(folder / "spool").keep(letter)
        assert "could not be copied" in caught.value.what
        assert "nothing was sent" in caught.value.do


def test_room_for_the_journal_is_kept_free(tmp_path, letter):
    with small_disk(tmp_path / "disk", "16m") as disk:
        spool = Spool(disk.folder / "spool")

        with pytest.raises(StoreTrouble) as caught:
            spool.keep(letter)

        assert caught.value.what == "The disk is full."
        assert "nothing was sent" in caught.value.do
        assert lying_in(spool) == []


@pytest.mark.parametrize(
    ("size", "spare"), [((1 << 20) + 1, 1 << 20), (3 << 20, 1 << 20), (2 << 20, (3 << 20) // 2)]
)
def test_a_disk_that_becomes_full_in_between_leaves_nothing_behind(tmp_path, no_spare, size, spare):
    big = tmp_path / "big.tif"
    big.write_bytes(os.urandom(size))
    with small_disk(tmp_path / "disk") as disk:
        spool = Spool(disk.folder / "spool")
        disk.fill(spare)

        with pytest.raises(StoreTrouble) as caught:
            spool.keep(big)

        assert caught.value.what == "The disk is full."
        assert lying_in(spool) == []
        disk.clear()
        if size < 2 << 20:
            assert spool.path(spool.keep(big)).read_bytes() == big.read_bytes()


def test_a_disk_that_becomes_full_leaves_the_copies_of_others_alone(tmp_path, letter, no_spare):
    with small_disk(tmp_path / "disk") as disk:
        spool = Spool(disk.folder / "spool")
        kept = spool.keep(letter)
        disk.fill()

        with pytest.raises(StoreTrouble, match="full"):
            spool.keep(letter)

        assert spool.path(kept).read_bytes() == TEXT
        assert lying_in(spool) == [kept.sha256]


# Tidying up


def test_old_copies_that_no_fax_has_are_removed(spool, letter, tmp_path):
    (tmp_path / "other.txt").write_bytes(b"other")
    wanted, orphan = spool.keep(letter), spool.keep(tmp_path / "other.txt")
    for kept in (wanted, orphan):
        age(spool.path(kept), DAY + 60)

    assert spool.sweep({wanted.sha256}) == 1

    assert lying_in(spool) == [wanted.sha256]


def test_young_copies_stay_for_their_fax_may_be_on_its_way_into_the_journal(spool, letter):
    kept = spool.keep(letter)
    age(spool.path(kept), DAY - 60)

    assert spool.sweep(()) == 0
    assert lying_in(spool) == [kept.sha256]


def test_an_old_copy_that_is_wanted_again_becomes_young(spool, letter):
    kept = spool.keep(letter)
    age(spool.path(kept), 2 * DAY)
    spool.keep(letter)

    assert spool.sweep(()) == 0
    assert lying_in(spool) == [kept.sha256]


def test_what_a_program_that_was_killed_left_half_done_is_removed(spool, letter):
    spool.keep(letter)
    half = spool.folder / ".copy-1.part"
    half.write_bytes(b"half")
    pages = spool.folder / ".pages-1"
    pages.mkdir()
    (pages / "pages.tif").write_bytes(b"half")
    for path in (half, pages / "pages.tif", pages):
        age(path, DAY + 60)

    assert spool.sweep({letter_hash()}) == 2
    assert lying_in(spool) == [letter_hash()]


def test_there_is_nothing_to_remove_where_nothing_was_sent(spool):
    assert spool.sweep(()) == 0
    assert not spool.folder.exists()


def letter_hash():
    return hashlib.sha256(TEXT).hexdigest()
