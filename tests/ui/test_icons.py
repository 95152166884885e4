"""Icons in the colours of the palette."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from byfax_desktop.ui.icons import icon, resource

ROOT = Path(__file__).parents[2]
RED, BLUE = QColor("#ff0000"), QColor("#0000ff")


@pytest.fixture
def red_text(qapp: QApplication) -> Iterator[None]:
    before = qapp.palette()
    palette = QPalette(before)
    palette.setColor(QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText, RED)
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText, BLUE)
    qapp.setPalette(palette)
    yield
    qapp.setPalette(before)


def colours(shown: QIcon, mode: QIcon.Mode) -> set[str]:
    image = shown.pixmap(QSize(16, 16), 1.0, mode).toImage()
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {image.pixelColor(x, y).name() for x, y in points if image.pixelColor(x, y).alpha() == 255}


@pytest.mark.usefixtures("red_text")
def test_an_icon_has_the_colour_of_the_text_beside_it(qtbot: QtBot) -> None:
    assert colours(icon("close"), QIcon.Mode.Normal) == {RED.name()}
    assert colours(icon("close"), QIcon.Mode.Disabled) == {BLUE.name()}


def test_an_icon_made_before_follows_a_change_to_dark(
    qapp: QApplication, request: pytest.FixtureRequest
) -> None:
    shown = icon("close")
    assert colours(shown, QIcon.Mode.Normal) != {RED.name()}
    request.getfixturevalue("red_text")
    assert colours(shown, QIcon.Mode.Normal) == {RED.name()}


def test_every_icon_that_the_source_names_exists() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "byfax_desktop/ui").rglob("*.py"))
    named = set(re.findall(r'\bicon\("([a-z-]+)"\)', source))
    assert {"close", "send"} <= named
    for name in named:
        assert resource(f"icons/{name}.svg").is_file()


def test_an_icon_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        icon("no-such-icon")
