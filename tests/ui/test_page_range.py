"""One range of pages over several documents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from byfax_desktop.fax.page_choice import ALL_PAGES, PageChoice
from byfax_desktop.ui.send_dialog.page_range import joined, split

COUNTS = st.lists(st.integers(1, 12), min_size=1, max_size=4)
CHOICES = st.lists(
    st.tuples(st.integers(1, 40), st.integers(0, 10)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    min_size=1,
    max_size=4,
).map(lambda ranges: PageChoice(tuple(ranges)))


@given(CHOICES, COUNTS)
def test_a_page_is_chosen_of_its_document_if_it_is_chosen_of_all(choice, counts):
    number = 0
    for part, count in zip(split(choice, counts), counts, strict=True):
        for page in range(1, count + 1):
            number += 1
            assert (part is not None and part.has(page)) == choice.has(number)


@given(CHOICES, COUNTS)
def test_what_was_split_is_joined_again(choice, counts):
    parts = split(choice, counts)
    total = sum(counts)
    nothing = PageChoice(((99, None),))
    again = joined([part or nothing for part in parts], counts)

    assert [again.has(page) for page in range(1, total + 1)] == [
        choice.has(page) for page in range(1, total + 1)
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1-5", (ALL_PAGES, ALL_PAGES)),
        ("2-", (PageChoice(((2, 3),)), ALL_PAGES)),
        ("4", (None, PageChoice(((1, 1),)))),
        ("1,3-4", (PageChoice(((1, 1), (3, 3))), PageChoice(((1, 1),)))),
    ],
)
def test_ranges_fall_to_documents_of_three_and_two_pages(text, parts):
    assert split(PageChoice.parse(text), (3, 2)) == parts
