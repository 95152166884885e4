"""Documents damaged by chance, through the page helper: pages or a trouble come of each, and nothing else.

By hand with many more: FUZZ_INPUTS=20000 [FUZZ_SEED=…] [FUZZ_KEEP=folder] pytest tests/faults/test_fuzzed_files.py
FUZZ_KEEP is where those are kept that a child did not get over.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest
from fuzz_corpus import damaged, sound_documents
from page_children import nothing_left, spied

from byfax_desktop.fax.convert import office
from byfax_desktop.fax.geometry import Resolution
from byfax_desktop.fax.helper import PageHelper
from byfax_desktop.fax.trouble import DocumentTrouble
from byfax_desktop.fax.wanted import FaxLook, WantedPage

INPUTS = int(os.environ.get("FUZZ_INPUTS", "300"))
SEED = os.environ.get("FUZZ_SEED", "byFax")
KEEP = os.environ.get("FUZZ_KEEP")
THREADS = 2
WIDTH = 200
TIMEOUT_S = 5
NOT_PAGES = {
    "protected.pdf": "ENCRYPTED",
    "photo.heic": "BROKEN",
    **dict.fromkeys(("letter.docx", "letter.odt", "letter.rtf"), "for the service"),
}
"""What is said of the sound documents that aren't shown here."""


@dataclass
class Found:
    """What came of the documents."""

    outcomes: Counter[str] = field(default_factory=Counter)
    odd: list[str] = field(default_factory=list)
    """Those that a child did not get over."""
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, outcome: str) -> None:
        with self.lock:
            self.outcomes[outcome] += 1


def look_into(helper: PageHelper, path: Path) -> str:
    """What is said of a document and of its last page, as it is and as fax."""
    try:
        info = helper.inspect(path)
    except DocumentTrouble as trouble:
        return trouble.kind.name
    if info.pages is None:
        return "for the service"
    assert info.pages > 0
    for look in (None, FaxLook(Resolution.STANDARD)):
        try:
            picture = helper.page(WantedPage(path, info.pages - 1, WIDTH, look))
        except DocumentTrouble as trouble:
            return f"page: {trouble.kind.name}"
        assert picture.width == WIDTH
        assert len(picture.dots) == WIDTH * picture.height * (3 if picture.coloured else 1)
    return "pages"


def try_one(number: int, documents: dict[str, bytes], helper: PageHelper, folder: Path, found: Found) -> None:
    chance = Random(f"{SEED} {number}")
    name, another = chance.choice(sorted(documents)), chance.choice(sorted(documents))
    path = folder / f"{number}-{name}"
    path.write_bytes(damaged(documents[name], documents[another], chance))
    try:
        outcome = look_into(helper, path)
        found.count(outcome)
        if "CRASHED" in outcome or "TIMEOUT" in outcome:
            found.odd.append(f"{number} {name}: {outcome}")
            if KEEP:
                shutil.copy(path, KEEP)
    except Exception as failure:
        found.wrong.append(f"{number} {name}: {failure!r}")
    finally:
        path.unlink()


@pytest.mark.timeout(120 + INPUTS)
def test_nothing_but_pages_and_troubles_comes_of_damaged_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    scratch, folder = tmp_path / "scratch", tmp_path / "documents"
    scratch.mkdir()
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setattr(office, "program", lambda: None)  # LibreOffice takes seconds a document
    children = spied(monkeypatch)
    documents = sound_documents(tmp_path)
    found = Found()
    begun = time.monotonic()
    with nothing_left():
        helper = PageHelper(TIMEOUT_S)
        with ThreadPoolExecutor(THREADS) as pool:
            for name, content in documents.items():
                (folder / name).write_bytes(content)
                assert look_into(helper, folder / name) in (
                    "pages",
                    "for the service",
                    "ENCRYPTED",
                    "BROKEN",
                ), name
            list(pool.map(lambda number: try_one(number, documents, helper, folder, found), range(INPUTS)))
            assert look_into(helper, folder / "squares.pdf") == "pages"
        helper.close()
    ends = Counter(child.returncode for child in children)
    with capsys.disabled():
        print(  # noqa: T201 - the figures are what a run by hand is for
            f"\n{INPUTS} documents, {time.monotonic() - begun:.0f} s: {dict(found.outcomes.most_common())}",
            f"{len(children)} children, ended with {dict(ends)}; not got over: {found.odd}",
            sep="\n",
        )
    assert not found.wrong
    assert sum(found.outcomes.values()) == INPUTS
    assert list(scratch.iterdir()) == []
