"""What can be wrong with a document, in a sentence on what it is and one on what to do."""

from __future__ import annotations

import unicodedata
from enum import Enum, auto
from pathlib import Path


class TroubleKind(Enum):
    """The kinds of trouble."""

    MISSING = auto()
    UNREADABLE = auto()
    EMPTY = auto()
    FOLDER = auto()
    BROKEN = auto()
    ENCRYPTED = auto()
    SEALED = auto()
    """Protected as well, but only its own program can open it."""
    UNSUPPORTED = auto()
    TOO_LARGE = auto()
    NO_PAGES = auto()
    TIMEOUT = auto()
    CRASHED = auto()


_WORDS = {
    TroubleKind.MISSING: ("“{name}” is no longer there.", "Find the file and add it again."),
    TroubleKind.UNREADABLE: ("“{name}” can't be opened.", "Check that you may read this file."),
    TroubleKind.EMPTY: ("“{name}” is empty.", "Choose a file with something in it."),
    TroubleKind.FOLDER: ("“{name}” is a folder.", "Add the files in it instead."),
    TroubleKind.BROKEN: (
        "“{name}” is damaged.",
        "Open it in the program it was made with, and save it again.",
    ),
    TroubleKind.ENCRYPTED: (
        "“{name}” is protected by a password.",
        "Enter the password, or save a copy without it and add that.",
    ),
    TroubleKind.SEALED: (
        "“{name}” is protected by a password.",
        "Open it in the program it was made with, and save a copy without the password.",
    ),
    TroubleKind.UNSUPPORTED: (
        "“{name}” can't be turned into fax pages here.",
        "Save it as PDF and add that.",
    ),
    TroubleKind.TOO_LARGE: (
        "“{name}” is too large for a fax.",
        "Send it in smaller parts, or save it smaller.",
    ),
    TroubleKind.NO_PAGES: ("“{name}” has no pages.", "Open it to see what is in it, and save it again."),
    TroubleKind.TIMEOUT: ("“{name}” takes too long to read.", "Print it to PDF and add that instead."),
    TroubleKind.CRASHED: ("“{name}” can't be shown.", "Print it to PDF and add that instead."),
}


class DocumentTrouble(Exception):
    """A document that cannot be faxed as it is; ``what`` and ``do`` are for people."""

    def __init__(self, kind: TroubleKind, name: str) -> None:
        what, self.do = _WORDS[kind]
        self.what = what.format(name=shown_name(name))
        self.kind = kind
        super().__init__(self.what)

    @classmethod
    def of(cls, kind: TroubleKind, path: Path) -> DocumentTrouble:
        """The trouble with the file at ``path``."""
        return cls(kind, path.name)


def shown_name(name: str) -> str:
    """A file's name as it may stand in a sentence: nothing that hides or turns text, at most 80 characters."""
    kept = "".join(c for c in name if unicodedata.category(c)[0] != "C").strip() or "the file"
    return kept if len(kept) <= 80 else f"{kept[:50]}…{kept[-25:]}"
