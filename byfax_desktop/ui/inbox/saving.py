"""A copy of a received fax where a person wants it."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime

if TYPE_CHECKING:
    from byfax_desktop.service.records import InboundFax

_DIGITS_MAX = 20


def suggested_name(fax: InboundFax) -> str:
    """A file name of our own making, fit for every system: nothing in it comes from outside but digits."""
    parts = ["Fax"]
    if fax.received is not None:
        local = QDateTime.fromSecsSinceEpoch(int(fax.received.timestamp()))
        parts.append(local.toString("yyyy-MM-dd HH-mm"))
    digits = "".join(c for c in fax.sender if c.isascii() and c.isdigit())[:_DIGITS_MAX]
    if digits:
        parts.append(f"from {digits}")
    return " ".join(parts) + ".tif"


def save_copy(source: Path, target: Path) -> Path:
    """Copy a fax, whole or not at all, readable by its owner only; raises OSError. Returns ``target``."""
    handle, name = tempfile.mkstemp(prefix=".byfax-", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as copy, source.open("rb") as original:
            shutil.copyfileobj(original, copy)
            copy.flush()
            os.fsync(copy.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return target
