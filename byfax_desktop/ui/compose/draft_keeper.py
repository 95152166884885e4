"""Has the fax in Compose kept as it is typed, and puts the one back that was there when the program ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from byfax_desktop.ui.session import Session

if TYPE_CHECKING:
    from byfax_desktop.engine.drafts import Draft
    from byfax_desktop.engine.events import DraftFound

PAUSE_MS = 700
"""How long after the last key the draft is kept: not at every letter, and before anybody could miss it."""


class DraftKeeper(QObject):
    """``draft_of`` makes the draft of what is in Compose, numbers as typed; None where that is blank."""

    found = Signal(object)
    """A Draft that was being written at the last time; it is now the one that is kept."""

    def __init__(
        self, session: Session, draft_of: Callable[[], Draft | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._draft_of = draft_of
        self._draft_id = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._keep)
        session.bridge.draft_found.connect(self._take_found)

    @property
    def draft_id(self) -> str:
        """The id of the fax in Compose, under which it is kept and sent once."""
        if not self._draft_id:
            import uuid

            self._draft_id = uuid.uuid4().hex
        return self._draft_id

    def touch(self) -> None:
        """Something in Compose has changed."""
        self._timer.start()

    def drop(self) -> None:
        """What was in Compose is no draft any more: it was sent, or is not wanted."""
        self._timer.stop()
        if self._draft_id:
            self._session.engine.drop_draft(self._draft_id)
        self._draft_id = ""

    def set_aside(self) -> None:
        """What is in Compose stays a draft, and what comes there next is another one."""
        self._timer.stop()
        self._keep()
        self._draft_id = ""

    def take_up(self, draft_id: str) -> None:
        """What comes into Compose is the draft of this id; a new one where it is empty."""
        self._draft_id = draft_id

    def _keep(self) -> None:
        draft = self._draft_of()
        if draft is not None:
            from dataclasses import replace

            self._session.engine.keep_draft(replace(draft, draft_id=self.draft_id))
        elif self._draft_id:
            self._session.engine.drop_draft(self._draft_id)

    def _take_found(self, event: DraftFound) -> None:
        """Only into a blank Compose, and nothing is kept of it that was not kept before."""
        if self._draft_of() is None:
            self._draft_id = event.draft.draft_id
            self.found.emit(event.draft)
