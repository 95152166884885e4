"""A report for those who help: what the program is, how it is set, and what its log says; nothing of any fax."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from byfax_desktop.desktop.accounts import PRODUCTION_URL, TEST_URL, Account
from byfax_desktop.desktop.discretion import Discretion
from byfax_desktop.desktop.last_end import CRASH_FILE

LOG_BYTES = 300_000
"""How much of the log is looked at: the end of it."""
_HEAD = "byFax Desktop: a report for support"
_NO_LOG = "(nothing)"


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """Words and values that are in the report as they are; they name nobody."""

    versions: tuple[tuple[str, str], ...]
    account: str
    settings: tuple[tuple[str, str], ...]


def account_kind(account: Account | None) -> str:
    """What sort of account is open; neither its name nor an address of somebody's own."""
    if account is None:
        return "none"
    if account.is_demo:
        return "demo"
    return {PRODUCTION_URL: "byFax", TEST_URL: "byFax, test service"}.get(account.base_url, "another address")


def support_report(facts: ReportFacts, log_file: Path, discretion: Discretion) -> str:
    """The whole report as plain text; reads the log and what the last crash left, so not for the window's thread."""
    crash = log_file.with_name(CRASH_FILE)
    sections = (
        ("Versions", _table(facts.versions)),
        ("Account", [facts.account]),
        ("Settings", _table(facts.settings)),
        ("Where it was when it last ended by an error", list(discretion.lines(_end_of(crash)))),
        ("Log", list(discretion.lines(_log(log_file)))),
    )
    told = [_HEAD]
    for title, lines in sections:
        told += ["", title, "-" * len(title), *(lines or [_NO_LOG])]
    return "\n".join(told) + "\n"


def _table(rows: Sequence[tuple[str, str]]) -> list[str]:
    return [f"{name}: {value}" for name, value in rows]


def _log(path: Path) -> str:
    """The end of the log, also where it was begun anew just now."""
    now = _end_of(path)
    return now if len(now) >= LOG_BYTES // 2 else _end_of(path.with_name(f"{path.name}.1")) + now


def _end_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            file.seek(0, 2)
            length = file.tell()
            file.seek(max(0, length - LOG_BYTES))
            text = file.read(LOG_BYTES).decode("utf-8", "replace")
    except FileNotFoundError:
        return ""
    except OSError as error:
        return f"Traceback (most recent call last):\n{type(error).__name__}\n"
    # The first line is whole only where it is the first of the file.
    return text if length <= LOG_BYTES else text.partition("\n")[2]
