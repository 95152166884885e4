"""Pictures and texts as sources of pages."""

from __future__ import annotations

from PIL import Image

from byfax_desktop.fax.geometry import A4_HEIGHT_MM, A4_WIDTH_MM, MM_PER_INCH
from byfax_desktop.fax.sources import pictures, text
from byfax_desktop.fax.sources.source import FaxPage, Shape, shaped


class PictureSource:
    """The frames of a picture file."""

    def __init__(self, image: Image.Image) -> None:
        self._image = image
        self._frames = pictures.page_frames(image)
        self._index = -1
        self._frame = image

    def count(self) -> int:
        """Number of pages."""
        return len(self._frames)

    def size(self, index: int) -> tuple[float, float]:
        """Width and height of a page in inches."""
        frame = self._seek(index)
        across, down = pictures.density(frame)
        return frame.width / across, frame.height / down

    def fax_page(self, index: int) -> FaxPage | None:
        """The page's own dots where it is a fax page already."""
        frame = self._seek(index)
        return FaxPage(frame, pictures.density(frame)[1]) if pictures.is_fax_page(frame) else None

    def grey(self, index: int, shape: Shape) -> Image.Image:
        """A page in grey on white."""
        return shaped(pictures.grey(self._seek(index)), shape)

    def colour(self, index: int, shape: Shape) -> Image.Image:
        """A page in its colours on white."""
        return shaped(pictures.colour(self._seek(index)), shape)

    def _seek(self, index: int) -> Image.Image:
        if index != self._index:
            self._frame = pictures.frame(self._image, self._frames[index])
            self._index = index
        return self._frame


class TextSource:
    """The pages of a plain text."""

    def __init__(self, pages: list[list[str]]) -> None:
        self._pages = pages

    def count(self) -> int:
        """Number of pages."""
        return len(self._pages)

    def size(self, _index: int) -> tuple[float, float]:
        """Every page has the width of a fax line and the height of A4."""
        return A4_WIDTH_MM / MM_PER_INCH, A4_HEIGHT_MM / MM_PER_INCH

    def fax_page(self, _index: int) -> FaxPage | None:
        """Always none: text is drawn."""
        return None

    def grey(self, index: int, shape: Shape) -> Image.Image:
        """A page in grey on white."""
        return shaped(text.draw_text(self._pages[index]), shape)

    def colour(self, index: int, shape: Shape) -> Image.Image:
        """A page in black on white."""
        return self.grey(index, shape).convert("RGB")
