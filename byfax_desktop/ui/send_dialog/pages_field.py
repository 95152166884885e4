"""Which pages of the whole fax are sent, written as in print dialogs."""

from __future__ import annotations

from byfax_desktop.fax.page_choice import ALL_PAGES, PageChoice
from byfax_desktop.ui.compose.document_model import Document
from byfax_desktop.ui.compose.documents import DocumentsPanel
from byfax_desktop.ui.send_dialog.page_range import joined, split

_NOTHING = PageChoice(((10_001, None),))
"""No document has so many pages."""


def can_be_chosen(panel: DocumentsPanel) -> bool:
    """Whether this computer makes all pages, and so can leave some out."""
    documents = panel.model.documents
    return bool(documents) and all(document.can_be_treated for document in documents)


def chosen(panel: DocumentsPanel) -> tuple[PageChoice, int]:
    """The pages of all documents that are chosen, and how many there are."""
    documents = panel.model.documents
    counts = [document.pages or 0 for document in documents]
    return joined([document.treatment.pages for document in documents], counts), sum(counts)


def is_sent(document: Document) -> bool:
    """Whether any of its pages is to be sent."""
    return document.treatment.pages != _NOTHING


def set_sent(panel: DocumentsPanel, document: Document, is_wanted: bool) -> None:
    """Send all pages of a document, or none; it stays in the list."""
    from dataclasses import replace

    pages = ALL_PAGES if is_wanted else _NOTHING
    panel.model.treat(document, replace(document.treatment, pages=pages))


def choose(panel: DocumentsPanel, choice: PageChoice) -> None:
    """Choose these pages of all documents; a document of which none is chosen has none left to send."""
    from dataclasses import replace

    documents = panel.model.documents
    fax = split(choice, [document.pages or 0 for document in documents])
    for document, part in zip(documents, fax, strict=True):
        treatment = replace(document.treatment, pages=part or _NOTHING)
        if treatment != document.treatment:
            panel.model.treat(document, treatment)
