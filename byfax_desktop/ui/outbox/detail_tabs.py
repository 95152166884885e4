"""All about the chosen fax: what is known of it, and its pages as they went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from byfax_desktop.ui.outbox.detail import FaxDetail

if TYPE_CHECKING:
    from byfax_desktop.engine.events import OutboxEntry, OutboxMessage
    from byfax_desktop.ui.outbox.sent_pages import SentPagesPane
    from byfax_desktop.ui.outbox.wishes import Target
    from byfax_desktop.ui.session import Session

_PAGES_SHARE = 0.62
"""How much of the height the pages get when they are first looked at: a page is higher than a list of facts."""


class DetailTabs(QTabWidget):
    """Shows a fax in two ways; its pages are fetched only when a person turns to them."""

    changed = Signal()
    """Another fax is shown, or something about this one has changed."""

    deed_chosen = Signal(str)
    """What a person wants done about the fax that is shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outbox_detail")
        self.setDocumentMode(True)
        self.tabBar().setObjectName("outbox_detail_tabs")
        self.tabBar().setAccessibleName("What to see of the fax")
        self._session = session
        self._target: Target | None = None
        self._pages: SentPagesPane | None = None
        self._heights: list[int] = []
        self._facts = FaxDetail(session, self)
        self._facts.deed_chosen.connect(self.deed_chosen)
        self._room = QWidget(self)
        QVBoxLayout(self._room).setContentsMargins(0, 4, 0, 0)
        self.addTab(self._facts, "De&tails")
        self.addTab(self._room, "Pa&ges")
        self.currentChanged.connect(self._turn)

    @property
    def target(self) -> Target | None:
        """The fax that is shown, or that of one of its recipients."""
        return self._target

    def show_fax(self, entry: OutboxEntry, message: OutboxMessage | None) -> None:
        """Show a broadcast, or the fax of one of its recipients."""
        from byfax_desktop.ui.outbox.wishes import Target

        self._target = Target(entry, message)
        self._facts.show_fax(entry, message)
        self._show_pages()
        self.changed.emit()

    def clear(self) -> None:
        """Show nothing."""
        self._target = None
        self._facts.clear()
        self._show_pages()
        self.changed.emit()

    def read_again(self) -> None:
        """Something may have happened to the fax that is shown."""
        self._facts.read_again()

    def _turn(self) -> None:
        self._make_room()
        self._show_pages()

    def _show_pages(self) -> None:
        if self.currentWidget() is self._room:
            pages = self._pages_pane()
            if self._target is None:
                pages.clear()
            else:
                pages.show_target(self._target)
        elif self._pages is not None and self._target is None:
            self._pages.clear()

    def _pages_pane(self) -> SentPagesPane:
        """Made when it is first wanted: the window opens without it."""
        if self._pages is None:
            from byfax_desktop.ui.outbox.sent_pages import SentPagesPane

            self._pages = SentPagesPane(self._session, self._room)
            self._room.setFocusProxy(self._pages)
            layout = self._room.layout()
            assert layout is not None
            layout.addWidget(self._pages)
        return self._pages

    def _make_room(self) -> None:
        """Pages get more of the height than facts; what a person has given each stays."""
        splitter = self.parentWidget()
        if not isinstance(splitter, QSplitter):
            return
        now, self._heights = splitter.sizes(), self._heights or _for_pages(splitter.sizes())
        splitter.setSizes(self._heights)
        self._heights = now


def _for_pages(sizes: list[int]) -> list[int]:
    wanted = max(sizes[-1], round(sum(sizes) * _PAGES_SHARE))
    return [sum(sizes) - wanted, wanted]
