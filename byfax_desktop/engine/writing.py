"""Faxes that are being written: kept as they are typed, found again when the program comes back."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from byfax_desktop.engine.drafts import Draft
from byfax_desktop.engine.frozen import freeze_draft, thaw_draft
from byfax_desktop.store.drafts import StoredDraft

if TYPE_CHECKING:
    from byfax_desktop.engine.desk import Desk


class Writing:
    """Keeps drafts by their ``draft_id``.

    What is wanted is said at once and written a moment later, on whichever thread: the last word on a draft counts.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._wanted: dict[str, Draft | None] = {}

    def keep(self, draft: Draft) -> None:
        """The draft is to be stored as it is now."""
        self._wanted[draft.draft_id] = draft

    def drop(self, draft_id: str) -> None:
        """The draft is to be forgotten."""
        self._wanted[draft_id] = None

    def write(self) -> None:
        """Store what is wanted; a draft that was sent meanwhile is none any more. Raises StoreTrouble."""
        with self._lock:
            while self._wanted:
                draft_id, draft = self._wanted.popitem()
                try:
                    self._write(draft_id, draft)
                except BaseException:
                    # It is still wanted, unless something newer was said of it meanwhile.
                    self._wanted.setdefault(draft_id, draft)
                    raise

    def _write(self, draft_id: str, draft: Draft | None) -> None:
        if draft is None:
            self._desk.drafts.drop(draft_id)
        else:
            self._desk.drafts.keep(StoredDraft(draft_id, freeze_draft(draft), self._desk.clock.now()))

    def latest(self) -> Draft | None:
        """The draft that was changed last. Raises StoreTrouble."""
        found = self._desk.drafts.all()
        return thaw_draft(found[0].content) if found else None
