"""Words in the pages of received faxes: read in the background, page by page, where a person wants to find them."""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.fax.trouble import DocumentTrouble
from byfax_desktop.fax.wanted import PagePicture, WantedPage

if TYPE_CHECKING:
    from byfax_desktop.engine.jobs import Jobs
    from byfax_desktop.engine.loop import Loop
    from byfax_desktop.engine.patience import Patience
    from byfax_desktop.fax.helper import PageHelper
    from byfax_desktop.store.page_words import PageWords, UnreadPages

WIDTH = 1728
"""Dots of a page on its way to be read: as many as a fax has."""

Reader = Callable[[PagePicture, Path, Callable[[], bool]], str]
_log = logging.getLogger(__name__)


class WordsInPages:
    """Reads nothing until it is wanted, and forgets all words when it is not wanted any more."""

    def __init__(self, words: PageWords, cache: Path, scratch: Path, read: Reader | None = None) -> None:
        """``cache`` is the folder of the pages, ``scratch`` one for pictures on their way to ``read``."""
        self._words = words
        self._cache = cache
        self._scratch = scratch
        self._read = read or _read
        self._is_wanted = False
        self._helper: PageHelper | None = None
        self.stopped = threading.Event()

    def want(self, is_wanted: bool) -> None:
        """Whether words are to be found from now on. Raises StoreTrouble."""
        self._is_wanted = is_wanted
        if not is_wanted:
            self._words.wipe()

    def find(self, text: str) -> dict[str, int]:
        """In which faxes the words are, and on which page (from 0) first; none while that is not wanted."""
        return self._words.find(text) if self._is_wanted else {}

    def look(self) -> None:
        """Read what was not read yet, the newest fax first. Raises StoreTrouble and OSError."""
        if not self._is_wanted or not self._words.unread() or not can_read():
            return
        # What a program that was killed has left.
        shutil.rmtree(self._scratch, ignore_errors=True)
        self._scratch.mkdir(mode=0o700, parents=True)
        while unread := self._words.unread():
            for fax in unread:
                if self._is_over() or not self._read_fax(fax):
                    return

    def close(self) -> None:
        """Read no more."""
        self.stopped.set()
        if self._helper is not None:
            self._helper.close()

    def _is_over(self) -> bool:
        return self.stopped.is_set() or not self._is_wanted

    def _read_fax(self, fax: UnreadPages) -> bool:
        """Read what is left of a fax; False where one can go on with none now."""
        path = self._cache / fax.file_name
        try:
            pages = self._shared_helper().inspect(path, cancelled=self._is_over).pages or 1
        except DocumentTrouble:
            # Nobody can read it: once is enough.
            return not self._is_over() and self._words.keep(fax.ref, 0, 1, "")
        # Whatever was read before, the last page ends it.
        for page in range(min(fax.done, pages - 1), pages):
            words = self._words_of(path, page)
            if self._is_over():
                return False
            if not self._words.keep(fax.ref, page, pages, words):
                break
        return True

    def _words_of(self, path: Path, page: int) -> str:
        """Empty for a page that cannot be read: the next start would fare no better with it."""
        from byfax_desktop.fax.tesseract import CannotRead

        try:
            picture = self._shared_helper().page(WantedPage(path, page, WIDTH), self._is_over)
            return self._read(picture, self._scratch, self._is_over)
        except (DocumentTrouble, CannotRead) as failure:
            if not self._is_over():
                _log.info("A page could not be read for its words: %s", type(failure).__name__)
            return ""

    def _shared_helper(self) -> PageHelper:
        from byfax_desktop.fax.helper import PageHelper

        if self._helper is None:
            self._helper = PageHelper(most=1)
        return self._helper


class WordActions:
    """What a person wants of it: the engine's part of that."""

    _words_in_pages: WordsInPages
    _jobs: Jobs
    _loops: dict[str, Loop]
    _patience: Patience

    def find_words(self, is_wanted: bool) -> None:
        """Have the words in the pages of received faxes found, or forget them."""
        self._jobs.start("Finding words", lambda _: self._want_words(is_wanted), is_quiet=True)

    def pages_with(self, text: str) -> dict[str, int]:
        """In which received faxes these words were read, and on which page (from 0); reads the disk.

        Raises StoreTrouble.
        """
        return self._words_in_pages.find(text)

    def can_find_words(self) -> bool:
        """Whether this computer has what reads words; takes a moment."""
        return can_read()

    def _want_words(self, is_wanted: bool) -> None:
        self._words_in_pages.want(is_wanted)
        self._loops["words"].wake()

    def _look_at_words(self) -> float:
        self._words_in_pages.look()
        return self._patience.inbox


def can_read() -> bool:
    """Whether this computer has what reads words; takes a moment."""
    from byfax_desktop.fax.tesseract import languages, program

    found = program()
    return found is not None and bool(languages(found))


def _read(picture: PagePicture, scratch: Path, cancelled: Callable[[], bool]) -> str:
    from byfax_desktop.fax.tesseract import words_in

    return words_in(picture, scratch, cancelled)
