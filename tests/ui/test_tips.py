"""Tool tips say letter by letter what comes from outside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import Qt, QTextDocument

from byfax_desktop.ui.widgets.tips import plain_tip, shown_text


@pytest.mark.parametrize("text", ["offer.pdf", "a < b & c", "Undo: add a.pdf (Ctrl+Z)", "one\ntwo"])
def test_a_plain_text_stays_as_it_is(text: str) -> None:
    assert plain_tip(text) == text


@given(st.text(st.sampled_from("<>/&;bi \nx"), max_size=30))
def test_what_looks_formatted_is_shown_with_its_tags(text: str) -> None:
    tip = plain_tip(text)
    if Qt.mightBeRichText(tip):
        document = QTextDocument()
        document.setHtml(tip)
        assert document.toPlainText().split() == text.split()


def test_nothing_hides_or_turns() -> None:
    assert shown_text("/tmp/a\u202efdp\x07.exe") == "/tmp/afdp.exe"
