"""Cover pages: DocX files whose placeholders are filled in, and what they look like as fax pages.

A placeholder is a name in braces. These are filled: ``{ToName} {ToCompany} {ToNumber} {FromName} {FromCompany}
{FromNumber} {Subject} {Text} {Date} {Pages}``. Others are left as they are.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree
from PIL import Image

from byfax_desktop.fax.covers import docx, docx_blocks, layout
from byfax_desktop.fax.covers.docx import W
from byfax_desktop.fax.geometry import WIDTH, Mode, Resolution
from byfax_desktop.fax.screen import black_and_white

_TEXT = f"{W}t"
_PLACEHOLDER = re.compile(r"\{(\w{1,40})\}")


def placeholders(document: bytes) -> tuple[str, ...]:
    """The names of all placeholders in a DocX, each once, in order. Raises DocumentTrouble for what is no DocX."""
    found: dict[str, None] = {}
    for _name, root in docx.parts(document):
        for paragraph in root.iter(f"{W}p"):
            found |= dict.fromkeys(_PLACEHOLDER.findall(_text(docx.own(paragraph, _TEXT))))
    return tuple(found)


def fill_cover(document: bytes, values: Mapping[str, str]) -> bytes:
    """The DocX with ``values`` in place of the placeholders. Raises DocumentTrouble for what is no DocX."""
    filled = {}
    for name, root in docx.parts(document):
        for paragraph in root.iter(f"{W}p"):
            _fill_paragraph(paragraph, values)
        filled[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return docx.replaced(document, filled)


def cover_pages(document: bytes, resolution: Resolution) -> Iterator[Image.Image]:
    """The pages of a DocX, drawn plainly, in Pillow's mode "1". Raises DocumentTrouble for what is no DocX."""
    for page in layout.draw(docx_blocks.blocks(document)):
        size = (WIDTH, resolution.page_lines)
        yield black_and_white(page.resize(size, Image.Resampling.LANCZOS), Mode.TEXT)


def _fill_paragraph(paragraph: etree._Element, values: Mapping[str, str]) -> None:
    """Word splits text over runs as it likes, so a placeholder's value goes where its first letter stood."""
    nodes = list(docx.own(paragraph, _TEXT))
    whole = _text(nodes)
    edits = deque(
        (match.start(), match.end(), _xml_text(values[match[1]]))
        for match in _PLACEHOLDER.finditer(whole)
        if match[1] in values
    )
    start = 0
    for node in nodes if edits else ():
        end = start + len(node.text or "")
        docx.set_text(node, _edited(whole, start, end, edits))
        start = end


def _edited(whole: str, start: int, end: int, edits: deque[tuple[int, int, str]]) -> str:
    """One stretch of the text after the edits that touch it; those that end in it are taken off."""
    pieces = []
    place = start
    while edits and edits[0][0] < end:
        first, last, value = edits[0]
        if first >= start:
            pieces += [whole[place:first], value]
        place = min(last, end)
        if last > end:
            break
        edits.popleft()
    return "".join(pieces) + whole[place:end]


def _text(nodes: Iterable[etree._Element]) -> str:
    return "".join(node.text or "" for node in nodes)


def _xml_text(value: str) -> str:
    """What XML can hold of a text, its line ends as ``\\n``."""
    return "".join(c for c in "\n".join(value.splitlines()) if c in "\t\n" or _is_printable(c))


def _is_printable(c: str) -> bool:
    return c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff"
