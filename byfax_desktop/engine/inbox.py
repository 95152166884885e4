"""The receiver: which faxes came in, which of them were read here, and their pages on this computer."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.clock import milliseconds, moment
from byfax_desktop.engine.events import FaxPagesReady, InboxEntry
from byfax_desktop.engine.frozen import freeze, thaw
from byfax_desktop.engine.inbox_list import InboxList, inbox_entry, path_of
from byfax_desktop.engine.jobs import Job
from byfax_desktop.engine.listing import complete, unless_empty
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.fax.turns import UPRIGHT, PageTurns
from byfax_desktop.service.errors import AnswerUnreadable, AuthorizationRefused, LocalFileError, Refused
from byfax_desktop.service.records import InboundFax
from byfax_desktop.service.requests import FaxFilter
from byfax_desktop.store.received import ReceivedFax, ReceivedFaxes
from byfax_desktop.store.removals import RemovalScope, RemovalState

if TYPE_CHECKING:
    from byfax_desktop.service.ports.inbox import InboxPort
    from byfax_desktop.store.marks import Marks

OVERLAP = timedelta(hours=1)
"""How much of what was seen already is asked for again: a fax is listed while it still comes in."""
FIRST_FETCH = timedelta(days=30)
"""How old a fax may be whose pages are brought here at the first look ever; older ones come when they are opened."""

_SELDOM = 240
"""After how many looks, at most, pages are tried again that did not come."""
_SEEN = "faxes-seen"
_TIFF, _PDF = (b"II*\0", b"MM\0*"), (b"%PDF",)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_log = logging.getLogger(__name__)


class Inbox:
    """Keeps the list of received faxes; each look publishes it if, and only if, something has changed."""

    def __init__(
        self, port: InboxPort, received: ReceivedFaxes, marks: Marks, cache: Path, bus: EventBus
    ) -> None:
        self._port = port
        self._received = received
        self._marks = marks
        self._cache = cache
        self._bus = bus
        self._lock = threading.Lock()
        self._fetching = threading.Lock()
        self._shown = InboxList(received, cache)
        self._is_swept = False
        self._looks = 0
        self._failed: dict[str, tuple[int, int]] = {}
        """How often in a row the pages of a fax did not come, and the look from which on they are tried again."""

    def show(self) -> None:
        """Publish what is known without asking anyone."""
        self._tell()

    def look_at_all(self) -> None:
        """Ask for every received fax; those that are no longer there leave the list, unless their pages are here."""
        began = milliseconds(datetime.now(UTC))
        faxes = self._list(FaxFilter())
        self._keep(faxes, only_these=True)
        self._received.removals.compare(faxes, began)
        self._tell()

    def look_for_new(self) -> None:
        """Ask for what came in since the last look, or shortly before."""
        seen = self._marks.get(_SEEN)
        since = moment(int(seen)) - OVERLAP if seen else None
        self._keep(self._list(FaxFilter(date_from=since)))

    def look_at(self, which: FaxFilter) -> None:
        """Ask for some of the received faxes; what is not among them stays listed, whatever the answer lacks."""
        faxes: list[InboundFax] = unless_empty(lambda: list(self._port.iter_faxes(which)), [])
        self._keep({fax.ref: fax for fax in faxes})

    def bring_wanted(self, stopped: threading.Event) -> None:
        """Bring the pages of new faxes here, one after another, each once.

        A fax that cannot be had does not keep the others waiting, and is tried ever more seldom. Raises what keeps the
        service from being reached.
        """
        self._sweep()
        self._looks += 1
        for fax in self._received.wanted():
            if stopped.is_set():
                return
            times, wait = self._failed.get(fax.ref, (0, 0))
            if self._looks < wait:
                continue
            try:
                self._bring(fax.ref, None)
            except AuthorizationRefused:
                raise
            except (Refused, AnswerUnreadable, EngineTrouble) as failure:
                _log.warning("The pages of a received fax did not come: %s", type(failure).__name__)
                self._failed[fax.ref] = times + 1, self._looks + min(2**times, _SELDOM)

    def fetch(self, ref: str, job: Job, anew: bool = False) -> None:
        """Bring the pages of a fax here as TIFF, and publish where they lie; once, but for ``anew``.

        Raises the errors of the service, EngineTrouble where it has no pages, and StoreTrouble.
        """
        self._bus.publish(FaxPagesReady(ref, self._bring(ref, job, anew)))

    def pages(self, ref: str, job: Job | None = None) -> Path:
        """Where the pages of a fax lie as TIFF, brought here if they were not. Raises as ``fetch``."""
        return self._bring(ref, job)

    def pdf(self, ref: str) -> Path:
        """Where the PDF of a fax lies that was brought now; the caller removes it. Raises as ``fetch``."""
        path = (self._cache / cached_name(ref)).with_suffix(".pdf")
        with self._fetching:
            self._download(ref, path, None, is_pdf=True)
        return path

    def forget(self, ref: str, scope: RemovalScope, finish: Callable[[], None]) -> None:
        """``finish`` a deletion at the service; of a fax that is to go everywhere the pages go first.

        Whoever is killed in between finds the wish as it was, and no pages. Raises LocalFileError.
        """
        with self._fetching:
            if scope is RemovalScope.EVERYWHERE:
                self._unlink(ref)
            finish()

    def drop_pages(self, refs: Sequence[str]) -> int:
        """Have the pages of faxes at the service alone; returns of how many they went.

        Those stay that the service no longer has, or may have let go of: an answer can be lost, and a list lag behind.
        Raises LocalFileError and StoreTrouble.
        """
        dropped = 0
        try:
            for ref in refs:
                with self._fetching:
                    known = self._received.find(ref)
                    if known is None or known.is_gone or known.file_name is None:
                        continue
                    if known.removal and known.removal.state in (RemovalState.ASKED, RemovalState.DONE):
                        continue
                    self._unlink(ref)
                    self._received.drop_file(ref)
                    dropped += 1
        finally:
            self._tell()
        return dropped

    def _unlink(self, ref: str) -> None:
        path = self._cache / cached_name(ref)
        try:
            # A PDF is left where whoever wanted it was killed.
            path.with_suffix(".pdf").unlink(missing_ok=True)
            path.unlink(missing_ok=True)
        except OSError as error:
            raise LocalFileError.unwritable(path.name, error) from error

    def keep_turns(self, ref: str, turns: PageTurns) -> None:
        """A person has turned the pages of a fax: they lie so from now on. Raises StoreTrouble."""
        self._received.keep_turns(ref, turns.to_text())
        self._tell()

    def turns_of(self, pages: Path) -> PageTurns:
        """How the pages of a fax lie whose file this is. Raises StoreTrouble."""
        known = self._received.with_file(pages.name) if pages.parent == self._cache else None
        return PageTurns.from_text(known.turns) if known else UPRIGHT

    def mark_read(self, *refs: str, is_read: bool = True) -> None:
        """A person has seen these faxes, or wants them to be as new."""
        self._received.mark_read(*refs, is_read=is_read)
        self._tell()

    def entry(self, row: ReceivedFax) -> InboxEntry:
        """A received fax as it is shown."""
        return inbox_entry(row, thaw(InboundFax, row.report or "{}"), self._cache, self._shown.labels)

    def _list(self, which: FaxFilter) -> dict[str, InboundFax]:
        return complete(lambda page: self._port.list_faxes(which, page), lambda fax: fax.ref)

    def _keep(self, faxes: dict[str, InboundFax], only_these: bool = False) -> None:
        seen = self._marks.get(_SEEN)
        now = datetime.now(UTC)
        # A date to come would hide all that comes in until then.
        newest = max((min(now, fax.received) for fax in faxes.values() if fax.received), default=None)
        wanted_from = moment(int(seen)) - OVERLAP if seen else now - FIRST_FETCH
        self._received.keep([_row(fax, wanted_from) for fax in faxes.values()], only_these)
        if newest is not None and (seen is None or milliseconds(newest) > int(seen)):
            self._marks.put(_SEEN, str(milliseconds(newest)))
        self._tell()

    def _bring(self, ref: str, job: Job | None, anew: bool = False) -> Path:
        """The path of a fax's pages; two who want the same fax at once download it once."""
        with self._fetching:
            path = self._cache / cached_name(ref)
            known = self._received.find(ref)
            if anew or known is None or path_of(known, self._cache) is None:
                # A file takes its name only when it is whole: one whose row is missing was cut off just after that.
                if anew or not path.is_file():
                    self._download(ref, path, job)
                self._received.keep_file(ref, path.name)
                self._tell()
            return path

    def _download(self, ref: str, path: Path, job: Job | None, is_pdf: bool = False) -> None:
        self._cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        if job is None:
            answer = self._port.download_fax(ref, path, is_pdf=is_pdf)
        else:
            answer = self._port.download_fax(ref, path, progress=job.progress, cancel=job.cancel)
        if not (answer.document and answer.document.content):
            raise EngineTrouble("byFax has no pages for this fax.", "Ask the sender to send it again.")
        with path.open("rb") as file:
            is_right = file.read(4) in (_PDF if is_pdf else _TIFF)
        if not is_right:
            path.unlink()
            raise AnswerUnreadable.because(f"what came is no {'PDF' if is_pdf else 'TIFF'}")

    def _sweep(self) -> None:
        """Remove what a download that was cut off has left."""
        if not self._is_swept:
            self._is_swept = True
            for part in self._cache.glob(".byfax-*.part"):
                with suppress(OSError):
                    part.unlink()

    def _tell(self) -> None:
        with self._lock:
            told = self._shown.read()
            if told is not None:
                # Inside the lock: two threads tell of changes, and the later one must be heard last.
                self._bus.publish(told)


def cached_name(ref: str) -> str:
    """The name of a fax's file on this computer: made here, because a ref or name of the service is no file name."""
    return hashlib.sha256(ref.encode("utf-8", "surrogatepass")).hexdigest()[:32] + ".tif"


def _row(fax: InboundFax, wanted_from: datetime) -> ReceivedFax:
    received = fax.received or _LONG_AGO
    is_wanted = fax.has_file and received >= wanted_from
    return ReceivedFax(
        fax.ref, freeze(fax), milliseconds(fax.received) if fax.received else 0, is_wanted=is_wanted
    )
