"""Asks for a name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

_LONGEST = 60


def ask_name(
    parent: QWidget, object_name: str, title: str, what: str, name: str, then: Callable[[str], object]
) -> QInputDialog:
    """``then`` is called with the name, unless there is none; ``what`` says what is called so."""
    dialog = QInputDialog(parent)
    dialog.setObjectName(object_name)
    dialog.setWindowTitle(title)
    dialog.setLabelText(what)
    dialog.setTextValue(name[:_LONGEST])
    line = dialog.findChild(QLineEdit)
    if line is not None:
        line.setMaxLength(_LONGEST)

    def take(text: str) -> None:
        if text.strip():
            then(text.strip())

    dialog.textValueSelected.connect(take)
    dialog.open()
    return dialog
