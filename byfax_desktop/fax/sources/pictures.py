"""Pictures as they lie on a page: the right way up, on white, in grey, each frame one page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from byfax_desktop.fax.geometry import DOTS_PER_INCH, WIDTH
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

MAX_PIXELS = 120_000_000
"""Larger pictures are refused: 30,000 dots squared would fill the memory."""
SCREEN_DPI = 96
"""What a picture is taken to have that doesn't say: screenshots and drawings."""

_FAX_LINES = (98.0, 196.0, 391.0)
"""Lines an inch of standard, fine and superfine pages (T.4)."""

_NEW_SUBFILE_TYPE = 254
_NO_PAGE = 0b101
"""Bits of TIFF 6.0, section 8: a smaller copy of another picture, and a mask."""
_PHOTOMETRIC = 262
"""Zero where the greatest number is black; Pillow heeds it only up to eight bits."""
_WHITE_IS_ZERO = "white is zero"
_WHITES = (1.0, 255.0, 65535.0)

_DAMAGED = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
)


@contextmanager
def opened(path: Path) -> Iterator[Image.Image]:
    """The picture file. Raises DocumentTrouble for damaged and immense ones, also for what fails inside the block."""
    try:
        _learn_heic(path)
        with Image.open(path) as image:
            if image.width * image.height > MAX_PIXELS:
                raise DocumentTrouble.of(TroubleKind.TOO_LARGE, path)
            yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise DocumentTrouble.of(TroubleKind.TOO_LARGE, path) from None
    except (UnidentifiedImageError, *_DAMAGED):
        raise DocumentTrouble.of(TroubleKind.BROKEN, path) from None


def _learn_heic(path: Path) -> None:
    """Have Pillow read HEIC too; loading what decodes it is for those who have such a picture."""
    with path.open("rb") as file:
        head = file.read(12)
        if head[4:8] == b"ftyp" and head[8:12] not in (b"avif", b"avis"):  # Pillow reads these
            import pi_heif

            pi_heif.register_heif_opener(thumbnails=False)


def frame_count(path: Path) -> int:
    """Number of pages: more than one only in a TIFF. Raises DocumentTrouble."""
    with opened(path) as image:
        pages = page_frames(image)
        frame(image, pages[0]).load()
        return len(pages)


def frames_of(image: Image.Image) -> int:
    """How many pictures are in a TIFF, and one in any other file."""
    return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1


def page_frames(image: Image.Image) -> list[int]:
    """Where its pages are among its frames: a TIFF may have small copies and masks between them.

    An animation makes one page, and so do several pictures of a phone: the first, or the one that is to be shown.
    """
    if image.format != "TIFF":
        return [image.tell()]
    frames = list(range(frames_of(image)))
    found = []
    for index in frames:
        image.seek(index)
        if not _subfile_type(image) & _NO_PAGE:
            found.append(index)
    image.seek(0)
    return found or frames


def _subfile_type(image: Image.Image) -> int:
    told = getattr(image, "tag_v2", {}).get(_NEW_SUBFILE_TYPE, 0)
    return told if isinstance(told, int) else 0


def frame(image: Image.Image, index: int) -> Image.Image:
    """One frame, the right way up. Raises Pillow's DecompressionBombError for an immense one."""
    image.seek(index)
    if image.width * image.height > MAX_PIXELS:
        raise Image.DecompressionBombError
    if image.mode.startswith("I;16") and getattr(image, "tag_v2", {}).get(_PHOTOMETRIC) == 0:
        image.info[_WHITE_IS_ZERO] = True
    turned = ImageOps.exif_transpose(image)
    return turned if turned is not None else image


def density(image: Image.Image) -> tuple[float, float]:
    """Dots per inch across and down, as the file says or as is likely."""
    if is_fax_page(image):
        lines = float(image.info.get("dpi", (DOTS_PER_INCH, 196))[1])
        return DOTS_PER_INCH, min(_FAX_LINES, key=lambda known: abs(known - lines))
    try:
        across, down = (float(value) for value in image.info.get("dpi", ()))
    except (TypeError, ValueError):
        across = down = 0.0
    if not (30 <= across <= 5000 and 30 <= down <= 5000):
        return SCREEN_DPI, SCREEN_DPI
    return across, down


def is_fax_page(image: Image.Image) -> bool:
    """Whether this is a page as a fax machine makes it: black and white, 1728 dots wide."""
    return image.mode == "1" and image.width == WIDTH


def grey(image: Image.Image) -> Image.Image:
    """In grey; what is transparent becomes white."""
    image = _on_white(image)
    if image.mode == "LAB":  # Pillow turns it into no other mode, but its lightness is what is wanted
        return image.getchannel("L")
    return image.convert("L")


def colour(image: Image.Image) -> Image.Image:
    """In red, green and blue; what is transparent becomes white."""
    image = _on_white(image)
    return image.getchannel("L").convert("RGB") if image.mode == "LAB" else image.convert("RGB")


def _on_white(image: Image.Image) -> Image.Image:
    """Without transparency, in eight bits."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        coloured = image.convert("RGBA")
        white = Image.new("RGBA", coloured.size, "white")
        image = Image.alpha_composite(white, coloured)
    if image.mode == "F" or image.mode.startswith("I"):
        image = _in_eight_bits(image)
    return image


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Greys of 16 or 32 bits, whole numbers or not; where the file does not say what is white, the brightest is."""
    if image.mode.startswith("I;16"):
        eight = image.convert("I").point(lambda value: value / 256).convert("L")
        return ImageOps.invert(eight) if _WHITE_IS_ZERO in image.info else eight
    numbers = image.convert("F")
    _, brightest = numbers.getextrema()
    white = next((most for most in _WHITES if isinstance(brightest, float) and brightest <= most), brightest)
    scale = 255 / white if isinstance(white, float) and white > 0 else 1.0
    return numbers.point(lambda value: value * scale).convert("L")
