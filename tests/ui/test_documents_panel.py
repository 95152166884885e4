"""The documents in Compose."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QListView, QPushButton, QToolButton
from pytestqt.qtbot import QtBot
from shell_doubles import DocumentFacts, pages_of, shell_session

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.compose.document_model import DocumentState
from byfax_desktop.ui.compose.documents import DocumentsPanel
from byfax_desktop.ui.session import Session

A, B, C = Path("/tmp/a.pdf"), Path("/tmp/b.png"), Path("/tmp/c.docx")


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path)


@pytest.fixture
def panel(qtbot: QtBot, session: Session) -> DocumentsPanel:
    panel = DocumentsPanel(session)
    qtbot.addWidget(panel)
    panel.resize(400, 400)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def view(panel: DocumentsPanel) -> QListView:
    found = panel.findChild(QListView, "documents_list")
    assert isinstance(found, QListView)
    return found


def button(panel: DocumentsPanel, name: str) -> QToolButton:
    found = panel.findChild(QToolButton, name)
    assert isinstance(found, QToolButton)
    return found


def order(panel: DocumentsPanel) -> str:
    return "".join(document.path.name[0] for document in panel.model.documents)


def test_while_there_are_none_it_says_what_can_be_done(panel: DocumentsPanel) -> None:
    assert not view(panel).isVisible()
    offered = panel.findChild(QPushButton, "documents_empty_action")
    assert isinstance(offered, QPushButton)
    assert offered.isVisible()
    panel.add([A])
    assert view(panel).isVisible()
    assert not offered.isVisible()


def test_documents_are_looked_into_and_the_first_new_one_is_shown(
    panel: DocumentsPanel, session: Session
) -> None:
    shown: list[object] = []
    panel.selected.connect(shown.append)
    panel.add([A, B])
    assert shown == [panel.model.documents[0]]
    first, second = pages_of(session).open
    first.callback(Trouble("It is empty.", "Choose another file."))
    second.callback(DocumentFacts(1, 900, "image/png"))
    states = [document.state for document in panel.model.documents]
    assert states == [DocumentState.TROUBLE, DocumentState.READY]
    assert panel.model.documents[1].is_picture
    assert shown == [panel.model.documents[0]] * 2, "what was found out about the selected one is told again"


def test_keys_move_and_remove_the_selected_document(panel: DocumentsPanel) -> None:
    panel.add([A, B, C])
    view(panel).setFocus()
    QTest.keyClick(view(panel), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert order(panel) == "bac"
    assert view(panel).currentIndex().row() == 1
    QTest.keyClick(view(panel), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert order(panel) == "abc"
    QTest.keyClick(view(panel), Qt.Key.Key_Delete)
    assert order(panel) == "bc"
    assert view(panel).currentIndex().row() == 0


def test_buttons_do_the_same_and_are_grey_where_they_cannot(panel: DocumentsPanel) -> None:
    panel.add([A, B])
    assert not button(panel, "documents_up").isEnabled()
    button(panel, "documents_down").click()
    assert order(panel) == "ba"
    assert not button(panel, "documents_down").isEnabled()
    button(panel, "documents_up").click()
    button(panel, "documents_remove").click()
    assert order(panel) == "b"


def test_an_answer_for_a_removed_document_is_not_wanted(panel: DocumentsPanel, session: Session) -> None:
    panel.add([A, B])
    panel.remove_selected()
    assert [request.path for request in pages_of(session).open] == [B]
    panel.clear()
    assert pages_of(session).open == []


def test_removing_with_nothing_there_does_nothing(panel: DocumentsPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.model.changed):
        panel.remove_selected()
        panel.move_selected(1)
        panel.turn_selected(1)
        panel.ask_password()


def test_the_file_dialog_begins_where_files_were_found_last(
    panel: DocumentsPanel, session: Session, tmp_path: Path
) -> None:
    (tmp_path / "letters").mkdir()
    panel.choose()
    dialog = panel.findChild(QFileDialog, "add_documents")
    assert isinstance(dialog, QFileDialog)
    dialog.filesSelected.emit([str(tmp_path / "letters" / "a.pdf"), str(B)])
    dialog.close()
    assert order(panel) == "ab"
    assert session.settings.value("compose/folder") == str(tmp_path / "letters")


def test_the_keyboard_goes_to_the_document_that_cannot_be_sent(
    panel: DocumentsPanel, session: Session
) -> None:
    panel.add([A, B])
    pages_of(session).open[1].callback(Trouble("It is empty.", "Choose another file."))
    panel.point_at_wrong()
    assert view(panel).currentIndex().row() == 1
    assert view(panel).hasFocus()


def test_trouble_takes_the_room_that_its_words_need(panel: DocumentsPanel, session: Session) -> None:
    panel.add([A, B])
    pages_of(session).open[1].callback(Trouble("It is broken. " * 8, "Save it again. " * 8))
    one, other = (view(panel).visualRect(panel.model.index(row)).height() for row in (0, 1))
    assert other > 2 * one
