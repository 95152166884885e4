"""A choice above each column of a list: what the column means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtWidgets import QComboBox, QTableView, QWidget

if TYPE_CHECKING:
    from byfax_desktop.engine.recipients.mapping import Mapping

_MEANINGS = (
    ("", "For texts only"),
    ("number", "Fax number"),
    ("name", "Name"),
    ("company", "Company"),
    ("subject", "Subject"),
    ("header", "Page header"),
)
_FIRST = 1
"""The column of the table in which the list begins."""


class MappingRow(QWidget):
    """Stays above its columns however these are moved; ``changed`` when a person chooses another meaning."""

    changed = Signal()

    def __init__(self, view: QTableView, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("import_mapping")
        self._view = view
        self._titles: tuple[str, ...] = ()
        self._meanings: list[str] = []
        self._boxes: dict[int, QComboBox] = {}
        self._taken: tuple[int, int, str] | None = None
        """The column that took its meaning from another one last: both, and the meaning."""
        header = view.horizontalHeader()
        header.sectionResized.connect(self._place)
        header.geometriesChanged.connect(self._place)
        view.horizontalScrollBar().valueChanged.connect(self._place)

    @property
    def mapping(self) -> Mapping:
        """What the columns mean now."""
        from byfax_desktop.engine.recipients.mapping import Mapping

        names = tuple(place for place, each in enumerate(self._meanings) if each == "name")
        fields = ("number", "company", "subject", "header")
        number, company, subject, header = (self._column(field) for field in fields)
        return Mapping(number, names, company, subject, header)

    def show_mapping(self, titles: tuple[str, ...], mapping: Mapping) -> None:
        """Have the columns of another list, which mean this; nothing is told."""
        self._titles = titles
        self._meanings = [""] * len(titles)
        for field in ("number", "company", "subject", "header"):
            place = getattr(mapping, field)
            if place is not None:
                self._meanings[place] = field
        for place in mapping.name:
            self._meanings[place] = "name"
        self._taken = None
        for box in self._boxes.values():
            box.deleteLater()
        self._boxes.clear()
        self._place()

    def sizeHint(self) -> QSize:
        """As high as a choice."""
        return QSize(100, QComboBox().sizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring the column into sight whose choice has the keyboard; Tab reaches columns beside those seen."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QComboBox):
            place = next((each for each, box in self._boxes.items() if box is watched), None)
            if place is not None:
                self._view.scrollTo(self._view.model().index(0, place + _FIRST))
                self._place()
        elif event.type() == QEvent.Type.FocusOut:
            self._taken = None
        return False

    def _column(self, field: str) -> int | None:
        return self._meanings.index(field) if field in self._meanings else None

    def _place(self) -> None:
        """Put choices above the columns in sight, and one on either side; a list may have very many columns."""
        header, width = self._view.horizontalHeader(), self._view.viewport().width()
        left = self._view.viewport().mapTo(self._view, self._view.viewport().rect().topLeft()).x()
        for place in range(len(self._titles)):
            start = header.sectionViewportPosition(place + _FIRST)
            size = header.sectionSize(place + _FIRST)
            if -size <= start + size and start <= width + size:
                box = self._boxes.get(place) or self._add(place)
                box.setGeometry(left + start + 1, 0, size - 2, box.sizeHint().height())

    def _add(self, place: int) -> QComboBox:
        box = self._boxes[place] = QComboBox(self)
        box.setObjectName(f"import_column_{place}")
        box.setAccessibleName(f"What {self._titles[place]} means")
        for field, title in _MEANINGS:
            box.addItem(title, field)
        self._show(place)
        box.activated.connect(lambda: self._choose(place))
        box.installEventFilter(self)
        before = [each for each in sorted(self._boxes) if each < place]
        after = [each for each in sorted(self._boxes) if each > place]
        if before:
            QWidget.setTabOrder(self._boxes[before[-1]], box)
        if after:
            QWidget.setTabOrder(box, self._boxes[after[0]])
        box.show()
        return box

    def _show(self, place: int) -> None:
        box = self._boxes.get(place)
        if box is not None:
            box.setCurrentIndex(box.findData(self._meanings[place]))

    def _choose(self, place: int) -> None:
        """Names may be in several columns, first and last name; anything else is in one."""
        field = str(self._boxes[place].currentData())
        self._give_back(place)
        other = self._column(field) if field not in ("", "name") else None
        if other is not None and other != place:
            self._taken = (place, other, field)
            self._meanings[other] = ""
            self._show(other)
        self._meanings[place] = field
        self.changed.emit()

    def _give_back(self, place: int) -> None:
        """The arrow keys only went over what another column means: it means that again."""
        if self._taken and self._taken[0] == place:
            _, other, field = self._taken
            self._meanings[other] = field
            self._show(other)
        self._taken = None
