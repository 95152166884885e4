"""DocX files (ECMA-376, WordprocessingML) as packages: their parts, guarded against hostile ones."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from lxml import etree

from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT = "word/document.xml"
_COUNTED = re.compile(r"word/document\d{1,3}\.xml")
STYLES = "word/styles.xml"

MAX_ENTRIES = 500
MAX_UNPACKED = 40 * 1024 * 1024
"""Bytes of all entries together."""
MAX_PART = 8 * 1024 * 1024
"""Bytes of a part that is read as XML; as a tree it takes ten times as much."""
MAX_RATIO = 100
"""How many times smaller an entry may be packed; XML of an office program stays below 20."""
SMALL = 256 * 1024
"""Bytes; entries up to this size may be packed as small as they like."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    ValueError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)
"""What zipfile raises for damaged, encrypted and unusually packed entries."""


def parts(document: bytes) -> Iterator[tuple[str, etree._Element]]:
    """The name and root of each part that bears text. Raises DocumentTrouble for what is no DocX."""
    for name, data in _contents(document).items():
        if name.startswith(("word/document", "word/header", "word/footer")) and name.endswith(".xml"):
            yield name, _parse(data)


def main_part(document: bytes) -> etree._Element:
    """The root of the part with the body. Raises DocumentTrouble for what is no DocX."""
    contents = _contents(document)
    return _parse(contents[_main_name(contents)])


def part(document: bytes, name: str) -> etree._Element | None:
    """The root of one part, if there is such a part. Raises DocumentTrouble for what is no DocX."""
    data = _contents(document).get(name)
    return None if data is None else _parse(data)


def replaced(document: bytes, changes: Mapping[str, bytes]) -> bytes:
    """The DocX with other contents for some of its parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _contents(document).items():
            archive.writestr(name, changes.get(name, data))
    return target.getvalue()


def own(paragraph: etree._Element, tag: str) -> Iterator[etree._Element]:
    """A paragraph's elements of one kind, without those of paragraphs inside it, as text boxes have them."""
    for node in paragraph.iter(tag):
        if next(node.iterancestors(f"{W}p"), None) is paragraph:
            yield node


def set_text(node: etree._Element, text: str) -> None:
    """Put text into a text node; line ends become breaks, as WordprocessingML has them."""
    first, *others = text.split("\n")
    node.text = first
    node.set(_SPACE, "preserve")
    for line in others:
        line_break, following = etree.Element(f"{W}br"), etree.Element(f"{W}t")
        following.text = line
        following.set(_SPACE, "preserve")
        node.addnext(line_break)
        line_break.addnext(following)
        node = following


def broken() -> DocumentTrouble:
    """The trouble with a cover page that is no DocX, or a damaged one."""
    return DocumentTrouble(TroubleKind.BROKEN, "The cover page")


def _contents(document: bytes) -> dict[str, bytes]:
    """Every entry of the package; nothing is unpacked before all entries are found harmless."""
    try:
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            entries = archive.infolist()
            _refuse_bombs(entries)
            contents = {entry.filename: archive.read(entry) for entry in entries}
    except _UNREADABLE:
        raise broken() from None
    _main_name(contents)
    return contents


def _main_name(contents: Mapping[str, bytes]) -> str:
    """Word calls it so; some that write DocX count on."""
    if DOCUMENT in contents:
        return DOCUMENT
    others = sorted(name for name in contents if _COUNTED.fullmatch(name))
    if not others:
        raise broken()
    return others[0]


def _refuse_bombs(entries: list[zipfile.ZipInfo]) -> None:
    """``zipfile`` never unpacks more than an entry says it holds, so what the entries say can be trusted here."""
    packed_too_well = any(entry.file_size > max(SMALL, MAX_RATIO * entry.compress_size) for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or packed_too_well:
        raise DocumentTrouble(TroubleKind.TOO_LARGE, "The cover page")


def _parse(data: bytes) -> etree._Element:
    if len(data) > MAX_PART:
        raise DocumentTrouble(TroubleKind.TOO_LARGE, "The cover page")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise broken() from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise broken()
    return root
