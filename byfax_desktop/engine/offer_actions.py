"""What a person looks at of the numbers that can be rented: the engine's part of that."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from byfax_desktop.engine.events import OffersChanged
from byfax_desktop.engine.offered import ANEW, DAY, Offered
from byfax_desktop.service.errors import Cancelled

if TYPE_CHECKING:
    from byfax_desktop.engine.bus import EventBus
    from byfax_desktop.engine.desk import Desk
    from byfax_desktop.engine.jobs import Job, Jobs
    from byfax_desktop.service.ports.inventory import InventoryPort
    from byfax_desktop.store.told_lists import ToldLists

_NAME = "Looking for numbers to rent"


class OfferActions:
    """Each returns the id of a job at once; OffersChanged tells what is known before anybody is asked, and after."""

    bus: EventBus
    _desk: Desk
    _jobs: Jobs
    _offered: Offered
    _telling_offers: threading.Lock

    def _open_offers(self, port: InventoryPort, lists: ToldLists) -> None:
        self._offered = Offered(port, lists, self._desk.clock.now)
        self._telling_offers = threading.Lock()

    def look_at_offers(self, country_a3: str = "", state_a2: str = "", anew: bool = False) -> str:
        """Know the countries, what there is in one of them, or in one of its states; the id of the job.

        What is not a day old is not asked for, unless ``anew``.
        """
        age = ANEW if anew else DAY

        def work(job: Job) -> None:
            if country_a3:
                self._offered.inside(country_a3, state_a2, age, job.cancel)
            else:
                self._offered.countries(age, job.cancel)

        return self._look(_NAME, work, f"offers {country_a3} {state_a2}")

    def look_into_states(self, country_a3: str) -> str:
        """Know the numbers in all states of a country, as far as they are not a day old; the id of the job."""

        def work(job: Job) -> None:
            states = self._offered.states(country_a3, cancel=job.cancel).items
            for done, state in enumerate(states, 1):
                self._offered.groups(country_a3, state.state_a2, cancel=job.cancel)
                job.progress(done, len(states))

        return self._look("Looking for numbers in all states", work, f"offers in states {country_a3}")

    def look_at_offer(self, group_ref: str) -> str:
        """Know all of one group of numbers; the id of the job, of which nothing is told unless it fails."""

        def work(job: Job) -> None:
            self._offered.group(group_ref, cancel=job.cancel)

        return self._look(_NAME, work, f"offer {group_ref}", is_quiet=True)

    def _look(self, name: str, work: Callable[[Job], None], key: str, is_quiet: bool = False) -> str:
        def told(job: Job) -> None:
            self._tell_offers()
            try:
                with suppress(Cancelled):
                    work(job)
            finally:
                # A part of what was asked for is better than nothing.
                self._tell_offers()

        return self._jobs.start(name, told, key, is_quiet)

    def _tell_offers(self) -> None:
        with self._telling_offers:
            # Inside the lock: two jobs tell of changes, and what is known last must be heard last.
            self.bus.publish(OffersChanged(self._offered.known()))
