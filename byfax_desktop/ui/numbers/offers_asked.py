"""What the window knows of the numbers that can be rented, and what it is asking for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.numbers.offer_index import OfferIndex
from byfax_desktop.ui.workers import Request, Workers

if TYPE_CHECKING:
    from byfax_desktop.engine.events import JobFinished, OffersChanged
    from byfax_desktop.engine.offered import KnownOffers
    from byfax_desktop.ui.session import Session


class OffersAsked(QObject):
    """Makes the index anew, on another thread, whenever more is known."""

    changed = Signal()
    """Another index, or something else is being asked for."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = session.engine
        # Of its own: what others have done there may take long, and a list is waited for.
        self._workers = Workers("byfax-offers", 1, self)
        self._jobs: set[str] = set()
        self._known: KnownOffers | None = None
        self._making: Request | None = None
        self.index = OfferIndex()
        self.trouble: Trouble | None = None
        """Why the last question came to nothing."""
        session.bridge.offers_changed.connect(self._take)
        session.bridge.job_finished.connect(self._finish)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to come, or to be shown."""
        return bool(self._jobs) or self._making is not None

    def look(self, country_a3: str = "", state_a2: str = "", anew: bool = False) -> bool:
        """Know what there is in a place; False without an account."""
        return self._follow(self._engine.look_at_offers(country_a3, state_a2, anew))

    def look_into_states(self, country_a3: str) -> None:
        """Know what there is in all states of a country."""
        self._follow(self._engine.look_into_states(country_a3))

    def cancel(self) -> None:
        """Nothing that was asked for is wanted any more; what has come of it stays."""
        for job_id in self._jobs:
            self._engine.cancel_job(job_id)

    def forget(self) -> None:
        """Another account."""
        if self._making:
            self._making.cancel()
        self._making = self._known = self.trouble = None
        self._jobs.clear()
        self.index = OfferIndex()
        self.changed.emit()

    def _follow(self, job_id: str) -> bool:
        if job_id:
            self._jobs.add(job_id)
            self.trouble = None
            self.changed.emit()
        return bool(job_id)

    def _take(self, event: OffersChanged) -> None:
        known = event.known
        if known == self._known:
            return
        self._known = known
        if self._making:
            self._making.cancel()
        self._making = self._workers.run(lambda: OfferIndex(known), self._show)

    def _show(self, index: OfferIndex | Trouble) -> None:
        self._making = None
        if isinstance(index, Trouble):
            self.trouble = index
        else:
            self.index = index
        self.changed.emit()

    def _finish(self, event: JobFinished) -> None:
        if event.job_id in self._jobs:
            self._jobs.discard(event.job_id)
            self.trouble = event.trouble or self.trouble
            self.changed.emit()
