"""What was dropped or pasted, as documents: files as they are, a picture or a text as a file of its own."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage

PASTED_FOLDER = "pasted"
_FILES = (("image/png", ".png"), ("image/jpeg", ".jpg"))
"""Pictures that other programs hand over as files."""


def files_of(mime: QMimeData) -> tuple[Path, ...]:
    """The files of this computer that were dropped or pasted."""
    return tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())


def is_from_web(mime: QMimeData) -> bool:
    """Whether it is no more than the address of something elsewhere."""
    return bool(mime.urls()) and not files_of(mime) and not _has_picture(mime)


def can_be_taken(mime: QMimeData) -> bool:
    """Whether something can be said of it at least."""
    return bool(mime.urls()) or mime.hasText() or _has_picture(mime)


def content_of(mime: QMimeData) -> Callable[[], tuple[bytes, str]] | None:
    """What makes the bytes and the name ending of the picture or text; it may take long, so call it on a worker."""
    for form, ending in _FILES:
        if mime.hasFormat(form):
            # As it comes: making dots of it and a file again takes long, and may lose something.
            data = bytes(mime.data(form).data())
            return lambda: (data, ending)
    if mime.hasImage():
        image = QImage(mime.imageData())
        return lambda: (_png(image), ".png")
    text = mime.text()
    if text.strip():
        return lambda: (text.encode(), ".txt")
    return None


def keep(content: Callable[[], tuple[bytes, str]], data_dir: Path) -> Path:
    """Write pasted content to a file that only its owner can read. Raises OSError."""
    data, ending = content()
    # One folder each, so that two things pasted in one second keep names that people can read.
    folder = data_dir / PASTED_FOLDER / os.urandom(16).hex()
    folder.mkdir(mode=0o700, parents=True)
    path = folder / f"Pasted {datetime.now():%H.%M.%S}{ending}"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
    return path


def forget(paths: tuple[Path, ...], data_dir: Path) -> None:
    """Delete those of the files that were pasted; others are left alone."""
    for path in dict.fromkeys(paths):
        if path.is_relative_to(data_dir / PASTED_FOLDER):
            path.unlink(missing_ok=True)
            path.parent.rmdir()


def _has_picture(mime: QMimeData) -> bool:
    return mime.hasImage() or any(mime.hasFormat(form) for form, _ in _FILES)


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())
