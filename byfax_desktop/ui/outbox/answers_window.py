"""The answers to wishes in a window: how each went, and for whom one was refused and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.engine.answers import WishAnswer
from byfax_desktop.engine.wishing import WISH_WORDS
from byfax_desktop.store.wishes import WishKind
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.widgets.texts import isolated, short_time, shown_number
from byfax_desktop.ui.widgets.tips import plain_tip, shown_text

_TITLES = ("When", "What", "Recipient", "Number", "Why, and what to do")
_MOST_LINES = 12
_LONGEST_NAME = 50
_WRAPPED = 200
"""Of more rows than these each has one line: to measure them all takes time."""
_NOTHING = "byFax has not been asked for anything about this fax, or has not answered yet."
Row = tuple[str, ...]
Index = QModelIndex | QPersistentModelIndex


def wish_word(kind: str) -> str:
    """The name of a wish, by its kind, as on its button."""
    return WISH_WORDS[WishKind(kind)]


def tally(kind: str, done: int, total: int) -> str:
    """Such as: Cancel: done for 12 of 15."""
    number = QLocale().toString
    if done == total:
        return f"{wish_word(kind)}: done{f' for all {number(total)}' if total > 1 else ''}."
    return f"{wish_word(kind)}: done for {number(done)} of {number(total)}."


class AnswersWindow(QDialog):
    """Deletes itself when it is closed."""

    def __init__(self, answers: Sequence[WishAnswer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("answers_window")
        self.setWindowTitle("What byFax answered")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 380)
        self._lines = [_line(each) for each in answers if each.items]
        self._rows = [row for each in answers for row in _rows(each)]
        self._summary = QLabel(self._summary_text(), self)
        self._table = QTableView(self)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self._set_up()
        column = QVBoxLayout(self)
        column.addWidget(self._summary)
        column.addWidget(self._table, 1)
        column.addWidget(self._buttons)
        self._table.setVisible(bool(self._rows))
        if not self._rows:
            column.addStretch(1)
            self.resize(480, 160)

    def _summary_text(self) -> str:
        left_out = len(self._lines) - _MOST_LINES
        more = [f"and {left_out} before these"] if left_out > 0 else []
        return "\n".join([*self._lines[:_MOST_LINES], *more]) or _NOTHING

    def _copy(self) -> None:
        rows = ["\t".join(row) for row in ([_TITLES, *self._rows] if self._rows else [])]
        QGuiApplication.clipboard().setText("\n".join([*self._lines, *rows]))

    def _set_up(self) -> None:
        self._summary.setObjectName("answers_summary")
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self._summary.setWordWrap(True)
        self._summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        table = self._table
        table.setObjectName("answers_refused")
        table.setAccessibleName("For whom it was not done, and why")
        table.setModel(_Refused(self._rows, self))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, width in enumerate((104, 84, 160, 130)):
            table.setColumnWidth(place, width)
        header.setSectionResizeMode(len(_TITLES) - 1, QHeaderView.ResizeMode.Stretch)
        table.setTabKeyNavigation(False)
        if len(self._rows) <= _WRAPPED:
            table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        copy = self._buttons.addButton("&Copy", QDialogButtonBox.ButtonRole.ActionRole)
        copy.setObjectName("answers_copy")
        copy.setIcon(icon("copy"))
        copy.setAutoDefault(False)
        copy.clicked.connect(self._copy)
        self._buttons.rejected.connect(self.reject)


class _Refused(QAbstractTableModel):
    """Those for whom a wish was not done."""

    def __init__(self, rows: Sequence[Row], parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many they are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008
        """What is told of each."""
        return len(_TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The titles of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[section]
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """A text; in the tool tip all of it."""
        text = self._rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return text
        return plain_tip(text) if role == Qt.ItemDataRole.ToolTipRole else None


def _line(answer: WishAnswer) -> str:
    about = isolated(shown_text(answer.subject))
    text = f"{short_time(answer.at)}  {tally(answer.kind.value, answer.done, len(answer.items))}"
    return f"{text}  {about}" if about else text


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def _rows(answer: WishAnswer) -> list[Row]:
    when, what = short_time(answer.at), wish_word(answer.kind.value)
    return [
        (
            when,
            what,
            isolated(_shortened(shown_text(item.name))),
            shown_number(item.number),
            f"{item.trouble.what} {item.trouble.do}".strip() if item.trouble else "",
        )
        for item in answer.refused
    ]
