"""What is done to a document's pages on their way to the fax. The document itself stays as it is."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from byfax_desktop.fax.geometry import Mode
from byfax_desktop.fax.page_choice import ALL_PAGES, PageChoice

MOST_CONTRAST = 100
MOST_CUT_MM = 100


@dataclass(frozen=True, slots=True)
class Cut:
    """Millimetres that are cut off at each edge of a page, as it lies after it was turned."""

    left: int = 0
    top: int = 0
    right: int = 0
    bottom: int = 0


NO_CUT = Cut()


@dataclass(frozen=True, slots=True)
class Treatment:
    """The choices for one document.

    ``mode`` of None is that of the fax; ``quarter_turns`` are clockwise; ``pages`` are counted in this document;
    ``contrast`` runs from -100 to 100, 0 leaves the greys as they are; ``skip_blank`` leaves blank pages out.
    """

    mode: Mode | None = None
    quarter_turns: int = 0
    pages: PageChoice = ALL_PAGES
    contrast: int = 0
    cut: Cut = NO_CUT
    skip_blank: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether the pages stay as they would be without any choice."""
        return self == PLAIN

    def to_json(self) -> dict[str, Any]:
        """The choices that differ from the usual ones, in types that JSON has."""
        kept: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value != getattr(PLAIN, field.name):
                kept[field.name] = _plain_value(value)
        return kept

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Treatment:
        """The reverse of ``to_json``. Raises ValueError, KeyError or TypeError for what never came from there."""
        values = dict(kept)
        if "mode" in values:
            values["mode"] = Mode(values["mode"])
        if "pages" in values:
            values["pages"] = PageChoice(tuple((first, last) for first, last in values["pages"]))
        if "cut" in values:
            values["cut"] = Cut(*values["cut"])
        treatment = cls(**values)
        if not _can_be_chosen(treatment):
            raise ValueError(kept)
        return treatment


PLAIN = Treatment()


def _can_be_chosen(treatment: Treatment) -> bool:
    """Raises TypeError where numbers are none."""
    cut, ranges = treatment.cut, treatment.pages.ranges
    return (
        treatment.quarter_turns in range(4)
        and treatment.contrast in range(-MOST_CONTRAST, MOST_CONTRAST + 1)
        and all(edge in range(MOST_CUT_MM + 1) for edge in (cut.left, cut.top, cut.right, cut.bottom))
        and treatment.skip_blank in (True, False)
        and bool(ranges)
        and all(first >= 1 and (last is None or first <= last) for first, last in ranges)
    )


def _plain_value(value: Any) -> Any:
    if isinstance(value, Mode):
        return value.value
    if isinstance(value, PageChoice):
        return [list(each) for each in value.ranges]
    if isinstance(value, Cut):
        return [value.left, value.top, value.right, value.bottom]
    return value
