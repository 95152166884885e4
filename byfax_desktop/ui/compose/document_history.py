"""What was done to the list of documents and to their pages, to be undone and done again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QWidget

from byfax_desktop.ui.compose.document_model import Document, DocumentModel, Kept


class DocumentHistory(QObject):
    """Notes changes that were made; ``restored`` tells the document about which one was undone or done again."""

    changed = Signal()
    restored = Signal(object)

    def __init__(self, model: DocumentModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._stack = QUndoStack(self)
        self._stack.indexChanged.connect(self.changed)
        self._before: Kept = ()
        self._going_on: tuple[Document, str] | None = None

    @property
    def undo_text(self) -> str:
        """What would be undone; empty where there is nothing."""
        return self._stack.undoText()

    @property
    def redo_text(self) -> str:
        """What would be done again; empty where there is nothing."""
        return self._stack.redoText()

    def begin(self) -> None:
        """Something is about to change."""
        self._before = self._model.kept

    def note(self, words: str, document: Document, thing: str = "") -> None:
        """It has changed since ``begin``: ``words`` say how.

        Changes of one ``thing`` are undone at once, such as those of a drag, until something else is changed.
        """
        after = self._model.kept
        if after == self._before:
            return
        merges = bool(thing) and self._going_on == (document, thing)
        self._going_on = (document, thing) if thing else None
        self._stack.push(_Change(self._model, words, document, thing, merges, self._before, after))

    def amend(
        self, document: Document, words: str, new: Sequence[Document], change: Callable[[], object]
    ) -> None:
        """``document`` gives way to others by ``change``, in the past too: it is as if these had come at once."""
        change()
        stands_for = tuple((each, each.treatment) for each in new)
        for index in range(self._stack.count()):
            command = self._stack.command(index)
            if isinstance(command, _Change):
                command.amend(document, words, stands_for)
        self.changed.emit()

    def settle(self) -> None:
        """Whatever is changed next is undone by itself."""
        self._going_on = None

    def undo(self) -> None:
        """Take the latest change back."""
        self._step(self._stack.index() - 1, self._stack.undo)

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        self._step(self._stack.index(), self._stack.redo)

    def clear(self) -> None:
        """There is no way back any more."""
        self._going_on = None
        self._stack.clear()

    def _step(self, index: int, step: Callable[[], None]) -> None:
        command = self._stack.command(index) if index >= 0 else None
        if isinstance(command, _Change):
            self._going_on = None
            step()
            self.restored.emit(command.document)


class _Change(QUndoCommand):
    """From one list of documents to another."""

    def __init__(
        self,
        model: DocumentModel,
        words: str,
        document: Document,
        thing: str,
        merges: bool,
        before: Kept,
        after: Kept,
    ) -> None:
        super().__init__(words)
        self.document = document
        self._model = model
        self._thing = thing
        self._merges = merges
        self._before = before
        self._after = after

    def amend(self, document: Document, words: str, stands_for: Kept) -> None:
        """These stand for the document before and after; ``words`` say it where it came by this change."""
        came = all(each is not document for each, _ in self._before)
        self._before = _amended(self._before, document, stands_for)
        self._after = _amended(self._after, document, stands_for)
        if self.document is document:
            self.document = stands_for[0][0] if stands_for else document
            if came:
                self.setText(words)

    def id(self) -> int:
        """All of a kind, so that Qt asks ``mergeWith``."""
        return 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take a change into this one that goes on with it."""
        if not (isinstance(other, _Change) and other._merges):
            return False
        if (other.document, other._thing) != (self.document, self._thing):
            return False
        self._after = other._after
        self.setText(other.text())
        self.setObsolete(self._after == self._before)
        return True

    def undo(self) -> None:
        """Back to what was before."""
        self._model.restore(self._before)

    def redo(self) -> None:
        """To what came of it; the first time it has happened already."""
        self._model.restore(self._after)


def _amended(kept: Kept, document: Document, stands_for: Kept) -> Kept:
    pieces = (stands_for if each is document else ((each, treatment),) for each, treatment in kept)
    return tuple(pair for piece in pieces for pair in piece)


def add_undo_keys(room: QWidget, undo: Callable[[], object], redo: Callable[[], object]) -> None:
    """Have the usual keys work in all of ``room``; a text field in it keeps its own."""
    for keys, do in (("Ctrl+Z", undo), ("Ctrl+Shift+Z", redo), ("Ctrl+Y", redo)):
        shortcut = QShortcut(QKeySequence(keys), room)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(do)
