"""Office documents as PDF, by an installed LibreOffice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path


def program() -> Path | None:
    """The LibreOffice to use."""
    return None


def office_to_pdf(
    path: Path, out: Path, timeout_s: float = 60, cancelled: Callable[[], bool] | None = None
) -> None:
    """Convert a document."""
    raise NotImplementedError
