"""How a DocX wants its text to look: what its styles say, and what a paragraph or run says itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from byfax_desktop.fax.covers.docx import W

DEFAULT_SIZE = 22
"""Half-points: 11 pt, what office programs take where a file doesn't say."""
SMALLEST, LARGEST = 8, 192
"""Half-points; what is beyond could not be read, or not be drawn."""
MAX_SPACE = 2880
"""Twentieths of a point: two inches."""

_MAX_CHAIN = 12


@dataclass(frozen=True, slots=True)
class Look:
    """Size in half-points, spaces in twentieths of a point; ``rule`` is a line below the paragraph."""

    size: int = DEFAULT_SIZE
    bold: bool = False
    align: str = "left"
    before: int = 0
    after: int = 0
    rule: bool = False

    def with_own(self, element: etree._Element | None) -> Look:
        """This look with what a paragraph's ``pPr``, a run's ``rPr`` or a style says in its place."""
        if element is None:
            return self
        size, bold = value(element, "sz"), element.find(f"{W}b")
        spacing, rule = element.find(f"{W}spacing"), element.find(f"{W}pBdr/{W}bottom")
        return replace(
            self,
            size=min(max(number(size, self.size), SMALLEST), LARGEST),
            bold=self.bold if bold is None else bold.get(f"{W}val") not in ("0", "false"),
            align=value(element, "jc") or self.align,
            before=_space(spacing, "before", self.before),
            after=_space(spacing, "after", self.after),
            rule=self.rule if rule is None else rule.get(f"{W}val") not in ("nil", "none"),
        )


PLAIN = Look()


class Styles:
    """The styles of a DocX, by their names in the file."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._default = PLAIN
        if root is None:
            return
        for kind in ("rPr", "pPr"):
            self._default = self._default.with_own(root.find(f"{W}docDefaults/{W}{kind}Default/{W}{kind}"))
        for style in root.iterchildren(f"{W}style"):
            name = style.get(f"{W}styleId") or ""
            self._styles[name] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
                self._default = self.applied(name, self._default)

    def of_paragraph(self, name: str | None) -> Look:
        """The look of paragraphs of a style; of no style at all where ``name`` is ``None`` or unknown."""
        return self.applied(name, self._default)

    def applied(self, name: str | None, look: Look) -> Look:
        """A look with what a style, and those it is based on, say in its place."""
        chain: list[etree._Element] = []
        while name in self._styles and len(chain) < _MAX_CHAIN:
            assert name is not None
            chain.append(self._styles[name])
            name = value(chain[-1], "basedOn")
        for style in reversed(chain):
            look = look.with_own(style.find(f"{W}pPr")).with_own(style.find(f"{W}rPr"))
        return look


def value(element: etree._Element | None, name: str) -> str | None:
    """The ``val`` of a child element, if both are there."""
    child = None if element is None else element.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def number(text: str | None, default: int) -> int:
    """A whole number without sign, or ``default`` for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else default


def _space(spacing: etree._Element | None, name: str, default: int) -> int:
    return default if spacing is None else min(number(spacing.get(f"{W}{name}"), default), MAX_SPACE)
