"""The chapters of the manual: Markdown files of ours, one folder for each language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale

from byfax_desktop.ui.icons import resource

CHAPTERS = (
    "first-fax",
    "recipients",
    "covers",
    "header",
    "states",
    "proof",
    "inbox",
    "numbers",
    "accounts",
    "settings",
    "tray",
    "command-line",
    "troubles",
    "privacy",
)
"""The files in the order of the contents."""
ENGLISH, RUSSIAN = "en", "ru"
LANGUAGES = (ENGLISH, RUSSIAN)
_SPELLED_OUT = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*`|#]")
"""Links, and the signs of Markdown: nobody looks for them."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One file: its ``name`` without the ending, its first heading, and all of it as Markdown."""

    name: str
    title: str
    markdown: str

    @property
    def words(self) -> str:
        """What a person reads, in lower case."""
        return _SPELLED_OUT.sub(r"\1", self.markdown).casefold()


def manual_language(locale: QLocale | None = None) -> str:
    """Russian where the system speaks it, English elsewhere."""
    language = (locale or QLocale.system()).language()
    return RUSSIAN if language == QLocale.Language.Russian else ENGLISH


def read_manual(language: str) -> tuple[Chapter, ...]:
    """All chapters in a language; reads files. Raises OSError, and KeyError where one is missing."""
    return tuple(_read(language, name) for name in CHAPTERS)


def found(chapters: Sequence[Chapter], text: str) -> tuple[Chapter, ...]:
    """The chapters in which all words of ``text`` stand; those with the whole of it in their title come first."""
    words = text.casefold().split()
    holding = [chapter for chapter in chapters if all(word in chapter.words for word in words)]
    return tuple(sorted(holding, key=lambda chapter: text.strip().casefold() not in chapter.title.casefold()))


def _read(language: str, name: str) -> Chapter:
    markdown = resource(f"manual/{language}/{name}.md").read_text("utf-8")
    title = markdown.partition("\n")[0].removeprefix("# ")
    return Chapter(name, title, markdown)
