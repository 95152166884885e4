"""The log of today, read as it grows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.desktop.log_reading import LogEntry, LogTail

TODAY = date(2026, 11, 30)


def line(text: str, level: str = "INFO", day: str = "2026-11-30") -> str:
    return f"{day} 14:02:03,123 {level} byfax_desktop.x: {text}\n"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "app.log"


def append(log: Path, text: str) -> None:
    with log.open("a") as file:
        file.write(text)


def texts(entries: tuple[LogEntry, ...]) -> list[str]:
    return [entry.text for entry in entries]


def test_each_record_is_read_once(log: Path) -> None:
    log.write_text(line("one"))
    tail = LogTail(log)
    (entry,) = tail.read(TODAY)
    assert (entry.time, entry.level, entry.where) == ("14:02:03", "INFO", "byfax_desktop.x")
    assert tail.read(TODAY) == ()
    append(log, line("two"))
    assert texts(tail.read(TODAY)) == ["two"]


def test_without_a_log_nothing_is_read_until_there_is_one(log: Path) -> None:
    tail = LogTail(log)
    assert tail.read(TODAY) == ()
    log.write_text(line("one"))
    assert texts(tail.read(TODAY)) == ["one"]


def test_only_today_counts(log: Path) -> None:
    log.write_text(line("old", day="2026-11-29") + "of old\n" + line("new"))
    assert texts(LogTail(log).read(TODAY)) == ["new"]


def test_a_record_of_several_lines_stays_one(log: Path) -> None:
    log.write_text(line("Unforeseen", "ERROR") + '  File "x", line 1\n    fail()\n' + line("next"))
    assert texts(LogTail(log).read(TODAY)) == ['Unforeseen\n  File "x", line 1\n    fail()', "next"]


def test_half_a_line_waits_for_its_end(log: Path) -> None:
    whole = line("whole")
    log.write_text(whole[:30])
    tail = LogTail(log)
    assert tail.read(TODAY) == ()
    append(log, whole[30:])
    assert texts(tail.read(TODAY)) == ["whole"]


def test_nothing_is_missed_or_told_twice_when_the_log_is_begun_anew(log: Path) -> None:
    aside = log.with_name("app.log.1")
    aside.write_text(line("first"))
    log.write_text(line("second"))
    tail = LogTail(log)
    assert texts(tail.read(TODAY)) == ["first", "second"]
    append(log, line("third"))
    log.replace(aside)
    log.write_text(line("fourth"))
    assert texts(tail.read(TODAY)) == ["third", "fourth"]


def test_the_rest_of_a_record_that_was_being_written_is_not_lost(log: Path) -> None:
    log.write_text(line("Unforeseen", "ERROR"))
    tail = LogTail(log)
    tail.read(TODAY)
    append(log, "    fail()\n")
    (rest,) = tail.read(TODAY)
    assert (rest.level, rest.text, rest.number) == ("ERROR", "    fail()", 2)


def test_a_level_that_nobody_knows_counts_as_grave(log: Path) -> None:
    log.write_text(line("odd", "PANIC") + line("bad", "CRITICAL"))
    odd, bad = LogTail(log).read(TODAY)
    assert odd.gravity > bad.gravity


@given(st.binary(max_size=200))
def test_whatever_is_in_the_file_makes_no_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    log = tmp_path_factory.mktemp("log") / "app.log"
    log.write_bytes(content + b"\n" + line("last").encode())
    assert texts(LogTail(log).read(TODAY))[-1] == "last"
