"""What a widget may ask of the engine. Each call returns at once; what comes of it arrives through the bridge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from byfax_desktop.engine.drafts import Draft


class EngineActions(Protocol):
    """The engine as the window sees it, so that a widget can be tried with a stand-in."""

    def submit(self, draft: Draft) -> str:
        """Send a fax; returns the job's id. Ends with FaxSubmitted, and JobFinished with or without trouble."""
        ...

    def cancel_job(self, job_id: str) -> None:
        """Ask a running job to end early."""
        ...

    def refresh(self) -> None:
        """Ask the service for everything now."""
        ...

    def watch(self, fast: bool) -> None:
        """Follow live faxes closely while a person looks at them."""
        ...

    def fetch_fax(self, ref: str) -> str:
        """Download the pages of a received fax; returns the job's id. Ends with FaxPagesReady."""
        ...

    def mark_read(self, ref: str) -> None:
        """Remember that a received fax was looked at."""
        ...

    def fetch_cover_preview(self, ref: str) -> str:
        """Download the preview of a cover page; returns the job's id. Ends with CoverPreviewReady."""
        ...
