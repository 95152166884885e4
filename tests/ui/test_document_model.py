"""The list of documents behind the list."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.fax.page_choice import PageChoice
from byfax_desktop.fax.treatment import PLAIN, Treatment
from byfax_desktop.ui.compose.document_model import (
    DETAIL_ROLE,
    ICON_ROLE,
    STATE_ROLE,
    Document,
    DocumentModel,
    DocumentState,
)

A, B, C = Path("/tmp/a.pdf"), Path("/tmp/b.png"), Path("/tmp/c.docx")


@pytest.fixture
def model(qtbot: QtBot) -> DocumentModel:
    model = DocumentModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    return model


def names(model: DocumentModel) -> list[str]:
    return [model.index(row).data() for row in range(model.rowCount())]


def test_documents_keep_the_order_in_which_they_came(model: DocumentModel) -> None:
    model.add([C, A])
    model.add([B])
    assert names(model) == ["c.docx", "a.pdf", "b.png"]


def test_a_document_is_listed_once(model: DocumentModel, qtbot: QtBot) -> None:
    assert [document.path for document in model.add([A, B, A])] == [A, B]
    with qtbot.assertNotEmitted(model.changed):
        assert model.add([B]) == ()
    assert names(model) == ["a.pdf", "b.png"]


@pytest.mark.parametrize(
    ("rows", "step", "order"),
    [
        ("a", 1, "bacd"),
        ("c", -1, "acbd"),
        ("a", -1, "abcd"),
        ("d", 1, "abcd"),
        ("bc", 1, "adbc"),
        ("bc", -1, "bcad"),
        ("bd", -1, "badc"),
        ("ac", 1, "badc"),
        ("ab", -1, "abcd"),
        ("abcd", 1, "abcd"),
        ("", 1, "abcd"),
    ],
)
def test_documents_move_within_the_list(model: DocumentModel, rows: str, step: int, order: str) -> None:
    model.add([A, B, C, Path("/tmp/d.txt")])
    model.move({each for each in model.documents if each.path.name[0] in rows}, step)
    assert "".join(name[0] for name in names(model)) == order


@given(st.lists(st.booleans(), max_size=8), st.sampled_from([-1, 1]))
def test_those_that_do_not_move_keep_their_order(chosen: list[bool], step: int) -> None:
    model = DocumentModel()
    model.add([Path(f"{number}.pdf") for number in range(len(chosen))])
    before = model.documents
    moved = {each for each, is_chosen in zip(before, chosen, strict=True) if is_chosen}
    model.move(moved, step)
    for kind in (True, False):
        assert [each for each in before if (each in moved) is kind] == [
            each for each in model.documents if (each in moved) is kind
        ]
    assert set(model.documents) == set(before)


@pytest.mark.parametrize(
    ("rows", "row", "order"),
    [
        ("a", 4, "bcda"),
        ("a", 0, "abcd"),
        ("a", 1, "abcd"),
        ("ac", 3, "bacd"),
        ("d", 0, "dabc"),
        ("bd", 2, "abdc"),
    ],
)
def test_documents_are_placed_where_they_are_dropped(
    model: DocumentModel, rows: str, row: int, order: str
) -> None:
    model.add([A, B, C, Path("/tmp/d.txt")])
    model.place({each for each in model.documents if each.path.name[0] in rows}, row)
    assert "".join(name[0] for name in names(model)) == order


def test_what_is_dragged_within_the_list_is_told_when_it_is_dropped(
    model: DocumentModel, qtbot: QtBot
) -> None:
    model.add([A, B, C])
    data = model.mimeData([model.index(2), model.index(0)])
    nowhere = QModelIndex()
    for row, told in ((1, 1), (-1, 3)):
        with qtbot.waitSignal(model.dropped) as heard:
            assert not model.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, nowhere)
        assert heard.args == [(model.documents[0], model.documents[2]), told]
    with qtbot.assertNotEmitted(model.dropped):
        model.dropMimeData(QMimeData(), Qt.DropAction.MoveAction, 0, 0, nowhere)
        model.dropMimeData(data, Qt.DropAction.CopyAction, 0, 0, nowhere)
    assert model.mimeTypes() == ["application/x-byfax-document-rows"]
    assert model.supportedDropActions() == Qt.DropAction.MoveAction
    assert model.flags(model.index(0)) & Qt.ItemFlag.ItemIsDragEnabled
    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsDropEnabled
    assert model.flags(nowhere) & Qt.ItemFlag.ItemIsDropEnabled


def test_the_same_file_can_be_there_twice_each_with_its_own_choices(model: DocumentModel) -> None:
    model.add([A, B])
    model.treat(model.documents[0], Treatment(contrast=5))
    (copy,) = model.duplicate({model.documents[0]})
    assert names(model) == ["a.pdf", "a.pdf", "b.png"]
    assert model.documents[1] is copy
    assert copy.treatment == Treatment(contrast=5)
    model.treat(copy, Treatment(contrast=9))
    assert [each.treatment.contrast for each in model.documents] == [5, 9, 0]
    assert len(model.duplicate(set(model.documents))) == 3
    assert [name[0] for name in names(model)] == list("aaaabb")


def test_a_document_gives_way_to_others(model: DocumentModel) -> None:
    model.add([A, B, C])
    model.replace(model.documents[1], [Document(Path("/tmp/x.txt")), Document(Path("/tmp/y.txt"))])
    assert [name[0] for name in names(model)] == list("axyc")
    model.replace(model.documents[0], [])
    assert [name[0] for name in names(model)] == list("xyc")


def test_a_document_goes(model: DocumentModel) -> None:
    model.add([A, B])
    model.remove({model.documents[0]})
    assert names(model) == ["b.png"]
    model.clear()
    assert names(model) == []


def test_it_says_what_is_known(model: DocumentModel) -> None:
    (document,) = model.add([A])
    index = model.index(0)
    assert index.data(DETAIL_ROLE) == "Reading…"
    document.state, document.pages, document.size = DocumentState.READY, 12, 1_234_567
    model.learn(document)
    assert index.data(DETAIL_ROLE) == "12 pages · 1.2 MB"
    assert index.data(STATE_ROLE) is DocumentState.READY
    assert index.data(ICON_ROLE) == "document"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "a.pdf, 12 pages · 1.2 MB"
    assert str(A) in index.data(Qt.ItemDataRole.ToolTipRole)


def test_pages_that_only_the_service_can_count_are_said_to_be_so() -> None:
    document = Document(C, DocumentState.READY, None, 1000)
    assert document.detail.startswith("Pages counted by byFax")


def test_trouble_says_what_it_is_and_what_to_do(model: DocumentModel) -> None:
    (document,) = model.add([A])
    document.state = DocumentState.TROUBLE
    document.trouble = Trouble("It is empty.", "Choose another file.")
    model.learn(document)
    assert model.index(0).data(DETAIL_ROLE) == "It is empty. Choose another file."
    assert model.index(0).data(ICON_ROLE) == "state-warning"


def test_news_of_a_document_that_is_gone_change_nothing(model: DocumentModel, qtbot: QtBot) -> None:
    (document,) = model.add([A])
    model.clear()
    with qtbot.assertNotEmitted(model.changed):
        model.learn(document)


def test_choices_and_time_stand_with_what_is_known(model: DocumentModel, qtbot: QtBot) -> None:
    (document,) = model.add([A])
    document.state, document.pages, document.size = DocumentState.READY, 12, 1_234_567
    with qtbot.waitSignal(model.changed):
        model.treat(document, Treatment(quarter_turns=1, skip_blank=True))
    with qtbot.assertNotEmitted(model.changed), qtbot.waitSignal(model.dataChanged):
        model.time(document, 131.0)
    known = "12 pages · 1.2 MB · turned right · blank pages left out"
    assert model.index(0).data(DETAIL_ROLE) == f"{known} · about 2 min on the line"
    model.treat(document, Treatment(quarter_turns=1))
    assert document.seconds is None, "of other pages"
    assert "fax pages on this computer" in model.index(0).data(Qt.ItemDataRole.ToolTipRole)


def test_the_same_choice_changes_nothing(model: DocumentModel, qtbot: QtBot) -> None:
    (document,) = model.add([A])
    with qtbot.assertNotEmitted(model.changed):
        model.treat(document, PLAIN)
        model.restore(model.kept)
        model.time(Document(B), 3.0)


def test_what_was_there_can_be_had_again_row_by_row(model: DocumentModel, qtbot: QtBot) -> None:
    model.add([A, B, C])
    before = model.kept
    a = model.documents[0]
    model.treat(a, Treatment(contrast=5))
    model.remove({model.documents[1]})
    model.move({a}, 1)
    kept = QPersistentModelIndex(model.index(1))
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.changed):
        model.restore(before)
    assert model.kept == before
    assert kept.row() == 0, "a row that stays keeps its selection"


def test_pages_that_the_service_made_are_counted() -> None:
    document = Document(C, DocumentState.READY, None, 1000, service_pages=(A, 4))
    assert document.detail.startswith("4 pages")
    assert document.chosen_pages == 4
    assert not document.can_be_treated


def test_a_choice_that_leaves_no_page_is_said() -> None:
    document = Document(A, DocumentState.READY, 3, treatment=Treatment(pages=PageChoice.parse("4")))
    assert document.detail == "None of its 3 pages is left to send. Choose others."
    assert document.icon == "state-warning"


def test_a_protected_document_has_a_key(model: DocumentModel) -> None:
    document = Document(A, DocumentState.PROTECTED, password="sesame")
    assert document.icon == "key"
    assert "sesame" not in repr(document)


def test_a_name_can_hide_turn_and_dress_nothing(model: DocumentModel) -> None:
    model.add([Path("/tmp/a\u202efdp.exe"), Path("/tmp/<b>c<i>.pdf")])
    assert names(model) == ["afdp.exe", "<b>c<i>.pdf"]
    assert "\u202e" not in model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;" in model.index(1).data(Qt.ItemDataRole.ToolTipRole)
    assert "\u202e" not in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)


@given(
    st.lists(st.integers(0, 9), max_size=8, unique=True), st.lists(st.integers(0, 9), max_size=8, unique=True)
)
def test_any_list_becomes_any_other(before: list[int], after: list[int]) -> None:
    every = [Document(Path(f"{number}.pdf")) for number in range(10)]
    model = DocumentModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    for wanted in (before, after):
        kept = tuple((every[number], PLAIN) for number in wanted)
        model.restore(kept)
        assert model.kept == kept


def test_no_index_has_no_data(model: DocumentModel) -> None:
    assert model.data(QModelIndex()) is None
