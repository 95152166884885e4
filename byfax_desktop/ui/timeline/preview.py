"""The chosen entry of a history: the pages of a fax under a line on how it went, or a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from byfax_desktop.engine.timeline_entries import NoteEntry, ReceivedEntry, SentEntry
from byfax_desktop.ui.elided import ElidedLabel
from byfax_desktop.ui.inbox.reader import FaxReader
from byfax_desktop.ui.outbox.sent_pages import SentPagesPane
from byfax_desktop.ui.outbox.wishes import Target
from byfax_desktop.ui.timeline import texts
from byfax_desktop.ui.timeline.note_pane import NotePane
from byfax_desktop.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from PySide6.QtCore import Qt

    from byfax_desktop.engine.correspondents import Correspondent
    from byfax_desktop.engine.timeline_entries import TimelineEntry
    from byfax_desktop.ui.session import Session
    from byfax_desktop.ui.workers import Workers


class Preview(QWidget):
    """Shows one entry, or the note that is being written."""

    def __init__(self, session: Session, workers: Workers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline_preview")
        self._entry: TimelineEntry | None = None
        self._sent = SentPagesPane(session, self, name="timeline_sent")
        self._reader = FaxReader(session, self, name="timeline")
        self.note = NotePane(session, workers, self)
        self._nothing = Notice("timeline_nothing_chosen", self)
        self._nothing.tell("history", "Nothing is selected.", "Select an entry to see its pages or its text.")
        self._caption = ElidedLabel(self, max_width=2000)
        self._caption.setObjectName("timeline_caption")
        self._why = QLabel(self)
        self._why.setObjectName("timeline_why")
        self._why.setWordWrap(True)
        self._stack = QStackedWidget(self)
        for each in (self._nothing, self._sent, self._reader, self.note):
            self._stack.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(8)
        for line in (self._caption, self._why):
            column.addWidget(line)
        column.addWidget(self._stack, 1)
        self.show_entry(None, None)

    @property
    def is_writing(self) -> bool:
        """Whether a new note is being written."""
        return self._stack.currentWidget() is self.note and self._entry is None

    def show_entry(self, whom: Correspondent | None, entry: TimelineEntry | None) -> None:
        """Show another entry, or what is new of the same; None for nothing."""
        before, self._entry = self._entry, entry
        is_note = isinstance(entry, NoteEntry)
        self._tell(
            "" if is_note or entry is None else texts.caption(entry), texts.why(entry) if entry else ""
        )
        if not is_note:
            self.note.leave()
        if entry is None or whom is None:
            self._reader.show_entry(None)
            self._stack.setCurrentWidget(self._nothing)
        elif isinstance(entry, NoteEntry):
            self.note.show_note(whom, entry.note, f"Note of {texts.time(entry)}")
            self._stack.setCurrentWidget(self.note)
        elif isinstance(entry, SentEntry):
            self._sent.show_target(Target(entry.fax, entry.message))
            self._stack.setCurrentWidget(self._sent)
        else:
            self._show_received(before, entry)

    def write_note(self, whom: Correspondent) -> None:
        """Show a new note, to be written."""
        self._entry = None
        self._tell("", "")
        self.note.write(whom)
        self._stack.setCurrentWidget(self.note)
        self.note.setFocus()

    def take_keyboard(self, reason: Qt.FocusReason) -> None:
        """Give what is shown the keyboard."""
        if shown := self._stack.currentWidget():
            shown.setFocus(reason)

    def _show_received(self, before: TimelineEntry | None, entry: ReceivedEntry) -> None:
        is_same = isinstance(before, ReceivedEntry) and before.fax.fax.ref == entry.fax.fax.ref
        if is_same:
            self._reader.update_entry(entry.fax)
        else:
            self._reader.show_entry(entry.fax)
        self._stack.setCurrentWidget(self._reader)

    def _tell(self, caption: str, why: str) -> None:
        self._caption.setText(caption)
        self._caption.setVisible(bool(caption))
        self._why.setText(why)
        self._why.setVisible(bool(why))
