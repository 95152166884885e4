"""What pressing Send will do, in one line."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLocale

from byfax_desktop.ui.compose.document_model import Document, DocumentState


def summary(documents: Iterable[Document], has_cover: bool, recipients: int) -> str:
    """Such as ``3 pages and a cover page to 1 number``; says so where pages are not counted yet."""
    known = tuple(documents)
    if any(document.state is DocumentState.READING for document in known):
        return "Reading the documents…"
    what = " and ".join(filter(None, (_pages(known), "a cover page" if has_cover else "")))
    if not what:
        return "Add a document or choose a cover page."
    what = what[0].upper() + what[1:]
    return f"{what} to {_count(recipients, 'number')}" if recipients else f"{what}. Enter a fax number."


def _pages(documents: tuple[Document, ...]) -> str:
    """Chosen pages where all of them are counted, else documents; which are blank is not known before."""
    if not documents:
        return ""
    if any(document.chosen_pages is None for document in documents):
        return _count(len(documents), "document")
    pages = _count(sum(document.chosen_pages or 0 for document in documents), "page")
    return f"up to {pages}" if any(document.treatment.skip_blank for document in documents) else pages


def _count(number: int, noun: str) -> str:
    return f"{QLocale().toString(number)} {noun}{'' if number == 1 else 's'}"
