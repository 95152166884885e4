"""What is said of a document: its pages, what was chosen for them, and how long they take."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from byfax_desktop.fax.geometry import Mode
from byfax_desktop.fax.page_choice import ALL_PAGES, PageChoice
from byfax_desktop.fax.treatment import NO_CUT, Treatment

_MOST_RANGES = 4
_TURNS = ("", "turned right", "upside down", "turned left")
_MODES = {Mode.TEXT: "as text", Mode.PHOTO: "as photo"}


def page_words(pages: int | None) -> str:
    """Such as 1 page, 12 pages."""
    if pages is None:
        return "Pages counted by byFax"
    return "1 page" if pages == 1 else f"{QLocale().toString(pages)} pages"


def size_words(size: int) -> str:
    """Such as 1.2 MB."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def choice_words(choice: PageChoice) -> str:
    """Such as ``1–3, 7``, as people write it."""
    return ", ".join(_range_words(first, last) for first, last in choice.ranges)


def treatment_words(treatment: Treatment) -> tuple[str, ...]:
    """What is done to the pages, piece by piece; nothing where they stay as they are."""
    pieces = (
        f"pages {_short_choice(treatment.pages)}" if treatment.pages != ALL_PAGES else "",
        _TURNS[treatment.quarter_turns % 4],
        _MODES[treatment.mode] if treatment.mode else "",
        f"contrast {treatment.contrast:+d}" if treatment.contrast else "",
        "margins cut" if treatment.cut != NO_CUT else "",
        "blank pages left out" if treatment.skip_blank else "",
    )
    return tuple(filter(None, pieces))


def _short_choice(choice: PageChoice) -> str:
    """The choice with no more than fits beside other facts."""
    if len(choice.ranges) <= _MOST_RANGES:
        return choice_words(choice)
    return f"{choice_words(PageChoice(choice.ranges[:_MOST_RANGES]))}, …"


def time_words(seconds: float) -> str:
    """Such as about 2 min on the line."""
    if seconds < 60:
        return f"about {max(1, round(seconds))} s on the line"
    return f"about {round(seconds / 60)} min on the line"


def _range_words(first: int, last: int | None) -> str:
    if last is None:
        return f"{first}–"
    return str(first) if first == last else f"{first}–{last}"
