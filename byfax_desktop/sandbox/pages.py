"""Fax pages of what the service was given: documents, covers and whole faxes, as TIFF, and as PDF of a TIFF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PIL.Image import Image

from byfax_desktop.fax.covers.cover import cover_pages, fill_cover
from byfax_desktop.fax.g4 import read_tiff, write_tiff
from byfax_desktop.fax.geometry import Mode, Resolution
from byfax_desktop.fax.header import header_line, stamp
from byfax_desktop.fax.pdf import write_pdf
from byfax_desktop.sandbox.converter import Converter
from byfax_desktop.sandbox.store import Store
from byfax_desktop.sandbox.things import Broadcast, Cover, Document, Message


def resolution_of(quality: str) -> Resolution:
    """The contract's quality as lines per inch; what is better than FINE is FINE."""
    return Resolution.STANDARD if quality in ("STANDARD", "BASIC") else Resolution.FINE


def mode_of(mode: str) -> Mode:
    """The contract's conversion mode."""
    return Mode.PHOTO if mode == "PHOTO" else Mode.TEXT


class PageMaker:
    """Makes pages and keeps them in the store's files; raises DocumentTrouble for what can't be made into pages."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.converter = Converter(store)
        self._made: dict[tuple[str, str, str], str] = {}

    def has(self, document: Document) -> bool:
        """Whether a document's pages in FINE and TEXT are made."""
        return (document.blob, "FINE", "TEXT") in self._made

    def document(self, document: Document, quality: str, mode: str) -> Path:
        """A document's pages as TIFF, made once for each quality and mode."""
        key = (document.blob, quality, mode)
        if key not in self._made:
            resolution = resolution_of(quality)
            pages = self.converter.pages(document.blob, resolution, mode_of(mode))
            self._made[key] = self._keep(pages, resolution)
        return self._store.path(self._made[key])

    def cover(self, cover: Cover, values: Mapping[str, str], quality: str) -> Iterator[Image]:
        """A cover's pages with ``values`` for its placeholders."""
        docx = fill_cover(self._store.path(cover.blob).read_bytes(), values)
        return cover_pages(docx, resolution_of(quality))

    def fax(self, broadcast: Broadcast, message: Message, now: datetime) -> tuple[str, int]:
        """A recipient's whole fax as TIFF: cover, documents, header line; returns its file and number of pages."""
        sources = [self._source(broadcast, ref) for ref in broadcast.documents]
        count = sum(self.count(path) for path in sources)
        cover = self._store.find(Cover, broadcast.cover_ref) if broadcast.cover_ref else None
        front: list[Image] = []
        if cover is not None:
            front = list(
                self.cover(cover, _cover_values(broadcast, message, now, count + 1), broadcast.quality)
            )
        total = count + len(front)
        resolution = resolution_of(broadcast.quality)
        pages = chain(front, *(read_tiff(path) for path in sources))
        if message.header and total:
            pages = self._stamped(pages, broadcast, message, now, total)  # type: ignore[assignment]
        return self._keep(pages, resolution), total

    def count(self, tiff: Path) -> int:
        """How many pages a TIFF has."""
        return sum(1 for _ in read_tiff(tiff))

    def pdf(self, tiff: Path, quality: str) -> Path:
        """A scratch PDF of a TIFF's pages."""
        path = self._store.scratch()
        write_pdf(read_tiff(tiff), path, resolution_of(quality))
        return path

    def pdf_of(self, pages: Iterator[Image], quality: str) -> Path:
        """A scratch PDF of pages."""
        path = self._store.scratch()
        write_pdf(pages, path, resolution_of(quality))
        return path

    def _source(self, broadcast: Broadcast, ref: str) -> Path:
        document = self._store.find(Document, ref)
        assert document is not None
        if broadcast.prepared:
            return self._store.path(document.blob)
        return self.document(document, broadcast.quality, broadcast.mode)

    def _stamped(
        self, pages: Iterator[Image], broadcast: Broadcast, message: Message, now: datetime, total: int
    ) -> Iterator[Image]:
        for number, page in enumerate(pages, 1):
            values = _header_values(broadcast, message, now) | {
                "CurPage": str(number),
                "CurPages": str(total),
            }
            yield stamp(page, header_line(message.header, values), resolution_of(broadcast.quality))

    def _keep(self, pages: Iterator[Image], resolution: Resolution) -> str:
        path = self._store.scratch()
        try:
            write_tiff(pages, path, resolution)
        except BaseException:
            path.unlink()
            raise
        return self._store.keep_file(path)


def _local(now: datetime, timezone: str) -> tuple[datetime, str]:
    try:
        zone = ZoneInfo(timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = ZoneInfo("UTC")
    there = now.astimezone(zone)
    return there, there.strftime("%Z")


def _header_values(broadcast: Broadcast, message: Message, now: datetime) -> dict[str, str]:
    there, zone = _local(now, broadcast.sender.timezone)
    sender, recipient = broadcast.sender, message.recipient
    return {
        "DateTime": there.strftime("%d.%m.%Y %H:%M"),
        "Timezone": zone,
        "From": sender.name or sender.company or sender.number,
        "To": recipient.name or recipient.company or recipient.number,
        "FromNumber": sender.number,
        "ToNumber": recipient.number,
    }


def _cover_values(broadcast: Broadcast, message: Message, now: datetime, pages: int) -> dict[str, str]:
    there, _zone = _local(now, broadcast.sender.timezone)
    sender, recipient = broadcast.sender, message.recipient
    return {
        "ToName": recipient.name,
        "ToCompany": recipient.company,
        "ToNumber": recipient.number,
        "FromName": sender.name,
        "FromCompany": sender.company,
        "FromNumber": sender.number,
        "Subject": message.subject,
        "Text": broadcast.cover_text,
        "Date": there.strftime("%d.%m.%Y"),
        "Pages": str(pages),
    }
