"""What the account has: its balance, its fax numbers, and its cover pages with their previews."""

from __future__ import annotations

import hashlib
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.bus import EventBus
from byfax_desktop.engine.clock import milliseconds, moment
from byfax_desktop.engine.events import (
    BalanceChanged,
    CoverPreviewReady,
    CoversChanged,
    Event,
    NumbersChanged,
)
from byfax_desktop.engine.frozen import freeze, thaw
from byfax_desktop.engine.jobs import Job
from byfax_desktop.engine.patience import Patience
from byfax_desktop.engine.trouble import as_trouble
from byfax_desktop.service.codes import StateCode
from byfax_desktop.service.errors import AuthorizationRefused, Cancelled, Refused
from byfax_desktop.service.records import Dids
from byfax_desktop.store.told_lists import ToldList, ToldLists

if TYPE_CHECKING:
    from byfax_desktop.service.client import ByfaxClient

_DIDS = "own"
_NO_RIGHT = frozenset({StateCode.API_FUNCTION_ACCESS_DENIED, StateCode.API_CUSTOMER_FEATURE_ACCESS_DENIED})


class AccountState:
    """Asks for what the account has, and publishes what has changed."""

    def __init__(
        self, client: ByfaxClient, cache: Path, lists: ToldLists, bus: EventBus, patience: Patience
    ) -> None:
        self._client = client
        self._lists = lists
        self._cache = cache
        self._bus = bus
        self._patience = patience
        self._lock = threading.Lock()
        self._told: dict[type, Event] = {}

    def look(self) -> None:
        """Ask for all of it; the first time, tell first which numbers there were."""
        if NumbersChanged not in self._told:
            self._tell_known_numbers()
        self.look_at_balance()
        self._look_at_numbers()
        self.look_at_covers()

    def look_at_covers(self) -> None:
        """Ask for the cover pages alone."""
        self._tell(CoversChanged(self._client.cover.list_covers()))

    def look_at_balance(self) -> None:
        """Ask for the balance alone."""
        self._tell(BalanceChanged(self._client.faxout.get_balance()))

    def fetch_cover_preview(self, cover_ref: str, job: Job) -> None:
        """Bring the preview of a cover page here and publish where it lies.

        The service makes it in the background; while it is not ready, it is asked for again for a while.
        """
        self._cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._cache / (hashlib.sha256(cover_ref.encode()).hexdigest()[:32] + ".preview")
        for pause in (*self._patience.preview, None):
            try:
                self._client.cover.get_cover_preview(cover_ref, path)
                break
            except Refused as refusal:
                if refusal.code is not StateCode.FILE_PREVIEW_NOT_READY or pause is None:
                    raise
            if job.cancel.wait(pause):
                raise Cancelled
        self._bus.publish(CoverPreviewReady(cover_ref, path))

    def _tell_known_numbers(self) -> None:
        told = self._lists.find(_DIDS)
        if told is None:
            return
        try:
            dids = thaw(Dids, told.report).items
        except (AttributeError, TypeError, ValueError):
            return  # as if nothing was known: the service is there to say it again
        self._tell(NumbersChanged(dids, as_of=moment(told.told)))

    def _look_at_numbers(self) -> None:
        try:
            dids = self._client.inventory.list_dids()
        except AuthorizationRefused as refusal:
            if refusal.code not in _NO_RIGHT:
                raise
            # Not a matter of the sign-in: all else of the account is there.
            self._tell(NumbersChanged((), as_trouble(refusal)))
            return
        self._tell(NumbersChanged(dids))
        now = milliseconds(datetime.now(UTC))
        self._lists.keep(ToldList(_DIDS, "", "", now, freeze(Dids(items=dids))))

    def _tell(self, event: Event) -> None:
        with self._lock:
            if self._told.get(type(event)) == event:
                return
            self._told[type(event)] = event
            # Inside the lock: two threads tell of changes, and the later one must be heard last.
            self._bus.publish(event)
