"""What was pasted has no other original: its file is kept as long as a fax with it can come back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from byfax_desktop.store.trouble import StoreTrouble
from byfax_desktop.ui.actions import EngineActions
from byfax_desktop.ui.compose import clipboard
from byfax_desktop.ui.session import Session


class PastedFiles(QObject):
    """Deletes them in time; files that were not pasted are left alone. ``removed`` tells what was taken out again."""

    def __init__(self, session: Session, removed: Callable[[], Iterable[Path]], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._removed = removed
        self._of_job: dict[str, tuple[Path, ...]] = {}
        program = QCoreApplication.instance()
        assert program
        program.aboutToQuit.connect(self._end)

    def hold(self, job_id: str, paths: tuple[Path, ...]) -> None:
        """They are needed as long as the fax of this job can be taken back."""
        self._of_job[job_id] = paths

    def release(self, job_id: str) -> tuple[Path, ...]:
        """The job is over: those that it held."""
        return self._of_job.pop(job_id, ())

    def forget(self, paths: Iterable[Path]) -> None:
        """They are not needed any more, unless a draft or a template has them."""
        work = partial(_forget, tuple(paths), self._session.engine, self._session.data_dir)
        self._session.workers.run(work, lambda _: None)

    def _end(self) -> None:
        """The program ends: what was removed cannot come back."""
        with suppress(OSError, StoreTrouble):
            _forget(tuple(self._removed()), self._session.engine, self._session.data_dir)


def _forget(paths: tuple[Path, ...], engine: EngineActions, data_dir: Path) -> None:
    """Reads the disk. Raises OSError and StoreTrouble, and then nothing was deleted that is needed."""
    if not paths:
        return
    from byfax_desktop.store.drafts import DraftKind

    kept = (*engine.kept_drafts(DraftKind.DRAFT), *engine.kept_drafts(DraftKind.TEMPLATE))
    needed = {path for each in kept for path in each.draft.documents}
    clipboard.forget(tuple(path for path in paths if path not in needed), data_dir)
