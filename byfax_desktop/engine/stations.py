"""Which machines answer at a number: what a person says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from byfax_desktop.engine.desk import Desk
    from byfax_desktop.engine.jobs import Jobs
    from byfax_desktop.engine.loop import Loop


class StationActions:
    """The engine's part of that."""

    _desk: Desk
    _jobs: Jobs
    _loops: dict[str, Loop]

    def accept_station(self, message_ref: str) -> str:
        """The machine that took this fax is right: it is known at its number from now on; returns the id of the job."""
        return self._jobs.start("Noting", lambda _: self._accept_station(message_ref), is_quiet=True)

    def _accept_station(self, message_ref: str) -> None:
        self._desk.journal.accept_station(message_ref, self._desk.clock.now())
        self._loops["journal"].wake()
