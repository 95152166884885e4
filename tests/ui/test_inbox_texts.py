"""What the Inbox says of a received fax, and where a copy of it goes."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from tab_doubles import received

from byfax_desktop.service.codes import StateCode
from byfax_desktop.ui.inbox import texts
from byfax_desktop.ui.inbox.saving import save_copy


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("number", "station", "shown"),
    [
        ("+4930123456", None, "+49 30 123456"),
        ("+4930123456", "+49 30 123 456 ", "+49 30 123456"),
        ("+4930123456", " ACME ", "+49 30 123456 · ACME"),
        ("", "ACME", "ACME"),
        ("", "", "Unknown sender"),
        ("anonymous", None, "anonymous"),
    ],
)
def test_the_sender_is_named_by_number_and_station(number: str, station: str | None, shown: str) -> None:
    assert texts.sender(received("r", sender=number, remote_sid=station).fax) == shown


def test_a_fax_without_pages_is_marked_and_says_why() -> None:
    failed = received("r", has_file=False, reason=StateCode.TRANSMISSION_ERROR)
    assert texts.icon_name(failed) == "state-warning"
    assert texts.pages(failed) == "–"
    assert texts.no_pages(failed.fax).endswith("Ask the sender to send it again.")
    assert len(texts.no_pages(failed.fax)) > len("Ask the sender to send it again.")


@pytest.mark.parametrize(
    ("reason", "own_words", "why"),
    [
        (StateCode.TRANSMISSION_ERROR, None, "The line was too bad"),
        (StateCode.SUCCESS, None, "No pages"),
        (None, None, "No pages"),
        (None, "Paper jam", "Paper jam"),
    ],
)
def test_the_row_of_a_fax_without_pages_says_why(
    reason: StateCode | None, own_words: str | None, why: str
) -> None:
    failed = received("r", has_file=False, reason=reason, reason_message=own_words)
    assert texts.sender_line(failed, "Anna") == f"{why} · Anna · +49 30 123456"
    assert f"no pages were received: {why[:1].lower()}{why[1:]}" in texts.sentence(failed)


@pytest.mark.parametrize("code", list(StateCode))
def test_each_code_of_a_failed_reception_has_words(code: StateCode) -> None:
    assert texts.why_no_pages(received("r", has_file=False, reason=code).fax)


def test_a_fax_with_pages_has_no_reason_in_its_row() -> None:
    assert texts.sender_line(received("r", reason=StateCode.SUCCESS)) == "+49 30 123456"


def test_a_new_fax_is_told_by_its_icon_and_in_words() -> None:
    assert texts.icon_name(received("r")) == "unread"
    assert texts.icon_name(received("r", unread=False)) == "blank"
    assert texts.sentence(received("r")).startswith("New fax from +49 30 123456, 3 pages, received ")
    assert texts.sentence(received("r", unread=False)).startswith("Fax from")
    assert "no pages were received" in texts.sentence(received("r", has_file=False))
    assert texts.sentence(received("r")).endswith(", to +375 17 000-00-01")


def test_a_copy_is_whole_and_the_owners_only(tmp_path: Path) -> None:
    source, target = tmp_path / "fax.tif", tmp_path / "copy.tif"
    source.write_bytes(b"pages")
    target.write_bytes(b"something older")
    assert save_copy(source, target) == target
    assert target.read_bytes() == b"pages"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_copy_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "copy.tif"
    target.write_bytes(b"something older")
    with pytest.raises(FileNotFoundError):
        save_copy(tmp_path / "gone.tif", target)
    assert target.read_bytes() == b"something older"
    assert list(tmp_path.iterdir()) == [target]
