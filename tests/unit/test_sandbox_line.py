"""The line of the service in a box, with the clock held in the hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from byfax_desktop.sandbox.basics import Desk
from byfax_desktop.sandbox.fates import fate
from byfax_desktop.sandbox.line import Line
from byfax_desktop.sandbox.pace import Pace
from byfax_desktop.sandbox.pages import PageMaker
from byfax_desktop.sandbox.seed import FIRST_NUMBER, seed
from byfax_desktop.sandbox.store import Store
from byfax_desktop.sandbox.submit import submit
from byfax_desktop.sandbox.things import Account, Inbound, Message


class World:
    """A store, a line and a clock."""

    def __init__(self, folder) -> None:
        self.time = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
        pace = Pace(1.0, lambda: self.time)
        self.store = Store(folder)
        if self.store.is_new:
            seed(self.store, self.time)
        maker = PageMaker(self.store)
        self.line = Line(self.store, pace, maker)
        self.desk = Desk(self.store, pace, maker, lambda: None)

    def send(self, number: str, **options: object) -> Message:
        recipient = {"Number": number, "Name": "A", "messageRef": f"m{number[-4:]}"}
        request = {"Sender": {"Name": "Me"}, "Recipients": [recipient], "coverRef": "standard", **options}
        answer = submit(self.desk, {"submitRequest": request})
        assert answer["stateCode"] == "SUCCESS"
        (message,) = self.store.all(Message)
        return message

    def states(self, message: Message, seconds: float = 120) -> list[str]:
        """The states that the message goes through, each once."""
        seen = [message.state]
        for _ in range(int(seconds * 2)):
            self.time += timedelta(seconds=0.5)
            self.line.step()
            if message.state != seen[-1]:
                seen.append(message.state)
        return seen


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


def test_a_fax_goes_from_step_to_step(world):
    message = world.send("+375291111110")

    assert world.states(message) == ["PENDING", "READY", "SUBMITTED", "DELIVERING", "SUCCESS"]
    assert (message.pages_sent, message.pages_total, message.attempt) == (1, 1, 1)


def test_a_busy_line_is_tried_again(world):
    message = world.send("+375291111111", busyRetry="1")

    states = world.states(message)
    assert states == ["PENDING", "READY", "SUBMITTED", "DELIVERING", "SUBMITTED", "DELIVERING", "SUCCESS"]
    assert message.attempt == 2


def test_without_retries_busy_is_the_end(world):
    message = world.send("+375291111111")

    assert world.states(message)[-1] == "FAILED"
    assert message.reason == "BUSY"


def test_a_fax_for_later_waits(world):
    at = world.time + timedelta(hours=1)
    message = world.send("+375291111110", sendAt=at.isoformat())

    assert world.states(message, 1800) == ["PENDING"]
    world.time = at
    assert world.states(message)[-1] == "SUCCESS"


def test_a_paused_fax_stands_still(world):
    message = world.send("+375291111110")
    message.state, message.resume = "PAUSED", "PENDING"

    assert world.states(message) == ["PAUSED"]


def test_a_fax_to_an_own_number_arrives(world):
    before = len(world.store.all(Inbound))
    message = world.send(FIRST_NUMBER)
    world.states(message)

    received = world.store.all(Inbound)[before:]
    assert [(fax.did, fax.pages, fax.blob) for fax in received] == [(FIRST_NUMBER, 1, message.blob)]


def test_a_page_is_charged_once(world):
    message = world.send("+375291111110")
    world.states(message)
    world.states(message)

    (account,) = world.store.all(Account)
    assert (message.cost, account.balance) == ("0.07", "25.43")


def test_the_line_goes_on_after_a_restart(tmp_path):
    first = World(tmp_path)
    message = first.send("+375291111110")
    first.time += timedelta(seconds=3)
    first.line.step()
    assert message.state == "READY"
    first.store.close()

    again = World(tmp_path)
    (message,) = again.store.all(Message)
    assert again.states(message)[-1] == "SUCCESS"


@pytest.mark.parametrize("digit", range(10))
def test_own_numbers_always_take_the_fax(digit):
    number = f"+37529111111{digit}"
    assert fate(number, frozenset({number})).delivered
    assert fate(number).delivered == (digit in (0, 1, 7, 8, 9))
