"""What the README says of the demo's numbers is what the service in a box does."""

from __future__ import annotations

import re
from pathlib import Path

from byfax_desktop.sandbox.fates import fate

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
WORDS = {
    "SUCCESS": "delivered",
    "BUSY": "busy at every try",
    "NO_ANSWER": "nobody answers",
    "VOICE_ANSWER": "a person or an answering machine",
    "NOT_FAX_MACHINE": "it isn't a fax machine",
    "TRANSMISSION_EARLY_HANGUP": "the line drops after page 1",
}


def test_every_digit_is_told_as_it_is():
    _, _, table = README.partition("| last digit |")
    rows = re.findall(r"^\| ([\d, ]+) \| (.+) \|$", table.partition("\n\n")[0], re.MULTILINE)
    told = {digit.strip(): words for digits, words in rows for digit in digits.split(",")}

    assert set(told) == set("0123456789")
    for digit in "0123456789":
        known = fate(f"+3752911111{digit}")
        assert WORDS[known.reason] in told[digit]
        assert ("at first" in told[digit]) == (known.busy_tries > 0)
