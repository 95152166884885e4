"""Office documents that the page helper itself looks into before LibreOffice does, and what a killed program leaves."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from byfax_desktop.fax.convert import office
from byfax_desktop.fax.helper import PageHelper
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind


def known(why: str) -> pytest.MarkDecorator:
    """A defect that is not put right yet."""
    return pytest.mark.xfail(strict=True, reason=why)


class Contained:
    """In the place of what runs LibreOffice: remembers how it was to be run, and makes nothing."""

    def __init__(self) -> None:
        self.folders: list[Path] = []
        self.environments: list[dict[str, str]] = []

    def __call__(
        self,
        command: Sequence[str],
        folder: Path,
        environment: dict[str, str],
        timeout_s: float,
        cancelled: Callable[[], bool],
    ) -> int:
        self.folders.append(folder)
        self.environments.append(environment)
        return 0


@pytest.fixture
def contained(monkeypatch: pytest.MonkeyPatch) -> Contained:
    made = Contained()
    monkeypatch.setattr(office, "program", lambda: Path("soffice"))
    monkeypatch.setattr(office, "run_contained", made)
    return made


def text_document(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<content/>" * 50)
        archive.writestr("META-INF/manifest.xml", "<manifest/>" * 50)
    return path


def test_a_part_that_cannot_be_unpacked_is_trouble_with_the_document(
    contained: Contained, tmp_path: Path
) -> None:
    path = text_document(tmp_path / "letter.odt")
    content = bytearray(path.read_bytes())
    part = content.index(b"META-INF/manifest.xml") + len(b"META-INF/manifest.xml")
    content[part : part + 12] = b"\xff" * 12
    path.write_bytes(content)
    helper = PageHelper(most=1)
    with pytest.raises(DocumentTrouble) as caught:
        helper.inspect(path)
    helper.close()

    assert caught.value.kind in (TroubleKind.BROKEN, TroubleKind.UNREADABLE)


def test_the_copy_of_a_document_lies_where_the_next_start_removes_it(
    contained: Contained, tmp_path: Path
) -> None:
    helper = PageHelper(most=1)
    with pytest.raises(DocumentTrouble):
        helper.inspect(text_document(tmp_path / "letter.odt"))
    helper.close()

    (folder,) = contained.folders
    assert folder.is_relative_to(helper._scratch.folder)


@pytest.mark.skipif(os.name != "posix", reason="LD_LIBRARY_PATH")
def test_libreoffice_gets_its_own_libraries(
    contained: Contained, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/byfax/_internal")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/usr/lib/theirs")
    monkeypatch.setenv("PYTHONHOME", "/opt/byfax")
    with pytest.raises(DocumentTrouble):
        office.office_to_pdf(text_document(tmp_path / "letter.odt"), tmp_path / "out.pdf")

    (environment,) = contained.environments
    assert environment.get("LD_LIBRARY_PATH") in (None, "/usr/lib/theirs")
    assert "PYTHONHOME" not in environment
