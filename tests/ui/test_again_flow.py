"""From a sent fax to the send dialog: what is asked of the engine, and what is shown of the fax before."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog
from pytestqt.qtbot import QtBot
from shell_doubles import engine_of, read_all, shell_session
from tab_doubles import WORKED

from byfax_desktop.engine.drafts import Draft, DraftRecipient, Origin, SenderIdentity
from byfax_desktop.engine.events import FaxQueued, JobFinished, RestReady
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.service.states import FaxQuality
from byfax_desktop.store.submissions import Sequel, SequelKind
from byfax_desktop.ui.main_window import MainWindow
from byfax_desktop.ui.message_bar import MessageBar
from byfax_desktop.ui.outbox.again import AGAIN, FORWARD, NOT_REACHED, REST, STANDARD, AgainWish
from byfax_desktop.ui.send_dialog.dialog import SendDialog
from byfax_desktop.ui.send_dialog.origin_banner import origin_words
from byfax_desktop.ui.session import Session

SENT = datetime(2020, 11, 23, 10, 42, tzinfo=UTC)


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> MainWindow:
    window = MainWindow(session)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.finish()
    return window


@pytest.fixture
def rest(tmp_path: Path) -> Draft:
    """Pages 4 to 8 of a fax, behind a page that says so."""
    notice, pages = tmp_path / "notice.html", tmp_path / "Pages 4 to 8.tif"
    for path in (notice, pages):
        path.write_text("page")
    return Draft(
        documents=(notice, pages),
        recipients=(DraftRecipient(WORKED[0], "Anna"),),
        sender=SenderIdentity("Me"),
        header="",
        prepared=True,
        origin=Origin(
            Sequel(SequelKind.REST, "a", "m", 4, 8), SENT, "The line was too bad", 8, pages, notice
        ),
    )


def sent_again(tmp_path: Path, session: Session) -> Draft:
    letter = tmp_path / "letter.pdf"
    letter.write_text("page")
    draft = Draft(
        documents=(letter,),
        recipients=(DraftRecipient(WORKED[0], "Anna"),),
        sender=SenderIdentity("Me"),
        origin=Origin(Sequel(SequelKind.AGAIN, "a"), SENT, "not delivered: busy"),
    )
    engine_of(session).sent_before["a"] = draft
    return draft


def dialog_of(qtbot: QtBot, window: MainWindow, session: Session) -> SendDialog:
    qtbot.waitUntil(lambda: window.compose.sending.dialog is not None)
    read_all(session)
    dialog = window.compose.sending.dialog
    assert dialog is not None
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog._readiness.is_current)
    return dialog


def banner(dialog: QDialog) -> str:
    bar = dialog.findChild(MessageBar, "send_origin_message")
    assert isinstance(bar, MessageBar)
    return bar.text if bar.isVisible() else ""


def notice_box(dialog: QDialog) -> QCheckBox:
    box = dialog.findChild(QCheckBox, "send_origin_notice")
    assert isinstance(box, QCheckBox)
    return box


@pytest.mark.parametrize(
    ("how", "asked", "quality", "people", "kind"),
    [
        (AGAIN, ("a", False, ""), FaxQuality.FINE, 1, SequelKind.AGAIN),
        (NOT_REACHED, ("a", True, ""), FaxQuality.FINE, 1, SequelKind.AGAIN),
        (STANDARD, ("a", True, ""), FaxQuality.STANDARD, 1, SequelKind.AGAIN),
        (FORWARD, ("a", False, ""), FaxQuality.FINE, 0, SequelKind.FORWARD),
    ],
)
def test_each_way_opens_the_send_dialog_and_sends_nothing(
    qtbot: QtBot,
    window: MainWindow,
    session: Session,
    tmp_path: Path,
    how: str,
    asked: tuple[str, bool, str],
    quality: FaxQuality,
    people: int,
    kind: SequelKind,
) -> None:
    sent_again(tmp_path, session)
    window.ways.again_asked.emit(AgainWish(how, "a"))
    dialog_of(qtbot, window, session)
    draft = window.compose.fax.to_send()
    assert engine_of(session).made_again == [asked]
    assert draft.quality is quality
    assert len(window.compose.recipients.model.entries) == people
    assert draft.origin is not None
    assert draft.origin.sequel.kind is kind
    assert engine_of(session).drafts == []


def test_above_what_is_sent_again_stands_what_became_of_it(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    sent_again(tmp_path, session)
    window.ways.again_asked.emit(AgainWish(AGAIN, "a"))
    dialog = dialog_of(qtbot, window, session)
    assert banner(dialog) == "Sent 23 Nov 2020 — not delivered: busy."
    assert not notice_box(dialog).isVisible()


def test_above_a_new_fax_stands_nothing(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_text("page")
    window.send_documents([letter])
    assert banner(dialog_of(qtbot, window, session)) == ""


def test_the_rest_is_got_in_the_background_and_sent_only_by_send(
    qtbot: QtBot, window: MainWindow, session: Session, rest: Draft
) -> None:
    window.ways.again_asked.emit(AgainWish(REST, "a", "m"))
    assert engine_of(session).rests == [("a", "m")]
    assert window.compose.sending.dialog is None
    session.bridge.rest_ready.emit(RestReady("somebody else's", Draft()))
    assert window.compose.sending.dialog is None

    session.bridge.rest_ready.emit(RestReady("rest 1", rest))
    dialog = dialog_of(qtbot, window, session)
    assert banner(dialog).startswith("Sent 23 Nov 2020 — broke off after page 3: the line was too bad.")
    assert engine_of(session).drafts == []
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(engine_of(session).drafts))
    (draft,) = engine_of(session).drafts
    assert draft.documents == rest.documents
    assert draft.origin == rest.origin
    session.bridge.fax_queued.emit(FaxQueued("job", ("b",)))


def test_the_page_that_says_so_is_left_out_by_a_key_and_comes_back(
    qtbot: QtBot, window: MainWindow, session: Session, rest: Draft
) -> None:
    window.ways.again_asked.emit(AgainWish(REST, "a", "m"))
    session.bridge.rest_ready.emit(RestReady("rest 1", rest))
    dialog = dialog_of(qtbot, window, session)
    box = notice_box(dialog)
    assert box.isChecked()
    QTest.keyClick(dialog, Qt.Key.Key_B, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.compose.fax.page_count == 1)
    assert window.compose.fax.to_send().documents == rest.documents[1:]
    assert window.compose.fax.to_send().origin == rest.origin
    box.click()
    assert window.compose.fax.to_send().documents == rest.documents


def test_without_the_pages_that_were_missing_it_is_no_rest(
    qtbot: QtBot, window: MainWindow, session: Session, rest: Draft
) -> None:
    window.ways.again_asked.emit(AgainWish(REST, "a", "m"))
    session.bridge.rest_ready.emit(RestReady("rest 1", rest))
    dialog = dialog_of(qtbot, window, session)
    model = window.compose.documents.model
    model.remove({each for each in model.documents if each.path == rest.documents[1]})
    assert window.compose.fax.origin is None
    assert banner(dialog) == ""


def test_a_new_fax_follows_upon_nothing(
    qtbot: QtBot, window: MainWindow, session: Session, rest: Draft
) -> None:
    window.ways.again_asked.emit(AgainWish(REST, "a", "m"))
    session.bridge.rest_ready.emit(RestReady("rest 1", rest))
    dialog_of(qtbot, window, session).reject()
    window.compose.new_fax()
    assert window.compose.fax.origin is None
    kept = engine_of(session).kept[-1]
    assert kept.origin == rest.origin, "what is set aside is still the rest"


def test_what_comes_while_a_fax_is_looked_at_waits(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path, rest: Draft
) -> None:
    window.ways.again_asked.emit(AgainWish(REST, "a", "m"))
    letter = tmp_path / "letter.pdf"
    letter.write_text("page")
    window.send_documents([letter])
    dialog = dialog_of(qtbot, window, session)
    session.bridge.rest_ready.emit(RestReady("rest 1", rest))
    assert [each.path for each in window.compose.documents.model.documents] == [letter]

    dialog.reject()
    qtbot.waitUntil(lambda: window.compose.fax.origin == rest.origin)
    assert window.compose.sending.dialog not in (None, dialog)


def test_it_is_from_whom_the_first_fax_was_and_the_next_fax_begins_as_before(
    qtbot: QtBot, window: MainWindow, session: Session, rest: Draft
) -> None:
    before = window.compose.options.options
    window.compose.sender_row._name.setText("Office Berlin")
    window.compose.sender_row.remember()
    window.ways.again_asked.emit(AgainWish(REST, "a", "m"))
    session.bridge.rest_ready.emit(RestReady("rest 1", rest))
    dialog = dialog_of(qtbot, window, session)
    assert window.compose.fax.to_send().sender.name == "Me"
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(engine_of(session).drafts))
    session.bridge.fax_queued.emit(FaxQueued("job", ("b",)))
    assert window.compose.fax.is_blank
    assert window.compose.options.options == before, "ready pages are no habit"
    assert window.compose.fax.to_send().sender.name == "Office Berlin"


def test_what_comes_while_a_fax_is_handed_over_does_not_go_with_it(
    qtbot: QtBot, window: MainWindow, session: Session, tmp_path: Path, rest: Draft
) -> None:
    sent_again(tmp_path, session)
    window.ways.again_asked.emit(AgainWish(AGAIN, "a"))
    dialog = dialog_of(qtbot, window, session)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(engine_of(session).drafts))
    window.ways.again_asked.emit(AgainWish(REST, "a", "m"))
    session.bridge.rest_ready.emit(RestReady("rest 1", rest))
    assert window.notices.message.text.startswith("A fax is just being sent.")
    session.bridge.fax_queued.emit(FaxQueued("job", ("b",)))


def test_why_there_is_no_rest_is_told(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.ways.again_asked.emit(AgainWish(REST, "a", "m"))
    session.bridge.job_finished.emit(JobFinished("rest 1", Trouble("None arrived.", "Send all of it.")))
    assert window.notices.message.text == "None arrived. Send all of it."


def test_of_an_account_that_was_left_nothing_comes(
    qtbot: QtBot, window: MainWindow, session: Session, rest: Draft
) -> None:
    window.ways.again_asked.emit(AgainWish(REST, "a", "m"))
    session.set_account(None)
    session.bridge.rest_ready.emit(RestReady("rest 1", rest))
    assert window.compose.sending.dialog is None


def test_words() -> None:
    rest = Sequel(SequelKind.REST, "a", "m", 8, 8)
    assert origin_words(Origin(rest, SENT, "The other side hung up", 8, is_made_anew=True)) == (
        "Sent 23 Nov 2020 — broke off after page 7: the other side hung up."
        " This is page 8 of 8, made anew of the documents that are kept here, with a new header line."
    )
    assert origin_words(Origin(Sequel(SequelKind.FORWARD, "a"), SENT, "delivered, 3 pages")) == (
        "Made of the fax sent 23 Nov 2020 — delivered, 3 pages."
    )
