"""What the tabs need around them: a session with stand-ins that answer when they are told to, and faxes to show."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtGui import QImage
from sent_in_memory import SentInMemory
from timeline_doubles import StandInTimelines

from byfax_desktop.engine.answers import WishAnswer
from byfax_desktop.engine.attempts import Attempt
from byfax_desktop.engine.drafts import Draft
from byfax_desktop.engine.events import InboxEntry, LocalState, OutboxEntry, OutboxMessage
from byfax_desktop.engine.guard.known import KnownNumbers
from byfax_desktop.engine.sent_rows import SentFax
from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.engine.writing import KeptDraft
from byfax_desktop.fax.turns import PageTurns
from byfax_desktop.fax.wanted import FaxLook, WantedPage
from byfax_desktop.service.records import Broadcast, Did, InboundFax, Message
from byfax_desktop.service.requests import FaxFilter
from byfax_desktop.service.states import BroadcastState, DidState, RecipientState
from byfax_desktop.store.drafts import DraftKind
from byfax_desktop.store.fax_labels import Label
from byfax_desktop.store.faxed import FaxedNumber
from byfax_desktop.store.kept_faxes import KeepForm, KeepRule
from byfax_desktop.store.number_history import NumberHistory
from byfax_desktop.store.proofs import ProofRule
from byfax_desktop.store.removals import RemovalScope
from byfax_desktop.store.sent_filter import SentFilter
from byfax_desktop.store.sent_order import SentPlaces, SentView
from byfax_desktop.store.sent_totals import SentTotal
from byfax_desktop.store.submissions import FaxState, HistoryEntry
from byfax_desktop.store.wishes import WishKind
from byfax_desktop.ui.bridge import EngineBridge
from byfax_desktop.ui.page_image import PageImage, turned
from byfax_desktop.ui.session import Session

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


NOON_MS = round(NOON.timestamp() * 1000)
WORKED = ("+4930123456", "+375170000001", "+442079460000")
"""Numbers at which faxes have arrived."""


class StandInEngine(StandInTimelines):
    """Remembers what was asked of it."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[Draft] = []
        self.lasting: dict[DraftKind, list[KeptDraft]] = {}
        self.known = KnownNumbers(
            {number: NumberHistory(number, 3, 3, 0, None) for number in WORKED}, now=NOON_MS
        )
        self.sent_before: dict[str, Draft] = {}
        self.made_again: list[tuple[str, bool, str]] = []
        self.rests: list[tuple[str, str]] = []
        self.answered: dict[str, tuple[WishAnswer, ...]] = {}
        self.dropped: list[str] = []
        self.fetched: list[str] = []
        self.cancelled: list[str] = []
        self.fetched_anew: list[bool] = []
        self.finds_words: list[bool] = []
        self.can_read = True
        self.in_pages: dict[str, dict[str, int]] = {}
        self.compared: list[FaxFilter] = []
        self.looked_again: list[FaxFilter] = []
        self.saved_as: list[tuple[str, KeepForm, Path]] = []
        self.saved: list[tuple[tuple[str, ...], KeepForm, Path, str]] = []
        self.lent: list[tuple[tuple[str, ...], KeepForm, str]] = []
        self.sent_fetched: list[tuple[str, bool]] = []
        self.sent_anew: list[bool] = []
        self.converted: list[Path] = []
        self.read: list[str] = []
        self.unread: list[str] = []
        self.dropped_pages: list[tuple[str, ...]] = []
        self.turned: list[tuple[str, PageTurns]] = []
        self.notes: list[tuple[str, str]] = []
        self.note_trouble: Exception | None = None
        self.labelled: list[Any] = []
        self.removed: list[tuple[tuple[str, ...], RemovalScope, float]] = []
        self.restored: list[tuple[str, ...]] = []
        self.watched: list[bool] = []
        self.wishes: list[tuple[WishKind, str, str]] = []
        self.earlier: tuple[Any, ...] = ()
        self.cover_changes: list[tuple[Any, ...]] = []
        self.faxed: tuple[FaxedNumber, ...] = ()
        self.tries: dict[str, tuple[Attempt, ...]] = {}
        self.histories: dict[str, tuple[HistoryEntry, ...]] = {}
        self.sought: list[SentFilter] = []
        self.sent = SentInMemory(self.sought)
        self.known_senders: tuple[str, ...] = ()
        self.rules: tuple[KeepRule, ...] | Exception = ()
        self.rules_set: list[tuple[tuple[KeepRule, ...], bool]] = []
        self.proof_rules_now: tuple[ProofRule, ...] | Exception = ()
        self.evidence_asked: list[tuple[str, str]] = []
        self.accepted: list[str] = []
        self.totals: tuple[SentTotal, ...] | Exception = ()
        self.offers_asked: list[tuple[Any, ...]] = []
        self.totals_since: list[tuple[int, ...]] = []

    def submit(self, draft: Draft, take_back: float = 0.0) -> str:
        return "job"

    def keep_draft(self, draft: Draft) -> None:
        self.kept.append(draft)

    def drop_draft(self, draft_id: str) -> None:
        self.dropped.append(draft_id)

    def kept_drafts(self, kind: DraftKind) -> tuple[KeptDraft, ...]:
        return tuple(self.lasting.get(kind, ()))

    def keep_as(self, kind: DraftKind, name: str, draft: Draft) -> str:
        self.lasting.setdefault(kind, []).append(KeptDraft(draft, NOON, name))
        return "keep"

    def known_numbers(self) -> KnownNumbers:
        return self.known

    def sent_places(self, view: SentView) -> SentPlaces:
        return self.sent.places(view)

    def sent_changes(
        self, view: SentView, submission_ids: Collection[int]
    ) -> tuple[frozenset[int], SentPlaces]:
        return self.sent.changes(view, submission_ids)

    def sent_row(self, broadcast_ref: str, flat: bool) -> int | None:
        return self.sent.row_of(broadcast_ref, flat)

    def sent_faxes(self, row_ids: Collection[int], flat: bool) -> dict[int, SentFax]:
        return self.sent.at(row_ids, flat)

    def save_sent_list(self, which: SentFilter, path: Path, as_pdf: bool = False) -> int:
        self.sought.append(which)
        path.write_text("%PDF" if as_pdf else "Sent", "utf-8")
        return 2

    def senders(self) -> tuple[str, ...]:
        return self.known_senders

    def keep_rules(self) -> tuple[KeepRule, ...]:
        if isinstance(self.rules, Exception):
            raise self.rules
        return self.rules

    def set_keep_rules(self, rules: Sequence[KeepRule], with_old: bool) -> None:
        if isinstance(self.rules, Exception):
            raise self.rules
        self.rules = tuple(rules)
        self.rules_set.append((self.rules, with_old))

    def sent_totals(self, since: Sequence[int]) -> tuple[SentTotal, ...]:
        self.totals_since.append(tuple(since))
        if isinstance(self.totals, Exception):
            raise self.totals
        return self.totals

    def draft_again(self, broadcast_ref: str, only_failed: bool = False, message_ref: str = "") -> Draft:
        self.made_again.append((broadcast_ref, only_failed, message_ref))
        return self.sent_before[broadcast_ref]

    def fetch_rest(self, broadcast_ref: str, message_ref: str) -> str:
        self.rests.append((broadcast_ref, message_ref))
        return f"rest {len(self.rests)}"

    def draft_of_pages(self, pages: Path, name: str) -> Draft:
        return Draft(documents=(pages.with_name(name),))

    def take_back(self, broadcast_refs: tuple[str, ...]) -> str:
        return "take back"

    def wish(self, kind: WishKind, broadcast_ref: str, message_ref: str = "") -> str:
        self.wishes.append((kind, broadcast_ref, message_ref))
        return f"wish {len(self.wishes)}"

    def go_on(self) -> None:
        pass

    def faxed_before(self) -> tuple[FaxedNumber, ...]:
        return self.faxed

    def history(self, broadcast_ref: str) -> tuple[HistoryEntry, ...]:
        return self.histories.get(broadcast_ref, ())

    def attempts(self, message_ref: str) -> tuple[Attempt, ...]:
        return self.tries.get(message_ref, ())

    def proof_rules(self) -> tuple[ProofRule, ...]:
        if isinstance(self.proof_rules_now, Exception):
            raise self.proof_rules_now
        return self.proof_rules_now

    def set_proof_rules(self, rules: Sequence[ProofRule]) -> None:
        if isinstance(self.proof_rules_now, Exception):
            raise self.proof_rules_now
        self.proof_rules_now = tuple(rules)

    def fetch_evidence(self, broadcast_ref: str, message_ref: str = "") -> str:
        self.evidence_asked.append((broadcast_ref, message_ref))
        return f"evidence {len(self.evidence_asked)}"

    def accept_station(self, message_ref: str) -> str:
        self.accepted.append(message_ref)
        return "station"

    def answers(self, broadcast_ref: str) -> tuple[WishAnswer, ...]:
        return self.answered.get(broadcast_ref, ())

    def cancel_job(self, job_id: str) -> None:
        self.cancelled.append(job_id)

    def refresh(self) -> None:
        pass

    def wake_up(self) -> None:
        pass

    def watch(self, fast: bool) -> None:
        self.watched.append(fast)

    def fetch_sent(self, message_ref: str, as_pdf: bool = False, anew: bool = False) -> str:
        self.sent_anew.append(anew)
        self.sent_fetched.append((message_ref, as_pdf))
        return f"sent {len(self.sent_fetched)}"

    def fetch_fax(self, ref: str, anew: bool = False) -> str:
        self.fetched.append(ref)
        self.fetched_anew.append(anew)
        return f"job {len(self.fetched)}"

    def find_words(self, is_wanted: bool) -> None:
        self.finds_words.append(is_wanted)

    def can_find_words(self) -> bool:
        return self.can_read

    def pages_with(self, text: str) -> dict[str, int]:
        return self.in_pages.get(text, {})

    def compare_inbox(self, which: FaxFilter) -> str:
        self.compared.append(which)
        return f"compare {len(self.compared)}"

    def look_again(self, which: FaxFilter) -> str:
        self.looked_again.append(which)
        return f"look {len(self.looked_again)}"

    def save_fax_as(self, ref: str, form: KeepForm, target: Path) -> str:
        self.saved_as.append((ref, form, target))
        return f"save {len(self.saved_as)}"

    def save_faxes(self, refs: Sequence[str], form: KeepForm, folder: Path, pattern: str) -> str:
        self.saved.append((tuple(refs), form, folder, pattern))
        return f"save all {len(self.saved)}"

    def lend_faxes(self, refs: Sequence[str], form: KeepForm, pattern: str) -> str:
        self.lent.append((tuple(refs), form, pattern))
        return f"lend {len(self.lent)}"

    def mark_read(self, *refs: str, is_read: bool = True) -> None:
        (self.read if is_read else self.unread).extend(refs)

    def remove_faxes(self, refs: Sequence[str], scope: RemovalScope, seconds: float) -> str:
        self.removed.append((tuple(refs), scope, seconds))
        return f"remove {len(self.removed)}"

    def restore_faxes(self, refs: Sequence[str]) -> str:
        self.restored.append(tuple(refs))
        return f"restore {len(self.restored)}"

    def drop_fax_pages(self, refs: Sequence[str]) -> int:
        if isinstance(self.note_trouble, Exception):
            raise self.note_trouble
        self.dropped_pages.append(tuple(refs))
        return len(refs)

    def turn_fax(self, ref: str, turns: PageTurns) -> None:
        if isinstance(self.note_trouble, Exception):
            raise self.note_trouble
        self.turned.append((ref, turns))

    def keep_fax_note(self, ref: str, text: str) -> None:
        if isinstance(self.note_trouble, Exception):
            raise self.note_trouble
        self.notes.append((ref, text))

    def label_faxes(self, refs: Sequence[str], name: str) -> None:
        self.labelled.append((tuple(refs), name))

    def unlabel_faxes(self, refs: Sequence[str], label_id: int) -> None:
        self.labelled.append((tuple(refs), label_id))

    def change_label(self, label: Label) -> None:
        self.labelled.append(label)

    def remove_label(self, label_id: int) -> None:
        self.labelled.append(label_id)

    def fetch_cover_preview(self, ref: str) -> str:
        return "job"

    def add_cover(self, title: str, path: Path) -> str:
        return self._change("add", title, path)

    def reload_cover(self, ref: str, path: Path) -> str:
        return self._change("reload", ref, path)

    def rename_cover(self, ref: str, title: str) -> str:
        return self._change("rename", ref, title)

    def delete_cover(self, ref: str) -> str:
        return self._change("delete", ref)

    def download_cover(self, ref: str, target: Path) -> str:
        return self._change("download", ref, target)

    def preview_cover(self, ref: str, fields: Any) -> str:
        return self._change("fill", ref, fields)

    def look_at_offers(self, country_a3: str = "", state_a2: str = "", anew: bool = False) -> str:
        return self._offer("look", country_a3, state_a2, anew)

    def look_into_states(self, country_a3: str) -> str:
        return self._offer("states", country_a3)

    def look_at_offer(self, group_ref: str) -> str:
        return self._offer("group", group_ref)

    def _offer(self, *asked: Any) -> str:
        self.offers_asked.append(asked)
        return f"offer {len(self.offers_asked)}"

    def _change(self, *change: Any) -> str:
        self.cover_changes.append(change)
        return f"cover {len(self.cover_changes)}"

    def earlier_documents(self) -> tuple[Any, ...]:
        return self.earlier

    def fetch_earlier(self, document: Any) -> str:
        self.fetched.append(document.name)
        return f"earlier {len(self.fetched)}"

    def earlier_copy(self, document: Any) -> Path:
        if isinstance(document, Exception):
            raise document
        return Path("/tmp/again") / document.name

    def preview_document(self, path: Path) -> str:
        self.converted.append(path)
        return f"pages {len(self.converted)}"


@dataclass
class PageRequest:
    """An open question about a document; ``page`` is None for how many pages it has."""

    path: Path
    page: int | None
    width: int
    callback: Callable[[Any], None]
    cancelled: bool = False
    password: str = ""
    look: FaxLook | None = None
    quarter_turns: int = 0

    def cancel(self) -> None:
        self.cancelled = True


@dataclass
class Info:
    """As much of a document's description as the tabs look at."""

    pages: int | None


@dataclass
class StandInPages:
    """The page helper's place: ``answer`` and ``fail`` settle what is open."""

    requests: list[PageRequest] = field(default_factory=list)

    def inspect(self, path: Path, callback: Callable[[Any], None], password: str = "") -> PageRequest:
        return self._ask(PageRequest(path, None, 0, callback, password=password))

    def page(
        self, wanted: WantedPage, callback: Callable[[Any], None], quarter_turns: int = 0
    ) -> PageRequest:
        request = PageRequest(wanted.path, wanted.index, wanted.width, callback, quarter_turns=quarter_turns)
        request.password, request.look = wanted.password, wanted.look
        return self._ask(request)

    def legibility(
        self, path: Path, pages: int, look: FaxLook, callback: Callable[[Any], None], password: str = ""
    ) -> PageRequest:
        """Not settled by ``answer``."""
        return PageRequest(path, None, pages, callback, password=password, look=look)

    @property
    def open(self) -> list[PageRequest]:
        return [request for request in self.requests if not request.cancelled]

    def answer(self, pages: int = 3, ratio: float = 1.4, **facts: Any) -> None:
        """Settle what is open; ``facts`` are those of PageImage."""
        for request in self.open:
            request.cancel()
            page = PageImage(sheet(request.width, ratio), **facts)
            request.callback(Info(pages) if request.page is None else turned(page, request.quarter_turns))

    def fail(self, trouble: Trouble) -> None:
        for request in self.open:
            request.cancel()
            request.callback(trouble)

    def _ask(self, request: PageRequest) -> PageRequest:
        self.requests.append(request)
        return request


class DictSettings(dict[str, Any]):
    """As much of QSettings as is used, over a dictionary."""

    def value(self, key: str, default: Any = None, /) -> Any:
        return self.get(key, default)

    def setValue(self, key: str, value: Any, /) -> None:
        self[key] = value

    def allKeys(self) -> list[str]:
        return list(self)

    def remove(self, key: str, /) -> None:
        self.pop(key, None)


def make_session(tmp_path: Path) -> Session:
    """A session of stand-ins; its bridge's signals are emitted by the test."""
    pages: Any = StandInPages()
    return Session(StandInEngine(), EngineBridge(), pages, DictSettings(), tmp_path)


def sheet(width: int, ratio: float = 1.4) -> QImage:
    """A blank page."""
    image = QImage(width, round(width * ratio), QImage.Format.Format_Grayscale8)
    image.fill(255)
    return image


def message(ref: str, name: str = "", company: str = "", **facts: Any) -> OutboxMessage:
    """One recipient's fax."""
    facts = {"number": "+4930123456", "state": RecipientState.SUCCESS} | facts
    return OutboxMessage(Message(message_ref=ref, **facts), name, company)


def entry(
    ref: str, messages: tuple[OutboxMessage, ...] | None = None, subject: str = "", **facts: Any
) -> OutboxEntry:
    """A broadcast, with one recipient if nothing else is said."""
    facts = {
        "state": BroadcastState.DONE,
        "created": NOON,
        "currency": "EUR",
        "cost": Decimal("0.42"),
    } | facts
    told = (message(f"{ref}-1"),) if messages is None else messages
    return OutboxEntry(Broadcast(broadcast_ref=ref, **facts), told, subject)


def local_entry(
    state: FaxState,
    messages: tuple[OutboxMessage, ...] | None = None,
    trouble: Trouble | None = None,
    ref: str = "a",
    **facts: Any,
) -> OutboxEntry:
    """A broadcast that stands so on this computer; the service is not known to have it if nothing else is said."""
    told = (message(f"{ref}-1", state=RecipientState.PENDING),) if messages is None else messages
    plain = Broadcast(broadcast_ref=ref, created=NOON)
    return OutboxEntry(plain, told, "Offer", LocalState(state, trouble, **facts))


def received(ref: str, path: Path | None = None, unread: bool = True, **facts: Any) -> InboxEntry:
    """A received fax of three pages."""
    facts = {
        "did": "+375170000001",
        "sender": "+4930123456",
        "received": NOON,
        "pages": 3,
        "has_file": True,
    } | facts
    return InboxEntry(InboundFax(ref=ref, **facts), path, unread)


def own_number(ref: str, **facts: Any) -> Did:
    """An active number in Minsk."""
    facts = {
        "number": "+375170000001",
        "formatted": "+375 17 000 0001",
        "city": "Minsk",
        "country_a3": "BLR",
        "state": DidState.ACTIVE,
        "reserved_till": datetime(2027, 6, 1, 12, tzinfo=UTC),
        "inbox_count": 18,
    } | facts
    return Did(ref=ref, **facts)
