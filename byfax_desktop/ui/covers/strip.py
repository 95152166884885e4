"""The choice of a cover page: a row of cards, gone through with the left and right arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QListView, QSizePolicy, QStyleOptionViewItem, QWidget

from byfax_desktop.ui.covers.cards import REF_ROLE, WIDTH, CardDelegate, CoverCards
from byfax_desktop.ui.covers.shelf import CoverShelf
from byfax_desktop.ui.widgets.focus import comes_by_hand

_Index = QModelIndex | QPersistentModelIndex


class CoverStrip(QListView):
    """The first card is no cover page; ``currentIndexChanged`` tells the row once another cover is chosen."""

    currentIndexChanged = Signal(int)
    looked_at = Signal()
    """A person is at the covers."""
    lost = Signal(str)
    """The chosen cover is gone from the account: its title."""

    def __init__(self, shelf: CoverShelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cover_choice")
        self.setAccessibleName("Cover page")
        self._shelf = shelf
        self._cards = CoverCards(shelf, self)
        self._chosen: str | None = None
        self._title = ""
        self._set_up()
        self.choose(None)
        shelf.changed.connect(self._reload)
        self.clicked.connect(self.looked_at)
        self.activated.connect(self.looked_at)

    @property
    def cover_ref(self) -> str | None:
        """The chosen cover."""
        return self._chosen

    def choose(self, ref: str | None) -> None:
        """Choose this cover; none where it is known that there is none of this ref."""
        if ref:
            self._shelf.expect(ref)
        self.setCurrentIndex(self._cards.index(self._cards.row_of(ref)))

    def sizeHint(self) -> QSize:
        """As high as a card with a scroll bar below; wide enough for a few."""
        return QSize(3 * WIDTH, self._height())

    def minimumSizeHint(self) -> QSize:
        """Two cards."""
        return QSize(2 * WIDTH, self._height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard is here: a person is at the covers."""
        super().focusInEvent(event)
        if comes_by_hand(event):
            self.looked_at.emit()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Another card is the current one."""
        super().currentChanged(current, previous)
        ref = current.data(REF_ROLE) if current.isValid() else None
        if current.isValid() and ref != self._chosen:
            self._chosen = ref
            self._title = current.data()
            self.scrollTo(current)
            self.currentIndexChanged.emit(current.row())

    def _reload(self) -> None:
        """There are other covers; the choice stays if it is among them."""
        chosen, self._chosen = self._chosen, None
        self.selectionModel().blockSignals(True)
        self._cards.reload()
        self.selectionModel().blockSignals(False)
        row = self._cards.row_of(chosen)
        if row:
            self._chosen = chosen
            self._title = self._cards.index(row).data()
        self.selectionModel().setCurrentIndex(
            self._cards.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        if chosen != self._chosen:
            self.currentIndexChanged.emit(row)
            if self._shelf.is_known:
                self.lost.emit(self._title)

    def _height(self) -> int:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        card = self.itemDelegate().sizeHint(option, self._cards.index(0)).height()
        return card + self.horizontalScrollBar().sizeHint().height() + 2 * self.frameWidth()

    def _set_up(self) -> None:
        self.setModel(self._cards)
        self.setItemDelegate(CardDelegate(self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
