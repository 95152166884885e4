"""Looking into documents without risk: all of it happens in child processes that can hang or die alone."""

from __future__ import annotations

import atexit
import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from byfax_desktop.fax.convert.conversions import Conversions
from byfax_desktop.fax.g4 import TiffWriter
from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.inspect import DocumentInfo
from byfax_desktop.fax.legibility.findings import MOST_PAGES, Found, Legibility, findings
from byfax_desktop.fax.page_choice import ALL_PAGES, PageChoice
from byfax_desktop.fax.pdf import PdfWriter
from byfax_desktop.fax.private import create_private
from byfax_desktop.fax.process import heard
from byfax_desktop.fax.process.crew import Crew, Lost, TooLong, TooMuch, child_environment, never
from byfax_desktop.fax.process.scratch import Scratch
from byfax_desktop.fax.process.wire import Garbled, Message, page_request
from byfax_desktop.fax.rasterize import CodedPage, Progress, Work, rasterize, silent
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind
from byfax_desktop.fax.turns import UPRIGHT, PageTurns
from byfax_desktop.fax.wanted import FaxDocument, FaxLook, PagePicture, WantedPage

MOST_CHILDREN = max(2, min(4, os.cpu_count() or 1))
_LONGEST_LOOK = 30.0
"""Seconds after which no further page of a document is looked at for what cannot be read."""
_Answer = TypeVar("_Answer")
_TROUBLE_OF = {TooLong: TroubleKind.TIMEOUT, TooMuch: TroubleKind.TOO_LARGE}


class PageHelper:
    """Its calls block, each request for at most ``timeout_s`` seconds, and raise DocumentTrouble.

    Safe to use from several threads. Office documents are converted by an installed LibreOffice, which takes longer.
    ``cancelled`` is asked now and then: where it says True the call ends soon, with a DocumentTrouble that nobody
    will see. ``close`` ends the calls that are under way, and so does the end of this program. ``program`` is what
    starts a child, where it isn't the usual one.
    """

    def __init__(
        self, timeout_s: float = 20, program: Sequence[str] | None = None, most: int = MOST_CHILDREN
    ) -> None:
        self._timeout = timeout_s
        self._most = most
        self._scratch = Scratch()
        self._crew = Crew(most, child_environment(self._scratch.folder), program)
        self._conversions = Conversions(self._scratch.folder)
        atexit.register(self.close)

    def warm(self, children: int = 1) -> None:
        """Have children ready before the first document comes."""
        try:
            self._crew.warm(children)
        except OSError:
            return  # the first document will say it

    def inspect(self, path: Path, password: str = "", cancelled: Callable[[], bool] = never) -> DocumentInfo:
        """Kind, MIME type, number of pages and size; ``pages`` is None where only the service can tell."""
        request = {"do": "inspect", "path": str(path.absolute()), "password": password}
        told, _ = self._ask(request, path, cancelled)
        info = _believed(lambda: heard.description(told), path)
        if not info.kind.only_service:
            return info
        pdf = self._conversions.pdf_of(path, cancelled)
        return info if pdf is None else replace(info, pages=self._renamed(path, pdf, cancelled))

    def page(self, wanted: WantedPage, cancelled: Callable[[], bool] = never) -> PagePicture:
        """The picture of one page."""
        told, dots = self._ask_pages(page_request(wanted), wanted.path, cancelled)
        return _believed(lambda: heard.picture(told, dots), wanted.path)

    def legibility(
        self,
        path: Path,
        pages: int,
        look: FaxLook,
        password: str = "",
        cancelled: Callable[[], bool] = never,
    ) -> Legibility:
        """What will not be read of a document with so many pages, the first of those that are sent looked at."""
        chosen = [index for index in range(pages) if look.treatment.pages.has(index + 1)]
        looked_at, found = 0, {}
        begun = time.monotonic()
        for index in chosen[:MOST_PAGES]:
            if time.monotonic() - begun > _LONGEST_LOOK:
                break
            on_page = self._found(WantedPage(path, index, 0, look, password), cancelled)
            looked_at += 1
            if on_page is not None:
                found[index] = on_page
        return Legibility(findings(found, look), looked_at, len(chosen))

    def rasterize(
        self,
        documents: Sequence[FaxDocument],
        out: Path,
        resolution: Resolution,
        mode: Mode,
        choice: PageChoice = ALL_PAGES,
        progress: Progress = silent,
        cancelled: Callable[[], bool] = never,
    ) -> int:
        """Write the chosen pages of all documents as fax pages to ``out``, readable by its owner only.

        Returns how many there are. ``progress`` gets the pages done and their number. Raises OSError too, where
        ``out`` cannot be written; an unfinished file is left then, and after any other failure.
        """

        stopped = threading.Event()

        def unwanted() -> bool:
            return stopped.is_set() or cancelled()

        def code(document: FaxDocument, index: int) -> CodedPage:
            return self._coded(document, index, resolution, mode, unwanted)

        def count(document: FaxDocument) -> int:
            pages = self.inspect(document.path, document.password, unwanted).pages
            if pages is None:
                raise DocumentTrouble.of(TroubleKind.UNSUPPORTED, document.path)
            return pages

        self.warm(self._most)
        work = Work(count, code, stopped.set, self._most)
        return rasterize(documents, out, resolution, choice, work, progress)

    def pdf(
        self,
        path: Path,
        out: Path,
        progress: Progress = silent,
        cancelled: Callable[[], bool] = never,
        turns: PageTurns = UPRIGHT,
    ) -> int:
        """Write a received fax as PDF to ``out``, readable by its owner only, with all the dots that it has.

        ``turns`` say how its pages are to lie. Returns how many pages there are; they are on the disk then.
        ``progress`` gets the pages done and their number; what it raises passes through. Raises OSError too, where
        ``out`` cannot be written. Any failure leaves an unfinished file.
        """
        with create_private(out) as file:
            writer = PdfWriter(file)
            self._write_own(writer, path, turns, progress, cancelled)
            count = writer.finish()
            file.flush()
            os.fsync(file.fileno())
            return count

    def turned(
        self,
        path: Path,
        out: Path,
        turns: PageTurns,
        progress: Progress = silent,
        cancelled: Callable[[], bool] = never,
    ) -> int:
        """Write a received fax as TIFF to ``out``, its pages as they are to lie, with all the dots that they have.

        Ends as ``pdf`` does.
        """
        with create_private(out) as file:
            writer = TiffWriter(file)
            self._write_own(writer, path, turns, progress, cancelled)
            file.flush()
            os.fsync(file.fileno())
            return writer.count

    def close(self) -> None:
        """End every call that is under way; there can be no more after it."""
        atexit.unregister(self.close)
        self._conversions.close()
        self._crew.close()
        self._scratch.remove()

    def _write_own(
        self,
        writer: PdfWriter | TiffWriter,
        path: Path,
        turns: PageTurns,
        progress: Progress,
        cancelled: Callable[[], bool],
    ) -> None:
        pages = self.inspect(path, cancelled=cancelled).pages or 1
        for index in range(pages):
            progress(index, pages)
            request = {"do": "own", "password": "", "index": index, "turns": turns.of(index)}
            told, coded = self._ask_pages(request, path, cancelled)
            writer.add(*_believed(partial(heard.own_page, told, coded), path))
        progress(pages, pages)

    def _coded(
        self,
        document: FaxDocument,
        index: int,
        resolution: Resolution,
        mode: Mode,
        cancelled: Callable[[], bool],
    ) -> CodedPage:
        request = {
            "do": "code",
            "password": document.password,
            "index": index,
            "resolution": resolution.name,
            "mode": mode.name,
            "treatment": document.treatment.to_json(),
        }
        told, coded = self._ask_pages(request, document.path, cancelled)
        return _believed(lambda: heard.coded_page(told, coded), document.path)

    def _found(self, wanted: WantedPage, cancelled: Callable[[], bool]) -> tuple[Found, ...] | None:
        request = page_request(wanted) | {"do": "legibility"}
        told, _ = self._ask_pages(request, wanted.path, cancelled)
        return _believed(lambda: heard.found(told), wanted.path)

    def _ask_pages(self, request: dict[str, Any], path: Path, cancelled: Callable[[], bool]) -> Message:
        """Ask for a page of a document, which is converted before if that is needed."""
        readable = self._conversions.known(path).absolute()
        try:
            return self._ask(request | {"path": str(readable)}, path, cancelled)
        except DocumentTrouble as trouble:
            if trouble.kind is not TroubleKind.UNSUPPORTED:
                raise
            pdf = self._conversions.pdf_of(path, cancelled)
            if pdf is None:
                raise
        return self._ask(request | {"path": str(pdf)}, path, cancelled)

    def _renamed(self, path: Path, pdf: Path, cancelled: Callable[[], bool]) -> int | None:
        """The number of pages of the PDF that stands for ``path``; trouble with it is trouble with that."""
        try:
            return self.inspect(pdf, cancelled=cancelled).pages
        except DocumentTrouble as trouble:
            raise DocumentTrouble.of(trouble.kind, path) from None

    def _ask(self, request: dict[str, Any], path: Path, cancelled: Callable[[], bool]) -> Message:
        try:
            told, content = self._crew.ask(request, self._timeout, cancelled)
        except Lost as lost:
            raise DocumentTrouble.of(_TROUBLE_OF.get(type(lost), TroubleKind.CRASHED), path) from None
        except OSError:
            raise DocumentTrouble.of(TroubleKind.CRASHED, path) from None
        answer = told.get("answer")
        if isinstance(answer, dict):
            return answer, content
        known = str(told.get("trouble"))
        kind = TroubleKind[known] if known in TroubleKind.__members__ else TroubleKind.CRASHED
        raise DocumentTrouble.of(kind, path)


def _believed(read: Callable[[], _Answer], path: Path) -> _Answer:
    try:
        return read()
    except Garbled:
        raise DocumentTrouble.of(TroubleKind.CRASHED, path) from None
