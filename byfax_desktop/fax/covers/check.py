"""Whether a file can be a cover page, found out before it goes to the service."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from byfax_desktop.fax.kind import Kind, kind_of
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind, shown_name

KNOWN_PLACEHOLDERS = (
    "ToName",
    "ToCompany",
    "ToNumber",
    "FromName",
    "FromCompany",
    "FromNumber",
    "Date",
    "Pages",
    "Subject",
    "Text",
)
"""Those that we know to be filled in."""
MOST_BYTES = 10 * 1024 * 1024
_SAVE_AS_DOCX = "Open it in Word or LibreOffice and save it as DocX."


class NoCover(Exception):
    """A file that cannot become a cover page; ``what`` and ``do`` are for people."""

    def __init__(self, what: str, do: str) -> None:
        super().__init__(what)
        self.what = what
        self.do = do


@dataclass(frozen=True, slots=True)
class CoverFacts:
    """The placeholders of a DocX: those that are filled in, and others that stay as they are written."""

    filled: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def advice(self) -> str:
        """What a person should know of it, in words; nothing where all is well."""
        if self.others:
            names = ", ".join(f"{{{name}}}" for name in self.others[:5])
            return f"It is not known whether byFax fills in {names}. Look at its page before you fax it."
        if "Text" not in self.filled:
            return "It has no place for a message: put {Text} where that should stand."
        return ""


def check_cover(path: Path) -> CoverFacts:
    """Look into a DocX that shall become a cover page. Raises NoCover, and DocumentTrouble for a file that is gone."""
    name = f"“{shown_name(path.name)}”"
    kind = _kind(path, name)
    if kind is not Kind.DOCX:
        raise NoCover(f"{name} is no DocX file, and a cover page must be one.", _SAVE_AS_DOCX)
    if path.stat().st_size > MOST_BYTES:
        raise NoCover(f"{name} is too large for a cover page.", "Make the pictures in it smaller.")
    if _has_macros(path):
        raise NoCover(f"{name} holds macros.", "Save it as DocX without macros.")
    return _facts(path, name)


def _kind(path: Path, name: str) -> Kind | None:
    if path.is_dir():
        raise NoCover(f"{name} is a folder.", "Choose the DocX file in it.")
    try:
        return kind_of(path)
    except DocumentTrouble as trouble:
        if trouble.kind in (TroubleKind.MISSING, TroubleKind.UNREADABLE):
            raise
        return None


def _has_macros(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return any(entry.endswith("vbaProject.bin") for entry in archive.namelist())


def _facts(path: Path, name: str) -> CoverFacts:
    # What reads XML takes time to load: not before there is something to read.
    from byfax_desktop.fax.covers.cover import placeholders

    try:
        found = placeholders(path.read_bytes())
    except DocumentTrouble as trouble:
        if trouble.kind is TroubleKind.TOO_LARGE:
            raise NoCover(f"{name} holds more than a cover page may.", "Make it smaller.") from None
        raise NoCover(f"{name} is damaged.", _SAVE_AS_DOCX) from None
    known = tuple(each for each in found if each in KNOWN_PLACEHOLDERS)
    return CoverFacts(known, tuple(each for each in found if each not in KNOWN_PLACEHOLDERS))
