"""What the README tells a stranger to type works, and what it says of codes is so."""

from __future__ import annotations

import re
import shlex
from argparse import ArgumentParser
from pathlib import Path
from types import SimpleNamespace

import pytest

from byfax_desktop.cli.arguments import parse
from byfax_desktop.cli.call import read_values
from byfax_desktop.cli.exits import Exit
from byfax_desktop.cli.verbs import VERBS
from byfax_desktop.service.generic import FileArgument, call_operation

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
LINES = re.sub(r"\\\n *", "", "".join(BLOCKS)).splitlines()
COMMANDS = [
    line.removeprefix("byfax-desktop ")
    for line in LINES
    # Not those of the overview, which leave things out and have an explanation beside them.
    if line.startswith("byfax-desktop ") and "…" not in line and "  " not in line
]
CALLS = [command for command in COMMANDS if command.startswith("call ")]


def test_there_are_examples_of_the_verbs():
    assert {parse(shlex.split(command)).verb for command in COMMANDS} >= set(VERBS)


@pytest.mark.parametrize("command", CALLS)
def test_each_call_is_one_that_the_service_has(command, tmp_path):
    exchanged = []
    client = SimpleNamespace(exchange=lambda name, values, into: exchanged.append(name) or {})
    options = parse(shlex.split(command))
    document = tmp_path / "contract.pdf"
    document.write_bytes(b"%PDF-1.7\n")
    values = {
        name: FileArgument(document) if isinstance(value, FileArgument) else value
        for name, value in read_values(options.values).items()
    }

    call_operation(client, options.operation, values, options.out)

    assert exchanged == [options.operation]


def test_every_verb_and_every_common_option_is_told():
    for word in (*VERBS, "--url", "--data-dir", "--account", "--demo", "--json"):
        assert word in README


def test_every_option_of_send_is_told():
    parser = ArgumentParser()
    VERBS["send"].add_arguments(parser)
    options = {
        option for action in parser._actions for option in action.option_strings if option.startswith("--")
    }

    assert [option for option in sorted(options - {"--help"}) if option not in README] == []


def test_every_exit_code_is_told():
    told = {
        int(code) for code in re.findall(r"^\| (\d+) \|", README.split("### Exit codes")[1], re.MULTILINE)
    }

    assert told == {code for code in Exit if code is not Exit.INTERRUPTED}


def test_the_files_it_leads_to_are_there():
    for target in re.findall(r"(?<!!)\[[^]]*\]\(([^):]+)\)", README):
        assert (ROOT / target).exists(), target
