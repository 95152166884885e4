"""What one start of the program tells another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.desktop.handover import LIMIT, Handover

names = st.text(st.characters(blacklist_characters="\0"), min_size=1, max_size=300)
numbers = st.from_regex(r"\+?[0-9]{2,20}", fullmatch=True)
handovers = st.builds(
    Handover,
    st.lists(names.map(lambda name: Path("/") / name.strip("/")), max_size=120).map(tuple),
    st.lists(numbers, max_size=100).map(tuple),
    names,
)


@given(handovers)
def test_what_is_told_arrives_in_messages_that_are_short_enough(told: Handover) -> None:
    messages = list(told.messages())
    heard = [Handover.read(message) for message in messages]
    assert max(map(len, messages)) <= LIMIT
    assert tuple(path for each in heard for path in each.files) == told.files
    assert tuple(number for each in heard for number in each.numbers) == told.numbers
    assert heard[0].token == told.token


def test_ten_thousand_files_with_long_names_arrive() -> None:
    files = tuple(Path(f"/home/me/{'😀' * 100}/{number}.pdf") for number in range(10_000))
    messages = list(Handover(files).messages())
    assert max(map(len, messages)) <= LIMIT
    assert tuple(path for message in messages for path in Handover.read(message).files) == files


def test_a_name_that_is_no_text_arrives_as_it_is() -> None:
    path = Path("/home/me/\udcff.pdf")
    heard = [Handover.read(message) for message in Handover((path,)).messages()]
    assert heard[-1].files == (path,)


@given(st.binary(max_size=400))
def test_noise_is_refused_and_nothing_else_happens(noise: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever kind of it
        Handover.read(noise)


@pytest.mark.parametrize(
    "told",
    [
        [],
        {"files": [], "numbers": []},
        {"files": ["a.pdf"], "numbers": [], "token": ""},
        {"files": ["/a\0.pdf"], "numbers": [], "token": ""},
        {"files": "/a.pdf", "numbers": [], "token": ""},
        {"files": [1], "numbers": [], "token": ""},
        {"files": [], "numbers": [None], "token": ""},
        {"files": [], "numbers": [], "token": {}},
        {"files": ["/" + "a" * 5000], "numbers": [], "token": ""},
    ],
)
def test_what_no_start_of_this_program_says_is_refused(told: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever kind of it
        Handover.read(json.dumps(told).encode())


def test_a_message_nested_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="nested"):
        Handover.read(b"[" * 30_000)


def test_a_message_that_is_too_long_is_not_even_looked_into() -> None:
    with pytest.raises(ValueError, match="too long"):
        Handover.read(b" " * (LIMIT + 1))


def test_more_numbers_than_anybody_clicks_on_are_left_out() -> None:
    told = {"files": [], "numbers": ["+49301"] * 500, "token": ""}
    assert len(Handover.read(json.dumps(told).encode()).numbers) == 100
