"""The pages of a document as small pictures below each other, to find one by its looks."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QListView, QWidget

from byfax_desktop.ui.widgets.page_pictures import PagePictures, PageSource
from byfax_desktop.ui.widgets.page_strip_item import ITEM_WIDTH, PICTURE, PageStripItem
from byfax_desktop.ui.widgets.page_words import page_name

_CACHE_BYTES = 6 * 1024 * 1024
_REST_MS = 60
"""Who runs through a thousand pages does not want each on the way."""
_NO_PARENT = QModelIndex()


class PageStripModel(QAbstractListModel):
    """A row for each page, with its picture as far as it is here (``PageImage``, UserRole)."""

    def __init__(self, pictures: PagePictures) -> None:
        super().__init__(pictures)
        self._pictures = pictures
        self._pages = 0
        pictures.arrived.connect(self._note_change)
        pictures.failed.connect(self._note_change)

    def open(self, pages: int) -> None:
        """Have so many rows; the pictures must have been told of the document."""
        self.beginResetModel()
        self._pages = pages
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = _NO_PARENT) -> int:  # type: ignore[override]
        """The number of pages."""
        return 0 if parent.isValid() else self._pages

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # type: ignore[override]
        """The number, the picture, and the words of a page."""
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.UserRole:
            return self._pictures.image(index.row())
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return page_name(index.row(), self._pictures.image(index.row()))
        return None

    def refresh(self) -> None:
        """All pictures have changed."""
        if self._pages:
            self.dataChanged.emit(self.index(0), self.index(self._pages - 1))

    def _note_change(self, page: int) -> None:
        if page < self._pages:
            self.dataChanged.emit(self.index(page), self.index(page))


class PageStrip(QListView):
    """Fetches the pictures in sight, one after the other, once ``allow`` was called: larger ones come first."""

    page_asked = Signal(int)
    """A page, from 0, that was clicked or stepped to."""
    entered = Signal()
    """Enter was pressed: on to the page itself."""

    def __init__(self, source: PageSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Small pages")
        self._is_following = False
        self._is_allowed = False
        self.pictures = PagePictures(source, self, _CACHE_BYTES, at_once=1)
        self._rows = PageStripModel(self.pictures)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._want_in_sight)
        self.setModel(self._rows)
        self.setItemDelegate(PageStripItem(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._set_width()
        self.verticalScrollBar().valueChanged.connect(self._rest.start)
        self.clicked.connect(lambda index: self.page_asked.emit(index.row()))

    def open(self, pages: int) -> None:
        """Show a document of so many pages; the pictures must have been told of it."""
        self._is_allowed = False
        self._rows.open(pages)

    def allow(self) -> None:
        """The pages themselves are there: now is the time for small ones."""
        self._is_allowed = True
        self._rest.start()

    def refresh(self) -> None:
        """The pictures lie or look otherwise now."""
        self._rows.refresh()
        self._rest.start()

    def show_page(self, page: int) -> None:
        """Mark the page being read."""
        index = self._rows.index(page)
        self._is_following = True
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._is_following = False
        self.scrollTo(index)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        """Go where the keys go."""
        super().currentChanged(current, previous)
        if current.isValid() and not self._is_following:
            self.page_asked.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leads to the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.page_asked.emit(self.currentIndex().row())
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More may be in sight."""
        super().resizeEvent(event)
        self._rest.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Now the pictures are wanted."""
        super().showEvent(event)
        self.scrollTo(self.currentIndex())
        self._rest.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody wants them any more."""
        super().hideEvent(event)
        self.pictures.want((), PICTURE.width())

    def changeEvent(self, event: QEvent) -> None:
        """Another style has another frame and scroll bar."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._set_width()

    def _set_width(self) -> None:
        bar = self.verticalScrollBar().sizeHint().width()
        self.setFixedWidth(ITEM_WIDTH + bar + 2 * self.frameWidth())

    def _want_in_sight(self) -> None:
        if self._is_allowed and self.isVisible():
            width = round(PICTURE.width() * self.devicePixelRatioF())
            self.pictures.want(self._in_sight(), width)

    def _in_sight(self) -> range:
        view = self.viewport().rect()
        first = self.indexAt(view.topLeft())
        last = self.indexAt(view.bottomLeft())
        if not first.isValid():
            return range(0)
        return range(first.row(), (last.row() if last.isValid() else self._rows.rowCount() - 1) + 1)

    def sizeHint(self) -> QSize:
        """As high as there is room."""
        return QSize(self.width(), 400)
