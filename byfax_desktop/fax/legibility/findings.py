"""What is told of pages that will not be read well, and what can be done. No imaging library comes with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.treatment import Treatment
from byfax_desktop.fax.wanted import FaxLook

MOST_PAGES = 20
"""So many pages of a document are looked at."""


class FindingKind(Enum):
    """Why a page may not be read."""

    LIGHT_GREY = "light grey"
    COLOURED_GROUND = "coloured ground"
    TOO_SMALL = "too small"
    BLANK = "blank"
    UPSIDE_DOWN = "upside down"
    UNDER_HEADER = "under header"


class Remedy(Enum):
    """What makes it better with one click."""

    CONTRAST = "contrast"
    TEXT_MODE = "text mode"
    FINE = "fine"
    SKIP_BLANK = "skip blank"
    TURN = "turn"


@dataclass(frozen=True, slots=True)
class Found:
    """What one page shows; ``contrast`` goes with the remedy of that name."""

    kind: FindingKind
    remedy: Remedy | None = None
    contrast: int = 0


Fix = Treatment | Resolution | None
"""Another treatment of the document, another resolution of the fax, or nothing that one click can do."""


@dataclass(frozen=True, slots=True)
class Finding:
    """On ``page`` (from 0) of a document: what is wrong, what to do, and the click that does it."""

    kind: FindingKind
    page: int
    what: str
    do: str
    fix: Fix = None


@dataclass(frozen=True, slots=True)
class Legibility:
    """What was found on the pages that were ``looked_at``, of ``pages`` that are sent."""

    findings: tuple[Finding, ...]
    looked_at: int
    pages: int

    @property
    def is_whole(self) -> bool:
        """Whether all pages were looked at."""
        return self.looked_at >= self.pages


_WHAT = {
    FindingKind.LIGHT_GREY: "Some text is too pale to come out.",
    FindingKind.COLOURED_GROUND: "Some text will be lost in its coloured background.",
    FindingKind.TOO_SMALL: "Some text is too small to be read.",
    FindingKind.BLANK: "The page is blank.",
    FindingKind.UPSIDE_DOWN: "The page is upside down.",
    FindingKind.UNDER_HEADER: "The header line will cover what is at the top of the page.",
}
_REMEDY = {
    Remedy.CONTRAST: "Change the contrast.",
    Remedy.TEXT_MODE: "Send it as text, not as a picture.",
    Remedy.FINE: "Send the fax in fine quality.",
    Remedy.SKIP_BLANK: "Leave blank pages out.",
    Remedy.TURN: "Turn the document the other way up.",
}
_OTHERWISE = {
    FindingKind.LIGHT_GREY: "Use a copy with darker text.",
    FindingKind.COLOURED_GROUND: "Use a copy without the background.",
    FindingKind.TOO_SMALL: "Use a copy with larger text.",
    FindingKind.BLANK: "Take the document out, or choose another.",
    FindingKind.UPSIDE_DOWN: "Turn this page in the document, and add it again.",
    FindingKind.UNDER_HEADER: "Move the text down in the document, or send without a header line.",
}


def findings(found: Mapping[int, Sequence[Found]], look: FaxLook) -> tuple[Finding, ...]:
    """What was found on pages (from 0), in words; a document is treated as one, and so must its pages agree."""
    told = []
    for page, each in sorted(found.items()):
        for one in each:
            fix = _fix(one, look.treatment, _contrasts(found)) if _suits_all(one, found) else None
            do = _REMEDY[one.remedy] if fix is not None and one.remedy else _OTHERWISE[one.kind]
            told.append(Finding(one.kind, page, _WHAT[one.kind], do, fix))
    return tuple(told)


def _suits_all(one: Found, found: Mapping[int, Sequence[Found]]) -> bool:
    """Whether the other pages that were looked at want the same, or bear it."""
    written = [each for each in found.values() if all(other.kind is not FindingKind.BLANK for other in each)]
    same = sum(any(other.remedy is one.remedy for other in each) for each in written)
    if one.remedy is Remedy.TURN:
        return same == len(written)
    if one.remedy is Remedy.CONTRAST:
        kinds = {other.kind for each in found.values() for other in each if other.remedy is one.remedy}
        return len(kinds) == 1
    if one.remedy is Remedy.TEXT_MODE:
        return same * 2 > len(written)
    if one.remedy is Remedy.SKIP_BLANK:
        return bool(written)
    return True


def _contrasts(found: Mapping[int, Sequence[Found]]) -> list[int]:
    """Those that pages want; pale text wants more, what drowns in its ground less."""
    return [one.contrast for each in found.values() for one in each if one.remedy is Remedy.CONTRAST]


def _fix(one: Found, treatment: Treatment, contrasts: Sequence[int]) -> Fix:
    if one.remedy is Remedy.CONTRAST:
        return replace(treatment, contrast=max(contrasts, key=lambda each: abs(each - treatment.contrast)))
    if one.remedy is Remedy.TEXT_MODE:
        return replace(treatment, mode=Mode.TEXT)
    if one.remedy is Remedy.SKIP_BLANK:
        return replace(treatment, skip_blank=True)
    if one.remedy is Remedy.TURN:
        return replace(treatment, quarter_turns=(treatment.quarter_turns + 2) % 4)
    return Resolution.FINE if one.remedy is Remedy.FINE else None
