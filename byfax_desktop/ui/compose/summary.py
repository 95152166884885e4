"""What pressing Send will do, in one line."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLocale

from byfax_desktop.ui.compose.document_model import Document, DocumentState


def summary(documents: Iterable[Document], has_cover: bool, recipients: int) -> str:
    """Such as ``3 pages and a cover page to 1 number``; says so where pages are not counted yet."""
    what = " and ".join(filter(None, (_pages(tuple(documents)), "a cover page" if has_cover else "")))
    if not what:
        return "Add a document or choose a cover page."
    if not recipients:
        return f"{what}. Enter a fax number."
    return f"{what} to {_count(recipients, 'number')}"


def _pages(documents: tuple[Document, ...]) -> str:
    if not documents:
        return ""
    if any(document.state is DocumentState.READING for document in documents):
        return "Reading the documents…"
    if any(document.state is DocumentState.TROUBLE for document in documents):
        return _count(len(documents), "document")
    if any(document.pages is None for document in documents):
        return _count(len(documents), "document")
    return _count(sum(document.pages or 0 for document in documents), "page")


def _count(number: int, noun: str) -> str:
    return f"{QLocale().toString(number)} {noun}{'' if number == 1 else 's'}"
