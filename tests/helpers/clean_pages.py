"""Pages that come out well, of every kind that offices fax: nothing is to be found on them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import partial
from math import sin

from legibility_pages import HEIGHT, Pen, dots, drawn, grain, prose, scanned
from page_samples import words
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from prose import TEXTS

from byfax_desktop.fax.fonts import sans
from byfax_desktop.fax.geometry import WIDTH

Make = Callable[[], Image.Image]


def form(pen: Pen) -> None:
    """Boxes with labels, shaded heads, light rules, and answers written in."""
    for row in range(16):
        top = 30 + row * 15
        pen.rectangle((dots(20), dots(top), dots(190), dots(top + 15)), outline=0, width=2)
        pen.rectangle((dots(20), dots(top), dots(65), dots(top + 15)), fill=225, outline=0)
        pen.text((dots(22), dots(top + 1)), " ".join(words(2, row)), font=sans(22), fill=60)
        pen.text((dots(70), dots(top + 5)), " ".join(words(3, 90 + row)), font=sans(36), fill=20)
        for square in range(4):
            left = 140 + square * 8
            pen.rectangle((dots(left), dots(top + 5), dots(left + 4), dots(top + 9)), outline=0, width=2)


def table(pen: Pen) -> None:
    """Figures in columns, every other row shaded, light grey lines, dotted leaders."""
    for row in range(38):
        top = 25 + row * 6.5
        if row % 2:
            pen.rectangle((dots(15), dots(top), dots(195), dots(top + 6.5)), fill=232)
        pen.line((dots(15), dots(top), dots(195), dots(top)), fill=205, width=2)
        pen.text((dots(17), dots(top + 1)), " ".join(words(2, row)), font=sans(28), fill=0)
        pen.text((dots(60), dots(top + 1)), "." * 40, font=sans(28), fill=0)
        for column in range(3):
            figure = f"{random.Random(row * 3 + column).randrange(10**6) / 100:,.2f}"
            pen.text((dots(150 + column * 20), dots(top + 1)), figure, font=sans(28), fill=0, anchor="ra")


def drawing(pen: Pen) -> None:
    """A plan: thin lines, hatching, circles, measures, a grid in the background."""
    for at in range(10, 200, 5):
        pen.line((dots(at), dots(20), dots(at), dots(280)), fill=225, width=1)
        pen.line((dots(10), dots(at * 1.4), dots(200), dots(at * 1.4)), fill=225, width=1)
    for step in range(0, 60):
        pen.line((dots(30 + step), dots(60), dots(20 + step), dots(100)), fill=0, width=1)
    for radius in range(4, 50, 4):
        pen.ellipse(
            (dots(120 - radius), dots(180 - radius), dots(120 + radius), dots(180 + radius)), outline=0
        )
    for number in range(12):
        pen.text((dots(20 + number * 14), dots(250)), f"{number * 25}", font=sans(26), fill=0)
    pen.line([(dots(15 + x), dots(140 + 10 * sin(x / 7))) for x in range(170)], fill=0, width=3)


def chart(pen: Pen) -> None:
    """Bars in greys with a legend."""
    for bar in range(14):
        height = 20 + (bar * 37) % 120
        grey = (40, 110, 170, 215)[bar % 4]
        pen.rectangle((dots(25 + bar * 12), dots(200 - height), dots(34 + bar * 12), dots(200)), fill=grey)
        pen.text((dots(25 + bar * 12), dots(203)), words(1, bar)[0][:6], font=sans(24), fill=0)
    prose(TEXTS["English"], 11, top=220, lines=8)(pen)


def letterhead(pen: Pen) -> None:
    """A pale mark across the page, a coloured bar, a small footer, and a letter."""
    pen.text((dots(40), dots(120)), "COPY", font=sans(420, bold=True), fill=236)
    pen.rectangle((dots(0), dots(12), dots(215), dots(16)), fill=120)
    pen.text((dots(20), dots(18)), "Whitby & Daughters", font=sans(60, bold=True), fill=70)
    prose(TEXTS["English"], 11, top=60, lines=24)(pen)
    prose(TEXTS["German"], 7, ink=80, top=275, lines=2)(pen)


def stamped(pen: Pen) -> None:
    """A letter with a red stamp, handwriting and a signature over it."""
    prose(TEXTS["German"], 11, top=40, lines=26)(pen)
    pen.ellipse((dots(120), dots(190), dots(180), dots(230)), outline=105, width=8)
    pen.text((dots(130), dots(205)), "RECEIVED", font=sans(60, bold=True), fill=105)
    strokes = [(dots(30 + x / 2), dots(240 + 6 * sin(x / 3) + 3 * sin(x))) for x in range(120)]
    pen.line(strokes, fill=90, width=4)


def dark_header(pen: Pen) -> None:
    """White text on dark bars, pastel fields."""
    for row, grey in enumerate((30, 70, 110, 140)):
        pen.rectangle((dots(15), dots(30 + row * 25), dots(195), dots(42 + row * 25)), fill=grey)
        pen.text((dots(18), dots(32 + row * 25)), " ".join(words(5, row)), font=sans(44), fill=255)
    for row, grey in enumerate((245, 235, 225, 215, 205)):
        pen.rectangle((dots(15), dots(140 + row * 22), dots(195), dots(160 + row * 22)), fill=grey)
        prose(TEXTS["English"], 11, top=142 + row * 22, lines=3)(pen)


def photograph(seed: int, contrast: int = 60) -> Image.Image:
    """Light, shade and texture that fill the page."""
    size = (WIDTH, HEIGHT)
    fine = grain((600, 850), contrast, seed).resize(size, Image.Resampling.BICUBIC)
    rough = grain((40 + seed * 7, 60), 90, seed).resize(size, Image.Resampling.BICUBIC)
    light = Image.linear_gradient("L").resize(size).rotate(seed * 31)
    mixed = ImageChops.blend(rough, light, 0.4)
    return ImageChops.add(mixed, fine, 1, -128).filter(ImageFilter.GaussianBlur(1 + seed % 3))


def photographs() -> Image.Image:
    """Two of them on a page, with captions and text."""
    page = drawn(prose(TEXTS["English"], 10, top=180, lines=14), prose(TEXTS["Russian"], 8, top=122, lines=2))
    page.paste(photograph(3).resize((700, 800)), (dots(20), dots(20)))
    page.paste(photograph(5).resize((700, 800)), (dots(110), dots(20)))
    return page


def photographed(page: Image.Image) -> Image.Image:
    """The page as a phone takes it: light from one side, soft."""
    light = (
        Image.linear_gradient("L")
        .rotate(90)
        .resize(page.size)
        .point([150 + g * 105 // 255 for g in range(256)])
    )
    lit = ImageChops.multiply(page.point([45 + g * 200 // 255 for g in range(256)]), light)
    soft = lit.rotate(0.6, resample=Image.Resampling.BICUBIC, fillcolor=200).filter(
        ImageFilter.GaussianBlur(0.8)
    )
    return ImageChops.add(soft, grain(page.size, 10), 1, -128)


def music(pen: Pen) -> None:
    """Staves and notes."""
    for staff in range(9):
        for line in range(5):
            y = dots(30 + staff * 26 + line * 2)
            pen.line((dots(15), y, dots(195), y), fill=0, width=2)
        for note in range(28):
            x, y = dots(20 + note * 6), dots(30 + staff * 26 + (note * 5 + staff) % 9)
            pen.ellipse((x, y, x + 14, y + 10), fill=0)
            pen.line((x + 14, y - 40, x + 14, y + 5), fill=0, width=2)


def codes(pen: Pen) -> None:
    """Bar codes and squares of dots beside an address."""
    chance = random.Random(4)
    for top in (40, 200):
        x = dots(30)
        while x < dots(120):
            width = chance.choice((2, 4, 6))
            pen.rectangle((x, dots(top), x + width, dots(top + 18)), fill=0)
            x += width + chance.choice((2, 4, 6))
    for row in range(45):
        for column in range(45):
            if chance.random() < 0.5:
                x, y = dots(60) + column * 8, dots(90) + row * 8
                pen.rectangle((x, y, x + 7, y + 7), fill=0)
    prose(TEXTS["English"], 10, top=240, lines=5)(pen)


_DRAWN: dict[str, Callable[[Pen], None]] = {
    "form": form,
    "table": table,
    "drawing": drawing,
    "chart": chart,
    "letterhead": letterhead,
    "stamped": stamped,
    "dark header": dark_header,
    "music": music,
    "codes": codes,
}


def clean_pages(sizes: Sequence[float] = (7, 10, 16)) -> dict[str, Make]:
    """What makes each, by name."""
    made: dict[str, Make] = {}
    for name, text in TEXTS.items():
        for points in sizes:
            made[f"{name} {points} pt"] = partial(_text, text, points)
    made |= {name: partial(drawn, draw) for name, draw in _DRAWN.items()}
    made["photographs"] = photographs
    made |= {f"photograph {seed}": partial(photograph, seed, 20 + 15 * seed) for seed in range(6)}
    for name in ("English", "Russian", "Hebrew", "Chinese"):
        page = partial(_text, TEXTS[name], 11)
        made[f"{name} scanned"] = partial(_scanned, page)
        made[f"{name} badly scanned"] = partial(_badly_scanned, page)
        made[f"{name} photographed"] = partial(_photographed, page)
    for name in ("form", "table", "letterhead", "stamped"):
        made[f"{name} scanned"] = partial(_scanned, made[name])
    return made


def _text(text: str, points: float) -> Image.Image:
    return drawn(prose(text, points, lines=24))


def _scanned(page: Make) -> Image.Image:
    return scanned(page())


def _badly_scanned(page: Make) -> Image.Image:
    return scanned(page(), -1.5, 215, 22)


def _photographed(page: Make) -> Image.Image:
    return photographed(page())


def framed(pen: ImageDraw.ImageDraw) -> None:
    """A frame near the edges of the sheet, and the shadow that a scanner leaves there."""
    pen.rectangle((dots(4), dots(3), dots(211), dots(293)), outline=0, width=3)
    pen.rectangle((0, 0, WIDTH, dots(1.5)), fill=0)
