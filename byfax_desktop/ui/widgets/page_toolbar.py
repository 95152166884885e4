"""The row of controls over pages: which page, and how it is shown. What finds no room goes into a menu."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSpinBox, QStyleOptionToolButton, QToolButton, QWidget

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.widgets.page_actions import PageActions

_SPACING = 4
_SCALES = (0.25, 0.5, 2.0, 4.0)


class PageToolbar(QWidget):
    """Buttons for actions, the box with the page's number, and the menu of scales."""

    page_asked = Signal(int)
    """A page, from 0."""
    scale_asked = Signal(float)

    def __init__(self, actions: PageActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._buttons: dict[QAction, QToolButton] = {}
        # Made in the order in which they stand: so Tab goes through them.
        self._add_buttons(actions.thumbnails)
        self._page = self._page_box()
        self._add_buttons(actions.as_fax, actions.turn_left, actions.turn_right, actions.zoom_out)
        self._scale = self._menu_button("page_scale", "Scale")
        self._scale.setMinimumWidth(self.fontMetrics().horizontalAdvance("400 %") + 28)
        self._add_buttons(actions.zoom_in, actions.fit_width, actions.fit_page)
        self._more = self._menu_button("page_more", "More for these pages", _Plain(self))
        self._more.setIcon(icon("more"))
        # Words without a frame would not look like a button while it is not pressed.
        self._buttons[actions.as_fax].setAutoRaise(False)
        self._arrange()
        self._groups = self._by_importance()
        self._fill_scales()
        self._more.menu().aboutToShow.connect(self._fill_more)
        actions.as_fax.changed.connect(self._fit)

    def show_page(self, page: int, pages: int) -> None:
        """Say that page ``page`` (from 0) of ``pages`` is being read."""
        with QSignalBlocker(self._page):
            self._page.setRange(1, max(1, pages))
            self._page.setSuffix(f" of {pages}")
            self._page.setValue(page + 1)
        self._fit()

    def show_scale(self, scale: float) -> None:
        """Say how large the pages are."""
        percent = f"{round(scale * 100)} %"
        self._scale.setText(percent)
        self._scale.setAccessibleName(f"Scale: {percent}")

    def ask_page(self) -> None:
        """Have the person type a page's number."""
        self._page.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._page.selectAll()

    def minimumSizeHint(self) -> QSize:
        """The page's number and the menu with all the rest."""
        always = self._page.sizeHint().width() + _SPACING + self._more.sizeHint().width()
        return QSize(always, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what fits."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now is the style known in which it is shown."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show the controls as long as there is room, the most important ones first."""
        left = self.width() - self.minimumSizeHint().width()
        for group in self._groups:
            controls = [each for each in group if not self._is_out_of_place(each)]
            left -= sum(each.sizeHint().width() + _SPACING for each in controls)
            for each in group:
                each.setVisible(each in controls and left >= 0)
        row = self.layout()
        if row is not None:
            row.activate()  # at once, or they would be seen in each other's way for a moment

    def _is_out_of_place(self, control: QToolButton) -> bool:
        action = control.defaultAction()
        return action is not None and not action.isVisible()

    def _by_importance(self) -> list[list[QToolButton]]:
        acts, buttons = self._actions, self._buttons
        return [
            [buttons[acts.as_fax]],
            [self._scale],
            [buttons[acts.zoom_out], buttons[acts.zoom_in]],
            [buttons[acts.thumbnails]],
            [buttons[acts.turn_left], buttons[acts.turn_right]],
            [buttons[acts.fit_width], buttons[acts.fit_page]],
        ]

    def _fill_scales(self) -> None:
        menu = self._scale.menu()
        menu.addActions([self._actions.fit_width, self._actions.fit_page, self._actions.full_size])
        menu.addSeparator()
        for scale in _SCALES:
            percent = round(scale * 100)
            action = menu.addAction(f"{percent} %", partial(self.scale_asked.emit, scale))
            action.setObjectName(f"zoom_{percent}")

    def _fill_more(self) -> None:
        """What has no button at this width, and what never has one."""
        menu, acts = self._more.menu(), self._actions
        menu.clear()
        hidden = [action for action, button in self._buttons.items() if not button.isVisible()]
        menu.addActions([action for action in hidden if action.isVisible()])
        if not self._scale.isVisible():
            menu.addAction(acts.full_size)
        menu.addSeparator()
        menu.addActions([acts.turn_page, acts.go_to, acts.copy])
        if acts.try_again.isEnabled():
            menu.addAction(acts.try_again)

    def _page_box(self) -> QSpinBox:
        box = QSpinBox(self)
        box.setObjectName("page_number")
        box.setAccessibleName("Page")
        box.setToolTip(f"The page being read ({self._actions.go_to.shortcut().toString()})")
        box.setPrefix("Page ")
        box.setKeyboardTracking(False)
        box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        box.valueChanged.connect(lambda number: self.page_asked.emit(number - 1))
        return box

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_SPACING)
        thumbnails, *others = self._buttons.values()
        row.addWidget(thumbnails)
        row.addWidget(self._page)
        row.addStretch()
        for button in others:
            row.addWidget(button)
            if button is self._buttons[self._actions.zoom_out]:
                row.addWidget(self._scale)
        row.addWidget(self._more)

    def _add_buttons(self, *actions: QAction) -> None:
        for action in actions:
            button = self._buttons[action] = QToolButton(self)
            button.setDefaultAction(action)
            button.setObjectName(f"{action.objectName()}_button")
            button.setAccessibleName(action.text())
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _menu_button(self, name: str, text: str, button: QToolButton | None = None) -> QToolButton:
        button = button or QToolButton(self)
        button.setObjectName(name)
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.setObjectName(f"{name}_menu")
        button.setMenu(menu)
        return button


class _Plain(QToolButton):
    """A button whose picture alone says that there is a menu."""

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        """Leave the arrow away."""
        super().initStyleOption(option)
        option.features &= ~QStyleOptionToolButton.ToolButtonFeature.HasMenu
