"""Pages that come out badly, each with what is to be found on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from legibility_pages import Pen, dots, drawn, prose, scanned, upside_down
from PIL import Image
from prose import TEXTS

from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.legibility.findings import FindingKind
from byfax_desktop.fax.wanted import FaxLook, HeaderText

WITH_HEADER = FaxLook(header=HeaderText("<DateTime>|From|Page <CurPage>"))
STANDARD = FaxLook(Resolution.STANDARD)
PICTURE = FaxLook(mode=Mode.PHOTO)
TEXT = FaxLook()


def ground(grey: int) -> Image.Image:
    """Text on a page of one grey."""
    return drawn(prose(TEXTS["English"], 11), paper=grey)


def on_dark(ink: int, ground: int) -> Image.Image:
    """A letter with a dark field in it, and dark text on that."""

    def field(pen: Pen) -> None:
        pen.rectangle((dots(15), dots(120), dots(195), dots(170)), fill=ground)

    return drawn(
        prose(TEXTS["German"], 11, lines=15), field, prose(TEXTS["English"], 12, ink=ink, top=125, lines=7)
    )


@dataclass(frozen=True)
class Poor:
    """A page, how it is sent, and what is wrong with it then."""

    name: str
    make: Callable[[], Image.Image]
    look: FaxLook
    kind: FindingKind

    def __str__(self) -> str:
        return f"{self.name} {self.look.resolution.name} {self.look.mode.name}"


def poor_pages() -> Iterator[Poor]:
    """One after the other."""
    yield from _pale()
    yield from _on_grounds()
    yield from _small()
    yield from _turned()
    for top in (0.5, 2, 4):
        lines = prose(TEXTS["English"], 10, top=top, lines=1), prose(TEXTS["English"], 11)
        yield Poor(
            f"text {top} mm from the edge", partial(drawn, *lines), WITH_HEADER, FindingKind.UNDER_HEADER
        )
    yield Poor("nothing", drawn, TEXT, FindingKind.BLANK)
    yield Poor("a scan of nothing", lambda: scanned(drawn()), TEXT, FindingKind.BLANK)


def _pale() -> Iterator[Poor]:
    for ink in (198, 210, 221):
        for name in ("English", "Russian", "digits"):
            page = partial(drawn, prose(TEXTS[name], 11, ink=ink))
            for look in (TEXT, STANDARD):
                yield Poor(f"{name} in #{ink:x}", page, look, FindingKind.LIGHT_GREY)
    note = partial(drawn, prose(TEXTS["German"], 11), prose(TEXTS["English"], 9, ink=208, top=240, lines=4))
    yield Poor("a pale note below a letter", note, TEXT, FindingKind.LIGHT_GREY)
    for ink in (140, 170):
        page = partial(drawn, prose(TEXTS["English"], 10, ink=ink))
        yield Poor(f"a picture of #{ink:x}", page, PICTURE, FindingKind.LIGHT_GREY)


def _on_grounds() -> Iterator[Poor]:
    for grey in (120, 170, 210):
        yield Poor(f"a picture on #{grey:x}", partial(ground, grey), PICTURE, FindingKind.COLOURED_GROUND)
    for ink, grey in ((0, 76), (0, 110), (20, 90), (40, 120)):
        yield Poor(f"#{ink:x} on #{grey:x}", partial(on_dark, ink, grey), TEXT, FindingKind.COLOURED_GROUND)


def _small() -> Iterator[Poor]:
    for name in ("English", "Russian", "German", "Greek"):
        for points, look in ((3.2, STANDARD), (4, STANDARD), (4.8, STANDARD), (3.2, TEXT)):
            page = partial(drawn, prose(TEXTS[name], points, lines=60))
            yield Poor(f"{name} {points} pt", page, look, FindingKind.TOO_SMALL)


def _turned() -> Iterator[Poor]:
    for name in ("English", "German", "Russian", "Greek", "Hebrew", "capitals"):
        for points in (9, 12):
            page = partial(_upside_down, TEXTS[name], points)
            kind = FindingKind.UPSIDE_DOWN
            yield Poor(f"{name} {points} pt upside down", page, TEXT, kind)
            yield Poor(f"{name} {points} pt upside down", page, STANDARD, kind)
            yield Poor(f"{name} {points} pt upside down, a scan", partial(_scan, page), TEXT, kind)


def _upside_down(text: str, points: float) -> Image.Image:
    return upside_down(drawn(prose(text, points)))


def _scan(page: Callable[[], Image.Image]) -> Image.Image:
    return scanned(page())
