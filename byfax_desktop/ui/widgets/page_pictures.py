"""The pictures of one document's pages: fetched as they come into sight, kept as long as they fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from byfax_desktop.fax.geometry import WIDTH
from byfax_desktop.fax.turns import UPRIGHT, PageTurns
from byfax_desktop.fax.wanted import FaxLook, WantedPage
from byfax_desktop.ui.page_image import PageImage, turned
from byfax_desktop.ui.widgets.page_cache import Kept, PageCache

if TYPE_CHECKING:
    from byfax_desktop.engine.trouble import Trouble

CACHE_BYTES = 64 * 1024 * 1024
MAX_WIDTH = WIDTH
"""The dots of a fax line: a wider picture would show nothing more."""
_AT_ONCE = 2
"""As many as are made at a time: what has not been asked for yet needs no calling off."""


class Cancellable(Protocol):
    """A request whose answer may no longer be wanted."""

    def cancel(self) -> None:
        """Have no answer."""
        ...


class PageSource(Protocol):
    """What is asked of ``ui.page_jobs.PageJobs``."""

    def page(
        self, wanted: WantedPage, callback: Callable[[PageImage | Trouble], None], quarter_turns: int = 0
    ) -> Cancellable:
        """Have ``callback`` called with the picture of a page, turned clockwise, or with why there is none."""
        ...


@dataclass(frozen=True, slots=True)
class _Asked:
    request: Cancellable
    wanted: WantedPage


class PagePictures(QObject):
    """Holds pictures of the pages that were wanted last, and fetches those that it lacks."""

    arrived = Signal(int)
    """A page has a new picture."""
    failed = Signal(int)
    """A page cannot be shown; ``trouble`` says why."""
    settled = Signal()
    """Every page in sight has its picture, or its trouble."""

    def __init__(
        self,
        source: PageSource,
        parent: QObject | None = None,
        max_bytes: int = CACHE_BYTES,
        at_once: int = _AT_ONCE,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._document = WantedPage(Path(), 0, 1)
        self._is_open = False
        self._turns = UPRIGHT
        self._cache = PageCache(max_bytes)
        self._at_once = at_once
        self._in_sight: tuple[int, ...] = ()
        self._near: tuple[int, ...] = ()
        self._tried: set[int] = set()
        self._troubles: dict[int, Trouble] = {}
        self._asked: dict[int, _Asked] = {}
        self.destroyed.connect(_canceller(self._asked))

    def open(self, path: Path | None, password: str = "", look: FaxLook | None = None) -> None:
        """Forget the document before, and take pictures from this one."""
        self._in_sight = self._near = ()
        self._call_off()
        self._is_open = path is not None
        self._document = WantedPage(path or Path(), 0, 1, look, password)
        self._cache.clear()
        self._troubles.clear()

    def set_look(self, look: FaxLook | None) -> None:
        """Have pages look so from now on; a picture stays until the one with the new look has come."""
        self._document = replace(self._document, look=look)
        self._troubles.clear()
        self._call_off()
        self._ask()

    def set_turns(self, turns: PageTurns) -> None:
        """Have pictures lie so, from how the document has them."""
        self._turns = turns

    def want(self, in_sight: Iterable[int], width: int, near: Iterable[int] = ()) -> None:
        """Have these pages as pictures with lines ``width`` dots long; those ``near`` one by one when all is quiet.

        What was wanted before and is not now is called off.
        """
        self._document = replace(self._document, width=max(1, min(width, MAX_WIDTH)))
        self._in_sight, self._near = tuple(in_sight), tuple(near)
        self._tried.clear()
        self._call_off()
        self._ask()

    def retry(self, pages: Iterable[int]) -> None:
        """Forget what was wrong with these pages, and ask for them again."""
        for page in pages:
            self._troubles.pop(page, None)
        self._ask()

    def image(self, page: int) -> PageImage | None:
        """The picture of a page as it lies, perhaps of another width or look than was wanted last."""
        kept = self._cache.get(page)
        if kept is not None and kept.quarter_turns != self._turns.of(page):
            kept = _turned(kept, self._turns.of(page))
            self._cache.put(page, kept, self._in_sight)
        return kept.page_image if kept else None

    def trouble(self, page: int) -> Trouble | None:
        """Why a page cannot be shown."""
        return self._troubles.get(page)

    @property
    def is_settled(self) -> bool:
        """Whether nothing in sight is on its way."""
        return not any(map(self._lacks, self._in_sight))

    @property
    def bytes_held(self) -> int:
        """How large all pictures are together."""
        return self._cache.bytes_held

    def _wanted(self, page: int) -> WantedPage:
        return replace(self._document, index=page)

    def _lacks(self, page: int) -> bool:
        if page in self._troubles:
            return False
        kept = self._cache.peek(page)
        return kept is None or (kept.width, kept.look) != (self._document.width, self._document.look)

    def _ask(self) -> None:
        if not self._is_open:
            return
        for page in filter(self._lacks, self._in_sight):
            if len(self._asked) >= self._at_once:
                return
            self._fetch(page)
        if not self._asked:
            # Each is tried once: where it finds no room beside what is in sight, it would be fetched for ever.
            for page in filter(self._lacks, self._near):
                if page not in self._tried:
                    self._tried.add(page)
                    self._fetch(page)
                    return

    def _fetch(self, page: int) -> None:
        if page not in self._asked:
            wanted, turns = self._wanted(page), self._turns.of(page)
            request = self._source.page(wanted, lambda result: self._take(wanted, turns, result), turns)
            self._asked[page] = _Asked(request, wanted)

    def _take(self, wanted: WantedPage, quarter_turns: int, result: PageImage | Trouble) -> None:
        page = wanted.index
        self._asked.pop(page, None)
        if isinstance(result, PageImage):
            kept = Kept(result, wanted.width, wanted.look, quarter_turns)
            self._cache.put(page, kept, self._in_sight)
            self.arrived.emit(page)
        else:
            self._troubles[page] = result
            self.failed.emit(page)
        if self.is_settled:
            self.settled.emit()
        self._ask()

    def _call_off(self) -> None:
        """What is on its way and not, or not so, wanted any more."""
        for page, asked in list(self._asked.items()):
            is_wanted = page in self._in_sight or page in self._near
            if not is_wanted or asked.wanted != self._wanted(page):
                self._asked.pop(page).request.cancel()


def _turned(kept: Kept, quarter_turns: int) -> Kept:
    page_image = turned(kept.page_image, quarter_turns - kept.quarter_turns)
    return replace(kept, page_image=page_image, quarter_turns=quarter_turns)


def _canceller(asked: dict[int, _Asked]) -> Callable[[], None]:
    """What cancels the requests that are open when their owner is gone; it holds no reference to the owner."""

    def cancel_all() -> None:
        for each in asked.values():
            each.request.cancel()

    return cancel_all
