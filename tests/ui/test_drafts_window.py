"""Drafts and templates side by side: opened, used, deleted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QMessageBox, QPushButton, QTabBar
from tab_doubles import NOON, make_session

from byfax_desktop.engine.drafts import Draft, DraftRecipient
from byfax_desktop.engine.writing import KeptDraft
from byfax_desktop.store.drafts import DraftKind
from byfax_desktop.store.trouble import StoreTrouble
from byfax_desktop.ui.compose.draft_list import detail_of, title_of
from byfax_desktop.ui.compose.drafts_window import DraftsWindow
from byfax_desktop.ui.widgets.notice import Notice

ANNA = DraftRecipient("+4930123450", "Anna")


def kept(name="", **facts):
    return KeptDraft(Draft(**facts), NOON, name)


@pytest.fixture
def session(qtbot, tmp_path):
    made = make_session(tmp_path)
    made.engine.lasting = {
        DraftKind.DRAFT: [
            kept(subject="Offer", draft_id="D1"),
            kept(documents=(Path("a.pdf"),), draft_id="D2"),
            kept(subject="In Compose", draft_id="D3"),
        ],
        DraftKind.TEMPLATE: [kept("Weekly", recipients=(ANNA,), draft_id="T1")],
    }
    return made


@pytest.fixture
def window(qtbot, session):
    made = DraftsWindow(session, "D3")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: rows(made).count() > 0)
    return made


def rows(window):
    return window.findChild(QListWidget, "drafts_list")


def texts(window):
    return [rows(window).item(row).text().splitlines()[0] for row in range(rows(window).count())]


def button(window, name):
    return window.findChild(QPushButton, name)


def show_templates(qtbot, window):
    window.findChild(QTabBar, "drafts_kind").setCurrentIndex(1)
    qtbot.waitUntil(lambda: texts(window) == ["Weekly"])


def test_all_but_the_one_in_compose_are_listed(window):
    assert texts(window) == ["Offer", "a.pdf"]


def test_enter_opens_the_draft_under_its_own_id(qtbot, window):
    with qtbot.waitSignal(window.chosen) as heard:
        QTest.keyClick(rows(window), Qt.Key.Key_Return)

    assert (heard.args[0].subject, heard.args[0].draft_id) == ("Offer", "D1")
    assert not window.isVisible()


def test_a_template_begins_another_fax_and_stays(qtbot, window):
    show_templates(qtbot, window)

    with qtbot.waitSignal(window.chosen) as heard:
        button(window, "draft_open").click()

    assert (heard.args[0].recipients, heard.args[0].draft_id) == ((ANNA,), "")


@pytest.mark.parametrize(("answer", "left"), [(0, ["a.pdf"]), (1, ["Offer", "a.pdf"])])
def test_a_draft_is_deleted_only_if_a_person_wants_that(session, window, answer, left):
    gone = []
    window.deleted.connect(gone.append)
    QTest.keyClick(rows(window), Qt.Key.Key_Delete)
    question = window.findChild(QMessageBox, "delete_draft_question")

    question.buttons()[answer].click()

    assert texts(window) == left
    assert session.engine.dropped == [draft.draft_id for draft in gone] == (["D1"] if answer == 0 else [])


def test_without_any_it_says_how_there_come_to_be_some(qtbot, session, window):
    session.engine.lasting = {}
    window.findChild(QTabBar, "drafts_kind").setCurrentIndex(1)
    notice = window.findChild(Notice, "drafts_empty")

    qtbot.waitUntil(notice.isVisible)
    assert not button(window, "draft_open").isEnabled()


def test_a_damaged_file_is_told(qtbot, session, window):
    def fail(_kind):
        raise StoreTrouble("The data file is damaged.", "Restore a copy.")

    session.engine.kept_drafts = fail
    window.findChild(QTabBar, "drafts_kind").setCurrentIndex(1)

    qtbot.waitUntil(lambda: window._message.isVisible())
    assert window._message.text == "The data file is damaged. Restore a copy."


@pytest.mark.parametrize(
    ("draft", "title"),
    [
        (kept("Weekly", subject="Report"), "Weekly"),
        (kept(subject="  An \n offer "), "An offer"),
        (kept(subject="x" * 500), "x" * 80 + "…"),
        (kept(documents=(Path("/tmp/scan.pdf"), Path("b.pdf"))), "scan.pdf"),
        (kept(recipients=(ANNA,)), "To \u2068Anna\u2069"),
        (kept(cover_ref="C1"), "A cover page"),
    ],
)
def test_a_draft_is_called_what_a_person_would_call_it(draft, title):
    assert title_of(draft) == title


def test_the_second_line_tells_documents_people_and_when():
    several = kept(documents=(Path("a"), Path("b")), recipients=(ANNA, ANNA, ANNA))

    assert detail_of(several).startswith("2 documents · to \u2068Anna\u2069 and 2 others · changed ")
    assert detail_of(kept()).startswith("to nobody yet · changed ")
