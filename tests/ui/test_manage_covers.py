"""Managing cover pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx_samples import packed
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QListView,
    QMessageBox,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shell_doubles import REAL, engine_of, pages_of, shell_session

from byfax_desktop.engine.events import CoverPreviewReady, CoversChanged, JobFinished
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.fax.covers.check import check_cover
from byfax_desktop.fax.covers.sample import sample_cover
from byfax_desktop.service.records import Cover
from byfax_desktop.ui.covers.files import file_name
from byfax_desktop.ui.covers.manage import ManageCovers
from byfax_desktop.ui.covers.rows import CoverRows
from byfax_desktop.ui.covers.shelf import CoverShelf
from byfax_desktop.ui.session import Session

STANDARD, URGENT = Cover("c1", "Standard"), Cover("c2", "Urgent")
REFUSED = Trouble("The cover page no longer exists.", "Choose another cover page.", "renameCover")


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return shell_session(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> ManageCovers:
    shelf = CoverShelf(session)
    shelf.setParent(session)
    window = ManageCovers(session, shelf)
    qtbot.addWidget(window)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    tell(session, STANDARD, URGENT)
    with qtbot.waitExposed(window):
        window.show()
    return window


@pytest.fixture
def docx(tmp_path: Path) -> Path:
    path = tmp_path / "Ours.docx"
    path.write_bytes(sample_cover())
    return path


def tell(session: Session, *covers: Cover) -> None:
    session.bridge.covers_changed.emit(CoversChanged(covers))


def finish(session: Session, trouble: Trouble | None = None) -> None:
    job = f"cover {len(engine_of(session).cover_changes)}"
    session.bridge.job_finished.emit(JobFinished(job, trouble))


def press(window: ManageCovers, name: str) -> None:
    button = window.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()


def enabled(window: ManageCovers) -> set[str]:
    return {each.objectName() for each in window.findChildren(QPushButton) if each.isEnabled()}


def choose(window: ManageCovers, name: str, path: Path) -> None:
    (dialog,) = window.findChildren(QFileDialog, name)
    dialog.fileSelected.emit(str(path))
    dialog.close()
    dialog.setObjectName("")


def enter(window: ManageCovers, text: str) -> str:
    """Type a name; returns what was there before."""
    (dialog,) = window.findChildren(QInputDialog, "cover_name")
    before = dialog.textValue()
    dialog.setTextValue(text)
    dialog.accept()
    dialog.setObjectName("")
    return before


def rows(window: ManageCovers) -> list[str]:
    view = window.findChild(QListView, "covers_list")
    assert isinstance(view, QListView)
    return [view.model().index(row, 0).data() for row in range(view.model().rowCount())]


def test_a_docx_is_looked_into_named_and_added(
    window: ManageCovers, session: Session, docx: Path, qtbot: QtBot
) -> None:
    press(window, "cover_add")
    choose(window, "cover_file", docx)
    qtbot.waitUntil(lambda: bool(window.findChildren(QInputDialog)))
    assert enter(window, " Mine ") == "Ours"
    assert engine_of(session).cover_changes == [("add", "Mine", docx)]
    assert window.message.text == "Adding “Mine”…"
    finish(session)
    assert window.message.text == "“Mine” was added."
    assert session.settings.value("covers/folder") == str(docx.parent)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (packed({"a": "b"}), "“Ours.docx” is no DocX file, and a cover page must be one."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "“Ours.docx” is no DocX file, and a cover page must be one."),
        (b"", "“Ours.docx” is no DocX file, and a cover page must be one."),
    ],
)
@pytest.mark.parametrize("way", ["cover_add", "cover_replace"])
def test_what_is_no_docx_is_said_at_once(
    window: ManageCovers, session: Session, docx: Path, qtbot: QtBot, content: bytes, said: str, way: str
) -> None:
    docx.write_bytes(content)
    press(window, way)
    choose(window, "cover_file", docx)
    qtbot.waitUntil(lambda: window.message.text.startswith(said))
    assert engine_of(session).cover_changes == []


def test_a_cover_whose_texts_may_not_be_filled_in_is_added_with_a_word_of_that(
    window: ManageCovers, session: Session, docx: Path, qtbot: QtBot
) -> None:
    docx.write_bytes(sample_cover(title="{Vat}"))
    press(window, "cover_replace")
    choose(window, "cover_file", docx)
    qtbot.waitUntil(lambda: bool(engine_of(session).cover_changes))
    finish(session)
    assert "{Vat}" in window.message.text


def test_the_selected_cover_is_renamed(window: ManageCovers, session: Session) -> None:
    press(window, "cover_rename")
    assert enter(window, "Formal") == "Standard"
    assert engine_of(session).cover_changes == [("rename", "c1", "Formal")]
    assert rows(window)[0] == "Standard\nRenaming…"
    tell(session, Cover("c1", "Formal"), URGENT)
    finish(session)
    assert rows(window) == ["Formal", "Urgent"]
    assert window.message.text == ""


def test_an_empty_name_is_none(window: ManageCovers, session: Session) -> None:
    press(window, "cover_rename")
    enter(window, "  ")
    assert engine_of(session).cover_changes == []


def test_a_refusal_is_said_on_the_row_and_above(window: ManageCovers, session: Session) -> None:
    press(window, "cover_rename")
    enter(window, "Formal")
    finish(session, REFUSED)
    said = "The cover page no longer exists. Choose another cover page."
    assert rows(window)[0] == f"Standard\n{said}"
    assert window.message.text == said
    press(window, "cover_rename")
    enter(window, "Formal")
    assert rows(window)[0] == "Standard\nRenaming…"
    assert window.message.text == ""


def test_a_cover_is_deleted_only_after_a_question(window: ManageCovers, session: Session) -> None:
    press(window, "cover_delete")
    (question,) = window.findChildren(QMessageBox)
    assert "“Standard”" in question.text()
    assert question.textFormat() is Qt.TextFormat.PlainText
    question.reject()
    assert engine_of(session).cover_changes == []
    window.delete()
    window.findChildren(QMessageBox)[-1].accepted.emit()
    assert engine_of(session).cover_changes == [("delete", "c1")]
    tell(session, URGENT)
    finish(session)
    assert rows(window) == ["Urgent"]
    assert window.current == "c2"


def test_a_copy_is_saved_under_its_name(window: ManageCovers, session: Session, tmp_path: Path) -> None:
    press(window, "cover_save")
    (dialog,) = window.findChildren(QFileDialog, "cover_place")
    assert dialog.selectedFiles()[0].endswith("Standard.docx")
    choose(window, "cover_place", tmp_path / "copy.docx")
    assert engine_of(session).cover_changes == [("download", "c1", tmp_path / "copy.docx")]
    finish(session)
    assert window.message.text == "Saved as “copy.docx”."


@pytest.mark.parametrize("place", [0, 1])
def test_a_sample_can_be_had_and_added(
    window: ManageCovers, tmp_path: Path, qtbot: QtBot, place: int
) -> None:
    menu = window.findChild(QPushButton, "cover_sample").menu()  # type: ignore[union-attr]
    menu.actions()[place].trigger()
    choose(window, "cover_place", tmp_path / "mine.docx")
    qtbot.waitUntil(lambda: window.message.text.startswith("Saved as “mine.docx”."))
    assert check_cover(tmp_path / "mine.docx").advice == ""


def test_a_sample_that_cannot_be_saved_says_why(window: ManageCovers, tmp_path: Path, qtbot: QtBot) -> None:
    window.save_sample("cover-en.docx")
    choose(window, "cover_place", tmp_path / "no" / "mine.docx")
    qtbot.waitUntil(lambda: "no longer there" in window.message.text)


def test_the_keyboard_alone_does_it(window: ManageCovers, session: Session) -> None:
    view = window.findChild(QListView, "covers_list")
    assert isinstance(view, QListView)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert window.current == "c2"
    QTest.keyClick(view, Qt.Key.Key_F2)
    assert enter(window, "Now") == "Urgent"
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert window.findChildren(QMessageBox)
    assert engine_of(session).cover_changes == [("rename", "c2", "Now")]


def test_without_covers_it_says_how_to_get_one(window: ManageCovers, session: Session) -> None:
    tell(session)
    assert window.current is None
    assert enabled(window) >= {"cover_add", "cover_sample", "covers_close"}
    assert not enabled(window) & {"cover_rename", "cover_replace", "cover_save", "cover_delete"}
    for do in (window.rename, window.replace, window.save, window.delete):
        do()
    assert engine_of(session).cover_changes == []


def test_without_an_account_nothing_can_be_added(qtbot: QtBot, tmp_path: Path) -> None:
    session = shell_session(tmp_path, account=None)
    window = ManageCovers(session, CoverShelf(session, session))
    qtbot.addWidget(window)
    assert "cover_add" not in enabled(window)


def test_it_closes_when_another_account_is_opened(window: ManageCovers, session: Session) -> None:
    session.set_account(REAL)
    assert not window.isVisible()


def test_other_jobs_are_none_of_its_business(window: ManageCovers, session: Session) -> None:
    session.bridge.job_finished.emit(JobFinished("another", REFUSED))
    assert window.message.text == ""


def test_the_rows_are_a_model_like_any_other(session: Session, qtbot: QtBot) -> None:
    shelf = CoverShelf(session, session)
    model = CoverRows(shelf)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    tell(session, STANDARD)
    model.tell("c1", "Renaming…")
    model.tell("gone", "Deleting…")
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == "Standard, Renaming…"
    assert model.index(0).data(Qt.ItemDataRole.DecorationRole) is not None
    session.bridge.cover_preview_ready.emit(CoverPreviewReady("c1", Path("/tmp/p.tif")))
    with qtbot.waitSignal(model.dataChanged):
        pages_of(session).answer()
    tell(session)
    assert model.rowCount() == 0


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Standard", "Standard.docx"),
        ("../../etc/passwd", "etc passwd.docx"),
        ("a\u202eb<>:", "a b.docx"),
        ("///", "Cover page.docx"),
        ("Русский", "Русский.docx"),
        ("x" * 300, "x" * 60 + ".docx"),
    ],
)
def test_a_title_becomes_a_name_fit_for_every_system(title: str, name: str) -> None:
    assert file_name(title) == name


def test_every_control_has_a_name_for_tests_and_for_the_ear(window: ManageCovers) -> None:
    for control in window.findChildren(QWidget):
        if isinstance(control, (QPushButton, QLineEdit, QListView)) and control.isVisible():
            assert control.objectName(), control
            text = control.text() if isinstance(control, QPushButton) else ""
            assert control.accessibleName() or text, control.objectName()
