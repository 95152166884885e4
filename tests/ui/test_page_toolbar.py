"""The row of controls over pages, in rooms of all widths."""

from __future__ import annotations

from itertools import pairwise

import pytest
from page_doubles import action, button, opened, shown_viewer
from PySide6.QtWidgets import QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from tab_doubles import StandInPages

from byfax_desktop.fax.wanted import FaxLook
from byfax_desktop.ui.widgets.page_toolbar import PageToolbar
from byfax_desktop.ui.widgets.page_viewer import PageViewer

EVERY = {
    "page_thumbnails",
    "page_as_fax",
    "page_turn_left",
    "page_turn_right",
    "zoom_out",
    "zoom_in",
    "zoom_fit_width",
    "zoom_fit_page",
}


@pytest.fixture
def viewer(qtbot: QtBot) -> PageViewer:
    source = StandInPages()
    viewer = shown_viewer(qtbot, source, (900, 640))
    opened(viewer, source, qtbot, pages=1000, look=FaxLook())
    return viewer


def toolbar(viewer: PageViewer) -> PageToolbar:
    found = viewer.findChild(PageToolbar)
    assert isinstance(found, PageToolbar)
    return found


def made_wide(viewer: PageViewer, qtbot: QtBot, width: int) -> set[str]:
    """The buttons that are left."""
    viewer.resize(width, 500)
    qtbot.waitUntil(lambda: toolbar(viewer).width() == width)
    return {name for name in EVERY if button(viewer, name).isVisible()}


def more(viewer: PageViewer) -> list[str]:
    menu = viewer.findChild(QMenu, "page_more_menu")
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    return [each.objectName() for each in menu.actions() if each.objectName()]


def test_where_there_is_room_everything_is_shown(viewer: PageViewer, qtbot: QtBot) -> None:
    assert made_wide(viewer, qtbot, 900) == EVERY
    assert more(viewer) == ["page_turn_one", "page_go_to", "page_copy"]


@pytest.mark.parametrize("width", [600, 480, 380, 320, 240])
def test_what_finds_no_room_is_in_the_menu_and_nothing_is_cut_off(
    viewer: PageViewer, qtbot: QtBot, width: int
) -> None:
    shown = made_wide(viewer, qtbot, width)
    assert EVERY - shown <= set(more(viewer))
    bar = toolbar(viewer)
    controls = [each for each in bar.findChildren(QWidget) if each.parent() is bar and each.isVisible()]
    for control in controls:
        assert bar.rect().contains(control.geometry())
        if isinstance(control, QToolButton):
            assert control.width() >= control.sizeHint().width()
    spans = sorted((each.geometry().left(), each.geometry().right()) for each in controls)
    assert all(right < left for (_, right), (left, _) in pairwise(spans))


def test_at_the_width_of_compose_the_choice_of_look_and_zooming_are_at_hand(
    viewer: PageViewer, qtbot: QtBot
) -> None:
    assert {"page_as_fax", "zoom_in", "zoom_out"} <= made_wide(viewer, qtbot, 380)


def test_the_menu_of_scales_sets_one(viewer: PageViewer) -> None:
    scale = viewer.findChild(QToolButton, "page_scale")
    assert isinstance(scale, QToolButton)
    menu = scale.menu()
    names = [each.objectName() for each in menu.actions() if each.objectName()]
    assert names[:3] == ["zoom_fit_width", "zoom_fit_page", "zoom_full_size"]
    next(each for each in menu.actions() if each.objectName() == "zoom_50").trigger()
    assert viewer.canvas.scale == 0.5
    assert scale.text() == "50 %"
    assert scale.accessibleName() == "Scale: 50 %"
    action(viewer, "zoom_full_size").trigger()
    assert viewer.canvas.scale == 1


def test_what_decides_on_the_scale_is_ticked(viewer: PageViewer) -> None:
    button(viewer, "zoom_fit_page").click()
    assert button(viewer, "zoom_fit_page").isChecked()
    assert not button(viewer, "zoom_fit_width").isChecked()
    button(viewer, "zoom_fit_page").click()
    assert button(viewer, "zoom_fit_page").isChecked(), "it still decides"
    button(viewer, "zoom_in").click()
    assert not button(viewer, "zoom_fit_page").isChecked()
