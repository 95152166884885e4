"""Documents made to harm: each is a trouble in two sentences, or pages; the helper serves on and leaves nothing."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import psutil
import pypdfium2
import pytest
from fax_inputs import pdf_file
from hostile_files import FILES
from hostile_pdfs import PDFS, one_page
from page_children import nothing_left
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from tab_doubles import DictSettings, StandInEngine

from byfax_desktop.fax.convert import office
from byfax_desktop.fax.g4 import validate_tiff
from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.helper import PageHelper
from byfax_desktop.fax.page_choice import PageChoice
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind
from byfax_desktop.fax.wanted import FaxDocument, FaxLook, WantedPage
from byfax_desktop.ui.bridge import EngineBridge
from byfax_desktop.ui.compose.document_model import DocumentState
from byfax_desktop.ui.compose.documents import DocumentsPanel
from byfax_desktop.ui.page_jobs import PageJobs
from byfax_desktop.ui.session import Session

WIDTH = 200
PATIENT_S, HASTY_S = 20.0, 0.6
SLACK_S = 8.0
"""For a busy computer: a child is killed some time after its limit, and another is started."""
FIRST_PAGE = PageChoice(((1, 1),))
PAGES = "pages"
_ALL: dict[str, Callable[[], bytes]] = {**{f"{name}.pdf": make for name, make in PDFS.items()}, **FILES}
BOMBS = (
    "tiles without number.pdf",
    "content that inflates.pdf",
    "forms in forms.pdf",
    "form that draws itself.pdf",
    "fax picture of 60,000 dots.pdf",
    "20,000 pages.tif",
    "largest.png",
    "immense scan.pdf",
    "scan of many scans.pdf",
    "many scans.jpg",
    "wide table.html",
    "long table.html",
    "one word.html",
    "line ends.html",
    "brackets.md",
    "stars.md",
)
"""They take as long as they are let."""
EXPECTED = {
    **{f"cut at {tenths} tenths.pdf": "BROKEN" for tenths in range(1, 10)},
    **{f"cut at {tenths} tenths.jpg": "BROKEN" for tenths in (1, 3, 5)},
    **{f"protected by {name}.pdf": "ENCRYPTED" for name in ("RC4", "AES of 128 bits", "AES of 256 bits")},
    **{f"immense.{kind}": "TOO_LARGE" for kind in ("png", "tif", "gif", "bmp", "webp", "jpg")},
    **dict.fromkeys(("JavaScript.pdf", "Launch.pdf", "SubmitForm.pdf", "sound scan.pdf"), PAGES),
    **dict.fromkeys(("one line.txt", "white lines.txt", "tabs.txt"), "TOO_LARGE"),
    "directories in a ring.tif": PAGES,
    "random.pdf": "BROKEN",
    "tree that is its own branch.pdf": "BROKEN",
    "no office.docx": "UNSUPPORTED",
    "program.pdf": "UNSUPPORTED",
}
"""What comes of a page, where it is not left to the libraries."""


@pytest.fixture(scope="module", autouse=True)
def _only_here() -> Iterator[None]:
    """No LibreOffice, which takes seconds a document: that is tried in test_office_conversion."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(office, "program", lambda: None)
        yield


@contextmanager
def helper_of(scratch: Path, timeout_s: float) -> Iterator[PageHelper]:
    """A helper that leaves no process and no temporary file."""
    before = set(psutil.Process().children())
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tempfile, "tempdir", str(scratch))
        helper = PageHelper(timeout_s)
        try:
            yield helper
        finally:
            helper.close()
    _, alive = psutil.wait_procs(set(psutil.Process().children()) - before, timeout=SLACK_S)
    assert alive == []
    assert list(scratch.iterdir()) == []


@pytest.fixture(scope="module")
def helpers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[bool, PageHelper]]:
    """One for all files, and a hasty one for the bombs."""
    scratch = tmp_path_factory.mktemp("scratch")
    with helper_of(scratch, PATIENT_S) as patient:
        hasty = PageHelper(HASTY_S)
        try:
            yield {False: patient, True: hasty}
        finally:
            hasty.close()


def outcome(helper: PageHelper, timeout_s: float, call: Callable[[PageHelper], Any]) -> Any:
    """What a call gives, or the kind of its trouble, which has two sentences; soon enough."""
    begun = time.monotonic()
    try:
        found = call(helper)
    except DocumentTrouble as trouble:
        sentences = (trouble.what, trouble.do)
        assert all(words.endswith(".") and "\n" not in words for words in sentences), sentences
        found = trouble.kind.name
    assert time.monotonic() - begun < timeout_s + SLACK_S
    return found


def picture_of(helper: PageHelper, path: Path, look: FaxLook | None) -> str:
    picture = helper.page(WantedPage(path, 0, WIDTH, look))
    assert picture.width == WIDTH
    assert len(picture.dots) == WIDTH * picture.height * (3 if picture.coloured else 1)
    return PAGES


def fax_of(helper: PageHelper, path: Path) -> str:
    out = path.parent / "out.tiff"
    assert helper.rasterize([FaxDocument(path)], out, Resolution.STANDARD, Mode.TEXT, FIRST_PAGE) == 1
    assert validate_tiff(out) is None
    return PAGES


def assert_serves(helper: PageHelper, folder: Path) -> None:
    """A good document is shown, though a child may have to be started first."""
    good = folder / "good.pdf"
    good.write_bytes(one_page())
    for _ in range(5):
        try:
            assert helper.inspect(good).pages == 1
            picture_of(helper, good, FaxLook())
        except DocumentTrouble as trouble:
            assert trouble.kind is TroubleKind.TIMEOUT  # noqa: PT017 - another try is all that is wanted of it
        else:
            return
    pytest.fail("a good document is not shown any more")


@pytest.mark.parametrize("name", _ALL)
def test_it_is_pages_or_a_trouble(name: str, helpers: dict[bool, PageHelper], tmp_path: Path) -> None:
    is_bomb = name in BOMBS
    helper, timeout_s = helpers[is_bomb], HASTY_S if is_bomb else PATIENT_S
    path = tmp_path / name
    path.write_bytes(_ALL[name]())
    told = outcome(helper, timeout_s, lambda helper: helper.inspect(path).pages)
    assert told is None or isinstance(told, str) or told > 0
    came = [
        outcome(helper, timeout_s, lambda helper, look=look: picture_of(helper, path, look))
        for look in (FaxLook(Resolution.STANDARD), None)[: 1 if is_bomb else 2]
    ]
    came.append(outcome(helper, timeout_s, lambda helper: fax_of(helper, path)))
    assert set(came) == {EXPECTED[name]} if name in EXPECTED else True, came
    assert_serves(helper, tmp_path)


def test_bombs_are_no_obstacle_to_an_end(tmp_path: Path) -> None:
    """Closed while some are looked at and others wait for it, the helper ends all of it and leaves nothing."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    names = ("forms in forms.pdf", "many scans.jpg", "form that draws itself.pdf", "long table.html")
    for name in names:
        (tmp_path / name).write_bytes(_ALL[name]())
    with nothing_left(), helper_of(scratch, PATIENT_S) as helper, ThreadPoolExecutor(len(names)) as pool:
        under_way = [Event() for _ in names]
        calls = []
        for name, begun in zip(names, under_way, strict=True):
            wanted = WantedPage(tmp_path / name, 0, WIDTH, FaxLook())
            # Whether it is still wanted is asked only once it is under way, or waits.
            calls.append(pool.submit(helper.page, wanted, lambda begun=begun: begun.set() or False))
        assert all(begun.wait(PATIENT_S) for begun in under_way)
        closed = time.monotonic()
        helper.close()
        assert all(isinstance(call.exception(), DocumentTrouble) for call in calls)
        assert time.monotonic() - closed < SLACK_S


def test_what_draws_pdfs_can_run_no_scripts() -> None:
    assert not {"V8", "XFA"} & set(pypdfium2.PDFIUM_INFO.flags)


def test_the_window_lives_while_they_are_looked_at(
    qtbot: QtBot, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Typing goes on, each letter soon, and in the end something is known of every document."""
    paths = []
    for number, name in enumerate(name for name in _ALL if name not in BOMBS[2:]):
        paths.append(tmp_path / f"{number} {name}")
        paths[-1].write_bytes(_ALL[name]())
    paths.append(pdf_file(tmp_path / "good.pdf", [(595, 842)]))
    with helper_of(tmp_path_factory.mktemp("scratch"), HASTY_S * 3) as helper:
        session = Session(StandInEngine(), EngineBridge(), PageJobs(lambda: helper), DictSettings(), tmp_path)
        panel, field = DocumentsPanel(session), QLineEdit()
        for widget in (panel, field):
            qtbot.addWidget(widget)
            widget.show()
        panel.add(paths)
        documents = panel.model.documents
        longest, letters = 0.0, 0
        while panel.is_reading:
            begun = time.monotonic()
            qtbot.keyClick(field, Qt.Key.Key_A)
            qtbot.wait(5)
            longest = max(longest, time.monotonic() - begun)
            letters += 1
        assert field.text() == "a" * min(letters, field.maxLength())
        assert longest < 1
        assert [each for each in documents if each.state is DocumentState.READING] == []
        assert documents[-1].state is DocumentState.READY
        assert all(each.detail.count(".") >= 2 for each in documents if each.state is DocumentState.TROUBLE)
