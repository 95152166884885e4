"""Office documents that are kept as PDF: each converted once, as long as it does not change. LibreOffice is a fake."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from byfax_desktop.fax.convert import conversions as conversions_module
from byfax_desktop.fax.convert import office
from byfax_desktop.fax.convert.conversions import Conversions
from byfax_desktop.fax.process.crew import never
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind


class Office:
    """Converts by putting a word before the content; fails where that says so."""

    def __init__(self) -> None:
        self.converted: list[str] = []
        self.entered = threading.Event()
        self.leave = threading.Event()
        self.leave.set()

    def __call__(
        self, path: Path, out: Path, timeout_s: float = 60, cancelled: Callable[[], bool] = never
    ) -> None:
        self.entered.set()
        while not self.leave.wait(0.01):
            if cancelled():
                raise DocumentTrouble.of(TroubleKind.TIMEOUT, path)
        content = path.read_text()
        if content == "broken":
            raise DocumentTrouble.of(TroubleKind.BROKEN, path)
        self.converted.append(path.name)
        out.write_text(f"PDF of {content}")


@pytest.fixture
def libre(monkeypatch: pytest.MonkeyPatch) -> Office:
    found = Office()
    monkeypatch.setattr(office, "program", lambda: Path("/usr/bin/soffice"))
    monkeypatch.setattr(office, "office_to_pdf", found)
    return found


@pytest.fixture
def kept(tmp_path: Path) -> Conversions:
    (tmp_path / "kept").mkdir()
    return Conversions(tmp_path / "kept")


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    return document(tmp_path, "letter")


def document(folder: Path, name: str, content: str = "text") -> Path:
    path = folder / f"{name}.odt"
    path.write_text(content)
    return path


def pdf_of(kept: Conversions, path: Path) -> Path:
    found = kept.pdf_of(path, never)
    assert found is not None
    return found


def test_without_a_program_there_is_none(
    kept: Conversions, letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    assert kept.pdf_of(letter, never) is None
    assert kept.known(letter) == letter


def test_a_document_is_converted_once(kept: Conversions, letter: Path, libre: Office) -> None:
    assert kept.known(letter) == letter
    first = pdf_of(kept, letter)
    assert first.read_text() == "PDF of text"
    assert pdf_of(kept, letter) == kept.known(letter) == first
    assert libre.converted == ["letter.odt"]


def test_it_is_known_by_any_of_its_names(
    kept: Conversions, letter: Path, libre: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(letter.parent)
    assert pdf_of(kept, Path(letter.name)) == pdf_of(kept, letter) == kept.known(Path(letter.name))
    assert len(libre.converted) == 1


@pytest.mark.parametrize("change", ["content", "date"])
def test_it_is_converted_again_when_it_has_changed(
    kept: Conversions, letter: Path, libre: Office, change: str
) -> None:
    first = pdf_of(kept, letter)
    if change == "content":
        letter.write_text("longer text")
    else:
        os.utime(letter, (1, 1))
    assert kept.known(letter) == letter
    second = pdf_of(kept, letter)
    assert second != first
    assert second.read_text() == f"PDF of {letter.read_text()}"
    assert len(libre.converted) == 2


def test_what_is_wrong_with_it_is_said_each_time(kept: Conversions, tmp_path: Path, libre: Office) -> None:
    broken = document(tmp_path, "letter", "broken")
    for _ in range(2):
        with pytest.raises(DocumentTrouble) as caught:
            kept.pdf_of(broken, never)
        assert caught.value.kind is TroubleKind.BROKEN
    assert kept.known(broken) == broken
    assert pdf_of(kept, document(tmp_path, "other")).exists()


def test_one_that_is_gone_is_missing(kept: Conversions, letter: Path, libre: Office) -> None:
    pdf_of(kept, letter)
    letter.unlink()
    with pytest.raises(DocumentTrouble) as caught:
        kept.pdf_of(letter, never)
    assert caught.value.kind is TroubleKind.MISSING


def test_only_so_many_are_kept_and_those_used_last(kept: Conversions, tmp_path: Path, libre: Office) -> None:
    most = conversions_module._MOST
    paths = [document(tmp_path, str(number)) for number in range(most + 1)]
    made = [pdf_of(kept, path) for path in paths[:most]]
    kept.known(paths[0])
    pdf_of(kept, paths[most])
    assert not made[1].exists()
    assert [pdf.exists() for pdf in made] == [True, False] + [True] * (most - 2)
    assert (kept.known(paths[0]), kept.known(paths[1])) == (made[0], paths[1])
    assert pdf_of(kept, paths[1]).exists(), "and it can be had again"


def test_two_who_want_the_same_convert_it_once(kept: Conversions, letter: Path, libre: Office) -> None:
    libre.leave.clear()
    with ThreadPoolExecutor(4) as pool:
        calls = [pool.submit(pdf_of, kept, letter) for _ in range(4)]
        assert libre.entered.wait(30)
        libre.leave.set()
        assert len({call.result(30) for call in calls}) == 1
    assert len(libre.converted) == 1


@pytest.mark.parametrize("way", ["cancelled", "closed"])
def test_a_conversion_that_nobody_wants_ends(
    kept: Conversions, letter: Path, libre: Office, way: str
) -> None:
    libre.leave.clear()
    changed_mind = threading.Event()
    with ThreadPoolExecutor(2) as pool:
        under_way = pool.submit(kept.pdf_of, letter, changed_mind.is_set)
        assert libre.entered.wait(30)
        waiting = pool.submit(kept.pdf_of, letter, changed_mind.is_set)
        if way == "closed":
            kept.close()
        else:
            changed_mind.set()
        for call in (under_way, waiting):
            with pytest.raises(DocumentTrouble):
                call.result(30)
    assert kept.known(letter) == letter
