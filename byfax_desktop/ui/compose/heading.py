"""The small headings and the labels of Compose."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QWidget


def heading(text: str, buddy: QWidget, parent: QWidget) -> QLabel:
    """A heading whose mnemonic goes to ``buddy``."""
    label = QLabel(text, parent)
    font = label.font()
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    label.setBuddy(buddy)
    return label


def field_label(text: str, buddy: QWidget, parent: QWidget) -> QLabel:
    """A label before a field; all of them are as wide as the widest, so that the fields stand below each other."""
    label = QLabel(text, parent)
    label.setBuddy(buddy)
    label.setMinimumWidth(label.fontMetrics().horizontalAdvance("Cover page") + 4)
    return label
