"""What was done to the list of documents and to their pages, to be undone and done again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QWidget

from byfax_desktop.ui.compose.document_model import Document, DocumentModel, Kept

_PAUSE_MS = 800
"""Changes of one thing that follow each other more quickly are undone at once, such as those of a drag."""


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
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)

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
        """It has changed since ``begin``: ``words`` say how; quick changes of the same ``thing`` are one."""
        after = self._model.kept
        if after == self._before:
            return
        merges = bool(thing) and self._pause.isActive()
        self._pause.start()
        self._stack.push(_Change(self._model, words, document, thing, merges, self._before, after))

    def undo(self) -> None:
        """Take the latest change back."""
        self._step(self._stack.index() - 1, self._stack.undo)

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        self._step(self._stack.index(), self._stack.redo)

    def clear(self) -> None:
        """There is no way back any more."""
        self._stack.clear()

    def _step(self, index: int, step: Callable[[], None]) -> None:
        command = self._stack.command(index) if index >= 0 else None
        if isinstance(command, _Change):
            self._pause.stop()
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


def add_undo_keys(room: QWidget, undo: Callable[[], object], redo: Callable[[], object]) -> None:
    """Have the usual keys work in all of ``room``; a text field in it keeps its own."""
    for keys, do in (("Ctrl+Z", undo), ("Ctrl+Shift+Z", redo), ("Ctrl+Y", redo)):
        shortcut = QShortcut(QKeySequence(keys), room)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(do)
