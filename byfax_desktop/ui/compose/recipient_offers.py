"""Who may be meant by what is being typed, below the field in which it is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from byfax_desktop.ui.compose.recipient_lines import RecipientEntry
from byfax_desktop.ui.widgets.announce import announce
from byfax_desktop.ui.widgets.tips import shown_text

if TYPE_CHECKING:
    from byfax_desktop.engine.contacts.suggestion import Suggestion

Suggest = Callable[[str, int], Sequence["Suggestion"]]

_MOST = 8
_WIDTH = 380
_PADDING = 8
"""By how many pixels an offer is higher than its text."""
_LONGEST = 60
"""Letters of a name or company; the number must not be pushed out of sight."""
_ISOLATED = "\u2068{}\u2069"
"""A name that is written the other way leaves the order of the rest as it is."""


class RecipientOffers(QListView):
    """Nobody is highlighted until the arrow keys or the mouse do: only then Enter takes somebody, and Tab never."""

    taken = Signal(object)
    """The Suggestion."""

    def __init__(self, suggest: Suggest, region: str | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("recipient_offers_list")
        self.setAccessibleName("Who may be meant")
        # A window of its own that leaves the keyboard where it is.
        self.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(_TwoLines(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._suggest = suggest
        self._region = region
        self._offers: tuple[Suggestion, ...] = ()
        self._words = QStringListModel(self)
        self.setModel(self._words)
        self.entered.connect(self.setCurrentIndex)
        self.clicked.connect(self._take)
        self.hide()

    def offer(self, text: str, field: QWidget) -> None:
        """Offer who may be meant by a text, below the field; nobody for an empty one."""
        self._offers = tuple(self._suggest(text, _MOST)) if text.strip() else ()
        if not self._offers:
            self.hide()
            return
        self._words.setStringList([offer_words(each, self._region) for each in self._offers])
        self.setCurrentIndex(QModelIndex())
        self._place(field)
        self.show()
        announce(field, f"{len(self._offers)} may be meant. Press Down to choose.")

    def heed(self, event: QKeyEvent) -> bool:
        """Take a key that was pressed in the field; False where it means what it always does."""
        key = event.key()
        if not self.isVisible() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.hide()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._take(self.currentIndex())
        else:
            return False
        return True

    def viewportEvent(self, event: QEvent) -> bool:
        """Nobody stays highlighted whom the mouse has left."""
        if event.type() == QEvent.Type.Leave:
            self.setCurrentIndex(QModelIndex())
        return super().viewportEvent(event)

    def _step(self, step: int) -> None:
        """To the next one; beyond the last and the first nobody is highlighted."""
        count = len(self._offers)
        row = self.currentIndex().row() + step
        row = count - 1 if row < -1 else row
        index = self._words.index(row) if 0 <= row < count else QModelIndex()
        self.setCurrentIndex(index)
        if index.isValid():
            announce(self, str(index.data()).replace("\n", ", "))

    def _take(self, index: QModelIndex) -> None:
        self.hide()
        self.taken.emit(self._offers[index.row()])

    def _place(self, field: QWidget) -> None:
        """Below the field, or above it where the screen ends."""
        height = _height(self) * len(self._offers) + 2 * self.frameWidth()
        room = field.screen().availableGeometry()
        width = min(max(_WIDTH, field.width()), room.width())
        below = field.mapToGlobal(QPoint(0, field.height()))
        fits = below.y() + height <= room.bottom()
        top = below.y() if fits else max(room.top(), field.mapToGlobal(QPoint(0, 0)).y() - height)
        self.setGeometry(min(below.x(), room.right() - width), top, width, height)


class _TwoLines(QStyledItemDelegate):
    """All of one height, whatever the letters in them: what is beyond the last one would not be seen."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The usual width, and the height of two lines."""
        view = self.parent()
        usual = super().sizeHint(option, index)
        return QSize(usual.width(), _height(view)) if isinstance(view, QWidget) else usual


def _height(view: QWidget) -> int:
    return 2 * view.fontMetrics().lineSpacing() + _PADDING


def offer_words(each: Suggestion, region: str | None) -> str:
    """Two lines: who, and the full number with its country and when a fax last arrived there."""
    from byfax_desktop.ui.compose.recipient_meanings import country_name, shown_number, understood

    if each.members:
        names = ", ".join(_isolated(person.name or person.company) for person in each.members[:3])
        return f"{_isolated(each.group)}\nList of {len(each.members)}: {names}{'…' * (len(each.members) > 3)}"
    who = " · ".join(_isolated(part) for part in (each.name, each.company) if part) or "No name"
    country = country_name(understood(each.number, region).country)
    facts = (shown_number(each.number, region), country, _delivered(each.last_delivered))
    return f"{who}\n{' · '.join(filter(None, facts))}"


def entries_of(each: Suggestion) -> tuple[RecipientEntry, ...]:
    """The recipients that are meant: all members of a list."""
    people = each.members or (each,)
    return tuple(RecipientEntry(person.name, person.company, person.number) for person in people)


def _isolated(text: str) -> str:
    shown = shown_text(text)
    return _ISOLATED.format(shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…")


def _delivered(moment: datetime | None) -> str:
    from byfax_desktop.ui.widgets.texts import short_time

    return f"delivered {short_time(moment)}" if moment else ""
