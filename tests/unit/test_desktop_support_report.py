"""The report for support: what it tells, and from where."""

from __future__ import annotations

from pathlib import Path

import pytest

from byfax_desktop.desktop.accounts import Account
from byfax_desktop.desktop.discretion import Discretion
from byfax_desktop.desktop.last_end import CRASH_FILE
from byfax_desktop.desktop.support_report import LOG_BYTES, ReportFacts, account_kind, support_report

FACTS = ReportFacts((("Qt", "6.11.3"),), "demo", (("Quiet hours", "no"),))
LINE = "2026-11-30 14:02:03,123 INFO byfax_desktop.x: {}\n"


def report(log: Path) -> str:
    return support_report(FACTS, log, Discretion(()))


def test_it_tells_versions_account_settings_and_the_log(tmp_path: Path) -> None:
    log = tmp_path / "byfax-desktop.log"
    log.write_text(LINE.format("hello"))
    told = report(log)
    for words in ("Qt: 6.11.3", "demo", "Quiet hours: no", "hello"):
        assert words in told


def test_without_a_log_or_a_crash_it_says_so(tmp_path: Path) -> None:
    assert report(tmp_path / "byfax-desktop.log").count("(nothing)") == 2


def test_the_last_crash_is_in_it(tmp_path: Path) -> None:
    (tmp_path / CRASH_FILE).write_text("Fatal Python error: Segmentation fault\n")
    assert "Segmentation fault" in report(tmp_path / "byfax-desktop.log")


def test_a_log_that_was_begun_anew_is_told_with_the_one_before(tmp_path: Path) -> None:
    log = tmp_path / "byfax-desktop.log"
    log.write_text(LINE.format("new"))
    (tmp_path / "byfax-desktop.log.1").write_text(LINE.format("old"))
    told = report(log)
    assert told.index("old") < told.index("new")


def test_of_a_long_log_the_end_is_told_from_a_whole_line_on(tmp_path: Path) -> None:
    log = tmp_path / "byfax-desktop.log"
    log.write_text(LINE.format("first") + LINE.format("word " * 10) * (LOG_BYTES // 60) + LINE.format("last"))
    told = report(log)
    assert "first" not in told
    assert "last" in told
    assert len(told) < LOG_BYTES + 2000
    log_lines = told.partition("\nLog\n---\n")[2].splitlines()
    assert all(line.startswith("2026-11-30") for line in log_lines)


@pytest.mark.parametrize(
    ("account", "kind"),
    [
        (None, "none"),
        (Account("demo", "Demo", "", is_demo=True), "demo"),
        (Account("a", "ACME", "https://api.byfax.biz"), "byFax"),
        (Account("a", "ACME", "https://sandbox.byfax.biz"), "byFax, test service"),
        (Account("a", "ACME", "https://fax.acme.example"), "another address"),
    ],
)
def test_of_the_account_only_its_kind_is_told(account: Account | None, kind: str) -> None:
    assert account_kind(account) == kind
