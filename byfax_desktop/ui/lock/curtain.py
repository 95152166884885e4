"""Nothing of the program can be seen or used while the curtain is drawn, but the page of the lock."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

_NOT_SHOWN = Qt.WidgetAttribute.WA_DontShowOnScreen
_SWALLOWED = {
    QEvent.Type.Shortcut,
    QEvent.Type.ShortcutOverride,
    QEvent.Type.KeyPress,
    QEvent.Type.KeyRelease,
    QEvent.Type.ContextMenu,
    QEvent.Type.DragEnter,
    QEvent.Type.DragMove,
    QEvent.Type.Drop,
}


class Curtain(QObject):
    """Hides all windows but one, and those too that are opened meanwhile; they come back when it is opened."""

    def __init__(self, window: QWidget, page: QWidget) -> None:
        """``window`` stays, and shows ``page`` alone."""
        super().__init__(window)
        self._window = window
        self._page = page
        self._hidden: list[QWidget] = []
        self._is_drawn = False

    def draw(self) -> None:
        """Hide everything."""
        self._is_drawn = True
        _application().installEventFilter(self)
        while popup := QApplication.activePopupWidget():
            popup.close()
        for each in QApplication.topLevelWidgets():
            if self._is_other(each) and each.isVisible():
                self._hide(each)

    def open(self) -> None:
        """Show again what was open, and what has been opened meanwhile."""
        self._is_drawn = False
        _application().removeEventFilter(self)
        hidden, self._hidden = self._hidden, []
        for each in hidden:
            if isValid(each):
                each.setAttribute(_NOT_SHOWN, False)
                each.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep what is opened off the screen, and keys and files from all that is hidden."""
        if not self._is_drawn:
            return False
        if not isinstance(watched, QWidget):
            return event.type() is QEvent.Type.Shortcut
        if event.type() is QEvent.Type.Show and self._is_other(watched):
            # Qt tells of it before the window is on the screen. Hidden for good, it keeps nobody from the page.
            watched.setAttribute(_NOT_SHOWN)
            QTimer.singleShot(0, watched, partial(self._hide, watched))
            return False
        return event.type() in _SWALLOWED and not self._is_of_page(watched)

    def _hide(self, window: QWidget) -> None:
        if not self._is_drawn:
            # It was opened in the moment in which the curtain was: it is to be seen after all.
            window.hide()
            window.setAttribute(_NOT_SHOWN, False)
            window.show()
            return
        window.hide()
        if window not in self._hidden:
            self._hidden.append(window)
            if isinstance(window, QDialog):
                # What ends by itself meanwhile is not wanted any more.
                window.finished.connect(partial(self._forget, window))

    def _forget(self, window: QWidget, _result: int) -> None:
        if window in self._hidden:
            self._hidden.remove(window)

    def _is_other(self, widget: QWidget) -> bool:
        return widget.isWindow() and widget is not self._window and not self._is_of_page(widget)

    def _is_of_page(self, widget: QWidget) -> bool:
        return widget is self._page or self._page.isAncestorOf(widget)


def _application() -> QCoreApplication:
    found = QCoreApplication.instance()
    assert found is not None
    return found
