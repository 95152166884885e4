"""Everything that lies on this computer for one account, opened together."""

from __future__ import annotations

import random
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from byfax_desktop.engine.clock import Clock
from byfax_desktop.store.attempts import Attempts
from byfax_desktop.store.database import Database
from byfax_desktop.store.drafts import StoredDrafts
from byfax_desktop.store.journal import Journal
from byfax_desktop.store.marks import Marks
from byfax_desktop.store.outbox_rows import OutboxRows
from byfax_desktop.store.owners import Owner
from byfax_desktop.store.received import ReceivedFaxes
from byfax_desktop.store.sent_order import SentOrder
from byfax_desktop.store.sequels import Sequels
from byfax_desktop.store.spool import Spool
from byfax_desktop.store.submissions import WAITING
from byfax_desktop.store.wishes import Wishes

DATABASE_NAME = "faxes.db"

_CLOCK_MARK = "clock"


@dataclass(frozen=True, slots=True)
class Desk:
    """The journal and what belongs to it, and who works on it here."""

    database: Database
    reading: Database
    """The same file by a connection of its own: who reads long lists keeps nobody waiting who writes."""
    journal: Journal
    rows: OutboxRows
    order: SentOrder
    wishes: Wishes
    attempts: Attempts
    sequels: Sequels
    received: ReceivedFaxes
    drafts: StoredDrafts
    marks: Marks
    spool: Spool
    owner: Owner
    clock: Clock
    folder: Path

    @classmethod
    def open(cls, folder: Path, clock: Clock | None = None) -> Desk:
        """Open the data in ``folder``, and take up what ended programs have left. Raises StoreTrouble."""
        with ExitStack() as on_failure:
            database = Database(folder / DATABASE_NAME)
            on_failure.callback(database.close)
            reading = Database(folder / DATABASE_NAME)
            on_failure.callback(reading.close)
            owner = Owner(folder / "owners")
            on_failure.callback(owner.close)
            desk = cls(
                database,
                reading,
                Journal(database),
                OutboxRows(reading),
                SentOrder(reading),
                Wishes(database),
                Attempts(database),
                Sequels(database),
                ReceivedFaxes(database),
                StoredDrafts(database),
                Marks(database),
                Spool(folder / "spool"),
                owner,
                clock or Clock(),
                folder,
            )
            desk.set_clock()
            desk.take_up()
            on_failure.pop_all()
        return desk

    def set_clock(self) -> None:
        """Count time as other programs on this data do, and as those did that left something under way.

        Where there is neither, the wall is right.
        """
        marks, is_bound = self.marks, self.journal.count(WAITING) > 0 or not self.owner.is_alone()
        marks.put(_CLOCK_MARK, self.clock.agree(marks.get(_CLOCK_MARK) if is_bound else None))
        self.journal.mend_times(self.clock.now())

    def take_up(self) -> None:
        """Go on with what other programs left in the middle, as soon as they are proved to have ended."""
        now = self.clock.now()
        for name in self.journal.owners():
            if self.owner.has_ended(name):
                self.journal.recover(name, now)

    def tidy(self) -> None:
        """Remove copies of documents that were never sent."""
        self.spool.sweep(self.journal.contents())

    def close(self) -> None:
        """Give everything back."""
        self.owner.close()
        self.reading.close()
        self.database.close()


def spread(pause: float) -> float:
    """A pause varied by a fifth, so that many computers don't come back to the service in the same second."""
    return pause * random.uniform(0.8, 1.2)  # noqa: S311 - spreads load, guards nothing
