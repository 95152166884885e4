"""The picture of a page as the window has it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage, QTransform

if TYPE_CHECKING:
    from byfax_desktop.fax.wanted import LeftOut, PagePicture


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page ready to be painted, the seconds it takes on the line where known, and why it is not sent if so."""

    image: QImage
    seconds: float | None = None
    left_out: LeftOut | None = None


def page_image(picture: PagePicture) -> PageImage:
    """What the page helper answered, as an image with dots of its own. Raises ValueError where dots are missing."""
    depth = 3 if picture.coloured else 1
    is_whole = picture.width * picture.height * depth == len(picture.dots)
    if min(picture.width, picture.height) < 1 or not is_whole:
        raise ValueError("a picture without all of its dots")
    form = QImage.Format.Format_RGB888 if picture.coloured else QImage.Format.Format_Grayscale8
    lent = QImage(picture.dots, picture.width, picture.height, picture.width * depth, form)
    # Nothing but a copy: converting holds up all threads of Python for three times as long.
    return PageImage(lent.copy(), picture.seconds, picture.left_out)


def turned(shown: PageImage, quarter_turns: int) -> PageImage:
    """The same page turned clockwise; takes some milliseconds."""
    if quarter_turns % 4 == 0:
        return shown
    return replace(shown, image=shown.image.transformed(QTransform().rotate(90 * quarter_turns)))
