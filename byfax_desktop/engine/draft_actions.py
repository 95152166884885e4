"""What a person does with drafts, templates and faxes that were sent before: the engine's part of that."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.jobs import Jobs
from byfax_desktop.fax.page_choice import PageChoice
from byfax_desktop.fax.treatment import Treatment
from byfax_desktop.store.drafts import DraftKind

if TYPE_CHECKING:
    from byfax_desktop.engine.again import Again
    from byfax_desktop.engine.drafts import Draft
    from byfax_desktop.engine.fax_files import FaxFiles
    from byfax_desktop.engine.inbox import Inbox
    from byfax_desktop.engine.writing import KeptDraft, Writing


class DraftActions:
    """What keeps returns at once; what reads the disk does so on the thread that asks."""

    _again: Again
    _fax_files: FaxFiles
    _inbox: Inbox
    _jobs: Jobs
    _writing: Writing

    def keep_draft(self, draft: Draft) -> None:
        """Keep a fax that is being written under its ``draft_id``, so that the next start finds it (DraftFound)."""
        self._writing.keep(draft)
        self._jobs.start("Keeping a draft", lambda _: self._writing.write(), is_quiet=True)

    def drop_draft(self, draft_id: str) -> None:
        """Forget a fax that was being written, a template, or a preset."""
        self._writing.drop(draft_id)
        self._jobs.start("Dropping a draft", lambda _: self._writing.write(), is_quiet=True)

    def keep_as(self, kind: DraftKind, name: str, draft: Draft) -> str:
        """Keep a template or a preset under a name, in place of what had it; returns the id of the job."""
        return self._jobs.start(
            f"Keeping {name}", lambda _: self._writing.keep_as(kind, name, draft), is_quiet=True
        )

    def kept_drafts(self, kind: DraftKind = DraftKind.DRAFT) -> tuple[KeptDraft, ...]:
        """All drafts, templates or presets, the newest first. Raises StoreTrouble."""
        return self._writing.kept(kind)

    def draft_again(self, broadcast_ref: str, only_failed: bool = False, message_ref: str = "") -> Draft:
        """A fax that was sent, as a draft; with ``only_failed`` to those whom it did not reach.

        With a ``message_ref`` only to that recipient. Raises NotKept, StoreTrouble and OSError.
        """
        return self._again.draft_of(broadcast_ref, only_failed, message_ref)

    def draft_of_pages(self, pages: Path, name: str) -> Draft:
        """A draft of received pages as they lie, under a name that people know.

        Raises OSError and StoreTrouble, and DocumentTrouble where some pages were turned and the file is broken.
        """
        turns = self._inbox.turns_of(pages)
        if turns.is_plain:
            return self._again.forwarding(pages, name)
        if not turns.others:
            return self._again.forwarding(pages, name, (Treatment(quarter_turns=turns.whole),))
        runs = turns.runs(self._fax_files.page_count(pages))
        alike = tuple(
            Treatment(quarter_turns=quarters, pages=PageChoice(((first + 1, last + 1),)))
            for first, last, quarters in runs
        )
        return self._again.forwarding(pages, name, alike)
