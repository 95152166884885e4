"""The received faxes: the service's list, which of them were read here, and their pages on this computer."""

from __future__ import annotations

import hashlib
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.events import FaxPagesReady, InboxChanged, InboxEntry
from byfax_desktop.engine.jobs import Job
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.service.records import InboundFax
from byfax_desktop.service.requests import FaxFilter
from byfax_desktop.store.received import ReceivedFax, ReceivedFaxes

if TYPE_CHECKING:
    from byfax_desktop.service.ports.inbox import InboxPort

OVERLAP = timedelta(hours=1)
"""How much of what was seen already is asked for again: a fax is listed while it still comes in."""

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Inbox:
    """Keeps the list of received faxes; each look publishes it if, and only if, something has changed."""

    def __init__(self, port: InboxPort, received: ReceivedFaxes, cache: Path, bus: EventBus) -> None:
        self._port = port
        self._received = received
        self._cache = cache
        self._bus = bus
        self._lock = threading.Lock()
        self._faxes: dict[str, InboundFax] = {}
        self._told: tuple[InboxEntry, ...] | None = None

    def look_at_all(self) -> None:
        """Ask for every received fax; those that are no longer there leave the list."""
        faxes = {fax.ref: fax for fax in self._port.iter_faxes(FaxFilter())}
        with self._lock:
            self._faxes = faxes
        self._tell()

    def look_for_new(self) -> None:
        """Ask for what came in since the last look, or shortly before."""
        newest = max((fax.received for fax in self._faxes.values() if fax.received), default=None)
        since = newest - OVERLAP if newest else None
        faxes = {fax.ref: fax for fax in self._port.iter_faxes(FaxFilter(date_from=since))}
        with self._lock:
            self._faxes = {**self._faxes, **faxes}
        self._tell()

    def fetch(self, ref: str, job: Job) -> None:
        """Bring the pages of a fax here as TIFF, once, and publish where they lie.

        Raises the errors of the service, EngineTrouble where it has no pages, and StoreTrouble.
        """
        path = self._cache / cached_name(ref)
        if self._path_of(self._received.all().get(ref)) is None:
            self._cache.mkdir(mode=0o700, parents=True, exist_ok=True)
            answer = self._port.download_fax(ref, path, progress=job.progress, cancel=job.cancel)
            if not (answer.document and answer.document.content):
                raise EngineTrouble("byFax has no pages for this fax.", "Ask the sender to send it again.")
            self._received.keep_file(ref, path.name)
            self._tell()
        self._bus.publish(FaxPagesReady(ref, path))

    def mark_read(self, ref: str) -> None:
        """A person has seen this fax."""
        self._received.mark_read(ref)
        self._tell()

    def _tell(self) -> None:
        with self._lock:
            known = self._received.all()
            entries = (self._entry(fax, known.get(fax.ref)) for fax in self._faxes.values())
            told = tuple(sorted(entries, key=_when, reverse=True))
            if told == self._told:
                return
            self._told = told
            # Inside the lock: two threads tell of changes, and the later one must be heard last.
            self._bus.publish(InboxChanged(told))

    def _entry(self, fax: InboundFax, known: ReceivedFax | None) -> InboxEntry:
        return InboxEntry(fax, self._path_of(known), unread=not (known and known.is_read))

    def _path_of(self, known: ReceivedFax | None) -> Path | None:
        if known is None or known.file_name is None:
            return None
        path = self._cache / known.file_name
        return path if path.is_file() else None


def cached_name(ref: str) -> str:
    """The name of a fax's file on this computer: made here, because a ref or name of the service is no file name."""
    return hashlib.sha256(ref.encode("utf-8", "surrogatepass")).hexdigest()[:32] + ".tif"


def _when(entry: InboxEntry) -> datetime:
    return entry.fax.received or _LONG_AGO
