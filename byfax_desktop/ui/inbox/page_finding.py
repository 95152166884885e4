"""Looking for words in the pages of received faxes: an entry of the context menu, and the search field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction

from byfax_desktop.engine.trouble import Trouble
from byfax_desktop.ui.settings.options import FIND_WORDS

if TYPE_CHECKING:
    from byfax_desktop.ui.inbox.fax_list import FaxList
    from byfax_desktop.ui.session import Session
    from byfax_desktop.ui.workers import Request

TYPING_MS = 200
_NO_TESSERACT = Trouble(
    "Tesseract, which reads words in pages, is not installed on this computer.",
    "Install it with the languages of your faxes; the pages are read from then on.",
)


class PageFinding(QObject):
    """The faxes in whose pages the text was read join those that are found otherwise, a moment later."""

    troubled = Signal(object)

    def __init__(self, faxes: FaxList, session: Session) -> None:
        super().__init__(faxes)
        self._faxes = faxes
        self._session = session
        self._request: Request | None = None
        self._pause = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._pause.timeout.connect(self._look)
        self._action = QAction("Find words in pa&ges", faxes.view)
        self._action.setObjectName("inbox_find_words_action")
        self._action.setCheckable(True)
        self._action.triggered.connect(lambda wanted: session.preferences.choose(FIND_WORDS, wanted))
        faxes.view.addAction(self._action)
        faxes.filters.changed.connect(self._note_text)
        session.preferences.changed.connect(self._note_choice)
        self._heed()

    def _note_choice(self, name: str) -> None:
        if name == FIND_WORDS.name:
            self._heed()
            self._note_text()
            if self._action.isChecked():
                engine = self._session.engine
                self._session.workers.run(lambda: engine.can_find_words(), self._tell)

    def _heed(self) -> None:
        is_wanted = self._session.preferences.value(FIND_WORDS)
        self._action.setChecked(is_wanted)
        self._session.engine.find_words(is_wanted)

    def _tell(self, can: bool | Trouble) -> None:
        if isinstance(can, Trouble):
            self.troubled.emit(can)
        elif not can:
            self.troubled.emit(_NO_TESSERACT)

    def _note_text(self) -> None:
        if self._request is not None:
            self._request.cancel()
            self._request = None
        if self._action.isChecked() and self._faxes.filters.wanted().text:
            self._pause.start()
        else:
            self._pause.stop()

    def _look(self) -> None:
        engine, text = self._session.engine, self._faxes.filters.wanted().text

        def show(pages: dict[str, int] | Trouble) -> None:
            if isinstance(pages, Trouble):
                self.troubled.emit(pages)
            else:
                self._faxes.show_in_pages(text, pages)

        self._request = self._session.workers.run(lambda: engine.pages_with(text), show)
