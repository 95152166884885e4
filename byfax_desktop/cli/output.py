"""What the command line prints: plain lines for people, JSON for scripts, sentences for what went wrong."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from byfax_desktop.service.fields import wire_name

if TYPE_CHECKING:
    from byfax_desktop.engine.trouble import Trouble


def say(text: str = "") -> None:
    """Print a line; what came from the service cannot move the cursor or colour the terminal."""
    sys.stdout.write(printable(text) + "\n")


def warn(text: str) -> None:
    """Print a line that is not part of the result."""
    sys.stderr.write(printable(text) + "\n")


def say_json(value: object) -> None:
    """Print a value as JSON; datetimes in ISO 8601, money as text, records by the contract's names."""
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False, default=_plain) + "\n")


def say_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under a head, in columns as wide as they need to be."""
    table = [tuple(head), *(tuple(printable(cell) for cell in row) for row in rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(head))]
    for row in table:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def complain(trouble: Trouble, exit_code: int, as_json: bool, state_code: str = "") -> None:
    """Say what happened and what to do about it; to a script also as an object with ``error``."""
    warn(f"{trouble.what} {trouble.do}".strip())
    if as_json:
        error = {"what": trouble.what, "do": trouble.do, "exitCode": exit_code}
        say_json({"error": {**error, "stateCode": state_code} if state_code else error})


def plain_record(record: Any) -> dict[str, object]:
    """A record of the service with the contract's names for its fields."""
    return {wire_name(field): getattr(record, field.name) for field in dataclasses.fields(record)}


def local_time(when: datetime | None) -> str:
    """A moment as the clock on the wall shows it."""
    return when.astimezone().strftime("%Y-%m-%d %H:%M") if when else ""


def printable(text: str) -> str:
    """The text without control and other characters that a terminal would act on."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if dataclasses.is_dataclass(value):
        return plain_record(value)
    if isinstance(value, (Mapping, Iterable)):
        return list(value)
    return str(value)
