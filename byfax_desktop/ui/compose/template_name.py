"""Asks what a template shall be called."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

_LONGEST = 60


def ask_template_name(parent: QWidget, name: str, then: Callable[[str], object]) -> QInputDialog:
    """``then`` is called with the name, unless there is none."""
    dialog = QInputDialog(parent)
    dialog.setObjectName("template_name")
    dialog.setWindowTitle("Keep as template")
    dialog.setLabelText("Documents, recipients, texts and options, but no time, are kept as:")
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
