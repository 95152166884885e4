"""The account's cover pages: added, replaced, renamed, deleted and saved, and told of anew after each change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from byfax_desktop.engine.cover_files import CoverFiles, save_cover
from byfax_desktop.engine.jobs import Job
from byfax_desktop.engine.patience import Patience
from byfax_desktop.engine.trouble import EngineTrouble
from byfax_desktop.service.errors import ByfaxError, NotFound, OutcomeUnknown
from byfax_desktop.service.files import FileSource
from byfax_desktop.service.requests import FaxFile

if TYPE_CHECKING:
    from byfax_desktop.service.ports.cover import CoverPort

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LOOKS = 3
"""How often a list is looked at for a cover that may still arrive."""


class Covers:
    """Changes covers at the service. All methods raise its errors, EngineTrouble, NoCover and OSError.

    The service knows a new cover by no name of ours, so one whose answer got lost is looked for in its list, and never
    sent twice on a guess. ``show`` tells of the list.
    """

    def __init__(
        self, port: CoverPort, files: CoverFiles, show: Callable[[], None], patience: Patience
    ) -> None:
        self._port = port
        self._files = files
        self._show = show
        self._patience = patience
        self._doubted: dict[tuple[str, str], frozenset[str]] = {}
        """Title and MD5 of those of which nobody knows whether they arrived, with the refs that were there before."""

    def add(self, title: str, path: Path, job: Job) -> None:
        """Store a DocX as a new cover."""
        title, file = _title(title), _file(path)
        key = (title, file.content.md5)
        with self._shown():
            before = self._doubted.get(key, frozenset(self._titles()))
            if key in self._doubted and self._has_arrived(title, before):
                del self._doubted[key]
                return
            try:
                self._port.add_cover(title, file)
            except OutcomeUnknown as unknown:
                self._doubted[key] = before
                self._settle(key, unknown, job)
            self._doubted.pop(key, None)

    def reload(self, ref: str, path: Path) -> None:
        """Put another DocX in a cover's place; done twice it comes to the same."""
        file = _file(path)
        self._files.forget(ref)
        with self._shown():
            self._port.reload_cover(ref, file)

    def rename(self, ref: str, title: str) -> None:
        """Give a cover another title."""
        title = _title(title)
        with self._shown():
            self._port.rename_cover(ref, title)

    def delete(self, ref: str) -> None:
        """Delete a cover; one that is gone already is what was wished for."""
        self._files.forget(ref)
        with self._shown():
            try:
                self._port.delete_cover(ref)
            except NotFound:
                return
            except OutcomeUnknown:
                if ref in self._titles():
                    raise

    def download(self, ref: str, target: Path) -> None:
        """Save the DocX of a cover."""
        save_cover(self._port, ref, target)

    @contextmanager
    def _shown(self) -> Iterator[None]:
        """Whatever came of it, the list is told of; where that fails, it is at the next look."""
        try:
            yield
        finally:
            with suppress(ByfaxError):
                self._show()

    def _titles(self) -> dict[str, str]:
        return {cover.ref: cover.title for cover in self._port.list_covers()}

    def _has_arrived(self, title: str, before: frozenset[str]) -> bool:
        return any(each == title and ref not in before for ref, each in self._titles().items())

    def _settle(self, key: tuple[str, str], unknown: OutcomeUnknown, job: Job) -> None:
        """Return when the cover is there; raise where nobody can say."""
        for pause in self._patience.preview[:_LOOKS]:
            with suppress(ByfaxError):
                if self._has_arrived(key[0], self._doubted[key]):
                    return
            if job.cancel.wait(pause):
                break
        raise EngineTrouble(
            f"It is not known whether “{key[0]}” was added.",
            "Look at the list in a minute before you add it again.",
            unknown.details,
        )


def _title(title: str) -> str:
    if not title.strip():
        raise EngineTrouble("A cover page needs a name.", "Enter one.")
    return title.strip()


def _file(path: Path) -> FaxFile:
    from byfax_desktop.fax.covers.check import check_cover

    check_cover(path)
    return FaxFile(path.name, FileSource.from_path(path), DOCX)
