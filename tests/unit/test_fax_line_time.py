"""How long a page takes on the line, and how that is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.fax.line_time import BITS_PER_SECOND, duration, seconds_on_line


def test_every_bit_takes_its_time() -> None:
    assert seconds_on_line(0) == 0
    assert seconds_on_line(BITS_PER_SECOND // 8) == 1
    assert seconds_on_line(36_000) == 20


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "1 s"),
        (0.2, "1 s"),
        (1.4, "1 s"),
        (14.4, "14 s"),
        (89.4, "89 s"),
        (90, "2 min"),
        (149, "2 min"),
        (420, "7 min"),
        (59.4 * 60, "59 min"),
        (59.6 * 60, "1 h 0 min"),
        (80 * 60, "1 h 20 min"),
        (119.7 * 60, "2 h 0 min"),
        (26 * 3600, "26 h 0 min"),
    ],
)
def test_it_is_said_as_people_say_it(seconds: float, said: str) -> None:
    assert duration(seconds) == said


@given(st.floats(0, 10**7))
def test_what_is_said_is_right_within_half_of_its_unit(seconds: float) -> None:
    units = {"s": 1, "min": 60, "h": 3600}
    words = duration(seconds).split()
    said = sum(int(number) * units[unit] for number, unit in zip(words[::2], words[1::2], strict=True))
    assert abs(said - seconds) <= (1 if words[-1] == "s" else 30)
