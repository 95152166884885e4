"""A note that is written, or read and changed: what is typed is kept on the disk as it is typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.store.correspondent_notes import CorrespondentNote
from byfax_desktop.ui.elided import ElidedLabel
from byfax_desktop.ui.icons import icon

if TYPE_CHECKING:
    from byfax_desktop.engine.correspondents import Correspondent
    from byfax_desktop.ui.session import Session
    from byfax_desktop.ui.workers import Workers

_PAUSE_MS = 500
_NEW = CorrespondentNote(0, "", "", "", 0, 0)


class _Open(NamedTuple):
    """What is being written: about whom, the note as it was kept last, and where its half written text is kept."""

    whom: Correspondent
    note: CorrespondentNote
    place: str


class NotePane(QWidget):
    """``kept`` with the CorrespondentNote as it is kept now, ``removal_asked`` with one that is to go.

    ``left`` when the keyboard is to go back to the list. ``troubled`` with the Trouble that kept a text from the disk,
    where it stays here, and with what tries it again.
    """

    kept = Signal(object)
    removal_asked = Signal(object)
    left = Signal()
    troubled = Signal(object, object)

    def __init__(self, session: Session, workers: Workers, parent: QWidget | None = None) -> None:
        """``workers`` do one thing after another: a text must not come to the disk after it was thrown away."""
        super().__init__(parent)
        self.setObjectName("timeline_note_pane")
        self._engine = session.engine
        self._workers = workers
        self._open: _Open | None = None
        self._caption = ElidedLabel(self, max_width=2000)
        self._caption.setObjectName("timeline_note_caption")
        self._text = QPlainTextEdit(self)
        self._text.setObjectName("timeline_note_text")
        self._text.setAccessibleName("Note")
        self._text.setTabChangesFocus(True)
        self._text.setPlaceholderText("What is worth remembering about them. It stays on this computer.")
        self._delete = self._button("note_delete", "&Delete note", "delete", self._ask_removal)
        self._drop = self._button("note_drop", "Disc&ard changes", "undo", self._throw_away)
        self._keep = self._button("note_keep", "&Keep note", "save", self.keep)
        self._keep.setToolTip("Keep the note (Ctrl+Enter)")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.save_draft)
        self._text.textChanged.connect(self._note_change)
        self.setFocusProxy(self._text)
        self._arrange()
        for keys, do in (("Ctrl+Return", self.keep), ("Ctrl+Enter", self.keep), ("Esc", self.left.emit)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)

    @property
    def editor(self) -> QPlainTextEdit:
        """Where the text is typed."""
        return self._text

    def write(self, whom: Correspondent) -> None:
        """Begin a new note about somebody, or go on with the one that was begun."""
        self._show(_Open(whom, _NEW, whom.place), f"New note about {whom.title}")

    def show_note(self, whom: Correspondent, note: CorrespondentNote, caption: str) -> None:
        """Show a note, with what was changed in it and not kept yet."""
        if self._open is None or self._open.note != note:
            self._show(_Open(whom, note, str(note.id)), caption)
        self._caption.setText(caption)
        self._delete.setVisible(True)

    def keep(self) -> None:
        """Keep what is written, if there is something."""
        text, opened = self._text.toPlainText().strip(), self._open
        if opened is None or not text:
            return
        self._pause.stop()
        engine, note = self._engine, replace(opened.note, text=text)
        self._workers.run(
            lambda: engine.keep_note(opened.whom, note, opened.place), partial(self._take_kept, opened)
        )

    def save_draft(self) -> None:
        """Have what is half written on the disk now."""
        self._pause.stop()
        opened, engine = self._open, self._engine
        if opened is not None:
            text = self._text.toPlainText() if self._is_changed else None
            self._workers.run(lambda: engine.keep_note_draft(opened.place, text), self._take_saved)

    def leave(self) -> None:
        """Something else is shown now."""
        if self._pause.isActive():
            self.save_draft()
        self._open = None

    def forget(self) -> None:
        """It was written about for another account."""
        self._pause.stop()
        self._open = None

    @property
    def _is_changed(self) -> bool:
        return self._open is not None and self._text.toPlainText().strip() != self._open.note.text

    def _show(self, opened: _Open, caption: str) -> None:
        self.leave()
        self._open = opened
        self._caption.setText(caption)
        self._delete.setVisible(bool(opened.note.id))
        self._set_text(opened.note.text)
        engine = self._engine
        self._workers.run(lambda: engine.note_draft(opened.place), partial(self._take_draft, opened))

    def _take_draft(self, opened: _Open, draft: str | Trouble | None) -> None:
        # Who has begun to type already is not disturbed.
        if isinstance(draft, str) and opened is self._open and not self._is_changed:
            self._set_text(draft)

    def _set_text(self, text: str) -> None:
        with QSignalBlocker(self._text):
            self._text.setPlainText(text)
            self._text.moveCursor(QTextCursor.MoveOperation.End)
        self._fit()

    def _note_change(self) -> None:
        self._pause.start()
        self._fit()

    def _fit(self) -> None:
        self._keep.setEnabled(self._is_changed and bool(self._text.toPlainText().strip()))
        self._drop.setEnabled(self._is_changed)

    def _throw_away(self) -> None:
        """Have the note as it was kept last; what was typed can be had again with Ctrl+Z."""
        if self._open is not None:
            self._text.selectAll()
            self._text.insertPlainText(self._open.note.text)
            self._text.setFocus()

    def _ask_removal(self) -> None:
        if self._open is not None and self._open.note.id:
            self.removal_asked.emit(self._open.note)

    def _take_kept(self, opened: _Open, result: CorrespondentNote | Trouble) -> None:
        if isinstance(result, Trouble):
            self.troubled.emit(result, self.keep)
            return
        if opened is self._open:
            # What was typed since is half written of the note that there is now.
            self._open = _Open(opened.whom, result, str(result.id))
            self._note_change()
        self.kept.emit(result)

    def _take_saved(self, result: Trouble | None) -> None:
        if isinstance(result, Trouble):
            self.troubled.emit(result, self.save_draft)

    def _button(self, name: str, text: str, icon_name: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(icon(icon_name), text, self)
        button.setObjectName(f"timeline_{name}")
        button.setAutoDefault(False)
        button.clicked.connect(lambda: do())
        return button

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._delete)
        buttons.addStretch(1)
        buttons.addWidget(self._drop)
        buttons.addWidget(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._caption)
        column.addWidget(self._text, 1)
        column.addLayout(buttons)
