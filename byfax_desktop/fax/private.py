"""Files that only their owner may read: faxes are letters."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO


def create_private(path: Path) -> BinaryIO:
    """Open a file for writing, empty and with mode 0600, also where one with another mode was. Raises OSError."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    file = os.fdopen(handle, "wb")
    try:
        path.chmod(0o600)
    except OSError:
        file.close()
        raise
    return file
