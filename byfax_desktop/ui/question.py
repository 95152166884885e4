"""A question that is answered while the program goes on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QMessageBox, QSpacerItem, QWidget

_WIDTH = 360


def ask(
    parent: QWidget,
    name: str,
    text: str,
    what_then: str,
    answers: tuple[str, str],
    do: Callable[[], object],
    other: tuple[str, Callable[[], object]] | None = None,
) -> QMessageBox:
    """Ask, and ``do`` it if the first of two answers is chosen; the second one leaves everything as it is.

    ``text`` is the question, ``what_then`` what follows from it, ``name`` the object name; ``other`` is a third answer
    with what it does.
    """
    box = QMessageBox(parent)
    box.setObjectName(name)
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(text)
    box.setInformativeText(what_then)
    box.addButton(answers[0], QMessageBox.ButtonRole.AcceptRole)
    if other:
        instead = box.addButton(other[0], QMessageBox.ButtonRole.ActionRole)
        instead.clicked.connect(lambda: other[1]())
    box.setDefaultButton(box.addButton(answers[1], QMessageBox.ButtonRole.RejectRole))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.accepted.connect(do)
    grid = box.layout()
    if isinstance(grid, QGridLayout):
        # A box as narrow as its question would break what follows into many short lines.
        grid.addItem(QSpacerItem(_WIDTH, 0), grid.rowCount(), 0, 1, grid.columnCount())
    box.open()
    return box
