"""The documents in a folder, in the order in which people count."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from byfax_desktop.fax.kind import kind_of
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

MOST = 500
"""Documents that are taken from a folder; more would hardly be meant."""
_MOST_SEEN = 20_000
"""Files that are looked at, so that a folder of another kind comes to an end too."""
_DEEPEST = 20
_NUMBER = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class FolderContent:
    """What can be faxed; how many files cannot; and whether there was more than is taken."""

    documents: tuple[Path, ...]
    left_out: int = 0
    is_cut: bool = False


def documents_in(folder: Path, most: int = MOST) -> FolderContent:
    """Look through a folder and those in it. Hidden files, and links to folders, are passed over. Raises OSError."""
    found: list[Path] = []
    left_out = 0
    for seen, path in enumerate(_files(folder, _DEEPEST)):
        if len(found) == most or seen == _MOST_SEEN:
            return FolderContent(tuple(found), left_out, is_cut=True)
        if _can_be_faxed(path):
            found.append(path)
        else:
            left_out += 1
    return FolderContent(tuple(found), left_out)


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """By which page 2 comes before page 10."""
    parts = _NUMBER.split(name.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def _files(folder: Path, deepest: int) -> Iterator[Path]:
    """Files of a folder in order, then those of the folders in it."""
    with os.scandir(folder) as listing:
        entries = sorted(
            (each for each in listing if not each.name.startswith(".")),
            key=lambda each: natural_key(each.name),
        )
    for entry in entries:
        if entry.is_file():
            yield Path(entry.path)
    for entry in entries:
        if deepest and entry.is_dir(follow_symlinks=False):
            yield from _files_if_any(Path(entry.path), deepest - 1)


def _files_if_any(folder: Path, deepest: int) -> Iterator[Path]:
    try:
        yield from _files(folder, deepest)
    except OSError:
        return  # one that may not be read is no reason to lose the others


def _can_be_faxed(path: Path) -> bool:
    """By its content; what is damaged or may not be read is worth a word beside its name."""
    try:
        kind_of(path)
    except DocumentTrouble as trouble:
        return trouble.kind is not TroubleKind.UNSUPPORTED
    return path.stat().st_size > 0
