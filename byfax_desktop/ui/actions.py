"""What a widget may ask of the engine. What comes of it arrives through the bridge.

Each call returns at once, but for ``history``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from byfax_desktop.engine.answers import WishAnswer
    from byfax_desktop.engine.attempts import Attempt
    from byfax_desktop.engine.correspondents import Correspondent
    from byfax_desktop.engine.cover_fields import CoverFields
    from byfax_desktop.engine.drafts import Draft
    from byfax_desktop.engine.earlier import EarlierDocument
    from byfax_desktop.engine.guard.known import KnownNumbers
    from byfax_desktop.engine.sent_rows import SentFax
    from byfax_desktop.engine.timeline import EntriesRead, TimelineHead
    from byfax_desktop.engine.writing import KeptDraft
    from byfax_desktop.fax.turns import PageTurns
    from byfax_desktop.service.requests import FaxFilter
    from byfax_desktop.store.correspondent_notes import CorrespondentNote
    from byfax_desktop.store.drafts import DraftKind
    from byfax_desktop.store.fax_labels import Label
    from byfax_desktop.store.faxed import FaxedNumber
    from byfax_desktop.store.kept_faxes import KeepForm, KeepRule
    from byfax_desktop.store.proofs import ProofRule
    from byfax_desktop.store.removals import RemovalScope
    from byfax_desktop.store.sent_filter import SentFilter
    from byfax_desktop.store.sent_order import SentPlaces, SentView
    from byfax_desktop.store.sent_totals import SentTotal
    from byfax_desktop.store.submissions import HistoryEntry
    from byfax_desktop.store.timeline import Place, TimelineFilter
    from byfax_desktop.store.wishes import WishKind


class EngineActions(Protocol):
    """The engine as the window sees it, so that a widget can be tried with a stand-in."""

    def submit(self, draft: Draft, take_back: float = 0.0) -> str:
        """Send a fax; returns the job's id. Ends with FaxQueued, and JobFinished with or without trouble.

        For ``take_back`` seconds it can be taken back.
        """
        ...

    def keep_draft(self, draft: Draft) -> None:
        """Keep a fax that is being written under its ``draft_id``; the next start finds it (DraftFound)."""
        ...

    def drop_draft(self, draft_id: str) -> None:
        """Forget a fax that was being written."""
        ...

    def kept_drafts(self, kind: DraftKind) -> tuple[KeptDraft, ...]:
        """All drafts, templates or presets, the newest first; reads the disk. Raises StoreTrouble."""
        ...

    def keep_as(self, kind: DraftKind, name: str, draft: Draft) -> str:
        """Keep a template or a preset under a name, in place of what had it; returns the job's id."""
        ...

    def known_numbers(self) -> KnownNumbers:
        """What is known of numbers before a fax goes to them; reads the disk. Raises StoreTrouble."""
        ...

    def draft_again(self, broadcast_ref: str, only_failed: bool = False, message_ref: str = "") -> Draft:
        """A fax that was sent, as a draft; with a ``message_ref`` only to that recipient; reads the disk.

        Raises NotKept, StoreTrouble and OSError.
        """
        ...

    def draft_of_pages(self, pages: Path, name: str) -> Draft:
        """A draft of received pages, under a name that people know; copies a file. Raises OSError."""
        ...

    def take_back(self, broadcast_refs: tuple[str, ...]) -> str:
        """Take a fax back that was just sent; returns the job's id. Ends with FaxTakenBack, or trouble."""
        ...

    def wish(self, kind: WishKind, broadcast_ref: str, message_ref: str = "") -> str:
        """Pause, resume, cancel, resubmit or delete a fax, or one recipient's; returns the job's id.

        Only trouble is told of the job; what comes of the wish shows in the list of sent faxes.
        """
        ...

    def go_on(self) -> None:
        """What stopped all faxes was put right: try again now."""
        ...

    def faxed_before(self) -> tuple[FaxedNumber, ...]:
        """The numbers that were faxed before, those faxed last first. Reads the disk. Raises StoreTrouble."""
        ...

    def sent_places(self, view: SentView) -> SentPlaces:
        """All rows of a list of sent faxes, in order.

        Reads the disk: not for the window's thread. Raises StoreTrouble.
        """
        ...

    def sent_changes(
        self, view: SentView, submission_ids: Collection[int]
    ) -> tuple[frozenset[int], SentPlaces]:
        """The ids of all rows that these faxes can have in a list, and the places of those that they have.

        Reads the disk. Raises StoreTrouble.
        """
        ...

    def sent_row(self, broadcast_ref: str, flat: bool) -> int | None:
        """The id of a fax's first row in a list; None where nobody knows it. Reads the disk. Raises StoreTrouble."""
        ...

    def sent_faxes(self, row_ids: Collection[int], flat: bool) -> dict[int, SentFax]:
        """What stands at these rows of a list, as far as it is there. Reads the disk. Raises StoreTrouble."""
        ...

    def save_sent_list(self, which: SentFilter, path: Path, as_pdf: bool = False) -> int:
        """Write all sent faxes that match as CSV, or as PDF for paper; returns the rows.

        Not for the window's thread. Raises EngineTrouble, StoreTrouble and OSError.
        """
        ...

    def senders(self) -> tuple[str, ...]:
        """Who sent faxes from here, in the order of letters. Reads the disk. Raises StoreTrouble."""
        ...

    def sent_totals(self, since: Sequence[int]) -> tuple[SentTotal, ...]:
        """What arrived, failed and cost since each of these moments; reads the disk. Raises StoreTrouble."""
        ...

    def timeline(self, whom: Correspondent, which: TimelineFilter, after: Place, limit: int) -> EntriesRead:
        """The newest entries of a timeline after a place; reads the disk. Raises StoreTrouble."""
        ...

    def timeline_head(self, whom: Correspondent) -> TimelineHead:
        """What a timeline amounts to; reads the disk. Raises StoreTrouble."""
        ...

    def keep_note(self, whom: Correspondent, note: CorrespondentNote, draft: str = "") -> CorrespondentNote:
        """Keep a note about somebody, and not what was half written of it; writes to the disk. Raises StoreTrouble."""
        ...

    def put_note_back(self, note: CorrespondentNote) -> None:
        """Have a note again that was removed; writes to the disk. Raises StoreTrouble."""
        ...

    def remove_note(self, note_id: int) -> None:
        """Have a note no more; writes to the disk. Raises StoreTrouble."""
        ...

    def note_draft(self, place: str) -> str | None:
        """What was half written of a note; reads the disk. Raises StoreTrouble."""
        ...

    def keep_note_draft(self, place: str, text: str | None) -> None:
        """Keep what is half written of a note; None forgets it. Writes to the disk. Raises StoreTrouble."""
        ...

    def save_timeline(
        self, whom: Correspondent, which: TimelineFilter, path: Path, as_pdf: bool = False
    ) -> int:
        """Write a timeline as CSV, or as PDF for paper; returns the rows.

        Not for the window's thread. Raises EngineTrouble, StoreTrouble and OSError.
        """
        ...

    def keep_rules(self) -> tuple[KeepRule, ...]:
        """How received faxes are saved by themselves; reads the disk. Raises StoreTrouble."""
        ...

    def set_keep_rules(self, rules: Sequence[KeepRule], with_old: bool) -> None:
        """Save faxes so from now on, and what is here too ``with_old``; writes to the disk. Raises StoreTrouble."""
        ...

    def look_at_offers(self, country_a3: str = "", state_a2: str = "", anew: bool = False) -> str:
        """Know the countries with numbers to rent, or what there is in one, or in a state; returns the job's id.

        OffersChanged comes with what is known already, and again with what the service says, or trouble.
        """
        ...

    def look_into_states(self, country_a3: str) -> str:
        """Know the numbers in all states of a country; returns the job's id. Ends with OffersChanged, or trouble."""
        ...

    def look_at_offer(self, group_ref: str) -> str:
        """Know all of one group of numbers; returns the job's id. Ends with OffersChanged, or trouble."""
        ...

    def proof_rules(self) -> tuple[ProofRule, ...]:
        """Which reports are saved by themselves; reads the disk. Raises StoreTrouble."""
        ...

    def set_proof_rules(self, rules: Sequence[ProofRule]) -> None:
        """Save reports so from now on; writes to the disk. Raises StoreTrouble."""
        ...

    def fetch_evidence(self, broadcast_ref: str, message_ref: str = "") -> str:
        """Have the evidence of a fax that has ended; returns the job's id. Ends with EvidenceReady, or trouble."""
        ...

    def history(self, broadcast_ref: str) -> tuple[HistoryEntry, ...]:
        """All that happened to a fax, in order. Reads the disk: not for the window's thread. Raises StoreTrouble."""
        ...

    def attempts(self, message_ref: str) -> tuple[Attempt, ...]:
        """All tries to reach one recipient. Reads the disk: not for the window's thread. Raises StoreTrouble."""
        ...

    def accept_station(self, message_ref: str) -> str:
        """The different machine that took this fax is right; returns the job's id."""
        ...

    def answers(self, broadcast_ref: str) -> tuple[WishAnswer, ...]:
        """What byFax answered to each wish about a fax, the newest first; reads the disk. Raises StoreTrouble."""
        ...

    def cancel_job(self, job_id: str) -> None:
        """Ask a running job to end early."""
        ...

    def refresh(self) -> None:
        """Ask the service for everything now."""
        ...

    def wake_up(self) -> None:
        """The computer has slept: ask the service for everything now, and take the time for no sign of anything."""
        ...

    def watch(self, fast: bool) -> None:
        """Follow live faxes closely while a person looks at them."""
        ...

    def fetch_fax(self, ref: str, anew: bool = False) -> str:
        """Download the pages of a received fax, ``anew`` also where a file is; returns the job's id.

        Ends with FaxPagesReady.
        """
        ...

    def find_words(self, is_wanted: bool) -> None:
        """Have the words in the pages of received faxes found from now on, or forget them."""
        ...

    def can_find_words(self) -> bool:
        """Whether this computer has what reads words; takes a moment."""
        ...

    def pages_with(self, text: str) -> dict[str, int]:
        """In which received faxes these words were read, and on which page (from 0); reads the disk.

        Raises StoreTrouble.
        """
        ...

    def compare_inbox(self, which: FaxFilter) -> str:
        """Count the received faxes that match, here and at the service; returns the job's id.

        Ends with InboxTallied, or trouble.
        """
        ...

    def look_again(self, which: FaxFilter) -> str:
        """Ask for received faxes that the service counts and the list lacks; ends as ``compare_inbox``."""
        ...

    def save_fax_as(self, ref: str, form: KeepForm, target: Path) -> str:
        """Save a received fax under this name, in the place of what had it.

        Returns the job's id. Ends with FaxFilesReady, or trouble; so do the two that follow.
        """
        ...

    def save_faxes(self, refs: Sequence[str], form: KeepForm, folder: Path, pattern: str) -> str:
        """Save received faxes in a folder, under names after the pattern, each beside what is there."""
        ...

    def lend_faxes(self, refs: Sequence[str], form: KeepForm, pattern: str) -> str:
        """Have received faxes as files that another program may take."""
        ...

    def fetch_sent(self, message_ref: str, as_pdf: bool = False, anew: bool = False) -> str:
        """Bring the pages that went to a recipient here, once the fax has ended; returns the job's id.

        Ends with SentPagesReady, or trouble. ``anew`` brings them also where they are here.
        """
        ...

    def fetch_rest(self, broadcast_ref: str, message_ref: str) -> str:
        """Make a draft of the pages that did not arrive; returns the job's id. Ends with RestReady, or trouble."""
        ...

    def mark_read(self, *refs: str, is_read: bool = True) -> None:
        """Remember that received faxes were looked at, or are to be as new."""
        ...

    def remove_faxes(self, refs: Sequence[str], scope: RemovalScope, seconds: float) -> str:
        """Delete received faxes after so many seconds (RemovalWished, then FaxesDeleted); returns the job's id."""
        ...

    def restore_faxes(self, refs: Sequence[str]) -> str:
        """Leave received faxes that were to be deleted; returns the job's id. Ends with FaxesRestored."""
        ...

    def drop_fax_pages(self, refs: Sequence[str]) -> int:
        """Have the pages of received faxes at the service alone; returns of how many they went.

        Writes to the disk. Raises LocalFileError and StoreTrouble.
        """
        ...

    def turn_fax(self, ref: str, turns: PageTurns) -> None:
        """Have the pages of a received fax lie so from now on; writes to the disk. Raises StoreTrouble."""
        ...

    def keep_fax_note(self, ref: str, text: str) -> None:
        """Keep the note of a received fax; writes to the disk. Raises StoreTrouble."""
        ...

    def label_faxes(self, refs: Sequence[str], name: str) -> None:
        """Put a label on received faxes, a new one too; writes to the disk. Raises EngineTrouble and StoreTrouble."""
        ...

    def unlabel_faxes(self, refs: Sequence[str], label_id: int) -> None:
        """Take a label off received faxes; writes to the disk. Raises StoreTrouble."""
        ...

    def change_label(self, label: Label) -> None:
        """Rename a label, or give it another colour; writes to the disk. Raises EngineTrouble and StoreTrouble."""
        ...

    def remove_label(self, label_id: int) -> None:
        """Have a label no more; writes to the disk. Raises StoreTrouble."""
        ...

    def fetch_cover_preview(self, ref: str) -> str:
        """Download the preview of a cover page; returns the job's id. Ends with CoverPreviewReady."""
        ...

    def add_cover(self, title: str, path: Path) -> str:
        """Store a DocX as a new cover page; returns the job's id. Ends with CoversChanged, or trouble."""
        ...

    def reload_cover(self, ref: str, path: Path) -> str:
        """Put another DocX in a cover's place; returns the job's id. CoverPreviewReady follows, or trouble."""
        ...

    def rename_cover(self, ref: str, title: str) -> str:
        """Give a cover page another title; returns the job's id. Ends with CoversChanged, or trouble."""
        ...

    def delete_cover(self, ref: str) -> str:
        """Delete a cover page; returns the job's id. Ends with CoversChanged, or trouble."""
        ...

    def download_cover(self, ref: str, target: Path) -> str:
        """Save the DocX of a cover page; returns the job's id."""
        ...

    def preview_cover(self, ref: str, fields: CoverFields) -> str:
        """Make the page of a cover with its texts in; returns the job's id. Ends with FilledCoverReady, or trouble."""
        ...

    def earlier_documents(self) -> tuple[EarlierDocument, ...]:
        """Documents of faxes that were sent from here; reads the disk. Raises StoreTrouble."""
        ...

    def fetch_earlier(self, document: EarlierDocument) -> str:
        """Bring one from the service; returns the job's id. Ends with EarlierDocumentReady, or trouble."""
        ...

    def earlier_copy(self, document: EarlierDocument) -> Path:
        """A copy of such a document under its own name; reads the disk. Raises NotKept and OSError."""
        ...

    def preview_document(self, path: Path) -> str:
        """Have byFax make pages of a document; returns the job's id. Ends with DocumentPreviewReady, or trouble."""
        ...
