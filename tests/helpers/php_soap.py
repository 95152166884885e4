"""Whether a SOAP stack that isn't ours is here."""

from __future__ import annotations

import shutil
import subprocess


def has_php_soap() -> bool:
    """Whether PHP is here with its SOAP extension."""
    if shutil.which("php") is None:
        return False
    modules = subprocess.run(["php", "-m"], capture_output=True, text=True, check=False).stdout
    return "soap" in modules.split()
