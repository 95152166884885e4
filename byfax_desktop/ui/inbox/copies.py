"""Copies of the chosen faxes where a person wants them: one under a name of theirs, several after a pattern."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog, QWidget

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.inbox.names import Habits
from byfax_desktop.ui.widgets.texts import count

if TYPE_CHECKING:
    from byfax_desktop.engine.events import FaxFilesReady, InboxEntry, JobFinished
    from byfax_desktop.store.kept_faxes import KeepForm
    from byfax_desktop.ui.session import Session

_PDF_FILES, _TIFF_FILES = "PDF (*.pdf)", "TIFF, as it came (*.tif *.tiff)"


class Copies(QObject):
    """Ctrl+S, and an entry of the context menu; ``done`` with what to say, ``troubled`` where it failed."""

    done = Signal(str)
    troubled = Signal(object)

    def __init__(
        self, room: QWidget, view: QWidget, session: Session, chosen: Callable[[], Sequence[InboxEntry]]
    ) -> None:
        """The key works in all of ``room``; the entry is in the menu of ``view``."""
        super().__init__(room)
        self._room = room
        self._session = session
        self._chosen = chosen
        self._habits = Habits(session.settings)
        self._under_way: set[str] = set()
        self.action = QAction(icon("save"), "&Save a copy…", self)
        self.action.setObjectName("inbox_save_action")
        self.action.setShortcut(QKeySequence(QKeySequence.StandardKey.Save))
        self.action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.action.triggered.connect(self.ask)
        room.addAction(self.action)
        view.addAction(self.action)
        session.bridge.fax_files_ready.connect(self._tell_saved)
        session.bridge.job_finished.connect(self._tell_trouble)
        session.account_changed.connect(self._under_way.clear)
        self.fit()

    def fit(self) -> None:
        """Offer what can be done with the faxes as they are chosen now."""
        wanted = self._wanted()
        self.action.setEnabled(bool(wanted))
        self.action.setText(f"&Save copies of {len(wanted)} faxes…" if len(wanted) > 1 else "&Save a copy…")

    def ask(self) -> None:
        """Ask where the copies go."""
        wanted = self._wanted()
        if len(wanted) == 1:
            self._ask_name(wanted[0])
        elif wanted:
            self._ask_folder([entry.fax.ref for entry in wanted])

    def _wanted(self) -> list[InboxEntry]:
        return [entry for entry in self._chosen() if entry.fax.has_file]

    def _ask_name(self, entry: InboxEntry) -> None:
        from byfax_desktop.store.kept_faxes import KeepForm

        habits = self._habits
        dialog = QFileDialog(self._room.window(), "Save a copy of the fax", habits.folder)
        dialog.setObjectName("inbox_save_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_PDF_FILES, _TIFF_FILES])

        def suit(chosen: str) -> None:
            form = KeepForm.TIFF if chosen == _TIFF_FILES else KeepForm.PDF
            dialog.setDefaultSuffix(form.suffix[1:])
            name = dialog.selectedFiles()[0] if dialog.selectedFiles() else ""
            if name and Path(name).suffix in {each.suffix for each in KeepForm}:
                dialog.selectFile(Path(name).with_suffix(form.suffix).name)

        dialog.selectNameFilter(_TIFF_FILES if habits.form is KeepForm.TIFF else _PDF_FILES)
        dialog.selectFile(habits.name(entry.fax))
        suit(dialog.selectedNameFilter())
        dialog.filterSelected.connect(suit)
        dialog.fileSelected.connect(
            lambda name: self._save_as(entry.fax.ref, Path(name), dialog.selectedNameFilter() == _TIFF_FILES)
        )
        # What is chosen is for this account.
        self._session.account_changed.connect(dialog.reject)
        dialog.open()

    def _save_as(self, ref: str, target: Path, as_tiff: bool) -> None:
        """The ending of the name says what is wanted, and where it says nothing, the kind that is chosen."""
        from byfax_desktop.store.kept_faxes import KeepForm

        by_name = {".pdf": KeepForm.PDF, ".tif": KeepForm.TIFF, ".tiff": KeepForm.TIFF}
        form = by_name.get(target.suffix.lower(), KeepForm.TIFF if as_tiff else KeepForm.PDF)
        self._habits.keep(form, str(target.parent))
        self._under_way.add(self._session.engine.save_fax_as(ref, form, target))

    def _ask_folder(self, refs: list[str]) -> None:
        from byfax_desktop.ui.inbox.copies_dialog import CopiesDialog

        dialog = CopiesDialog(len(refs), self._habits, self._room.window())
        dialog.wanted.connect(partial(self._save_all, refs))
        self._session.account_changed.connect(dialog.reject)
        dialog.open()

    def _save_all(self, refs: list[str], form: KeepForm, folder: str, pattern: str) -> None:
        self._habits.keep(form, folder)
        self._habits.keep_pattern(pattern)
        self._under_way.add(self._session.engine.save_faxes(refs, form, Path(folder), self._habits.pattern))

    def _tell_saved(self, event: FaxFilesReady) -> None:
        if event.job_id not in self._under_way:
            return
        self._under_way.discard(event.job_id)
        if len(event.paths) == 1:
            words = f"A copy was saved as “{event.paths[0].name}”."
        else:
            words = (
                f"{count(len(event.paths), 'copy', 'copies')} were saved in “{event.paths[0].parent.name}”."
            )
        if event.trouble is None:
            self.done.emit(words)
        else:
            from byfax_desktop.engine.trouble import Trouble

            trouble = event.trouble
            self.troubled.emit(
                Trouble(f"{words} The others could not be saved: {trouble.what}", trouble.do, trouble.details)
            )

    def _tell_trouble(self, event: JobFinished) -> None:
        if event.trouble and event.job_id in self._under_way:
            self._under_way.discard(event.job_id)
            self.troubled.emit(event.trouble)
