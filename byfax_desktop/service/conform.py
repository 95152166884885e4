"""Making an answer's XML fit the contract before it is read.

SOAP encoding (SOAP 1.1, section 5) lets a server write an object once and refer to it by ``href`` elsewhere, name an
array's members as it likes, and add what the contract does not know. Here references are replaced in place by what
they refer to, members become ``item``, fields come in the contract's order, and unknown ones are dropped.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from byfax_desktop.service.contract import Contract, Element
from byfax_desktop.service.errors import AnswerUnreadable

XSI = "http://www.w3.org/2001/XMLSchema-instance"
NIL = f"{{{XSI}}}nil"
MAX_NODES = 200_000
"""How many elements an answer may have once references are resolved: a bound for chains that multiply."""


def conform(described: Contract, wrapper: etree._Element, answer_type: str) -> etree._Element:
    """The operation's answer with everything in its place.

    ``wrapper`` is the element in the Body; references are looked up in its whole document. Raises AnswerUnreadable
    for references that lead nowhere, lead to two places, lead in a circle, or multiply beyond measure.
    """
    conformer = _Conformer(described, wrapper.getroottree().getroot())
    root = etree.Element(wrapper.tag)
    returned = next((child for child in wrapper if isinstance(child.tag, str)), None)
    if returned is not None:
        conformer.place(root, Element("return", answer_type), returned)
    return root


class _Conformer:
    def __init__(self, described: Contract, document: etree._Element) -> None:
        self._contract = described
        self._targets = _by_id(document)
        self._budget = MAX_NODES

    def place(self, parent: etree._Element, field: Element, source: etree._Element | None) -> None:
        """Append ``field`` to ``parent`` with what ``source`` holds, nil where there is nothing."""
        self._budget -= 1
        if self._budget < 0:
            raise AnswerUnreadable.because("references that multiply beyond measure")
        element = etree.SubElement(parent, field.name)
        source = None if source is None else self._resolve(source)
        if source is None or source.get(NIL) in ("true", "1"):
            element.set(NIL, "true")
        elif field.item_type is not None:
            for member in _children(source):
                self.place(element, Element("item", field.item_type), member)
        elif field.type in self._contract.complex_types:
            self._fill(element, field.type, source)
        else:
            element.text = "".join(source.itertext())

    def _fill(self, element: etree._Element, type_name: str, source: etree._Element) -> None:
        present = {_local(child): child for child in reversed(list(_children(source)))}
        for field in self._contract.fields(type_name):
            if field.name in present:
                self.place(element, field, present[field.name])
            elif not field.optional:
                self.place(element, field, None)

    def _resolve(self, element: etree._Element) -> etree._Element:
        seen = set()
        while (reference := element.get("href")) is not None:
            if reference in seen:
                raise AnswerUnreadable.because("references that lead in a circle")
            seen.add(reference)
            target = self._targets.get(reference)
            if target is None:
                raise AnswerUnreadable.because("a reference that leads nowhere")
            element = target
        return element


def _by_id(document: etree._Element) -> dict[str, etree._Element]:
    targets: dict[str, etree._Element] = {}
    for element in document.iter("*"):
        name = element.get("id")
        if name is None:
            continue
        if f"#{name}" in targets:
            raise AnswerUnreadable.because("two objects with the same id")
        targets[f"#{name}"] = element
    return targets


def _children(element: etree._Element) -> Iterable[etree._Element]:
    return element.iterchildren("*")


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname
