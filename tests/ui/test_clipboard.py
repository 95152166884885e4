"""What is dropped and pasted becomes documents."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage
from shell_doubles import files

from byfax_desktop.ui.compose import clipboard


def test_only_files_of_this_computer_are_taken() -> None:
    data = files(Path("/tmp/a b.pdf"), Path("/tmp/ц.png"))
    data.setUrls([*data.urls(), QUrl("https://example.test/c.pdf")])
    assert clipboard.files_of(data) == (Path("/tmp/a b.pdf"), Path("/tmp/ц.png"))


def test_text_becomes_a_text_file_of_its_owner_alone(tmp_path: Path) -> None:
    data = QMimeData()
    data.setText("Dear Anna,\nпривет")
    content = clipboard.content_of(data)
    assert content
    path = clipboard.keep(content, tmp_path)
    assert path.suffix == ".txt"
    assert path.read_text(encoding="utf-8") == "Dear Anna,\nпривет"
    assert path.is_relative_to(tmp_path / clipboard.PASTED_FOLDER)
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_picture_becomes_a_png_file(tmp_path: Path) -> None:
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(0)
    data = QMimeData()
    data.setImageData(image)
    content = clipboard.content_of(data)
    assert content
    path = clipboard.keep(content, tmp_path)
    assert (QImage(str(path)).width(), QImage(str(path)).height()) == (30, 20)


@pytest.mark.parametrize(("form", "ending"), [("image/png", ".png"), ("image/jpeg", ".jpg")])
def test_a_picture_that_is_a_file_already_stays_as_it_is(tmp_path: Path, form: str, ending: str) -> None:
    data = QMimeData()
    data.setData(form, b"the bytes of a picture")
    data.setUrls([QUrl("https://example.test/picture")])
    content = clipboard.content_of(data)
    assert content
    path = clipboard.keep(content, tmp_path)
    assert (path.suffix, path.read_bytes()) == (ending, b"the bytes of a picture")
    assert not clipboard.is_from_web(data)


def test_two_things_pasted_at_once_do_not_meet(tmp_path: Path) -> None:
    data = QMimeData()
    data.setText("x")
    content = clipboard.content_of(data)
    assert content
    assert clipboard.keep(content, tmp_path) != clipboard.keep(content, tmp_path)


@pytest.mark.parametrize("text", ["", "  \n "])
def test_of_nothing_no_document_is_made(text: str) -> None:
    data = QMimeData()
    data.setText(text)
    assert clipboard.content_of(data) is None


def test_a_file_that_is_there_twice_is_deleted_once(tmp_path: Path) -> None:
    pasted = clipboard.keep(lambda: (b"x", ".txt"), tmp_path)
    clipboard.forget((pasted, pasted), tmp_path)
    assert not pasted.parent.exists()


def test_pasted_files_are_deleted_and_others_are_not(tmp_path: Path) -> None:
    data = QMimeData()
    data.setText("x")
    content = clipboard.content_of(data)
    assert content
    pasted = clipboard.keep(content, tmp_path / "data")
    own = tmp_path / "letter.pdf"
    own.write_bytes(b"%PDF")
    clipboard.forget((pasted, own), tmp_path / "data")
    assert not pasted.parent.exists()
    assert own.exists()
