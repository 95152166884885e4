"""The cover pages to start from."""

from __future__ import annotations

from pathlib import Path

import covers
import pytest

from byfax_desktop.fax.covers.check import KNOWN_PLACEHOLDERS, check_cover
from byfax_desktop.fax.covers.cover import cover_pages
from byfax_desktop.fax.geometry import Resolution

SAMPLES = Path(__file__).parents[2] / "resources" / "covers"


@pytest.mark.parametrize("name", sorted(covers.SAMPLES))
def test_what_is_shipped_is_what_is_made(name: str) -> None:
    assert (SAMPLES / name).read_bytes() == covers.sample(name), "run packaging/covers.py"


@pytest.mark.parametrize("name", sorted(covers.SAMPLES))
def test_each_is_a_cover_that_says_all_that_is_known(name: str) -> None:
    facts = check_cover(SAMPLES / name)
    assert set(facts.filled) == set(KNOWN_PLACEHOLDERS)
    assert facts.advice == ""
    (_, _, guide) = covers.SAMPLES[name]
    told = " ".join(text for text, _ in guide)
    assert all(placeholder in told for placeholder in KNOWN_PLACEHOLDERS)
    assert "{" not in told, "or the guide itself would be filled in"
    assert len(list(cover_pages((SAMPLES / name).read_bytes(), Resolution.STANDARD))) >= 1
