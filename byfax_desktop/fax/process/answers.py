"""What a child process of ``helper`` does with a request. The document used last stays open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from PIL import ImageChops

from byfax_desktop.fax.blank import is_blank
from byfax_desktop.fax.geometry import DOTS_PER_INCH, Mode, Resolution
from byfax_desktop.fax.inspect import inspect
from byfax_desktop.fax.legibility.page import found_on
from byfax_desktop.fax.pages import fax_page
from byfax_desktop.fax.picture import picture_of
from byfax_desktop.fax.process.wire import Message, wanted_page
from byfax_desktop.fax.sources.opening import opened
from byfax_desktop.fax.sources.source import FaxPage, Source, turned
from byfax_desktop.fax.strip import group4_of_negative
from byfax_desktop.fax.treatment import Treatment
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

_Key = tuple[str, str, int, int, int]
"""Path, password, and by which a changed file is noticed: its place on the disk, time of change and size."""


class Answers:
    """Answers requests; a context manager, for it keeps a document open."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._key: _Key | None = None
        self._source: Source | None = None
        self._ways: dict[str, Callable[[dict[str, Any]], Message]] = {
            "inspect": self._inspect,
            "page": self._page,
            "code": self._code,
            "own": self._own,
            "legibility": self._legibility,
        }

    def __enter__(self) -> Answers:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._stack.close()

    def to(self, request: dict[str, Any]) -> Message:
        """The answer. Raises DocumentTrouble, and anything else where the document brings a library down."""
        return self._ways[request["do"]](request)

    def _inspect(self, request: dict[str, Any]) -> Message:
        info = inspect(Path(request["path"]), request["password"])
        return {"kind": info.kind.value, "pages": info.pages, "size": info.size}, b""

    def _page(self, request: dict[str, Any]) -> Message:
        page = wanted_page(request)
        with self._open(page.path, page.password) as source:
            _check(source, page.index)
            picture = picture_of(source, page)
        told = {
            "width": picture.width,
            "height": picture.height,
            "coloured": picture.coloured,
            "seconds": picture.seconds,
            "left_out": picture.left_out and picture.left_out.value,
        }
        return told, picture.dots

    def _code(self, request: dict[str, Any]) -> Message:
        """A fax page in T.6 coding; nothing for a blank page that is to be left out."""
        treatment = Treatment.from_json(request["treatment"])
        with self._open(Path(request["path"]), request["password"]) as source:
            _check(source, request["index"])
            resolution, mode = Resolution[request["resolution"]], Mode[request["mode"]]
            page = fax_page(source, request["index"], resolution, mode, treatment)
        if treatment.skip_blank and is_blank(page, resolution):
            return {"blank": True}, b""
        return {"blank": False, "dots": page.width, "lines": page.height}, group4_of_negative(
            ImageChops.invert(page)
        )

    def _own(self, request: dict[str, Any]) -> Message:
        """A page in T.6 coding with the dots and lines that it has; one that is no fax page yet as a fine one.

        Turned, its dots go to other places, and none is lost.
        """
        index = request["index"]
        with self._open(Path(request["path"]), request["password"]) as source:
            _check(source, index)
            own = source.fax_page(index) or FaxPage(
                fax_page(source, index, Resolution.FINE, Mode.TEXT), Resolution.FINE.value
            )
        dots = turned(own.dots, request["turns"])
        densities = [float(DOTS_PER_INCH), own.lines_per_inch]
        across, down = reversed(densities) if request["turns"] % 2 else densities
        told = {"dots": dots.width, "lines": dots.height, "dots_per_inch": across, "lines_per_inch": down}
        return told, group4_of_negative(ImageChops.invert(dots))

    def _legibility(self, request: dict[str, Any]) -> Message:
        """What will not be read on a page; None for a blank one that is left out."""
        page = wanted_page(request)
        assert page.look is not None
        with self._open(page.path, page.password) as source:
            _check(source, page.index)
            found = found_on(source, page.index, page.look)
        told = (
            None
            if found is None
            else [[each.kind.value, each.remedy and each.remedy.value, each.contrast] for each in found]
        )
        return {"found": told}, b""

    @contextmanager
    def _open(self, path: Path, password: str) -> Iterator[Source]:
        """The document, which stays open unless something goes wrong in the block."""
        try:
            about = path.stat()
        except OSError:
            raise DocumentTrouble.of(TroubleKind.MISSING, path) from None
        key = (str(path), password, about.st_ino, about.st_mtime_ns, about.st_size)
        if key != self._key or self._source is None:
            self._close()
            self._source = self._stack.enter_context(opened(path, password))
        stack, self._stack, self._key = self._stack, ExitStack(), None
        with stack:
            yield self._source
            self._stack, self._key = stack.pop_all(), key

    def rest(self) -> None:
        """Nobody has asked for a while: let go of the document, so that its owner can do with it what they like."""
        self._close()

    def _close(self) -> None:
        self._key = self._source = None
        stack, self._stack = self._stack, ExitStack()
        stack.close()


def _check(source: Source, index: int) -> None:
    if not 0 <= index < source.count():
        raise IndexError(index)
