"""Reads the log of today, and then what comes to it; also where it is begun anew meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from byfax_desktop.desktop.logs import LOG_FILES

_HEAD = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d),\d{3} ([A-Z]+) ([\w.]+): (.*)")
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
"""From the slightest to the gravest."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One record: its number in the order of the log, the time as 14:02:03, its level, from where, and what it says."""

    number: int
    time: str
    level: str
    where: str
    text: str

    @property
    def gravity(self) -> int:
        """Its place among LEVELS; a level that nobody knows counts as grave."""
        return LEVELS.index(self.level) if self.level in LEVELS else len(LEVELS)

    @property
    def line(self) -> str:
        """As it stands in the log, without the day."""
        return f"{self.time} {self.level} {self.where}: {self.text}"


class LogTail:
    """The log at ``path``, and those that were put aside when it grew; each record is read once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = 0
        """Which file was read last, as the system numbers it; 0 before the first one."""
        self._done = 0
        self._last: LogEntry | None = None

    def read(self, today: date) -> tuple[LogEntry, ...]:
        """The records of ``today`` that have come since the last time. Raises OSError."""
        return tuple(self._entries(b"".join(self._pieces()).decode("utf-8", "replace"), today.isoformat()))

    def _pieces(self) -> Iterator[bytes]:
        try:
            file = self._path.stat().st_ino
        except FileNotFoundError:
            return
        if not self._file:
            for number in range(LOG_FILES, 0, -1):
                yield _lines_from(self._aside(number), 0)
        elif file != self._file:
            yield self._rest_of_the_last()
        if file != self._file:
            self._file, self._done = file, 0
        piece = _lines_from(self._path, self._done)
        self._done += len(piece)
        yield piece

    def _rest_of_the_last(self) -> bytes:
        aside = self._aside(1)
        is_same = aside.exists() and aside.stat().st_ino == self._file
        return _lines_from(aside, self._done) if is_same else b""

    def _aside(self, number: int) -> Path:
        return self._path.with_name(f"{self._path.name}.{number}")

    def _entries(self, text: str, today: str) -> Iterator[LogEntry]:
        for record in _records(text):
            head = _HEAD.match(record)
            rest = record.partition("\n")[2]
            if head and head[1] == today:
                number = self._last.number + 1 if self._last else 1
                said = f"{head[5]}\n{rest}".rstrip("\n")
                self._last = LogEntry(number, head[2], head[3], head[4], said)
                yield self._last
            elif not head and self._last is not None:
                # The record was being written while it was read: this is the rest of it.
                self._last = replace(self._last, number=self._last.number + 1, text=record)
                yield self._last


def _records(text: str) -> Iterator[str]:
    """Pieces that begin with a head, but for the first one."""
    lines: list[str] = []
    for line in text.splitlines():
        if lines and _HEAD.match(line):
            yield "\n".join(lines)
            lines.clear()
        lines.append(line)
    if lines:
        yield "\n".join(lines)


def _lines_from(path: Path, start: int) -> bytes:
    """The whole lines of a file from a place on."""
    try:
        with path.open("rb") as file:
            file.seek(start)
            content = file.read()
    except FileNotFoundError:
        return b""
    return content[: content.rfind(b"\n") + 1]
