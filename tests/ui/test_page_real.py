"""The viewer with the real page helper: pages of a document, made in a process of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fax_inputs import pdf_file
from page_doubles import button
from pytestqt.qtbot import QtBot

from byfax_desktop.fax.helper import PageHelper
from byfax_desktop.fax.page_choice import PageChoice
from byfax_desktop.fax.treatment import Treatment
from byfax_desktop.fax.wanted import FaxLook, LeftOut
from byfax_desktop.ui.page_image import PageImage
from byfax_desktop.ui.page_jobs import PageJobs
from byfax_desktop.ui.widgets.page_viewer import PageViewer

A4, LANDSCAPE = (595.28, 841.89), (841.89, 595.28)
RED_SQUARE = "1 0 0 rg 100 100 200 200 re f"
WAIT_MS = 20_000


@pytest.fixture
def jobs() -> Iterator[PageJobs]:
    made: list[PageHelper] = []

    def make() -> PageHelper:
        made.append(PageHelper())
        return made[-1]

    yield PageJobs(make)
    for helper in made:
        helper.close()


def shown(viewer: PageViewer, page: int) -> PageImage:
    found = viewer._views.pictures.image(page)
    assert found is not None
    return found


def test_a_document_is_seen_as_fax_and_as_it_is(qtbot: QtBot, jobs: PageJobs, tmp_path: Path) -> None:
    document = pdf_file(tmp_path / "letter.pdf", [A4, LANDSCAPE, A4], RED_SQUARE)
    viewer = PageViewer(jobs)
    qtbot.addWidget(viewer)
    viewer.resize(400, 900)
    viewer.show()
    look = FaxLook(treatment=Treatment(pages=PageChoice(((1, 2),))))
    with qtbot.waitSignal(viewer.page_seconds, timeout=WAIT_MS):
        viewer.show_document(document, 3, look=look)
    qtbot.waitUntil(lambda: {0, 1} <= set(viewer.seconds), timeout=WAIT_MS)
    assert shown(viewer, 0).image.isGrayscale()
    assert all(seconds > 0 for page, seconds in viewer.seconds.items() if page < 2)
    viewer.canvas.go_to(2)
    qtbot.waitUntil(lambda: 2 in viewer.seconds, timeout=WAIT_MS)
    assert shown(viewer, 2).left_out is LeftOut.NOT_CHOSEN
    assert viewer.seconds[2] == 0
    viewer.canvas.go_to(0)
    button(viewer, "page_as_fax").click()
    qtbot.waitUntil(lambda: not shown(viewer, 0).image.isGrayscale(), timeout=WAIT_MS)
    picture = shown(viewer, 0).image
    assert picture.height() / picture.width() == pytest.approx(A4[1] / A4[0], rel=0.02)
    viewer.canvas.go_to(1)
    qtbot.waitUntil(lambda: viewer.canvas.page_rect(1).width() > viewer.canvas.page_rect(1).height())


def test_a_file_that_is_gone_says_so_in_the_place_of_the_page(
    qtbot: QtBot, jobs: PageJobs, tmp_path: Path
) -> None:
    viewer = PageViewer(jobs)
    qtbot.addWidget(viewer)
    viewer.resize(400, 600)
    viewer.show()
    document = tmp_path / "letter.pdf"
    with qtbot.waitSignal(viewer._views.pictures.failed, timeout=WAIT_MS):
        viewer.show_document(document, 1)
    assert "“letter.pdf” is no longer there." in viewer.canvas._state(0).words
    pdf_file(document, [A4], RED_SQUARE)
    with qtbot.waitSignal(viewer.shown, timeout=WAIT_MS):
        viewer._views.retry.click()
