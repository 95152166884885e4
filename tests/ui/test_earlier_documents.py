"""Choosing documents of earlier faxes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QListView, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shell_doubles import REAL, engine_of, pages_of, shell_session
from tab_doubles import NOON

from byfax_desktop.engine.earlier import EarlierDocument
from byfax_desktop.engine.events import EarlierDocumentReady, JobFinished
from byfax_desktop.engine.trouble import EngineTrouble, Trouble
from byfax_desktop.store.submissions import DocumentRow
from byfax_desktop.ui.compose.earlier import EarlierDialog, EarlierDocuments
from byfax_desktop.ui.session import Session


def document(
    name: str, to: str = "Anna", recipients: int = 1, subject: str = "", is_here: bool = True
) -> EarlierDocument:
    row = DocumentRow("ref", name, "md5", 1_234_567, name)
    return EarlierDocument(row, Path("/tmp/spool") / name, is_here, NOON, subject, to, recipients)


OFFER, TERMS = (
    document("offer.pdf", subject="Offer 2211", recipients=3),
    document("terms.pdf", to="+4930123456"),
)


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    session = shell_session(tmp_path)
    engine_of(session).earlier = (OFFER, TERMS)
    return session


def shown(session: Session, qtbot: QtBot) -> EarlierDialog:
    dialog = EarlierDialog(session)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    with qtbot.waitExposed(dialog):
        dialog.open()
    return dialog


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> EarlierDialog:
    dialog = shown(session, qtbot)
    qtbot.waitUntil(lambda: len(lines(dialog)) == 2)
    return dialog


def part(dialog: QWidget, kind: type[Any], name: str) -> Any:
    found = dialog.findChild(kind, name)
    assert found is not None
    return found


def lines(dialog: EarlierDialog) -> list[str]:
    model = part(dialog, QListView, "earlier_list").model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_each_says_when_and_to_whom_it_went(dialog: EarlierDialog) -> None:
    first, second = (line.split("\n") for line in lines(dialog))
    assert first[0] == "offer.pdf"
    assert first[1].endswith("1.2 MB · to Anna + 2 · Offer 2211")
    assert second[1].endswith("to +49 30 123456")


def test_what_is_searched_for_stays(dialog: EarlierDialog, qtbot: QtBot) -> None:
    search = part(dialog, QLineEdit, "earlier_search")
    search.setText("TERMS")
    assert [line[:5] for line in lines(dialog)] == ["terms"]
    search.setText("2211")
    assert [line[:5] for line in lines(dialog)] == ["offer"]
    search.setText("nobody (")
    assert lines(dialog) == []
    assert not part(dialog, QPushButton, "earlier_add").isEnabled()
    assert part(dialog, QWidget, "earlier_notice").isVisible()


def test_several_can_be_added_with_the_keyboard(dialog: EarlierDialog, qtbot: QtBot) -> None:
    view = part(dialog, QListView, "earlier_list")
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(dialog.chosen) as heard:
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert heard.args == [(Path("/tmp/again/offer.pdf"), Path("/tmp/again/terms.pdf"))]
    assert not dialog.isVisible()


def test_the_one_that_was_found_is_the_one_that_is_added(dialog: EarlierDialog, qtbot: QtBot) -> None:
    part(dialog, QLineEdit, "earlier_search").setText("terms")
    view = part(dialog, QListView, "earlier_list")
    view.setCurrentIndex(view.model().index(0, 0))
    with qtbot.waitSignal(dialog.chosen) as heard:
        part(dialog, QPushButton, "earlier_add").click()
    assert heard.args == [(Path("/tmp/again/terms.pdf"),)]


def test_the_pages_of_the_current_one_are_shown(dialog: EarlierDialog, session: Session) -> None:
    assert [request.path for request in pages_of(session).open] == [OFFER.path]
    pages_of(session).answer(3)
    assert dialog._viewer.path == OFFER.path
    part(dialog, QListView, "earlier_list").setCurrentIndex(dialog._found.index(1, 0))
    pages_of(session).fail(Trouble("It is broken.", "Mend it."))
    assert dialog._viewer.path is None


def test_a_copy_that_cannot_be_made_says_why(dialog: EarlierDialog, session: Session, qtbot: QtBot) -> None:
    def fail(_: object) -> Path:
        raise EngineTrouble("It is no longer here.", "Add the file itself.")

    engine_of(session).earlier_copy = fail  # type: ignore[method-assign]
    part(dialog, QPushButton, "earlier_add").click()
    qtbot.waitUntil(lambda: dialog.message.text == "It is no longer here. Add the file itself.")
    assert dialog.isVisible()
    assert part(dialog, QPushButton, "earlier_add").isEnabled()


class TestNotHere:
    @pytest.fixture
    def dialog(self, session: Session, qtbot: QtBot) -> EarlierDialog:
        engine_of(session).earlier = (document("old.pdf", is_here=False), OFFER)
        dialog = shown(session, qtbot)
        qtbot.waitUntil(lambda: len(lines(dialog)) == 2)
        QTest.keyClick(
            part(dialog, QListView, "earlier_list"), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier
        )
        return dialog

    def test_it_is_fetched_and_all_come_in_their_order(
        self, dialog: EarlierDialog, session: Session, qtbot: QtBot
    ) -> None:
        assert lines(dialog)[0].endswith("at byFax")
        part(dialog, QPushButton, "earlier_add").click()
        assert engine_of(session).fetched == ["old.pdf"]
        assert dialog.message.text == "Fetching from byFax…"
        dialog.accept()
        assert engine_of(session).fetched == ["old.pdf"], "it is under way already"
        session.bridge.earlier_document_ready.emit(EarlierDocumentReady("another", Path("/tmp/x")))
        session.bridge.job_finished.emit(JobFinished("another", Trouble("x", "y")))
        with qtbot.waitSignal(dialog.chosen) as heard:
            session.bridge.earlier_document_ready.emit(
                EarlierDocumentReady("earlier 1", Path("/tmp/old.pdf"))
            )
        assert heard.args == [(Path("/tmp/old.pdf"), Path("/tmp/again/offer.pdf"))]

    def test_one_that_cannot_be_had_says_why(self, dialog: EarlierDialog, session: Session) -> None:
        part(dialog, QPushButton, "earlier_add").click()
        session.bridge.job_finished.emit(JobFinished("earlier 1", Trouble("It is gone.", "Add the file.")))
        assert dialog.message.text == "It is gone. Add the file."
        assert part(dialog, QPushButton, "earlier_add").isEnabled()
        assert dialog.isVisible()

    def test_nobody_who_closed_it_wants_it(self, dialog: EarlierDialog, session: Session) -> None:
        part(dialog, QPushButton, "earlier_add").click()
        dialog.reject()
        assert engine_of(session).cancelled == ["earlier 1"]

    def test_its_pages_cannot_be_shown(self, dialog: EarlierDialog, session: Session) -> None:
        assert pages_of(session).open == []
        assert "not on this computer" in dialog._viewer.notice.text


def test_before_the_first_fax_it_says_so(session: Session, qtbot: QtBot) -> None:
    engine_of(session).earlier = ()
    dialog = shown(session, qtbot)
    qtbot.waitUntil(lambda: dialog._notice.text.startswith("No documents of earlier faxes"))
    assert not part(dialog, QLineEdit, "earlier_search").isEnabled()
    dialog.accept()
    assert dialog.isVisible()


def test_a_journal_that_cannot_be_read_says_why(session: Session, qtbot: QtBot) -> None:
    def fail() -> tuple[Any, ...]:
        raise EngineTrouble("The disk is gone.", "Connect it.")

    engine_of(session).earlier_documents = fail  # type: ignore[method-assign]
    dialog = shown(session, qtbot)
    qtbot.waitUntil(lambda: dialog._notice.text == "The disk is gone. Connect it.")


def test_it_closes_with_the_account_and_lets_go_of_what_it_read(
    dialog: EarlierDialog, session: Session
) -> None:
    session.set_account(REAL)
    assert not dialog.isVisible()
    assert pages_of(session).open == []


def test_the_list_is_a_model_like_any_other(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    model = EarlierDocuments(owner)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.keep([OFFER, document("a\u202efdp.exe")])
    assert model.index(1).data().startswith("afdp.exe")


def test_every_control_has_a_name_for_tests_and_for_the_ear(dialog: EarlierDialog) -> None:
    for control in dialog.findChildren(QWidget):
        if isinstance(control, (QPushButton, QLineEdit, QListView)) and control.isVisible():
            assert control.objectName(), control
            text = control.text() if isinstance(control, QPushButton) else ""
            assert control.accessibleName() or text, control.objectName()
