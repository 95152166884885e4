"""The page that says which fax the pages behind it continue."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from html import escape

from byfax_desktop.engine.drafts import Draft
from byfax_desktop.engine.merging import home_of
from byfax_desktop.engine.missing import Missing

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
"""By ourselves: Python's own names follow the language of the system, and this page is English."""


def notice_html(sent: datetime, pages: Missing, draft: Draft) -> str:
    """The page as HTML, before these pages of a fax that was sent then; ``draft`` tells who sends it and what about."""
    arrived = f"Pages 1 to {pages.first - 1} arrived" if pages.first > 2 else "Page 1 arrived"
    follow = "The page that follows belongs" if pages.count == 1 else "The pages that follow belong"
    sender = draft.sender
    rows = (
        ("From", ", ".join(map(_printed, filter(None, (sender.name, sender.company, sender.number))))),
        ("Subject", _printed(draft.subject)),
    )
    table = "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in rows if value)
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"></head><body>'
        "<h1>The rest of a fax</h1>"
        f"<h3>{continued_words(sent, pages, draft)}</h3>"
        f"<p>{arrived} before the call was cut off. {follow} behind {'it' if pages.first == 2 else 'them'}.</p>"
        f"{f'<table>{table}</table>' if table else ''}</body></html>"
    )


def continued_words(sent: datetime, pages: Missing, draft: Draft) -> str:
    """Such as: This continues the fax of 10:42 on 23 November 2026: pages 4 to 8 of 8.

    In the sender's time zone, or else in that of this computer.
    """
    local = sent.astimezone(home_of(draft) if draft.sender.timezone else None)
    when = f"{local:%H:%M} on {day_words(local)}"
    return f"This continues the fax of {when}: {page_words(pages)} of {pages.last}."


def day_words(local: datetime) -> str:
    """Such as: 23 November 2026."""
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"


def page_words(pages: Missing) -> str:
    """Such as: pages 4 to 8."""
    return f"page {pages.first}" if pages.count == 1 else f"pages {pages.first} to {pages.last}"


def _printed(text: str) -> str:
    """A text of somebody's, as it is printed: our own printer puts every letter right of the one before."""
    # Only who makes a page pays for loading what prints.
    from byfax_desktop.fax.convert.paper import as_seen

    return escape(as_seen("".join(c for c in text if unicodedata.category(c)[0] != "C")))
