"""What a file is and how many pages it has. Its content decides, not its name."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

SIZE_LIMIT = 100 * 1024 * 1024
"""Bytes; no office document worth faxing is larger."""
_HEAD = 4096


class Kind(Enum):
    """The kinds of files that people fax."""

    PDF = "application/pdf"
    TIFF = "image/tiff"
    PNG = "image/png"
    JPEG = "image/jpeg"
    GIF = "image/gif"
    BMP = "image/bmp"
    WEBP = "image/webp"
    HEIC = "image/heic"
    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    HTML = "text/html"
    RTF = "application/rtf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    OPEN_DOCUMENT = "application/vnd.oasis.opendocument.text"
    OLD_OFFICE = "application/msword"

    @property
    def is_image(self) -> bool:
        """Whether it is a picture, or several."""
        return self in _IMAGES

    @property
    def is_markup(self) -> bool:
        """Whether it is text with marks for how it looks; it becomes PDF first."""
        return self in (Kind.HTML, Kind.MARKDOWN)

    @property
    def only_service(self) -> bool:
        """Whether only the service can make pages of it."""
        return not (self in (Kind.PDF, Kind.TEXT) or self.is_image or self.is_markup)


_IMAGES = (Kind.TIFF, Kind.PNG, Kind.JPEG, Kind.GIF, Kind.BMP, Kind.WEBP, Kind.HEIC)
_MAGIC = (
    (b"II*\0", Kind.TIFF),
    (b"MM\0*", Kind.TIFF),
    (b"II+\0", Kind.TIFF),
    (b"MM\0+", Kind.TIFF),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
    (b"{\\rtf", Kind.RTF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLD_OFFICE),
)
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1")
"""ISO/IEC 23008-12, 10.2: pictures coded by HEVC, and those that may be."""
_MARKDOWN_NAMES = (".md", ".markdown")
"""Markdown is text with nothing that gives it away: only here a name decides."""
_TAG = re.compile(
    rb"<(?:!doctype html|html|head|body|title|meta|p|div|table|h[1-6]|span|br|ul|ol|a)\b[^<>]*>"
)
_BEFORE_TAG = re.compile(rb"(?:\s|<\?xml[^>]*\?>|<!--.*?-->)*", re.DOTALL)
_OFFICE_PARTS = (("word/", Kind.DOCX), ("xl/", Kind.XLSX), ("ppt/", Kind.PPTX))


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A file's kind, MIME type and size in bytes; ``pages`` is ``None`` where only the service can tell."""

    kind: Kind
    mime: str
    pages: int | None
    size: int


def inspect(path: Path, password: str = "") -> DocumentInfo:
    """Look into a file. Raises DocumentTrouble for one that cannot be faxed, or not without another password."""
    size = _size(path)
    kind = kind_of(path)
    return DocumentInfo(kind, kind.value, None if kind.only_service else _pages(path, kind, password), size)


def kind_of(path: Path) -> Kind:
    """What the content is. Raises DocumentTrouble for what no fax can be made of."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError:
        raise DocumentTrouble.of(TroubleKind.MISSING, path) from None
    except OSError:
        raise DocumentTrouble.of(TroubleKind.UNREADABLE, path) from None
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(b"BM") and head[6:10] == bytes(4):  # reserved, always zero; text has none
        return Kind.BMP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return Kind.HEIC
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head.startswith(b"PK\x03\x04"):
        return _office_kind(path)
    if _looks_like_html(head):
        return Kind.HTML
    if _looks_like_text(head):
        return Kind.MARKDOWN if path.suffix.lower() in _MARKDOWN_NAMES else Kind.TEXT
    raise DocumentTrouble.of(TroubleKind.UNSUPPORTED, path)


def _size(path: Path) -> int:
    try:
        if path.is_dir():
            raise DocumentTrouble.of(TroubleKind.FOLDER, path)
        size = path.stat().st_size
    except FileNotFoundError:
        raise DocumentTrouble.of(TroubleKind.MISSING, path) from None
    except OSError:
        raise DocumentTrouble.of(TroubleKind.UNREADABLE, path) from None
    if not path.is_file():
        raise DocumentTrouble.of(TroubleKind.UNSUPPORTED, path)
    if size == 0:
        raise DocumentTrouble.of(TroubleKind.EMPTY, path)
    if size > SIZE_LIMIT:
        raise DocumentTrouble.of(TroubleKind.TOO_LARGE, path)
    return size


def _office_kind(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError):
        raise DocumentTrouble.of(TroubleKind.BROKEN, path) from None
    for folder, kind in _OFFICE_PARTS:
        if any(name.startswith(folder) for name in names):
            return kind
    if "content.xml" in names:
        return Kind.OPEN_DOCUMENT
    raise DocumentTrouble.of(TroubleKind.UNSUPPORTED, path)


def _looks_like_html(head: bytes) -> bool:
    """Whether the first thing that isn't a comment is one of HTML's tags."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")[2:]
    head = head.removeprefix(b"\xef\xbb\xbf").lower()
    before = _BEFORE_TAG.match(head)
    return _TAG.match(head, before.end() if before else 0) is not None


def _looks_like_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    control = sum(byte < 32 and byte not in (9, 10, 12, 13, 27) for byte in head)
    return control == 0


def _pages(path: Path, kind: Kind, password: str) -> int:
    if kind.is_image:
        from byfax_desktop.fax.sources.pictures import frame_count

        count = frame_count(path)
    else:
        from byfax_desktop.fax.sources.opening import opened

        with opened(path, password) as source:
            count = source.count()
    if count == 0:
        raise DocumentTrouble.of(TroubleKind.NO_PAGES, path)
    return count
