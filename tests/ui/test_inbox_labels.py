"""Labels on received faxes: chosen, typed, looked for, and renamed in one place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QInputDialog, QListWidget, QMenu, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from tab_doubles import StandInEngine, make_session, received

from byfax_desktop.engine.events import InboxChanged, InboxEntry
from byfax_desktop.store.fax_labels import Label
from byfax_desktop.ui.inbox.label_look import LabelChips, tone
from byfax_desktop.ui.inbox.labels_dialog import LabelsDialog
from byfax_desktop.ui.inbox.sift import InboxSift, Kind, Said
from byfax_desktop.ui.inbox.tab import InboxTab
from byfax_desktop.ui.session import Session

INVOICES, URGENT = Label(1, "Invoices", "blue"), Label(2, "Urgent & hot", "red")
ODD = Label(3, "x" * 60, "mauve")
LABELS = (INVOICES, URGENT, ODD)


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return make_session(tmp_path)


@pytest.fixture
def engine(session: Session) -> StandInEngine:
    assert isinstance(session.engine, StandInEngine)
    return session.engine


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> InboxTab:
    tab = InboxTab(session)
    qtbot.addWidget(tab)
    with qtbot.waitExposed(tab):
        tab.show()
    tell(session, labelled("f1", INVOICES, URGENT), labelled("f2", INVOICES), received("f3"))
    return tab


def labelled(ref: str, *labels: Label) -> InboxEntry:
    return replace(received(ref), labels=labels)


def tell(session: Session, *entries: InboxEntry, labels: tuple[Label, ...] = LABELS) -> None:
    session.bridge.inbox_changed.emit(InboxChanged(entries, labels))


def menu(tab: InboxTab) -> QMenu:
    found = tab.findChild(QMenu, "inbox_labels_menu")
    assert isinstance(found, QMenu)
    found.aboutToShow.emit()
    return found


def entry(tab: InboxTab, name: str) -> QAction:
    (found,) = [each for each in menu(tab).actions() if each.objectName() == name]
    return found


def select(tab: InboxTab, *rows: int) -> None:
    view, flags = tab.list.view, tab.list.view.selectionModel().SelectionFlag
    view.go_to(rows[0])
    for row in rows[1:]:
        view.selectionModel().select(tab.list.model.index(row, 0), flags.Select | flags.Rows)


def box(tab: InboxTab) -> QComboBox:
    found = tab.findChild(QComboBox, "inbox_label_filter")
    assert isinstance(found, QComboBox)
    return found


# Choosing


def test_the_menu_ticks_what_all_of_the_chosen_faxes_have(tab: InboxTab) -> None:
    select(tab, 0, 1)
    assert entry(tab, "inbox_label_1").isChecked()
    assert not entry(tab, "inbox_label_2").isChecked()
    assert entry(tab, "inbox_label_2").text() == "Urgent && hot (1 of 2)"
    assert entry(tab, "inbox_label_3").text() == "x" * 60


def test_a_label_is_put_on_and_taken_off_all_that_are_chosen(
    tab: InboxTab, engine: StandInEngine, qtbot: QtBot
) -> None:
    select(tab, 0, 1, 2)
    entry(tab, "inbox_label_2").trigger()
    qtbot.waitUntil(lambda: engine.labelled == [(("f1", "f2", "f3"), "Urgent & hot")])
    select(tab, 0, 1)
    entry(tab, "inbox_label_1").trigger()
    qtbot.waitUntil(lambda: engine.labelled[1:] == [(("f1", "f2"), 1)])


def test_a_new_label_is_typed(tab: InboxTab, engine: StandInEngine, qtbot: QtBot) -> None:
    select(tab, 1, 2)
    entry(tab, "inbox_new_label").trigger()
    dialog = tab.findChild(QInputDialog, "inbox_new_label_dialog")
    assert isinstance(dialog, QInputDialog)
    assert dialog.labelText() == "Label for 2 faxes:"
    dialog.setTextValue(" Tax 2027 ")
    dialog.accept()
    qtbot.waitUntil(lambda: engine.labelled == [(("f2", "f3"), "Tax 2027")])


def test_a_key_opens_the_labels(tab: InboxTab, qtbot: QtBot) -> None:
    tab.list.view.setFocus()
    select(tab, 0)
    qtbot.keyClick(tab.list.view, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    found = tab.findChild(QMenu, "inbox_labels_menu")
    assert isinstance(found, QMenu)
    qtbot.waitUntil(found.isVisible)
    found.close()


def test_without_faxes_nothing_can_be_labelled(tab: InboxTab, session: Session) -> None:
    tell(session)
    assert not menu(tab).menuAction().isEnabled()


# Showing


def test_labels_are_said_in_the_list_and_beside_the_pages(tab: InboxTab) -> None:
    assert tab.list.model.index(0, 4).data() == "Invoices, Urgent & hot"
    spoken = tab.list.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("labels: Invoices, Urgent & hot")
    select(tab, 0)
    chips = tab.findChild(LabelChips, "inbox_label_chips")
    assert isinstance(chips, LabelChips)
    assert chips.accessibleName() == "Labels: Invoices, Urgent & hot"
    select(tab, 2)
    assert chips.accessibleName() == "No labels"


def test_the_column_is_away_while_nothing_is_written(tab: InboxTab, session: Session) -> None:
    assert not tab.list.view.isColumnHidden(4)
    tell(session, received("f1"))
    assert tab.list.view.isColumnHidden(4)
    tell(session, replace(received("f1"), is_gone=True))
    assert not tab.list.view.isColumnHidden(4)
    assert tab.list.model.index(0, 4).data() == "No longer at byFax"


def test_whom_a_fax_is_from_goes_before_to_which_number_it_came(tab: InboxTab, session: Session) -> None:
    tab.resize(1500, 700)
    tell(session, labelled("f1", INVOICES), received("f2", did="+375170000002"))
    view = tab.list.view
    assert not view.isColumnHidden(1)
    tab.resize(860, 500)
    assert view.isColumnHidden(1)
    assert view.columnWidth(0) >= 120
    tab.resize(1500, 700)
    assert not view.isColumnHidden(1)


def test_a_colour_that_nobody_knows_is_a_colour_all_the_same() -> None:
    assert tone(ODD).isValid()


def test_cells_of_any_width_are_painted(tab: InboxTab, session: Session) -> None:
    many = tuple(Label(number, f"שלום {number}" * 9, "red") for number in range(30))
    tell(session, replace(labelled("f1", *many), note="n\n" * 99), labels=many)
    for width in (4, 20, 60, 400):
        tab.list.view.setColumnWidth(4, width)
        assert not tab.list.view.grab().isNull()


# Looking for them


def test_faxes_are_found_by_a_label(tab: InboxTab, session: Session) -> None:
    box(tab).setCurrentIndex(box(tab).findText("Urgent & hot"))
    assert [each.fax.ref for each in tab.list.model.records] == ["f1"]
    tell(session, labelled("f1", INVOICES), labelled("f3", URGENT))
    assert "f3" in [each.fax.ref for each in tab.list.model.records]

    renamed = Label(2, "Hot", "red")
    tell(session, labelled("f3", renamed), received("f4"), labels=(INVOICES, renamed))
    assert box(tab).currentText() == "Hot"
    tell(session, received("f3"), received("f4"), labels=(INVOICES,))
    assert box(tab).currentText() == "All labels"
    assert len(tab.list.model.records) == 2


def test_the_box_is_away_while_there_are_no_labels(tab: InboxTab, session: Session) -> None:
    assert box(tab).isVisible()
    tell(session, received("f1"), labels=())
    assert not box(tab).isVisible()


@pytest.mark.parametrize("text", ["invoices", "paid by", "INVOICES paid"])
def test_the_search_goes_over_labels_and_notes(text: str) -> None:
    entries = (replace(labelled("one", INVOICES), note="Paid by Anna"), received("two"))
    found = InboxSift(text=text).pick(entries, Said(lambda _: ""))
    assert [each.fax.ref for each in found] == ["one"]


def test_those_with_a_note_are_found() -> None:
    entries = (replace(received("one"), note="x"), received("two"))
    assert InboxSift(kind=Kind.WITH_NOTE).pick(entries, Said(lambda _: "")) == entries[:1]


# All of them in one place


def open_all(tab: InboxTab) -> tuple[LabelsDialog, QListWidget]:
    select(tab, 0)
    entry(tab, "inbox_all_labels").trigger()
    dialog = tab.findChild(LabelsDialog, "labels_dialog")
    assert isinstance(dialog, LabelsDialog)
    listed = dialog.findChild(QListWidget, "labels_list")
    assert isinstance(listed, QListWidget)
    return dialog, listed


def test_a_label_is_renamed_in_the_list(
    tab: InboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
) -> None:
    _, listed = open_all(tab)
    listed.setCurrentRow(1)
    listed.item(1).setText(" Hot ")
    hot = Label(2, "Hot", "red")
    qtbot.waitUntil(lambda: engine.labelled == [hot])
    listed.item(0).setText("  ")
    assert listed.item(0).text() == "Invoices"

    tell(session, labelled("f1", hot), labels=(hot, INVOICES))
    assert [listed.item(row).text() for row in range(listed.count())] == ["Hot", "Invoices"]
    assert listed.currentRow() == 0


def test_a_label_gets_another_colour(tab: InboxTab, engine: StandInEngine, qtbot: QtBot) -> None:
    dialog, _ = open_all(tab)
    colours = dialog.findChild(QMenu, "labels_colours")
    assert isinstance(colours, QMenu)
    next(each for each in colours.actions() if each.objectName() == "labels_colour_green").trigger()
    qtbot.waitUntil(lambda: engine.labelled == [Label(1, "Invoices", "green")])


def test_a_label_is_removed_after_a_question_that_says_from_how_many(
    tab: InboxTab, session: Session, engine: StandInEngine, qtbot: QtBot
) -> None:
    dialog, _ = open_all(tab)
    tell(session, labelled("f1", INVOICES, URGENT), labelled("f2", INVOICES))
    remove = dialog.findChild(QPushButton, "labels_remove")
    assert isinstance(remove, QPushButton)
    remove.click()
    question = dialog.findChild(QMessageBox, "labels_question")
    assert isinstance(question, QMessageBox)
    assert question.informativeText() == "It is taken off 2 faxes. The faxes stay."
    question.accept()
    qtbot.waitUntil(lambda: engine.labelled == [1])


def test_without_labels_there_is_nothing_to_rename(tab: InboxTab, session: Session) -> None:
    tell(session, received("f1"), labels=())
    select(tab, 0)
    assert not entry(tab, "inbox_all_labels").isEnabled()


def test_another_account_has_other_labels(tab: InboxTab, session: Session) -> None:
    session.set_account(None)
    assert not any(each.objectName().startswith("inbox_label_") for each in menu(tab).actions())
