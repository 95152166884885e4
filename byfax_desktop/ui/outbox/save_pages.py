"""The pages of a sent fax saved where a person wants them: entries of the context menu."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QWidget

from byfax_desktop.ui.icons import icon
from byfax_desktop.ui.inbox.saving import save_copy

if TYPE_CHECKING:
    from byfax_desktop.engine.events import JobFinished, SentPagesReady
    from byfax_desktop.engine.trouble import Trouble
    from byfax_desktop.ui.outbox.detail_tabs import DetailTabs
    from byfax_desktop.ui.session import Session

_FOLDER = "outbox/pages_folder"
_TIP = "Save the pages as they went to this recipient"


class _Kind(NamedTuple):
    name: str
    text: str
    suffix: str
    files: str


_KINDS = (
    _Kind("pdf", "Sa&ve pages as PDF…", "pdf", "Fax pages (*.pdf)"),
    _Kind("tiff", "Save pages as &TIFF…", "tif", "Fax pages (*.tif *.tiff)"),
)


class PageSaving(QObject):
    """Saves those of the fax that is shown; ``done`` with what to say, ``troubled`` where it failed."""

    done = Signal(str)
    troubled = Signal(object)

    def __init__(self, view: QWidget, session: Session, detail: DetailTabs) -> None:
        super().__init__(view)
        self._view = view
        self._session = session
        self._detail = detail
        self._under_way: dict[str, list[Path]] = {}
        """Where the pages go that a job brings."""
        self._actions = [self._action(kind) for kind in _KINDS]
        detail.changed.connect(self._fit)
        session.bridge.sent_pages_ready.connect(self._copy)
        session.bridge.job_finished.connect(self._tell_trouble)
        session.account_changed.connect(self._forget)
        self._fit()

    def save_to(self, message_ref: str, path: Path, as_pdf: bool) -> None:
        """Bring the pages that went to a recipient, and copy them there, in the background."""
        job = self._session.engine.fetch_sent(message_ref, as_pdf)
        self._under_way.setdefault(job, []).append(path)

    def _action(self, kind: _Kind) -> QAction:
        action = QAction(icon("save"), kind.text, self._view)
        action.setObjectName(f"outbox_save_{kind.name}_action")
        action.triggered.connect(partial(self._ask, kind))
        self._view.addAction(action)
        return action

    def _fit(self) -> None:
        why_not = self._why_not()
        for action in self._actions:
            action.setEnabled(not why_not)
            action.setToolTip(why_not or _TIP)

    def _why_not(self) -> str:
        target = self._detail.target
        if target is None:
            return "Choose a fax first."
        # Not before there is a fax: the window is to open without what this needs.
        from byfax_desktop.ui.outbox.went import no_pages

        return " ".join(no_pages(target) or ())

    def _ask(self, kind: _Kind) -> None:
        from byfax_desktop.ui.outbox.went import recipient_of, suggested_name

        target = self._detail.target
        recipient = recipient_of(target) if target else None
        if target is None or recipient is None:
            return
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = str(self._session.settings.value(_FOLDER) or usual)
        dialog = QFileDialog(self._view.window(), "Save the pages as they went", folder, kind.files)
        dialog.setObjectName("outbox_pages_place")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind.suffix)
        dialog.selectFile(suggested_name(target, f".{kind.suffix}"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(partial(self._take, recipient.message.message_ref, kind))
        dialog.open()

    def _take(self, message_ref: str, kind: _Kind, file: str) -> None:
        path = Path(file)
        self._session.settings.setValue(_FOLDER, str(path.parent))
        self.save_to(message_ref, path, kind.suffix == "pdf")

    def _copy(self, event: SentPagesReady) -> None:
        for target in self._under_way.pop(event.job_id, ()):
            self._session.workers.run(partial(save_copy, event.path, target), self._tell)

    def _tell(self, result: Path | Trouble) -> None:
        if isinstance(result, Path):
            self.done.emit(f"The pages were saved as “{result.name}”.")
        else:
            self.troubled.emit(result)

    def _forget(self) -> None:
        """Another account: nothing of the one before is saved any more."""
        self._under_way.clear()

    def _tell_trouble(self, event: JobFinished) -> None:
        if event.trouble and self._under_way.pop(event.job_id, None):
            self.troubled.emit(event.trouble)
