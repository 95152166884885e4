"""Fax pages made on this computer: documents become one Group 4 TIFF that the service sends as it is."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from byfax_desktop.engine.drafts import Draft
from byfax_desktop.engine.submission import Submission, fax_file, message_request, new_ref
from byfax_desktop.engine.uploads import Transfer
from byfax_desktop.service.errors import NotFound
from byfax_desktop.service.files import FileSource
from byfax_desktop.service.records import SubmitResult
from byfax_desktop.service.requests import FaxDocument
from byfax_desktop.service.states import FaxMode, FaxQuality

if TYPE_CHECKING:
    from byfax_desktop.service.ports.faxout import FaxoutPort


class PreparedFax:
    """The pages of a draft as a file in ``spool``, there as long as the ``with`` block runs.

    ``group`` is the ref by which all its requests can be asked for together. Entering raises DocumentTrouble.
    """

    def __init__(self, faxout: FaxoutPort, draft: Draft, group: str, spool: Path) -> None:
        self._faxout = faxout
        self._draft = draft
        self._group = group
        self._path = spool / f"{new_ref()}.tif"

    def __enter__(self) -> Self:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            write_pages(self._draft, self._path)
            self._source = FileSource.from_path(self._path)
        except BaseException:
            self._path.unlink(missing_ok=True)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._path.unlink(missing_ok=True)

    def submit(self, made: Submission, transfer: Transfer) -> SubmitResult:
        """Send the pages to the one recipient of ``made``; they travel only where the service lacks them."""
        ref = self._source.md5
        tiff = (
            FaxDocument(ref) if self._is_there(ref) else FaxDocument(ref, fax_file(self._path, self._source))
        )
        request = message_request(self._draft, made, self._group, tiff)
        return self._faxout.submit_message(request, progress=transfer.progress, cancel=transfer.cancel)

    def _is_there(self, ref: str) -> bool:
        try:
            self._faxout.check_tiff_exists(ref)
        except NotFound:
            return False
        return True


def write_pages(draft: Draft, path: Path) -> int:
    """Write all documents of the draft as one TIFF and return its number of pages; raises DocumentTrouble."""
    # Imaging libraries take longer to load than the window: only a fax that needs them pays for them.
    from byfax_desktop.fax.g4 import write_tiff
    from byfax_desktop.fax.geometry import Mode, Resolution
    from byfax_desktop.fax.pages import fax_pages

    resolution = Resolution.STANDARD if draft.quality is FaxQuality.STANDARD else Resolution.FINE
    mode = Mode.PHOTO if draft.mode is FaxMode.PHOTO else Mode.TEXT
    pages = (page for document in draft.documents for page in fax_pages(document, resolution, mode))
    return write_tiff(pages, path, resolution)
