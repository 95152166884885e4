"""Nothing private gets into a report: tried with canaries, and with whatever hypothesis thinks of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.desktop.discretion import Discretion
from byfax_desktop.desktop.logs import Redaction

REDACTION = Redaction()
REDACTION.protect("key-4711-abc", "s3cr3t-canary")
DISCRETION = Discretion(
    ("Anna Schmidt", "ACME GmbH", "Li Wu", "Цветаева"), Path("/home/bettina"), REDACTION.redacted
)
HEAD = "2026-11-30 14:02:03,123 WARNING byfax_desktop.engine.jobs: "
REF = "0123456789abcdef0123456789abcdef"

SEPARATORS = st.sampled_from(
    ["", " ", "-", "–", ".", "/", "(", ") ", " - ", "\u00a0", "\u202f", "_", "\u200b"]
)
DIGITS = st.sampled_from("0123456789٣۴๕９")
NUMBERS = st.lists(st.tuples(DIGITS, SEPARATORS), min_size=5, max_size=18)
WORDS = st.text(st.sampled_from("abc xyz:,;!"), max_size=12)


def lines(text: str) -> str:
    return "\n".join(DISCRETION.lines(text))


@pytest.mark.parametrize(
    ("text", "canary"),
    [
        ("A job failed with key-4711-abc", "4711"),
        ("the secret s3cr3t-canary", "canary"),
        ("to +49 30 123456", "123456"),
        ("to 0049(0)30/12-34-56", "34"),
        ("to ++4930123456x", "4930123456"),
        ("for Anna Schmidt", "Anna"),
        ("for ANNA only", "ANNA"),
        ("for Schmidt", "Schmidt"),
        ("for Li Wu", "Li"),
        ("for Цветаева", "Цветаева"),
        ("at ACME GmbH", "ACME"),
        ("user bettina", "bettina"),
        ("“Offer to Bob” is no longer there", "Offer"),
        ("it's “cut short", "cut"),
        ("«Договор 12» is no longer there", "Договор"),
        ("KeyError: 'Dear Bob'", "Bob"),
        ('said "Dear Bob"', "Bob"),
        ("mail to bob.brown@example.org", "bob"),
        ("asked https://fax.example.org/a?b=c", "example"),
        ("at www.example.org", "example"),
        ("no /home/bob/My letter to Eve.pdf", "Eve"),
        (r"no C:\Users\bob\My letter to Eve.pdf", "Eve"),
        (r"no \\server\bob\letter", "server"),
        ("no ~/letters/Eve", "Eve"),
        ("contract_eve.PDF", "eve"),
    ],
)
def test_no_canary_is_seen(text: str, canary: str) -> None:
    shown = lines(HEAD + text)
    assert shown.startswith(HEAD)
    assert canary not in shown.removeprefix(HEAD)


@given(WORDS, NUMBERS, WORDS)
def test_no_number_is_seen_however_it_is_written(
    before: str, number: list[tuple[str, str]], after: str
) -> None:
    digits = [digit for digit, _ in number]
    written = "".join(digit + sign for digit, sign in number)
    for lead in ("", "+", "00", "tel:"):
        shown = DISCRETION.told(f"{before}{lead}{written}{after}")
        assert len(re.findall(r"\d", shown)) < min(5, len(digits)), shown


@given(st.uuids(), WORDS, NUMBERS)
def test_refs_stay_also_beside_numbers(ref: object, before: str, number: list[tuple[str, str]]) -> None:
    text = ref.hex  # type: ignore[attr-defined]
    written = "".join(digit + sign for digit, sign in number)
    # A slash would begin a path, which goes to the end of its line.
    shown = DISCRETION.told(f"{before} {written.replace('/', '-')} {text} {before}")
    assert text in shown


@given(st.text())
def test_whatever_stands_in_a_log_makes_no_error_and_no_new_lines(text: str) -> None:
    assert len(lines(text).splitlines()) <= len(text.splitlines())


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=6))
def test_nothing_that_a_library_or_a_document_wrote_is_seen(text: str) -> None:
    canary = f"Canary{text}"
    log = (
        f"2026-11-30 14:02:03,123 ERROR zeep.transports: {canary}\n{canary}\n  {canary}\n"
        f"{HEAD}A job failed: ValueError ()\nTraceback (most recent call last):\n"
        f'  File "/home/bettina/x/byfax_desktop/cli/send.py", line 12, in main\n    fail("{canary}")\n'
        f"ValueError: {canary}\n"
    )
    assert "Canary" not in lines(log)


def test_what_helps_stays() -> None:
    log = (
        f"{HEAD}A job failed: NoAnswer (timed out), ref {REF}\n"
        "Traceback (most recent call last):\n"
        '  File "/home/bettina/.venv/lib/python3.11/site-packages/zeep/client.py", line 45, in call\n'
        '  File "C:\\Users\\bettina\\byfax_desktop\\engine\\jobs.py", line 122, in _run\n'
        '  File "/home/bettina/strange.py", line 1, in <module>\n'
        "    raise ValueError\n"
        "ValueError: of a fax\n"
    )
    assert lines(log).splitlines() == [
        f"{HEAD}A job failed: NoAnswer (timed out), ref {REF}",
        "Traceback (most recent call last):",
        '  File "zeep/client.py", line 45, in call',
        '  File "byfax_desktop/engine/jobs.py", line 122, in _run',
        '  File "[path]", line 1, in <module>',
        "ValueError",
    ]


def test_the_frames_of_a_native_crash_stay() -> None:
    crash = (
        "Fatal Python error: Segmentation fault\n\n"
        "Current thread 0x00007f2a5c1d5740 (most recent call first):\n"
        '  File "/usr/lib/python3.11/ctypes/__init__.py", line 519 in string_at\n'
        "Extension modules: PySide6.QtCore (total: 1)\n"
    )
    assert lines(crash).splitlines() == [
        "Fatal Python error: Segmentation fault",
        "Current thread 0x00007f2a5c1d5740 (most recent call first):",
        '  File "ctypes/__init__.py", line 519, in string_at',
    ]
