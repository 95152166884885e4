"""Pictures of pages, kept as long as they fit."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtGui import QImage


class PageCache:
    """The pictures used last, one a page, together at most ``max_bytes`` large (or a single one that is larger)."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._images: OrderedDict[int, QImage] = OrderedDict()
        self._bytes = 0

    def get(self, page: int) -> QImage | None:
        """The picture of a page, which thereby becomes the one used last."""
        image = self._images.get(page)
        if image is not None:
            self._images.move_to_end(page)
        return image

    def put(self, page: int, image: QImage) -> None:
        """Keep a picture in the place of the page's former one; the ones not used for longest go."""
        self._drop(page)
        self._images[page] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > self._max_bytes and len(self._images) > 1:
            self._drop(next(iter(self._images)))

    def clear(self) -> None:
        """Keep nothing."""
        self._images.clear()
        self._bytes = 0

    @property
    def pages(self) -> frozenset[int]:
        """The pages whose pictures are here."""
        return frozenset(self._images)

    def _drop(self, page: int) -> None:
        image = self._images.pop(page, None)
        if image is not None:
            self._bytes -= image.sizeInBytes()
