"""What goes on with cover pages: each change is asked of the engine, and what comes of it is said."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from byfax_desktop.fax.trouble import shown_name
from byfax_desktop.ui.covers.rows import CoverRows
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.session import Session

if TYPE_CHECKING:
    from byfax_desktop.engine.events import JobFinished


@dataclass(frozen=True, slots=True)
class _Work:
    """A change under way; ``done`` is what is said when it is over."""

    ref: str | None
    done: str
    advice: str = ""


class CoverWorks(QObject):
    """Says on the row of a cover what is going on with it, and above all rows what came of it."""

    def __init__(self, session: Session, rows: CoverRows, message: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._rows = rows
        self._message = message
        self._works: dict[str, _Work] = {}
        session.bridge.job_finished.connect(self._finish)

    def add(self, title: str, path: Path, advice: str) -> None:
        """Add a cover page."""
        self._message.tell(Tone.NOTE, f"Adding “{shown_name(title)}”…")
        job = self._session.engine.add_cover(title, path)
        self._works[job] = _Work(None, f"“{shown_name(title)}” was added.", advice)

    def reload(self, ref: str, path: Path, advice: str) -> None:
        """Put another DocX in a cover's place."""
        job = self._session.engine.reload_cover(ref, path)
        self._begin(job, "Replacing…", _Work(ref, "The cover page was replaced.", advice))

    def rename(self, ref: str, title: str) -> None:
        """Give a cover another name."""
        self._begin(self._session.engine.rename_cover(ref, title), "Renaming…", _Work(ref, ""))

    def delete(self, ref: str) -> None:
        """Delete a cover."""
        self._begin(self._session.engine.delete_cover(ref), "Deleting…", _Work(ref, ""))

    def save(self, ref: str, target: Path) -> None:
        """Save the DocX of a cover."""
        job = self._session.engine.download_cover(ref, target)
        self._begin(job, "Saving…", _Work(ref, f"Saved as “{shown_name(target.name)}”."))

    def _begin(self, job: str, words: str, work: _Work) -> None:
        assert work.ref
        self._message.clear()
        self._works[job] = work
        self._rows.tell(work.ref, words)

    def _finish(self, event: JobFinished) -> None:
        work = self._works.pop(event.job_id, None)
        if work is None:
            return
        trouble = event.trouble
        if work.ref:
            self._rows.tell(work.ref, f"{trouble.what} {trouble.do}" if trouble else "")
        if trouble:
            self._message.tell(Tone.TROUBLE, trouble.what, trouble.do, trouble.details)
        elif work.advice:
            self._message.tell(Tone.NOTE, work.done, work.advice)
        elif work.done:
            self._message.tell(Tone.DONE, work.done)
