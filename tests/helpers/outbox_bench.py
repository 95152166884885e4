"""A journal, a service in memory and a clock that is set by hand: what the tests of the sender and its kin stand on."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import replace

from fake_service import FakeService

from byfax_desktop.engine.clock import Clock
from byfax_desktop.engine.control import Control
from byfax_desktop.engine.desk import Desk
from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity
from byfax_desktop.engine.intake import Intake
from byfax_desktop.engine.machine import Rules
from byfax_desktop.engine.monitor import Monitor
from byfax_desktop.engine.patience import Patience
from byfax_desktop.engine.sender import Sender
from byfax_desktop.engine.uploads import Transfer
from byfax_desktop.engine.wishing import Wishing
from byfax_desktop.service.errors import ByfaxError

NOON = 1_800_000_000.0
"""When a hand-set clock starts, in seconds since 1970."""
ANNA, BOB = "+4930123450", "+4930123460"


class HandClock:
    """The wall's time and the time that has passed, moved by the test."""

    def __init__(self, wall=NOON):
        self.wall = wall
        self.steady = 0.0

    def advance(self, seconds):
        """Time goes by."""
        self.wall += seconds
        self.steady += seconds

    def clock(self):
        """A clock of a program that starts now."""
        return Clock(wall=lambda: self.wall, steady=lambda: self.steady, boot="by hand")


class Bench:
    """One program on a folder; ``again`` starts another on the same one."""

    def __init__(self, folder, service=None, hands=None, rules=None):
        self.folder = folder
        self.service = service or FakeService()
        self.hands = hands or HandClock()
        self.rules = rules or Rules()
        self.desk = Desk.open(folder / "data", self.hands.clock())
        self.intake = Intake(self.desk)
        self.cancel = threading.Event()
        self.sender = Sender(self.desk, self.service, self.rules, self.transfer)
        self.monitor = Monitor(self.desk, self.service.faxout, Patience(), self.rules)
        self.stopped = []
        self.wishing = Wishing(self.desk, self.stopped.append)
        self.control = Control(self.desk, self.service.faxout, self.rules)

    @contextmanager
    def transfer(self, _seen):
        yield Transfer(lambda _done, _total: None, self.cancel)

    def again(self):
        """Another program on the same data, with the same service and the same time."""
        return Bench(self.folder, self.service, self.hands, self.rules)

    def die(self):
        """End as a killed process does: nothing more is written, and the locks are gone."""
        self.desk.owner.close()
        self.desk.database.close()

    def close(self):
        self.desk.close()

    def document(self, name="letter.txt", text="A letter."):
        path = self.folder / name
        path.write_text(text)
        return path

    def draft(self, *numbers, **changes):
        people = tuple(DraftRecipient(number, f"Person {number[-2:]}") for number in numbers or (ANNA,))
        draft = Draft((self.document(),), people, SenderIdentity("Me"), subject="Offer")
        return replace(draft, **changes)

    def send(self, *numbers, take_back=0.0, **changes):
        """Press Send; returns the ref of the (first) broadcast."""
        return self.intake.take(self.draft(*numbers, **changes), take_back)[0]

    def look(self):
        """Let the sender do what is due; returns the failure that stopped it."""
        try:
            self.sender.look()
        except ByfaxError as failure:
            return failure
        return None

    def settle(self, seconds=1200, step=5):
        """Let time go by while the sender works."""
        for _ in range(0, seconds, step):
            self.look()
            self.hands.advance(step)

    def find(self, ref):
        return self.desk.journal.find(ref)

    def state(self, ref):
        return self.find(ref).state

    def history(self, ref):
        return [entry.words for entry in self.desk.journal.history(self.find(ref).id)]

    def recipients(self, ref):
        return self.desk.journal.recipients(self.find(ref).id)
