"""The window in which the account's cover pages are added, renamed, replaced, saved and deleted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListView,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.covers import files
from byfax_desktop.ui.covers.rows import PICTURE, CoverRows
from byfax_desktop.ui.covers.shelf import CoverShelf
from byfax_desktop.ui.covers.works import CoverWorks
from byfax_desktop.ui.icons import resource
from byfax_desktop.ui.inbox.saving import save_copy
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.question import ask
from byfax_desktop.ui.session import Session
from byfax_desktop.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from byfax_desktop.fax.covers.check import CoverFacts

_SIZE = (560, 420)
_EMPTY, _LIST = 0, 1


class ManageCovers(QDialog):
    """Everything it does goes on in the background; what fails is said at the top, and on the row it is about."""

    def __init__(self, session: Session, shelf: CoverShelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("manage_covers")
        self.setWindowTitle("Cover pages")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._shelf = shelf
        self._rows = CoverRows(shelf, self)
        self._selected: str | None = None
        self.message = MessageBar("manage_covers_message", self)
        self._works = CoverWorks(session, self._rows, self.message, self)
        self._empty = Notice("covers_empty", self)
        self._list = _list_view(self._rows, self)
        self._stack = QStackedWidget(self)
        self._add = self._button("cover_add", "&Add a DocX…", self.add)
        self._rename = self._button("cover_rename", "&Rename…", self.rename)
        self._replace = self._button("cover_replace", "Re&place…", self.replace)
        self._save = self._button("cover_save", "&Save a copy…", self.save)
        self._delete = self._button("cover_delete", "&Delete…", self.delete)
        self._sample = self._button("cover_sample", "Save a sa&mple")
        self._close = self._button("covers_close", "Close", self.close)
        self._arrange()
        self._connect()
        self._show()

    @property
    def current(self) -> str | None:
        """The ref of the selected cover."""
        row = self._list.currentIndex().row()
        return self._rows.refs[row] if 0 <= row < len(self._rows.refs) else None

    def add(self) -> None:
        """Ask for a DocX, look into it, and ask for its name."""
        files.ask_docx(self._session, self, "Add a cover page", self._look_into)

    def rename(self) -> None:
        """Ask for another name of the selected cover."""
        ref = self.current
        if ref is not None:
            name = self._shelf.title(ref)
            files.ask_name(self, "Rename a cover page", name, lambda text: self._works.rename(ref, text))

    def replace(self) -> None:
        """Ask for a DocX in place of the selected cover."""
        ref = self.current
        if ref is not None:
            files.ask_docx(
                self._session, self, "Replace a cover page", lambda path: self._look_into(path, ref)
            )

    def save(self) -> None:
        """Ask where to save the DocX of the selected cover."""
        ref = self.current
        if ref is not None:
            name = self._shelf.title(ref)
            files.ask_place(self._session, self, name, lambda path: self._works.save(ref, path))

    def delete(self) -> None:
        """Delete the selected cover, after a question."""
        ref = self.current
        if ref is not None:
            question = ask(
                self,
                "delete_cover_question",
                f"Delete the cover page “{self._shelf.title(ref)}”?",
                "It is deleted at byFax, for everybody who uses this account. There is no way back.",
                ("&Delete it", "&Keep it"),
                lambda: self._works.delete(ref),
            )
            question.setTextFormat(Qt.TextFormat.PlainText)

    def save_sample(self, name: str) -> None:
        """Ask where to save a cover page to start from."""
        files.ask_place(self._session, self, "Cover page", partial(self._save_sample, name))

    def _look_into(self, path: Path, ref: str | None = None) -> None:
        self.message.clear()
        self._session.workers.run(lambda: _facts(path), partial(self._take_facts, path, ref))

    def _take_facts(self, path: Path, ref: str | None, result: CoverFacts | Trouble) -> None:
        if isinstance(result, Trouble):
            self.message.tell(Tone.TROUBLE, result.what, result.do, result.details)
        elif ref is not None:
            self._works.reload(ref, path, result.advice)
        else:
            add = partial(self._works.add, path=path, advice=result.advice)
            files.ask_name(self, "Add a cover page", path.stem, add)

    def _save_sample(self, name: str, target: Path) -> None:
        self._session.workers.run(lambda: save_copy(resource(f"covers/{name}"), target), self._tell_saved)

    def _tell_saved(self, result: Path | Trouble) -> None:
        if isinstance(result, Trouble):
            self.message.tell(Tone.TROUBLE, result.what, result.do, result.details)
        else:
            self.message.tell(Tone.DONE, f"Saved as “{result.name}”.", "Its second page tells how to go on.")

    def _show(self) -> None:
        """Fit all to what there is and what is selected."""
        has_account = self._session.account is not None
        self._stack.setCurrentIndex(_LIST if self._rows.refs else _EMPTY)
        self._add.setEnabled(has_account)
        for button in (self._rename, self._replace, self._save, self._delete):
            button.setEnabled(self.current is not None)
        self._empty.tell(
            "cover",
            "No cover pages yet" if has_account else "No account yet",
            "Save a sample, make it yours in Word or LibreOffice, and add it."
            if has_account
            else "Cover pages are kept at byFax: set up an account first.",
        )

    def _remember(self) -> None:
        self._selected = self.current or self._selected
        self._show()

    def _select_again(self) -> None:
        """The rows are new ones: the same cover is selected, or the first."""
        refs = self._rows.refs
        row = refs.index(self._selected) if self._selected in refs else 0
        if refs:
            index = self._rows.index(row)
            self._list.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        self._show()

    def _connect(self) -> None:
        self._list.selectionModel().currentChanged.connect(self._remember)
        self._rows.modelReset.connect(self._select_again)
        self._list.doubleClicked.connect(self.rename)
        self._session.account_changed.connect(self.close)
        for keys, do in (("F2", self.rename), ("Del", self.delete)):
            shortcut = QShortcut(QKeySequence(keys), self._list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(do)
        self._select_again()
        self._list.setFocus()

    def _button(self, name: str, text: str, do: Callable[[], object] | None = None) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        if do is not None:
            button.clicked.connect(lambda: do())
        return button

    def _arrange(self) -> None:
        menu = QMenu(self._sample)
        menu.setObjectName("cover_sample_menu")
        for text, name in files.SAMPLES:
            menu.addAction(text, partial(self.save_sample, name))
        self._sample.setMenu(menu)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._list)
        buttons = QVBoxLayout()
        for button in (self._add, self._rename, self._replace, self._save, self._delete):
            buttons.addWidget(button)
        buttons.addSpacing(16)
        buttons.addWidget(self._sample)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        row = QHBoxLayout()
        row.addWidget(self._stack, 1)
        row.addLayout(buttons)
        column = QVBoxLayout(self)
        column.addWidget(self.message)
        column.addLayout(row, 1)
        self.resize(*_SIZE)


def _facts(path: Path) -> CoverFacts:
    from byfax_desktop.fax.covers.check import check_cover

    return check_cover(path)


def _list_view(rows: CoverRows, parent: QWidget) -> QListView:
    view = QListView(parent)
    view.setObjectName("covers_list")
    view.setAccessibleName("Cover pages")
    view.setModel(rows)
    view.setIconSize(PICTURE)
    view.setWordWrap(True)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setSpacing(2)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    return view
