"""A copy of a received fax where a person wants it."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path


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
