"""The window of drafts and templates: open one, delete one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.store.drafts import DraftKind
from byfax_desktop.ui.compose.draft_list import detail_of, title_of
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from byfax_desktop.engine.writing import KeptDraft

_SIZE = QSize(560, 420)
_KINDS = (DraftKind.DRAFT, DraftKind.TEMPLATE)
_EMPTY = {
    DraftKind.DRAFT: ("No drafts", "A fax that you begin and leave is kept here."),
    DraftKind.TEMPLATE: ("No templates", "Keep a fax as a template with File, “Keep as template…”."),
}
_LIST, _NOTICE = 0, 1


class DraftsWindow(QDialog):
    """``chosen`` with the Draft to be put into Compose; a template comes without an id, so that it stays as it is."""

    chosen = Signal(object)
    deleted = Signal(object)
    """The Draft that is no more."""

    def __init__(self, session: Session, open_id: str, parent: QWidget | None = None) -> None:
        """The draft with ``open_id`` is in Compose, and so not listed."""
        super().__init__(parent)
        self.setObjectName("drafts_window")
        self.setWindowTitle("Drafts and templates")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._open_id = open_id
        self._kept: tuple[KeptDraft, ...] = ()
        self._tabs = QTabBar(self)
        self._list = QListWidget(self)
        self._empty = Notice("drafts_empty", self)
        self._stack = QStackedWidget(self)
        self._message = MessageBar("drafts_message", self)
        self._open = QPushButton("&Open", self)
        self._delete = QPushButton("&Delete", self)
        self._close = QPushButton("Close", self)
        self._arrange()
        self._connect()
        self.resize(_SIZE)
        self._load()

    @property
    def kind(self) -> DraftKind:
        """What is listed."""
        return _KINDS[max(0, self._tabs.currentIndex())]

    def _load(self) -> None:
        engine, kind = self._session.engine, self.kind
        self._session.workers.run(lambda: engine.kept_drafts(kind), partial(self._show, kind))

    def _show(self, kind: DraftKind, found: Sequence[KeptDraft] | Trouble) -> None:
        if kind is not self.kind:
            return
        if isinstance(found, Trouble):
            self._message.tell(Tone.TROUBLE, found.what, found.do, found.details)
            return
        self._kept = tuple(each for each in found if each.draft.draft_id != self._open_id)
        self._list.clear()
        for kept in self._kept:
            item = QListWidgetItem(f"{title_of(kept)}\n{detail_of(kept)}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title_of(kept)}, {detail_of(kept)}")
            self._list.addItem(item)
        what, do = _EMPTY[kind]
        self._empty.tell("compose", what, do)
        self._stack.setCurrentIndex(_LIST if self._kept else _NOTICE)
        if self._kept:
            self._list.setCurrentRow(0)
            self._list.setFocus()
        self._fit()

    @property
    def _current(self) -> KeptDraft | None:
        row = self._list.currentRow()
        return self._kept[row] if 0 <= row < len(self._kept) else None

    def _take(self) -> None:
        kept = self._current
        if kept is not None:
            is_draft = self.kind is DraftKind.DRAFT
            draft = kept.draft if is_draft else replace(kept.draft, draft_id="")
            self.accept()
            self.chosen.emit(draft)

    def _ask_to_delete(self) -> None:
        kept = self._current
        if kept is None:
            return
        from byfax_desktop.ui.question import ask

        ask(
            self,
            "delete_draft_question",
            f"Delete “{title_of(kept)}”?",
            "Its documents stay where they are; numbers and texts are lost.",
            ("&Delete", "&Keep it"),
            partial(self._drop, kept),
        )

    def _drop(self, kept: KeptDraft) -> None:
        self._session.engine.drop_draft(kept.draft.draft_id)
        self.deleted.emit(kept.draft)
        self._show(self.kind, [each for each in self._kept if each is not kept])

    def _fit(self) -> None:
        for button in (self._open, self._delete):
            button.setEnabled(self._current is not None)

    def _connect(self) -> None:
        self._tabs.currentChanged.connect(self._load)
        self._list.itemActivated.connect(self._take)
        self._list.currentRowChanged.connect(self._fit)
        self._open.clicked.connect(self._take)
        self._delete.clicked.connect(self._ask_to_delete)
        self._close.clicked.connect(self.reject)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self._list, self._ask_to_delete)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _arrange(self) -> None:
        for title in ("D&rafts", "&Templates"):
            self._tabs.addTab(title)
        self._tabs.setObjectName("drafts_kind")
        self._tabs.setAccessibleName("Drafts or templates")
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._list.setObjectName("drafts_list")
        self._list.setAccessibleName("Drafts and templates")
        self._list.setSpacing(2)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        buttons = QHBoxLayout()
        for button, name in (
            (self._open, "draft_open"),
            (self._delete, "draft_delete"),
            (self._close, "drafts_close"),
        ):
            button.setObjectName(name)
            button.setAutoDefault(False)
        buttons.addWidget(self._delete)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        buttons.addWidget(self._open)
        column = QVBoxLayout(self)
        column.addWidget(self._tabs)
        column.addWidget(self._message)
        column.addWidget(self._stack, 1)
        column.addLayout(buttons)
