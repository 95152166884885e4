"""Compose as a person meets it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shell_doubles import DocumentFacts, engine_of, files, pages_of, read_all, shell_session

from byfax_desktop.engine.drafts import Draft
from byfax_desktop.engine.events import CoversChanged, DraftFound, FaxQueued, JobFinished
from byfax_desktop.engine.trouble import Trouble, as_trouble
from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.treatment import PLAIN, Treatment
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind
from byfax_desktop.fax.wanted import FaxDocument, FaxLook
from byfax_desktop.service.records import Cover
from byfax_desktop.service.states import FaxMode, FaxQuality
from byfax_desktop.store.drafts import DraftKind
from byfax_desktop.ui.compose import clipboard
from byfax_desktop.ui.compose.header import HEADER
from byfax_desktop.ui.compose.page_options import PageOptions
from byfax_desktop.ui.compose.password import PasswordDialog
from byfax_desktop.ui.compose.recipient_lines import RecipientEntry, recipients_of
from byfax_desktop.ui.compose.tab import ComposeTab
from byfax_desktop.ui.session import Session


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path)


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> ComposeTab:
    tab = ComposeTab(session)
    qtbot.addWidget(tab)
    tab.resize(900, 500)
    with qtbot.waitExposed(tab):
        tab.show()
    return tab


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Anna")
    return path


def text_of(tab: ComposeTab, name: str) -> str:
    found = tab.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()


def fill(tab: ComposeTab, letter: Path, numbers: str = "Anna\tACME\t+49 30 123456") -> None:
    tab.add_documents([letter])
    tab.recipients.add(recipients_of(numbers))
    name = tab.findChild(QLineEdit, "sender_name")
    assert isinstance(name, QLineEdit)
    name.setText("Me")
    read_all(tab._session)


def press_send(tab: ComposeTab, session: Session, qtbot: QtBot) -> None:
    button = tab.findChild(QPushButton, "send_button")
    assert isinstance(button, QPushButton)
    button.click()
    assert tab.sending.dialog is not None
    now = tab.sending.dialog.findChild(QPushButton, "send_now")
    assert isinstance(now, QPushButton)
    now.click()
    qtbot.waitUntil(lambda: bool(engine_of(session).drafts))


def paths(tab: ComposeTab) -> list[Path]:
    return [document.path for document in tab.documents.model.documents]


def test_everything_entered_is_in_the_fax(
    tab: ComposeTab, session: Session, letter: Path, qtbot: QtBot
) -> None:
    fill(tab, letter)
    subject = tab.findChild(QLineEdit, "subject")
    assert isinstance(subject, QLineEdit)
    subject.setText("Offer")
    tab.options._quality.setCurrentIndex(1)
    tab.options._mode.setCurrentIndex(1)
    press_send(tab, session, qtbot)
    (draft,) = engine_of(session).drafts
    assert draft.documents == (letter,)
    assert [recipient.number for recipient in draft.recipients] == ["+4930123456"]
    assert (draft.subject, draft.sender.name, draft.cover_ref) == ("Offer", "Me", None)
    assert (draft.quality, draft.mode) == (FaxQuality.STANDARD, FaxMode.PHOTO)


def test_while_it_is_sent_nothing_can_be_changed_or_sent_twice(
    tab: ComposeTab, session: Session, letter: Path, qtbot: QtBot
) -> None:
    fill(tab, letter)
    tab.documents.show_options()
    options = tab.findChild(PageOptions)
    assert options is not None
    press_send(tab, session, qtbot)
    assert tab.is_sending
    assert not options.isVisible()
    assert not tab.recipients.isEnabled()
    assert text_of(tab, "send_summary") == "Sending…"
    QGuiApplication.clipboard().setMimeData(files(Path("/tmp/other.pdf")))
    tab.send()
    tab.new_fax()
    tab.paste()
    tab.add_documents([Path("/tmp/other.pdf")])
    tab.add_recipient("+375170000001")
    assert not tab.acceptDrops()
    assert len(engine_of(session).drafts) == 1
    assert len(tab.recipients.model.entries) == 1
    assert paths(tab) == [letter]


def test_a_queued_fax_leaves_compose_blank_but_for_the_sender(
    tab: ComposeTab, session: Session, letter: Path, qtbot: QtBot
) -> None:
    fill(tab, letter)
    press_send(tab, session, qtbot)
    with qtbot.waitSignal(tab.queued):
        session.bridge.fax_queued.emit(FaxQueued("job", ("b1",)))
    assert tab.is_blank
    assert not tab.is_sending
    assert tab.sender_row.identity().name == "Me"
    assert session.settings.value("sender/demo/name") == "Me"


def test_a_failure_keeps_everything_and_says_what_to_do(
    tab: ComposeTab, session: Session, letter: Path, qtbot: QtBot
) -> None:
    fill(tab, letter)
    press_send(tab, session, qtbot)
    trouble = Trouble(
        "The service cannot be reached.", "Check the network, then send again.", "ConnectTimeout"
    )
    session.bridge.job_finished.emit(JobFinished("job", trouble))
    assert tab.message.text == "The service cannot be reached. Check the network, then send again."
    assert paths(tab) == [letter]
    assert len(tab.recipients.model.entries) == 1
    assert tab.recipients.isEnabled()
    assert text_of(tab, "send_summary") != "Sending…"


def sent(tab: ComposeTab, session: Session, qtbot: QtBot) -> Draft:
    """Press Send, and have the fax queued; returns what went out."""
    press_send(tab, session, qtbot)
    session.bridge.fax_queued.emit(FaxQueued("job", ("b1",)))
    return engine_of(session).drafts.pop()


def test_what_was_taken_back_is_there_again_as_it_was(
    tab: ComposeTab, session: Session, letter: Path, qtbot: QtBot
) -> None:
    session.bridge.covers_changed.emit(CoversChanged((Cover("c1", "Formal"),)))
    fill(tab, letter, "Anna\tACME\t+49 30 123456\nBob\t\t+44 20 7946 0000")
    tab.cover.fill("c1", "Offer", "Dear all")
    tab.options.change(quality="STANDARD", mode="PHOTO")
    draft = sent(tab, session, qtbot)
    assert tab.is_blank
    tab.put_back("job", replace(draft, draft_id=""))
    read_all(session)
    press_send(tab, session, qtbot)
    again = engine_of(session).drafts.pop()
    assert again.draft_id != draft.draft_id
    assert replace(again, draft_id=draft.draft_id) == draft


def test_what_was_taken_back_comes_in_place_of_another_fax_which_stays_a_draft(
    tab: ComposeTab, session: Session, letter: Path, qtbot: QtBot
) -> None:
    fill(tab, letter)
    tab.cover.fill(None, "Second", "")
    draft = sent(tab, session, qtbot)
    tab.add_recipient("+375170000001")
    tab.put_back("job", draft)
    assert tab.cover.subject == "Second"
    assert [entry.number for entry in tab.recipients.model.entries] == ["+4930123456"]
    kept = engine_of(session).kept[-1]
    assert [recipient.number for recipient in kept.recipients] == ["+375170000001"]
    assert kept.draft_id not in engine_of(session).dropped
    assert text_of(tab, "compose_message_text") == "The fax that was here is kept among the drafts."


def pasted(tab: ComposeTab, qtbot: QtBot) -> Path:
    QGuiApplication.clipboard().setText("Dear Anna")
    tab.paste()
    qtbot.waitUntil(lambda: bool(paths(tab)))
    return paths(tab)[0]


def test_what_was_pasted_is_deleted_once_the_fax_cannot_be_taken_back(
    tab: ComposeTab, session: Session, letter: Path, qtbot: QtBot
) -> None:
    text = pasted(tab, qtbot)
    fill(tab, letter)
    sent(tab, session, qtbot)
    assert text.exists()
    tab.forget_sent("job")
    qtbot.waitUntil(lambda: not text.exists())
    assert letter.exists()


@pytest.mark.parametrize("kind", [DraftKind.DRAFT, DraftKind.TEMPLATE])
def test_what_was_pasted_stays_as_long_as_a_draft_or_a_template_has_it(
    tab: ComposeTab,
    session: Session,
    letter: Path,
    qtbot: QtBot,
    kind: DraftKind,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = pasted(tab, qtbot)
    fill(tab, letter)
    engine_of(session).keep_as(kind, "Weekly", Draft(documents=(text,)))
    deleted: list[tuple[Path, ...]] = []
    monkeypatch.setattr(clipboard, "forget", lambda paths, _folder: deleted.append(paths))
    sent(tab, session, qtbot)
    tab.forget_sent("job")
    qtbot.waitUntil(lambda: len(deleted) == 1)
    engine_of(session).lasting.clear()
    tab._pasted.forget([text])
    qtbot.waitUntil(lambda: len(deleted) == 2)
    assert [text in paths for paths in deleted] == [False, True]


def test_what_was_pasted_and_taken_back_can_be_sent_again(
    tab: ComposeTab, session: Session, letter: Path, qtbot: QtBot
) -> None:
    text = pasted(tab, qtbot)
    fill(tab, letter)
    draft = sent(tab, session, qtbot)
    tab.put_back("job", draft)
    tab.forget_sent("job")
    assert paths(tab) == [text, letter]
    tab.documents.remove_selected()
    assert text.exists(), "removing can be undone"
    tab._clear()
    qtbot.waitUntil(lambda: not text.exists())


def test_what_was_pasted_and_removed_is_deleted_when_the_program_ends(
    tab: ComposeTab, letter: Path, qtbot: QtBot
) -> None:
    text = pasted(tab, qtbot)
    tab.add_documents([letter])
    QApplication.instance().aboutToQuit.emit()
    assert text.exists()
    tab.documents.model.remove({tab.documents.model.documents[0]})
    QApplication.instance().aboutToQuit.emit()
    assert not text.exists()
    assert letter.exists()


def test_problems_stand_beside_what_they_are_about(tab: ComposeTab, session: Session, qtbot: QtBot) -> None:
    tab.send()
    qtbot.waitUntil(lambda: bool(tab.documents.message.text))
    assert tab.documents.message.text == "There is nothing to fax. Add a document, or choose a cover page."
    assert tab.recipients.message.text == "Nobody is named to send the fax to. Enter a fax number."
    assert "who it is from" in tab.sender_row.message.text
    assert engine_of(session).drafts == []
    assert QApplication.focusWidget() is tab.findChild(QPushButton, "documents_empty_action")


def test_a_problem_goes_when_it_is_dealt_with(tab: ComposeTab, letter: Path, qtbot: QtBot) -> None:
    tab.send()
    qtbot.waitUntil(lambda: bool(tab.documents.message.text))
    fill(tab, letter)
    bars = (tab.documents.message, tab.recipients.message, tab.sender_row.message)
    assert [bar.text for bar in bars] == ["", "", ""]


def test_a_wrong_number_is_where_the_keyboard_goes(
    tab: ComposeTab, session: Session, letter: Path, qtbot: QtBot
) -> None:
    fill(tab, letter, "+49 30 123456\nnonsense")
    tab.send()
    qtbot.waitUntil(lambda: bool(tab.recipients.message.text))
    assert tab.recipients.table.currentIndex().row() == 1
    assert engine_of(session).drafts == []


def test_without_an_account_send_leads_to_one(
    tab: ComposeTab, session: Session, letter: Path, qtbot: QtBot
) -> None:
    session.set_account(None)
    fill(tab, letter)
    tab.send()
    action = tab.findChild(QPushButton, "compose_message_action")
    assert isinstance(action, QPushButton)
    with qtbot.waitSignal(tab.account_asked):
        action.click()
    assert paths(tab) == [letter]


def test_a_number_still_being_typed_is_sent(
    tab: ComposeTab, session: Session, letter: Path, qtbot: QtBot
) -> None:
    fill(tab, letter, "")
    tab.activateWindow()
    tab.recipients.table.setFocus()
    qtbot.waitUntil(tab.recipients.table.hasFocus)
    for letter_ in "+4930123456":
        QTest.keyClicks(QApplication.focusWidget(), letter_)
    tab.send()
    qtbot.waitUntil(lambda: bool(engine_of(session).drafts))
    assert engine_of(session).drafts[0].recipients[0].number == "+4930123456"


def test_a_new_fax_leaves_the_one_before_among_the_drafts(
    tab: ComposeTab, session: Session, letter: Path
) -> None:
    tab.new_fax()
    assert engine_of(session).kept == []
    fill(tab, letter)
    tab.new_fax()
    assert tab.is_blank
    (kept,) = engine_of(session).kept
    assert kept.documents == (letter,)
    tab.add_recipient("+375170000001")
    tab.new_fax()
    assert engine_of(session).kept[-1].draft_id not in ("", kept.draft_id)
    assert engine_of(session).dropped == []


def test_a_draft_that_is_opened_is_kept_under_its_own_id(
    tab: ComposeTab, session: Session, letter: Path
) -> None:
    tab.add_recipient("+375170000001")
    tab.open_draft(Draft((letter,), subject="Report", draft_id="D7"))
    tab.new_fax()
    assert [(draft.draft_id == "D7", draft.subject) for draft in engine_of(session).kept] == [
        (False, ""),
        (True, "Report"),
    ]


def test_a_fax_is_discarded_only_if_a_person_wants_that(
    tab: ComposeTab, session: Session, letter: Path
) -> None:
    tab.discard()
    assert tab.findChild(QMessageBox, "discard_question") is None
    fill(tab, letter)
    tab.discard()
    question = tab.findChild(QMessageBox, "discard_question")
    assert isinstance(question, QMessageBox)
    question.buttons()[1].click()
    assert paths(tab) == [letter]
    question.buttons()[0].click()
    assert tab.is_blank
    assert letter.exists()


def drop(widget: QWidget, data: QMimeData) -> None:
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(9, 9), copy, data, buttons, keys))
    QApplication.sendEvent(widget, QDropEvent(QPointF(9, 9), copy, data, buttons, keys))


def test_files_can_be_dropped_anywhere(tab: ComposeTab, letter: Path) -> None:
    drop(tab, files(letter, Path("/tmp/other.pdf")))
    assert paths(tab) == [letter, Path("/tmp/other.pdf")]
    tab.finish()
    takers = [field.objectName() for field in tab.findChildren(QLineEdit) if field.acceptDrops()]
    assert takers == [], "a field would take the file as text"


def test_a_list_that_is_dropped_on_the_recipients_is_one_of_theirs(tab: ComposeTab, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Anna;+49 30 123456\n")
    veil = tab.findChild(QWidget, "drop_veil")
    assert isinstance(veil, QWidget)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = tab.recipients.mapTo(tab, tab.recipients.rect().center())
    copy, data = Qt.DropAction.CopyAction, files(path)
    QApplication.sendEvent(tab, QDragEnterEvent(place, copy, data, buttons, keys))
    assert veil.geometry().size() == tab.recipients.size()
    QApplication.sendEvent(tab, QDropEvent(QPointF(place), copy, data, buttons, keys))
    assert tab.recipients.findChild(QDialog, "import_recipients") is not None
    assert paths(tab) == []
    drop(tab, data)
    assert paths(tab) == [path]


def test_while_files_are_above_it_says_so(tab: ComposeTab, letter: Path) -> None:
    veil = tab.findChild(QWidget, "drop_veil")
    assert isinstance(veil, QWidget)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    data = files(letter)
    QApplication.sendEvent(tab, QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, buttons, keys))
    assert veil.isVisible()
    QApplication.sendEvent(tab, QDragLeaveEvent())
    assert not veil.isVisible()


def test_text_from_the_clipboard_becomes_a_document(tab: ComposeTab, session: Session, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("Dear Anna")
    tab.documents.setFocus()
    tab.paste()
    qtbot.waitUntil(lambda: bool(paths(tab)))
    (pasted,) = paths(tab)
    assert pasted.read_text(encoding="utf-8") == "Dear Anna"
    tab._clear()
    qtbot.waitUntil(lambda: not pasted.exists())


def test_files_from_the_clipboard_are_added_as_they_are(tab: ComposeTab, letter: Path) -> None:
    QGuiApplication.clipboard().setMimeData(files(letter))
    tab.paste()
    assert paths(tab) == [letter]


def test_the_selected_document_is_shown(tab: ComposeTab, session: Session, letter: Path) -> None:
    tab.add_documents([letter])
    pages_of(session).open[0].callback(DocumentFacts(pages=2))
    assert tab._preview.viewer.path == letter
    assert text_of(tab, "send_summary") == "2 pages. Enter a fax number."


def test_every_control_has_a_name_for_tests_and_for_the_ear(tab: ComposeTab) -> None:
    for widget in tab.findChildren(QWidget):
        takes_keyboard = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.focusProxy()
        if takes_keyboard and widget.isVisibleTo(tab) and not widget.objectName().startswith("qt_"):
            assert widget.objectName(), f"{widget} has no object name"
            assert widget.accessibleName() or getattr(widget, "text", str)(), (
                f"{widget.objectName()} is nameless"
            )


def test_documents_that_are_still_being_read_are_waited_for(
    tab: ComposeTab, session: Session, letter: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    fill(tab, letter)
    second = tmp_path / "second.txt"
    second.write_text("More")
    tab.add_documents([second])
    tab.send()
    assert text_of(tab, "send_summary") == "Sending…"
    assert not tab.is_sending
    read_all(session)
    qtbot.waitUntil(lambda: bool(engine_of(session).drafts))
    assert engine_of(session).drafts[0].documents == (letter, second)


def test_a_document_that_cannot_be_sent_holds_the_fax_back(
    tab: ComposeTab, session: Session, letter: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    fill(tab, letter)
    locked = tmp_path / "locked.pdf"
    locked.write_bytes(b"%PDF")
    tab.add_documents([locked])
    pages_of(session).fail(Trouble("It is protected by a password.", "Save a copy without it."))
    tab.send()
    qtbot.waitUntil(lambda: bool(tab.documents.message.text))
    assert tab.documents.message.text == "“locked.pdf” cannot be sent as it is. Put it right, or remove it."
    assert engine_of(session).drafts == []
    tab.documents.remove_selected()
    press_send(tab, session, qtbot)
    assert engine_of(session).drafts[0].documents == (letter,)


def test_tab_leads_through_all_of_it_and_round(tab: ComposeTab, session: Session, letter: Path) -> None:
    fill(tab, letter)
    tab.activateWindow()
    tab.documents.setFocus()
    visited = []
    for _ in range(21):
        focus = QApplication.focusWidget()
        visited.append(focus.objectName())
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert visited == [
        "documents_list",
        "documents_add",
        "documents_undo",
        "documents_options",
        "documents_remove",
        "documents_more",
        "recipient_table",
        "recipients_contacts",
        "recipients_paste",
        "recipients_import",
        "cover_choice",
        "cover_manage",
        "subject",
        "sender_name",
        "sender_company",
        "sender_number",
        "sender_menu",
        "quality",
        "mode",
        "more_options",
        "send_button",
    ]


def test_the_keyboard_begins_at_the_number(tab: ComposeTab) -> None:
    tab.activateWindow()
    tab.documents.setFocus()
    tab.setFocus()
    assert tab.recipients.table.hasFocus()


TURNED = Treatment(quarter_turns=1)


def look_of(tab: ComposeTab) -> FaxLook:
    return tab.fax.look_of(tab.documents.model.documents[0])


def test_choices_and_passwords_go_with_the_fax(
    tab: ComposeTab, session: Session, letter: Path, qtbot: QtBot
) -> None:
    fill(tab, letter)
    tab.documents.turn_selected(1)
    tab.documents.model.documents[0].password = "sesame"
    press_send(tab, session, qtbot)
    (draft,) = engine_of(session).drafts
    assert draft.fax_documents == (FaxDocument(letter, TURNED, "sesame"),)
    assert draft.header == HEADER


def test_choices_come_back_with_what_was_taken_back(
    tab: ComposeTab, session: Session, letter: Path, qtbot: QtBot
) -> None:
    fill(tab, letter)
    tab.documents.turn_selected(1)
    draft = sent(tab, session, qtbot)
    assert tab.documents.history.undo_text == ""
    tab.put_back("job", replace(draft, header=None))
    assert [document.treatment for document in tab.documents.model.documents] == [TURNED]
    assert tab.fax.to_send().header is None, "as it was sent"
    tab._clear()
    assert tab.fax.to_send().header == HEADER


def test_the_pages_follow_who_sends_to_whom_and_how(
    tab: ComposeTab, session: Session, letter: Path, qtbot: QtBot
) -> None:
    fill(tab, letter)
    header = look_of(tab).header
    assert header is not None
    values = dict(header.values)
    assert (values["From"], values["To"], values["ToNumber"]) == ("Me", "Anna", "+4930123456")
    tab.options.change(quality="STANDARD", mode="PHOTO")
    assert (look_of(tab).resolution, look_of(tab).mode) == (Resolution.STANDARD, Mode.PHOTO)
    name = tab.findChild(QLineEdit, "sender_name")
    assert isinstance(name, QLineEdit)
    for change in (
        lambda: name.setText("Another"),
        lambda: tab.options.change(quality="FINE", mode="TEXT"),
        lambda: tab.add_recipient("+375170000001"),
        lambda: tab.documents.turn_selected(1),
    ):
        tab._preview._pause.stop()
        change()
        assert tab._preview._pause.isActive()


def test_another_quality_leaves_the_time_open(tab: ComposeTab, letter: Path) -> None:
    fill(tab, letter)
    (document,) = tab.documents.model.documents
    tab._preview.timed.emit(document, 120.0)
    assert document.detail.endswith("about 2 min on the line")
    tab.options.change(quality="STANDARD", mode="TEXT")
    assert document.seconds is None


def test_the_viewer_turns_the_document_and_takes_it_back(tab: ComposeTab, letter: Path, qtbot: QtBot) -> None:
    fill(tab, letter)
    viewer = tab._preview.viewer
    viewer.turn_asked.emit(1)
    assert tab.documents.model.documents[0].treatment == TURNED
    tab.activateWindow()
    viewer.canvas.setFocus()
    qtbot.waitUntil(viewer.canvas.hasFocus)
    QTest.keyClick(viewer.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert tab.documents.model.documents[0].treatment == PLAIN


def test_a_text_field_keeps_its_own_undo(tab: ComposeTab, letter: Path, qtbot: QtBot) -> None:
    fill(tab, letter)
    name = tab.findChild(QLineEdit, "subject")
    assert isinstance(name, QLineEdit)
    tab.activateWindow()
    name.setFocus()
    qtbot.waitUntil(name.hasFocus)
    QTest.keyClicks(name, "Offer")
    QTest.keyClick(name, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert name.text() == ""
    assert paths(tab) == [letter]


def test_a_protected_document_holds_the_fax_back_and_asks_for_its_password(
    tab: ComposeTab, session: Session, letter: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    fill(tab, letter)
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(b"%PDF")
    tab.add_documents([secret])
    pages_of(session).fail(as_trouble(DocumentTrouble.of(TroubleKind.ENCRYPTED, secret)))
    tab.send()
    qtbot.waitUntil(lambda: bool(tab.documents.message.text))
    assert tab.documents.message.text == (
        "“secret.pdf” is protected by a password. Enter the password, or remove it."
    )
    assert engine_of(session).drafts == []
    tab._preview.viewer.action_triggered.emit()
    assert tab.documents.findChildren(PasswordDialog)


def test_a_draft_of_the_last_time_asks_for_the_password_again(
    tab: ComposeTab, session: Session, letter: Path
) -> None:
    kept = Draft(documents=(letter,), treatments=(TURNED,), draft_id="d1")
    session.bridge.draft_found.emit(DraftFound(kept))
    assert [document.treatment for document in tab.documents.model.documents] == [TURNED]
    pages_of(session).fail(as_trouble(DocumentTrouble.of(TroubleKind.ENCRYPTED, letter)))
    assert "Enter the password" in tab._preview.viewer.notice.button.text()


def test_the_preview_is_for_the_recipient_who_is_chosen(tab: ComposeTab) -> None:
    people = [RecipientEntry(name, "", "+49 30 123456", subject=name) for name in ("Anna", "Bob")]
    tab.recipients.add(people)
    tab.cover.fill(None, "Bill of {Name}", "")
    tab.recipients.merge.go_to(1)
    assert [each.name for each in tab.fax.to_first().recipients] == ["Bob"]
