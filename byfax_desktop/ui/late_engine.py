"""The engine from the first paint on, though it can only be made a moment later, and again for another account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from byfax_desktop.ui.actions import EngineActions

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


class LateEngine:
    """Hands everything to the engine of the open account; before there is one, nothing comes of it.

    Only what a person watches, or wants found, is remembered, so that the engine learns of it when it comes.
    """

    def __init__(self) -> None:
        self._engine: EngineActions | None = None
        self._watched = False
        self._finds_words: bool | None = None

    def use(self, engine: EngineActions | None) -> None:
        """Hand everything to this engine from now on."""
        self._engine = engine
        if engine and self._watched:
            engine.watch(True)
        # Not before somebody has said it: the words that were read would be forgotten.
        if engine and self._finds_words is not None:
            engine.find_words(self._finds_words)

    def submit(self, draft: Draft, take_back: float = 0.0) -> str:
        """Send a fax. Raises RuntimeError without an account: the window asks for one before."""
        if self._engine is None:
            raise RuntimeError("No account is open.")
        return self._engine.submit(draft, take_back)

    def keep_draft(self, draft: Draft) -> None:
        """Keep a fax that is being written; without an account there is no place for it."""
        if self._engine:
            self._engine.keep_draft(draft)

    def drop_draft(self, draft_id: str) -> None:
        """Forget a fax that was being written."""
        if self._engine:
            self._engine.drop_draft(draft_id)

    def kept_drafts(self, kind: DraftKind) -> tuple[KeptDraft, ...]:
        """All drafts, templates or presets, the newest first; reads the disk. Raises StoreTrouble."""
        return self._engine.kept_drafts(kind) if self._engine else ()

    def keep_as(self, kind: DraftKind, name: str, draft: Draft) -> str:
        """Keep a template or a preset under a name; the id is empty without an account."""
        return self._engine.keep_as(kind, name, draft) if self._engine else ""

    def known_numbers(self) -> KnownNumbers:
        """What is known of numbers before a fax goes to them; reads the disk. RuntimeError without an account."""
        if self._engine is None:
            raise RuntimeError("No account is open.")
        return self._engine.known_numbers()

    def draft_again(self, broadcast_ref: str, only_failed: bool = False, message_ref: str = "") -> Draft:
        """A fax that was sent, as a draft; reads the disk. Raises RuntimeError without an account."""
        if self._engine is None:
            raise RuntimeError("No account is open.")
        return self._engine.draft_again(broadcast_ref, only_failed, message_ref)

    def draft_of_pages(self, pages: Path, name: str) -> Draft:
        """A draft of received pages; copies a file. Raises OSError, and RuntimeError without an account."""
        if self._engine is None:
            raise RuntimeError("No account is open.")
        return self._engine.draft_of_pages(pages, name)

    def take_back(self, broadcast_refs: tuple[str, ...]) -> str:
        """Take a fax back that was just sent; the id is empty without an account."""
        return self._engine.take_back(broadcast_refs) if self._engine else ""

    def wish(self, kind: WishKind, broadcast_ref: str, message_ref: str = "") -> str:
        """Have something done with a fax, or one recipient's; the id is empty without an account."""
        return self._engine.wish(kind, broadcast_ref, message_ref) if self._engine else ""

    def go_on(self) -> None:
        """What stopped all faxes was put right: try again now."""
        if self._engine:
            self._engine.go_on()

    def faxed_before(self) -> tuple[FaxedNumber, ...]:
        """The numbers that were faxed before; reads the disk. Raises StoreTrouble."""
        return self._engine.faxed_before() if self._engine else ()

    def sent_places(self, view: SentView) -> SentPlaces:
        """All rows of a list of sent faxes; reads the disk. Raises StoreTrouble."""
        return self._engine.sent_places(view) if self._engine else _no_places()

    def sent_changes(
        self, view: SentView, submission_ids: Collection[int]
    ) -> tuple[frozenset[int], SentPlaces]:
        """Where these faxes stand in a list; reads the disk. Raises StoreTrouble."""
        return (
            self._engine.sent_changes(view, submission_ids) if self._engine else (frozenset(), _no_places())
        )

    def sent_row(self, broadcast_ref: str, flat: bool) -> int | None:
        """The id of the first row of a fax in a list; reads the disk. Raises StoreTrouble."""
        return self._engine.sent_row(broadcast_ref, flat) if self._engine else None

    def sent_faxes(self, row_ids: Collection[int], flat: bool) -> dict[int, SentFax]:
        """What stands at these rows of a list; reads the disk. Raises StoreTrouble."""
        return self._engine.sent_faxes(row_ids, flat) if self._engine else {}

    def save_sent_list(self, which: SentFilter, path: Path, as_pdf: bool = False) -> int:
        """Write sent faxes as CSV or PDF; there are none without an account. Raises as the engine does."""
        return self._engine.save_sent_list(which, path, as_pdf) if self._engine else 0

    def senders(self) -> tuple[str, ...]:
        """Who sent faxes from here; reads the disk. Raises StoreTrouble."""
        return self._engine.senders() if self._engine else ()

    def sent_totals(self, since: Sequence[int]) -> tuple[SentTotal, ...]:
        """What arrived, failed and cost since each of these moments; reads the disk. Raises StoreTrouble."""
        return self._engine.sent_totals(since) if self._engine else ()

    def timeline(self, whom: Correspondent, which: TimelineFilter, after: Place, limit: int) -> EntriesRead:
        """The newest entries of a timeline after a place; RuntimeError without an account. Raises StoreTrouble."""
        if self._engine is None:
            raise RuntimeError("No account is open.")
        return self._engine.timeline(whom, which, after, limit)

    def timeline_head(self, whom: Correspondent) -> TimelineHead:
        """What a timeline amounts to; RuntimeError without an account. Raises StoreTrouble."""
        if self._engine is None:
            raise RuntimeError("No account is open.")
        return self._engine.timeline_head(whom)

    def keep_note(self, whom: Correspondent, note: CorrespondentNote, draft: str = "") -> CorrespondentNote:
        """Keep a note about somebody; RuntimeError without an account: no text may be lost. Raises StoreTrouble."""
        if self._engine is None:
            raise RuntimeError("No account is open.")
        return self._engine.keep_note(whom, note, draft)

    def put_note_back(self, note: CorrespondentNote) -> None:
        """Have a note again; RuntimeError without an account. Raises StoreTrouble."""
        if self._engine is None:
            raise RuntimeError("No account is open.")
        self._engine.put_note_back(note)

    def remove_note(self, note_id: int) -> None:
        """Have a note no more; writes to the disk. Raises StoreTrouble."""
        if self._engine:
            self._engine.remove_note(note_id)

    def note_draft(self, place: str) -> str | None:
        """What was half written of a note; reads the disk. Raises StoreTrouble."""
        return self._engine.note_draft(place) if self._engine else None

    def keep_note_draft(self, place: str, text: str | None) -> None:
        """Keep what is half written of a note; None forgets it. Writes to the disk. Raises StoreTrouble."""
        if self._engine:
            self._engine.keep_note_draft(place, text)

    def save_timeline(
        self, whom: Correspondent, which: TimelineFilter, path: Path, as_pdf: bool = False
    ) -> int:
        """Write a timeline as CSV or PDF; there is none without an account. Raises as the engine does."""
        return self._engine.save_timeline(whom, which, path, as_pdf) if self._engine else 0

    def keep_rules(self) -> tuple[KeepRule, ...]:
        """How received faxes are saved by themselves; reads the disk. Raises StoreTrouble."""
        return self._engine.keep_rules() if self._engine else ()

    def set_keep_rules(self, rules: Sequence[KeepRule], with_old: bool) -> None:
        """Save faxes so from now on, and what is here too ``with_old``; writes to the disk. Raises StoreTrouble."""
        if self._engine:
            self._engine.set_keep_rules(rules, with_old)

    def look_at_offers(self, country_a3: str = "", state_a2: str = "", anew: bool = False) -> str:
        """Know what can be rented in a place; the id is empty without an account."""
        return self._engine.look_at_offers(country_a3, state_a2, anew) if self._engine else ""

    def look_into_states(self, country_a3: str) -> str:
        """Know what can be rented in all states of a country; the id is empty without an account."""
        return self._engine.look_into_states(country_a3) if self._engine else ""

    def look_at_offer(self, group_ref: str) -> str:
        """Know all of one group of numbers; the id is empty without an account."""
        return self._engine.look_at_offer(group_ref) if self._engine else ""

    def proof_rules(self) -> tuple[ProofRule, ...]:
        """Which reports are saved by themselves; reads the disk. Raises StoreTrouble."""
        return self._engine.proof_rules() if self._engine else ()

    def set_proof_rules(self, rules: Sequence[ProofRule]) -> None:
        """Save reports so from now on; writes to the disk. Raises StoreTrouble."""
        if self._engine:
            self._engine.set_proof_rules(rules)

    def fetch_evidence(self, broadcast_ref: str, message_ref: str = "") -> str:
        """Have the evidence of a fax that has ended; the id is empty without an account."""
        return self._engine.fetch_evidence(broadcast_ref, message_ref) if self._engine else ""

    def history(self, broadcast_ref: str) -> tuple[HistoryEntry, ...]:
        """All that happened to a fax, in order; reads the disk. Raises StoreTrouble."""
        return self._engine.history(broadcast_ref) if self._engine else ()

    def attempts(self, message_ref: str) -> tuple[Attempt, ...]:
        """All tries to reach one recipient; reads the disk. Raises StoreTrouble."""
        return self._engine.attempts(message_ref) if self._engine else ()

    def accept_station(self, message_ref: str) -> str:
        """The different machine that took this fax is right; the id is empty without an account."""
        return self._engine.accept_station(message_ref) if self._engine else ""

    def answers(self, broadcast_ref: str) -> tuple[WishAnswer, ...]:
        """What byFax answered to each wish about a fax; reads the disk. Raises StoreTrouble."""
        return self._engine.answers(broadcast_ref) if self._engine else ()

    def cancel_job(self, job_id: str) -> None:
        """Ask a running job to end early."""
        if self._engine:
            self._engine.cancel_job(job_id)

    def refresh(self) -> None:
        """Ask the service for everything now."""
        if self._engine:
            self._engine.refresh()

    def wake_up(self) -> None:
        """The computer has slept: ask the service for everything now."""
        if self._engine:
            self._engine.wake_up()

    def watch(self, fast: bool) -> None:
        """Follow live faxes closely while a person looks at them."""
        self._watched = fast
        if self._engine:
            self._engine.watch(fast)

    def fetch_fax(self, ref: str, anew: bool = False) -> str:
        """Download the pages of a received fax; the id is empty without an account."""
        return self._engine.fetch_fax(ref, anew) if self._engine else ""

    def find_words(self, is_wanted: bool) -> None:
        """Have the words in pages found, or forget them."""
        self._finds_words = is_wanted
        if self._engine:
            self._engine.find_words(is_wanted)

    def can_find_words(self) -> bool:
        """Whether this computer has what reads words; takes a moment. Without an account nobody has asked yet."""
        return self._engine is None or self._engine.can_find_words()

    def pages_with(self, text: str) -> dict[str, int]:
        """In which received faxes these words were read; reads the disk. Raises StoreTrouble."""
        return self._engine.pages_with(text) if self._engine else {}

    def compare_inbox(self, which: FaxFilter) -> str:
        """Count received faxes here and at the service; the id is empty without an account."""
        return self._engine.compare_inbox(which) if self._engine else ""

    def look_again(self, which: FaxFilter) -> str:
        """Ask for received faxes that the list lacks; the id is empty without an account."""
        return self._engine.look_again(which) if self._engine else ""

    def save_fax_as(self, ref: str, form: KeepForm, target: Path) -> str:
        """Save a received fax under this name; the id is empty without an account."""
        return self._engine.save_fax_as(ref, form, target) if self._engine else ""

    def save_faxes(self, refs: Sequence[str], form: KeepForm, folder: Path, pattern: str) -> str:
        """Save received faxes in a folder; the id is empty without an account."""
        return self._engine.save_faxes(refs, form, folder, pattern) if self._engine else ""

    def lend_faxes(self, refs: Sequence[str], form: KeepForm, pattern: str) -> str:
        """Have received faxes as files for another program; the id is empty without an account."""
        return self._engine.lend_faxes(refs, form, pattern) if self._engine else ""

    def fetch_sent(self, message_ref: str, as_pdf: bool = False, anew: bool = False) -> str:
        """Bring the pages that went to a recipient here; the id is empty without an account."""
        return self._engine.fetch_sent(message_ref, as_pdf, anew) if self._engine else ""

    def fetch_rest(self, broadcast_ref: str, message_ref: str) -> str:
        """Make a draft of the pages that did not arrive; the id is empty without an account."""
        return self._engine.fetch_rest(broadcast_ref, message_ref) if self._engine else ""

    def mark_read(self, *refs: str, is_read: bool = True) -> None:
        """Remember that received faxes were looked at, or are to be as new."""
        if self._engine:
            self._engine.mark_read(*refs, is_read=is_read)

    def remove_faxes(self, refs: Sequence[str], scope: RemovalScope, seconds: float) -> str:
        """Delete received faxes after so many seconds; the id is empty without an account."""
        return self._engine.remove_faxes(refs, scope, seconds) if self._engine else ""

    def restore_faxes(self, refs: Sequence[str]) -> str:
        """Leave received faxes that were to be deleted; the id is empty without an account."""
        return self._engine.restore_faxes(refs) if self._engine else ""

    def drop_fax_pages(self, refs: Sequence[str]) -> int:
        """Have the pages of received faxes at the service alone; writes to the disk. Raises as the engine does."""
        return self._engine.drop_fax_pages(refs) if self._engine else 0

    def turn_fax(self, ref: str, turns: PageTurns) -> None:
        """Have the pages of a received fax lie so from now on; writes to the disk. Raises StoreTrouble."""
        if self._engine:
            self._engine.turn_fax(ref, turns)

    def keep_fax_note(self, ref: str, text: str) -> None:
        """Keep the note of a received fax; writes to the disk. Raises StoreTrouble."""
        if self._engine:
            self._engine.keep_fax_note(ref, text)

    def label_faxes(self, refs: Sequence[str], name: str) -> None:
        """Put a label on received faxes; writes to the disk. Raises EngineTrouble and StoreTrouble."""
        if self._engine:
            self._engine.label_faxes(refs, name)

    def unlabel_faxes(self, refs: Sequence[str], label_id: int) -> None:
        """Take a label off received faxes; writes to the disk. Raises StoreTrouble."""
        if self._engine:
            self._engine.unlabel_faxes(refs, label_id)

    def change_label(self, label: Label) -> None:
        """Rename a label, or give it another colour; writes to the disk. Raises EngineTrouble and StoreTrouble."""
        if self._engine:
            self._engine.change_label(label)

    def remove_label(self, label_id: int) -> None:
        """Have a label no more; writes to the disk. Raises StoreTrouble."""
        if self._engine:
            self._engine.remove_label(label_id)

    def fetch_cover_preview(self, ref: str) -> str:
        """Download the preview of a cover page; the id is empty without an account."""
        return self._engine.fetch_cover_preview(ref) if self._engine else ""

    def add_cover(self, title: str, path: Path) -> str:
        """Store a DocX as a new cover page; the id is empty without an account."""
        return self._engine.add_cover(title, path) if self._engine else ""

    def reload_cover(self, ref: str, path: Path) -> str:
        """Put another DocX in a cover's place; the id is empty without an account."""
        return self._engine.reload_cover(ref, path) if self._engine else ""

    def rename_cover(self, ref: str, title: str) -> str:
        """Give a cover page another title; the id is empty without an account."""
        return self._engine.rename_cover(ref, title) if self._engine else ""

    def delete_cover(self, ref: str) -> str:
        """Delete a cover page; the id is empty without an account."""
        return self._engine.delete_cover(ref) if self._engine else ""

    def download_cover(self, ref: str, target: Path) -> str:
        """Save the DocX of a cover page; the id is empty without an account."""
        return self._engine.download_cover(ref, target) if self._engine else ""

    def preview_cover(self, ref: str, fields: CoverFields) -> str:
        """Make the page of a cover with its texts put in; the id is empty without an account."""
        return self._engine.preview_cover(ref, fields) if self._engine else ""

    def earlier_documents(self) -> tuple[EarlierDocument, ...]:
        """Documents of faxes that were sent from here; reads the disk. Raises StoreTrouble."""
        return self._engine.earlier_documents() if self._engine else ()

    def fetch_earlier(self, document: EarlierDocument) -> str:
        """Bring one from the service; the id is empty without an account."""
        return self._engine.fetch_earlier(document) if self._engine else ""

    def earlier_copy(self, document: EarlierDocument) -> Path:
        """A copy of such a document; reads the disk. Raises RuntimeError without an account, NotKept and OSError."""
        if self._engine is None:
            raise RuntimeError("No account is open.")
        return self._engine.earlier_copy(document)

    def preview_document(self, path: Path) -> str:
        """Have byFax make pages of a document; the id is empty without an account."""
        return self._engine.preview_document(path) if self._engine else ""


def _no_places() -> SentPlaces:
    # Not before it is asked for: the window is to open without the store.
    from byfax_desktop.store.sent_order import SentPlaces

    return SentPlaces()
