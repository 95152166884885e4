"""Drafts and templates as rows: what each is, to whom, and when it was changed last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from byfax_desktop.fax.trouble import shown_name
from byfax_desktop.ui.widgets.texts import count, long_time

if TYPE_CHECKING:
    from byfax_desktop.engine.drafts import Draft
    from byfax_desktop.engine.writing import KeptDraft

_LONGEST = 80


def title_of(kept: KeptDraft) -> str:
    """Its name, or what a person would call it."""
    draft = kept.draft
    if kept.name or draft.subject:
        return _short(kept.name or draft.subject)
    if draft.documents:
        return _short(shown_name(draft.documents[0].name))
    return f"To {_first(draft)}" if draft.recipients else "A cover page"


def detail_of(kept: KeptDraft) -> str:
    """Documents, recipients, and when it was changed."""
    draft = kept.draft
    pieces = (
        count(len(draft.documents), "document", "documents") if draft.documents else "",
        _to(draft),
        f"changed {long_time(kept.changed)}",
    )
    return " · ".join(filter(None, pieces))


def _to(draft: Draft) -> str:
    people = len(draft.recipients)
    if not people:
        return "to nobody yet"
    more = f" and {count(people - 1, 'other', 'others')}" if people > 1 else ""
    return f"to {_first(draft)}{more}"


def _first(draft: Draft) -> str:
    first = draft.recipients[0]
    return f"\u2068{_short(first.name or first.company or first.number)}\u2069"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"
