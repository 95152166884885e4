"""Looking into documents without risk: all of it happens in child processes that can hang or die alone."""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from byfax_desktop.fax.convert.conversions import Conversions
from byfax_desktop.fax.crew import Crew, Lost, TooLong, TooMuch, child_environment, never
from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.inspect import DocumentInfo, Kind
from byfax_desktop.fax.page_choice import ALL_PAGES, PageChoice
from byfax_desktop.fax.rasterize import CodedPage, Progress, rasterize, silent
from byfax_desktop.fax.scratch import Scratch
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind
from byfax_desktop.fax.wanted import FaxDocument, LeftOut, PagePicture, WantedPage
from byfax_desktop.fax.wire import Message, page_request

MOST_CHILDREN = max(2, min(4, os.cpu_count() or 1))
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
        try:
            kind = Kind(told["kind"])
            info = DocumentInfo(kind, kind.value, told["pages"], told["size"])
        except (ValueError, KeyError, TypeError):
            raise DocumentTrouble.of(TroubleKind.CRASHED, path) from None
        if not kind.only_service:
            return info
        pdf = self._conversions.pdf_of(path, cancelled)
        return info if pdf is None else replace(info, pages=self._renamed(path, pdf, cancelled))

    def page(self, wanted: WantedPage, cancelled: Callable[[], bool] = never) -> PagePicture:
        """The picture of one page."""
        readable = replace(wanted, path=self._conversions.known(wanted.path).absolute())
        told, dots = self._ask(page_request(readable), wanted.path, cancelled)
        try:
            left_out = told["left_out"] and LeftOut(told["left_out"])
            picture = PagePicture(
                told["width"], told["height"], told["coloured"], dots, told["seconds"], left_out
            )
            whole = len(dots) == picture.width * picture.height * (3 if picture.coloured else 1)
        except (ValueError, KeyError, TypeError):
            whole = False
        if not whole:
            raise DocumentTrouble.of(TroubleKind.CRASHED, wanted.path)
        return picture

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

        def code(document: FaxDocument, index: int) -> CodedPage:
            return self._coded(document, index, resolution, mode, cancelled)

        def count(document: FaxDocument) -> int:
            pages = self.inspect(document.path, document.password, cancelled).pages
            if pages is None:
                raise DocumentTrouble.of(TroubleKind.UNSUPPORTED, document.path)
            return pages

        self.warm(self._most)
        return rasterize(documents, out, resolution, choice, self._most, count, code, progress)

    def close(self) -> None:
        """End every call that is under way; there can be no more after it."""
        atexit.unregister(self.close)
        self._conversions.close()
        self._crew.close()
        self._scratch.remove()

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
            "path": str(self._conversions.known(document.path).absolute()),
            "password": document.password,
            "index": index,
            "resolution": resolution.name,
            "mode": mode.name,
            "treatment": document.treatment.to_json(),
        }
        told, coded = self._ask(request, document.path, cancelled)
        try:
            return None if told["blank"] else (coded, (int(told["size"][0]), int(told["size"][1])))
        except (ValueError, KeyError, TypeError, IndexError):
            raise DocumentTrouble.of(TroubleKind.CRASHED, document.path) from None

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
