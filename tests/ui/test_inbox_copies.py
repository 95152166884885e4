"""Copies of received faxes: one under a name of one's own, several in a folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot
from tab_doubles import NOON, StandInEngine, make_session, received

from byfax_desktop.engine.events import FaxFilesReady, InboxChanged, InboxEntry, JobFinished
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.store.kept_faxes import KeepForm
from byfax_desktop.ui.inbox.copies_dialog import CopiesDialog
from byfax_desktop.ui.inbox.tab import InboxTab
from byfax_desktop.ui.session import Session

FULL = Trouble("The disk is full.", "Free some space, then try again.")
NAME = f"{NOON.astimezone():%Y-%m-%d %H-%M} 4930123456"


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    session = make_session(tmp_path)
    session.settings.setValue("inbox/save_folder", str(tmp_path))
    return session


@pytest.fixture
def engine(session: Session) -> StandInEngine:
    assert isinstance(session.engine, StandInEngine)
    return session.engine


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> InboxTab:
    tab = InboxTab(session)
    qtbot.addWidget(tab)
    with qtbot.waitActive(tab):
        tab.show()
    return tab


def tell(session: Session, *entries: InboxEntry) -> None:
    session.bridge.inbox_changed.emit(InboxChanged(entries))


def save_action(tab: InboxTab) -> QAction:
    (found,) = [each for each in tab.list.view.actions() if each.objectName() == "inbox_save_action"]
    return found


def place(tab: InboxTab) -> QFileDialog:
    dialog = tab.findChild(QFileDialog, "inbox_save_dialog")
    assert isinstance(dialog, QFileDialog)
    return dialog


def press_save(qtbot: QtBot, tab: InboxTab) -> None:
    tab.list.view.setFocus()
    qtbot.keyClick(tab.list.view, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def choose_all(tab: InboxTab) -> None:
    view = tab.list.view
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.selectAll()


def test_a_copy_is_offered_as_pdf_under_a_name_after_the_pattern(
    tab: InboxTab, session: Session, engine: StandInEngine, tmp_path: Path, qtbot: QtBot
) -> None:
    tell(session, received("r1"))
    press_save(qtbot, tab)
    assert place(tab).selectedFiles() == [str(tmp_path / f"{NAME}.pdf")]
    place(tab).accept()

    assert engine.saved_as == [("r1", KeepForm.PDF, tmp_path / f"{NAME}.pdf")]
    session.bridge.fax_files_ready.emit(FaxFilesReady("save 1", (tmp_path / f"{NAME}.pdf",)))
    assert tab.pane.message.text == f"A copy was saved as “{NAME}.pdf”."


def test_another_kind_gets_another_ending_and_is_remembered(
    tab: InboxTab, session: Session, engine: StandInEngine, tmp_path: Path
) -> None:
    tell(session, received("r1"))
    button = tab.findChild(QPushButton, "inbox_save")
    assert isinstance(button, QPushButton)
    button.click()
    place(tab).selectNameFilter("TIFF, as it came (*.tif *.tiff)")
    place(tab).filterSelected.emit("TIFF, as it came (*.tif *.tiff)")
    assert place(tab).selectedFiles() == [str(tmp_path / f"{NAME}.tif")]
    place(tab).accept()
    assert engine.saved_as == [("r1", KeepForm.TIFF, tmp_path / f"{NAME}.tif")]
    assert session.settings.value("inbox/save_form") == "tiff"


def test_the_ending_that_a_person_types_says_what_it_is(
    tab: InboxTab, session: Session, engine: StandInEngine, tmp_path: Path
) -> None:
    tell(session, received("r1"))
    save_action(tab).trigger()
    place(tab).selectFile("offer.tiff")
    place(tab).accept()
    assert engine.saved_as == [("r1", KeepForm.TIFF, tmp_path / "offer.tiff")]


def test_a_dot_in_a_name_is_no_ending(
    tab: InboxTab, session: Session, engine: StandInEngine, tmp_path: Path
) -> None:
    tell(session, received("r1"))
    save_action(tab).trigger()
    place(tab).selectFile("offer v1.2")
    place(tab).accept()
    assert engine.saved_as == [("r1", KeepForm.PDF, tmp_path / "offer v1.2")]


def test_several_go_into_a_folder_after_a_pattern(
    tab: InboxTab, session: Session, engine: StandInEngine, tmp_path: Path, qtbot: QtBot
) -> None:
    tell(session, received("r1"), received("r2", has_file=False), received("r3"))
    choose_all(tab)
    assert save_action(tab).text() == "&Save copies of 2 faxes…"
    press_save(qtbot, tab)
    dialog = tab.findChild(CopiesDialog, "copies_dialog")
    assert isinstance(dialog, CopiesDialog)
    form, pattern = dialog.findChild(QComboBox), dialog.findChild(QLineEdit, "copies_pattern")
    example, buttons = dialog.findChild(QLabel, "copies_example"), dialog.findChild(QDialogButtonBox)
    assert isinstance(form, QComboBox)
    assert isinstance(pattern, QLineEdit)
    assert isinstance(example, QLabel)
    assert isinstance(buttons, QDialogButtonBox)
    qtbot.keyClicks(form, "T")
    pattern.setText("{station} {pages}")
    assert example.text() == "For example: ACME 3.tif"
    (tmp_path / "faxes").mkdir()
    dialog.use_folder(str(tmp_path / "faxes"))
    buttons.button(QDialogButtonBox.StandardButton.Save).click()

    assert engine.saved == [(("r1", "r3"), KeepForm.TIFF, tmp_path / "faxes", "{station} {pages}")]
    paths = tuple(tmp_path / "faxes" / f"{number}.tif" for number in range(2))
    session.bridge.fax_files_ready.emit(FaxFilesReady("save all 1", paths))
    assert tab.pane.message.text == "2 copies were saved in “faxes”."
    assert session.settings.value("inbox/save_pattern") == "{station} {pages}"


def test_what_was_saved_before_it_ended_is_told_with_the_reason(
    tab: InboxTab, session: Session, tmp_path: Path
) -> None:
    tell(session, received("r1"), received("r2"))
    choose_all(tab)
    save_action(tab).trigger()
    dialog = tab.findChild(CopiesDialog, "copies_dialog")
    assert isinstance(dialog, CopiesDialog)
    dialog.wanted.emit(KeepForm.PDF, str(tmp_path), "")
    session.bridge.fax_files_ready.emit(FaxFilesReady("save all 1", (tmp_path / "a.pdf",), FULL))
    assert tab.pane.message.text == (
        "A copy was saved as “a.pdf”. The others could not be saved: The disk is full."
        " Free some space, then try again."
    )


def test_a_copy_that_cannot_be_saved_is_told(tab: InboxTab, session: Session) -> None:
    tell(session, received("r1"))
    save_action(tab).trigger()
    place(tab).accept()
    session.bridge.job_finished.emit(JobFinished("save 1", FULL))
    assert tab.pane.message.text == "The disk is full. Free some space, then try again."


def test_the_jobs_of_others_are_none_of_its_business(tab: InboxTab, session: Session) -> None:
    tell(session, received("r1"))
    session.bridge.job_finished.emit(JobFinished("lend 1", FULL))
    session.bridge.fax_files_ready.emit(FaxFilesReady("lend 1", (Path("a.pdf"),)))
    assert tab.pane.message.text == ""


def test_what_has_no_pages_cannot_be_saved(tab: InboxTab, session: Session) -> None:
    assert not save_action(tab).isEnabled()
    tell(session, received("r1", has_file=False))
    assert not save_action(tab).isEnabled()
    tell(session, received("r1"))
    assert save_action(tab).isEnabled()


def test_several_are_chosen_in_the_order_of_the_list(tab: InboxTab, session: Session) -> None:
    tell(session, received("r1"), received("r2"))
    view = tab.list.view
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    for row in (1, 0):
        view.selectionModel().select(
            tab.list.model.index(row, 0),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )
    assert [entry.fax.ref for entry in tab.list.chosen()] == ["r1", "r2"]
