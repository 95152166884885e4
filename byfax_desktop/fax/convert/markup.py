"""HTML and Markdown as PDF: what they say in a plain, legible shape. Nothing that they name is ever fetched."""

from __future__ import annotations

import re
from pathlib import Path

import lxml.html
from fpdf.errors import FPDFException
from lxml import etree

from byfax_desktop.fax.convert.paper import Paper
from byfax_desktop.fax.convert.tables import draw_table
from byfax_desktop.fax.encodings import MARKS
from byfax_desktop.fax.kind import Kind
from byfax_desktop.fax.private import create_private
from byfax_desktop.fax.sources.text import decoded
from byfax_desktop.fax.trouble import DocumentTrouble, TroubleKind

MAX_BYTES = 32 * 1024 * 1024
"""Pictures may be part of it."""
MAX_LETTERS = 4_000_000
"""Fill about a thousand pages; to lay them out only to refuse them would take a minute."""

_CHARSET = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,200}?encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE
)
_LETTERS = re.compile("utf-?8|windows-|cp[0-9]|iso|koi8|latin|mac|x-mac|gb|big5|shift|euc|ks_c|us-ascii")
"""Python knows codecs that are for something else, and what says it is UTF-16 in letters of one byte is not."""
_MEANT = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
"""What is said, and what everybody takes it for (WHATWG Encoding, 4.2)."""


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_LEFT_OUT = _tags(
    "script style head title template svg math iframe frame object embed applet audio video canvas select input"
)
_HEADINGS = {"h1": 20.0, "h2": 16.0, "h3": 13.5, "h4": 12.0, "h5": 11.0, "h6": 11.0}
"""Points."""
_LOOSE = _tags("p pre blockquote figure ul ol dl h1 h2 h3 h4 h5 h6")
"""What stands apart from what is before and after it."""
_BLOCKS = _LOOSE | _tags(
    "address article aside body center dd details div dt fieldset figcaption footer form header html legend li main "
    "nav section summary table caption tr td th"
)
_STYLES = {
    **dict.fromkeys(("b", "strong", "th", "dt", "legend", "summary"), "bold"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var", "address"), "italic"),
    **dict.fromkeys(("u", "ins"), "underlined"),
    **dict.fromkeys(("s", "del", "strike"), "struck"),
    **dict.fromkeys(("code", "kbd", "samp", "tt", "pre"), "fixed"),
}
_HIDDEN = etree.XPath(
    ".//*[@hidden or contains(translate(@style, 'DISPLAYNOE ', 'displaynoe'), 'display:none')]"
)
_DEEPEST = 150
"""Tags in each other; what is nested deeper loses its looks, not its words."""
_INDENTED = _tags("ul ol dd blockquote")


def markup_to_pdf(path: Path, out: Path, kind: Kind) -> None:
    """Write a private PDF with A4 pages. Raises DocumentTrouble for what cannot be read or is far too long."""
    paper = Paper(path)
    try:
        _write(_root(_html(path, kind), path), paper)
        content = paper.content()
    except (FPDFException, etree.LxmlError, RecursionError, ValueError):
        raise DocumentTrouble.of(TroubleKind.BROKEN, path) from None
    if paper.is_empty:
        raise DocumentTrouble.of(TroubleKind.NO_PAGES, path)
    with create_private(out) as file:
        file.write(content)


def _html(path: Path, kind: Kind) -> str:
    try:
        data = path.read_bytes()
    except OSError:
        raise DocumentTrouble.of(TroubleKind.UNREADABLE, path) from None
    if len(data) > MAX_BYTES:
        raise DocumentTrouble.of(TroubleKind.TOO_LARGE, path)
    if kind is Kind.MARKDOWN:
        from markdown_it import MarkdownIt

        reader = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])
        text = decoded(data, path)
        if len(text) > MAX_LETTERS:
            raise DocumentTrouble.of(TroubleKind.TOO_LARGE, path)
        return str(reader.render(text))
    return _as_told(data) or decoded(data, path)


def _as_told(data: bytes) -> str | None:
    """As the document says of itself that it is to be read; None where it doesn't, or not truly."""
    told = _CHARSET.search(data[:4096])
    if not told or data.startswith(tuple(mark for mark, _ in MARKS)):
        return None
    name = told[1].decode("ascii").lower()
    if not _LETTERS.match(name):
        return None
    try:
        return data.decode(_MEANT.get(name, name))
    except (LookupError, ValueError):
        return None


def _root(html: str, path: Path) -> etree._Element:
    if not html.strip():
        raise DocumentTrouble.of(TroubleKind.NO_PAGES, path)
    # What the text says of its encoding is no longer true, and lxml refuses to read it then.
    html = re.sub(r"^\s*<\?xml[^>]*\?>", "", html.replace("\0", ""))
    parser = lxml.html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(html, parser)
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise DocumentTrouble.of(
            TroubleKind.BROKEN, path
        )  # tags in each other without end: the rest was not read
    if root is None:
        raise DocumentTrouble.of(TroubleKind.NO_PAGES, path)
    for element in _HIDDEN(root):
        element.tag = "template"
    etree.strip_elements(root, *_LEFT_OUT, with_tail=False)
    if sum(len(text) for text in root.itertext()) > MAX_LETTERS:
        raise DocumentTrouble.of(TroubleKind.TOO_LARGE, path)
    return root


def _write(element: etree._Element, paper: Paper, depth: int = 0, marker: str = "") -> None:
    """An element with all that is in it, but not what follows it."""
    tag = str(element.tag)
    if tag == "br":
        paper.line_end()
    elif tag == "hr":
        paper.rule()
    elif tag == "img":
        paper.picture(element.get("src") or "", element.get("alt") or "")
    elif tag == "table":
        paper.block(loose=True)
        if not draw_table(element, paper):
            _write_text(element, tag, paper, depth)
        paper.block(loose=True)
    elif depth > _DEEPEST:
        paper.text("".join(str(part) for part in element.itertext()))
    else:
        _write_text(element, tag, paper, depth, marker)


def _write_text(element: etree._Element, tag: str, paper: Paper, depth: int, marker: str = "") -> None:
    is_block = tag in _BLOCKS
    if is_block:
        paper.block(loose=tag in _LOOSE)
    with paper.styled(_STYLES.get(tag, ""), _HEADINGS.get(tag), indented=tag in _INDENTED, kept=tag == "pre"):
        if tag == "li":
            paper.marker(marker or "•")
        paper.text(element.text or "")
        number = 0
        for child in element:
            number += child.tag == "li"
            _write(child, paper, depth + 1, f"{number}." if tag == "ol" else "")
            paper.text(child.tail or "")
        if is_block:
            paper.block(loose=tag in _LOOSE)
