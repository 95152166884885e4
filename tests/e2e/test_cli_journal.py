"""What was sent with the command line and could not go out is kept, and goes out once."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
from collections import Counter
from contextlib import closing

import pytest
from faulty_proxy import FaultyProxy
from run_cli import CommandLine

from byfax_desktop.sandbox.things import Message

GRACE = {"BYFAX_GRACE_SCALE": "0.01"}


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("A letter.")
    return path


@pytest.fixture
def proxy(sandbox):
    running = FaultyProxy(sandbox.url)
    yield running
    running.close()


@pytest.fixture
def program(proxy, tmp_path):
    """The command line behind a proxy whose faults a test chooses."""
    credentials = {"BYFAX_API_KEY": "demo-key", "BYFAX_API_SECRET": "demo-secret"}
    return CommandLine(tmp_path / "data", BYFAX_URL=proxy.url, **credentials, **GRACE)


def copies(sandbox, number):
    return Counter(message.recipient.number for message in sandbox.store.all(Message))[number]


def is_submit(action):
    return action.strip('"').endswith("Submit")


def send(program, letter, number, *more):
    return program("send", letter, "--to", number, "--from-name", "Me", "--subject", "Kept", *more)


def test_a_fax_that_could_not_go_out_waits_and_flush_sends_it_once(program, proxy, sandbox, letter):
    proxy.choose = lambda _action: "refuse"
    result = send(program, letter, "+4930900010")
    assert result.returncode == 4
    assert "The fax is kept. Don't send it again" in result.stderr
    letter.unlink()
    proxy.behave()
    assert copies(sandbox, "+4930900010") == 0

    flushed = program("flush")
    assert (flushed.returncode, flushed.stdout) == (0, "Nothing waits.\n")
    assert program("flush").returncode == 0
    assert copies(sandbox, "+4930900010") == 1


def test_flush_without_a_network_says_what_waits(program, proxy, letter):
    proxy.choose = lambda _action: "refuse"
    send(program, letter, "+4930900020")
    result = program("flush")

    assert result.returncode == 4
    assert "Kept" in result.stdout


def test_an_answer_that_was_lost_is_found_while_send_still_runs(program, proxy, sandbox, letter):
    faults = iter(["lose answer"])
    proxy.choose = lambda action: next(faults, "none") if is_submit(action) else "none"
    result = send(program, letter, "+4930900030")

    assert "lose answer" in proxy.met
    assert result.returncode == 0, result.stderr
    assert copies(sandbox, "+4930900030") == 1


def test_the_outbox_tells_refs_states_and_history(program, letter):
    assert send(program, letter, "+4930900040", "--wait").returncode == 0
    (entry,) = [
        each for each in program.json("outbox") if each["messages"][0]["recipientNumber"] == "+4930900040"
    ]

    assert (entry["state"], entry["tries"], entry["what"]) == ("delivered", 1, "")
    assert len(entry["documentRefs"]) == 1
    words = [each["words"] for each in entry["history"]]
    assert words[0] == "Send was pressed"
    assert words[-1] == "Delivered, 1 page" or words[-2] == "Delivered, 1 page"
    assert all(each["at"] for each in entry["history"])


def test_the_outbox_lists_only_what_is_asked_for(program, letter):
    for number, name in (("+4930900410", "Minsk"), ("+4930900420", "Berlin")):
        assert send(program, letter, number, "--from-name", name, "--wait").returncode == 0

    def numbers(*options):
        return [each["messages"][0]["recipientNumber"] for each in program.json("outbox", *options)]

    assert numbers("--find", "030 900410") == ["+4930900410"]
    assert numbers("--sender", "Berlin") == ["+4930900420"]
    assert {"+4930900410", "+4930900420"} <= set(numbers("--state", "delivered", "--since", "2020-01-01"))
    assert numbers("--until", "2020-01-01") == []
    assert program("outbox", "--find", "nobody at all").stdout == "No fax was sent that matches.\n"


def test_the_outbox_can_be_read_without_a_network(program, proxy, letter):
    assert send(program, letter, "+4930900050").returncode == 0
    proxy.choose = lambda _action: "refuse"
    result = program("outbox", "--json")

    assert result.returncode == 4
    assert any(each["subject"] == "Kept" for each in json.loads(result.stdout))
    assert "last asked" in result.stderr


def test_wrong_credentials_keep_nothing_that_would_go_out_later(program, sandbox, letter):
    result = program("send", letter, "--to", "+4930900060", "--from-name", "Me", BYFAX_API_SECRET="wrong")
    assert result.returncode == 3

    assert program("flush").returncode == 0
    assert copies(sandbox, "+4930900060") == 0


def test_what_the_service_does_not_take_ends_with_its_reason(program, sandbox, tmp_path):
    unknown = tmp_path / "drawing.pdf"
    unknown.write_bytes(b"%PDF-1.4\n")
    assert send(program, unknown, "+4930900070").returncode == 5
    assert copies(sandbox, "+4930900070") == 0


def test_several_programs_at_once_send_each_fax_once(program, proxy, sandbox, letter):
    proxy.choose = lambda _action: "refuse"
    numbers = [f"+49309001{place}0" for place in range(4)]
    for number in numbers:
        assert send(program, letter, number).returncode == 4
    proxy.behave()
    running = [program.start("flush") for _ in range(3)]
    for each in running:
        each.communicate(timeout=60)

    assert [each.returncode for each in running] == [0, 0, 0]
    assert [copies(sandbox, number) for number in numbers] == [1, 1, 1, 1]


def test_a_program_that_was_killed_leaves_its_work_to_the_next(program, proxy, sandbox, letter):
    """Killed when the service has taken the fax and before its answer came."""
    running = []

    proxy.choose = lambda action: "kill after" if is_submit(action) else "none"
    proxy.kill = lambda: os.kill(running[0].pid, signal.SIGKILL)
    running.append(program.start("send", letter, "--to", "+4930900080", "--from-name", "Me"))
    running[0].communicate(timeout=60)
    assert running[0].returncode == -signal.SIGKILL
    assert states(program) == ["submitting"]
    proxy.behave()

    assert program("flush").returncode == 0
    assert states(program) == ["accepted"]
    assert copies(sandbox, "+4930900080") == 1


def states(program):
    (path,) = program.data_dir.rglob("faxes.db")
    with closing(sqlite3.connect(path)) as database:
        return [row[0] for row in database.execute("SELECT state FROM submission")]


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not here")
def test_the_journal_is_on_the_disk_before_the_submission_leaves(program, letter, tmp_path):
    trace = tmp_path / "trace.txt"
    argv = program.command(["send", letter, "--to", "+4930900090", "--from-name", "Me"])
    calls = "trace=fdatasync,fsync,sendto,pwrite64"
    strace = ["strace", "-f", "-y", "-s", "4000", "-e", calls, "-o", str(trace)]
    subprocess.run(
        [*strace, *argv], env=program.full_environment(), check=True, capture_output=True, timeout=100
    )
    lines = trace.read_text().splitlines()
    submit = next(place for place, line in enumerate(lines) if "sendto" in line and 'Submit\\"' in line)
    journal = [line for line in lines[:submit] if "faxes.db-wal" in line]

    assert "sync(" in journal[-1]


def test_what_is_kept_is_private(program, proxy, letter):
    proxy.choose = lambda _action: "refuse"
    send(program, letter, "+4930900100")
    assert any(path.parent.name == "spool" for path in program.data_dir.rglob("*"))
    for path in program.data_dir.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path
