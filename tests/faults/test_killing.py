"""The real program is killed at random moments on a network that loses, cuts, delays and spoils what it carries.

Each round sends a few faxes from a data folder of its own, kills what sends them, carries on with ``flush``, kills that
too, and at last lets one ``flush`` come to its end on a network that works. Then every fax that the journal ever had
must be at the service exactly once, or still be in the journal with a reason.

``KILL_ROUNDS`` says how many rounds there are and ``KILL_SEED`` where they begin; a failure names its seed.
"""

from __future__ import annotations

import os
import random
import sqlite3
import sys
from collections import Counter
from contextlib import closing

import pytest
from faulty_proxy import FaultyProxy
from program_nursery import Nursery

from byfax_desktop.sandbox.server import Sandbox
from byfax_desktop.sandbox.things import Account, Message

ROUNDS = int(os.environ.get("KILL_ROUNDS", "200"))
FIRST_SEED = int(os.environ.get("KILL_SEED", "1"))
SCALE = "0.002"
"""Graces of 60, 240 and 600 ms; a quarantine of 1.8 s."""
AT_SERVICE = {"accepted", "delivered", "partly", "failed"}

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="forks"),
    pytest.mark.timeout(60 + 20 * ROUNDS),
]


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(speed=1000.0) as running:
        (account,) = running.store.all(Account)
        account.balance = "1000000.00"
        yield running


@pytest.fixture(scope="module")
def proxy(sandbox):
    running = FaultyProxy(sandbox.url)
    yield running
    running.close()


@pytest.fixture(scope="module")
def nursery():
    running = Nursery()
    yield running
    running.close()


class Round:
    """One seeded round in a folder of its own."""

    def __init__(self, seed, folder, proxy, nursery):
        self.seed = seed
        self.random = random.Random(seed)
        self.folder = folder
        self.proxy = proxy
        self.nursery = nursery
        self.output = folder / "output.txt"
        self.numbers = []
        self.killed = 0

    def run(self):
        self.proxy.misbehave(self.seed, self.nursery.kill)
        for number in range(self.random.randint(1, 2)):
            self._program(*self._send(number), kill_after=self._moment())
        for _ in range(self.random.randint(0, 2)):
            self._program("flush", kill_after=self._moment())
        self.proxy.behave()
        code = self._program("flush")
        assert code in (0, 1), self.output.read_text()
        return self

    def _send(self, number):
        recipients = [
            f"+49301{self.seed % 100000:05}{number}{each}0" for each in range(self.random.randint(1, 3))
        ]
        self.numbers += recipients
        to = [part for each in recipients for part in ("--to", each)]
        document = self.folder / f"{number}.txt"
        document.write_text(f"Round {self.seed}, fax {number}. " + "x" * self.random.randint(0, 3_000))
        tiff = ["--tiff"] if self.random.random() < 0.2 else []
        return ["send", document, *to, "--from-name", "Me", "--subject", f"{self.seed}-{number}", *tiff]

    def _moment(self):
        """When to kill; half of the runs are left to the network's own ways."""
        return self.random.uniform(0.01, 1.2) if self.random.random() < 0.5 else None

    def _program(self, *argv, kill_after=None):
        environment = {
            "BYFAX_URL": self.proxy.url,
            "BYFAX_API_KEY": "demo-key",
            "BYFAX_API_SECRET": "demo-secret",
            "BYFAX_DATA_DIR": str(self.folder / "data"),
            "BYFAX_GRACE_SCALE": SCALE,
        }
        code = self.nursery.run(argv, environment, self.output, kill_after)
        self.killed += code == -9
        return code

    def journal(self):
        """(number, state of its fax, words) of every recipient that the journal has."""
        (path,) = (
            (self.folder / "data").rglob("faxes.db") if self.folder.joinpath("data").exists() else (None,)
        )
        if path is None:
            return []
        with closing(sqlite3.connect(path)) as database:
            return database.execute(
                "SELECT number, state, what FROM recipient JOIN submission ON submission.id = submission_id"
            ).fetchall()


def judge(rounds, at_service):
    """How many recipients were sent, lost, doubled and left over, and of how many the journal denies that they went."""
    told = Counter()
    for each in rounds:
        for number, state, what in each.journal():
            copies = at_service[number]
            told["sent"] += 1
            told["doubled"] += copies > 1
            told["left over"] += copies == 0 and state not in AT_SERVICE and bool(what)
            told["lost"] += copies == 0 and (state in AT_SERVICE or not what)
            told["denied"] += copies > 0 and state not in AT_SERVICE
        told["killed"] += each.killed
    return told


def _report(told):
    return ", ".join(f"{told[word]} {word}" for word in ("sent", "lost", "doubled", "left over", "killed"))


def test_no_fax_is_lost_or_sent_twice(sandbox, proxy, nursery, tmp_path, capsys):
    wrong = []
    told = Counter()
    for seed in range(FIRST_SEED, FIRST_SEED + ROUNDS):
        folder = tmp_path / str(seed)
        folder.mkdir()
        round_ = Round(seed, folder, proxy, nursery).run()
        at_service = Counter(message.recipient.number for message in sandbox.store.all(Message))
        result = judge([round_], at_service)
        told += result
        if result["lost"] or result["doubled"] or result["denied"] or result["left over"]:
            wrong.append((seed, dict(result), round_.journal(), proxy.met))
        # Two journals of the same number would be judged together: each round has numbers of its own.
        assert not set(round_.numbers) & {message for message in at_service if at_service[message] > 1}, seed
    with capsys.disabled():
        sys.stdout.write(f"\n{ROUNDS} rounds from seed {FIRST_SEED}: {_report(told)}\n")
    assert not wrong
    assert told["sent"] >= ROUNDS / 2
    assert told["killed"] >= ROUNDS / 10
