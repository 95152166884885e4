"""Pictures of pages, kept as long as they fit."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Container
from dataclasses import dataclass
from typing import TYPE_CHECKING

from byfax_desktop.ui.page_image import PageImage

if TYPE_CHECKING:
    from byfax_desktop.fax.wanted import FaxLook


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture, the width and the look for which it was made, and the quarter turns it was given since."""

    page_image: PageImage
    width: int
    look: FaxLook | None = None
    quarter_turns: int = 0

    @property
    def size(self) -> int:
        """Bytes."""
        return self.page_image.image.sizeInBytes()


class PageCache:
    """The pictures used last, one a page, together at most ``max_bytes`` large, or those that must be kept."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._kept: OrderedDict[int, Kept] = OrderedDict()
        self._bytes = 0

    def get(self, page: int) -> Kept | None:
        """What is kept of a page, which thereby becomes the one used last."""
        kept = self._kept.get(page)
        if kept is not None:
            self._kept.move_to_end(page)
        return kept

    def peek(self, page: int) -> Kept | None:
        """What is kept of a page, without using it."""
        return self._kept.get(page)

    def put(self, page: int, kept: Kept, needed: Container[int] = ()) -> None:
        """Keep a picture in the place of the page's former one; the ones not used for longest go.

        Pages that are ``needed`` stay however large they are.
        """
        self._drop(page)
        self._kept[page] = kept
        self._bytes += kept.size
        for each in [each for each in self._kept if each not in needed]:
            if self._bytes <= self._max_bytes:
                break
            self._drop(each)

    def clear(self) -> None:
        """Keep nothing."""
        self._kept.clear()
        self._bytes = 0

    @property
    def bytes_held(self) -> int:
        """How large all pictures are together."""
        return self._bytes

    @property
    def pages(self) -> frozenset[int]:
        """The pages whose pictures are here."""
        return frozenset(self._kept)

    def _drop(self, page: int) -> None:
        kept = self._kept.pop(page, None)
        if kept is not None:
            self._bytes -= kept.size
