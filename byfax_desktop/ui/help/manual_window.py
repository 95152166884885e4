"""The manual in a window: contents and search at the left, the chapter at the right. It needs no network."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QKeySequence, QPalette, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.help.manual import Chapter, found, manual_language, read_manual
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.message_bar import MessageBar, Tone
from byfax_desktop.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from byfax_desktop.ui.session import Session

_SIZE = QSize(900, 640)
_CONTENTS = 240
_MARGIN = 24
_LARGER = 1.08
_ABOVE_HEADING = 20
_MOST_MARKED = 200
_NOTHING = "No chapter has these words."
_ROLE = Qt.ItemDataRole.UserRole


class Pages(QTextBrowser):
    """Shows chapters by the names of their files, and nothing else; remembers the way back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chapters: dict[str, Chapter] = {}
        self.setOpenExternalLinks(False)
        self.document().setDocumentMargin(_MARGIN)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * _LARGER)
        self.setFont(font)

    @property
    def shown(self) -> str:
        """The name of the chapter that is shown; empty before there is one."""
        return _chapter_of(self.source())

    def show_chapter(self, name: str) -> None:
        """Show a chapter from its beginning."""
        self.setSource(QUrl(f"{name}.md"))

    def loadResource(self, kind: int, name: QUrl | str, /) -> Any:
        """A chapter's text; there are no pictures, and nothing is ever fetched from elsewhere."""
        chapter = self.chapters.get(_chapter_of(name))
        is_text = kind == QTextDocument.ResourceType.MarkdownResource.value
        return chapter.markdown if chapter and is_text else None

    def doSetSource(
        self,
        name: QUrl | str,
        /,
        type: QTextDocument.ResourceType = QTextDocument.ResourceType.UnknownResource,
    ) -> None:
        """Links lead to chapters; others lead nowhere."""
        if _chapter_of(name) in self.chapters:
            super().doSetSource(name, type)
            self._space_out()

    def _space_out(self) -> None:
        """Give headings room above them: Markdown has no way to say so."""
        block = self.document().begin()
        while block.isValid():
            layout = block.blockFormat()
            if layout.headingLevel() > 1:
                layout.setTopMargin(_ABOVE_HEADING)
                QTextCursor(block).setBlockFormat(layout)
            block = block.next()


def _chapter_of(address: QUrl | str) -> str:
    return QUrl(address).fileName().removesuffix(".md")


class ManualWindow(QDialog):
    """Opens at a chapter; ``language`` is that of the system unless it is given."""

    def __init__(
        self, session: Session, chapter: str, parent: QWidget | None = None, language: str = ""
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("manual")
        self.setWindowTitle("Manual – byFax Desktop")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_SIZE)
        self._wanted = chapter
        self._chapters: tuple[Chapter, ...] = ()
        self.search = SearchField(
            "manual_search",
            "Search the manual",
            "Search (Ctrl+F)",
            "Show the chapters that have all these words",
            self,
        )
        self.contents = QListWidget(self)
        self.pages = Pages(self)
        self.back = QPushButton(icon("undo"), "&Back", self)
        self.message = MessageBar("manual_message", self)
        self._set_up()
        self._arrange()
        self.pages.setFocus()
        session.workers.run(partial(read_manual, language or manual_language()), self._take)

    def show_chapter(self, name: str) -> None:
        """Show a chapter, as soon as there are any."""
        self._wanted = name
        if self._chapters:
            self.search.clear()
            self.pages.show_chapter(name)

    def _take(self, result: tuple[Chapter, ...] | Trouble) -> None:
        if isinstance(result, Trouble):
            self.message.tell(
                Tone.TROUBLE, "The manual can't be read.", "Install byFax Desktop again.", result.details
            )
            return
        self._chapters = result
        self.pages.chapters = {chapter.name: chapter for chapter in result}
        self._list(result)
        self.pages.show_chapter(self._wanted)

    def _sift(self) -> None:
        text = self.search.text()
        chapters = found(self._chapters, text) if text.strip() else self._chapters
        self._list(chapters)
        if text.strip() and not chapters:
            self.message.tell(Tone.NOTE, _NOTHING)
            return
        self.message.clear()
        if text.strip() and self.pages.shown not in {chapter.name for chapter in chapters}:
            self.pages.show_chapter(chapters[0].name)
        self._mark()

    def _list(self, chapters: tuple[Chapter, ...]) -> None:
        blocked = self.contents.blockSignals(True)
        self.contents.clear()
        for chapter in chapters:
            item = QListWidgetItem(chapter.title, self.contents)
            item.setData(_ROLE, chapter.name)
        self.contents.blockSignals(blocked)
        self._follow()

    def _follow(self) -> None:
        """Have the chapter that is shown chosen among the contents."""
        blocked = self.contents.blockSignals(True)
        for row in range(self.contents.count()):
            if self.contents.item(row).data(_ROLE) == self.pages.shown:
                self.contents.setCurrentRow(row)
        self.contents.blockSignals(blocked)

    def _choose(self, row: int) -> None:
        if row >= 0:
            self.pages.show_chapter(self.contents.item(row).data(_ROLE))

    def _note_way(self) -> None:
        """Another chapter is shown: only now do the pages know which."""
        self.back.setEnabled(self.pages.isBackwardAvailable())
        self._follow()
        self._mark()

    def _mark(self) -> None:
        """Mark the words that are looked for, and bring the first of them into sight."""
        marks: list[QTextEdit.ExtraSelection] = []
        for word in self.search.text().split():
            cursor = self.pages.document().find(word)
            while not cursor.isNull() and len(marks) < _MOST_MARKED:
                marks.append(self._marked(cursor))
                cursor = self.pages.document().find(word, cursor)
        self.pages.setExtraSelections(marks)
        if marks:
            first = min((mark.cursor for mark in marks), key=lambda cursor: cursor.position())
            place = QTextCursor(first)
            place.clearSelection()
            self.pages.setTextCursor(place)
            self.pages.ensureCursorVisible()

    def _marked(self, cursor: QTextCursor) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        mark.cursor = cursor
        palette = self.pages.palette()
        mark.format.setBackground(palette.brush(QPalette.ColorRole.Highlight))
        mark.format.setForeground(palette.brush(QPalette.ColorRole.HighlightedText))
        return mark

    def _set_up(self) -> None:
        self.search.textChanged.connect(self._sift)
        self.search.be_found_from(self)
        self.search.left.connect(self.contents.setFocus)
        self.contents.setObjectName("manual_contents")
        self.contents.setAccessibleName("Chapters")
        self.contents.setFixedWidth(_CONTENTS)
        self.contents.setWordWrap(True)
        self.contents.setSpacing(2)
        self.contents.currentRowChanged.connect(self._choose)
        self.pages.setObjectName("manual_pages")
        self.pages.setAccessibleName("The chapter")
        self.pages.historyChanged.connect(self._note_way)
        self.back.setObjectName("manual_back")
        self.back.setToolTip("To the chapter before (Alt+Left)")
        self.back.setEnabled(False)
        self.back.setAutoDefault(False)
        self.back.clicked.connect(self.pages.backward)
        back = QShortcut(QKeySequence("Alt+Left"), self)
        back.activated.connect(self.pages.backward)

    def _arrange(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self.search)
        side.addWidget(self.contents, 1)
        side.addWidget(self.back)
        self.search.setFixedWidth(_CONTENTS)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(side)
        row.addWidget(self.pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.message)
        column.addLayout(row, 1)
