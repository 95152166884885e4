"""What Send will do, in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from byfax_desktop.fax.page_choice import PageChoice
from byfax_desktop.fax.treatment import PLAIN, Treatment
from byfax_desktop.ui.compose.document_model import Document, DocumentState
from byfax_desktop.ui.compose.summary import summary


def ready(pages: int | None, treatment: Treatment = PLAIN) -> Document:
    return Document(Path("a.pdf"), DocumentState.READY, pages, treatment=treatment)


@pytest.mark.parametrize(
    ("documents", "has_cover", "recipients", "expected"),
    [
        ([], False, 0, "Add a document or choose a cover page."),
        ([], False, 2, "Add a document or choose a cover page."),
        ([ready(1)], False, 0, "1 page. Enter a fax number."),
        ([ready(2), ready(1)], False, 1, "3 pages to 1 number"),
        ([ready(2)], True, 2, "2 pages and a cover page to 2 numbers"),
        ([], True, 1, "a cover page to 1 number"),
        ([ready(9, Treatment(pages=PageChoice.parse("1-3, 8-")))], False, 1, "5 pages to 1 number"),
        ([ready(9, Treatment(skip_blank=True)), ready(1)], False, 1, "up to 10 pages to 1 number"),
        ([ready(2), ready(None)], False, 1, "2 documents to 1 number"),
        ([ready(2), Document(Path("b.pdf"))], False, 1, "Reading the documents…"),
        ([Document(Path("b.pdf"), DocumentState.TROUBLE)], False, 1, "1 document to 1 number"),
    ],
)
def test_it_counts_what_is_known(
    documents: list[Document], has_cover: bool, recipients: int, expected: str
) -> None:
    assert summary(documents, has_cover, recipients).lower() == expected.lower()
