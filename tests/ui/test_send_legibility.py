"""What will not be read of the fax, told in the send dialog and mended with one click."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
import shiboken6
from PySide6.QtWidgets import QLabel, QPushButton
from shell_doubles import shell_session
from tab_doubles import PageRequest

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.fax.geometry import Resolution
from byfax_desktop.fax.legibility.findings import Finding, FindingKind, Legibility
from byfax_desktop.fax.treatment import PLAIN, Treatment
from byfax_desktop.fax.wanted import FaxLook
from byfax_desktop.ui.compose.composed import ComposedFax
from byfax_desktop.ui.compose.document_model import DocumentState
from byfax_desktop.ui.send_dialog.fax_pages import FaxPart
from byfax_desktop.ui.send_dialog.legibility import LegibilityWatch
from byfax_desktop.ui.send_dialog.problems import ProblemList

SKIP = Treatment(skip_blank=True)


def finding(kind, page, fix=None):
    return Finding(kind, page, "It will not be read.", "Do something.", fix)


class Looking:
    """The page helper's place: remembers what is looked at, and answers when it is told to."""

    def __init__(self):
        self.asked = []

    def legibility(self, path, pages, look, callback, password=""):
        request = PageRequest(path, None, pages, callback, password=password, look=look)
        self.asked.append(request)
        return request

    def answer(self, *found, looked_at=4, pages=4):
        for request in self.asked:
            if not request.cancelled:
                request.cancel()
                request.callback(Legibility(found, looked_at, pages))


@pytest.fixture
def session(qtbot, tmp_path):
    return shell_session(tmp_path)


@pytest.fixture
def looking(session, monkeypatch):
    made = Looking()
    monkeypatch.setattr(session.pages, "legibility", made.legibility, raising=False)
    return made


@pytest.fixture
def fax(qtbot, session, tmp_path):
    made = ComposedFax(session)
    for panel in (made.documents, made.recipients, made.cover, made.sender_row, made.options):
        qtbot.addWidget(panel)
    (document,) = made.documents.model.add([tmp_path / "letter.pdf"])
    document.state, document.pages = DocumentState.READY, 4
    return made


@pytest.fixture
def document(fax):
    return fax.documents.model.documents[0]


@pytest.fixture
def part(document):
    return FaxPart(document, document.path, 4, FaxLook())


@pytest.fixture
def watch(session, looking, fax):
    return LegibilityWatch(session, fax)


def look_at(qtbot, watch, looking, *parts):
    before = len(looking.asked)
    watch.look_at(parts)
    qtbot.waitUntil(lambda: len(looking.asked) > before)


def told(watch):
    return watch.obstacles(lambda *_: None)


def test_a_finding_is_told_with_its_page_and_keeps_nothing_back(qtbot, watch, looking, part):
    look_at(qtbot, watch, looking, part)
    with qtbot.waitSignal(watch.changed):
        looking.answer(finding(FindingKind.TOO_SMALL, 2))

    (obstacle,) = told(watch)
    assert obstacle.words == "Page 3 of “letter.pdf”: It will not be read. Do something."
    assert not obstacle.blocks


def test_the_same_on_many_pages_is_told_once(qtbot, watch, looking, part):
    look_at(qtbot, watch, looking, part)
    looking.answer(*(finding(FindingKind.LIGHT_GREY, page) for page in range(3)))

    (obstacle,) = told(watch)
    assert obstacle.what.startswith("Page 1 of “letter.pdf”, and 2 more pages:")


@pytest.mark.parametrize(
    ("fix", "treatment", "quality"), [(SKIP, SKIP, "STANDARD"), (Resolution.FINE, PLAIN, "FINE")]
)
def test_one_click_mends_it(qtbot, watch, looking, fax, document, part, fix, treatment, quality):
    fax.options.change(quality="STANDARD")
    look_at(qtbot, watch, looking, part)
    looking.answer(finding(FindingKind.BLANK, 0, fix))

    (obstacle,) = told(watch)
    assert obstacle.fix_words == "Fix"
    obstacle.fix()

    assert document.treatment == treatment
    assert fax.options.options.quality == quality


def test_what_no_click_can_mend_is_shown(qtbot, watch, looking, document, part):
    look_at(qtbot, watch, looking, part)
    looking.answer(finding(FindingKind.UNDER_HEADER, 1))
    shown = []

    (obstacle,) = watch.obstacles(lambda *place: shown.append(place))
    obstacle.fix()

    assert (obstacle.fix_words, shown) == ("Show", [(document, 1)])


def test_what_was_looked_at_is_not_looked_at_again(qtbot, watch, looking, part):
    look_at(qtbot, watch, looking, part)
    looking.answer(finding(FindingKind.LIGHT_GREY, 0))
    other = replace(part, look=FaxLook(treatment=Treatment(contrast=40)))
    look_at(qtbot, watch, looking, other)
    looking.answer()
    assert told(watch) == ()

    watch.look_at([part])

    assert len(told(watch)) == 1
    assert len(looking.asked) == 2


def test_what_is_not_wanted_any_more_is_called_off(qtbot, watch, looking, part):
    look_at(qtbot, watch, looking, part)
    watch.look_at([])
    assert looking.asked[0].cancelled

    look_at(qtbot, watch, looking, part)
    watch.stop()

    assert looking.asked[1].cancelled


def test_a_document_that_cannot_be_looked_at_has_nothing_told_of_it(qtbot, watch, looking, part):
    look_at(qtbot, watch, looking, part)
    looking.asked[0].callback(Trouble("It is damaged.", "Mend it."))

    assert told(watch) == ()


def test_it_is_said_where_not_all_pages_were_looked_at(qtbot, watch, looking, part):
    look_at(qtbot, watch, looking, part)
    looking.answer(finding(FindingKind.LIGHT_GREY, 0), looked_at=20, pages=87)

    assert told(watch)[-1].what == "Only the first 20 of 87 pages of “letter.pdf” were looked at."


def test_the_cover_page_is_the_service_s(watch, looking, part):
    watch.look_at([replace(part, owner="cover")])

    assert not watch._parts


def test_findings_stand_in_the_list_with_their_buttons(qtbot, watch, looking, part):
    problems = ProblemList()
    qtbot.addWidget(problems)
    watch.changed.connect(partial(lambda: problems.show_obstacles(told(watch))))
    look_at(qtbot, watch, looking, part)
    looking.answer(finding(FindingKind.BLANK, 0, SKIP))

    assert "It will not be read." in problems.widget().findChild(QLabel, "problem").text()
    assert problems.widget().findChild(QPushButton, "problem_fix").text() == "Fix"


def test_a_watch_that_is_gone_hears_of_nothing(qtbot, watch, looking, part):
    look_at(qtbot, watch, looking, part)

    shiboken6.delete(watch)

    assert looking.asked[0].cancelled
