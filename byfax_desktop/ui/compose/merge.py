"""Mail merge as it is looked at before a fax is sent: what one recipient gets, and what is missing for whom."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from byfax_desktop.ui.compose.recipient_lines import RecipientEntry

if TYPE_CHECKING:
    from byfax_desktop.engine.recipients.merge import Filled

_STEP = 64
_REST = 0.0001
"""Seconds after each step in which the window goes first."""


@dataclass(frozen=True, slots=True)
class MergeTexts:
    """The texts of a fax that may hold ``{placeholders}``."""

    subject: str = ""
    cover_text: str = ""
    header: str = ""


@dataclass(frozen=True, slots=True)
class MergeFindings:
    """``unknown`` placeholders, which no column fills for somebody, and the rows in which one is filled with nothing.

    Rows are counted from 0 among the recipients.
    """

    unknown: tuple[str, ...] = ()
    empty: tuple[int, ...] = ()


def holds_placeholders(texts: MergeTexts, entries: Sequence[RecipientEntry] = ()) -> bool:
    """Whether recipients get different texts: a placeholder is in one of these, or in one of their own."""
    if any(_names(text) for text in (texts.subject, texts.cover_text)) or _header_names(texts.header):
        return True
    return any(_names(each.subject) or _header_names(each.header) for each in entries)


def texts_for(texts: MergeTexts, entry: RecipientEntry, region: str | None) -> tuple[Filled, Filled, Filled]:
    """Subject, cover text and header as this recipient gets them."""
    from byfax_desktop.engine.merging import HEADER_PLACEHOLDERS
    from byfax_desktop.engine.recipients.merge import fill

    columns = columns_for(entry, region)
    return (
        fill(entry.subject or texts.subject, columns),
        fill(texts.cover_text, columns),
        fill(entry.header or texts.header, columns, HEADER_PLACEHOLDERS),
    )


def columns_for(entry: RecipientEntry, region: str | None) -> dict[str, str]:
    """What can be filled in for a recipient, the number as it is dialled."""
    from byfax_desktop.engine.merging import columns_of
    from byfax_desktop.ui.compose.recipient_meanings import understood

    return columns_of(entry.as_recipient(understood(entry.number, region).e164 or entry.number))


def look_for_gaps(
    texts: MergeTexts,
    entries: Sequence[RecipientEntry],
    region: str | None,
    is_wanted: Callable[[], bool] = lambda: True,
) -> MergeFindings:
    """What is missing for whom; takes long for many, so call it on a worker. Ends early where it is not wanted."""
    unknown: dict[str, None] = {}
    empty = []
    for row, entry in enumerate(entries):
        if row % _STEP == 0:
            if not is_wanted():
                break
            time.sleep(_REST)
        missing, is_empty = _gaps(texts, entry, region)
        unknown.update(dict.fromkeys(missing))
        if is_empty:
            empty.append(row)
    return MergeFindings(tuple(unknown), tuple(empty))


def _gaps(texts: MergeTexts, entry: RecipientEntry, region: str | None) -> tuple[list[str], bool]:
    """The placeholders that nothing fills for a recipient, and whether one is filled with nothing."""
    from byfax_desktop.engine.recipients.merge import column_key

    wanted = (
        *_names(entry.subject or texts.subject),
        *_names(texts.cover_text),
        *_header_names(entry.header or texts.header),
    )
    if not wanted:
        return [], False
    columns = {column_key(name): value for name, value in columns_for(entry, region).items()}
    unknown = [name for name in wanted if column_key(name) not in columns]
    return unknown, any(not columns.get(column_key(name), "-").strip() for name in wanted)


def _names(text: str) -> tuple[str, ...]:
    from byfax_desktop.engine.recipients.merge import placeholders

    return placeholders([text]) if "{" in text else ()


def _header_names(text: str) -> tuple[str, ...]:
    """Those that the service does not fill itself."""
    from byfax_desktop.engine.merging import HEADER_PLACEHOLDERS
    from byfax_desktop.engine.recipients.merge import column_key

    if "{" not in text:
        return ()
    theirs = set(map(column_key, HEADER_PLACEHOLDERS))
    return tuple(name for name in _names(text) if column_key(name) not in theirs)
