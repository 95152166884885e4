"""What a folder holds that can be faxed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.fax import folder
from byfax_desktop.fax.folder import FolderContent, documents_in, natural_key


def letter(place: Path) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("Dear Anna")
    return place


def test_people_count_otherwise_than_computers(tmp_path: Path) -> None:
    for name in ("Page 10.txt", "page 2.txt", "page 1.txt", "b.txt", "A.txt"):
        letter(tmp_path / name)
    names = [path.name for path in documents_in(tmp_path).documents]
    assert names == ["A.txt", "b.txt", "page 1.txt", "page 2.txt", "Page 10.txt"]


def test_folders_in_it_come_after_its_own_files(tmp_path: Path) -> None:
    wanted = [letter(tmp_path / name) for name in ("z.txt", "1/b.txt", "1/deep/a.txt", "2/a.txt", "10/a.txt")]
    assert documents_in(tmp_path) == FolderContent(tuple(wanted))


def test_what_nobody_means_is_left_out(tmp_path: Path) -> None:
    kept = letter(tmp_path / "a.txt")
    letter(tmp_path / ".hidden.txt")
    letter(tmp_path / ".git" / "config")
    (tmp_path / "program").write_bytes(b"\x7fELF\0\1\2")
    (tmp_path / "empty.txt").touch()
    assert documents_in(tmp_path) == FolderContent((kept,), left_out=2)


def test_there_is_an_end_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = tuple(letter(tmp_path / f"{number}.txt") for number in range(1, 6))
    assert documents_in(tmp_path, most=3) == FolderContent(wanted[:3], is_cut=True)
    assert documents_in(tmp_path, most=5) == FolderContent(wanted)
    monkeypatch.setattr(folder, "_MOST_SEEN", 2)
    assert documents_in(tmp_path) == FolderContent(wanted[:2], is_cut=True)


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_link_to_a_folder_leads_nowhere(tmp_path: Path) -> None:
    kept = letter(tmp_path / "a.txt")
    (tmp_path / "round").symlink_to(tmp_path)
    assert documents_in(tmp_path) == FolderContent((kept,))


def test_a_folder_that_may_not_be_read_hides_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = letter(tmp_path / "a.txt")
    letter(tmp_path / "locked" / "b.txt")
    scandir = os.scandir

    def guarded(place: Path) -> object:
        if Path(place).name == "locked":
            raise PermissionError
        return scandir(place)

    monkeypatch.setattr(os, "scandir", guarded)
    assert documents_in(tmp_path).documents == (kept,)
    with pytest.raises(PermissionError):
        documents_in(tmp_path / "locked")


@given(st.lists(st.text()))
def test_any_names_can_be_put_in_order(names: list[str]) -> None:
    ordered = sorted(names, key=natural_key)

    assert sorted(ordered, key=natural_key) == ordered
