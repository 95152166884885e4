"""``call``: any call of the service by its own name."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from byfax_desktop.cli.access import open_access
from byfax_desktop.cli.exits import Exit, UsageTrouble
from byfax_desktop.cli.output import say_json
from byfax_desktop.service.generic import Argument, FileArgument, call_operation


def run(options: Namespace) -> int:
    """Make the call and print its answer as JSON; returns the exit code."""
    values = read_values(options.values)
    with open_access(options) as access:
        answer = call_operation(access.client, options.operation, values, options.out)
    say_json(answer)
    return Exit.DONE if answer.get("stateCode") == "SUCCESS" else Exit.FAILED


def read_values(pairs: Sequence[str]) -> dict[str, Argument]:
    """``name=value`` texts by name; a value that begins with @ is a file. Raises UsageTrouble."""
    values: dict[str, Argument] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not name or not equals:
            raise UsageTrouble(f"“{pair}” is not of the form name=value.", "Put an equals sign in between.")
        if name in values:
            raise UsageTrouble(f"“{name}” is given twice.", "Give it once; a list has commas, as in a=1,2.")
        values[name] = FileArgument(Path(value[1:])) if value.startswith("@") else value
    return values
