"""The row of controls over pages: which page, and how large."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QToolButton, QWidget

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.widgets.zoom import Fit, Zoom


class PageToolbar(QWidget):
    """Tells what a person asks for, and shows what is."""

    page_asked = Signal(int)
    """A page, from 0."""
    zoom_asked = Signal(Zoom)
    zoom_in_asked = Signal()
    zoom_out_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        """The shortcuts work in all of ``parent``."""
        super().__init__(parent)
        self._room = parent
        self._page = self._page_box()
        self._scale = QLabel(self)
        self._scale.setObjectName("page_scale")
        self._scale.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._scale.setMinimumWidth(self.fontMetrics().horizontalAdvance("400 %") + 8)
        self._zoom_out = self._action("zoom_out", "Zoom out", "zoom-out", QKeySequence.StandardKey.ZoomOut)
        self._zoom_in = self._action("zoom_in", "Zoom in", "zoom-in", QKeySequence.StandardKey.ZoomIn)
        self._full_size = self._action("zoom_full_size", "Size of the paper", "", QKeySequence("Ctrl+0"))
        self._full_size.setIconText("100 %")
        self._fit_width = self._action("zoom_fit_width", "Fit the width", "fit-width")
        self._fit_page = self._action("zoom_fit_page", "Fit the page", "fit-page")
        self._connect()
        self._arrange()

    def show_page(self, page: int, pages: int) -> None:
        """Say that page ``page`` (from 0) of ``pages`` is being read."""
        with QSignalBlocker(self._page):
            self._page.setRange(1, max(1, pages))
            self._page.setSuffix(f" of {pages}")
            self._page.setValue(page + 1)

    def show_zoom(self, zoom: Zoom, scale: float) -> None:
        """Say how large the pages are, and what decides on it."""
        self._scale.setText(f"{round(scale * 100)} %")
        self._scale.setAccessibleName(f"Pages are shown at {round(scale * 100)} %")
        self._fit_width.setChecked(zoom.fit is Fit.WIDTH)
        self._fit_page.setChecked(zoom.fit is Fit.PAGE)

    def _page_box(self) -> QSpinBox:
        box = QSpinBox(self)
        box.setObjectName("page_number")
        box.setAccessibleName("Page")
        box.setToolTip("The page being read")
        box.setPrefix("Page ")
        box.setKeyboardTracking(False)
        box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        return box

    def _action(
        self,
        name: str,
        text: str,
        icon_name: str,
        keys: QKeySequence | QKeySequence.StandardKey | None = None,
    ) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        if icon_name:
            action.setIcon(icon(icon_name))
        if keys is not None:
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{text} ({shown})")
            self._room.addAction(action)
        return action

    def _connect(self) -> None:
        self._page.valueChanged.connect(lambda number: self.page_asked.emit(number - 1))
        self._zoom_in.triggered.connect(self.zoom_in_asked)
        self._zoom_out.triggered.connect(self.zoom_out_asked)
        self._full_size.triggered.connect(lambda: self.zoom_asked.emit(Zoom(Fit.FIXED, 1.0)))
        self._fit_width.triggered.connect(lambda: self.zoom_asked.emit(Zoom(Fit.WIDTH)))
        self._fit_page.triggered.connect(lambda: self.zoom_asked.emit(Zoom(Fit.PAGE)))
        for action in (self._fit_width, self._fit_page):
            action.setCheckable(True)

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._page)
        row.addStretch()
        row.addWidget(self._button(self._zoom_out))
        row.addWidget(self._scale)
        for action in (self._zoom_in, self._full_size, self._fit_width, self._fit_page):
            row.addWidget(self._button(action))

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setObjectName(f"{action.objectName()}_button")
        button.setAccessibleName(action.text())
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
