"""Small pictures of the first pages of documents: of those in sight, a bounded number of them."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QPixmap

from byfax_desktop.fax.wanted import WantedPage
from byfax_desktop.ui.compose.document_model import Document, DocumentState
from byfax_desktop.ui.page_image import PageImage
from byfax_desktop.ui.page_jobs import PageJobs

if TYPE_CHECKING:
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.ui.page_jobs import PageRequest

BOX = QSize(30, 42)
_SHARP = 2
"""Dots for each of the list, for screens that show them."""
MOST = 300
"""Pictures of some 20 KB each."""
_MOST_WAITING = 60
_AT_ONCE = 2

_Key = tuple[Path, str, int]


class Thumbnails(QObject):
    """What is asked for last comes first: that is what a person has just scrolled to."""

    arrived = Signal()

    def __init__(self, pages: PageJobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self._pictures: OrderedDict[_Key, QPixmap | None] = OrderedDict()
        self._waiting: OrderedDict[_Key, WantedPage] = OrderedDict()
        self._requests: dict[_Key, PageRequest] = {}
        self.destroyed.connect(partial(_cancel_all, self._requests))

    def picture(self, document: Document) -> QPixmap | None:
        """The first page, as it lies; None where there is none to be had, or not yet."""
        if document.state is not DocumentState.READY or not (document.pages or document.service_pages):
            return None
        path = document.service_pages[0] if document.service_pages else document.path
        key = (path, document.password, document.treatment.quarter_turns)
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        if key not in self._requests:
            wanted = WantedPage(path, 0, BOX.height() * _SHARP, password=document.password)
            self._waiting[key] = wanted
            self._waiting.move_to_end(key)
            if len(self._waiting) > _MOST_WAITING:
                self._waiting.popitem(last=False)
            self._begin()
        return None

    def forget(self) -> None:
        """The documents are gone."""
        self._waiting.clear()
        self._pictures.clear()
        _cancel_all(self._requests)
        self._requests.clear()

    def _begin(self) -> None:
        while self._waiting and len(self._requests) < _AT_ONCE:
            key, wanted = self._waiting.popitem()
            self._requests[key] = self._pages.page(wanted, partial(self._take, key), key[2])

    def _take(self, key: _Key, result: PageImage | Trouble) -> None:
        self._requests.pop(key, None)
        self._pictures[key] = _small(result) if isinstance(result, PageImage) else None
        while len(self._pictures) > MOST:
            self._pictures.popitem(last=False)
        self._begin()
        self.arrived.emit()


def _small(page: PageImage) -> QPixmap:
    smooth = Qt.TransformationMode.SmoothTransformation
    image = page.image.scaled(BOX * _SHARP, Qt.AspectRatioMode.KeepAspectRatio, smooth)
    picture = QPixmap.fromImage(image)
    picture.setDevicePixelRatio(_SHARP)
    return picture


def _cancel_all(requests: dict[_Key, PageRequest]) -> None:
    for request in requests.values():
        request.cancel()
