"""Undoing what was done to the documents and their pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from byfax_desktop.ui.compose.document_history import DocumentHistory
from byfax_desktop.ui.compose.document_model import Document, DocumentModel

A, B = Path("a.pdf"), Path("b.pdf")

actions = st.one_of(
    st.tuples(st.just("add"), st.integers(0, 5), st.just(0)),
    st.tuples(st.just("remove"), st.integers(0, 5), st.just(0)),
    st.tuples(st.just("move"), st.integers(0, 5), st.sampled_from([-1, 1])),
    st.tuples(st.just("turn"), st.integers(0, 5), st.integers(0, 3)),
    st.tuples(st.just("contrast"), st.integers(0, 5), st.integers(-100, 100)),
)


class Desk:
    """A list of documents whose changes are noted as Compose does it."""

    def __init__(self) -> None:
        self.model = DocumentModel()
        self.history = DocumentHistory(self.model)

    def do(self, action: str, row: int, value: int) -> None:
        self.history.begin()
        document = self._act(action, row, value)
        if document is not None:
            self.history.note(action, document)

    def _act(self, action: str, row: int, value: int) -> Document | None:
        if action == "add":
            return next(iter(self.model.add([Path(f"{row}.pdf")])), None)
        if row >= self.model.rowCount():
            return None
        document = self.model.documents[row]
        if action == "remove":
            self.model.remove({document})
        elif action == "move":
            self.model.move({document}, value)
        elif action == "turn":
            self.model.treat(document, replace(document.treatment, quarter_turns=value))
        else:
            self.model.treat(document, replace(document.treatment, contrast=value))
        return document

    def drag(self, document: Document, *values: int, thing: str = "contrast") -> None:
        for value in values:
            self.history.begin()
            self.model.treat(document, replace(document.treatment, contrast=value))
            self.history.note("contrast", document, thing)

    def contrasts(self) -> list[int]:
        return [treatment.contrast for _, treatment in self.model.kept]


@settings(deadline=None, max_examples=60)
@given(st.lists(actions, max_size=15))
def test_all_of_it_can_be_undone_and_done_again(qapp: object, done: list[tuple[str, int, int]]) -> None:
    desk = Desk()
    seen = [desk.model.kept]
    for action in done:
        desk.do(*action)
        if desk.model.kept != seen[-1]:
            seen.append(desk.model.kept)
    for kept in reversed(seen[:-1]):
        desk.history.undo()
        assert desk.model.kept == kept
    assert desk.history.undo_text == ""
    for kept in seen[1:]:
        desk.history.redo()
        assert desk.model.kept == kept
    assert desk.history.redo_text == ""


def test_a_drag_is_undone_at_once(qtbot: QtBot) -> None:
    desk = Desk()
    (document,) = desk.model.add([A])
    desk.drag(document, 1, 2, 3, 40)
    desk.history.undo()
    assert desk.contrasts() == [0]
    desk.history.redo()
    assert desk.contrasts() == [40]


def test_a_drag_that_ends_where_it_began_is_none(qtbot: QtBot) -> None:
    desk = Desk()
    (document,) = desk.model.add([A])
    desk.drag(document, 10, 20, 0)
    assert desk.history.undo_text == ""


def test_a_drag_with_pauses_is_one_until_something_else_is_changed(qtbot: QtBot) -> None:
    desk = Desk()
    first, second = desk.model.add([A, B])
    desk.drag(first, 10)
    desk.drag(second, 20)
    desk.history.undo()
    assert desk.contrasts() == [10, 0]
    desk.drag(first, 30, thing="another")
    desk.drag(first, 40, thing="another")
    desk.history.undo()
    assert desk.contrasts() == [10, 0]
    desk.drag(first, 40)
    desk.history.undo()
    assert desk.contrasts() == [10, 0], "after an undo nothing goes on"


def test_once_settled_the_same_thing_is_another(qtbot: QtBot) -> None:
    desk = Desk()
    (document,) = desk.model.add([A])
    desk.drag(document, 10, 20)
    desk.history.settle()
    desk.drag(document, 30)
    desk.history.undo()
    assert desk.contrasts() == [20]


def test_what_a_document_gives_way_to_came_in_its_place(qtbot: QtBot) -> None:
    desk = Desk()
    desk.do("add", 1, 0)
    desk.do("add", 2, 0)
    folder = desk.model.documents[0]
    desk.do("contrast", 1, 9)
    inside = [Document(Path("x.pdf")), Document(Path("y.pdf"))]
    desk.history.amend(folder, "add 2 documents", inside, lambda: desk.model.replace(folder, inside))
    assert [each.path.name for each in desk.model.documents] == ["x.pdf", "y.pdf", "2.pdf"]
    assert desk.contrasts() == [0, 0, 9]
    desk.history.undo()
    desk.history.undo()
    assert [each.path.name for each in desk.model.documents] == ["x.pdf", "y.pdf"]
    assert desk.history.undo_text == "add 2 documents"
    desk.history.undo()
    assert desk.model.documents == ()
    desk.history.redo()
    assert desk.model.documents == tuple(inside)


def test_it_says_what_would_be_undone_and_tells_whose_it_was(qtbot: QtBot) -> None:
    desk = Desk()
    desk.do("add", 1, 0)
    desk.do("turn", 0, 1)
    assert (desk.history.undo_text, desk.history.redo_text) == ("turn", "")
    with qtbot.waitSignal(desk.history.changed), qtbot.waitSignal(desk.history.restored) as heard:
        desk.history.undo()
    assert heard.args == [desk.model.documents[0]]
    assert (desk.history.undo_text, desk.history.redo_text) == ("add", "turn")
    desk.history.clear()
    assert (desk.history.undo_text, desk.history.redo_text) == ("", "")


def test_with_nothing_to_undo_nothing_happens(qtbot: QtBot) -> None:
    desk = Desk()
    with qtbot.assertNotEmitted(desk.history.restored):
        desk.history.undo()
        desk.history.redo()
