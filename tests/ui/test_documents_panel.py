"""The documents in Compose."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QListView, QPushButton, QToolButton
from pytestqt.qtbot import QtBot
from shell_doubles import DocumentFacts, pages_of, shell_session

from byfax_desktop.engine.trouble import Trouble, as_trouble
from byfax_desktop.fax import folder
from byfax_desktop.fax.geometry import Mode
from byfax_desktop.fax.page_choice import PageChoice
from byfax_desktop.fax.treatment import PLAIN, Cut, Treatment
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind
from byfax_desktop.fax.wanted import FaxDocument
from byfax_desktop.ui.compose.document_model import DETAIL_ROLE, Document, DocumentState
from byfax_desktop.ui.compose.documents import DocumentsPanel
from byfax_desktop.ui.compose.earlier import EarlierDialog
from byfax_desktop.ui.compose.page_options import PageOptions
from byfax_desktop.ui.compose.password import PasswordDialog
from byfax_desktop.ui.page_image import PageImage
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
    assert other > 1.4 * one


def ready(panel: DocumentsPanel, session: Session, pages: int | None = 3) -> None:
    """Everything that is being looked into has so many pages."""
    for request in pages_of(session).open:
        request.cancel()
        request.callback(DocumentFacts(pages))


def locked(path: Path) -> Trouble:
    return as_trouble(DocumentTrouble.of(TroubleKind.ENCRYPTED, path))


def treatments(panel: DocumentsPanel) -> list[Treatment]:
    return [document.treatment for document in panel.model.documents]


def details(panel: DocumentsPanel, row: int = 0) -> str:
    return str(panel.model.index(row).data(DETAIL_ROLE))


def names(panel: DocumentsPanel) -> list[str]:
    return [document.name for document in panel.model.documents]


def select(panel: DocumentsPanel, *rows: int) -> None:
    panel._list.select([panel.model.documents[row] for row in rows])


class TestSeveralAtOnce:
    @pytest.fixture
    def four(self, panel: DocumentsPanel, session: Session, qtbot: QtBot) -> DocumentsPanel:
        panel.add([A, B, C, Path("/tmp/d.txt")])
        ready(panel, session)
        panel.activateWindow()
        view(panel).setFocus()
        qtbot.waitUntil(view(panel).hasFocus)
        return panel

    def test_the_keyboard_selects_several(self, four: DocumentsPanel) -> None:
        QTest.keyClick(view(four), Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        assert [each.name for each in four._list.selected] == ["a.pdf", "b.png"]
        QTest.keyClick(view(four), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        assert len(four._list.selected) == 4

    def test_they_go_and_come_back_together(self, four: DocumentsPanel) -> None:
        select(four, 1, 3)
        QTest.keyClick(view(four), Qt.Key.Key_Delete)
        assert order(four) == "ac"
        assert button(four, "documents_undo").toolTip() == "Undo: remove 2 documents (Ctrl+Z)"
        assert four.current is four.model.documents[1], "the one after the first of them"
        four.history.undo()
        assert order(four) == "abcd"

    def test_they_move_together_and_stay_selected(self, four: DocumentsPanel) -> None:
        select(four, 1, 2)
        QTest.keyClick(view(four), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        assert order(four) == "adbc"
        assert [each.name[0] for each in four._list.selected] == ["b", "c"]
        assert not button(four, "documents_down").isEnabled()
        QTest.keyClick(view(four), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        assert order(four) == "adbc"
        four.history.undo()
        assert order(four) == "abcd"

    def test_they_turn_together(self, four: DocumentsPanel) -> None:
        select(four, 0, 1)
        four.turn_selected(1)
        assert [each.quarter_turns for each in treatments(four)] == [1, 1, 0, 0]
        four.history.undo()
        assert treatments(four) == [PLAIN] * 4

    def test_they_are_dragged_together(self, four: DocumentsPanel) -> None:
        select(four, 0, 2)
        four.model.dropped.emit(four._list.selected, 4)
        assert order(four) == "bdac"
        assert [each.name[0] for each in four._list.selected] == ["a", "c"]
        four.history.undo()
        assert order(four) == "abcd"
        four.model.dropped.emit((), 0)
        assert order(four) == "abcd"

    def test_one_file_can_be_sent_twice_each_with_its_own_choices(self, four: DocumentsPanel) -> None:
        select(four, 0)
        QTest.keyClick(view(four), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        assert order(four) == "aabcd"
        assert four.current is four.model.documents[1]
        four.turn_selected(1)
        assert [each.quarter_turns for each in treatments(four)] == [0, 1, 0, 0, 0]
        four.history.undo()
        four.history.undo()
        assert order(four) == "abcd"

    def test_a_menu_offers_it_too(self, four: DocumentsPanel) -> None:
        (duplicate,) = (each for each in four._buttons.menu.actions() if each.text() == "&Duplicate")
        duplicate.trigger()
        assert order(four) == "aabcd"
        view(four).customContextMenuRequested.emit(QPoint(5, 5))
        assert four._buttons.menu.isVisible()
        four._buttons.menu.close()

    def test_with_none_selected_only_adding_is_offered(self, four: DocumentsPanel) -> None:
        four.clear()
        enabled = [each.objectName() for each in four._buttons.menu.actions() if each.isEnabled()]
        assert "documents_duplicate" not in enabled
        assert {"documents_add_folder", "documents_add_earlier"} <= set(enabled)
        four.duplicate_selected()
        assert order(four) == ""


class TestComing:
    def test_the_same_file_again_is_not_added_but_said(self, panel: DocumentsPanel) -> None:
        panel.add([A])
        panel.add([A])
        assert order(panel) == "a"
        assert panel.note.text == "“a.pdf” is in the list already. Ctrl+D takes a document twice."
        panel.add([B])
        assert panel.note.text == ""
        panel.add([A, B])
        assert panel.note.text.startswith("All are in the list already.")

    def test_a_folder_becomes_what_is_in_it_as_one_step(
        self, panel: DocumentsPanel, session: Session, tmp_path: Path, qtbot: QtBot
    ) -> None:
        folder = tmp_path / "letters"
        folder.mkdir()
        for name in ("10.txt", "9.txt"):
            (folder / name).write_text("Dear Anna")
        (folder / "program").write_bytes(b"\x7fELF\0\1")
        panel.add([A, folder])
        first, second = pages_of(session).open
        first.callback(DocumentFacts())
        second.callback(as_trouble(DocumentTrouble.of(TroubleKind.FOLDER, folder)))
        assert panel.is_reading
        assert details(panel, 1) == "Reading…"
        qtbot.waitUntil(lambda: names(panel) == ["a.pdf", "9.txt", "10.txt"])
        assert panel.note.text == "1 file of “letters” cannot be faxed and was left out."
        ready(panel, session)
        assert not panel.is_reading
        assert panel.note.text, "it stays to be read"
        panel.history.undo()
        assert names(panel) == []
        panel.history.redo()
        assert names(panel) == ["a.pdf", "9.txt", "10.txt"]

    def test_a_folder_with_too_much_in_it_says_how_much_came(
        self,
        panel: DocumentsPanel,
        session: Session,
        tmp_path: Path,
        qtbot: QtBot,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        for number in range(5):
            (tmp_path / f"{number}.txt").write_text("Dear Anna")
        monkeypatch.setattr(folder, "documents_in", partial(folder.documents_in, most=3))
        panel.add([tmp_path])
        pages_of(session).fail(as_trouble(DocumentTrouble.of(TroubleKind.FOLDER, tmp_path)))
        qtbot.waitUntil(lambda: panel.model.rowCount() == 3)
        assert panel.note.text.startswith("Only the first 3 documents of")

    def test_a_folder_with_nothing_in_it_goes_with_a_word(
        self, panel: DocumentsPanel, session: Session, tmp_path: Path, qtbot: QtBot
    ) -> None:
        panel.add([tmp_path])
        pages_of(session).fail(as_trouble(DocumentTrouble.of(TroubleKind.FOLDER, tmp_path)))
        qtbot.waitUntil(lambda: "holds nothing that can be faxed" in panel.note.text)
        assert names(panel) == []

    def test_a_folder_that_was_removed_meanwhile_stays_away(
        self, panel: DocumentsPanel, session: Session, tmp_path: Path
    ) -> None:
        (tmp_path / "a.txt").write_text("Dear Anna")
        panel.add([tmp_path])
        folder = panel.model.documents[0]
        pages_of(session).fail(as_trouble(DocumentTrouble.of(TroubleKind.FOLDER, tmp_path)))
        panel.remove_selected()
        panel._take_apart(folder, [tmp_path / "a.txt"])
        assert names(panel) == []
        assert not panel.is_reading

    def test_what_is_in_the_list_already_is_not_taken_out_of_a_folder_again(
        self, panel: DocumentsPanel, session: Session, tmp_path: Path, qtbot: QtBot
    ) -> None:
        (tmp_path / "a.txt").write_text("Dear Anna")
        panel.add([tmp_path / "a.txt", tmp_path])
        pages_of(session).open[1].callback(as_trouble(DocumentTrouble.of(TroubleKind.FOLDER, tmp_path)))
        qtbot.waitUntil(lambda: names(panel) == ["a.txt"])

    def test_a_picture_and_a_text_from_a_browser_become_documents(
        self, panel: DocumentsPanel, qtbot: QtBot
    ) -> None:
        picture = QMimeData()
        picture.setUrls([QUrl("https://example.test/picture.png")])
        picture.setImageData(QImage(9, 9, QImage.Format.Format_RGB32))
        panel.take(picture)
        qtbot.waitUntil(lambda: panel.model.rowCount() == 1)
        text = QMimeData()
        text.setText("Dear Anna")
        panel.take(text)
        qtbot.waitUntil(lambda: panel.model.rowCount() == 2)
        assert [document.path.suffix for document in panel.model.documents] == [".png", ".txt"]

    def test_an_address_in_the_web_is_refused_in_words(self, panel: DocumentsPanel) -> None:
        link = QMimeData()
        link.setUrls([QUrl("https://example.test/letter.pdf")])
        link.setText("https://example.test/letter.pdf")
        panel.take(link)
        assert names(panel) == []
        assert panel.note.text.startswith("Nothing is fetched from the web here.")

    def test_what_cannot_be_kept_says_why(
        self, panel: DocumentsPanel, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        session.data_dir.joinpath("pasted").write_text("in the way")
        text = QMimeData()
        text.setText("Dear Anna")
        panel.take(text)
        qtbot.waitUntil(lambda: bool(panel.note.text))
        assert names(panel) == []

    def test_a_folder_can_be_chosen_in_a_dialog(self, panel: DocumentsPanel, tmp_path: Path) -> None:
        (choose,) = (
            each for each in panel._buttons.menu.actions() if each.objectName() == "documents_add_folder"
        )
        choose.trigger()
        dialog = panel.findChild(QFileDialog, "add_folder")
        assert isinstance(dialog, QFileDialog)
        dialog.filesSelected.emit([str(tmp_path)])
        dialog.close()
        assert [document.path for document in panel.model.documents] == [tmp_path]

    def test_a_folder_that_cannot_be_read_goes_with_the_reason(
        self, panel: DocumentsPanel, session: Session, tmp_path: Path, qtbot: QtBot
    ) -> None:
        gone = tmp_path / "gone"
        panel.add([gone])
        pages_of(session).fail(as_trouble(DocumentTrouble.of(TroubleKind.FOLDER, gone)))
        qtbot.waitUntil(lambda: "no longer there" in panel.note.text)
        assert names(panel) == []

    def test_documents_of_earlier_faxes_are_added_as_any_others(self, panel: DocumentsPanel) -> None:
        (choose,) = (
            each for each in panel._buttons.menu.actions() if each.objectName() == "documents_add_earlier"
        )
        choose.trigger()
        dialog = panel.findChild(EarlierDialog)
        assert dialog is not None
        dialog.chosen.emit((A, B))
        dialog.reject()
        assert names(panel) == ["a.pdf", "b.png"]

    def test_the_first_page_is_seen_in_the_row_once_it_comes(
        self, panel: DocumentsPanel, session: Session, qtbot: QtBot
    ) -> None:
        panel.add([A])
        ready(panel, session)
        row = view(panel).visualRect(panel.model.index(0))
        spot = view(panel).viewport().mapTo(panel, row.topLeft()) + QPoint(10, row.height() // 2)
        qtbot.waitUntil(lambda: any(request.width == 84 for request in pages_of(session).open))
        for request in pages_of(session).open:
            request.cancel()
            image = QImage(60, 84, QImage.Format.Format_Grayscale8)
            image.fill(0)
            request.callback(PageImage(image))
        assert panel.grab().toImage().pixelColor(spot).lightness() < 30

    def test_a_draft_may_hold_a_file_twice(self, panel: DocumentsPanel) -> None:
        panel.fill([FaxDocument(A, Treatment(contrast=3)), FaxDocument(A)])
        assert treatments(panel) == [Treatment(contrast=3), PLAIN]
        assert panel.ever == (A,)
        select(panel, 0)
        panel.remove_selected()
        assert panel.removed() == (), "it is still there once"

    def test_many_are_looked_into_a_few_at_a_time(self, panel: DocumentsPanel, session: Session) -> None:
        panel.add([Path(f"/tmp/{number}.pdf") for number in range(20)])
        assert len(pages_of(session).open) == 4
        first = pages_of(session).open[0]
        first.cancel()
        first.callback(DocumentFacts())
        assert len(pages_of(session).open) == 4
        while pages_of(session).open:
            ready(panel, session)
        assert not panel.is_reading
        assert {document.state for document in panel.model.documents} == {DocumentState.READY}


class TestUndoing:
    def keys(self, panel: DocumentsPanel, key: Qt.Key, shift: bool = False) -> None:
        modifiers = Qt.KeyboardModifier.ControlModifier
        QTest.keyClick(
            view(panel), key, modifiers | Qt.KeyboardModifier.ShiftModifier if shift else modifiers
        )

    def test_keys_take_back_and_do_again(self, panel: DocumentsPanel, qtbot: QtBot) -> None:
        panel.add([A, B])
        panel.activateWindow()
        view(panel).setFocus()
        qtbot.waitUntil(view(panel).hasFocus)
        panel.move_selected(1)
        panel.remove_selected()
        assert order(panel) == "b"
        self.keys(panel, Qt.Key.Key_Z)
        assert order(panel) == "ba"
        assert panel.current is panel.model.documents[1], "what came back is selected"
        self.keys(panel, Qt.Key.Key_Z)
        assert order(panel) == "ab"
        self.keys(panel, Qt.Key.Key_Z, shift=True)
        self.keys(panel, Qt.Key.Key_Y)
        assert order(panel) == "b"

    def test_buttons_say_what_they_would_take_back(self, panel: DocumentsPanel) -> None:
        assert not button(panel, "documents_undo").isVisible()
        panel.add([A, B])
        assert button(panel, "documents_undo").toolTip() == "Undo: add 2 documents (Ctrl+Z)"
        assert not button(panel, "documents_redo").isEnabled()
        panel.remove_selected()
        assert button(panel, "documents_undo").toolTip() == "Undo: remove a.pdf (Ctrl+Z)"
        button(panel, "documents_undo").click()
        assert button(panel, "documents_redo").toolTip() == "Redo: remove a.pdf (Ctrl+Shift+Z)"
        button(panel, "documents_redo").click()
        assert order(panel) == "b"

    def test_the_last_document_comes_back_too(self, panel: DocumentsPanel, qtbot: QtBot) -> None:
        panel.add([A])
        panel.activateWindow()
        view(panel).setFocus()
        qtbot.waitUntil(view(panel).hasFocus)
        panel.remove_selected()
        assert panel.isAncestorOf(QApplication.focusWidget())
        assert button(panel, "documents_undo").isVisible()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert order(panel) == "a"

    def test_what_comes_back_unread_is_looked_into_again(
        self, panel: DocumentsPanel, session: Session
    ) -> None:
        panel.add([A])
        panel.remove_selected()
        assert pages_of(session).open == []
        panel.history.undo()
        ready(panel, session, 2)
        assert panel.model.documents[0].pages == 2
        assert not panel.is_reading
        panel.history.undo()
        panel.history.redo()
        assert pages_of(session).open == [], "it is known already"

    def test_no_way_leads_back_to_another_fax(self, panel: DocumentsPanel) -> None:
        panel.add([A])
        panel.remove_selected()
        assert panel.ever == (A,)
        panel.clear()
        assert panel.ever == ()
        panel.history.undo()
        assert order(panel) == ""


class TestPageOptions:
    def test_the_keyboard_and_a_button_open_them_beside_the_list(
        self, panel: DocumentsPanel, session: Session, qtbot: QtBot
    ) -> None:
        panel.add([A])
        ready(panel, session)
        QTest.keyClick(view(panel), Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
        options = panel.findChild(PageOptions)
        assert options is not None
        qtbot.waitUntil(options.isVisible)
        assert not options.isModal()
        assert options.windowTitle() == "Pages of “a.pdf”"
        options.close()
        assert button(panel, "documents_options").accessibleName() == "Page options"
        button(panel, "documents_options").click()
        assert options.isVisible()

    def test_they_change_the_selected_document_and_follow_what_is_undone(
        self, panel: DocumentsPanel, session: Session
    ) -> None:
        panel.add([A, B])
        ready(panel, session)
        panel.show_options()
        options = panel.findChild(PageOptions)
        assert options is not None
        options._contrast._number.setValue(40)
        assert treatments(panel) == [Treatment(contrast=40), PLAIN]
        options.undo_asked.emit()
        assert treatments(panel) == [PLAIN, PLAIN]
        assert options._contrast._number.value() == 0
        options.redo_asked.emit()
        assert options._contrast._number.value() == 40
        panel._list.select([panel.model.documents[1]])
        assert options.windowTitle() == "Pages of “b.png”"
        assert options._contrast._number.value() == 0

    def test_what_is_typed_or_dragged_slowly_is_one_step_until_something_else_is_touched(
        self, panel: DocumentsPanel, session: Session
    ) -> None:
        panel.add([A, B])
        ready(panel, session)
        panel.show_options()
        options = panel.findChild(PageOptions)
        assert options is not None
        line = options.findChild(QLineEdit, "page_choice")
        assert isinstance(line, QLineEdit)
        for text in ("1", "1-", "1-2"):
            line.setText(text)
            line.textEdited.emit(text)
        for value in (10, 20, 30):
            options._contrast._number.setValue(value)
        panel.history.undo()
        assert treatments(panel)[0] == Treatment(pages=PageChoice.parse("1-2"))
        panel.history.undo()
        assert treatments(panel)[0] == PLAIN
        options._contrast._number.setValue(5)
        select(panel, 1)
        select(panel, 0)
        options._contrast._number.setValue(6)
        panel.history.undo()
        assert treatments(panel)[0] == Treatment(contrast=5), "another document was looked at in between"

    def test_they_go_where_the_documents_are_not_seen_or_gone(
        self, panel: DocumentsPanel, session: Session
    ) -> None:
        panel.add([A])
        ready(panel, session)
        panel.show_options()
        options = panel.findChild(PageOptions)
        assert options is not None
        panel.hide()
        assert not options.isVisible()
        panel.show()
        panel.show_options()
        assert options.isVisible()
        panel.clear()
        assert not options.isVisible()

    def test_turning_is_said_and_adds_up(self, panel: DocumentsPanel, session: Session) -> None:
        panel.add([A])
        ready(panel, session)
        panel.turn_selected(1)
        panel.turn_selected(1)
        assert details(panel) == "3 pages · 900 bytes · upside down"
        panel.history.undo()
        assert details(panel) == "3 pages · 900 bytes · turned right"

    def test_pages_that_byfax_makes_cannot_be_turned_here(
        self, panel: DocumentsPanel, session: Session
    ) -> None:
        panel.add([C])
        ready(panel, session, None)
        panel.turn_selected(1)
        assert "save it as PDF" in panel.note.text
        assert treatments(panel) == [PLAIN]
        panel.add([A])
        assert panel.note.text == "", "it was about the other document"

    def test_a_choice_that_leaves_no_page_is_an_obstacle(
        self, panel: DocumentsPanel, session: Session
    ) -> None:
        panel.fill([FaxDocument(B), FaxDocument(A, Treatment(pages=PageChoice.parse("7-")))])
        assert panel.obstacles == (), "nobody knows yet"
        ready(panel, session)
        (obstacle,) = panel.obstacles
        assert obstacle.what == "“a.pdf” has no page left to send."
        panel.point_at_wrong()
        assert panel.current is panel.model.documents[1]


class TestProtectedDocuments:
    @pytest.fixture
    def secret(self, panel: DocumentsPanel, session: Session) -> Document:
        panel.add([A])
        pages_of(session).fail(locked(A))
        return panel.model.documents[0]

    def dialog(self, panel: DocumentsPanel) -> PasswordDialog:
        (found,) = panel.findChildren(PasswordDialog)
        assert isinstance(found, PasswordDialog)
        return found

    def test_it_says_that_it_wants_its_password(self, panel: DocumentsPanel, secret: Document) -> None:
        assert secret.state is DocumentState.PROTECTED
        assert details(panel) == "Protected by a password. Enter it, and its pages can be seen and sent."
        (obstacle,) = panel.obstacles
        assert obstacle.do == "Enter the password, or remove it."

    @pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2])
    def test_keys_ask_for_it(self, panel: DocumentsPanel, secret: Document, key: Qt.Key) -> None:
        QTest.keyClick(view(panel), key)
        self.dialog(panel)

    def test_once_opened_it_is_as_any_other(
        self, panel: DocumentsPanel, session: Session, secret: Document
    ) -> None:
        shown: list[object] = []
        panel.selected.connect(shown.append)
        panel.ask_password()
        dialog = self.dialog(panel)
        dialog._line.setText("sesame")
        dialog._open_button.click()
        ready(panel, session, 3)
        assert (secret.state, secret.pages, secret.password) == (DocumentState.READY, 3, "sesame")
        assert details(panel) == "3 pages · 900 bytes · opened with its password"
        assert "fax pages on this computer" in panel.model.index(0).data(Qt.ItemDataRole.ToolTipRole)
        assert "sesame" not in repr(secret) + panel.model.index(0).data(Qt.ItemDataRole.ToolTipRole)
        assert shown == [secret]
        assert panel.obstacles == ()

    def test_one_that_is_not_protected_is_not_asked_for(
        self, panel: DocumentsPanel, session: Session
    ) -> None:
        panel.add([A])
        ready(panel, session)
        panel.ask_password()
        assert panel.findChildren(PasswordDialog) == []

    def test_a_password_that_comes_along_is_tried_first(
        self, panel: DocumentsPanel, session: Session
    ) -> None:
        panel.fill([FaxDocument(A, PLAIN, "sesame")])
        assert [request.password for request in pages_of(session).open] == ["sesame"]


def test_what_was_written_before_comes_with_its_choices_and_without_a_way_back(
    panel: DocumentsPanel, session: Session
) -> None:
    turned = Treatment(quarter_turns=1)
    panel.fill([FaxDocument(A, turned), FaxDocument(B)])
    assert treatments(panel) == [turned, PLAIN]
    assert panel.history.undo_text == ""
    assert panel.current is panel.model.documents[0]


def test_choices_take_the_room_that_their_words_need(panel: DocumentsPanel, session: Session) -> None:
    panel.resize(230, 400)
    panel.add([A, B])
    ready(panel, session)
    everything = Treatment(Mode.PHOTO, 1, PageChoice.parse("1-2"), 20, Cut(1, 1, 1, 1), skip_blank=True)
    panel.model.treat(panel.model.documents[1], everything)
    one, other = (view(panel).visualRect(panel.model.index(row)).height() for row in (0, 1))
    assert other > one
