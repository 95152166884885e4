"""Cover pages: DocX files whose placeholders are filled in, and what they look like as fax pages.

A placeholder is a name in braces. These are filled: ``{ToName} {ToCompany} {ToNumber} {FromName} {FromCompany}
{FromNumber} {Subject} {Text} {Date} {Pages}``. Others are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree
from PIL import Image

from byfax_desktop.fax import cover_layout, docx, docx_blocks
from byfax_desktop.fax.docx import W
from byfax_desktop.fax.geometry import DOTS_PER_INCH, Mode, Resolution
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
    for page in cover_layout.draw(docx_blocks.blocks(document)):
        lines = round(page.height * resolution.value / DOTS_PER_INCH)
        yield black_and_white(page.resize((page.width, lines), Image.Resampling.LANCZOS), Mode.TEXT)


def _fill_paragraph(paragraph: etree._Element, values: Mapping[str, str]) -> None:
    """Word splits text over runs as it likes, so a placeholder's value goes where its first letter stood."""
    nodes = list(docx.own(paragraph, _TEXT))
    # From the last to the first, so that what is still to be replaced stays where it was found.
    for match in reversed(list(_PLACEHOLDER.finditer(_text(nodes)))):
        if match[1] in values:
            _replace(nodes, match.start(), match.end(), _xml_text(values[match[1]]))


def _replace(nodes: list[etree._Element], start: int, end: int, value: str) -> None:
    offset = 0
    for node in nodes:
        text = node.text or ""
        first, last = max(start - offset, 0), min(end - offset, len(text))
        offset += len(text)
        if first < last:
            docx.set_text(node, text[:first] + value + text[last:])
            value = ""


def _text(nodes: Iterable[etree._Element]) -> str:
    return "".join(node.text or "" for node in nodes)


def _xml_text(value: str) -> str:
    """What XML can hold of a text, its line ends as ``\\n``."""
    return "".join(c for c in "\n".join(value.splitlines()) if c in "\t\n" or _is_printable(c))


def _is_printable(c: str) -> bool:
    return c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff"
