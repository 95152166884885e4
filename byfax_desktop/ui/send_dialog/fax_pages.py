"""The pages of a whole fax, the cover page and all documents behind each other, for one page viewer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.ui.widgets.page_pictures import Cancellable, PageSource

if TYPE_CHECKING:
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.fax.wanted import FaxLook, WantedPage
    from byfax_desktop.ui.page_image import PageImage

WHOLE_FAX = Path("fax")
"""What the viewer takes for the document."""


@dataclass(frozen=True, slots=True)
class FaxPart:
    """A document or cover page with its number of pages; ``owner`` is whatever it is made of."""

    owner: object
    path: Path
    pages: int
    look: FaxLook
    password: str = field(default="", repr=False)


class FaxPages:
    """A PageSource of which each page is one of a part's, in that part's look."""

    def __init__(self, source: PageSource) -> None:
        self._source = source
        self._parts: tuple[FaxPart, ...] = ()

    @property
    def parts(self) -> tuple[FaxPart, ...]:
        """In the order in which they are sent."""
        return self._parts

    def set_parts(self, parts: Sequence[FaxPart]) -> None:
        """Be the pages of these."""
        self._parts = tuple(parts)

    @property
    def count(self) -> int:
        """Of all pages, those that are left out among them."""
        return sum(part.pages for part in self._parts)

    @property
    def look(self) -> FaxLook | None:
        """The look that the viewer takes for that of all pages: another one as soon as one page has another."""
        if not self._parts:
            return None
        from byfax_desktop.fax.wanted import HeaderText

        first = self._parts[0].look
        mark = tuple((str(part.path), repr(part.look)) for part in self._parts)
        return replace(first, header=HeaderText("", mark))

    def place(self, index: int) -> tuple[FaxPart, int]:
        """The part that a page (from 0) belongs to, and its number in that. Raises IndexError."""
        for part in self._parts:
            if index < part.pages:
                return part, index
            index -= part.pages
        raise IndexError(index)

    def first_of(self, owner: object) -> int:
        """The first page of what is made of ``owner``; 0 where that has none."""
        before = 0
        for part in self._parts:
            if part.owner is owner:
                return before
            before += part.pages
        return 0

    def page(
        self, wanted: WantedPage, callback: Callable[[PageImage | Trouble], None], quarter_turns: int = 0
    ) -> Cancellable:
        """The page where it really lies; without a look the original."""
        part, index = self.place(wanted.index)
        look = part.look if wanted.look else None
        real = replace(wanted, path=part.path, index=index, look=look, password=part.password)
        return self._source.page(real, callback, quarter_turns)
