"""What a person does with cover pages: the engine's part of that."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.cover_files import CoverFiles
from byfax_desktop.engine.covers import Covers
from byfax_desktop.engine.filled_covers import FilledCovers
from byfax_desktop.engine.jobs import Job, Jobs
from byfax_desktop.service.errors import Cancelled

if TYPE_CHECKING:
    from byfax_desktop.engine.account import AccountState
    from byfax_desktop.engine.bus import EventBus
    from byfax_desktop.engine.cover_fields import CoverFields
    from byfax_desktop.engine.patience import Patience
    from byfax_desktop.service.ports.cover import CoverPort


class CoverActions:
    """Each returns the id of a job at once; a change ends with CoversChanged, and the job with or without trouble."""

    bus: EventBus
    _account: AccountState
    _jobs: Jobs
    _patience: Patience
    _preview_jobs: Jobs

    def _open_covers(self, port: CoverPort, data_dir: Path) -> None:
        files = CoverFiles(port, data_dir / "covers")
        self._covers = Covers(port, files, self._account.look_at_covers, self._patience)
        self._filled_covers = FilledCovers(files, data_dir / "filled-covers", self.bus)

    def fetch_cover_preview(self, ref: str) -> str:
        """Bring the preview of a cover page here; returns the id of the job."""
        fetch = self._account.fetch_cover_preview
        # Quiet, for pictures are brought as their cards come into sight, which nobody asks for.
        return self._jobs.start(
            "Loading a cover page", lambda job: fetch(ref, job), key=f"cover {ref}", is_quiet=True
        )

    def add_cover(self, title: str, path: Path) -> str:
        """Store a DocX as a new cover page; returns the id of the job."""
        return self._jobs.start(f"Adding {title}", lambda job: self._covers.add(title, path, job))

    def reload_cover(self, ref: str, path: Path) -> str:
        """Put another DocX in a cover's place, and bring its new picture; returns the id of the job."""

        def work(_: object) -> None:
            self._covers.reload(ref, path)
            # Not as above: what is being brought just now is the picture of the one before.
            self._jobs.start(
                "Loading a cover page", lambda job: self._account.fetch_cover_preview(ref, job), is_quiet=True
            )

        return self._jobs.start("Replacing a cover page", work)

    def rename_cover(self, ref: str, title: str) -> str:
        """Give a cover page another title; returns the id of the job."""
        return self._jobs.start("Renaming a cover page", lambda _: self._covers.rename(ref, title))

    def delete_cover(self, ref: str) -> str:
        """Delete a cover page; returns the id of the job."""
        return self._jobs.start("Deleting a cover page", lambda _: self._covers.delete(ref))

    def download_cover(self, ref: str, target: Path) -> str:
        """Save the DocX of a cover page; returns the id of the job."""
        return self._jobs.start("Saving a cover page", lambda _: self._covers.download(ref, target))

    def preview_cover(self, ref: str, fields: CoverFields) -> str:
        """Make the page of a cover with these texts; returns the id of the job, which ends with FilledCoverReady.

        Where that cannot be done here, the job ends with trouble that says so; nothing is told of it otherwise.
        """

        def work(job: Job) -> None:
            with suppress(Cancelled):  # other texts are wanted: there is nothing to be said of that
                self._filled_covers.fill(ref, fields, job)

        return self._preview_jobs.start("Filling in a cover page", work, is_quiet=True)
