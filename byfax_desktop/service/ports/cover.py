"""Cover page templates: DocX files with placeholders that the service fills."""

from __future__ import annotations

from pathlib import Path

from byfax_desktop.service.ports.caller import Caller
from byfax_desktop.service.records import Answer, Cover, Covers, CoverUploadResult, FileAnswer
from byfax_desktop.service.requests import FaxFile


class CoverPort:
    """The service ``cover``. Every method raises as ``ByfaxClient.call``."""

    def __init__(self, caller: Caller) -> None:
        self._call = caller.call

    def list_covers(self) -> tuple[Cover, ...]:
        """All covers of the account."""
        return self._call(Covers, "cover.listCovers", {}).items

    def get_cover(self, cover_ref: str) -> Cover | None:
        """One cover; ``None`` when the answer holds none."""
        items = self._call(Covers, "cover.getCover", {"coverRef": cover_ref}).items
        return items[0] if items else None

    def add_cover(self, title: str, file: FaxFile) -> CoverUploadResult:
        """Store a DocX as a new cover."""
        return self._call(CoverUploadResult, "cover.addCover", {"title": title, "file": file})

    def reload_cover(self, cover_ref: str, file: FaxFile) -> Answer:
        """Put another DocX in a cover's place."""
        return self._call(Answer, "cover.reloadCover", {"coverRef": cover_ref, "file": file})

    def rename_cover(self, cover_ref: str, title: str) -> Answer:
        """Give a cover another title."""
        return self._call(Answer, "cover.renameCover", {"coverRef": cover_ref, "title": title})

    def delete_cover(self, cover_ref: str) -> Answer:
        """Delete a cover."""
        return self._call(Answer, "cover.deleteCover", {"coverRef": cover_ref})

    def download_cover(self, cover_ref: str, into: Path) -> FileAnswer:
        """Save a cover's DocX."""
        return self._call(FileAnswer, "cover.downloadCover", {"coverRef": cover_ref}, into=into)

    def get_cover_preview(self, cover_ref: str, into: Path) -> FileAnswer:
        """Save a picture of the cover; the answer's ``file_mime`` tells its format."""
        return self._call(FileAnswer, "cover.getCoverPreview", {"coverRef": cover_ref}, into=into)
