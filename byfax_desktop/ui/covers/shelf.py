"""The account's cover pages as people choose among them: those used last first, with pictures of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap

from byfax_desktop.fax.trouble import shown_name
from byfax_desktop.fax.wanted import WantedPage
from byfax_desktop.ui.page_image import PageImage
from byfax_desktop.ui.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from byfax_desktop.engine.events import CoverPreviewReady, CoversChanged
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.service.records import Cover

NO_COVER = "No cover page"
EXPECTED = "As in the draft"
"""The name of a cover of which no more than its ref is known."""
_PICTURE_WIDTH = 320
_MOST_REMEMBERED = 50


class CoverShelf(QObject):
    """``changed`` when there are other covers, ``picture_changed`` with the ref of one that looks otherwise."""

    changed = Signal()
    picture_changed = Signal(str)
    pages_changed = Signal()
    """A cover takes more or fewer pages than was thought."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._covers: tuple[Cover, ...] = ()
        self._is_known = False
        self._asked: set[str] = set()
        self._pictures: dict[str, QPixmap] = {}
        self._pages: dict[str, Path] = {}
        self._counts: dict[str, int] = {}
        session.bridge.covers_changed.connect(self._take)
        session.bridge.cover_preview_ready.connect(self._load)
        session.account_changed.connect(self._forget)

    @property
    def is_known(self) -> bool:
        """Whether the service has said which covers there are."""
        return self._is_known

    @property
    def refs(self) -> tuple[str, ...]:
        """The covers in the order in which they are offered."""
        return tuple(cover.ref for cover in self._covers)

    def expect(self, ref: str) -> None:
        """A draft has this cover, and the service has not said yet which there are: it is offered until then."""
        if not self._is_known and ref not in self.refs:
            from byfax_desktop.service.records import Cover

            self._covers = (*self._covers, Cover(ref, EXPECTED))
            self.changed.emit()

    def title(self, ref: str) -> str:
        """What people call a cover; the title comes from the service and may hold anything."""
        title = next((cover.title for cover in self._covers if cover.ref == ref), "")
        return shown_name(title or ref)

    def picture(self, ref: str) -> QPixmap | None:
        """What a cover looks like; where that is not known yet it is asked for, and told of when it comes."""
        if ref in self.refs and ref not in self._asked:
            self._asked.add(ref)
            self._session.engine.fetch_cover_preview(ref)
        return self._pictures.get(ref)

    def page(self, ref: str) -> Path | None:
        """The file of the service's own picture, once it was brought."""
        return self._pages.get(ref)

    def pages(self, ref: str) -> int:
        """How many pages a cover took with the texts with which it was seen last; one, if it never was."""
        return self._counts.get(ref, 1)

    def note_pages(self, ref: str, pages: int) -> None:
        """It was seen to take so many."""
        if pages != self.pages(ref):
            self._counts[ref] = pages
            self.pages_changed.emit()

    def note_used(self, ref: str) -> None:
        """A fax has left with this cover: it is offered first from now on."""
        others = [each for each in self._used() if each != ref]
        self._session.settings.setValue(self._key(), [ref, *others][:_MOST_REMEMBERED])
        self._arrange(self._covers)

    def _take(self, event: CoversChanged) -> None:
        self._is_known = True
        gone = set(self._asked) - {cover.ref for cover in event.covers}
        self._asked -= gone
        for ref in gone:
            self._pictures.pop(ref, None)
            self._pages.pop(ref, None)
        self._arrange(event.covers)

    def _arrange(self, covers: tuple[Cover, ...]) -> None:
        used = self._used()
        ranks = {ref: rank for rank, ref in enumerate(used)}
        arranged = tuple(sorted(covers, key=lambda cover: ranks.get(cover.ref, len(used))))
        if arranged != self._covers:
            self._covers = arranged
            self.changed.emit()

    def _forget(self) -> None:
        """Another account has other covers."""
        self._covers = ()
        self._is_known = False
        self._asked.clear()
        self._pictures.clear()
        self._pages.clear()
        self._counts.clear()
        self.changed.emit()

    def _load(self, event: CoverPreviewReady) -> None:
        self._pages[event.cover_ref] = event.path
        take = partial(self._show, event.cover_ref)
        self._session.pages.page(WantedPage(event.path, 0, _PICTURE_WIDTH), take)

    def _show(self, ref: str, result: PageImage | Trouble) -> None:
        if isinstance(result, PageImage):
            self._pictures[ref] = QPixmap.fromImage(result.image)
            self.picture_changed.emit(ref)

    def _used(self) -> list[str]:
        kept = self._session.settings.value(self._key())
        # A list of one comes back as that one.
        return [kept] if isinstance(kept, str) else [str(ref) for ref in kept or ()]

    def _key(self) -> str:
        account = self._session.account
        return f"covers/{account.ref if account else ''}/used"
