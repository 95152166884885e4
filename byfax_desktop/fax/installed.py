"""Programs that are installed on this computer."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def installed(command: str) -> Path | None:
    """The program of this name on the search path, if there is one.

    On Windows the folder is searched first in which this program was started: that of the document which was opened.
    What lies there came with the document, and is never run.
    """
    places = os.pathsep.join(place for place in os.get_exec_path() if Path(place).is_absolute())
    found = shutil.which(command, path=places)
    return Path(found) if found and Path(found).is_absolute() else None
