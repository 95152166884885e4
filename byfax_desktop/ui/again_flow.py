"""From a fax that was sent or received to another one in Compose: prepared in the background."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from pathlib import Path

    from byfax_desktop.engine.drafts import Draft
    from byfax_desktop.engine.events import JobFinished, RestReady
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.ui.outbox.again import AgainWish
    from byfax_desktop.ui.session import Session


class AgainFlow(QObject):
    """Ends with ``ready`` and a Draft, or with ``troubled`` and a Trouble."""

    ready = Signal(object)
    troubled = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs: set[str] = set()
        session.bridge.rest_ready.connect(self._take_rest)
        session.bridge.job_finished.connect(self._end)
        session.account_changed.connect(self._jobs.clear)

    def make(self, wish: AgainWish) -> None:
        """Another fax of a sent one."""
        from byfax_desktop.ui.outbox.again import AGAIN, FORWARD, REST

        engine = self._session.engine
        if wish.how == REST:
            self._jobs.add(engine.fetch_rest(wish.broadcast_ref, wish.message_ref))
            return
        only_failed = wish.how not in (AGAIN, FORWARD)
        self._session.workers.run(
            lambda: engine.draft_again(wish.broadcast_ref, only_failed, wish.message_ref),
            partial(self._take, wish.how),
        )

    def forward(self, pages: Path, name: str) -> None:
        """Received pages to somebody else, under a name that people know."""
        engine = self._session.engine
        self._session.workers.run(lambda: engine.draft_of_pages(pages, name), partial(self._take, "received"))

    def _take(self, how: str, draft: Draft | Trouble) -> None:
        from byfax_desktop.engine.trouble import Trouble

        if isinstance(draft, Trouble):
            self.troubled.emit(draft)
        else:
            self.ready.emit(_fitted(draft, how))

    def _take_rest(self, event: RestReady) -> None:
        if event.job_id in self._jobs:
            self._jobs.discard(event.job_id)
            self.ready.emit(event.draft)

    def _end(self, event: JobFinished) -> None:
        if event.job_id in self._jobs and event.trouble:
            self._jobs.discard(event.job_id)
            self.troubled.emit(event.trouble)


def _fitted(draft: Draft, how: str) -> Draft:
    """The draft as it is wanted: to nobody yet, or in standard quality."""
    from byfax_desktop.service.states import FaxQuality
    from byfax_desktop.store.submissions import SequelKind
    from byfax_desktop.ui.outbox.again import FORWARD, STANDARD

    if how == STANDARD:
        return replace(draft, quality=FaxQuality.STANDARD)
    if how != FORWARD:
        return draft
    origin = draft.origin
    if origin:
        origin = replace(origin, sequel=replace(origin.sequel, kind=SequelKind.FORWARD))
    return replace(draft, recipients=(), origin=origin)
