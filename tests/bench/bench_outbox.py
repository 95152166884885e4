"""Calls of a monitor round against live recipients, and the memory of a broadcast to 10,000 of them.

Run: python tests/bench/bench_outbox.py. The calls are compared with the fewest that pages of 500 allow; the memory of
sending and following one broadcast to 10,000 recipients with that of one to 10, each in a process of its own, against
the service in a box. Linux only.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1] / "helpers"))
from outbox_bench import Bench

from byfax_desktop.sandbox.server import Sandbox
from byfax_desktop.sandbox.things import Account

ROOT = Path(__file__).parents[2]

SEND = """
import json, sys, time
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from byfax_desktop.engine.desk import Desk
from byfax_desktop.engine.drafts import Draft, DraftRecipient, SenderIdentity
from byfax_desktop.engine.intake import Intake
from byfax_desktop.engine.machine import Rules
from byfax_desktop.engine.monitor import Monitor
from byfax_desktop.engine.patience import Patience
from byfax_desktop.engine.sender import Sender
from byfax_desktop.engine.uploads import Transfer
from byfax_desktop.service.client import ByfaxClient, Credentials

def held(entry):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(entry + ":"))

url, folder, recipients = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
client = ByfaxClient(url, Credentials("demo-key", "demo-secret"))
client.faxout.get_balance()
document = folder / "letter.txt"
document.write_text("A letter.")
desk = Desk.open(folder / "data")
people = tuple(DraftRecipient(f"+4930{number:07}", f"Person {number}") for number in range(recipients))
draft = Draft((document,), people, SenderIdentity("Me"))

@contextmanager
def transfer(_seen):
    yield Transfer(lambda _done, _total: None, Event())

Path("/proc/self/clear_refs").write_text("5")
before, started = held("VmRSS"), time.perf_counter()
(ref,) = Intake(desk).take(draft)
Sender(desk, client, Rules(), transfer).look()
Monitor(desk, client.faxout, Patience(), Rules()).look()
assert desk.journal.find(ref).state.value in ("accepted", "delivered", "partly", "failed")
print(json.dumps([time.perf_counter() - started, held("VmHWM") - before]))
"""


def calls(recipients: int) -> int:
    """Calls of one round for so many live recipients of one broadcast."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        bench.send(*(f"+4930{number:07}" for number in range(recipients)))
        bench.look()
        bench.monitor.look()
        bench.hands.advance(10)
        bench.service.calls.clear()
        bench.monitor.look()
        bench.close()
        return len(bench.service.calls)


def send(url: str, recipients: int) -> tuple[float, float]:
    """Seconds and MB of sending and following one broadcast."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", SEND, url, folder, str(recipients)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    seconds, megabytes = json.loads(done.stdout)
    return seconds, megabytes


def main() -> None:
    """Measure and print."""
    print("live recipients   calls a round   fewest   ratio")
    for recipients in (10, 100, 1_000, 10_000):
        made, fewest = calls(recipients), math.ceil(recipients / 500) + 1
        print(f"{recipients:15,}   {made:13}   {fewest:6}   {made / fewest:.2f}")
    with Sandbox(speed=5) as sandbox:
        (account,) = sandbox.store.all(Account)
        account.balance = "100000.00"
        few, many = send(sandbox.url, 10), send(sandbox.url, 10_000)
    print(f"memory: to 10,000 {many[1]:.1f} MB, to 10 {few[1]:.1f} MB, ratio {many[1] / few[1]:.1f}")
    print(f"time:   to 10,000 {many[0]:.2f} s, to 10 {few[0]:.2f} s, ratio {many[0] / few[0]:.1f}")


if __name__ == "__main__":
    main()
