"""The choice of a cover page, with small pictures that are fetched when they are first looked at."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

from byfax_desktop.fax.wanted import WantedPage
from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.page_image import PageImage
from byfax_desktop.ui.session import Session

if TYPE_CHECKING:
    from byfax_desktop.engine.events import CoverPreviewReady, CoversChanged
    from byfax_desktop.engine.trouble import Trouble

_SMALL = QSize(30, 42)
_PICTURE_WIDTH = 320
NO_COVER = "No cover page"


class CoverBox(QComboBox):
    """Lists the account's covers; the first entry is none. ``picture_changed`` when another picture is to be shown."""

    picture_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cover_choice")
        self.setAccessibleName("Cover page")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(16)
        self._session = session
        self._asked: set[str] = set()
        self._pictures: dict[str, QPixmap] = {}
        self.addItem(NO_COVER, None)
        self.setItemDelegate(QStyledItemDelegate(self))  # the style's own keeps pictures as small as in menus
        self.view().setIconSize(_SMALL)
        self.currentIndexChanged.connect(self._show_current)
        session.bridge.covers_changed.connect(self._list)
        session.bridge.cover_preview_ready.connect(self._load)
        session.account_changed.connect(lambda _: self._forget())

    @property
    def cover_ref(self) -> str | None:
        """The chosen cover."""
        ref = self.currentData()
        return str(ref) if ref else None

    def choose(self, ref: str | None) -> None:
        """Choose this cover; none where there is none of this ref."""
        self.setCurrentIndex(max(0, self.findData(ref)) if ref else 0)

    @property
    def picture(self) -> QPixmap | None:
        """What the chosen cover looks like, as far as that is known."""
        return self._pictures.get(self.cover_ref or "")

    def showPopup(self) -> None:
        """Open the list; now all pictures are of use."""
        for row in range(1, self.count()):
            self._ask(self.itemData(row))
        super().showPopup()

    def _list(self, event: CoversChanged) -> None:
        chosen = self.cover_ref
        self.blockSignals(True)
        while self.count() > 1:
            self.removeItem(1)
        for cover in event.covers:
            self.addItem(icon("cover"), cover.title or cover.ref, cover.ref)
            self._set_picture(cover.ref)
        self.choose(chosen)
        self.blockSignals(False)
        if chosen != self.cover_ref:
            self.currentIndexChanged.emit(self.currentIndex())

    def _forget(self) -> None:
        """Another account has other covers."""
        self.setCurrentIndex(0)
        self._asked.clear()
        self._pictures.clear()
        while self.count() > 1:
            self.removeItem(1)

    def _show_current(self) -> None:
        self._ask(self.cover_ref)
        self.setToolTip(self.currentText())
        self.picture_changed.emit()

    def _ask(self, ref: str | None) -> None:
        if ref and ref not in self._asked:
            self._asked.add(ref)
            self._session.engine.fetch_cover_preview(ref)

    def _load(self, event: CoverPreviewReady) -> None:
        take = partial(self._take, event.cover_ref)
        self._session.pages.page(WantedPage(event.path, 0, _PICTURE_WIDTH), take)

    def _take(self, ref: str, result: PageImage | Trouble) -> None:
        if isinstance(result, PageImage):
            self._pictures[ref] = QPixmap.fromImage(result.image)
            self._set_picture(ref)
            self.picture_changed.emit()

    def _set_picture(self, ref: str) -> None:
        picture, row = self._pictures.get(ref), self.findData(ref)
        if picture and row > 0:
            small = picture.scaled(
                _SMALL * 2,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self.setItemIcon(row, QIcon(small))
