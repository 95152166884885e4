"""Tool tips of words that come from outside."""

from __future__ import annotations

import unicodedata

from PySide6.QtGui import Qt


def plain_tip(text: str) -> str:
    """The text as a tool tip shows it letter by letter: Qt takes a text with tags for a formatted one."""
    if not Qt.mightBeRichText(text):
        return text
    from html import escape

    return "<p>" + escape(text).replace("\n", "<br>") + "</p>"


def shown_text(text: str) -> str:
    """The text without what hides letters or turns their direction."""
    return "".join(c for c in text if unicodedata.category(c)[0] != "C")
