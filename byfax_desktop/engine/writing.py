"""Faxes that are being written: kept as they are typed, found again when the program comes back."""

from __future__ import annotations

import threading
import uuid
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from byfax_desktop.engine.clock import moment
from byfax_desktop.engine.drafts import Draft
from byfax_desktop.engine.frozen import freeze_draft, thaw_draft
from byfax_desktop.store.drafts import DraftKind, StoredDraft

if TYPE_CHECKING:
    from byfax_desktop.engine.desk import Desk


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft, template or preset as it is kept; ``name`` is empty for a draft, ``changed`` is aware."""

    draft: Draft
    changed: datetime
    name: str = ""


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
        found = self.kept(DraftKind.DRAFT)
        return found[0].draft if found else None

    def kept(self, kind: DraftKind) -> tuple[KeptDraft, ...]:
        """All of a kind as they were kept last, the newest first; writes what is still wanted. Raises StoreTrouble."""
        self.write()
        return tuple(
            KeptDraft(replace(thaw_draft(each.content), draft_id=each.id), moment(each.changed), each.name)
            for each in self._desk.drafts.all(kind)
        )

    def keep_as(self, kind: DraftKind, name: str, draft: Draft) -> None:
        """Keep a template or a preset under a name, in place of what had it before. Raises StoreTrouble.

        A preset holds options alone; neither holds a time, which will have passed when it is used, and neither is made
        of an earlier fax.
        """
        before = next((each for each in self._desk.drafts.all(kind) if each.name == name), None)
        lasting = replace(draft, send_at=None, draft_id="", origin=None)
        if kind is DraftKind.PRESET:
            lasting = replace(
                lasting,
                documents=(),
                treatments=(),
                recipients=(),
                subject="",
                cover_text="",
                sender=Draft().sender,
            )
        place = before.id if before else uuid.uuid4().hex
        self._desk.drafts.keep(StoredDraft(place, freeze_draft(lasting), self._desk.clock.now(), kind, name))
