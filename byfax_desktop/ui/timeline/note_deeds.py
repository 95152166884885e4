"""What is done with whole notes: deleted, put back, and gone on with where one was begun."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.message_bar import Tone

if TYPE_CHECKING:
    from byfax_desktop.engine.correspondents import Correspondent
    from byfax_desktop.store.correspondent_notes import CorrespondentNote
    from byfax_desktop.ui.session import Session
    from byfax_desktop.ui.timeline.telling import Telling
    from byfax_desktop.ui.workers import Workers


class NoteDeeds(QObject):
    """``changed`` with the id of a note that is there again, or 0 where one is gone."""

    changed = Signal(int)

    def __init__(self, session: Session, workers: Workers, telling: Telling, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = session.engine
        self._workers = workers
        self._telling = telling

    def remove(self, note: CorrespondentNote) -> None:
        """Delete a note; it can be put back as long as that is told."""
        engine = self._engine
        self._workers.run(lambda: engine.remove_note(note.id), partial(self._take_removed, note))

    def look_for_draft(self, whom: Correspondent, go_on: Callable[[], object]) -> None:
        """Say where a note about somebody was begun and not kept; ``go_on`` shows it."""
        engine = self._engine
        self._workers.run(lambda: engine.note_draft(whom.place), partial(self._tell_draft, go_on))

    def _put_back(self, note: CorrespondentNote) -> None:
        engine = self._engine
        self._workers.run(lambda: engine.put_note_back(note), partial(self._take_put_back, note))

    def _take_removed(self, note: CorrespondentNote, result: Trouble | None) -> None:
        if isinstance(result, Trouble):
            self._telling.trouble(result, partial(self.remove, note))
            return
        self._telling.tell(Tone.DONE, "The note was deleted.", "&Undo", partial(self._put_back, note))
        self.changed.emit(0)

    def _take_put_back(self, note: CorrespondentNote, result: Trouble | None) -> None:
        if isinstance(result, Trouble):
            self._telling.trouble(result, partial(self._put_back, note))
            return
        self._telling.done("The note is there again.")
        self.changed.emit(note.id)

    def _tell_draft(self, go_on: Callable[[], object], draft: str | Trouble | None) -> None:
        if isinstance(draft, str) and draft.strip():
            words = "You began a note about them and did not keep it yet."
            self._telling.tell(Tone.NOTE, words, "&Go on writing", go_on)
