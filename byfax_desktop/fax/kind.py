"""What kind of file it is. Its content decides, not its name."""

from __future__ import annotations

import re
import zipfile
from enum import Enum
from pathlib import Path

from byfax_desktop.fax.encodings import wide_encoding
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

_HEAD = 4096
_LONG_HEAD = 256 * 1024
"""Where HTML begins with a long comment."""


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
    AVIF = "image/avif"
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


_IMAGES = (Kind.TIFF, Kind.PNG, Kind.JPEG, Kind.GIF, Kind.BMP, Kind.WEBP, Kind.HEIC, Kind.AVIF)
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
_BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"), Kind.HEIC),
    **dict.fromkeys((b"avif", b"avis"), Kind.AVIF),
}
"""ISO/IEC 23008-12, 10.2, and AVIF 1.1, 8: pictures coded by HEVC or AV1, and rows of them."""
_MARKDOWN_NAMES = (".md", ".markdown")
"""Markdown is text with nothing that gives it away: only here a name decides."""
_TAG = re.compile(
    rb"<(?:!doctype html|html|head|body|title|meta|link|style|script|p|div|table|h[1-6]|span|br|hr|ul|ol|dl|a|b|i|u"
    rb"|strong|em|font|center|img|pre|blockquote|article|section|main|header)(?![\w:.@-])[^<>]*>"
)
_BEFORE_TAG = re.compile(rb"(?:\s|<\?xml[^>]*\?>|<!--.*?-->)*", re.DOTALL)
_OPEN_COMMENT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>)?\s*<!--(?!.*-->)", re.DOTALL)
_POSTSCRIPT = b"%!PS"
"""Orders to a printer: legible, but nobody wants to read them."""
_OFFICE_PARTS = (("word/", Kind.DOCX), ("xl/", Kind.XLSX), ("ppt/", Kind.PPTX))


def kind_of(path: Path) -> Kind:
    """What the content is. Raises DocumentTrouble for what no fax can be made of."""
    head = _head_of(path)
    found = _by_signature(head)
    if found is not None:
        return found
    if head.startswith(b"PK\x03\x04"):
        return _office_kind(path)
    head = _in_narrow_letters(head)
    if _looks_like_html(head):
        return Kind.HTML
    if _looks_like_text(head) and not head.startswith(_POSTSCRIPT):
        return Kind.MARKDOWN if path.suffix.lower() in _MARKDOWN_NAMES else Kind.TEXT
    raise DocumentTrouble.of(TroubleKind.UNSUPPORTED, path)


def _head_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            return head + file.read(_LONG_HEAD) if _OPEN_COMMENT.match(head) else head
    except FileNotFoundError:
        raise DocumentTrouble.of(TroubleKind.MISSING, path) from None
    except OSError:
        raise DocumentTrouble.of(TroubleKind.UNREADABLE, path) from None


def _by_signature(head: bytes) -> Kind | None:
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(b"BM") and head[6:10] == bytes(4):  # reserved, always zero; text has none
        return Kind.BMP
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    return _BRANDS.get(head[8:12]) if head[4:8] == b"ftyp" else None


def _office_kind(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, ValueError):
        raise DocumentTrouble.of(TroubleKind.BROKEN, path) from None
    for folder, kind in _OFFICE_PARTS:
        if any(name.startswith(folder) for name in names):
            return kind
    if "content.xml" in names:
        return Kind.OPEN_DOCUMENT
    raise DocumentTrouble.of(TroubleKind.UNSUPPORTED, path)


def _looks_like_html(head: bytes) -> bool:
    """Whether the first thing that isn't a comment is one of HTML's tags."""
    head = head.removeprefix(b"\xef\xbb\xbf").lower()
    before = _BEFORE_TAG.match(head)
    return _TAG.match(head, before.end() if before else 0) is not None


def _looks_like_text(head: bytes) -> bool:
    return not any(byte < 32 and byte not in b"\t\n\f\r\x1b" for byte in head)


def _in_narrow_letters(head: bytes) -> bytes:
    """UTF-16 as UTF-8; anything else as it is."""
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else wide_encoding(head)
    return head.decode(encoding, errors="ignore").encode() if encoding else head
